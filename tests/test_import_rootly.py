"""Imports from Rootly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Opslog
from imported import assert_golden, export_of, imported, read, sample
from opslog.errors import OpslogError


def resource(kind: str, id_: object = "1", **attributes: object) -> dict[str, object]:
    return {"id": id_, "type": kind, "attributes": attributes}


def test_an_incident_with_events_action_items_and_retrospective_becomes_a_record(
    opslog: Opslog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = imported(opslog, tmp_path, "rootly")

    assert_golden(written.record, "rootly", request)
    assert written.left_to_write == set()
    assert "action items left out, cancelled: 1" in written.told


def test_the_retrospective_corrects_the_times_of_the_incident(tmp_path: Path) -> None:
    incident = resource("incidents", title="A", started_at="2026-03-02T06:40:00Z", resolved_at="2026-03-02T09:00:00Z")
    retrospective = resource("incident_post_mortems", started_at="2026-03-02T06:31:00Z", resolved_at=None)

    times = export_of("rootly", [{"data": incident}, {"data": retrospective}], tmp_path).milestones

    assert times == {
        "started": datetime(2026, 3, 2, 6, 31, tzinfo=UTC),
        "resolved": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    }


def test_events_for_outsiders_are_comms(tmp_path: Path) -> None:
    events = [
        resource(
            "incident_events", str(n), event=f"Event {n}", occurred_at=f"2026-03-02T07:0{n}:00Z", visibility=visibility
        )
        for n, visibility in enumerate(("internal", "external", None))
    ]

    export = export_of("rootly", {"data": events}, tmp_path)

    assert [event.kind for event in export.events] == [None, "comms", None]
    assert any("check that each told somebody" in note for note in export.notes)


def test_action_items_keep_owner_due_date_issue_and_state() -> None:
    tasks = read("rootly", sample("rootly")).follow_ups

    assert [(task.owner, task.due, task.link, task.done) for task in tasks] == [
        ("Paul Okafor", date(2026, 3, 20), "https://example.atlassian.net/browse/MAP-541", False),
        ("Mira Sato", None, None, True),
        (None, None, None, False),
    ]


def test_pages_that_overlap_are_told_once(tmp_path: Path) -> None:
    item = resource("incident_action_items", summary="Compare sizes", status="open")

    assert len(export_of("rootly", [{"data": [item]}, {"data": [item]}], tmp_path).follow_ups) == 1


def test_html_of_the_web_editor_is_text(tmp_path: Path) -> None:
    event = resource("incident_events", event="<p>A <b>&lt;script&gt;</b> ends</p>", occurred_at="2026-03-02T07:00:00Z")

    (read_event,) = export_of("rootly", {"data": event}, tmp_path).events

    assert read_event.text == "A **<script>** ends"


def test_a_list_of_incidents_is_one_to_choose_from(tmp_path: Path) -> None:
    incidents = [resource("incidents", id_, title=f"Incident {id_}", sequential_id=int(id_)) for id_ in ("7", "8")]

    with pytest.raises(OpslogError, match="holds 2 incidents"):
        export_of("rootly", {"data": incidents}, tmp_path)
    assert export_of("rootly", {"data": incidents}, tmp_path, incident="8").title == "Incident 8"


def test_events_beside_two_incidents_belong_to_neither(tmp_path: Path) -> None:
    event = resource("incident_events", event="A disk fills", occurred_at="2026-03-02T07:00:00Z")
    incidents = [resource("incidents", id_, title=id_) for id_ in ("7", "8")]

    with pytest.raises(OpslogError, match=r"\[1\]: a second incident; events and action items do not say"):
        export_of("rootly", [*incidents, event], tmp_path)


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"private": True}, "keeps this incident private"), ({"status": "cancelled"}, "`kind: false-alarm`")],
)
def test_what_a_person_has_to_decide_is_told(fields: dict[str, object], told: str, tmp_path: Path) -> None:
    notes = export_of("rootly", {"data": resource("incidents", title="A", **fields)}, tmp_path).notes

    assert any(told in note for note in notes)


def test_an_answer_with_errors_is_no_export(tmp_path: Path) -> None:
    answer = {"errors": [{"title": "Not found or unauthorized", "status": "404"}]}

    with pytest.raises(
        OpslogError, match="nothing that Rootly exports: expected `data`; found an object with `errors`"
    ):
        export_of("rootly", answer, tmp_path)
