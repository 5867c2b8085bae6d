"""`opslog export`: every format read by somebody else's reader, and nothing lost or made up on the way."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import frontmatter
import icalendar
import pytest
from benchmarks.generate import generate
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from conftest import ROOT, Opslog, environment, record_text
from opslog.addresses import Addresses
from opslog.config import Config, SiteConfig
from opslog.describing import describe
from opslog.errors import OpslogError
from opslog.exports import Extract, format_of, formats, written
from opslog.exports.icco import CATEGORIES
from opslog.extracting import Choice, extract_of
from opslog.incident import MINUTES, VERSION, Incident
from opslog.incident_schema import incidents_schema, schema_id
from opslog.reading import parse_record
from opslog.settings import load_config
from opslog.spreadsheet import FORMULA, row
from opslog.writing import replace_by

EXPORTS = Path(__file__).parent / "exports"
LOG = EXPORTS / "log"
ENDINGS = {"json": "json", "jsonl": "jsonl", "csv": "csv", "sqlite": "sql", "statuspage": "json", "ics": "ics",
           "atom": "xml", "jsonfeed": "json", "icco": "md"}  # fmt: skip
CONFIG = Config(site=SiteConfig(url="https://ops.example.com/"))
STRICT = incidents_schema(CONFIG)
EVERYTHING = Choice()
TITLE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


def strictly(schema: Any) -> Any:
    """Refuse fields that the schema does not name: it lets them pass for the sake of later versions."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {name: strictly(one) for name, one in schema.items()} | closed
    return [strictly(one) for one in schema] if isinstance(schema, list) else schema


VALIDATOR = Draft202012Validator(strictly(STRICT), format_checker=FormatChecker())


def exported(form: str, folder: Path, config: Config = CONFIG, choice: Choice = EVERYTHING) -> bytes:
    extract = extract_of([folder], config, choice, [])
    return b"".join(written(format_of(form).export(extract)))


def incidents(folder: Path, config: Config = CONFIG) -> list[Incident]:
    return list(extract_of([folder], config, Choice(), []).incidents)


def one_incident(**facts: str) -> Incident:
    """Describe a record that has these facts."""
    record = parse_record(record_text("## Summary\n\nIt broke.\n", **facts), "2022-12-25-a.md", CONFIG)
    return describe(record, (), "2022/2022-12-25-a.md", Addresses(CONFIG.site.url))


def extract_with(*told: Incident, site: SiteConfig = CONFIG.site) -> Extract:
    return Extract(told, Config(site=site), Addresses(site.url), "Ops log", site.url)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, 60)
    return folder


