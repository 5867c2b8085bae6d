"""Announcements: what is drafted from a record, what stays inside, what a text had better not say."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Opslog, record_text
from opslog.announcements.blanks import BLANKS
from opslog.announcements.cadence import following_update, update_time
from opslog.announcements.checking import check_text
from opslog.announcements.draft import Draft, Wish, draft_of, phase_of
from opslog.announcements.stated import LABEL, label_of
from opslog.announcements.wording import Announcement
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.promises import read_promise
from opslog.reading import parse_record
from opslog.record import Record
from opslog.settings import load_config
from opslog.times import Moment
from opslog.vocabulary import AUDIENCES, OUTSIDE, PHASES

FOLDER = Path(__file__).parent / "announcements"
NAME = "2026-11-21-upload-timeouts"
BERLIN = ZoneInfo("Europe/Berlin")
SITE = '[site]\nurl = "https://ops.example.com"\n'
IN_PHASE = {"investigating": "09:30", "identified": "09:40", "monitoring": "10:00", "resolved": "12:00"}
MINUTES = st.integers(30 * 365 * 24 * 60, 70 * 365 * 24 * 60).map(lambda at: datetime.fromtimestamp(at * 60, UTC))


def moment(clock: str, zone: ZoneInfo = BERLIN) -> Moment:
    local = datetime.fromisoformat(f"2026-11-21 {clock}").replace(tzinfo=zone)
    return Moment(local.astimezone(UTC), local)


def parsed(text: str) -> Record:
    return parse_record(text.encode(), f"incidents/2026/{NAME}.md", Config())


def record_with(body: str = "", **fields: str) -> Record:
    facts = {"severity": "sev2", "times": "{started: 2026-11-21 09:02}", "visibility": "public"}
    return parsed(record_text(body, **(facts | fields)))


def drafted(record: Record, audience: str = "status", said: str = "09:30", **wish: object) -> Draft:
    return draft_of(record, Config(), Wish(audience, **wish), moment(said))  # type: ignore[arg-type]


@pytest.fixture
def whole() -> Record:
    return parsed((FOLDER / f"{NAME}.md").read_text(encoding="utf-8"))


@pytest.fixture
def with_site(tmp_path: Path) -> Config:
    (tmp_path / "opslog.toml").write_text(SITE, encoding="utf-8")
    return load_config(tmp_path)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_text_is_what_it_was(
    audience: str, phase: str, whole: Record, with_site: Config, pytestconfig: pytest.Config
) -> None:
    said = moment(IN_PHASE[phase])
    draft = draft_of(whole, with_site, Wish(audience, phase, "45"), said)
    golden = FOLDER / f"{audience}-{phase}.txt"
    if pytestconfig.getoption("--golden"):
        golden.write_text(draft.text, encoding="utf-8")

    assert draft.text == golden.read_text(encoding="utf-8")
    told = Announcement(draft.text, said, audience in OUTSIDE, over=phase == "resolved")
    if not draft.gaps:
        assert check_text(told, "-", with_site) == []


@pytest.mark.parametrize(
    ("said", "phase"),
    [
        ("09:10", "investigating"),
        ("09:33", "investigating"),
        ("09:34", "identified"),
        ("09:44", "monitoring"),
        ("11:35", "resolved"),
    ],
)
def test_the_phase_is_that_of_the_record_at_that_moment(whole: Record, said: str, phase: str) -> None:
    assert phase_of(whole, moment(said)) == phase


def test_a_decision_is_enough_to_be_identified() -> None:
    decided = record_with("## Timeline\n\n- 2026-11-21 09:10 — [decision] Roll back.\n")
    mitigating = record_with(mitigation="{kind: rollback}")

    assert phase_of(record_with(), moment("09:30")) == "investigating"
    assert phase_of(decided, moment("09:30")) == phase_of(mitigating, moment("09:30")) == "identified"


def test_what_the_record_does_not_say_is_a_blank() -> None:
    draft = drafted(record_with(times="{started: 2026-11-21}"), next=None)

    assert draft.phase == "investigating"
    assert [gap.name for gap in draft.gaps] == ["services", "impact"]
    assert draft.text == (
        "[what users see]\n"
        "This is about [which services], since 2026-11-21. We are looking for the cause.\n"
        "Next update: 10:30 CET.\n"
    )


def test_every_blank_can_be_filled_in_by_its_name() -> None:
    record = record_with(severity="sev3", times="{}")
    for audience in AUDIENCES:
        for phase in PHASES:
            draft = drafted(record, audience, phase=phase)
            filled = {gap.name: "words" for gap in draft.gaps}
            again = drafted(record, audience, phase=phase, filled=filled)
            assert draft.gaps
            assert again.gaps == ()
            assert "[" not in again.text


def test_a_value_there_is_not_is_named() -> None:
    with pytest.raises(OpslogError, match="did you mean `impact`"):
        drafted(record_with(), filled={"impct": "x"})
    with pytest.raises(OpslogError, match="there is no `commander`"):
        drafted(record_with(), "public", filled={"commander": "@lee"})


SECRET = "db-7.prod.internal"
TELLING = """## Summary

