"""`opslog import slack`: an export as Slack makes it, and exports that somebody meant ill with."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Opslog, record_text
from opslog.errors import OpslogError
from opslog.imports import importer_of
from opslog.imports.event import Choice, Export
from opslog.imports.sources.slack.messages import moment_of
from opslog.imports.sources.slack.mrkdwn import Names, plain
from opslog.times import find_zone

EXPORT = Path(__file__).parent / "imports" / "slack"
THREAD = "1736477400.000100"
LINK = "https://acme.slack.com/archives/C0CHECKOUT/p1736477460000200"


def read(path: Path = EXPORT, **options: str | bool) -> Export:
    return importer_of("slack").read(path, Choice(find_zone("UTC"), options))


def told(export: Export) -> list[str]:
    return [f"{one.at:%d %H:%M} {one.who}: {one.text.partition(chr(10))[0]}" for one in export.events]


def packed(tmp_path: Path, files: Mapping[str, object], top: str = "") -> Path:
    """Pack an export; what is no text is written as JSON."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(top + name, content if isinstance(content, str | bytes) else json.dumps(content))
    return path


def message(ts: str = THREAD, text: str = "Hello", **more: object) -> dict[str, object]:
    return {"type": "message", "user": "U0AMARA", "text": text, "ts": ts} | more


THE_THREAD = [
    "10 02:50 Amara: Checkout answers 500 & the queue grows, @here",
    "10 02:51 Lee Chen: on it",
    "10 02:52 Robin: Lee Chen you broke it, **again**: [run 4](https://ci.example.com/runs/4?x=1&y=2)",
    "10 02:53 alerts: [FIRING:1] CheckoutErrors > 5 %",
    "10 02:54 Lee Chen: The log says:",
    "10 02:55 Lee Chen: I use `psql postgres://app:hunter2secret@db/shop` to look",
    "11 00:01 Amara: Rolled back to `web:4f1`, errors are gone",
    "11 00:02 Amara: All clear, customers are told",
    "11 00:03 Lee Chen: shares graph.png",
]


@pytest.mark.parametrize(
    "thread",
    [THREAD, "1736477460.000200", "1736553720.000800", LINK, f"{LINK}?thread_ts={THREAD}&cid=C0CHECKOUT"],
    ids=["its first message", "a reply", "a broadcast of the next day", "an address", "an address with its thread"],
)
def test_a_thread_is_found_by_any_of_its_messages_and_read_over_its_days(thread: str) -> None:
    assert told(read(thread=thread)) == THE_THREAD


def test_a_zip_is_read_as_a_folder_is_also_with_a_folder_around_it(tmp_path: Path) -> None:
    files = {str(path.relative_to(EXPORT)): path.read_bytes() for path in EXPORT.rglob("*.json")}

    for top in ("", "Acme Slack export/"):
        assert told(read(packed(tmp_path, files, top), thread=THREAD)) == THE_THREAD


def test_where_several_threads_may_be_meant_they_are_listed(opslog: Opslog) -> None:
    ran = opslog("import", "slack", EXPORT, "--title", "x")

    assert ran.returncode == 2
    assert [line.split()[0] for line in ran.stderr.splitlines()[1:]] == [THREAD, "1736472000.000100"]
    assert "#checkout, 2025-01-10 02:50Z, 9 messages: Checkout answers 500" in ran.stderr


def test_a_list_of_threads_acts_on_no_terminal_and_tells_no_secret(tmp_path: Path) -> None:
    threads = [f"17364774{number:02}.000000" for number in range(50)]
    firsts = [message(ts, f"\x1b[2Jpassword=hunter2 {ts}", thread_ts=ts) for ts in threads]
    replies = [message(ts.replace(".0", ".1"), "x", thread_ts=ts) for ts in threads]
    with pytest.raises(OpslogError) as caught:
        read(packed(tmp_path, {"a/2025-01-10.json": [*firsts, *replies]}))

    first, *lines, last = str(caught.value).split("\n")
    assert first.endswith("export.zip holds 50 threads; say which one with --thread, or a whole --channel:")
    assert (
        lines[0]
        == "  1736477400.000000  #a, 2025-01-10 02:50Z, 2 messages: [2Jpassword=[secret removed] 1736477400.000000"
    )
    assert (len(lines), last) == (40, "  … and 10 more")


