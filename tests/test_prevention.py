"""Which open follow-ups of earlier incidents are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from conftest import record_text
from opslog.config import Config
from opslog.ledger import ledger_of
from opslog.prevention import AT_MOST, Backlog, Candidate
from opslog.reading import parse_record
from opslog.record import Record
from opslog.tracked import Tracked
from opslog.words import singular, telling_words

REFUSE = "- [ ] Refuse a deploy whose image digest is unknown — example/shop#7"
STORY = "## Summary\n\nA deploy took an image whose digest nobody had looked at.\n"
ISSUE = "https://github.com/example/shop/issues/7"


def record(day: str, body: str, **fields: str) -> Record:
    front = {"times": f"{{started: {day} 12:00}}", "services": "[deploys]"} | fields
    return parse_record(record_text(body, **front), f"incidents/{day[:4]}/{day}-case.md", Config())


def before(
    *earlier: Record, later: Record | None = None, tracked: Mapping[str, Tracked] | None = None
) -> tuple[Candidate, ...]:
    incident = later or record("2022-12-25", STORY)
    return Backlog(ledger_of([*earlier, incident], Config(), date(2023, 2, 1), tracked or {})).before(incident)


def test_an_open_follow_up_with_the_same_service_and_words_is_asked_about() -> None:
    (found,) = before(record("2022-11-25", f"## Follow-ups\n\n{REFUSE}\n- [ ] Rename the printers\n"))

    assert found.entry.follow_up.tracker == "example/shop#7"
    assert found.services == ("deploys",)
    assert set(found.words) == {"deploy", "image", "digest"} - {"deploy"}  # the service is a reason of its own
    assert found.age == 30
    assert found.answer is None


def test_even_one_earlier_follow_up_is_found() -> None:
    assert len(before(record("2022-11-25", f"## Follow-ups\n\n{REFUSE}\n"))) == 1


def test_another_service_later_work_done_work_and_ideas_are_not_asked_about() -> None:
    follow_ups = f"## Follow-ups\n\n{REFUSE}\n"

    assert before(record("2022-11-25", follow_ups, services="[search]")) == ()
    assert before(record("2022-12-26", follow_ups)) == ()
    assert before(record("2022-12-25", follow_ups)) == ()
    assert before(record("2022-11-25", follow_ups.replace("[ ]", "[x]"))) == ()
    assert before(record("2022-11-25", follow_ups.replace("- [ ]", "### Ideas\n\n- "))) == ()


def test_work_that_was_closed_only_after_it_began_is_asked_about() -> None:
    earlier = record("2022-11-25", f"## Follow-ups\n\n{REFUSE.replace('[ ]', '[x]')}\n")

    def closed(day: date) -> dict[str, Tracked]:
        return {ISSUE: Tracked("closed", date(2023, 2, 1), day)}

    assert len(before(earlier, tracked=closed(date(2022, 12, 25)))) == 1
    assert before(earlier, tracked=closed(date(2022, 12, 24))) == ()


def test_chance_words_are_not_enough() -> None:
    earlier = record("2022-11-25", "## Follow-ups\n\n- [ ] Find out which team was on call and what they looked at\n")

    assert before(earlier) == ()


def test_a_record_does_not_ask_about_its_own_follow_ups() -> None:
    incident = record("2022-12-25", f"{STORY}\n## Follow-ups\n\n{REFUSE}\n")

    assert before(later=incident) == ()


def test_the_nearest_come_first_and_no_more_than_a_few() -> None:
    story = "## Summary\n\nThe registry gave an image whose manifest named a digest that the mirror had dropped.\n"
    many = [f"- [ ] Compare image, manifest and digest with registry {number}" for number in range(AT_MOST + 3)]
    near = "- [ ] Refuse an image that the mirror dropped: its manifest and digest differ from the registry"
    found = before(
        record("2022-11-25", "## Follow-ups\n\n" + "\n".join([*many, near]) + "\n"), later=record("2022-12-25", story)
    )

    assert len(found) == AT_MOST
    assert found[0].entry.number == len(many) + 1
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_an_answer_is_found_by_reference_by_address_and_by_words() -> None:
    earlier = record("2022-11-25", f"## Follow-ups\n\n{REFUSE}\n")
    for named in ("example/shop#7", ISSUE, "whose image digest", "REFUSE a deploy"):
        answer = f'[{{record: 2022-11-25-case, follow_up: "{named}", prevented: partly}}]'
        (found,) = before(earlier, later=record("2022-12-25", STORY, backlog_check=answer))
        assert found.answer is not None, named
        assert found.answer.prevented == "partly"


def test_an_incident_of_which_nobody_knows_when_it_began_asks_nothing() -> None:
    unknown = record("2022-12-25", STORY, times="{resolved: 2022-12-26}")

    assert before(record("2022-11-25", f"## Follow-ups\n\n{REFUSE}\n"), later=unknown) == ()


def test_words_are_compared_in_the_singular_and_without_addresses() -> None:
    assert telling_words("See [the queries](https://example.com/orders) of the Queue's") == ("queries", "queue")
    assert [singular(word) for word in ("queries", "alerts", "caches", "status", "access")] == [
        "query", "alert", "cache", "status", "access",
    ]  # fmt: skip
