"""`opslog import csv`: timelines that people keep in spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Opslog
from opslog.errors import OpslogError
from opslog.imports import importer_of
from opslog.imports.event import Choice, Export
from opslog.times import find_zone

TABLE = """time,who,event,type,link
2025-01-10 03:08,Amara,"Deploy of `web:4f2`, the third today",action,https://ci.example.com/1
2025-01-10T03:10:30Z,,Alert fires,Detected,
2025-01-10 04:20+01:00,Lee,"Rolled back
and restarted",[mitigated],javascript:alert(1)
"""


def read(path: Path, text: str | bytes, zone: str = "UTC", **options: str) -> Export:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return importer_of("csv").read(path, Choice(find_zone(zone), options))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_columns_in_any_order_under_any_usual_name(delimiter: str, encoding: str, file: Path) -> None:
    rows = (
        ["Link", "Actor", "Date Time", "What happened", "Kind"],
        ["https://a.example/1", "Amara", "2025-01-10 03:08", "Deploy", "action"],
    )
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)

    [event] = read(file, text.encode(encoding)).events

    assert (event.text, event.who, event.kind, event.link) == ("Deploy", "Amara", "action", "https://a.example/1")
    assert f"{event.at:%Y-%m-%d %H:%M %Z}" == "2025-01-10 03:08 UTC"


def test_times_with_and_without_a_zone_and_what_is_no_kind_or_address(file: Path) -> None:
    events = read(file, TABLE, "Europe/Berlin").events

    assert [f"{one.at:%H:%M}" for one in events] == ["02:08", "03:10", "03:20"]
    assert [one.kind for one in events] == ["action", "detected", "mitigated"]
    assert [one.link for one in events] == ["https://ci.example.com/1", None, None]
    assert events[2].text == "Rolled back\nand restarted"


def test_a_day_beside_the_time_and_words_that_were_said(file: Path) -> None:
    [event] = read(file, "Day\tTime\tBy\tQuote\n2025-01-10\t03:08\tAmara\ton it\n").events

    assert (f"{event.at:%d %H:%M}", event.text, event.said) == ("10 03:08", "on it", True)


def test_rows_that_cannot_be_read_are_told_with_their_line_and_the_others_are_not_lost(file: Path) -> None:
    text = (
        "at,text\n2025-01-10 03:08,one\n\nyesterday,two\n2025-01-10,three\n2025-01-10 03:09\n2025-01-10 25:00,five\n"
        '2025-03-30 02:30,"six\n6"\n2025-01-10 03:10,seven\n0000-01-01 00:00,eight\nhunter2,nine\n'
    )
    export = read(file, text, "Europe/Berlin")

    assert [one.text for one in export.events] == ["one", "seven"]
    assert [line.partition("a.csv:")[2].partition(":")[0] for line in export.unread] == [
        "4",
        "5",
        "6",
        "7",
        "9",
        "11",
        "12",
    ]
    assert "does not exist in Europe/Berlin" in export.unread[4]
    assert "hunter2" not in "".join(export.unread)


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        ("", {}, "a.csv:1: no column"),
        ("a,b\n1,2\n", {}, "a.csv:1: no column"),
        ("at,who\n2025-01-10 03:08,x\n", {}, "a.csv:1: no column"),
        (b"at,text\n\xff\xfe,x\n", {}, "byte 9 is not UTF-8"),
        ("at,text\n", {"delimiter": "::"}, "--delimiter"),
        ("at,text\n" + "2025-01-10 03:08,x\n" * 20_001, {}, "more than 20000 rows"),
        ("at,text\n2025-01-10 03:08," + "x" * 200_000, {}, "a.csv:2: this is not CSV"),
        (b"at,text\n" + b" " * (32 * 1024 * 1024), {}, "more than 32 MB"),
    ],
    ids=["empty", "other columns", "no words", "encoding", "delimiter", "rows", "a cell", "size"],
)  # fmt: skip
def test_what_is_no_timeline(text: str | bytes, options: dict[str, str], why: str, file: Path) -> None:
    with pytest.raises(OpslogError, match=why):
        read(file, text, "UTC", **options)


def test_many_bad_rows_are_not_all_told(file: Path) -> None:
    export = read(file, "at,text\n" + "x,y\n" * 50)

    assert len(export.unread) == 21
    assert export.unread[-1].endswith("30 more rows cannot be read")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='at,ex;|\t\n\r"date 2025-01:0\x00', max_size=80) | st.text(max_size=40))
def test_no_text_raises_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    for begun in (text, f"at,text\n{text}"):
        try:
            read(path, begun.encode("utf-8", "surrogatepass"))
        except OpslogError:
            continue


def test_the_zone_is_that_of_the_option_else_of_the_record(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "a.csv").write_text("at,text\n2025-01-10 03:08,Deploy\n", encoding="utf-8")
    wanted = ("--title", "A", "--severity", "sev2", "--timezone", "Asia/Tokyo", "--slug", "a")
    new = opslog("import", "csv", "a.csv", *wanted, cwd=tmp_path)
    path = tmp_path / "incidents" / "2025" / "2025-01-10-a.md"
    again = opslog("import", "csv", "a.csv", "--into", path, cwd=tmp_path)
    moved = opslog("import", "csv", "a.csv", "--into", path, "--timezone", "UTC", cwd=tmp_path)

    assert [new.returncode, again.returncode, moved.returncode] == [0, 0, 0], new.stderr + again.stderr + moved.stderr
    assert again.stdout.endswith("nothing new; 1 is there already\n")
    assert path.read_text(encoding="utf-8").endswith("- 2025-01-10 03:08 — Deploy\n- 12:08 — Deploy\n")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--timezone", "Mars"), "--timezone: `Mars` is not a time zone"),
        (("--title", "A", "--severity", "sev2", "--started", "noon"), "--started: `noon` is not a time"),
        (("--severity", "sev2"), "--title: a record needs a title"),
        (("--into", "nowhere.md"), "nowhere.md: cannot be read"),
        (("--into", "a.md", "--title", "A"), "--title is for a new record"),
    ],
)
def test_what_the_command_line_gets_wrong_is_one_line_and_exit_code_2(
    arguments: tuple[str, ...], why: str, tmp_path: Path, opslog: Opslog
) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")

    ran = opslog("import", "csv", "a.csv", *arguments, cwd=tmp_path)

    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert why in ran.stderr