def test_an_export_of_channels_without_threads_asks_which_one(tmp_path: Path) -> None:
    alone = read(packed(tmp_path, {"a/2025-01-10.json": [message()]}))
    assert len(alone.events) == 1

    with pytest.raises(OpslogError, match="holds 2 channels; say which one with --channel:\n  a\n  b"):
        read(packed(tmp_path, {"a/2025-01-10.json": [message()], "b/2025-01-10.json": [message()]}))
    with pytest.raises(OpslogError, match="holds 2 such threads; say which one with --channel"):
        read(tmp_path / "export.zip", thread=THREAD)


def test_a_channel_is_all_its_messages_within_a_time() -> None:
    whole = read(channel="#checkout")
    part = read(EXPORT, channel="C0CHECKOUT", **{"from": "2025-01-10 02:50", "to": "2025-01-10 02:51"})
    day = read(channel="checkout", to="2025-01-10")

    assert len(whole.events) == 11
    assert told(part) == THE_THREAD[:2]
    assert len(day.events) == 8
    assert any("2 notices" in note for note in whole.notes)


def test_pins_choose_only_where_that_is_asked_for() -> None:
    everything, pinned = read(thread=THREAD), read(thread=THREAD, only_pinned=True)
    cheered = read(thread=THREAD, only_pinned=True, pin=":tada:")

    assert everything.notes == ("3 of 9 messages are pinned; --only-pinned takes these alone",)
    assert told(pinned) == [THE_THREAD[0], THE_THREAD[4], THE_THREAD[6]]
    assert told(cheered) == [THE_THREAD[0], THE_THREAD[6]]
    assert pinned.notes == ()


def test_reactions_files_and_edits_are_told_beside_the_words() -> None:
    beside = {one.text[:6]: one.beside for one in read(thread=THREAD).events if one.beside}

    assert beside == {"Checko": ":eyes: 2", "Rolled": ":tada: 1; edited 5 min later"}


def test_entries_link_to_their_messages_where_the_workspace_is_named() -> None:
    first, second, *_ = read(thread=THREAD, workspace="acme.slack.com").events

    assert first.link == "https://acme.slack.com/archives/C0CHECKOUT/p1736477400000100"
    assert second.link == f"{LINK}?thread_ts={THREAD}&cid=C0CHECKOUT"


def test_nothing_secret_is_written_or_printed_and_a_second_run_changes_nothing(tmp_path: Path, opslog: Opslog) -> None:
    arguments = ("import", "slack", EXPORT, "--thread", THREAD)
    new = opslog(*arguments, "--title", "Checkout is down", "--severity", "sev1", cwd=tmp_path)
    path = tmp_path / "incidents" / "2025" / "2025-01-10-checkout-is-down.md"
    once = path.read_text(encoding="utf-8")
    again = opslog(*arguments, "--into", path, "--json", cwd=tmp_path)

    assert [new.returncode, again.returncode] == [0, 0]
    assert "(slack:1736477700.000600): a password in an address was taken out" in new.stderr
    assert "- 02:55 — Lee Chen: “I use `psql postgres://app:[secret removed]@db/shop` to look”\n" in once
    assert path.read_text(encoding="utf-8") == once
    assert not any(entry["new"] for entry in json.loads(again.stdout)["entries"])
    for text in (once, new.stdout, new.stderr, again.stdout, again.stderr):
        assert "hunter2" not in text
        assert "xoxe" not in text


def test_the_linter_finds_no_blame_in_what_was_said(tmp_path: Path, opslog: Opslog) -> None:
    options = ("--title", "Checkout is down", "--severity", "sev1", "--started", "2025-01-10 02:40")
    opslog("import", "slack", EXPORT, "--thread", THREAD, *options, cwd=tmp_path)

    found = opslog("lint", "incidents", "--level", "info", "--output-format", "json", cwd=tmp_path)

    assert {one["code"] for one in json.loads(found.stdout)} == {"SC102"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("*bold* _it_ ~gone~ `*x*`", "**bold** _it_ ~~gone~~ `*x*`"),
        ("a*b*c 2*3*4 snake_case", "a*b*c 2*3*4 snake_case"),
        ("<@U1> and <@U2|robin> and <@U3>", "Amara and robin and somebody (U3)"),
        ("<#C1> <#C2|ops> <#C3>", "#checkout #ops #C3"),
        ("<!here> <!subteam^S1|@sre> <!subteam^S2> <!date^1^{date}|Friday>", "@here @sre @subteam Friday"),
        ("<https://a.example/x> <https://a.example/x|a.example/x>", "<https://a.example/x> <https://a.example/x>"),
        ("<https://a.example/(1)|see [1]>", "[see (1)](https://a.example/%281%29)"),
        ("<javascript:alert(1)|click> <mailto:a@b.example|a@b.example>", "click a@b.example"),
        ("&lt;b&gt; &amp;lt; < >", "<b> &lt; < >"),
        ("```curl <https://a.example|a.example> &gt; x```", "```curl a.example > x```"),
        ("<<@U1>> <|> <>", "<Amara> <|> <>"),
    ],
)
def test_markup_of_slack(written: str, meant: str) -> None:
    assert plain(written, Names({"U1": "Amara"}, {"C1": "checkout"})) == meant


