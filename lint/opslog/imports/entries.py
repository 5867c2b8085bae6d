"""An event as a timeline entry: who said what becomes a quotation, what happened a sentence, secrets are taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from opslog.blame.quotes import LONGEST
from opslog.imports.event import Event
from opslog.imports.harmless import Block, at_the_start, blocks, clean, escaped, fenced, inline, lines, link, shortened
from opslog.markdown import Line
from opslog.secret import without_secrets
from opslog.shapes import WEB_ADDRESS
from opslog.timeline import TimelineReader
from opslog.vocabulary import ENTRY_KINDS

SINGLE_QUOTES = str.maketrans("“”", "‘’")
HARD_BREAK = "\\"
FIRST_YEAR, LAST_YEAR = 1970, 2999
MOST_CODE = 200
"""Characters of a block of code that a cell of a table shows."""


class Written(NamedTuple):
    """An event, its text as markdown without time and kind, and what secrets were taken out of it."""

    event: Event
    text: str
    secrets: tuple[str, ...] = ()


def write_entries(events: Iterable[Event], *, on_one_line: bool = False) -> tuple[Written, ...]:
    """Write events as entries, by time; the cells of a table hold them `on_one_line`.

    Left out is what says nothing, what was exported twice, and what has a time that cannot be.
    """
    in_order = sorted((event for event in events if has_a_year(event.at)), key=lambda event: event.at)
    once = {event.source: event for event in reversed(in_order)}
    written = (_write(event, on_one_line=on_one_line) for event in in_order if once[event.source] is event)
    return tuple(entry for entry in written if entry.text)


def has_a_year(at: datetime) -> bool:
    """Say whether a time is one of computers: tools write the year 1 for "never", and the calendar ends in 9999."""
    return FIRST_YEAR <= at.year <= LAST_YEAR


def _write(event: Event, *, on_one_line: bool) -> Written:
    text, secrets = without_secrets(clean(event.text))
    who, in_name = _line(event.who)
    beside, in_beside = _line(event.beside)
    address, in_link = _line(event.link)
    parts = blocks(shortened(text))
    if on_one_line:
        parts = tuple(one for one in (Block(_flat(parts)),) if one.text)
    if not parts:
        return Written(event, "")
    name = escaped(who.translate(SINGLE_QUOTES).replace(":", "")[:80])
    behind = (f" ({inline(beside)})" if beside else "") + ("" if in_link else _source(address))
    written = at_the_start((_quotation if event.said and name else _sentence)(name, parts, behind))
    found = (*secrets, *in_name, *in_beside, *in_link)
    return Written(event, written if _is_one_entry(written) else _held(written), found)


def _line(text: str | None) -> tuple[str, tuple[str, ...]]:
    """Make one line of a text, without secrets; say what those were."""
    return without_secrets(" ".join(clean(text or "").split()))


def one_line(text: str | None) -> str:
    """Make one line of a text, without secrets, without markup taken care of."""
    return _line(text)[0]


def _flat(parts: Iterable[Block]) -> str:
    """Put lines behind each other; of a block of code stays what can be read within a line."""
    words = (" ".join(part.text.split()).replace("`", "'") if part.is_code else part.text for part in parts)
    in_code = (f"`{text[:MOST_CODE]}`" if part.is_code else text for part, text in zip(parts, words, strict=True))
    return " ".join(" ".join(in_code).split())


def _quotation(name: str, parts: Sequence[Block], behind: str) -> str:
    r"""Write what somebody said: on one line where it fits, else under the name, as a block quotation.

    >>> _quotation("Amara", blocks("Memory is flat again."), "")
    'Amara: “Memory is flat again.”'
    """
    if len(parts) == 1 and not parts[0].is_code and "\n" not in parts[0].text.strip():
        words = inline(parts[0].text).translate(SINGLE_QUOTES)
        if len(words) <= LONGEST:
            return f"{name}: “{words}”{behind}"
    return "\n".join([f"{name}:{behind}", *under(parts, "> ")])


def _sentence(name: str, parts: Sequence[Block], behind: str) -> str:
    """Write what happened; more than a line goes on below."""
    first, *more = parts
    if first.is_code:
        above, below = f"{name or 'Output'}:", [first, *more]
    else:
        top, _, rest = first.text.strip().partition("\n")
        above = f"{name}: {inline(top)}" if name else inline(top)
        below = [*([Block(rest)] if rest.strip() else []), *more]
    return "\n".join([f"{above}{behind}", *(["", *under(below)] if below else [])])


def under(parts: Iterable[Block], mark: str = "") -> Iterator[str]:
    """Write the lines of a text, each behind a mark; one that is not the last of its paragraph ends with a break."""
    for part in parts:
        if part.is_code:
            yield from fenced(part.text)
            continue
        written = lines(part.text)
        for line, following in zip(written, [*written[1:], ""], strict=True):
            yield f"{mark}{line}{HARD_BREAK if line and following else ''}".rstrip()


def _source(address: str) -> str:
    """Write the link to where an event was told, named for its host."""
    return f" ({link(_host(address), address)})" if WEB_ADDRESS.match(address) else ""


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].rpartition("@")[2][:80] or "link"


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