Secret summary.

## Impact

{impact}

## Timeline

- 2026-11-21 09:10 — [finding] Secret finding by @amara.
"""


@pytest.mark.parametrize("audience", sorted(OUTSIDE))
@pytest.mark.parametrize("phase", PHASES)
def test_no_words_of_an_internal_record_go_outside(audience: str, phase: str) -> None:
    people = {"roles": '{incident-commander: "@amara"}', "resolution_owner": '"@jun"', "responders": "[Sally Ride]"}
    times = "{started: 2026-11-21 09:02, mitigated: 2026-11-21 09:20, resolved: 2026-11-21 09:25}"
    body = TELLING.format(impact="Secret impact. No secret data was lost.")
    record = record_with(body, title="Secret title", visibility="internal", times=times, **people)

    text = drafted(record, audience, phase=phase).text

    assert not any(word in text.casefold() for word in ("secret", "amara", "jun", "sally", "sev2"))
    assert BLANKS["impact"][0] in text


@pytest.mark.parametrize(
    ("impact", "why"),
    [
        ("Orders failed, says Sally.", "names a person"),
        ("Orders failed, says @lee.", "names a person"),
        ("Orders of Fernhill Clinic failed.", "a customer"),
        ("Orders failed in `checkout`.", "shows code or a link"),
        ("Orders failed, see https://wiki.example.com/1.", "shows code or a link"),
        ("Orders failed, see [here](https://wiki.example.com/1).", "shows code or a link"),
        ("Orders failed on db-7.", "looks like a machine"),
        ("Orders failed at 10.0.3.17.", "looks like a machine"),
        ("Orders will be back by noon.", "promises a time of repair"),
        ("An outage of orders.", "nothing works at all"),
    ],
)
def test_some_sentences_of_a_public_record_stay_inside(impact: str, why: str) -> None:
    record = record_with(
        TELLING.format(impact=impact), responders="[Sally Ride]", licence="{customer: Fernhill Clinic}"
    )

    (gap,) = (gap for gap in drafted(record).gaps if gap.name == "impact")

    assert why in gap.why
    assert impact.replace("[here](https://wiki.example.com/1)", "here") in drafted(record, "internal").text


def test_data_are_spoken_of_only_as_the_record_does() -> None:
    over = {"times": "{started: 2026-11-21 09:02, resolved: 2026-11-21 09:25}", "services": "[uploads]"}
    told = drafted(record_with("## Impact\n\nUploads failed. No file was lost. Nobody slept.\n", **over))
    untold = drafted(record_with("## Impact\n\nUploads failed.\n", **over))

    assert told.text.endswith("What users saw: Uploads failed.\nNo file was lost.\n")
    assert [gap.name for gap in untold.gaps] == ["data"]


def test_services_go_by_their_names_outside(tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text(
        '[announcements]\nservice-names = { gateway = "", uploads = "the upload" }\n', encoding="utf-8"
    )
    record = record_with(services="[uploads, gateway, search]")
    config = load_config(tmp_path)

    outside, inside = (draft_of(record, config, Wish(who), moment("09:30")).text for who in ("public", "internal"))

    assert "Trouble with the upload and search\n" in outside
    assert "uploads, gateway and search" in inside


def test_a_team_has_its_own_text_for_a_phase(tmp_path: Path, whole: Record) -> None:
    (tmp_path / "opslog.toml").write_text(
        '[announcements.status]\nresolved = """\nDone:\n\n\n\n{{ services }} {{ "{{" }} {{ data }}   \n"""\n',
        encoding="utf-8",
    )
    config = load_config(tmp_path)

    assert draft_of(whole, config, Wish("status"), moment("12:00")).text == (
        "Done:\n\nuploads and gateway {{ No uploaded file was lost.\n"
    )
    assert "broke off" in draft_of(whole, config, Wish("status"), moment("10:00")).text


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{% if %}",
        "{{ impact.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ 1 / 0 }}",
        "{% for n in range(999999999) %}x{% endfor %}",
        "{{ services.format(1).foo }}",
        "{% include 'x' %}",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_named(tmp_path: Path, whole: Record, template: str) -> None:
    (tmp_path / "opslog.toml").write_text(
        f"[announcements.status]\nresolved = {json.dumps(template)}\n", encoding="utf-8"
    )

    with pytest.raises(OpslogError, match=r"announcements\.status\.resolved"):
        draft_of(whole, load_config(tmp_path), Wish("status"), moment("12:00"))


def test_a_text_for_a_phase_there_is_not_is_refused(tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text('[announcements.public]\nresolvd = "x"\n', encoding="utf-8")

    with pytest.raises(OpslogError, match="did you mean `resolved`"):
        load_config(tmp_path)


def test_what_a_record_says_is_never_a_template() -> None:
    text = drafted(record_with("## Impact\n\nOrders {{ 7 * 7 }} {% raw %} failed.\n")).text

    assert text.startswith("Orders {{ 7 * 7 }} {% raw %} failed.\n")


def test_an_exercise_says_so_and_a_false_alarm_is_left_to_people() -> None:
    assert drafted(record_with(kind="exercise"), "public").text.startswith("This is an exercise.\n")
    with pytest.raises(OpslogError, match="false-alarm"):
        drafted(record_with(kind="false-alarm"))


@given(MINUTES, st.integers(1, 3 * 24 * 60), st.sampled_from(sorted(available_timezones())))
def test_the_time_of_the_next_update_is_read_as_what_it_is(at: datetime, minutes: int, zone: str) -> None:
    local = at.astimezone(ZoneInfo(zone))
    said = Moment(at, local)
    due = Moment(said.at + timedelta(minutes=minutes), (said.at + timedelta(minutes=minutes)).astimezone(local.tzinfo))

    promise = read_promise(f"Uploads are slow. Next update: {update_time(due, said)}.", said)

    assert promise is not None
    assert promise.due.at == due.at


@pytest.mark.parametrize(
    ("asked", "due"),
    [(None, "10:30"), ("45", "10:15"), ("10:05", "10:05"), ("in an hour", "10:30"), ("10:20 UTC", "11:20")],
)
def test_the_next_update_is_due_as_asked_or_by_the_severity(asked: str | None, due: str) -> None:
    found = following_update(record_with(), Config(), moment("09:30"), asked)

    assert found is not None
    assert found.at == moment(due).at


def test_a_time_that_is_none_is_refused() -> None:
    for asked in ("soon", "09:10", "0", "2020-01-01 10:00", "\x1b[1m"):
        with pytest.raises(OpslogError, match="--next"):
            following_update(record_with(), Config(), moment("09:30"), asked)
    assert following_update(record_with(severity="sev3"), Config(), moment("09:30")) is None


def test_what_is_written_down_is_read_as_told() -> None:
    for audience in AUDIENCES:
        found = LABEL.match(label_of(audience, "@noor") + "words")
        assert found is not None
        assert (found["inside"] is None) == (audience in OUTSIDE)


def test_hostile_texts_are_read_in_no_time() -> None:
    for text in (
        "will be " * 40_000,
        "a-" * 60_000,
        "1." * 60_000,
        ":" * 90_000,
        "[what users see]" * 9_000,
        "x.y" * 40_000,
    ):
        told = Announcement(text, moment("09:30"))
        check_text(told, "-", Config())


def test_the_command_prints_the_text_and_says_beside_it_what_it_lacks(opslog: Opslog) -> None:
    ran = opslog("announce", "2026-11-21-search-stale-prices", "--next", "45")

    assert ran.returncode == 0
    assert ran.stdout.startswith("[what users see]\nThis is about search, since 2026-11-21 18:40 CET.")
    assert "Fill in [what users see]: say what users can and cannot do, or add --fill impact='…'" in ran.stderr


def test_bots_read_an_object(opslog: Opslog) -> None:
    ran = opslog("announce", "2022-12-25-corrupt-image", "--audience", "internal", "--json")
    told = json.loads(ran.stdout)

    assert told["record"] == "2022-12-25-corrupt-image"
    assert (told["audience"], told["phase"], told["gaps"], told["next_update"]) == ("internal", "resolved", [], None)
    assert told["text"].startswith("sev1, resolved: ")


def test_a_text_is_checked_by_the_rules(opslog: Opslog, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(b"Orders on db-7 fail.\r\nThey will be back by noon, [what users see].\n")

    ran = opslog("announce", "--check", text)
    as_json = opslog("announce", "--check", text, "--audience", "internal", "--json")
    explained = opslog("explain", "AN")

    assert ran.returncode == 1
    assert f"{text}:1:11: warning: `db-7` looks like a machine" in ran.stdout
    assert (
        f"{text}:2:6: warning: “will be back by noon” promises a time of repair (AN101 promised-repair)" in ran.stdout
    )
    assert f"{text}:2:28: warning: `[what users see]` is not filled in (AN106 blank-left)" in ran.stdout
    assert [one["code"] for one in json.loads(as_json.stdout)] == ["AN101", "AN106"]
    assert "AN105 partial-outage" in explained.stdout


def test_what_a_record_knows_counts_when_a_text_is_checked(opslog: Opslog, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("A checkout outage. No order was lost.", encoding="utf-8")

    alone = opslog("announce", "--check", text)
    of_sev1 = opslog("announce", "2022-12-25-corrupt-image", "--check", text)

    assert "AN105" in alone.stdout
    assert (of_sev1.returncode, of_sev1.stdout) == (0, f"Checked {text}: no findings.\n")


def test_what_cannot_be_read_is_named(opslog: Opslog, tmp_path: Path) -> None:
    bad = tmp_path / "2026-11-21-bad.md"
    bad.write_bytes(b"no facts")

    assert "there is no record" in opslog("announce", "nothing-there", cwd=ROOT).stderr
    assert opslog("announce", "--check", tmp_path / "none.txt").returncode == 2
    assert opslog("announce", bad).returncode == 2
    assert "write NAME=WORDS" in opslog("announce", "2022-12-25-corrupt-image", "--fill", "impact").stderr
