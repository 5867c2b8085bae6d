"""The ledger: how each follow-up stands, and what is one piece of work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.ledger import Ledger, ledger_of
from opslog.policies import FollowUpConfig
from opslog.reading import parse_record
from opslog.tracked import Tracked

TODAY = date(2023, 2, 1)
ISSUE = "https://github.com/example/shop/issues/7"


def ledger(*bodies: str, tracked: Mapping[str, Tracked] | None = None, today: date = TODAY, **fields: str) -> Ledger:
    """Keep the ledger of records that started a day apart; each body is what stands under Follow-ups."""
    records = []
    for number, body in enumerate(bodies):
        day = date(2022, 12, 25) + timedelta(days=number)
        front = {"times": f"{{started: {day} 12:32}}", "severity": "sev1"} | fields
        text = record_text(f"## Follow-ups\n\n{body}\n", **front)
        records.append(parse_record(text, f"incidents/{day:%Y}/{day}-case-{number}.md", Config()))
    return ledger_of(records, Config(), today, tracked or {})


def test_a_follow_up_stands_as_its_box_and_its_date_say() -> None:
    entries = ledger(
        "- [ ] Late — due 2023-01-31\n- [ ] Today — due 2023-02-01\n- [x] Ticked — due 2023-01-31\n\n### Ideas\n\n"
        "- [ ] Some day — due 2023-01-31"
    ).entries

    assert [entry.state for entry in entries] == ["overdue", "open", "done", "idea"]
    assert [entry.number for entry in entries] == [1, 2, 3, 4]


def test_what_nobody_gave_a_date_is_due_by_the_policy_of_its_severity() -> None:
    (entry,) = ledger("- [ ] Alert").entries

    assert (entry.due, entry.due_by_policy) == (date(2023, 1, 9), True)  # 15 days for sev1
    assert entry.state == "overdue"


def test_the_policy_counts_from_the_end_of_the_incident() -> None:
    for times, due in (
        ("{started: 2022-12-25 12:32, mitigated: 2022-12-26 01:00, resolved: 2022-12-27 09:00}", date(2023, 1, 11)),
        ("{started: 2022-12-25 12:32, mitigated: 2022-12-26 01:00}", date(2023, 1, 10)),
        ("{detected: 2022-12-31}", date(2023, 1, 9)),  # the day in the id
    ):
        (entry,) = ledger("- [ ] Alert", times=times).entries
        assert entry.due == due, times


def test_a_severity_without_a_policy_gives_no_date() -> None:
    config = Config(follow_ups=FollowUpConfig(days={"sev2": 3}))
    record = parse_record(record_text("## Follow-ups\n\n- Alert\n"), "2022/2022-12-25-a.md", config)
    (entry,) = ledger_of([record], config, TODAY, {}).entries

    assert (entry.state, entry.due, entry.due_by_policy) == ("open", None, False)


def test_an_id_without_a_day_and_a_policy_beyond_the_calendar_give_no_date() -> None:
    config = Config(follow_ups=FollowUpConfig(days={"sev3": 10**12}))
    for name in ("no-day-at-all.md", "2022-12-25-a.md"):
        record = parse_record(record_text("## Follow-ups\n\n- Alert\n", times="{}"), name, config)
        (entry,) = ledger_of([record], config, TODAY, {}).entries
        assert entry.due is None


def test_what_the_tracker_closed_is_done_though_its_box_is_open() -> None:
    tracked = {ISSUE: Tracked("closed", TODAY, date(2023, 1, 20))}
    (entry,) = ledger("- [ ] Alert — due 2023-01-02, example/shop#7", tracked=tracked).entries

    assert (entry.state, entry.box_still_open, entry.closed) == ("done", True, date(2023, 1, 20))
    assert entry.age(TODAY) == 26


def test_an_issue_that_is_open_or_missing_leaves_the_follow_up_as_its_box_says() -> None:
    for state in ("open", "missing"):
        tracked = {ISSUE: Tracked(state, TODAY)}
        to_do, done = ledger("- [ ] Alert — #7\n- [x] Write — example/shop#7", tracked=tracked).entries
        assert (to_do.state, done.state) == ("overdue", "done")
        assert not done.box_still_open


def test_follow_ups_of_several_records_on_one_issue_are_one_piece_of_work() -> None:
    kept = ledger(
        f"- [ ] Notify — {ISSUE}\n- [ ] Notify again — {ISSUE}",
        f"- [ ] Alert, see {ISSUE}#issuecomment-1 — example/shop#7",
        "- [x] Page — example/shop#7",
        "- [ ] Else — example/shop#8",
    )

    assert [len(entry.incidents) for entry in kept.entries] == [3, 3, 3, 3, 1]
    (piece,) = kept.shared
    assert [entry.follow_up.text.split()[0] for entry in piece] == ["Notify", "Notify", "Alert,", "Page"]


def test_a_fragment_that_is_a_route_tells_two_issues_apart() -> None:
    kept = ledger("- [ ] A — https://tracker.example.com/#/7", "- [ ] B — https://tracker.example.com/#/8")

    assert kept.shared == ()


def test_the_same_idea_from_several_records_comes_first() -> None:
    kept = ledger(
        "### Ideas\n\n- Name feeds after birds\n- Another registry",
        "### Ideas\n\n- **Another** registry!\n",
    )

    assert [(idea.incidents, idea.entries[0].follow_up.text) for idea in kept.ideas] == [
        (2, "Another registry"),
        (1, "Name feeds after birds"),
    ]
    assert kept.to_do == ()


def test_overdue_comes_first_and_what_has_no_date_last() -> None:
    kept = ledger(
        "- [ ] Open — due 2023-05-01\n- [ ] Later — due 2023-01-20\n- [ ] Late — due 2023-01-02\n- [ ] Never",
        severity="sev3", times="{started: 2023-01-31 12:00}",
    )  # fmt: skip

    assert [entry.follow_up.text for entry in kept.to_do] == ["Late", "Later", "Never", "Open"]
    assert [entry.follow_up.text for entry in kept.overdue] == ["Late", "Later"]


def test_months_count_what_was_opened_and_what_is_known_to_be_closed() -> None:
    tracked = {ISSUE: Tracked("closed", TODAY, date(2023, 2, 1))}
    kept = ledger("- [ ] Alert — example/shop#7\n- [x] Write\n\n### Ideas\n\n- Birds", tracked=tracked)

    assert [tuple(month) for month in kept.months] == [("2022-12", 2, 0), ("2023-01", 0, 0), ("2023-02", 0, 1)]
    assert ledger("").months == ()


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_overdue_begins_the_day_after_it_is_due(due: date, today: date) -> None:
    (entry,) = ledger(f"- [ ] Alert — due {due}", today=today).entries

    assert (entry.state == "overdue") == (today > due)
    assert entry.due == due


@given(st.lists(st.sampled_from(["- [ ] A", "- [x] B", "- [ ] C — due 2023-01-01", "- D"]), max_size=8))
def test_every_follow_up_stands_in_the_list_once(items: list[str]) -> None:
    kept = ledger("\n".join(items))

    assert sorted(entry.number for entry in kept.listed) == list(range(1, len(items) + 1))
    assert len(kept.to_do) + len(kept.done) == len(items)
