"""Slack: a thread or a channel of an export, a message for each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.imports.event import Candidate, Choice, Event, Export, Option, several
from opslog.imports.harmless import clean
from opslog.imports.sources.slack.archive import Archive, Day, opened
from opslog.imports.sources.slack.messages import (
    TS,
    Channels,
    Message,
    Read,
    moment_of,
    read_channels,
    read_messages,
    read_people,
)
from opslog.imports.sources.slack.mrkdwn import Names
from opslog.secret import without_secrets
from opslog.suggestion import did_you_mean
from opslog.times import TimeError, read_moment

DOC = """Read a thread or a channel from an export of Slack: PATH is its ZIP, or the folder it was unpacked to.

    Each message becomes an entry with what was said as a quotation. Files and reactions are noted, never linked. Joins,
    topics and other notices of Slack are left out.

    Where it is not said which thread is meant, and several may be, they are listed."""
OPTIONS: tuple[Option, ...] = (
    Option("--thread", "The thread: the address of one of its messages, or its ts (1736478630.905399).", "LINK|TS"),
    Option("--channel", "Every message of this channel, or its threads that --thread chooses from.", "NAME"),
    Option("--from", "Only from this time on: 2022-12-25 12:32.", "TIME"),
    Option("--to", "Only up to this time.", "TIME"),
    Option("--only-pinned", "Only messages that are pinned, or have the reaction that --pin names.", flag=True),
    Option("--pin", "The reaction that marks what is worth keeping. Left out: pushpin.", "NAME"),
    Option("--workspace", "Link each entry to its message there: acme.slack.com.", "HOST"),
)

LINK = re.compile(
    r"https://(?P<host>[\w.-]{1,100}\.slack\.com)/archives/(?P<channel>[A-Z0-9]{1,20})/p(?P<ts>\d{15,16})"
    r"(?:\?(?P<query>\S{0,400}))?\Z"
)
OF_THREAD = re.compile(r"(?:\A|&)thread_ts=(?P<ts>\d{9,10}\.\d{6})")
HOST = re.compile(r"(?:https://)?(?P<host>[a-z0-9.-]{1,100}\.slack\.com)/?\Z")
FIRST_WORDS = 60


class Place(NamedTuple):
    """Where a thread is to be looked for: the `ts` of one of its messages, and its channel where that is said."""

    ts: str
    channel: str | None = None


class Workspace(NamedTuple):
    """An export that is open, and what its ids stand for."""

    archive: Archive
    channels: Channels
    names: Names
    pin: str

    def messages(self, days: Sequence[Day]) -> Read:
        """Read the messages of some days."""
        return read_messages(self.archive, days, self.names, self.pin)


def read(path: Path, choice: Choice) -> Export:
    """Read the messages that were chosen. Raises OpslogError where it is not clear which."""
    window = _window(choice)
    host = _host(choice.text("workspace"))
    with opened(path) as archive:
        channels = read_channels(archive)
        names = Names(read_people(archive), channels.ids)
        space = Workspace(archive, channels, names, (choice.text("pin") or "pushpin").strip(":"))
        chosen = _chosen(space, choice)
    within = [one for one in chosen.messages if window[0] <= one.at <= window[1]]
    pinned = [one for one in within if one.pinned]
    kept = pinned if choice.flag("only_pinned") else within
    notes = []
    if chosen.notices:
        notes.append(f"{chosen.notices} notices of Slack (joins, topics and the like) are left out")
    if pinned and len(kept) > len(pinned):
        notes.append(f"{len(pinned)} of {len(within)} messages are pinned; --only-pinned takes these alone")
    events = tuple(
        Event(
            one.at,
            one.text,
            f"slack:{one.ts}",
            who=one.who,
            said=one.said,
            link=_link(one, host, channels),
            beside=one.beside or None,
        )
        for one in kept
    )
    return Export(events, notes=tuple(notes), unread=chosen.unread)


def _chosen(space: Workspace, choice: Choice) -> Read:
    """Read the thread or the channel that was chosen, or the only one there is."""
    channel = choice.text("channel")
    folder = _folder(space, channel) if channel else None
    if thread := choice.text("thread"):
        return _thread(space, _place(thread, space.channels), folder)
    days = [day for day in space.archive.days if folder in {None, day.channel}]
    if folder:
        return space.messages(days)
    everything = space.messages(days)
    threads = _threads(everything.messages)
    if len(threads) == 1:
        return everything._replace(messages=tuple(threads[0]), notices=0)
    if not threads and len({day.channel for day in days}) == 1:
        return everything
    if not threads:
        folders = sorted({day.channel for day in days})
        raise several(str(space.archive.path), "channels", "--channel", [Candidate(one, "") for one in folders])
    told = [Candidate(one[0].thread, _about(one)) for one in threads]
    raise several(str(space.archive.path), "threads", "--thread, or a whole --channel", told)


def _folder(space: Workspace, channel: str) -> str:
    folder = space.channels.folder(channel)
    known = {day.channel for day in space.archive.days}
    if folder not in known:
        raise OpslogError(f"--channel: the export holds no channel `{channel}`; {did_you_mean(channel, sorted(known))}")
    return folder


def _thread(space: Workspace, place: Place, folder: str | None) -> Read:
    """Find the thread of a message, and read it over all the days it took."""
    folder = place.channel or folder
    there = [day for day in space.archive.days if folder in {None, day.channel}]
    first = space.messages(_around(there, place.ts)).messages
    found = [one for one in first if place.ts in {one.ts, one.thread}]
    folders = sorted({one.channel for one in found})
    if not found:
        raise OpslogError(
            f"--thread: {space.archive.path} holds no message {place.ts}; without --thread, they are listed"
        )
    if len(folders) > 1:
        raise several(str(space.archive.path), "such threads", "--channel", [Candidate(one, "") for one in folders])
    root = found[0].thread
    since = _around(there, root)[:1]
    days = [day for day in there if day.channel == folders[0] and (not since or day.day >= since[0].day)]
    read = space.messages(days)
    return read._replace(messages=tuple(one for one in read.messages if one.thread == root), notices=0)


def _around(days: Sequence[Day], ts: str) -> list[Day]:
    """Give the days on which a message may stand: an export counts days by a clock that it does not name."""
    day = moment_of(ts).date()
    near = {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    return [one for one in days if one.day in near]


def _threads(messages: Sequence[Message]) -> list[list[Message]]:
    """Put the messages of each thread together, the longest thread first; a message without replies is none."""
    found: dict[tuple[str, str], list[Message]] = {}
    for one in messages:
        found.setdefault((one.channel, one.thread), []).append(one)
    return sorted((one for one in found.values() if len(one) > 1), key=len, reverse=True)


def _about(thread: Sequence[Message]) -> str:
    first = thread[0]
    words = without_secrets(" ".join(clean(first.text).split()))[0][:FIRST_WORDS]
    return f"#{first.channel}, {first.at:%Y-%m-%d %H:%M}Z, {len(thread)} messages: {words}"


def _place(thread: str, channels: Channels) -> Place:
    """Read which thread is meant. Raises OpslogError."""
    if TS.match(thread):
        return Place(thread)
    found = LINK.match(thread)
    if found is None:
        raise OpslogError("--thread: write the address of a message (https://….slack.com/archives/…), or its ts")
    of_thread = OF_THREAD.search(found["query"] or "")
    ts = of_thread["ts"] if of_thread else f"{found['ts'][:-6]}.{found['ts'][-6:]}"
    return Place(ts, channels.ids.get(found["channel"]))


def _window(choice: Choice) -> tuple[datetime, datetime]:
    start, end = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for option in ("from", "to"):
        written = choice.text(option)
        if written is None:
            continue
        try:
            moment = read_moment(written, choice.zone)
        except (TimeError, OverflowError) as problem:
            why = f"{problem.message}; {problem.instead}" if isinstance(problem, TimeError) else "check the year"
            raise OpslogError(f"--{option}: {why}") from problem
        if option == "from":
            start = moment.at
        else:
            last = timedelta(days=1) if moment.whole_day else timedelta(minutes=1)
            end = moment.at + last - timedelta(microseconds=1)
    return start, end


def _host(workspace: str | None) -> str | None:
    if workspace is None:
        return None
    found = HOST.match(workspace.casefold())
    if found is None:
        raise OpslogError("--workspace: write its host: acme.slack.com")
    return found["host"]


def _link(one: Message, host: str | None, channels: Channels) -> str | None:
    """Write the address of a message, as Slack's “Copy link” does."""
    channel = channels.id_of(one.channel)
    if host is None or channel is None:
        return None
    address = f"https://{host}/archives/{channel}/p{one.ts.replace('.', '')}"
    return address if one.thread == one.ts else f"{address}?thread_ts={one.thread}&cid={channel}"
