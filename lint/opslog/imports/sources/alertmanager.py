"""Alertmanager: what its webhook sent about a group of alerts, version 4.

Shape: prometheus/alertmanager, notify/webhook and template.Data (2026-08).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.imports.event import Choice, Event, Export
from opslog.imports.incidents import INCIDENT, Incident, chosen
from opslog.imports.reading import read_parts
from opslog.imports.value import Value

DOC = """Read what Alertmanager's webhook sent.

    PATH is a file with one or more payloads of version 4, such as a receiver logs them, a line each, or a folder of
    such files. Payloads of one group are one incident. The first alert that fires becomes [detected]; where all have
    stopped, the last becomes [resolved].
    """
OPTIONS = (INCIDENT,)

ANSWERS = {"payloads": "payloads"}
VERSION = "4"
RESOLVED = "resolved"
SERVICE_LABELS = ("service", "job")


class Alert(NamedTuple):
    """An alert, over all payloads that told of it: since when it fired, and when it stopped."""

    value: Value
    since: datetime
    until: datetime | None

    @property
    def name(self) -> str:
        """What its rule calls it."""
        return self.value.get("labels", "alertname").text() or "alert"

    @property
    def words(self) -> str | None:
        """What it says."""
        said = self.value.get("annotations")
        return said.get("summary").text() or said.get("description").text()


def read(path: Path, choice: Choice) -> Export:
    """Read an export. Raises OpslogError."""
    return chosen(incidents(path), path, choice)


def incidents(path: Path) -> list[Incident]:
    """Find the incidents of an export. Raises OpslogError."""
    payloads = read_parts(path, "Alertmanager", ANSWERS, _kind)["payloads"]
    groups: dict[str, list[Value]] = {}
    for payload in payloads:
        _check_version(payload)
        groups.setdefault(payload.get("groupKey").needed_text(), []).append(payload)
    return [Incident((key,), _title(group) or "", partial(_export, group)) for key, group in groups.items()]


def _kind(value: Value) -> str | None:
    return "payloads" if value.has("alerts") else None


def _check_version(payload: Value) -> None:
    version = payload.get("version")
    if version.word() not in {VERSION, None}:
        raise OpslogError(f"{version.place}: this is not version {VERSION} of the webhook's payload")


def _title(group: Sequence[Value]) -> str | None:
    """Take what all alerts say, else what the first one does."""
    alerts = [alert for payload in group for alert in payload.get("alerts").items()]
    stated = (
        *(payload.get("commonAnnotations", "summary") for payload in group),
        *(alert.get("annotations", "summary") for alert in alerts),
        *(alert.get("labels", "alertname") for alert in alerts),
    )
    return next((title for one in stated if (title := one.text())), None)


def _export(group: Sequence[Value]) -> Export:
    alerts = _alerts(group)
    stopped = [alert.until for alert in alerts if alert.until]
    milestones = {"detected": alerts[0].since} if alerts else {}
    if stopped and len(stopped) == len(alerts):
        milestones[RESOLVED] = max(stopped)
    labels = [alert.value.get("labels") for alert in alerts]
    services = [next((name for key in SERVICE_LABELS if (name := one.get(key).text())), None) for one in labels]
    events = _events(alerts, milestones.get(RESOLVED))
    return Export(
        events=tuple(events),
        title=_title(group),
        severity=group[-1].get("commonLabels", "severity").text(),
        milestones=milestones,
        services=tuple(dict.fromkeys(name for name in services if name)),
        link=group[-1].get("externalURL").text(),
        notes=tuple(_notes(group, milestones)),
    )


def _alerts(group: Sequence[Value]) -> list[Alert]:
    """Gather the alerts of a group: the same labels firing since the same time are one alert."""
    found: dict[tuple[str, datetime], Alert] = {}
    for payload in group:
        for value in payload.get("alerts").items():
            since = value.get("startsAt").needed_moment()
            # What still fires has an end in the future, or none: it is when Alertmanager would give up on it.
            ends = value.get("endsAt").moment() if value.get("status").text() == RESOLVED else None
            name = value.get("fingerprint").text() or repr(value.get("labels").raw)
            before = found.get((name, since))
            found[name, since] = Alert(value, since, ends or (before.until if before else None))
    return sorted(found.values(), key=lambda alert: alert.since)


def _events(alerts: Sequence[Alert], resolved: datetime | None) -> Iterator[Event]:
    last = next((alert for alert in alerts if alert.until and alert.until == resolved), None)
    for alert in alerts:
        id_ = alert.value.get("fingerprint").text() or alert.value.place
        source = f"alertmanager:{id_}:{alert.since:%Y%m%dT%H%M%SZ}"
        link = alert.value.get("generatorURL").text()
        said = f": {alert.words}" if alert.words else "."
        kind = "detected" if alert is alerts[0] else None
        yield Event(alert.since, f"`{alert.name}` fires{said}", source, kind=kind, link=link)
        if alert.until:
            kind = RESOLVED if alert is last else None
            source = f"{source}:end"
            yield Event(alert.until, f"`{alert.name}` no longer fires.", source, kind=kind, beside=alert.words)


def _notes(group: Sequence[Value], milestones: dict[str, datetime]) -> Iterator[str]:
    if RESOLVED in milestones:
        yield "`resolved` is when the last alert stopped; if the cause was out of the way at another time, write that"
    cut = sum(payload.get("truncatedAlerts").word() not in {None, "0"} for payload in group)
    if cut:
        yield f"payloads cut off by Alertmanager (`max_alerts`), so that alerts are missing: {cut}"
