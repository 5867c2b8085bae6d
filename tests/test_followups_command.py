"""`opslog followups`, as its users run it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.config import Config
from opslog.ledger import ledger_of
from opslog.ledger_reports import Listing, formats, report_of
from opslog.reading import parse_record
from opslog.tracked import Tracked, tracked_text

OLD = record_text(
    "## Follow-ups\n\n"
    "- [ ] Refuse a deploy whose image digest is unknown — @jun, prevent, P1, due 2023-01-09, example/shop#7\n"
    "- [ ] Alert on [memory](https://example.com), now — team:sre, detect, due 2030-01-01\n"
    "- [ ] Write the runbook\n"
    "- [x] Roll back — @jun, mitigate\n\n### Ideas\n\n- Name images after birds\n",
    title="Stale image", severity="sev2", services="[deploys]", times="{started: 2022-11-25 12:00}",
)  # fmt: skip
NEW = record_text(
    "## Summary\n\nA deploy took an image whose digest nobody had looked at.\n",
    services="[deploys]", times="{started: 2022-12-25 12:00}", status="in-review",
)  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    (folder / "2022-11-25-stale-image.md").write_text(OLD, encoding="utf-8")
    (folder / "2022-12-25-corrupt-image.md").write_text(NEW, encoding="utf-8")
    return tmp_path


def test_the_list_says_what_whose_by_when_and_where(log: Path, opslog: Opslog) -> None:
    ran = opslog("followups", cwd=log)

    place = "incidents/2022/2022-11-25-stale-image.md"
    assert ran.returncode == 0
    assert ran.stdout.splitlines() == [
        "overdue  2022-12-25*  nobody            Write the runbook",
        f"         {place}:14  1428 days late",
        "overdue  2023-01-09   @jun              Refuse a deploy whose image digest is unknown",
        f"         {place}:12  1413 days late  example/shop#7",
        "open     2030-01-01   team:sre          Alert on memory, now",
        f"         {place}:13",
        "* nobody gave a date; this is the last that the policy of the severity allows",
        "2 records read: 3 follow-ups listed, 2 overdue.",
    ]


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        ((), ["Write", "Refuse", "Alert"]),
        (("--overdue",), ["Write", "Refuse"]),
        (("--all",), ["Write", "Refuse", "Alert", "Roll", "Name"]),
        (("--owner", "@jun"), ["Refuse"]),
        (("--owner", "SRE"), ["Alert"]),
        (("--kind", "detect"), ["Alert"]),
        (("--service", "search"), []),
        (("list", "incidents", "--overdue", "--service", "deploys"), ["Write", "Refuse"]),
        (("incidents/2022/2022-12-25-corrupt-image.md",), []),
    ],
)
def test_options_choose(log: Path, opslog: Opslog, arguments: tuple[str, ...], texts: list[str]) -> None:
    ran = opslog("followups", *arguments, "--format", "json", cwd=log)

    assert ran.returncode == 0, ran.stderr
    assert [one["text"].split()[0] for one in json.loads(ran.stdout)["follow_ups"]] == texts
    assert "read: " in ran.stderr


def test_json_has_a_shape_with_a_version(log: Path, opslog: Opslog) -> None:
    shown = json.loads(opslog("followups", "--format", "json", "--owner", "jun", cwd=log).stdout)

    assert {key: shown[key] for key in ("version", "today", "records")} == {
        "version": 1, "today": "2026-11-22", "records": 2,
    }  # fmt: skip
    assert shown["follow_ups"] == [
        {
            "record": "2022-11-25-stale-image",
            "title": "Stale image",
            "file": "incidents/2022/2022-11-25-stale-image.md",
            "line": 12,
            "number": 1,
            "text": "Refuse a deploy whose image digest is unknown",
            "state": "overdue",
            "due": "2023-01-09",
            "due_by_policy": False,
            "owner": "@jun",
            "owner_is_team": False,
            "kind": "prevent",
            "priority": "P1",
            "tracker": "example/shop#7",
            "url": "https://github.com/example/shop/issues/7",
            "box_still_open": False,
            "opened": "2022-11-25",
            "closed": None,
            "age_days": 1458,
            "services": ["deploys"],
            "severity": "sev2",
            "incidents": ["2022-11-25-stale-image"],
        }
    ]


def test_what_sync_wrote_down_is_believed(log: Path, opslog: Opslog) -> None:
    known = {"https://github.com/example/shop/issues/7": Tracked("closed", date(2026, 11, 1), date(2023, 1, 2))}
    (log / "opslog.toml").write_text("", encoding="utf-8")
    (log / "follow-ups.json").write_text(tracked_text(known), encoding="utf-8")

    assert "Refuse" not in opslog("followups", cwd=log).stdout
    assert "closed in the tracker, box still open" in opslog("followups", "--all", cwd=log).stdout


def test_a_report_goes_to_a_file(log: Path, opslog: Opslog) -> None:
    ran = opslog("followups", "--format", "ics", "-o", "due.ics", cwd=log)

    assert ran.stdout == "2 records read: 3 follow-ups listed, 2 overdue.\n"
    assert (log / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert opslog("followups", "-o", "nowhere/due.ics", cwd=log).returncode == 2


def test_a_record_that_cannot_be_read_is_named_and_the_others_are_listed(log: Path, opslog: Opslog) -> None:
    (log / "incidents" / "2022" / "2022-12-26-binary.md").write_bytes(b"\xff\xfe\x00")

    ran = opslog("followups", cwd=log)
    assert ran.returncode == 2
    assert "2022-12-26-binary.md" in ran.stderr
    assert ran.stdout.splitlines()[-1] == "2 records read: 3 follow-ups listed, 2 overdue."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "jsn"), "there is no format `jsn`; did you mean `json`?"),
        (("nowhere",), "nowhere: there is no such file or folder"),
        (("before", "2022-12-25-corrupt-imag"), "did you mean `2022-12-25-corrupt-image`?"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    log: Path, opslog: Opslog, arguments: tuple[str, ...], words: str
) -> None:
    ran = opslog("followups", *arguments, cwd=log)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_what_was_open_before_an_incident_comes_with_the_lines_that_answer(log: Path, opslog: Opslog) -> None:
    later = log / "incidents" / "2022" / "2022-12-25-corrupt-image.md"
    ran = opslog("followups", "before", later, cwd=log)

    assert "1. Refuse a deploy whose image digest is unknown\n" in ran.stdout
    assert "2022-11-25-stale-image.md:12, open for 30 days\n   because of deploys; “" in ran.stdout
    rules = ("--select", "FM104,FU108,FU109")
    assert "“Refuse a deploy whose image digest is unknown” of 2022-11-25" in opslog("lint", *rules, cwd=log).stdout
    answer = ran.stdout[ran.stdout.index("backlog_check:") :].replace("yes | partly | no", "partly")
    later.write_text(NEW.replace("---\n\n", f"{answer}---\n\n", 1), encoding="utf-8")
    assert opslog("lint", *rules, cwd=log).stdout == "Checked 2 records: no findings.\n"
    assert "answered: partly" in opslog("followups", "before", "2022-12-25-corrupt-image", cwd=log).stdout


def test_candidates_as_json(log: Path, opslog: Opslog) -> None:
    shown = json.loads(opslog("followups", "before", "2022-12-25-corrupt-image", "--format", "json", cwd=log).stdout)

    (one,) = shown["candidates"]
    assert (shown["version"], shown["record"]) == (1, "2022-12-25-corrupt-image")
    assert (one["follow_up"]["number"], one["services"], one["age_days"], one["prevented"]) == (
        1,
        ["deploys"],
        30,
        None,
    )


def test_help_names_what_else_there_is(opslog: Opslog) -> None:
    told = opslog("followups", "--help").stdout

    assert "list " in told
    assert "before " in told


def listing(*items: str) -> Listing:
    """List follow-ups of one record, as given."""
    text = record_text("## Follow-ups\n\n" + "\n".join(items) + "\n", title="A title", services="[search]")
    record = parse_record(text, "incidents/2022/2022-12-25-a.md", Config())
    ledger = ledger_of([record], Config(), date(2023, 2, 1), {})
    return Listing(ledger.listed, ledger.today, 1)


def test_a_spreadsheet_runs_nothing() -> None:
    text = report_of("csv")(
        listing("- [ ] =HYPERLINK(1)", "- [ ] @SUM(1)", "- [ ] - 1", "- [ ] \\+1", '- [ ] "quoted", cut — @jun')
    )

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["text"] for row in rows] == ["'=HYPERLINK(1)", "'@SUM(1)", "'- 1", "\\+1", '"quoted", cut']
    assert rows[4]["owner"] == "'@jun"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).events)


def test_a_calendar_has_a_day_for_what_is_to_do() -> None:
    first, second = events(
        report_of("ics")(
            listing(
                "- [ ] Refuse; or ask, \\ then — @jun, prevent, due 2023-03-01, example/shop#7",
                "- [ ] Alert on memory",
                "- [x] Done — due 2023-03-02",
            )
        )
    )

    assert str(first["summary"]) == "Alert on memory"
    assert "policy" in str(first["description"])
    assert str(second["summary"]) == "Refuse; or ask, \\ then"
    assert second.start == date(2023, 3, 1)
    assert str(second["url"]) == "https://github.com/example/shop/issues/7"
    assert "Owner: @jun\nTracker: example/shop#7" in str(second["description"])
    assert first["uid"] != second["uid"]


def test_an_event_keeps_its_name_when_date_place_and_spelling_change() -> None:
    (before,) = events(report_of("ics")(listing("- [ ] Alert on memory — due 2023-03-01")))
    after = events(report_of("ics")(listing("- [ ] Another", "- [ ] Alert on **memory**! — due 2023-04-01")))

    assert before["uid"] in [event["uid"] for event in after]


def test_two_follow_ups_alike_are_two_events() -> None:
    one, two = events(report_of("ics")(listing("- [ ] Alert", "- [ ] Alert")))

    assert one["uid"] != two["uid"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200)


@given(WORDS)
def test_lines_of_a_calendar_are_short_and_say_the_same(words: str) -> None:
    text = report_of("ics")(listing(f"- [ ] Alert {words} — due 2023-03-01"))

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (event,) = events(text)
    assert str(event["summary"]).startswith("Alert")


@pytest.mark.parametrize("form", formats())
def test_no_format_trips_over_what_stands_in_a_record(form: str) -> None:
    hostile = listing(
        "- [ ] ",
        "- [ ] <script>alert(1)</script>",
        "- [ ] \x1b[31mred — @jun",
        "- BEGIN:VEVENT\\nX",
        "- [ ] " + "a" * 5000,
    )

    text = report_of(form)(hostile)
    assert "\x1b" not in text or form == "json"
    assert "\x1b" not in text
