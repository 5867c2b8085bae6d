"""Exports that are not quite what their tools send: whatever is missing or of another type, nothing but an error."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imported import read, sample
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.imports.reading import read_values
from opslog.imports.recording import Wanted, write_new
from opslog.reading import parse_record
from opslog.times import find_zone

IMPORTERS = ("pagerduty", "incident-io", "rootly", "statuspage", "alertmanager")
HOSTILE = """<script>alert(1)</script>

---
## Timeline
- 10:00 — [detected] [x](javascript:alert(1)) {{ 7 }} \u202e <!-- (known 10:01: y)"""
OTHERS: st.SearchStrategy[object] = st.sampled_from(
    [None, 0, -1.5, True, "", "x", [], {}, [None], [[]], {"id": None}, {"data": 1}, 10**300, "9" * 5000, "\ud83d",
     HOSTILE, "0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z"]
)  # fmt: skip
DELETED = object()
WANTED = Wanted(None, "sev3", "draft", None, None, "UTC", find_zone("UTC"))

Path_ = tuple[str | int, ...]


def places(value: object, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def changed(value: object, path: Path_, other: object) -> object:
    """Put something else at a place, or leave out what stands there."""
    if not path:
        return other
    key, *rest = path
    inside = dict(value) if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
    if other is DELETED and not rest:
        inside.pop(key, None)
    else:
        inside[key] = changed(inside.get(key), tuple(rest), other)
    return inside if isinstance(value, dict) else list(inside.values())


def mutated(name: str, data: st.DataObject) -> str:
    values = [one.raw for file in sorted(sample(name).glob("*.json*")) for one in read_values(file)]
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(values) - 1))
        where = data.draw(st.sampled_from(list(places(values[index]))))
        values[index] = changed(values[index], where, data.draw(st.just(DELETED) | OTHERS if where else OTHERS))
    return "\n".join(json.dumps(one) for one in values)


@pytest.mark.parametrize("name", IMPORTERS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_changed_export_is_told_or_becomes_a_record_with_every_event(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.jsonl"
        path.write_text(mutated(name, data), encoding="utf-8")
        try:
            export = read(name, path, incident="k7v3signin05" if name == "statuspage" else None)
            outcome = write_new(export, WANTED, Config(), dry_run=True)
        except OpslogError as error:
            told = str(error)
            assert told.startswith((str(path), "--incident: ", "--title: ", "there is nothing to import"))
            return
    record = parse_record(outcome.after, str(outcome.path), Config())
    assert len(record.timeline) == len(outcome.told)
    assert {problem.rule for problem in record.problems} <= {"missing-field"}
    body = outcome.after.decode().partition("\n---\n")[2]  # above it stands YAML, which nobody renders
    assert "<script" not in body
    assert "](javascript" not in body.replace("\\](javascript", "")
