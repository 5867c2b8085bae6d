"""An event as a timeline entry: who said what becomes a quotation, what happened a sentence, secrets are taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import NamedTuple

from opslog.blame.quotes import LONGEST
from opslog.imports.event import Event
from opslog.imports.harmless import Block, blocks, clean, escaped, fenced, inline, lines, link
from opslog.markdown import Line
from opslog.secret import without_secrets
from opslog.shapes import WEB_ADDRESS
from opslog.timeline import TimelineReader
from opslog.vocabulary import ENTRY_KINDS

SINGLE_QUOTES = str.maketrans("“”", "‘’")
HARD_BREAK = "\\"


class Written(NamedTuple):
    """An event, its text as markdown without time and kind, and what secrets were taken out of it."""

    event: Event
    text: str
    secrets: tuple[str, ...] = ()


def write_entries(events: Iterable[Event]) -> tuple[Written, ...]:
    """Write events as entries, by time; those that say nothing are left out, and those that were exported twice."""
    in_order = sorted(events, key=lambda event: event.at)
    once = {event.source: event for event in reversed(in_order)}
    written = (_write(event) for event in in_order if once[event.source] is event)
    return tuple(entry for entry in written if entry.text)


def _write(event: Event) -> Written:
    text, secrets = without_secrets(clean(event.text))
    who, in_name = without_secrets(" ".join(clean(event.who or "").split()))
    parts = blocks(text)
    if not parts:
        return Written(event, "")
    name = escaped(who.translate(SINGLE_QUOTES).replace(":", "")[:80])
    source = _source(event)
    written = _quotation(name, parts, source) if event.said and name else _sentence(name, parts, source)
    return Written(event, written if _is_one_entry(written) else _held(written), (*secrets, *in_name))


def _quotation(name: str, parts: Sequence[Block], source: str) -> str:
    r"""Write what somebody said: on one line where it fits, else under the name, as a block quotation.

    >>> _quotation("Amara", blocks("Memory is flat again."), "")
    'Amara: “Memory is flat again.”'
    """
    if len(parts) == 1 and not parts[0].is_code and "\n" not in parts[0].text.strip():
        words = inline(parts[0].text).translate(SINGLE_QUOTES)
        if len(words) <= LONGEST:
            return f"{name}: “{words}”{source}"
    return "\n".join([f"{name}:{source}", *_under(parts, "> ")])


def _sentence(name: str, parts: Sequence[Block], source: str) -> str:
    """Write what happened; more than a line goes on below."""
    first, *more = parts
    top, _, rest = ("", "", "") if first.is_code else first.text.strip().partition("\n")
    above = f"{name}: {inline(top)}" if name and top else f"{name}:" if name else lines(top)[0] if top else "Code:"
    below = [Block(rest)] if rest.strip() else []
    below += [first] if first.is_code else []
    return "\n".join([f"{above}{source}", *(["", *_under([*below, *more], "")] if below or more else [])])


def _under(parts: Iterable[Block], mark: str) -> Iterator[str]:
    """Write the lines below the first one; a line that is not the last of its paragraph ends with a break."""
    for part in parts:
        if part.is_code:
            yield from fenced(part.text)
            continue
        written = lines(part.text)
        for line, following in zip(written, [*written[1:], ""], strict=True):
            yield f"{mark}{line}{HARD_BREAK if line and following else ''}".rstrip()


def _source(event: Event) -> str:
    """Write the link to where the event was told, named for the system that its source names."""
    address = (event.link or "").strip()
    if not WEB_ADDRESS.match(address):
        return ""
    return f" ({link(event.source.partition(':')[0], address)})"


def _is_one_entry(text: str) -> bool:
    """Say whether an entry with this text is read as it is meant: no second time, no kind, nothing known later."""
    reader = TimelineReader(UTC, None)
    first, *more = text.split("\n")
    body = [f"- 2000-01-01 00:00 — {first}", *(f"  {line}".rstrip() for line in more)]
    entries = reader.read([Line(number, line) for number, line in enumerate(body, 1)])
    if len(entries) != 1 or reader.problems:
        return False
    entry = entries[0]
    return entry.until is None and entry.known is None and entry.kind is None and entry.text.startswith(first)


def _held(text: str) -> str:
    """Put quotation marks around the first line, so that no reader takes its start for a time."""
    first, separator, rest = text.partition("\n")
    return f"“{first.translate(SINGLE_QUOTES)}”{separator}{rest}"


def kind_of(event: Event) -> str | None:
    """Give the kind of an entry, where it is one."""
    return event.kind if event.kind in ENTRY_KINDS else None
