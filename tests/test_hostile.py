"""Bad input: a clear word with its place, the other records still handled, never a traceback, never a hang."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Opslog, record_text
from opslog.check import check
from opslog.config import Config
from opslog.reading import parse_record
from opslog.record import Record
from opslog.rule import all_rules
from opslog.selection import Selection

GOOD = record_text("## Timeline\n\n- 2022-12-25 12:32 — It starts.\n")
SECONDS = 90.0
"""Far above what linear reading takes, far below what a pattern that backtracks does: a guard, not a timing."""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    (folder / "2022-12-25-good.md").write_text(GOOD, encoding="utf-8")
    return tmp_path / "incidents"


def write_bad(records: Path, raw: bytes, name: str = "2022/2022-12-26-bad.md") -> Path:
    path = records / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "place", "words", "exit_code"),
    [
        (b"## Summary\n\nNo facts.\n", ":1:1:", "starts with its frontmatter", 1),
        (b"---\ntitle: A\n", ":1:1:", "never closed", 1),
        (b"\n---\ntitle: A\n---\n", ":1:1:", "starts on line 2", 1),
        (b"\xef\xbb\xbf" + GOOD.encode(), ":1:1:", "byte order mark", 1),
        (record_text(title="Ausfälle").encode("latin-1"), ":2:12:", "0xE4 is not UTF-8", 2),
        (GOOD.encode("utf-16"), ":1:1:", "UTF-16", 2),
        (GOOD.replace("It starts", "It \0 starts").encode(), ":11:", "NUL byte", 2),
        (b"", ":1:1:", "starts with its frontmatter", 1),
        (b"---\n---\n", ":2:1:", "`title`: the record does not say", 1),
        (b"---\n- a\n- b\n---\n", ":2:1:", "not a list of fields", 1),
        (b"---\ntitle: \x07\n---\n", ":2:8:", "control characters", 1),
        (("---\na: " + "[" * 60_000 + "\n---\n").encode(), ":2:", "nested more than", 1),
        (("---\n" + "".join(" " * n + "a:\n" for n in range(500)) + "---\n").encode(), ":", "nested more than", 1),
    ],
)
def test_a_bad_record_is_named_and_the_good_one_still_read(
    records: Path, opslog: Opslog, raw: bytes, place: str, words: str, exit_code: int
) -> None:
    write_bad(records, raw)

    linted = opslog("lint", records)
    assert f"2022-12-26-bad.md{place}" in linted.stdout
    assert words in linted.stdout
    assert "Checked 2 records" in linted.stdout
    assert "2022-12-25-good.md" not in linted.stdout
    assert linted.stderr == ""
    assert linted.returncode == exit_code


def test_an_alias_bomb_is_refused_where_it_starts(records: Path, opslog: Opslog) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    write_bad(records, f"---\n{bomb}---\n".encode())

    linted = opslog("lint", records)
    assert ":2:4: error: anchors and aliases of YAML are not read" in linted.stdout


def test_a_record_of_ten_megabytes_is_refused(records: Path, opslog: Opslog) -> None:
    write_bad(records, GOOD.encode() + b"x" * 10_000_000)

    linted = opslog("lint", records)
    assert "this file is 9.5 MB, and a record may be 8 MB at most" in linted.stdout
    assert linted.returncode == 2


def test_a_file_that_nobody_may_read(records: Path, opslog: Opslog) -> None:
    bad = write_bad(records, GOOD.encode())
    bad.unlink()
    bad.mkdir()  # root may read every file, but nobody a folder as one
    (records / "2022" / "2022-12-27-gone.md").symlink_to(records / "2022" / "nowhere.md")

    linted = opslog("lint", records)
    assert "2022-12-27-gone.md:1:1: error: this file is a link that leads out of the records folder" in linted.stdout
    assert linted.returncode == 2
    assert opslog("lint", bad).returncode == 2


def test_a_link_out_of_the_folder_is_not_followed(records: Path, tmp_path: Path, opslog: Opslog) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: the secret\nsecret: hunter2\n---\n", encoding="utf-8")
    (records / "2022" / "2022-12-27-link.md").symlink_to(secret)

    linted = opslog("lint", records)
    assert "hunter2" not in linted.stdout
    assert "leads out of the records folder" in linted.stdout
    built = opslog("build", "--records", records, "--site-dir", tmp_path / "site", cwd=tmp_path)
    assert "leads out of the records folder" in built.stderr
    assert "the secret" not in "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))


@pytest.mark.parametrize(
    "name", ["2022/notes.md", "2022/2022-13-45-bad.md", "2022/2022-12-26-Ünï code.md", "2022/..-2022.md"]
)
def test_a_name_that_is_no_id(records: Path, opslog: Opslog, tmp_path: Path, name: str) -> None:
    write_bad(records, GOOD.encode(), name)

    linted = opslog("lint", records)
    assert "FM201 file-name" in linted.stdout or name.startswith("2022/..")
    built = opslog("build", "--records", records, "--site-dir", tmp_path / "site", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site/incidents/2022/2022-12-25-good/index.html").is_file()


def test_a_name_with_a_line_end_cannot_forge_output(records: Path, opslog: Opslog) -> None:
    write_bad(records, b"", "2022/x\n::error::owned.md")

    assert "\n::error::owned" not in opslog("lint", records, "--output-format", "github").stdout
    assert "\n::error::owned" not in opslog("lint", records).stdout


def test_a_record_cannot_send_escape_codes_to_the_terminal(records: Path, opslog: Opslog) -> None:
    write_bad(records, record_text("## Timeline\n\n- 14:?? \x1b[2Jgone\n- 2\x1b[31m:??\n").encode())

    assert "\x1b" not in opslog("lint", records).stdout


def test_two_records_with_one_id_both_stand_in_the_report_and_one_on_the_site(
    records: Path, opslog: Opslog, tmp_path: Path
) -> None:
    write_bad(records, GOOD.encode(), "drafts/2022-12-25-good.md")

    linted = opslog("lint", records)
    assert "the id `2022-12-25-good` is taken by" in linted.stdout
    built = opslog("build", "--records", records, "--site-dir", tmp_path / "site", cwd=tmp_path)
    assert "the id `2022-12-25-good` is taken by" in built.stderr
    assert built.returncode == 0


def test_an_empty_folder_is_not_clean(tmp_path: Path, opslog: Opslog) -> None:
    linted = opslog("lint", tmp_path)

    assert linted.returncode == 2
    assert "no records found" in linted.stderr


def _timeline(count: int) -> str:
    return "## Timeline\n\n" + "".join(f"- 2022-12-25 12:{n % 60:02} — entry {n}\n" for n in range(count))


HOSTILE: dict[str, Callable[[], str]] = {
    "40,000 timeline entries": lambda: _timeline(40_000),
    "40,000 follow-ups": lambda: "## Follow-ups\n\n" + "- [ ] Do it — @jun, due 2022-12-25\n" * 40_000,
    "40,000 table rows": lambda: "## Timeline\n\n| Time | Event |\n|---|---|\n" + "| 12:32 | x |\n" * 40_000,
    "40,000 headings": lambda: "## Timeline\n\n" + "### 12:32\n\nx\n" * 40_000,
    "one paragraph of many lines": lambda: "## Summary\n\n" + "Word after word, on and on.\n" * 40_000,
    "one line of a megabyte": lambda: "## Summary\n\n" + "word " * 200_000,
    "spaces": lambda: "## Summary\n\n|" + " " * 1_000_000 + "|\n|" + " " * 1_000_000 + "x\n",
    "a heading of spaces": lambda: "## " + " " * 1_000_000 + "#" + " " * 1_000_000 + "x\n",
    "fences": lambda: "## Summary\n\n" + " " * 1_000_000 + "x```\n",
    "backticks": lambda: "## Summary\n\n" + "`a ``b " * 150_000,
    "link starts": lambda: "## Summary\n\n" + ("](" + "a" * 800) * 1_000,
    "comment starts": lambda: "## Summary\n\n" + "<!--" * 250_000,
    "suppression starts": lambda: "## Summary\n\n" + "<!-- opslog-disable-next-line " * 30_000,
    "tags": lambda: "## Summary\n\n" + "<" * 1_000_000,
    "placeholders": lambda: "## Summary\n\n" + "<insert " * 100_000 + "?? " * 100_000,
    "sentence ends": lambda: "## Summary\n\n" + "." * 500_000 + " " * 500_000,
    "known starts": lambda: "## Timeline\n\n- 12:32 " + "(known " * 100_000,
    "digits": lambda: "## Timeline\n\n- " + "1" * 1_000_000,
    "dashes in a follow-up": lambda: "## Follow-ups\n\n- [ ] " + "a — " * 250_000,
    "commas in a follow-up": lambda: "## Follow-ups\n\n- [ ] x — @jun" + ", prevent" * 100_000,
    "addresses": lambda: "## Follow-ups\n\n- [ ] " + "https://a.example/b" * 50_000,
    "durations": lambda: "## Summary\n\n" + "the outage lasted 5 minutes " * 40_000,
    "durations in sentences": lambda: "## Summary\n\n" + "The outage lasted 5 minutes. " * 40_000,
    "figures": lambda: "## Stats\n\n" + "- Time to recovery: 5 minutes\n" * 40_000,
    "numbers": lambda: "## Summary\n\n" + "1 h " * 200_000 + "an hour and " * 50_000,
    "clock times": lambda: _timeline(50) + "\n## Summary\n\n" + "at 18:40 CET " * 80_000,
    "dates": lambda: "## Summary\n\n" + "down on Monday, 25 December 2022 " * 30_000,
    "zones": lambda: "## Timeline\n\n" + "all times in PST " * 60_000 + "\n\n- 12:32 — x\n",
    "log lines": lambda: "## Timeline\n\n- 12:32 — x\n\n```\n" + "[W 2021-12-25 12:32:10 x] " * 40_000 + "\n```\n",
    "pipes": lambda: "## Timeline\n\n" + "|" * 500_000 + "\n" + "|-" * 250_000 + "\n",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_makes_reading_or_a_rule_hang(kind: str) -> None:
    text = record_text(HOSTILE[kind]())
    config = Config()
    # The readability rules are timed without textstat, which takes its time to load; RD101 needs no more than it.
    select = tuple(code for code in all_rules() if code != "RD101")

    start = time.process_time()
    record: Record = parse_record(text, "2022/2022-12-25-case.md", config)
    check([record], config, Selection(select=select, level="info"))
    assert time.process_time() - start < SECONDS


def test_the_working_folder_is_left_alone(records: Path, opslog: Opslog) -> None:
    before = sorted(os.walk(records.parent))

    opslog("lint", records)
    assert sorted(os.walk(records.parent)) == before
