"""Imports from incident.io."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Opslog
from imported import assert_golden, export_of, imported, read, sample

INCIDENT = {"id": "01A", "reference": "INC-1", "name": "Search is slow", "incident_status": {"category": "closed"}}


def timestamp(name: str, at: str | None) -> dict[str, object]:
    return {"incident_timestamp": {"id": name, "name": name}, "value": {"value": at}}


def test_an_incident_with_timeline_updates_and_follow_ups_becomes_a_record(
    opslog: Opslog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = imported(opslog, tmp_path, "incident-io")

    assert_golden(written.record, "incident-io", request)
    assert written.left_to_write == {"Impact"}
    assert "follow-ups left out, deleted or not to be done: 1" in written.told
    assert "the post-mortem document is not in the API's answer" in written.told


def test_items_stand_when_the_thing_happened_not_when_it_was_written(tmp_path: Path) -> None:
    item = {"incident_id": "01A", "title": "A disk fills", "timestamp": "2026-02-13T09:00:00Z",
            "created_at": "2026-02-14T16:00:00Z"}  # fmt: skip

    (event,) = export_of("incident-io", {"incident_timeline_items": [item]}, tmp_path).events

    assert event.at == datetime(2026, 2, 13, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "milestone"),
    [
        ("Impact started", "started"),
        ("Impact started at", "started"),
        ("Detected at", "detected"),
        ("Resolved at", "resolved"),
        ("mitigated", "mitigated"),
        ("Fixed at", None),
        ("Reported at", None),
    ],
)
def test_a_timestamp_is_a_milestone_only_where_its_name_says_so(
    name: str, milestone: str | None, tmp_path: Path
) -> None:
    at = "2026-02-13T09:00:00Z"
    export = export_of("incident-io", {**INCIDENT, "incident_timestamp_values": [timestamp(name, at)]}, tmp_path)

    assert list(export.milestones) == ([milestone] if milestone else [])
    assert len(export.events) == (0 if milestone else 1)


def test_a_timestamp_without_a_value_is_not_stated(tmp_path: Path) -> None:
    stamps = [timestamp("Resolved at", None), {"incident_timestamp": {"id": "2", "name": "Fixed at"}}]
    export = export_of("incident-io", {**INCIDENT, "incident_timestamp_values": stamps}, tmp_path)

    assert (export.milestones, export.events) == ({}, ())


def test_follow_ups_keep_owner_issue_and_state() -> None:
    tasks = read("incident-io", sample("incident-io")).follow_ups

    assert [(task.owner, task.done, task.link) for task in tasks] == [
        ("Lena Fischer", False, "https://linear.app/example/issue/BILL-88/note-each-invoice"),
        ("Ifeoma Obi", True, "https://github.com/example/billing/issues/204"),
        ("team:Customer-care", True, None),
    ]


def test_one_of_two_incidents_is_chosen_by_its_reference_with_what_belongs_to_it(tmp_path: Path) -> None:
    items = [
        {"incident_id": id_, "title": id_, "timestamp": "2026-02-13T09:00:00Z", "id": f"item-{id_}"}
        for id_ in ("01A", "01B")
    ]
    incidents = [INCIDENT, {**INCIDENT, "id": "01B", "reference": "INC-2", "name": "Mail is late"}]

    export = export_of("incident-io", [*incidents, *items], tmp_path, incident="INC-2")

    assert (export.title, [event.text for event in export.events]) == ("Mail is late", ["01B"])


@pytest.mark.parametrize(
    ("field", "word", "told"),
    [
        ("incident_status", {"category": "declined"}, "`kind: false-alarm`"),
        ("mode", "test", "`kind: exercise`"),
        ("incident_status", {"category": "merged"}, "merged into another incident"),
    ],
)
def test_what_is_perhaps_no_incident_is_told(field: str, word: object, told: str, tmp_path: Path) -> None:
    notes = export_of("incident-io", {**INCIDENT, field: word}, tmp_path).notes

    assert any(told in note for note in notes)