def test_times_are_exact() -> None:
    assert moment_of("1736478630.905399").isoformat() == "2025-01-10T03:10:30.905399+00:00"
    assert moment_of("1736478630.000001").microsecond == 1


def test_messages_of_every_kind(tmp_path: Path) -> None:
    day = [
        message("1736477400.000100", "one", user="U9"),
        message("1736477401.000100", "two", user_profile={"display_name": "Sam"}, user="U9"),
        message("1736477402.000100", "three", subtype="bot_message", user=None, username="deploys"),
        message("1736477403.000100", "four", subtype="bot_message", user=None),
        message("1736477404.000100", "was five", subtype="me_message"),
        {"type": "message", "subtype": "message_changed", "ts": "1736477499.000100",
         "message": message("1736477404.000100", "five", subtype="me_message")},
        message("1736477405.000100", "", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "six"}},
                                                 {"type": "context", "elements": [{"type": "mrkdwn", "text": "!"}]}]),
        message("1736477406.000100", "", attachments=[{"title": "seven", "text": "lines"}, {"no": 1}]),
        message("1736477407.000100", "eight", files=[{"mode": "tombstone"}, {"title": "x"}, {}]),
        message("1736477408.000100", "deleted"),
        {"type": "message", "subtype": "message_deleted", "ts": "1736477500.000100", "deleted_ts": "1736477408.000100"},
        message("1736477409.000100", "", files=[]),
        message("1736477410.000100", "Topic", subtype="channel_topic"),
    ]  # fmt: skip
    export = read(packed(tmp_path, {"general/2025-01-10.json": day}))
    entries = [(one.who, one.text, one.beside) for one in export.events]

    assert entries == [
        ("somebody (U9)", "one", None),
        ("Sam", "two", None),
        ("deploys", "three", None),
        ("a bot", "four", None),
        ("somebody (U0AMARA)", "five", None),
        ("somebody (U0AMARA)", "six\n!", None),
        ("somebody (U0AMARA)", "seven\nlines", None),
        ("somebody (U0AMARA)", "eight", "with a file that was deleted, x, a file"),
        ("somebody (U0AMARA)", "", None),
    ]


def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    export = read(
        packed(tmp_path, {"a/2025-01-10.json": [7, message("1e9"), {"ts": None}, message()], "a/2025-01-11.json": {}})
    )

    assert [one.text for one in export.events] == ["Hello"]
    assert [line.partition("export.zip: ")[2] for line in export.unread] == [
        "a/2025-01-10.json: message 1 has no time that can be read",
        "a/2025-01-10.json: message 2 has no time that can be read",
        "a/2025-01-10.json: message 3 has no time that can be read",
        "a/2025-01-11.json: this is no list of messages",
    ]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"thread": "yesterday"}, "--thread: write the address"),
        ({"thread": "1.0"}, "--thread: write the address"),
        ({"thread": "1000000000.000000"}, "holds no message"),
        ({"thread": "https://evil.example/archives/C0CHECKOUT/p1736477460000200"}, "--thread: write the address"),
        ({"channel": "chekout"}, "did you mean `checkout`"),
        ({"channel": "../../etc"}, "holds no channel"),
        ({"from": "noon", "channel": "checkout"}, "--from: `noon` is not a time"),
        ({"to": "2025-13-01", "channel": "checkout"}, "--to: "),
        ({"workspace": "evil.example", "channel": "checkout"}, "--workspace"),
    ],
)
def test_what_is_asked_for_and_is_not_there(options: dict[str, str], why: str) -> None:
    with pytest.raises(OpslogError, match=why):
        read(EXPORT, **options)


