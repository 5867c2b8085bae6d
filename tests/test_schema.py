"""The JSON Schema of the frontmatter says of a record what the linter says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from conftest import ROOT, Opslog
from opslog.block import Block
from opslog.config import Config, SiteConfig
from opslog.fields import RECORD, RoleShape, words_of
from opslog.files import find_files
from opslog.reading import parse_record
from opslog.schema import record_schema
from opslog.shapes import Choice, Day, Digest, Link, ListOf, Shape, Text, Time, Zone

CONFIG = Config()
SCHEMA = record_schema(CONFIG)
VALIDATOR = Draft7Validator(SCHEMA)
READING = ("invalid-value", "invalid-time", "unknown-field", "missing-field")


class AsAnEditor(yaml.SafeLoader):
    """Reads YAML as editors do: dates stay texts, and so do words such as no and on (YAML 1.2)."""


AsAnEditor.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def frontmatter(text: str) -> object:
    return yaml.load(text.split("---\n")[1], Loader=AsAnEditor)  # noqa: S506


def schema_accepts(front: str) -> bool:
    return VALIDATOR.is_valid(yaml.load(front, Loader=AsAnEditor))  # noqa: S506


def reader_accepts(front: str) -> bool:
    record = parse_record(f"---\n{front}\n---\n", "2022/2022-12-25-x.md", CONFIG)
    return record.has_facts and not [one for one in record.problems if one.rule in READING]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_its_address_is_where_the_site_publishes_it(site: Path) -> None:
    published = json.loads((site / "schema" / "record.json").read_text(encoding="utf-8"))

    assert published == SCHEMA
    assert SCHEMA["$id"] == "urn:opslog:record"
    known = record_schema(Config(site=SiteConfig(url="https://ops.example.com/")))
    assert known["$id"] == "https://ops.example.com/schema/record.json"
    assert 'href="../../schema/record.json"' in (site / "reference/record-format/index.html").read_text("utf-8")


def test_the_command_prints_it_with_the_configured_words(opslog: Opslog, tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text(
        'severities = { 1 = "Bad.", minor = "Not so bad." }\nservices = { checkout = "basket" }\n', encoding="utf-8"
    )

    printed = Draft7Validator(json.loads(opslog("schema", cwd=tmp_path).stdout))

    plain = {"title": "A", "status": "open", "times": {"started": "2022-12-25"}}
    for severity in ("1", 1, "minor"):
        assert printed.is_valid({**plain, "severity": severity})
    for wrong in ({"severity": "sev1"}, {"severity": 1, "services": ["chekout"]}):
        assert not printed.is_valid({**plain, **wrong})
    assert VALIDATOR.is_valid({**plain, "severity": "sev1", "services": ["any", "name"]})


def test_of_real_records_schema_and_linter_say_the_same(shared: Path) -> None:
    """Five of the 24 records do not know when it started; ours all do."""
    refused: list[Path] = []
    files = [file for file, _ in find_files([shared / "records", ROOT / "incidents"])]
    for file in files:
        text = file.read_text(encoding="utf-8")
        errors = list(VALIDATOR.iter_errors(frontmatter(text)))
        missing = [one.message for one in parse_record(text, str(file), CONFIG).problems if one.rule in READING]
        assert len(errors) == len(missing), (file, errors, missing)
        refused += [file] if errors else []

    assert len(files) == 34
    assert len(refused) == 5
    assert all(file.is_relative_to(shared) for file in refused)


def examples_in(schema: object) -> Iterator[tuple[object, dict[str, object]]]:
    """List every example with the schema it stands in."""
    inner = schema if isinstance(schema, list) else list(schema.values()) if isinstance(schema, dict) else []
    if isinstance(schema, dict) and "description" in schema:
        yield from ((example, schema) for example in schema.get("examples", ()))
    for part in inner:
        yield from examples_in(part)


def test_every_example_is_valid() -> None:
    examples = list(examples_in(SCHEMA))

    assert len(examples) > 40
    for example, schema in examples:
        assert Draft7Validator(schema).is_valid(example), (example, schema)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)
DATES = st.dates(date(2010, 1, 1), date(2100, 1, 1))
DAYS = DATES.map(str)
TIMES = st.builds(
    lambda day, clock, offset: f"{day} {clock:%H:%M}{offset}",
    DATES,
    st.times(),
    st.sampled_from(["", "Z", "+01:00", " -0500", "+05"]),
)


WRITTEN: Mapping[type, st.SearchStrategy[object]] = {
    Time: st.one_of(TIMES, DAYS),
    Day: DAYS,
    Zone: st.sampled_from(["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+1"]),  # no hour is skipped
    Link: st.sampled_from(["https://example.com/1?a=b#c", "http://x"]),
    Digest: st.from_regex(r"sha256:[0-9a-f]{64}", fullmatch=True),
}


def values(shape: Shape) -> st.SearchStrategy[object]:
    """Make values that a shape reads."""
    words: Mapping[str, Mapping[str, str]] = words_of(CONFIG)
    match shape:
        case Text():
            return WORDS
        case Choice():
            known = sorted(words[shape.vocabulary])
            return st.sampled_from(known) if known else WORDS
        case Time() | Day() | Zone() | Link() | Digest():
            return WRITTEN[type(shape)]
        case ListOf():
            return st.one_of(st.lists(values(shape.of), max_size=3), values(shape.of))
        case RoleShape():
            interval = st.fixed_dictionaries({"who": WORDS}, optional={"from": TIMES, "to": TIMES})
            return st.one_of(WORDS, interval, st.lists(interval, max_size=2))
        case Block():
            required = {field.name: values(field.shape) for field in shape.fields if field.required}
            optional = {
                field.name: st.one_of(st.none(), values(field.shape)) for field in shape.fields if not field.required
            }
            return st.fixed_dictionaries(required, optional=optional)
    raise AssertionError(shape)


@given(values(RECORD))
def test_what_the_reader_takes_the_schema_takes(facts: object) -> None:
    # Quoted, as opslog writes it: what a plain scalar means is for the next test.
    front = yaml.dump(facts, default_style='"', allow_unicode=True, Dumper=Nulls)

    assert reader_accepts(front), front
    assert schema_accepts(front), front


class Nulls(yaml.SafeDumper):
    """Quotes every text, and leaves nothing where there is nothing."""


Nulls.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "", style=""))

GOOD = "title: A\nseverity: sev1\nstatus: open\ntimes: {started: 2022-12-25 12:32}\n"


@pytest.mark.parametrize("line", ["title: 404", "title: true", "tags: [1, 2.5]", "services: checkout", "kind:",
                                  "backlog_check: {record: a, follow_up: b, prevented: no}", "responders: ~",
                                  "times: {started: 2022-12-25T12:32:01.5+01:00}", "licence:"])  # fmt: skip
def test_what_looks_like_something_else_to_yaml_is_taken_by_both(line: str) -> None:
    front = "".join(f"{one}\n" for one in GOOD.splitlines() if one.split(":")[0] != line.split(":")[0]) + line

    assert (reader_accepts(front), schema_accepts(front)) == (True, True)


@pytest.mark.parametrize(
    "line",
    ["servises: [checkout]", "severity: sev9", "severity:", "severity: [sev1]", "title: ''", "title: {a: b}",
     "status: Open", "times: {started: yesterday}", "times: {started: 2022-12-25 12:32, begun: 2022-12-25}",
     "times:", "times: 2022-12-25", "times: {detected: 2022-12-25 12:32}", "times: {started: 12:32}",
     "criteria: [loud]", "timezone: no zone at all", "reviews: [{by: '@a'}]", "reviews: '@a'",
     "reviews: [{by: '@a', state: fine}]", "closure: {announced: [www.x.org]}",
     "closure: {retrospective: {date: 9 January}}", "roles: {boss: '@a'}", "roles: {ops-lead: {from: 2022-12-25}}",
     "roles: {ops-lead: [{who: '@a', until: 2022-12-25}]}", "licence: {customer: A}", "tags: [[a]]", "- a",
     "visibility: all", "times: {started: [2022-12-25]}", f"title: {'a' * 2001}"],
)  # fmt: skip
def test_what_is_broken_is_refused_by_both(line: str) -> None:
    kept = [one for one in GOOD.splitlines() if one.split(":")[0] != line.split(":")[0]]
    front = "\n".join([line] if line == "- a" else [*kept, line])

    assert (reader_accepts(front), schema_accepts(front)) == (False, False)


@pytest.mark.parametrize(
    "line",
    ["times: {started: 2022-02-30 12:32}", "times: {started: 2022-12-25 25:00}", "timezone: Europe/Atlantis",
     "times: {started: 2022-12-25 12:32+19:00}", "timezone: Europe/Berlin\ntimes: {started: 2026-03-29 02:30}"],
)  # fmt: skip
def test_what_only_a_calendar_knows_is_left_to_the_reader(line: str) -> None:
    kept = [one for one in GOOD.splitlines() if one.split(":")[0] not in line]
    front = "\n".join([*kept, line])

    assert (reader_accepts(front), schema_accepts(front)) == (False, True)
