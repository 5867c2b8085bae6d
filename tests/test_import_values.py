"""Values of exports: read whatever way they were saved, and told with their place where they are wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opslog.errors import OpslogError
from opslog.imports.reading import read_parts, read_values, values_of
from opslog.imports.value import Value

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def value(raw: object) -> Value:
    return Value(raw, "a.json", "here")


@given(st.lists(ANYTHING, min_size=1, max_size=4), st.sampled_from(["\n", " ", "\r\n\r\n"]))
def test_values_behind_each_other_are_read_one_by_one(values: list[object], between: str) -> None:
    raw = between.join(json.dumps(one) for one in values).encode()

    assert [one.raw for one in values_of(raw, "a.jsonl")] == values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_what_powershell_saved_is_read_too(encoding: str) -> None:
    (found,) = values_of('{"title": "Zahlung fällt aus"}'.encode(encoding), "a.json")

    assert found.get("title").text() == "Zahlung fällt aus"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"a": 1}\n{"b": }', r"a\.json:2:7: this is not JSON"),
        (b"[" * 100_000, "a.json: this is nested too deeply"),
        (b'{"a":' * 100_000, "a.json: this is nested too deeply"),
        (b"9" * 10_000, "too many digits"),
        (b"\xff\xff\xff", "is not UTF-8"),
        (b" \n", "this file is empty"),
        (b"<html>", r"a\.json:1:1: this is not JSON"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(raw: bytes, told: str) -> None:
    with pytest.raises(OpslogError, match=told):
        values_of(raw, "a.json")


def test_a_million_lines_are_read_in_one_pass() -> None:
    values = values_of(b'{"a": 1}\n' * 300_000, "a.jsonl")

    assert (len(values), values[-1].place) == (300_000, "a.jsonl:300000")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)

    with pytest.raises(OpslogError, match=r"huge\.json: this file is larger than 64 MB"):
        read_values(path)


def test_a_folder_is_the_files_of_json_in_it(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"ones": [{"n": 2}]}', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"n": 1}\n', encoding="utf-8")
    (tmp_path / "notes.md").write_text("# no JSON", encoding="utf-8")

    parts = read_parts(tmp_path, "Nobody", {"ones": "ones"}, lambda one: "ones" if one.has("n") else None)

    assert [one.get("n").raw for one in parts["ones"]] == [1, 2]


def test_a_folder_without_json_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpslogError, match=r"no \.json and no \.jsonl"):
        read_parts(tmp_path, "Nobody", {}, lambda _: None)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-02T09:14:00Z", "09:14:00"),
        ("2026-03-02T10:14:07.123456789+01:00", "09:14:07"),
        ("2026-03-02 09:14 UTC", "09:14:00"),
        ("2026-03-02T01:14:00-0800", "09:14:00"),
    ],
)
def test_times_are_read_in_utc(written: str, at: str) -> None:
    assert value(written).moment() == datetime.fromisoformat(f"2026-03-02T{at}+00:00").astimezone(UTC)


@pytest.mark.parametrize("written", ["2026-03-02T09:14:00", "2026-13-40T00:00:00Z", "now", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_is_none_is_told(written: str) -> None:
    with pytest.raises(OpslogError, match=r"a\.json: here: .* is no time"):
        value(written).moment()


def test_null_the_zero_time_and_an_empty_text_are_not_stated() -> None:
    assert value("0001-01-01T00:00:00Z").moment() is None
    assert value("0001-01-01T00:00:00+14:00").moment() is None
    assert value(None).get("a", "b").items() == ()
    assert value("  ").text() is None
    assert value(None).flag() is False
    assert value("2026-03-02T23:30:00-08:00").day() == date(2026, 3, 2)


@given(ANYTHING)
def test_a_value_is_of_its_type_or_an_error_with_its_place(raw: object) -> None:
    asked = value(raw)
    for ask in (asked.text, asked.moment, asked.day, asked.word, asked.items, asked.flag, lambda: asked.get("key")):
        try:
            ask()
        except OpslogError as error:
            told = str(error)
        else:
            continue
        assert told.startswith("a.json: here: ")


def test_half_a_character_can_be_written() -> None:
    (found,) = values_of(rb'"\ud83d, and so on"', "a.json")

    assert (found.text() or "").encode("utf-8") == b"?, and so on"
