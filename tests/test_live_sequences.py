"""Whatever is typed in whatever order: a step is refused and nothing is written, or the record lints clean."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from opslog.check import check
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.live.declaration import declare
from opslog.live.ending import Means, mitigate, plan, resolve
from opslog.live.holders import hand_over, own
from opslog.live.response import acknowledge, log
from opslog.live.step import Step
from opslog.live.taking import take
from opslog.live.when import this_minute
from opslog.new import read_answers
from opslog.reading import read_record
from opslog.record import Record
from opslog.selection import Selection
from opslog.times import find_zone
from opslog.vocabulary import MITIGATIONS, ROLES

BEGUN = int(datetime(2026, 10, 25, 0, 20, tzinfo=UTC).timestamp())  # in Berlin an hour comes twice that night
ZONES = ("UTC", "Europe/Berlin", "America/New_York")
TRUE = ("CM", "RO106")
"""What was told to nobody, and who did two things for long: that is so, and no step's doing."""

Decide = Callable[[Record, Config, "str | None"], Step]
people = st.sampled_from(["@amara", "@lee", "@jun", "Sally Ride", "LEE"])
decisions: st.SearchStrategy[Decide] = st.one_of(
    people.map(lambda who: lambda record, config, at: acknowledge(record, config, who, at)),
    st.sampled_from([None, "action", "decision", "comms", "finding"]).map(
        lambda kind: lambda record, config, at: log(record, config, "Two pods restarted.", kind, at)
    ),
    st.tuples(st.sampled_from(list(ROLES)), people).map(
        lambda given: lambda record, config, at: hand_over(record, config, *given, at, None)
    ),
    people.map(lambda who: lambda record, config, at: own(record, config, who, at, "Open: why.")),
    st.sampled_from(list(MITIGATIONS)).map(
        lambda kind: lambda record, config, at: plan(record, config, Means(kind), at, "Do it.")
    ),
    st.sampled_from([None, *MITIGATIONS]).map(
        lambda kind: lambda record, config, at: mitigate(record, config, Means(kind), at, None)
    ),
    st.just(lambda record, config, at: resolve(record, config, at, None)),
)
steps = st.tuples(decisions, st.integers(0, 50), st.none() | st.integers(0, 90))


@settings(max_examples=80, deadline=None)
@given(zone=st.sampled_from(ZONES), taken=st.lists(steps, max_size=12))
def test_a_step_is_refused_or_leaves_a_record_that_lints_clean(
    zone: str, taken: list[tuple[Decide, int, int | None]]
) -> None:
    now = BEGUN
    with tempfile.TemporaryDirectory() as folder:
        config = Config(records=folder, timezone=zone)
        with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(now)}):
            given_ = {"title": "Uploads time out", "severity": "sev2", "status": "open", "who": "@amara"}
            path = declare(read_answers(given_, config, this_minute(find_zone(zone))), config).path
        for decide, later, ago in taken:
            now += later * 60
            at = None if ago is None else f"-{ago}m"
            with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(now)}):
                before = path.read_bytes()
                try:
                    take(path, config, lambda record, decide=decide, at=at: decide(record, config, at))  # type: ignore[misc]
                except OpslogError:
                    assert path.read_bytes() == before
                assert _said_of(path, config) == []


def _said_of(path: Path, config: Config) -> list[str]:
    found = check([read_record(path, config)], config, Selection(level="info"))
    return [f"{one.code} {one.message}" for one in found if not one.code.startswith(TRUE)]
