"""Imports from PagerDuty."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Opslog
from imported import assert_golden, export_of, imported, read, sample
from opslog.errors import OpslogError

INCIDENT = {"id": "P1", "incident_number": 7, "title": "Search is slow", "urgency": "high", "status": "resolved"}


def entry(kind: str, at: str = "2026-02-11T05:18:22Z", **more: object) -> dict[str, object]:
    return {"id": f"{kind}-{at}", "type": f"{kind}_log_entry", "created_at": at, "incident": {"id": "P1"}, **more}


def test_an_incident_with_its_log_entries_becomes_a_record(
    opslog: Opslog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = imported(opslog, tmp_path, "pagerduty")

    assert_golden(written.record, "pagerduty", request)
    assert written.left_to_write == {"times.started", "Summary", "Impact"}
    assert "notifications left out: 2" in written.told


def test_log_entries_alone_tell_their_incident(tmp_path: Path) -> None:
    export = read("pagerduty", sample("pagerduty") / "log_entries.json")

    assert export.title == "Orders wait longer than 60 s in the queue"
    assert export.milestones["detected"] == datetime(2026, 2, 11, 5, 18, 22, tzinfo=UTC)
    assert export.severity is None


def test_an_incident_alone_tells_that_its_log_is_missing(tmp_path: Path) -> None:
    export = read("pagerduty", sample("pagerduty") / "incident.json")

    assert export.events == ()
    assert export.milestones["resolved"] == datetime(2026, 2, 11, 7, 2, 40, tzinfo=UTC)
    assert any("log_entries" in note for note in export.notes)


def test_a_bare_list_and_json_lines_are_read_like_the_answer_of_the_api(tmp_path: Path) -> None:
    answer = json.loads((sample("pagerduty") / "log_entries.json").read_text(encoding="utf-8"))["log_entries"]
    as_lines = "\n".join(json.dumps(one) for one in answer)

    assert export_of("pagerduty", answer, tmp_path) == export_of("pagerduty", as_lines, tmp_path)
    assert export_of("pagerduty", {"log_entries": answer}, tmp_path) == export_of("pagerduty", answer, tmp_path)


def test_pages_that_overlap_are_told_once(tmp_path: Path) -> None:
    answer = {"log_entries": [entry("trigger"), entry("trigger")]}

    assert len(export_of("pagerduty", answer, tmp_path).events) == 1


def test_what_is_resolved_and_open_again_is_not_resolved(tmp_path: Path) -> None:
    log = [entry("trigger"), entry("resolve", "2026-02-11T06:00:00Z")]
    still_open = {**INCIDENT, "status": "acknowledged"}

    export = export_of("pagerduty", [still_open, *log], tmp_path)

    assert "resolved" not in export.milestones
    assert [event.kind for event in export.events] == ["detected", None]


def test_only_the_first_acknowledgement_is_the_milestone(tmp_path: Path) -> None:
    log = [entry("acknowledge", f"2026-02-11T05:{minute}:00Z") for minute in (40, 20, 30)]

    export = export_of("pagerduty", [INCIDENT, *log], tmp_path)

    assert [event.kind for event in export.events] == ["acknowledged", None, None]


def test_several_incidents_are_listed_and_one_is_chosen(tmp_path: Path) -> None:
    answer = {"incidents": [INCIDENT, {**INCIDENT, "id": "P2", "incident_number": 8, "title": "Mail is late"}]}

    with pytest.raises(
        OpslogError, match=r"holds 2 incidents; say which one with --incident:\n  P1  Search is slow\n  P2"
    ):
        export_of("pagerduty", answer, tmp_path)
    assert export_of("pagerduty", answer, tmp_path, incident="P2").title == "Mail is late"
    assert export_of("pagerduty", answer, tmp_path, incident="8").title == "Mail is late"
    with pytest.raises(OpslogError, match="holds no incident `P3`"):
        export_of("pagerduty", answer, tmp_path, incident="P3")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"log_entries": [entry("trigger", at="yesterday")]}, r"log_entries\[0\]\.created_at: `yesterday` is no time"),
        (
            {"log_entries": [{**entry("trigger"), "created_at": None}]},
            r"log_entries\[0\]\.created_at: a time is missing",
        ),
        (
            {"log_entries": [{**entry("trigger"), "agent": 4}]},
            r"log_entries\[0\]\.agent: expected an object, found a num",
        ),
        ({"log_entries": "none"}, "log_entries: expected an object, found a text"),
        (
            {"error": {"message": "Not Found", "code": 2100}},
            "nothing that PagerDuty exports: .* found an object with `error`",
        ),
        ([1], r"\[0\]: this is nothing that PagerDuty exports"),
        ("{", r"export\.json:1:2: this is not JSON"),
        ("", "this file is empty"),
    ],
)
def test_what_is_wrong_in_an_export_is_told_with_its_place(content: object, told: str, tmp_path: Path) -> None:
    with pytest.raises(OpslogError, match=told):
        export_of("pagerduty", content, tmp_path)
