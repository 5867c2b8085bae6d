"""Imports from Alertmanager's webhook."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Opslog
from imported import assert_golden, export_of, imported, sample
from opslog.errors import OpslogError

NOT_SET = "0001-01-01T00:00:00Z"


def payload(*alerts: dict[str, object], key: str = "{}:{}", **more: object) -> dict[str, object]:
    return {"version": "4", "groupKey": key, "status": "firing", "alerts": list(alerts), **more}


def alert(start: str, end: str = NOT_SET, name: str = "DiskFull", **more: object) -> dict[str, object]:
    status = "firing" if end == NOT_SET else "resolved"
    return {
        "status": status,
        "labels": {"alertname": name},
        "startsAt": start,
        "endsAt": end,
        "fingerprint": name,
        **more,
    }


def test_the_payloads_of_a_group_become_a_record(
    opslog: Opslog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = imported(opslog, tmp_path, "alertmanager")

    assert_golden(written.record, "alertmanager", request)
    assert written.left_to_write == {"times.started", "Summary", "Impact"}
    assert "`resolved` is when the last alert stopped" in written.told


def test_the_zero_time_is_no_end(tmp_path: Path) -> None:
    export = export_of("alertmanager", payload(alert("2026-03-12T21:04:30.482913Z")), tmp_path)

    assert [event.kind for event in export.events] == ["detected"]
    assert export.milestones == {"detected": datetime(2026, 3, 12, 21, 4, 30, tzinfo=UTC)}


def test_an_end_in_the_future_of_an_alert_that_fires_is_none(tmp_path: Path) -> None:
    firing = alert("2026-03-12T21:04:30Z") | {"endsAt": "2026-03-12T21:09:30Z"}

    assert len(export_of("alertmanager", payload(firing), tmp_path).events) == 1


def test_an_alert_that_fires_again_is_told_again(tmp_path: Path) -> None:
    first = alert("2026-03-12T21:00:00Z", "2026-03-12T21:10:00Z")
    again = alert("2026-03-12T21:20:00Z")

    export = export_of("alertmanager", [payload(first), payload(again)], tmp_path)

    assert [f"{event.at:%H:%M}" for event in export.events] == ["21:00", "21:10", "21:20"]
    assert "resolved" not in export.milestones


def test_the_order_of_the_payloads_does_not_matter(tmp_path: Path) -> None:
    rows = (sample("alertmanager") / "payloads.jsonl").read_text(encoding="utf-8").splitlines()
    there = export_of("alertmanager", "\n".join(rows), tmp_path)
    back = export_of("alertmanager", "\n".join(reversed(rows)), tmp_path)

    assert (there.milestones, [event.text for event in there.events]) == (
        back.milestones,
        [event.text for event in back.events],
    )


def test_two_groups_are_two_incidents(tmp_path: Path) -> None:
    rows = [payload(alert("2026-03-12T21:00:00Z"), key=key) for key in ("{}:a", "{}:b")]

    with pytest.raises(OpslogError, match="holds 2 incidents"):
        export_of("alertmanager", rows, tmp_path)
    assert export_of("alertmanager", rows, tmp_path, incident="{}:b").title == "DiskFull"


def test_braces_in_an_alert_are_text(tmp_path: Path) -> None:
    said = {"summary": "{0.__class__} is {{ $value }}"}
    export = export_of("alertmanager", payload(alert("2026-03-12T21:00:00Z", annotations=said)), tmp_path)

    assert export.events[0].text == "`DiskFull` fires: {0.__class__} is {{ $value }}"


def test_payloads_that_were_cut_off_are_told(tmp_path: Path) -> None:
    export = export_of("alertmanager", payload(alert("2026-03-12T21:00:00Z"), truncatedAlerts=12), tmp_path)

    assert "payloads cut off by Alertmanager (`max_alerts`), so that alerts are missing: 1" in export.notes


def test_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpslogError, match="version: this is not version 4"):
        export_of("alertmanager", json.dumps(payload(version="3")), tmp_path)
