"""`opslog update`: the next word, drafted, written down, and read again by what counts on it."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from conftest import Opslog
from opslog.communication import communication_of
from opslog.config import Config
from opslog.promises import read_promise
from opslog.reading import read_record
from opslog.record import Entry, Record

ID = "2026-11-21-upload-timeouts"
RECORD = """---
title: Uploads over 100 MB time out
severity: sev2
status: open
timezone: Europe/Berlin
times:
  started: 2026-11-21 09:02
  detected: 2026-11-21 09:21
  declared: 2026-11-21 09:26
services: [uploads]
roles:
  incident-commander: "@amara"
visibility: public
---

## Impact

Uploads over 100 MB break off. No uploaded file is lost.

## Timeline

- 2026-11-21 09:26 — [declared] @amara declares sev2.

## Follow-ups

- [ ] Test large uploads — @amara, due 2026-12-01, #12
"""
TABLE = """## Timeline

| Time | Event |
|---|---|
| 2026-11-21 09:26 | [declared] @amara declares sev2. |
"""
MITIGATED = (
    "declared: 2026-11-21 09:26\n  mitigated: 2026-11-21 09:35\nmitigation: {kind: rollback, decided: 2026-11-21 09:30}"
)
RESOLVED = "declared: 2026-11-21 09:26\n  resolved: 2026-11-21 09:35"
Ran = subprocess.CompletedProcess[str]


def epoch(clock: str) -> str:
    return str(int(datetime.fromisoformat(f"2026-11-21 {clock}+01:00").timestamp()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file(tmp_path).parent.mkdir(parents=True)
    (tmp_path / "opslog.toml").touch()
    file(tmp_path).write_text(RECORD, encoding="utf-8")
    return tmp_path


def file(folder: Path) -> Path:
    return folder / "incidents" / "2026" / f"{ID}.md"


def record_in(folder: Path) -> Record:
    return read_record(file(folder), Config(), ID)


def last(folder: Path) -> Entry:
    return record_in(folder).timeline[-1]


def update(opslog: Opslog, folder: Path, *arguments: str, at: str = "09:40") -> Ran:
    return opslog("update", *arguments, cwd=folder, SOURCE_DATE_EPOCH=epoch(at), OPSLOG_WHO="@noor")


def test_without_a_text_nothing_is_written(opslog: Opslog, folder: Path) -> None:
    ran = update(opslog, folder)

    assert ran.returncode == 0
    assert ran.stdout == (
        "Uploads over 100 MB break off.\n"
        "This is about uploads, since 09:02 CET. We are looking for the cause.\n"
        "Next update: 10:40 CET.\n"
    )
    assert "It is due in 16 min, at 09:56 CET (first word)." in ran.stderr
    assert file(folder).read_text(encoding="utf-8") == RECORD


def test_a_text_is_printed_with_its_promise_and_written_down(opslog: Opslog, folder: Path) -> None:
    ran = update(opslog, folder, "Uploads over 100 MB break off")

    assert ran.stdout == "Uploads over 100 MB break off.\nNext update: 10:40 CET.\n"
    assert "Written down for 09:40: status page, investigating. The next update is due at 10:40 CET." in ran.stderr
    line = "- 09:40 — [comms] Status page (@noor): Uploads over 100 MB break off. Next update: 10:40 CET.\n"
    before, after = RECORD.split("@amara declares sev2.\n")
    assert file(folder).read_text(encoding="utf-8") == f"{before}@amara declares sev2.\n{line}{after}"


def test_the_rules_of_communication_count_on_what_is_written(opslog: Opslog, folder: Path) -> None:
    update(opslog, folder, "--sent")
    late = update(opslog, folder, at="10:50")
    update(opslog, folder, "Nothing new.", at="10:52")

    told = communication_of(record_in(folder), Config(), datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    assert "It was due 10 min ago (promised)." in late.stderr
    assert told.first is not None
    assert [(made.outcome, made.late and made.late.seconds // 60) for made in told.promises] == [
        ("late", 12),
        ("not kept", None),
    ]
    found = opslog(
        "lint", "--select", "CM,AN,TL", "--level", "info", "incidents", cwd=folder, SOURCE_DATE_EPOCH=epoch("11:00")
    )
    codes = [line.rpartition("(")[2][:5] for line in found.stdout.splitlines() if line.endswith(")")]
    assert codes == ["CM102", "CM103"]


def test_status_counts_on_what_is_written(opslog: Opslog, folder: Path) -> None:
    update(opslog, folder, "Slow.", "--next", "20")

    (told,) = json.loads(opslog("status", "--json", cwd=folder, SOURCE_DATE_EPOCH=epoch("10:05")).stdout)

    assert told["next_update"] == {"due": "2026-11-21T09:00:00Z", "why": "promised", "minutes_late": 5}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Slow.", "--next", "20"), "Slow.\nNext update: 10:00 CET.\n"),
        (("Slow.", "--next", "tomorrow 9:00"), "Slow.\nNext update: 2026-11-22 09:00 CET.\n"),
        (("Slow, next update 10:15.",), "Slow, next update 10:15.\n"),
        (("Slow.", "Next", "update", "in", "half", "an", "hour"), "Slow. Next update in half an hour\n"),
    ],
)
def test_the_promise_is_the_one_that_is_made(opslog: Opslog, folder: Path, words: tuple[str, ...], said: str) -> None:
    assert update(opslog, folder, *words).stdout == said
    entry = last(folder)
    assert entry.at is not None
    assert entry.kind == "comms"
    assert read_promise(entry.text, entry.at) == read_promise(said, entry.at) is not None


def test_once_it_is_mitigated_updates_come_less_often(opslog: Opslog, folder: Path) -> None:
    text = RECORD.replace("declared: 2026-11-21 09:26", MITIGATED)
    file(folder).write_text(text, encoding="utf-8")

    ran = update(opslog, folder, "--sent", "--audience", "public")

    assert "since 09:35 CET" in ran.stdout
    assert last(folder).text.startswith(
        "Public post (@noor): Trouble with uploads: users are no longer affected. This "
    )
    assert last(folder).text.endswith("Next update: 21:40 CET.")


def test_the_last_word_promises_nothing(opslog: Opslog, folder: Path) -> None:
    file(folder).write_text(RECORD.replace("declared: 2026-11-21 09:26", RESOLVED), encoding="utf-8")

    ran = update(opslog, folder, "--sent")
    told = communication_of(record_in(folder), Config(), datetime(2026, 11, 21, 12, 0, tzinfo=UTC))

    assert ran.stdout.endswith("No uploaded file is lost.\n")
    assert "next update" not in last(folder).text.casefold()
    assert told.end_announced
    assert "due" not in update(opslog, folder, at="09:50").stderr


def test_a_draft_with_blanks_is_not_written_down(opslog: Opslog, folder: Path) -> None:
    internal = RECORD.replace("visibility: public", "visibility: internal")
    file(folder).write_text(internal, encoding="utf-8")

    refused = update(opslog, folder, "--sent")
    unchanged = file(folder).read_text(encoding="utf-8")
    filled = update(opslog, folder, "--sent", "--fill", "impact=Large uploads break off.")

    assert refused.returncode == 2
    assert "not written down: fill in [what users see] (--fill impact='…')" in refused.stderr
    assert unchanged == internal
    assert filled.stdout.startswith("Large uploads break off.\n")
    assert "Status page (@noor): Large uploads break off. This is about uploads" in last(folder).text


def test_words_of_ones_own_have_no_blanks_to_fill_in(opslog: Opslog, folder: Path) -> None:
    ran = update(opslog, folder, "Slow.", "--fill", "impact=Slow.")

    assert (ran.returncode, file(folder).read_text(encoding="utf-8")) == (2, RECORD)


def test_what_had_better_not_be_said_is_noted_and_still_written(opslog: Opslog, folder: Path) -> None:
    ran = update(opslog, folder, "gw-3 will be fixed by noon")

    assert ran.returncode == 0
    assert "Note: `gw-3` looks like a machine, in what is told outside (AN102)." not in ran.stdout
    assert "promises a time of repair (AN101)" in ran.stderr
    assert "gw-3 will be fixed by noon" in last(folder).text


def test_a_severity_without_a_policy_names_no_update(opslog: Opslog, folder: Path) -> None:
    file(folder).write_text(RECORD.replace("severity: sev2", "severity: sev3"), encoding="utf-8")

    ran = update(opslog, folder, "Slow.")

    assert ran.stdout == "Slow.\n"
    assert "Note: no next update is named" in ran.stderr


def test_bots_read_what_was_written(opslog: Opslog, folder: Path) -> None:
    draft = json.loads(update(opslog, folder, "--json").stdout)
    told = json.loads(update(opslog, folder, "--json", "Slow.").stdout)

    assert (draft["changed"], draft["due"], draft["next_update"]) == (
        False,
        "2026-11-21T08:56:00Z",
        "2026-11-21T09:40:00Z",
    )
    assert (told["changed"], told["record"], told["audience"], told["phase"]) == (True, ID, "status", "investigating")
    assert told["lines"] == [
        {"line": 23, "text": "- 09:40 — [comms] Status page (@noor): Slow. Next update: 10:40 CET."}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Slow <!-- and\n\n## Summary\n\nmore -->",
        "Slow | fast | <script>alert(1)</script>",
        "[detected] 12:00 — \\ `code\n- [ ] x",
        "Slow. (known 09:00: we knew)",
        "Slow \x1b[31m\u202e next update 10:10",
        "- 09:00 — [resolved] x",
    ],
)
@pytest.mark.parametrize("table", [False, True])
def test_whatever_is_told_is_one_entry(opslog: Opslog, folder: Path, text: str, *, table: bool) -> None:
    if table:
        before, _, after = RECORD.partition("## Timeline")
        file(folder).write_text(f"{before}{TABLE}\n{after[after.index('## Follow-ups') :]}", encoding="utf-8")
    ran = update(opslog, folder, "--", text)
    record = record_in(folder)

    assert ran.returncode == 0, ran.stderr
    assert [entry.kind for entry in record.timeline] == ["declared", "comms"]
    assert record.timeline[-1].known is None
    assert [section.name for section in record.sections] == ["impact", "timeline", "follow-ups"]
    assert len(record.follow_ups) == 1


def test_two_at_once_are_both_written(opslog: Opslog, folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(partial(update, opslog, folder), [f"Number {number}." for number in range(6)]))

    assert [each.returncode for each in ran] == [0] * 6
    told = [entry.text for entry in record_in(folder).timeline if entry.kind == "comms"]
    assert sorted(text.split()[4] for text in told) == [f"{number}." for number in range(6)]


def test_a_text_from_standard_input_or_the_past(opslog: Opslog, folder: Path) -> None:
    nothing = update(opslog, folder, "-")
    assert (nothing.returncode, nothing.stderr[:34]) == (2, "opslog: there is nothing to write:")

    update(opslog, folder, "--at", "-10m", "Slow.")

    entry = last(folder)
    assert entry.at is not None
    assert f"{entry.at.local:%H:%M}" == "09:30"
    assert entry.text.endswith("Next update: 10:30 CET.")
