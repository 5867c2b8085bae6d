"""The temporary licence: one limit for the rule and the command, and a warning before it ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.config import Config
from opslog.licence import MOST_DAYS, days_later, fault_of, licence_standing
from opslog.reading import parse_record
from opslog.record import Facts, Licence, Record
from opslog.times import Moment

NAME = "2026-05-05-refused-key"
NOW = "1777967040"  # 2026-05-05 08:44 in London
BODY = "## Timeline\n\n- 2026-05-05 08:25 — [detected] A customer calls.\n- 08:52 — Later.\n"
FIELDS = {"timezone": "Europe/London", "times": "{started: 2026-05-05 08:10, detected: 2026-05-05 08:25}"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "incidents" / "2026").mkdir(parents=True)
    (tmp_path / "opslog.toml").touch()
    write(tmp_path, BODY.replace("- 08:52 — Later.\n", ""))
    return tmp_path


def write(log: Path, body: str, **fields: str) -> None:
    (log / "incidents/2026" / f"{NAME}.md").write_text(record_text(body, **FIELDS | fields), encoding="utf-8")


def read(log: Path) -> Record:
    return parse_record((log / "incidents/2026" / f"{NAME}.md").read_bytes(), f"{NAME}.md", Config())


def licence(opslog: Opslog, log: Path, *arguments: str) -> tuple[int, str, str]:
    given = ("--customer", "Fernhill Clinic", "--who", "@sam", *arguments)
    ran = opslog("licence", *given, cwd=log, SOURCE_DATE_EPOCH=NOW)
    return ran.returncode, ran.stdout, ran.stderr


def test_a_licence_is_written_down_with_its_entry(log: Path, opslog: Opslog) -> None:
    code, told, errors = licence(opslog, log)

    assert (code, errors) == (0, "")
    text = (log / "incidents/2026" / f"{NAME}.md").read_text(encoding="utf-8")
    assert (
        "licence:\n"
        "  customer: Fernhill Clinic\n"
        '  issued_by: "@sam"\n'
        "  issued: 2026-05-05 08:44\n"
        "  valid_until: 2026-05-12 08:44\n"
    ) in text
    assert "- 08:44 — [action] @sam issues a temporary licence, valid until 2026-05-12 08:44.\n" in text
    assert "Fernhill" not in text.partition("## Timeline")[2]
    assert "Fernhill" not in told
    assert 'responders: ["@sam"]\n' in text
    assert opslog("lint", "--select", "FM,TL", cwd=log, SOURCE_DATE_EPOCH=NOW).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--days", "8"),
        ("--valid-until", "2026-05-12 08:45"),
        ("--valid-until", "2026-05-13"),
        ("--days", "0"),
        ("--days", "9" * 30),
    ],
)
def test_more_than_seven_days_are_refused_with_the_reason(
    log: Path, opslog: Opslog, arguments: tuple[str, ...]
) -> None:
    before = read(log)
    code, told, errors = licence(opslog, log, *arguments)

    assert (code, told) == (2, "")
    assert f"and {MOST_DAYS} days are the most: anybody may issue one without asking" in errors
    assert errors.count("\n") == 1
    assert read(log) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--valid-until", "2026-05-05 08:40"), "the temporary licence ends before it starts"),
        (("--days", "2", "--valid-until", "2026-05-06"), "--days and --valid-until: give one of the two"),
        (("--valid-until", "soon"), "--valid-until: `soon` is not a time"),
        (("--at", "09:00"), "09:00 is still to come"),
        (("--customer", " "), "--customer: nothing is written there"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_2(
    log: Path, opslog: Opslog, arguments: tuple[str, ...], words: str
) -> None:
    before = read(log)
    code, told, errors = licence(opslog, log, *arguments)

    assert (code, told) == (2, "")
    assert words in errors
    assert read(log) == before


def test_the_same_licence_again_changes_nothing(log: Path, opslog: Opslog) -> None:
    licence(opslog, log, "--at", "08:30", "--days", "3")
    first = read(log)
    code, told, _ = licence(opslog, log, "--at", "08:30", "--days", "3")

    assert code == 0
    assert told == "This licence is written down already, valid until 2026-05-08 08:30. Nothing was changed.\n"
    assert read(log) == first


def test_a_second_licence_takes_the_place_of_the_first_and_both_are_told(log: Path, opslog: Opslog) -> None:
    licence(opslog, log, "--at", "08:30", "--days", "1")
    told = json.loads(licence(opslog, log, "--customer", "FERNHILL CLINIC", "--days", "2", "--json")[1])

    record = read(log)
    assert told["changed"] is True
    assert [entry.text for entry in record.timeline][1:] == [
        "@sam issues a temporary licence, valid until 2026-05-06 08:30.",
        "@sam issues another temporary licence, valid until 2026-05-07 08:44.",
    ]
    assert record.facts.licence
    assert record.facts.licence.customer == "Fernhill Clinic"


def test_a_record_holds_the_licence_of_one_customer(log: Path, opslog: Opslog) -> None:
    licence(opslog, log)
    code, _, errors = licence(opslog, log, "--customer", "Northgate")

    assert code == 2
    assert errors == "opslog: this record holds the licence of another customer; declare an incident of its own\n"


def test_a_public_record_that_names_a_customer_is_pointed_at(log: Path, opslog: Opslog) -> None:
    write(log, BODY, visibility="public")

    assert "Note: The record is public, and now it names the customer" in licence(opslog, log)[1]


def moment(text: str, zone: str = "Europe/London") -> Moment:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return Moment(local.astimezone(UTC), local)


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        ("2026-05-10 08:43", "valid", "ends in 2 d 1 min, at 2026-05-12 08:44"),
        (
            "2026-05-10 08:44",
            "ending",
            "ends in 2 d, at 2026-05-12 08:44: is the proper licence in place?",
        ),
        (
            "2026-05-12 11:44",
            "ended",
            "ended 3 h ago, at 2026-05-12 08:44: the customer may be blocked again",
        ),
    ],
)
def test_a_status_warns_before_it_ends_and_after(now: str, state: str, words: str) -> None:
    text = record_text(licence="{valid_until: 2026-05-12 08:44}", timezone="Europe/London")
    record = parse_record(text, f"{NAME}.md", Config())

    assert licence_standing(record, moment(now).at) == (state, moment("2026-05-12 08:44"), words)


def test_status_tells_how_long_a_licence_lasts(log: Path, opslog: Opslog) -> None:
    licence(opslog, log, "--days", "3")

    assert (
        "\nlicence              ends in 3 d, at 2026-05-08 08:44\n"
        in opslog("status", cwd=log, SOURCE_DATE_EPOCH=NOW).stdout
    )
    told = json.loads(opslog("status", "--json", cwd=log, SOURCE_DATE_EPOCH=str(int(NOW) + 86400 * 3)).stdout)
    assert (told[0]["licence"]["state"], told[0]["licence"]["ends"]) == ("ended", "2026-05-08T07:44:00Z")


def test_a_licence_until_a_date_lasts_that_day() -> None:
    record = parse_record(record_text(licence="{valid_until: 2026-05-12}", timezone="UTC"), f"{NAME}.md", Config())
    late = datetime(2026, 5, 12, 23, 59, tzinfo=UTC)

    told = [licence_standing(record, late), licence_standing(record, late + timedelta(minutes=1))]
    assert [standing.state for standing in told if standing] == ["ending", "ended"]


def test_nothing_is_said_of_a_licence_once_the_incident_is_resolved() -> None:
    fields = {"licence": "{valid_until: 2026-05-12}", "times": "{started: 2026-05-05, resolved: 2026-05-06}"}
    record = parse_record(record_text(**fields), f"{NAME}.md", Config())

    assert licence_standing(record, moment("2026-06-01 00:00").at) is None
    assert licence_standing(Record("a", "a", Facts()), moment("2026-06-01 00:00").at) is None


ZONES = st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"])


@given(st.integers(946_684_800 // 60, 4_102_444_800 // 60), ZONES, st.integers(1, 20))
def test_as_many_days_as_may_be_are_never_too_many(minute: int, zone: str, days: int) -> None:
    at = datetime.fromtimestamp(minute * 60, UTC)
    issued = Moment(at, at.astimezone(ZoneInfo(zone)))
    until = days_later(issued, days)

    fault = fault_of(Licence(issued=issued, valid_until=until))
    assert (fault is None) == (days <= MOST_DAYS)
    assert abs(until.at - issued.at - timedelta(days=days)) <= timedelta(hours=1)
