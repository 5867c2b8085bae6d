"""`opslog adopt`: shapes that other readers got wrong, each as small as it can be."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import Opslog
from opslog.times import find_zone, moment_as_written
from test_adopt_command import SAMPLES, adopt_text, run

TIMELINE = "# Queue stuck\n\nStarted on 2021-03-03.\n\n## Timeline\n\n"


def entries_of(made: Any) -> list[str]:
    """Write the times of the entries, each in the record's own zone."""
    return [f"{entry.at.local:%Y-%m-%d %H:%M}" if entry.at else "?" for entry in made.record.timeline]


def times_of(made: Any) -> dict[str, str]:
    """Write the milestones in the record's own zone."""
    facts = made.record.facts
    zone = find_zone(facts.timezone or "UTC")
    return {name: moment_as_written(at, zone) for name, at in facts.times._asdict().items() if at}


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param(
            "### March 4, 2021\n\n- **22:30 UTC (Mar 3)** - it broke\n- 00:03 (Mar 4) - rolled back\n"
            "- 00:10 (Mar 3 was a holiday) - told",
            ["2021-03-03 22:30", "2021-03-04 00:03", "2021-03-04 00:10"],
            id="the day in brackets behind the time",
        ),
        pytest.param(
            "2021-03-04 (*all times UTC*)\n\n| Time | What |\n| --- | --- |\n| 12:32 | it broke |\n| 12:50 | mended |",
            ["2021-03-04 12:32", "2021-03-04 12:50"],
            id="a day above a table",
        ),
        pytest.param(
            "**4th March:** (// times of the office [UTC+04] )\n12:32 UTC : it broke\n12:50 UTC: mended",
            ["2021-03-04 12:32", "2021-03-04 12:50"],
            id="a day above lines",
        ),
        pytest.param(
            "12:32 - it broke, and\nnobody saw it<br> 12:50 - mended<br> ??:?? - told\n<br> 13:00 - closed",
            ["2021-03-03 12:32", "2021-03-03 12:50", "?", "2021-03-03 13:00"],
            id="entries parted by breaks",
        ),
        pytest.param(
            "**March 3, 2021** - it broke\n\n**March 4, 2021** - mended:\n- the disk\n- the alarm\n",
            ["2021-03-03 00:00", "2021-03-04 00:00"],
            id="a list below a paragraph is part of it",
        ),
        pytest.param(
            "12:32 UTC: it broke\n\n```\nERR\n```\n\n^ error A\n12:50 UTC: mended, at about\n13:00 it was seen",
            ["2021-03-03 12:32", "2021-03-03 12:50"],
            id="an entry below other words, and a time within a sentence",
        ),
        pytest.param(
            "Date (2021) | What\n--- | ---\n03-04 | it broke\n03-13 | mended",
            ["2021-03-04 00:00", "2021-03-13 00:00"],
            id="the year in the head of a column",
        ),
    ],
)
def test_entries(text: str, entries: list[str], tmp_path: Path) -> None:
    assert entries_of(adopt_text(TIMELINE + text, tmp_path)) == entries


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("## Timeline (all times in PST/PDT)\n\n- 12:32 it broke", "America/Los_Angeles"),
        ("## Timeline\n\n_all times are in UTC_\n\n- 12:32 it broke", "UTC"),
        ("## Timeline\n\n- 12:32 GST: it broke\n- 12:50 GST: mended", "Asia/Dubai"),
        ("## Timeline\n\n| NZST | UTC | What |\n|--|--|--|\n| 12:32 | 00:32 | it broke |", "Pacific/Auckland"),
        ("## Timeline\n\n| UTC | NZST | What |\n|--|--|--|\n| 00:32 | 12:32 | it broke |", "UTC"),
        ("## Timeline\n\n| Local time | Time (UTC) | What |\n|--|--|--|\n| 12:32 | 00:32 | it broke |", None),
    ],
)
def test_zones(text: str, zone: str | None, tmp_path: Path) -> None:
    assert adopt_text(f"# Queue stuck on 2021-03-03\n\n{text}\n", tmp_path).record.facts.timezone == zone


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            "> **Start Time:** 2021-03-03 12:32 UTC\n> **End Time:** 2021-03-03 14:10 UTC\n",
            {"started": "2021-03-03 12:32", "resolved": "2021-03-03 14:10"},
        ),
        (
            "| Measure | Value |\n|--|--|\n| Start | 2021-03-03 12:32 UTC, first alarm |\n",
            {"started": "2021-03-03 12:32"},
        ),
        ("| Measure | Value |\n|--|--|\n| Start | 2021-03-03 12:32 UTC, or 12:40 |\n", {}),
        (
            (
                "## Timeline\n\n- 12:32 **OUTAGE BEGINS**\n- 12:40 **INCIDENT BEGINS**\n- 14:10 **OUTAGE ENDS**\n"
                "- 15:00 **INCIDENT ENDS**\n"
            ),
            {"started": "2021-03-03 12:32", "resolved": "2021-03-03 14:10"},
        ),
        (
            "## Timeline\n\n- 12:32 tagged **\\<START OF OUTAGE>**\n- 14:10 mended. **&lt;END OF OUTAGE&gt;**\n",
            {"started": "2021-03-03 12:32", "resolved": "2021-03-03 14:10"},
        ),
        ("## Timeline\n\n- 12:32 since the start of the outage we looked\n- 14:10 by the end of the incident\n", {}),
    ],
)
def test_milestones(text: str, times: dict[str, str], tmp_path: Path) -> None:
    assert times_of(adopt_text(f"# Queue stuck on 2021-03-03\n\nTime zone: UTC\n\n{text}", tmp_path)) == times


