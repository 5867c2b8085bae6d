"""`opslog postmortem`: what a record becomes, what stays as it is, and what is said to be left."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.closeout.draft import draft_of, needed_sections, times_told, with_draft
from opslog.closeout.left import left_to_write
from opslog.closeout.people import responders, who_may_know
from opslog.closeout.sections import with_sections
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.reading import parse_record
from opslog.record import Record
from opslog.times import moment_text
from opslog.vocabulary import SECTIONS

NAME = "2022-12-25-corrupt-image"
TIMELINE = """\
## Timeline

- 2022-12-25 12:40 — [detected] Memory alert fires.
- 12:42 — [acknowledged] @amara: "I'm on it."
- 13:05 — [comms] @sam tells @here and `@types/node`; cc @example/sre, noc@example.com.
- 14:47 — [mitigated] Memory is flat again.
- 15:10 — [resolved] The image is gone.
"""
ROLES = '{incident-commander: "@amara", ops-lead: [{who: "@jun", from: 2022-12-25 13:00}]}'


def read(body: str = TIMELINE, **fields: str) -> Record:
    return parse_record(record_text(body, **fields), f"{NAME}.md", Config())


def drafted(raw: str, who: str = "@jun") -> Record:
    record = parse_record(raw, f"{NAME}.md", Config())
    edited = with_draft(raw.encode(), draft_of(record, who, Config(), anyway=True), record.path, Config())
    return parse_record(edited, record.path, Config())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    text = record_text(TIMELINE, severity="sev2", roles=ROLES, resolution_owner='"@jun"')
    (folder / f"{NAME}.md").write_text(text, encoding="utf-8")
    (tmp_path / "opslog.toml").touch()
    return tmp_path


def test_a_resolved_record_becomes_a_draft(log: Path, opslog: Opslog) -> None:
    ran = opslog("postmortem", "--who", "@jun", cwd=log, SOURCE_DATE_EPOCH="1672128000")

    record = parse_record((log / "incidents/2022" / f"{NAME}.md").read_bytes(), f"{NAME}.md", Config())
    assert ran.returncode == 0, ran.stderr
    assert record.facts.status == "draft"
    assert record.facts.authors == ("@jun",)
    assert record.facts.responders == ("@amara", "@jun", "@sam")
    assert [section.name for section in record.sections] == list(SECTIONS)
    assert ran.stdout == (
        f"incidents/2022/{NAME}.md: a draft now.\n"
        "  status: draft\n"
        "  times.detected: 2022-12-25 12:40, as the timeline tells\n"
        "  times.acknowledged: 2022-12-25 12:42, as the timeline tells\n"
        "  times.mitigated: 2022-12-25 14:47, as the timeline tells\n"
        "  times.resolved: 2022-12-25 15:10, as the timeline tells\n"
        "  authors: @jun\n"
        "  responders: @amara, @jun, @sam\n"
        "  sections: Summary, Impact, What happened, Mitigation, Resolution, Recovery, Lessons learned, Follow-ups\n"
        "\n"
        "Left to write:\n"
        "  Summary: What was the incident, in a paragraph?\n"
        "      Ask @amara (incident commander).\n"
        "  Impact: Who could not do what, how many, for how long? Was data lost or exposed?\n"
        "      Ask @amara (communications lead).\n"
        "  What happened: What happened in detail, and what made it possible?\n"
        "      Ask @jun (resolution owner and ops lead).\n"
        "  Mitigation: What was tried to reduce the harm, including what did not work?\n"
        "      Ask @jun (ops lead) or @amara (incident commander).\n"
        "  Resolution: What solved it?\n"
        "      Ask @jun (resolution owner).\n"
        "  Recovery: What did it take to return to normal after that?\n"
        "      Ask @jun (resolution owner and ops lead).\n"
        "  Lessons learned: What went well, what went badly, where did we get lucky?\n"
        "      Ask @amara (incident commander) or @jun (resolution owner).\n"
        "  Follow-ups: What work does this leave behind, for whom, until when?\n"
        "      Ask @jun (resolution owner).\n"
        "Not known yet: times.declared. Leave out what nobody can tell.\n"
        "It is due on 2023-01-01, in 5 days (sev2: approved within 7 days of being resolved).\n"
        f"Next: write, until `opslog lint incidents/2022/{NAME}.md` has no findings; then `status: in-review`.\n"
    )


def test_running_it_twice_changes_nothing(log: Path, opslog: Opslog) -> None:
    file = log / "incidents/2022" / f"{NAME}.md"
    opslog("postmortem", "--who", "@jun", cwd=log)
    first = file.read_bytes()
    again = opslog("postmortem", "--who", "@lee", cwd=log)

    assert file.read_bytes() == first
    assert again.stdout.startswith(f"incidents/2022/{NAME}.md: a draft already; nothing was changed.\n\nLeft to write:")


def test_json_tells_the_same(log: Path, opslog: Opslog) -> None:
    told = json.loads(opslog("postmortem", "--who", "@jun", "--json", cwd=log, SOURCE_DATE_EPOCH="1672128000").stdout)

    assert told["changed"] is True
    assert told["authors"] == ["@jun"]
    assert told["times_filled"]["resolved"] == "2022-12-25T15:10:00+01:00"
    assert told["times_not_known"] == ["declared"]
    assert (told["due"], told["days_left"]) == ("2023-01-01", 5)
    assert told["sections_added"] == [name for name in SECTIONS if name != "timeline"]
    assert told["left"][1] == {
        "section": "impact",
        "heading": "Impact",
        "question": SECTIONS["impact"][1],
        "ask": [{"who": "@amara", "role": "communications lead"}],
    }


def test_an_incident_that_goes_on_is_no_draft(log: Path, opslog: Opslog) -> None:
    file = log / "incidents/2022" / f"{NAME}.md"
    file.write_text(record_text("## Timeline\n\n- 2022-12-25 12:40 — Alert.\n"), encoding="utf-8")
    before = file.read_bytes()

    refused = opslog("postmortem", "--who", "@jun", cwd=log)
    assert refused.returncode == 2
    assert "does not say when the incident was resolved; `opslog resolve` writes that" in refused.stderr
    assert file.read_bytes() == before

    anyway = opslog("postmortem", "--who", "@jun", "--anyway", cwd=log)
    assert anyway.returncode == 0
    assert "Not known yet: times.detected" in anyway.stdout
    assert "No deadline is known for it." in anyway.stdout


def test_the_resolved_one_of_several_open_records_is_meant(log: Path, opslog: Opslog) -> None:
    folder = log / "incidents/2022"
    (folder / "2022-12-26-other.md").write_text(record_text(), encoding="utf-8")
    resolved = record_text(TIMELINE, times="{started: 2022-12-25 12:32, resolved: 2022-12-25 15:10}")
    (folder / f"{NAME}.md").write_text(resolved, encoding="utf-8")

    assert opslog("postmortem", "--who", "@jun", cwd=log).stdout.startswith(f"incidents/2022/{NAME}.md: a draft now")

    (folder / "2022-12-27-third.md").write_text(record_text(), encoding="utf-8")
    asked = opslog("postmortem", "--who", "@jun", cwd=log)
    assert asked.returncode == 2
    assert asked.stderr == (
        "opslog: 2 records may be meant; add one of\n"
        "  --record 2022-12-27-third   A title\n"
        "  --record 2022-12-26-other   A title\n"
    )


@pytest.mark.parametrize("status", ["in-review", "approved", "waived"])
def test_what_is_past_a_draft_does_not_go_back(status: str) -> None:
    with pytest.raises(OpslogError, match=f"it is {status}: its postmortem was begun before"):
        draft_of(read(status=status), "@jun", Config())


def test_what_the_record_says_already_stays() -> None:
    raw = record_text(
        "Words before.\n\n## Root cause\n\nA disk.   \n\n## Timeline\n\n* 12:40: [detected] Alert\n\n## Notes\n\nMine.",
        authors='["@ada"]  # she asked for it',
        times="{started: 2022-12-25 12:32, detected: 2022-12-25 12:39, resolved: 2022-12-26}",
        responders='["@lee"]',
    )
    record = drafted(raw)

    assert record.facts.authors == ("@ada",)
    assert [moment_text(at) for at in record.facts.times if at] == [
        "2022-12-25 12:32",
        "2022-12-25 12:39",
        "2022-12-26",
    ]
    headings = [section.title for section in record.sections]
    assert headings == ["Summary", "Impact", "Root cause", "Timeline", "Notes", "Resolution", "Follow-ups"]


def test_no_other_byte_changes() -> None:
    raw = record_text(TIMELINE + "\n## My own\r\n\r\n\ttabs and  spaces  \r\n", tags="[a,   b] # odd").encode()
    record = parse_record(raw, f"{NAME}.md", Config())
    edited = with_draft(raw, draft_of(record, "@jun", Config()), record.path, Config())

    added = [line for line in edited.splitlines(keepends=True) if line not in raw.splitlines(keepends=True)]
    kept = b"".join(line for line in edited.splitlines(keepends=True) if line not in added)
    for line in raw.splitlines(keepends=True):
        assert line in kept or line.startswith((b"status:", b"times:")), line
    assert b"tags: [a,   b] # odd\n" in edited
    assert TIMELINE.encode() in edited


@pytest.mark.parametrize(
    ("timeline", "times", "told"),
    [
        ("- 12:40 — [detected] A\n- 12:50 — [detected] B\n", "", {"detected": "2022-12-25 12:40"}),
        ("- 12:40 — [mitigated] A\n- 12:50 — [mitigated] B\n", "", {"mitigated": "2022-12-25 12:50"}),
        ("- ~12:40 — [detected] A\n", "", {}),
        ("- 25:40 — [detected] A\n", "", {}),
        ("- 12:40 — [decision] A\n", "", {}),
        ("- 12:40 — [detected] A\n", "detected: 2022-12-25 12:41", {}),
        ("- 12:40 — [detected] A\n", "detected: about noon", {}),
        ("- 12:40 — [detected] A\n", "detected: ", {"detected": "2022-12-25 12:40"}),
    ],
)
def test_only_what_is_lacking_is_taken_from_the_timeline(timeline: str, times: str, told: dict[str, str]) -> None:
    record = read(f"## Timeline\n\n{timeline}", times=f"\n  started: 2022-12-25 12:32\n  {times}")

    assert {name: moment_text(at) for name, at in times_told(record).items()} == told


def test_nobody_is_invented() -> None:
    assert responders(read("## Timeline\n\n- 12:40 — Alert at `@host`, see ops@example.com, @here, @org/team.\n")) == ()


def test_a_handle_of_somebody_listed_by_name_is_not_listed_twice() -> None:
    record = read("## Timeline\n\n- 12:40 — @sally and @LEE look, with @jun.\n", responders='[Sally Ride, "@lee"]')

    assert responders(record) == ("Sally Ride", "@lee", "@jun")


def test_who_declares_holds_every_role_until_it_is_handed_over() -> None:
    record = read(times="{started: 2022-12-25 12:32, declared: 2022-12-25 12:45}", roles=ROLES)

    assert who_may_know(record, "impact") == (("@amara", "communications lead"),)
    assert who_may_know(record, "mitigation") == (("@amara", "ops lead and incident commander"), ("@jun", "ops lead"))
    assert who_may_know(record, "resolution") == ()


def test_the_sections_are_those_of_the_severity() -> None:
    assert needed_sections(read(severity="sev1"), Config()) == tuple(SECTIONS)
    assert "recovery" not in needed_sections(read(severity="sev3"), Config())
    alone = Config(required_sections={})
    assert needed_sections(read(), alone) == ("timeline",)


def test_a_section_with_only_its_question_is_left() -> None:
    body = "## Summary\n\n<!-- What? -->\n\n## Impact\n\n### Users\n\n## Resolution\n\nA restart.\n"
    left = left_to_write(read(body, times="{started: 2022-12-25, resolved: 2022-12-25}"), Config(), date(2023, 1, 9))

    assert [section.heading for section in left.sections] == [
        "Summary", "Impact", "What happened", "Timeline", "Follow-ups",
    ]  # fmt: skip
    assert (left.due, left.days) == (date(2023, 1, 8), -1)


def test_nothing_is_owed_for_a_false_alarm() -> None:
    record = read(kind="false-alarm", times="{started: 2022-12-25, resolved: 2022-12-25}")

    assert left_to_write(record, Config(), date(2023, 1, 9)).due is None


@pytest.mark.parametrize("open_end", ["```\ncode", "<!-- comment"])
def test_a_record_that_swallows_new_sections_is_refused(open_end: str) -> None:
    raw = record_text(f"## Timeline\n\n- 12:40 — A\n\n{open_end}\n")

    with pytest.raises(OpslogError, match="a comment or a block of code that is not closed"):
        with_sections(raw.encode(), {"recovery": "Text."}, f"{NAME}.md", Config())


BLOCKS = st.sampled_from(
    ["## Summary\n\nA.\n", "## Timeline\n- 12:40 — A\n", "Notes\n-----\n\nB.\n", "## Own\n", "\n", "C.",
     "## Follow-up\n\n", "```\n## Impact\n```\n", "<!--\n## Impact\n-->\n", "## Lessons\n\n- D\n\n\n"]
)  # fmt: skip


@given(st.lists(BLOCKS, max_size=6), st.sampled_from(["\n", "\r\n"]), st.sets(st.sampled_from(list(SECTIONS))))
def test_new_sections_are_all_that_changes(blocks: list[str], line_end: str, names: set[str]) -> None:
    raw = record_text("".join(blocks)).replace("\n", line_end).encode()
    before = parse_record(raw, f"{NAME}.md", Config())
    edited = with_sections(raw, dict.fromkeys(names, "New."), f"{NAME}.md", Config())
    after = parse_record(edited, f"{NAME}.md", Config())

    had = [section.name for section in before.sections]
    new = [section for section in after.sections if section.name in names - set(had)]
    assert {section.name for section in after.sections} == names | set(had)
    assert [section.name for section in after.sections if section.name not in names - set(had)] == had
    assert all([line.text for line in section.lines if line.text.strip()] == ["New."] for section in new)
    assert after.facts == before.facts
    rest = iter(edited)
    assert all(byte in rest for byte in raw)  # what was there is there, in its order
    again = with_sections(edited, dict.fromkeys(names, "New."), f"{NAME}.md", Config())
    assert again == edited