@pytest.fixture
def database(generated: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    file = tmp_path / "log.db"
    file.write_bytes(exported("sqlite", generated))
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def as_text(form: str, raw: bytes, tmp_path: Path) -> str:
    """Show an export as text: of a database the statements that make it, of an archive its files."""
    if form == "sqlite":
        file = tmp_path / "log.db"
        file.write_bytes(raw)
        with closing(sqlite3.connect(file)) as connection:
            return "".join(f"{line}\n" for line in _dump(connection))
    if form == "icco":
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            return "".join(f"== {name}\n{text}\n" for name, text in _files(archive))
    return raw.decode()


def _dump(connection: sqlite3.Connection) -> Iterator[str]:
    """List what a database is made of; how the full-text index stores its words is the library's."""
    made = "SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'search%' ORDER BY rowid"
    for kind, name, statement in connection.execute(made).fetchall():
        yield f"{statement};"
        if kind == "table":
            yield from (f"-- {found}" for found in connection.execute(f"SELECT * FROM {name}"))  # noqa: S608


def _files(archive: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    for member in archive:
        file = archive.extractfile(member)
        assert file is not None
        yield member.name, file.read().decode()


def test_every_format_has_an_example() -> None:
    assert sorted(formats()) == sorted(ENDINGS)


@pytest.mark.parametrize("form", ENDINGS)
def test_an_export_is_what_it_was(form: str, tmp_path: Path, opslog: Opslog, request: pytest.FixtureRequest) -> None:
    ran = opslog("export", "--format", form, "-o", tmp_path / "out", cwd=LOG)
    assert (ran.returncode, ran.stdout) == (0, f"{2 if form == 'statuspage' else 3} records chosen.\n"), ran.stderr

    text = as_text(form, (tmp_path / "out").read_bytes(), tmp_path)
    expected = EXPORTS / "expected" / f"{form}.{ENDINGS[form]}"
    if request.config.getoption("--golden"):
        expected.write_bytes(text.encode())
    assert text == expected.read_bytes().decode()


@pytest.mark.parametrize("form", ENDINGS)
def test_the_clock_changes_nothing_and_what_is_printed_is_the_file(form: str) -> None:
    chosen = Choice(format_of(form).visibility)
    call = [sys.executable, "-m", "opslog", "export", "--format", form]
    env = environment(SOURCE_DATE_EPOCH="1999999999")
    printed = subprocess.run(call, cwd=LOG, env=env, check=True, capture_output=True)

    assert printed.stdout == exported(form, LOG / "incidents", load_config(LOG), chosen)


# What is chosen, and what cannot be


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), ["2026-03-02-stale-prices", "2026-02-11-empty-feed", "2026-01-05-tricky-words"]),
        (("--visibility", "public"), ["2026-03-02-stale-prices", "2026-02-11-empty-feed"]),
        (("--visibility", "internal"), ["2026-01-05-tricky-words"]),
        (("--service", "price feed", "--service", "C++"), ["2026-03-02-stale-prices", "2026-01-05-tricky-words"]),
        (("--severity", "sev1"), ["2026-02-11-empty-feed"]),
        (("--since", "2026-02-11"), ["2026-03-02-stale-prices", "2026-02-11-empty-feed"]),
        (("incidents/2026/2026-02-11-empty-feed.md",), ["2026-02-11-empty-feed"]),
        (("--since", "2026-03-03"), []),
    ],
)
def test_options_choose(opslog: Opslog, arguments: tuple[str, ...], ids: list[str]) -> None:
    ran = opslog("export", *arguments, "--format", "json", cwd=LOG)

    assert ran.returncode == 0, ran.stderr
    shown = json.loads(ran.stdout)
    assert [incident["id"] for incident in shown["incidents"]] == ids
    assert all(incident["file"] == f"2026/{incident['id']}.md" for incident in shown["incidents"])
    VALIDATOR.validate(shown)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "sqlit"), "there is no format `sqlit`; did you mean `sqlite`?"),
        (("--format", "csv", "--severity", "sev"), "--severity: there is no severity `sev`; did you mean `sev"),
        (("--format", "csv", "--since", "2026-02-30"), "--since: `2026-02-30` is not a date; Write year-month-day"),
        (("--format", "csv", "nowhere"), "nowhere: there is no such file or folder"),
        (("--format", "csv", "-o", "nowhere/log.csv"), "nowhere/log.csv: cannot be written: No such file"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(opslog: Opslog, arguments: tuple[str, ...], words: str) -> None:
    ran = opslog("export", *arguments, cwd=LOG)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr


def test_a_service_that_the_configuration_does_not_know_is_a_slip(tmp_path: Path) -> None:
    config = Config(services={"checkout": "basket to paid order"})
    with pytest.raises(OpslogError, match="did you mean `checkout`"):
        extract_of([tmp_path], config, Choice(services=("chekout",)), [])


@pytest.mark.parametrize("form", ENDINGS)
def test_records_that_cannot_be_exported_are_named_and_the_others_are_there(
    form: str, tmp_path: Path, opslog: Opslog
) -> None:
    for folder in ("a", "b"):
        (tmp_path / "incidents" / folder).mkdir(parents=True)
        (tmp_path / "incidents" / folder / "2022-12-25-good.md").write_text(record_text(visibility="public"))
    (tmp_path / "incidents" / "2022-12-26-binary.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "incidents" / "2022-12-27-yaml.md").write_text("---\na: b: c\n---\n")
    (tmp_path / "incidents" / "notes.md").write_text(record_text())

    ran = opslog("export", "--format", form, "-o", "out", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "1 record chosen.\n")
    assert re.findall(r"^opslog: incidents/([^:]+):.*left out$", ran.stderr, re.MULTILINE) == [
        "notes.md", "2022-12-27-yaml.md", "2022-12-26-binary.md", "b/2022-12-25-good.md",
    ]  # fmt: skip
    if form != "ics":
        assert b"2022-12-25" in (tmp_path / "out").read_bytes()


def test_a_file_is_replaced_only_once_all_of_it_is_there(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise OpslogError("no more")

    (tmp_path / "out").write_bytes(b"old")
    with pytest.raises(OpslogError, match="no more"):
        replace_by(tmp_path / "out", broken())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out", b"old")]


def test_a_terminal_is_spared_what_is_no_text() -> None:
    main, side = pty.openpty()
    call = [sys.executable, "-m", "opslog", "export", "--format", "sqlite"]
    ran = subprocess.run(call, cwd=LOG, env=environment(), stdout=side, stderr=subprocess.PIPE, check=False)
    os.close(side)
    os.close(main)

    assert ran.returncode == 2
    assert b"name a file with -o" in ran.stderr


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "ics", "icco"])
def test_a_long_log_is_written_while_it_is_read(form: str) -> None:
    endless = (one_incident(closure="{retrospective: {date: 2023-01-09}}") for _ in count())
    pieces = format_of(form).export(extract_with()._replace(incidents=endless))

    assert len([next(pieces) for _ in range(20)]) == 20


@pytest.mark.parametrize("form", ["atom", "jsonfeed", "statuspage"])
def test_feeds_hold_the_newest_and_look_at_no_others(form: str) -> None:
    endless = (one_incident() for _ in count())
    site = SiteConfig(url="https://ops.example.com", feed_items=3)
    text = b"".join(written(format_of(form).export(extract_with(site=site)._replace(incidents=endless)))).decode()

    assert text.count("incidents/2022/2022-12-25-a/") == 3


# JSON


@pytest.mark.parametrize("folder", [LOG / "incidents", ROOT / "incidents", ROOT / "tests/pages/log"], ids=str)
def test_json_is_what_its_schema_says_and_names_every_field(folder: Path) -> None:
    shown = json.loads(exported("json", folder))

    VALIDATOR.validate(shown)
    assert shown["$schema"] == STRICT["$id"]
    lines = exported("jsonl", folder).decode().splitlines()
    assert [json.loads(line) for line in lines] == shown["incidents"]


def test_generated_and_real_records_are_what_the_schema_says(generated: Path, shared: Path) -> None:
    for folder in (generated, shared / "records"):
        VALIDATOR.validate(json.loads(exported("json", folder)))


def test_the_schema_refuses_slips() -> None:
    Draft202012Validator.check_schema(STRICT)
    shown = json.loads(exported("json", LOG))
    slips: tuple[dict[str, object], ...] = (
        {"kind": "accident"}, {"updated": "2026-03-02"}, {"services": "search"}, {"minutes": {}},
    )  # fmt: skip
    for change in slips:
        assert not VALIDATOR.is_valid(shown | {"incidents": [shown["incidents"][0] | change]})


def test_the_schema_stands_at_its_address(site: Path, opslog: Opslog) -> None:
    published = (site / "schema" / f"incidents-v{VERSION}.json").read_text("utf-8")

    assert opslog("schema", "incidents").stdout == published
    assert schema_id(CONFIG) == f"https://ops.example.com/schema/incidents-v{VERSION}.json"
    assert json.loads(published)["$id"] == f"urn:opslog:incidents:v{VERSION}"


@given(TITLE, TITLE)
def test_whatever_stands_in_a_record_every_format_can_be_read(title: str, service: str) -> None:
    told = one_incident(title=json.dumps(title), services=f"[{json.dumps(service)}]", visibility="public")

    extract = extract_with(told)
    for form in ("json", "jsonl", "jsonfeed", "statuspage"):
        json.loads(b"".join(written(format_of(form).export(extract))))
    feed = ElementTree.fromstring(b"".join(written(format_of("atom").export(extract))))  # noqa: S314
    assert feed.findtext("{*}entry/{*}title") == told["title"].replace("\r\n", "\n").replace("\r", "\n")


# Spreadsheets


@given(st.lists(st.one_of(st.text(), st.booleans(), st.integers(), st.none()), min_size=1))
def test_a_row_reads_back_and_holds_no_formula(values: list[object]) -> None:
    (cells,) = csv.reader(io.StringIO(row(values), newline=""), strict=True) or [[]]

    assert len(cells) == len(values)
    for value, cell in zip(values, cells, strict=True):
        if isinstance(value, str):
            assert not cell.startswith(FORMULA)
            if value.isprintable() and not value.startswith("'"):
                assert cell.removeprefix("'") == " ".join(value.split())


def test_csv_has_a_row_an_incident(generated: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv", generated).decode(), newline="")))

    for told, cells in zip(incidents(generated), rows, strict=True):
        assert cells["id"] == told["id"]
        assert cells["services"] == ", ".join(told["services"])
        assert {name: cells[name] or None for name in told["times"]} == told["times"]
        assert {name: int(cells[name]) if cells[name] else None for name in MINUTES} == told["minutes"]
        assert int(cells["follow_ups_open"]) == sum(item["state"] == "open" for item in told["follow_ups"])


# Databases


def rows_of(database: sqlite3.Connection, table: str, told: Incident, *columns: str) -> list[tuple[object, ...]]:
    question = f"SELECT {', '.join(columns)} FROM {table} WHERE incident = ? ORDER BY rowid"  # noqa: S608
    return [tuple(found) for found in database.execute(question, [told["id"]])]


def test_a_database_holds_what_json_holds(database: sqlite3.Connection, generated: Path) -> None:
    database.row_factory = sqlite3.Row
    for told in incidents(generated):
        (found,) = database.execute("SELECT * FROM incidents WHERE id = ?", [told["id"]])
        plain = {name: value for name, value in told.items() if isinstance(value, str)}
        assert {name: found[name] for name in plain} == plain
        assert {name: found[name] for name in told["times"]} == told["times"]
        assert found["mitigation"] == (told["mitigation"]["kind"] if told["mitigation"] else None)
        assert rows_of(database, "services", told, "service") == [(one,) for one in told["services"]]
        assert rows_of(database, "tags", told, "tag") == [(one,) for one in told["tags"]]
        assert rows_of(database, "responders", told, "who") == [(one,) for one in told["responders"]]
        items = [tuple(item.values()) for item in told["follow_ups"]]
        assert not items or rows_of(database, "follow_ups", told, *told["follow_ups"][0]) == items
        entries = [(one["number"], one["at"], one["kind"], one["text"]) for one in told["timeline"]]
        assert rows_of(database, "timeline", told, "number", "at", "kind", "text") == entries
        holders = [(one["role"], one["who"], one["since"], one["until"]) for one in told["roles"]]
        assert rows_of(database, "roles", told, "role", "who", "since", "until") == holders
        reviews = [(one["by"], one["at"]) for one in told["reviews"]]
        assert rows_of(database, "reviews", told, "who", "at") == reviews


def test_the_durations_of_a_database_are_those_of_the_log(database: sqlite3.Connection, generated: Path) -> None:
    database.row_factory = sqlite3.Row
    counted = {found["incident"]: found for found in database.execute("SELECT * FROM durations")}

    for told in incidents(generated):
        assert {name: counted[told["id"]][name] for name in MINUTES} == told["minutes"]


def test_a_day_alone_has_no_duration(tmp_path: Path) -> None:
    (tmp_path / "log.db").write_bytes(exported("sqlite", LOG))
    with closing(sqlite3.connect(tmp_path / "log.db")) as database:
        found = database.execute("SELECT time_to_detect FROM durations WHERE incident = '2026-02-11-empty-feed'")
        assert found.fetchall() == [(None,)]
        assert database.execute("SELECT known_at, known FROM timeline WHERE known NOT NULL").fetchall() == [
            ("2026-03-02T08:50:00Z", "the feed is empty since 00:02")
        ]
        late = database.execute("SELECT due FROM overdue").fetchall()
        assert [day for (day,) in late] == sorted(day for (day,) in late if date.fromisoformat(day) < date.today())  # noqa: DTZ011
        assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_questions_of_the_documentation_have_answers(database: sqlite3.Connection, generated: Path) -> None:
    newest = next(one["id"][:10] for one in incidents(generated) if one["severity"] == "sev1")
    page = (ROOT / "docs/adopt/export.md").read_text("utf-8")
    questions = re.findall(r"^```sql\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)

    assert len(questions) > 2
    for question in questions:
        assert database.execute(question.replace("'now'", f"'{newest}'")).fetchall(), question


# Feeds


def test_a_feed_reader_reads_the_feed() -> None:
    feed = feedparser.parse(exported("atom", LOG))

    told = incidents(LOG)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == [one["title"].replace("\x85", " ") for one in told]
    assert [entry.link for entry in feed.entries] == [one["url"] for one in told]
    assert feed.entries[0].id == "tag:ops.example.com,2026-03-02:2026-03-02-stale-prices"
    assert feed.feed.updated == max(entry.updated for entry in feed.entries) == "2026-03-06T15:00:00Z"
    assert "&lt;script&gt;" in feed.entries[0].content[0].value or feed.entries[0].content[0].type == "text/plain"


def test_what_is_told_without_the_address_of_the_site_has_relative_links() -> None:
    feed = feedparser.parse(exported("atom", LOG, Config()))
    items = json.loads(exported("jsonfeed", LOG, Config()))

    assert feed.entries[0].link == "incidents/2026/2026-03-02-stale-prices/"
    assert len({entry.id for entry in feed.entries}) == 3
    assert all(entry.id.startswith("urn:uuid:") for entry in feed.entries)
    assert [entry.id for entry in feed.entries] == [item["id"] for item in items["items"]]
    assert not {"home_page_url", "feed_url"} & set(items)
    assert not any("url" in item for item in items["items"])


def test_a_json_feed_has_what_version_1_1_demands() -> None:
    """jsonfeed.org/version/1.1: version, title and items; of an item its id and its content; nothing is null."""
    feed = json.loads(exported("jsonfeed", LOG))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (
        "https://ops.example.com/",
        "https://ops.example.com/feed.json",
    )
    for item in feed["items"]:
        assert item["id"]
        assert item["content_text"]
        assert all(item.values())
        assert datetime.fromisoformat(item["date_modified"]) >= datetime.fromisoformat(item["date_published"])
        assert all(author["name"] for author in item.get("authors", []))


def test_an_empty_log_has_feeds_all_the_same() -> None:
    feed = feedparser.parse(b"".join(written(format_of("atom").export(extract_with()))))

    assert not feed.bozo
    assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_an_id_that_is_no_day_and_no_start_still_have_a_time() -> None:
    told = one_incident()
    told["id"], told["times"]["started"], told["updated"] = "2022-02-30-a", None, None

    feed = feedparser.parse(b"".join(written(format_of("atom").export(extract_with(told)))))
    assert feed.entries[0].published == "1970-01-01T00:00:00Z"


# Calendars


def test_a_calendar_has_what_is_due_and_the_retrospective() -> None:
    calendar = icalendar.Calendar.from_ical(exported("ics", LOG).decode())

    shown = {str(event["summary"]).split()[0]: event for event in calendar.events}
    assert {name: event.start for name, event in shown.items()} == {
        "Alert": date(2026, 3, 20),
        '=HYPERLINK("https://evil.example","x")': date(2026, 4, 1),
        "Ärgerlich": date(2026, 4, 1),
        "Retrospective:": date(2026, 3, 9),
        "Say": date(2026, 3, 2),
    }
    assert shown["Alert"].stamp == datetime(2026, 3, 6, 15, tzinfo=UTC)
    assert len({event["uid"] for event in shown.values()}) == 5
    assert shown["Retrospective:"]["url"] == "https://ops.example.com/incidents/2026/2026-03-02-stale-prices/"


def test_follow_ups_as_a_calendar_are_the_same_events(opslog: Opslog) -> None:
    listed = icalendar.Calendar.from_ical(opslog("followups", "--format", "ics", cwd=LOG).stdout)
    every = icalendar.Calendar.from_ical(exported("ics", LOG).decode())

    kept = [event.to_ical() for event in every.events if not str(event["summary"]).startswith("Retrospective")]
    assert sorted(event.to_ical() for event in listed.events) == sorted(kept)


# Statuspage


def test_a_status_page_holds_public_incidents_only() -> None:
    shown = json.loads(exported("statuspage", LOG, choice=Choice("public")))
    first, second = shown["incidents"]

    assert [(one["id"], one["status"], one["impact"]) for one in (first, second)] == [
        ("2026-03-02-stale-prices", "postmortem", "major"),
        ("2026-02-11-empty-feed", "monitoring", "critical"),
    ]
    assert [(update["status"], update["created_at"]) for update in first["incident_updates"]] == [
        ("resolved", "2026-03-03T07:00:00Z"),
        ("monitoring", "2026-03-02T09:20:00Z"),
        ("investigating", "2026-03-02T08:40:00Z"),
    ]
    assert first["postmortem_body"].startswith("The price feed stopped at midnight, see the graph.")
    assert second["postmortem_body"] is None


@pytest.mark.parametrize(
    ("status", "times", "shown"),
    [
        ("open", "{started: 2022-12-25 12:32}", "investigating"),
        ("open", "{started: 2022-12-25 12:32, mitigated: 2022-12-25 13:00}", "monitoring"),
        ("draft", "{started: 2022-12-25 12:32}", "resolved"),
        ("in-review", "{started: 2022-12-25 12:32, resolved: 2022-12-25 14:00}", "resolved"),
        ("approved", "{started: 2022-12-25 12:32}", "postmortem"),
    ],
)
def test_what_a_status_page_says_of_a_status(status: str, times: str, shown: str) -> None:
    extract = extract_with(one_incident(status=status, times=times))

    (incident,) = json.loads("".join(map(str, format_of("statuspage").export(extract))))["incidents"]
    assert incident["status"] == shown


@pytest.mark.parametrize("kind", ["near-miss", "false-alarm", "exercise"])
def test_a_status_page_tells_of_nothing_that_did_not_happen_to_users(kind: str) -> None:
    extract = extract_with(one_incident(kind=kind, visibility="public"))

    assert json.loads("".join(map(str, format_of("statuspage").export(extract))))["incidents"] == []


# icco/postmortems


def test_the_files_of_the_collection_have_its_keys_and_words() -> None:
    known = {"uuid", "url", "archive_url", "title", "start_time", "end_time", "categories", "keywords", "company",
             "product", "source_published_at", "summary"}  # fmt: skip
    with tarfile.open(fileobj=io.BytesIO(exported("icco", LOG))) as archive:
        files = dict(_files(archive))

    for (name, text), told in zip(files.items(), incidents(LOG), strict=True):
        post = frontmatter.loads(text)
        assert set(post.metadata) <= known
        assert (name, post["url"]) == (f"{post['uuid']}.md", told["url"])
        assert post["title"] == told["title"]
        assert post["categories"] == [tag for tag in told["tags"] if tag in CATEGORIES]
        assert post.content.strip()


# The site has the same


@pytest.mark.parametrize("form", [name for name in ENDINGS if format_of(name).path and not format_of(name).yearly])
def test_the_site_has_what_the_command_prints(form: str, site: Path, opslog: Opslog, tmp_path: Path) -> None:
    opslog("export", "--format", form, "-o", tmp_path / "out")

    assert (tmp_path / "out").read_bytes() == (site / format_of(form).path).read_bytes()


def test_the_site_has_all_facts_in_one_file_and_all_texts_by_year(site: Path, opslog: Opslog, tmp_path: Path) -> None:
    opslog("export", "--format", "json", "-o", tmp_path / "whole.json")
    whole = json.loads((tmp_path / "whole.json").read_text("utf-8"))
    listed = json.loads((site / "incidents.json").read_text("utf-8"))
    years = [json.loads((site / path).read_text("utf-8")) for path in listed["years"].values()]

    texts = {"summary", "sections", "timeline"}
    assert listed["incidents"] == [
        {name: value for name, value in one.items() if name not in texts} for one in whole["incidents"]
    ]
    assert [one for year in years for one in year["incidents"]] == whole["incidents"]
    assert {
        path: {one["id"][:4] for one in year["incidents"]} for path, year in zip(listed["years"], years, strict=True)
    } == {year: {year} for year in listed["years"]}
    for shown in (listed, *years):
        VALIDATOR.validate(shown)


def test_pages_lead_to_feeds_that_lead_back(site: Path) -> None:
    page = (site / "services" / "search" / "index.html").read_text("utf-8")
    feed = site / "feeds" / "services" / "search.atom"

    assert 'href="../../feeds/services/search.atom"' in page
    assert 'type="application/atom+xml" title="Ops log" href="../../feed.atom"' in page
    parsed = feedparser.parse(feed.read_bytes())
    assert not parsed.bozo
    for link in (parsed.feed.link, *(entry.link for entry in parsed.entries)):
        assert (feed.parent / link / "index.html").is_file()
    assert (site / "feeds" / "severities" / "sev1.json").is_file()
    assert 'href="../follow-ups.ics"' in (site / "follow-ups" / "index.html").read_text("utf-8")


def test_the_site_tells_nobody_where_it_was_built(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((site / "follow-ups.csv").read_bytes().decode(), newline="")))

    assert rows
    assert all((ROOT / "incidents" / one["file"]).is_file() and not one["file"].startswith("/") for one in rows)


def test_an_internal_record_is_on_no_status_page(tmp_path: Path, opslog: Opslog) -> None:
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    hostile = '"</title> & ]]> \\e \\x01 x"'
    (folder / "2022-12-25-inside.md").write_text(record_text(services=f"[{hostile}]"), encoding="utf-8")
    (folder / "2022-12-26-outside.md").write_text(record_text(visibility="public"), encoding="utf-8")

    built = opslog("build", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    shown = (tmp_path / "site/api/v2/incidents.json").read_text("utf-8")
    assert "outside" in shown
    assert "inside" not in shown
    for feed in (tmp_path / "site").rglob("*.atom"):
        assert not feedparser.parse(feed.read_bytes()).bozo
