"""Who held which role: what is stated, what follows from it, and what cannot be known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.naming import named_in
from opslog.reading import parse_record
from opslog.record import Record
from opslog.tenure import COMMANDER, OPERATIONS, OWNER, Tenure, tenures
from opslog.vocabulary import ROLES

DECLARED = datetime(2022, 12, 25, 22, 45, tzinfo=UTC)


def record_of(roles: str = "{}", times: str = "", body: str = "", **fields: str) -> Record:
    stated = {"status": "draft", "timezone": "UTC", "roles": roles, "times": f"{{started: 2022-12-25 12:32{times}}}"}
    return parse_record(record_text(body, **stated | fields), "2022-12-25-a.md", Config())


def shown(record: Record, role: str) -> list[tuple[str, str, str, bool]]:
    """Write the tenures of a role as `(who, from, to, whether stated)`."""
    return [
        (one.who, clock(one.start), clock(one.end), one.stated is not None)
        for one in tenures(record)
        if one.role == role
    ]


def clock(moment: object) -> str:
    local = getattr(moment, "local", None)
    return f"{local:%H:%M}" if local else ""


TIMES = ", declared: 2022-12-25 12:45, mitigated: 2022-12-25 14:00, resolved: 2022-12-25 15:00"


def test_whoever_commands_holds_all_three_until_they_are_handed_over() -> None:
    record = record_of(
        '{incident-commander: [{who: "@amara", to: 2022-12-25 13:30}, {who: "@lee"}],'
        ' ops-lead: [{who: "@jun", from: 2022-12-25 13:40}]}',
        TIMES,
    )

    commanders = [("@amara", "12:45", "13:30"), ("@lee", "13:30", "15:00")]
    assert shown(record, COMMANDER) == [(*one, True) for one in commanders]
    assert shown(record, "communications-lead") == [(*one, False) for one in commanders]
    assert shown(record, OPERATIONS) == [
        ("@amara", "12:45", "13:30", False),
        ("@lee", "13:30", "13:40", False),
        ("@jun", "13:40", "15:00", True),
    ]


def test_a_name_alone_was_there_all_the_time() -> None:
    record = record_of('{incident-commander: "@amara", ops-lead: "@jun"}', TIMES, resolution_owner='"@kim"')

    assert shown(record, COMMANDER) == [("@amara", "12:45", "15:00", True)]
    assert shown(record, OPERATIONS) == [("@jun", "12:45", "15:00", True)]
    assert shown(record, OWNER) == [("@kim", "14:00", "15:00", True)]


def test_a_role_that_was_given_up_is_not_the_commanders_again() -> None:
    record = record_of(
        '{incident-commander: "@amara", ops-lead: [{who: "@jun", from: 2022-12-25 12:45, to: 2022-12-25 13:00}]}', TIMES
    )

    assert shown(record, OPERATIONS) == [("@jun", "12:45", "13:00", True)]


def test_what_nobody_says_nobody_knows() -> None:
    assert tenures(record_of()) == ()
    assert shown(record_of('{ops-lead: "@jun"}', TIMES), "communications-lead") == []


def test_an_incident_that_goes_on_has_no_end() -> None:
    entries = "## Timeline\n\n- 13:00 — [action] Look.\n"
    going_on = record_of('{incident-commander: "@amara"}', ", declared: 2022-12-25 12:45", entries, status="open")
    told = record_of('{incident-commander: "@amara"}', ", declared: 2022-12-25 12:45", entries)

    assert shown(going_on, COMMANDER) == [("@amara", "12:45", "", True)]
    assert shown(told, COMMANDER) == [("@amara", "12:45", "13:00", True)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (", detected: 2022-12-25 12:40", "12:40"),
        (", detected: 2022-12-25 12:40, acknowledged: 2022-12-25 12:42", "12:42"),
        ("", "12:32"),
    ],
)
def test_without_a_declaration_somebody_leads_from_the_first_sign(times: str, expected: str) -> None:
    record = record_of('{incident-commander: "@amara"}', times)

    assert shown(record, COMMANDER)[0][1] == expected


def test_a_bare_date_stays_one() -> None:
    record = record_of(
        '{incident-commander: [{who: "@amara", from: 2022-12-25, to: 2022-12-26}],'
        ' ops-lead: [{who: "@jun", from: 2022-12-26}]}',
        ", resolved: 2022-12-27",
    )

    inferred = [one for one in tenures(record) if one.role == OPERATIONS and one.stated is None]
    assert [one.start and one.start.whole_day for one in tenures(record)] == [True] * 4
    assert [(one.who, one.end and one.end.whole_day) for one in inferred] == [("@amara", True)]


@st.composite
def hand_offs(draw: st.DrawFn) -> list[tuple[str, datetime, datetime | None]]:
    """Draw the holders of a role, each from where the one before ends; the last `to` may be left out."""
    minutes = sorted(draw(st.sets(st.integers(1, 3000), max_size=5)))
    moments = [DECLARED + timedelta(minutes=one) for one in (0, *minutes)]
    ends = [*moments[1:], draw(st.sampled_from([None, RESOLVED]))]
    return [(f"@p{index}", start, end) for index, (start, end) in enumerate(zip(moments, ends, strict=True))]


RESOLVED = DECLARED + timedelta(days=3)


def written(held: list[tuple[str, datetime, datetime | None]], leave_out: set[int]) -> str:
    """Write intervals in the frontmatter, without the `to` of some."""
    items = []
    for index, (who, start, end) in enumerate(held):
        to = f", to: {end:%Y-%m-%d %H:%M}" if end and index not in leave_out else ""
        items.append(f'{{who: "{who}", from: {start:%Y-%m-%d %H:%M}{to}}}')
    return f"[{', '.join(items)}]"


@given(hand_offs(), hand_offs(), st.sets(st.integers(0, 5)), st.integers(0, 600), st.permutations(range(6)))
def test_valid_hand_offs_cover_the_incident_and_never_overlap(
    commanders: list[tuple[str, datetime, datetime | None]],
    operators: list[tuple[str, datetime, datetime | None]],
    leave_out: set[int],
    late: int,
    order: list[int],
) -> None:
    """However they are written: in any order, with ends left out, operations handed over late or never."""
    operators = [
        (who, start + timedelta(minutes=late), end and end + timedelta(minutes=late)) for who, start, end in operators
    ]
    operators[-1] = (*operators[-1][:2], None)
    shuffled = [commanders[index] for index in order if index < len(commanders)]
    record = record_of(
        f"{{{COMMANDER}: {written(shuffled, leave_out)}, {OPERATIONS}: {written(operators, set())}}}",
        f", declared: {DECLARED:%Y-%m-%d %H:%M}, resolved: {RESOLVED:%Y-%m-%d %H:%M}",
    )

    for role in ROLES:
        held = [one for one in tenures(record) if one.role == role]
        assert not any(one.runs_backwards for one in held)
        assert at(held[0].start) == DECLARED
        assert at(held[-1].end) == RESOLVED
        assert all(at(one.end) == at(other.start) for one, other in pairwise(held))


def at(moment: object) -> datetime | None:
    return getattr(moment, "at", None)


@given(st.text(max_size=300))
def test_hostile_roles_never_raise(text: str) -> None:
    record = parse_record(record_text(roles=text), "2022-12-25-a.md", Config())

    assert all(isinstance(one, Tenure) for one in tenures(record))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@lee takes over from Amara Okafor", {"@lee", "amara okafor"}),
        ("Amara takes over", {"amara okafor"}),
        ("Lee takes over", {"@lee"}),
        ("by the lee of the ship", set()),
        ("`@lee` is code, mail me@lee.example, see https://x.example/@lee", set()),
        ("@Sam and @org/team-a", {"@sam", "@org/team-a"}),
    ],
)
def test_whom_a_text_names(text: str, expected: set[str]) -> None:
    assert named_in(text, ["@lee", "Amara Okafor"]) == expected
