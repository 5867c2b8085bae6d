"""Two clocks: what was true, what was known, and what a decision could not know."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from conftest import record_text
from opslog.config import Config
from opslog.knowledge import longest_lag, not_known_yet
from opslog.reading import parse_record
from opslog.record import Record
from opslog_site.timeline import TimelineRows

TIMELINE = """## Timeline

- 2022-12-25 12:32 — The tag is wrong. (known 14:20: the digest differs)
- 13:00 — Orders fail. (known 13:10: a customer wrote)
- 13:05 — [decision] Restart. (known 12:50: memory grows)
- 13:30 — [decision] Scale up.
- 14:40 — [decision] Roll back. (known 14:20: the digest differs)
- 23:50 — The queue stops. (known 2022-12-26 08:00: from the graph)
"""


def record() -> Record:
    return parse_record(record_text(TIMELINE), "2022/2022-12-25-case.md", Config())


def test_the_longest_lag_is_of_a_fact_and_never_of_a_decision() -> None:
    longest = longest_lag(record().timeline)

    assert longest is not None
    assert (longest.entry.text, longest.lag) == ("The queue stops.", timedelta(hours=8, minutes=10))
    assert longest_lag(()) is None


def test_a_decision_could_not_know_what_was_learned_after_it() -> None:
    timeline = record().timeline
    hidden = {
        entry.written: [one.entry.text for one in not_known_yet(entry, timeline)]
        for entry in timeline
        if entry.kind == "decision"
    }

    assert hidden == {"13:05": ["The tag is wrong.", "Orders fail."], "13:30": ["The tag is wrong."], "14:40": []}


def test_what_was_learned_stands_where_it_was_learned() -> None:
    rows = TimelineRows(record(), Markup).rows(record().timeline)

    assert [(row.clock, row.is_learned, row.new_day) for row in rows] == [
        ("12:32", False, "2022-12-25"),
        ("13:00", False, ""),
        ("13:05", False, ""),
        ("13:10", True, ""),
        ("13:30", False, ""),
        ("14:20", True, ""),
        ("14:40", False, ""),
        ("23:50", False, ""),
        ("08:00", True, "2022-12-26"),
    ]
    assert rows[3].known.striptags() == "true since 13:00, 10 min before"
    assert [(number, at.striptags()) for number, at in rows[2].unknown] == [(1, "14:20"), (2, "13:10")]
    assert rows[2].known.striptags() == "known since 12:50: memory grows"
