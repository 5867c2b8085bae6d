"""The messages of an export: who, when, in which thread; what Slack itself says of joins and topics is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from opslog.imports.document import Json, objects, text, texts, value
from opslog.imports.sources.slack.archive import LISTS, Archive, Day
from opslog.imports.sources.slack.mrkdwn import Names, plain

TS = re.compile(r"\d{9,10}\.\d{6}\Z")
KEPT = frozenset(
    {"", "bot_message", "file_share", "me_message", "thread_broadcast", "reply_broadcast", "slackbot_response"}
)
"""The subtypes that somebody or something said; all others are Slack's own notices."""
DEPTH = 12


class Message(NamedTuple):
    """A message. `ts` is its id and its time, as text; `thread` the `ts` of the first one of its thread."""

    ts: str
    channel: str
    thread: str
    who: str
    text: str
    said: bool
    beside: str
    pinned: bool

    @property
    def at(self) -> datetime:
        """When it was posted."""
        return moment_of(self.ts)


class Read(NamedTuple):
    """The messages of some files by time, how many notices were left out, and what could not be read."""

    messages: tuple[Message, ...]
    notices: int
    unread: tuple[str, ...]


class Channels(NamedTuple):
    """Every channel by id and name, as far as the export lists them; the name is that of its folder."""

    ids: Mapping[str, str]

    def folder(self, named: str) -> str:
        """Find the folder of a channel by its id or `#name`."""
        bare = named.removeprefix("#")
        return self.ids.get(bare, bare)

    def id_of(self, folder: str) -> str | None:
        """Find the id of a channel by its folder."""
        return next((one for one, name in self.ids.items() if name == folder), None)


def moment_of(ts: str) -> datetime:
    """Read a `ts`: seconds since 1970, exactly.

    >>> moment_of("1736478630.905399").isoformat()
    '2025-01-10T03:10:30.905399+00:00'
    """
    exact = Decimal(ts)
    whole = int(exact)
    return datetime.fromtimestamp(whole, UTC) + timedelta(microseconds=int((exact - whole) * 1_000_000))


def read_channels(archive: Archive) -> Channels:
    """Read which id has which folder: a channel's is called as it is, that of a direct message by its id."""
    found: dict[str, str] = {}
    for name in LISTS:
        for one in _list(archive, name):
            if key := text(one, "id"):
                found[key] = text(one, "name") or key
    return Channels(found)


def read_people(archive: Archive) -> dict[str, str]:
    """Read the names of people by id; those who left are in the list too."""
    found: dict[str, str] = {}
    for name in ("users.json", "org_users.json"):
        for one in _list(archive, name):
            if key := text(one, "id"):
                found[key] = _name_of(one) or f"somebody ({key})"
    return found


def read_messages(archive: Archive, days: Iterable[Day], names: Names, pin: str) -> Read:
    """Read the messages of some files; one that is told twice, as a broadcast of a reply is, counts once."""
    found: dict[tuple[str, str], Message] = {}
    gone: set[tuple[str, str]] = set()
    unread: list[str] = []
    notices = 0
    for day in days:
        content = archive.load(day.name)
        if not isinstance(content, list):
            unread.append(f"{archive.path}: {day.name}: this is no list of messages")
            continue
        for number, raw in enumerate(content, 1):
            one = _as_it_stands(raw)
            ts = text(one, "ts")
            if ts is None or not TS.match(ts):
                unread.append(f"{archive.path}: {day.name}: message {number} has no time that can be read")
            elif (text(one, "subtype") or "") not in KEPT:
                notices += 1
                if deleted := text(one, "deleted_ts"):
                    gone.add((day.channel, deleted))
            else:
                found[day.channel, ts] = _message(one, ts, day.channel, names, pin)
    kept = sorted((one for key, one in found.items() if key not in gone), key=lambda one: Decimal(one.ts))
    return Read(tuple(kept), notices, tuple(unread))


def _list(archive: Archive, name: str) -> tuple[Mapping[str, Json], ...]:
    if name not in archive.names:
        return ()
    return objects({"list": archive.load(name)}, "list")


def _as_it_stands(raw: Json) -> Json:
    """Give what a message was edited to, where the export tells the edit as an event of its own."""
    return value(raw, "message") if value(raw, "subtype") == "message_changed" else raw


def _name_of(person: Json) -> str | None:
    places = (("profile", "display_name"), ("profile", "real_name"), ("display_name",), ("real_name",), ("name",))
    return next((found for place in places if (found := text(person, *place))), None)


def _message(raw: Json, ts: str, channel: str, names: Names, pin: str) -> Message:
    thread = text(raw, "thread_ts")
    said = plain(text(raw, "text") or _other_words(raw), names)
    files, reactions = _files(raw), _reactions(raw, pin)
    return Message(
        ts,
        channel,
        thread if thread and TS.match(thread) else ts,
        _who(raw, names),
        said or (f"shares {files}" if files else ""),
        bool(said),
        "; ".join(one for one in (f"with {files}" if said and files else "", reactions, _edited(raw, ts)) if one),
        bool(texts(raw, "pinned_to")) or any(text(one, "name") == pin for one in objects(raw, "reactions")),
    )


def _who(raw: Json, names: Names) -> str:
    user = text(raw, "user") or ""
    known = names.people.get(user) or _name_of(value(raw, "user_profile"))
    bot = text(raw, "username") or text(raw, "bot_profile", "name")
    return known or bot or (f"somebody ({user})" if user else "a bot")


def _other_words(raw: Json) -> str:
    """Find the words of a message that has no text of its own: in its attachments, or in its blocks."""
    told = []
    for one in objects(raw, "attachments"):
        own = (text(one, "pretext"), text(one, "title"), text(one, "text"))
        told.append(text(one, "fallback") or "\n".join(words for words in own if words))
    return "\n".join(words for words in told if words) or "\n".join(_words_in(value(raw, "blocks"), DEPTH))


def _words_in(node: Json, depth: int) -> Iterator[str]:
    """Find the texts within blocks."""
    if depth == 0:
        return
    if isinstance(node, list):
        for inner in node:
            yield from _words_in(inner, depth - 1)
    elif isinstance(node, Mapping):
        if words := text(node, "text"):
            yield words
        for key in ("text", "fields", "elements"):
            yield from _words_in(node.get(key), depth - 1)


def _files(raw: Json) -> str:
    """Name the files. Their addresses stay out: an export writes a token into each of them."""
    files = objects(raw, "files")
    named = (text(one, "name") or text(one, "title") or "a file" for one in files)
    gone = (text(one, "mode") == "tombstone" for one in files)
    return ", ".join("a file that was deleted" if one else name for one, name in zip(gone, named, strict=True))


def _reactions(raw: Json, pin: str) -> str:
    counted = ((text(one, "name"), value(one, "count")) for one in objects(raw, "reactions"))
    return ", ".join(f":{name}: {count}" for name, count in counted if name and name != pin and isinstance(count, int))


def _edited(raw: Json, ts: str) -> str:
    """Say that a message was edited, where that was not in its own minute."""
    edited = text(raw, "edited", "ts")
    if edited is None or not TS.match(edited):
        return ""
    minutes = (moment_of(edited) - moment_of(ts)) // timedelta(minutes=1)
    return f"edited {minutes} min later" if minutes > 0 else ""