def test_hostile_files_end_in_one_line(tmp_path: Path) -> None:
    day = "a/2025-01-10.json"
    cases = {
        "nothing.zip": b"",
        "no.zip": b"PK\x03\x04 no",
        "text.zip": b"hello",
        "other.zip": zip_of({"readme.txt": "hello"}),
        "json.zip": zip_of({day: '[\n {"ts": 1,}\n]'}),
        "deep.zip": zip_of({day: "[" * 200_000}),
        "digits.zip": zip_of({day: "[" + "9" * 5000 + "]"}),
        "utf16.zip": zip_of({day: "[]".encode("utf-16")}),
        "bomb.zip": zip_of({day: b" " * (65 * 1024 * 1024)}),
        "path.zip": zip_of({"../a/2025-01-10.json": "[]", "/a/2025-01-10.json": "[]", "..\\a\\2025-01-10.json": "[]"}),
        "locked.zip": zip_of({day: "[]"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "broken.zip": broken(zip_of({day: json.dumps([message()] * 50)})),
    }
    for name, content in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(OpslogError) as caught:
            read(path)
        assert "\n" not in str(caught.value), name
    with pytest.raises(OpslogError, match="No such file"):
        read(tmp_path / "nowhere.zip")
    with pytest.raises(OpslogError, match=r"json\.zip: a/2025-01-10\.json:2:11: this is not JSON"):
        read(tmp_path / "json.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(cases)


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def broken(packed: bytes) -> bytes:
    """Change a byte of what is packed."""
    return packed[:60] + bytes([packed[60] ^ 0xFF]) + packed[61:]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(EXPORT, folder)
    secret = tmp_path / "2025-01-12.json"
    secret.write_text(json.dumps([message("1736640000.000100", "from outside")]), encoding="utf-8")
    (folder / "checkout" / "2025-01-12.json").symlink_to(secret)

    assert len(read(folder, channel="checkout").events) == 11


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "type", "subtype", "user", "bot_id", "username", "text", "ts", "thread_ts", "reply_count", "replies", "reactions",
    "files", "attachments", "blocks", "edited", "user_profile", "pinned_to", "message", "deleted_ts",
)  # fmt: skip
ANY_MESSAGE = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)).map(lambda one: {"ts": THREAD} | one)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_MESSAGE | JSON, max_size=4), JSON, JSON)
def test_no_content_of_an_export_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, day: list[object], users: object, channels: object
) -> None:
    files = {"users.json": users, "channels.json": channels, "a/2025-01-10.json": day}
    try:
        export = read(packed(tmp_path_factory.mktemp("slack"), files))
    except OpslogError:
        return
    assert len(export.events) <= len(day)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>|@#!*_~`&;ab \nU1", max_size=60))
def test_no_markup_of_slack_raises(written: str) -> None:
    plain(written, Names({"U1": "Amara"}, {}))


def test_a_thread_goes_between_the_entries_of_a_record(tmp_path: Path, opslog: Opslog) -> None:
    path = tmp_path / "2025-01-10-a.md"
    timeline = "## Timeline\n\n| Time | Event |\n|---|---|\n| 2025-01-10 02:45 | Deploy |\n| 04:30 | Over |\n"
    path.write_text(
        record_text(timeline, timezone="Europe/Paris", times="{started: 2025-01-10 02:45}"), encoding="utf-8"
    )

    ran = opslog(
        "import", "slack", EXPORT, "--thread", THREAD, "--to", "2025-01-10 03:54", "--into", path, cwd=tmp_path
    )

    assert ran.returncode == 0, ran.stderr
    rows = path.read_text(encoding="utf-8").splitlines()[-7:]
    assert rows == [
        "| 2025-01-10 02:45 | Deploy |",
        "| 03:50 | Amara: “Checkout answers 500 & the queue grows, `@here`” (:eyes: 2) |",
        "| 03:51 | Lee Chen: “on it” |",
        "| 03:52 | Robin: “Lee Chen you broke it, **again**: [run 4](https://ci.example.com/runs/4?x=1&y=2)” |",
        "| 03:53 | alerts: “\\[FIRING:1\\] CheckoutErrors > 5 %” |",
        "| 03:54 | Lee Chen: “The log says: `ERROR db: connection refused # retry <!-- 3 -->` so it is the database” |",
        "| 04:30 | Over |",
    ]
