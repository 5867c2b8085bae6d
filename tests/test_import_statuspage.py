"""Imports from status pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Opslog, record_text
from imported import assert_golden, export_of, imported, read, sample
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.imports.html_text import without_escapes, without_tags
from opslog.imports.sections import sections_of
from opslog.reading import parse_record

FILE = sample("statuspage") / "incidents.json"
CHOSEN = ("--incident", "k7v3signin05", "--severity", "sev2")


def incident(*updates: dict[str, object], **more: object) -> dict[str, object]:
    return {"id": "i1", "name": "Search is slow", "impact": "minor", "incident_updates": list(updates), **more}


def update(minute: int, **more: object) -> dict[str, object]:
    at = f"2026-03-05T14:{minute:02}:00.000Z"
    return {"id": f"u{minute}", "status": "investigating", "body": f"At {minute}", "created_at": at, **more}


def test_what_a_page_published_becomes_a_record(opslog: Opslog, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = imported(opslog, tmp_path, "statuspage", *CHOSEN)

    assert_golden(written.record, "statuspage", request)
    assert written.left_to_write == {"Summary", "Impact"}
    assert "states when monitoring began" in written.told


def test_several_incidents_are_listed_without_maintenance(opslog: Opslog, tmp_path: Path) -> None:
    ran = opslog("import", "statuspage", FILE, cwd=tmp_path)

    assert ran.returncode == 2
    assert ran.stderr.splitlines() == [
        f"opslog: {FILE} holds 2 incidents; say which one with --incident:",
        "  k7v3signin05  2026-03-05 Sign-ins fail for some users",
        "  h4q9emails28  2026-02-28 E-mails with codes arrive late",
    ]
    assert not (tmp_path / "incidents").exists()


def test_all_writes_a_record_of_each(opslog: Opslog, tmp_path: Path) -> None:
    ran = opslog("import", "statuspage", FILE, "--all", "--severity", "sev3", cwd=tmp_path)

    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in tmp_path.glob("incidents/2026/*.md")) == [
        "2026-02-28-e-mails-with-codes-arrive-late.md",
        "2026-03-05-sign-ins-fail-for-some-users.md",
    ]


def test_what_all_cannot_write_is_told_and_the_others_are_written(opslog: Opslog, tmp_path: Path) -> None:
    opslog("import", "statuspage", FILE, *CHOSEN, cwd=tmp_path)
    ran = opslog("import", "statuspage", FILE, "--all", "--severity", "sev3", cwd=tmp_path)

    assert ran.returncode == 1
    assert "opslog: k7v3signin05: " in ran.stderr
    assert "there is such a record already" in ran.stderr
    assert (tmp_path / "incidents/2026/2026-02-28-e-mails-with-codes-arrive-late.md").exists()


@pytest.mark.parametrize("option", ["--into", "--incident", "--title", "--started", "--slug"])
def test_all_is_not_for_one(option: str, opslog: Opslog, tmp_path: Path) -> None:
    ran = opslog("import", "statuspage", FILE, "--all", option, "2026-03-05 14:00", cwd=tmp_path)

    assert ran.returncode == 2
    assert f"{option} is for one incident; --all writes a record of each" in ran.stderr


PUBLISHED = record_text(
    "## Summary\n\nA deploy took an image that nobody had looked at.\n\n"
    "## Timeline\n\n"
    "- 2022-12-25 12:32 — Image `web:4f2` is deployed to production.\n"
    "- 12:58 — [comms] Some orders fail; see [the page](https://status.example.com/1) & wait.\n"
    "- 13:30 — [comms] **Nothing** is lost – `rm -rf` \\*was\\* not run, 3 &lt; 4.\n"
    "- 15:10 — [comms] Orders work again.\n\n  We will say here what happened.\n"
    "- 2022-12-26 09:00 — [comms] All who wrote in have an answer.\n",
    status="draft", times="{started: 2022-12-25 12:32, resolved: 2022-12-25 15:08}", visibility="public",
)  # fmt: skip


def told_to_others(record: Path) -> list[tuple[object, str]]:
    read_again = parse_record(record.read_bytes(), str(record), Config())
    return [(entry.at and entry.at.at, entry.text) for entry in read_again.timeline if entry.kind == "comms"]


def test_what_we_publish_ourselves_reads_back_as_the_same(opslog: Opslog, tmp_path: Path) -> None:
    published = tmp_path / "incidents" / "2022" / "2022-12-25-corrupt-image.md"
    published.parent.mkdir(parents=True)
    published.write_text(PUBLISHED, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    opslog("export", "--format", "statuspage", "--output", elsewhere / "incidents.json", cwd=tmp_path)
    ran = opslog("import", "statuspage", "incidents.json", "--severity", "sev3", cwd=elsewhere)

    assert ran.returncode == 0, ran.stderr
    (read_back,) = elsewhere.glob("incidents/*/*.md")
    assert len(told_to_others(published)) == 4
    assert told_to_others(read_back) == told_to_others(published)


def test_updates_stand_where_the_page_shows_them(tmp_path: Path) -> None:
    late = update(30, display_at="2026-03-05T14:05:00.000Z")

    export = export_of("statuspage", {"incidents": [incident(late, update(10))]}, tmp_path)

    by_time = sorted(export.events)
    assert [(f"{event.at:%H:%M}", event.text, event.kind) for event in by_time] == [
        ("14:05", "At 30", "comms"),
        ("14:10", "At 10", "comms"),
    ]


def test_milestones_are_only_those_that_are_stated(tmp_path: Path) -> None:
    stated = incident(
        update(1), started_at=None, resolved_at="2026-03-05T15:00:00Z", monitoring_at="2026-03-05T14:50:00Z"
    )

    export = export_of("statuspage", stated, tmp_path)

    assert export.milestones == {"resolved": datetime(2026, 3, 5, 15, 0, tzinfo=UTC)}


def test_the_post_mortem_is_not_told_twice() -> None:
    export = read("statuspage", FILE, incident="k7v3signin05")

    assert sum("A certificate between two" in event.text for event in export.events) == 0
    assert export.events[0].text == "The post-mortem is published."


def test_what_the_page_calls_no_impact_is_no_severity(tmp_path: Path) -> None:
    assert export_of("statuspage", incident(update(1), impact="none"), tmp_path).severity is None
    assert export_of("statuspage", incident(update(1), impact="critical"), tmp_path).severity == "critical"


def test_components_of_updates_are_services_where_the_incident_names_none(tmp_path: Path) -> None:
    affected = [{"code": "c1", "name": "Search", "old_status": "operational", "new_status": "major_outage"}]

    export = export_of("statuspage", incident(update(1, affected_components=affected), components=[]), tmp_path)

    assert export.services == ("Search",)


def test_an_update_without_an_id_or_a_time_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpslogError, match=r"incidents\[0\]\.incident_updates\[0\]\.created_at: a time is missing here"):
        export_of("statuspage", {"incidents": [incident(update(1, created_at=None))]}, tmp_path)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Fixed.<br />\nThanks", "Fixed.\n\nThanks"),
        ("<p>One</p>\n<p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<ul><li>One</li>\n<li>Two</li></ul>", "- One\n- Two"),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ('<a class=x href="https://example.com/?a=1&amp;b=2">here</a>', "[here](https://example.com/?a=1&b=2)"),
        ("<h2>Why</h2><pre>a\n  b</pre>", "## Why\n\n```\na\n  b\n```"),
        ("a <!-- b --> c <script>d</script><b>e</b>", "a  c **e**"),
        ("1 < 2, a<b and <unknown>", "1 < 2, a<b and <unknown>"),
        ("&lt;b&gt;", "<b>"),
        ("# Heading\n\n- item\n- <b>bold</b>", "# Heading\n\n- item\n- **bold**"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert without_tags(html) == text


def test_a_document_is_cut_at_the_headings_that_a_record_knows() -> None:
    document = """It broke.

# Summary

S

## Detail

D

# Who was hit?

All.

# Impact

I

# Timeline

- 14:00 it broke
"""

    assert sections_of(document) == {
        "what-happened": "It broke.\n\n### Who was hit?\n\nAll.\n\n### Timeline\n\n- 14:00 it broke",
        "summary": "S\n\n### Detail\n\nD",
        "impact": "I",
    }


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (r"\*not\* a list: \[x\]", "*not* a list: [x]"),
        (r"`C:\*\temp` and \`", r"`C:\*\temp` and `"),
        ("one\\\ntwo", "one\ntwo"),
        (r"C:\temp", r"C:\temp"),
    ],
)
def test_escapes_of_markdown_are_taken_off(markdown: str, words: str) -> None:
    assert without_escapes(markdown) == words


def test_a_heading_in_code_is_code() -> None:
    assert sections_of("```\n# Impact\n```") == {"what-happened": "```\n# Impact\n```"}


def test_an_incident_of_the_manage_api_is_read_too(tmp_path: Path) -> None:
    one = json.loads(FILE.read_text(encoding="utf-8"))["incidents"][2]

    assert export_of("statuspage", [one], tmp_path) == export_of("statuspage", one, tmp_path)