def test_a_page_with_start_and_end_in_front(tmp_path: Path) -> None:
    front = (
        "---\ntitle: Queue stuck\ndate: 2021-03-03 12:32 UTC\nresolvedDate: 2021-03-03 14:10 UTC\n---\n\nIt broke.\n"
    )

    assert times_of(adopt_text(front, tmp_path)) == {"started": "2021-03-03 12:32", "resolved": "2021-03-03 14:10"}


def test_a_slip_in_the_frontmatter_does_not_take_the_title_with_it(tmp_path: Path) -> None:
    made = adopt_text(
        "---\ntitle: Queue stuck\nseverity: ok\n resolved_on: 2021\ntags: [a\n---\n\nIt broke.\n", tmp_path
    )

    assert made.record.facts.title == "Queue stuck"
    assert made.problems[0].startswith("line 4")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "2021-03-13-report.md",
            "---\ndate: 2021-03-13\n---\n# Report\n\n## Timeline\n\n### 2021-03-03\n\n- 12:32 x\n",
        ),
        ("2021-03-13-report.md", "# Report\n\n## Timeline\n\n**Date: 2021-03-03**\n\n- 12:32 x\n"),
        ("report.md", "# Report\n\nStart: 03/Mar/2021 2:17 PM (GMT)\n"),
    ],
)
def test_the_day_of_the_incident_outweighs_that_of_the_article(file: str, text: str, tmp_path: Path) -> None:
    assert adopt_text(text, tmp_path, file).path.name.startswith("2021-03-03-")


@pytest.mark.parametrize(
    "text",
    [
        "**Postmortem: Queue stuck**\n\n---\n\n### Timeline\n\n- 12:32 it broke\n",
        "Postmortem: Queue stuck\n\n### Timeline\n\n- 12:32 it broke\n",
    ],
)
def test_a_first_line_that_is_no_heading_may_be_the_title(text: str, tmp_path: Path) -> None:
    assert adopt_text(text, tmp_path).record.facts.title == "Postmortem: Queue stuck"


@pytest.mark.parametrize("heading", ["Follow-up issues", "Follow-up improvements", "Follow-ups of the week"])
def test_follow_ups_by_other_names(heading: str, tmp_path: Path) -> None:
    assert len(adopt_text(f"# Queue stuck\n\n## {heading}\n\n- #41\n- #42\n", tmp_path).record.follow_ups) == 2


def test_a_readme_is_read_where_it_tells_of_an_incident(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "2021-03-03-queue").mkdir(parents=True)
    (source / "README.md").write_text("# Our postmortems\n\nBegun 2021-01-01.\n\n## Summary\n\nBelow.\n")
    (source / "2021-03-03-queue" / "README.md").write_text("# Queue stuck\n\n## Timeline\n\n- 12:32 it broke\n")
    shutil.copy(SAMPLES / "hugo.md", source / "hugo.md")

    ran = opslog("adopt", source, "--to", tmp_path / "incidents", "--dry-run", cwd=tmp_path)
    made = run(opslog, source, "--to", tmp_path / "incidents", "--dry-run")

    assert {one["title"] for one in made} >= {"Queue stuck"}
    assert len(made) == 2
    assert f"Left out, as it does not read like a postmortem: {source}/README.md" in ran.stdout
