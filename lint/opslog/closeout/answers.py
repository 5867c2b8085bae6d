"""Answers to the closing gate: what somebody says, checked, and the `closure:` it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from opslog.closeout.filing import numbered, with_references
from opslog.closeout.sections import with_words
from opslog.config import Config
from opslog.editing import with_facts
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.followups import TRACKER
from opslog.reasons import is_reason
from opslog.record import NO_CLOSURE, Closure, Record, Retrospective
from opslog.shapes import MAX_TEXT, WEB_ADDRESS
from opslog.times import TimeError, read_day

LISTS = ("public_issues", "announced", "resolved_announced")
"""The questions that links answer."""
NUMBER = re.compile(r"\s*\d{1,6}\s*\Z", re.ASCII)


class Said(NamedTuple):
    """What somebody answers, and nothing for a question they leave alone.

    `links` answers the questions of LISTS by name: an empty tuple says that there was none. `filed` gives follow-ups,
    by their number in the record, the issue they became.
    """

    links: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    retrospective: Retrospective | None = None
    filed: Mapping[int, str] = MappingProxyType({})
    no_follow_ups: bool = False


def link(text: str) -> str:
    """Check a link. Raises OpslogError."""
    if not WEB_ADDRESS.match(text):
        raise OpslogError(f"`{printable(text)[:80]}` is no web address; write it in full: https://…")
    return text


def held_on(text: str) -> Retrospective:
    """Read the date of the retrospective. Raises OpslogError."""
    try:
        return Retrospective(date=read_day(text.strip()))
    except TimeError as problem:
        raise OpslogError(f"{problem.message}; {problem.instead}") from problem


def not_needed(text: str) -> Retrospective:
    """Check why no retrospective is needed. Raises OpslogError."""
    words = " ".join(text.split())
    if not is_reason(words):
        raise OpslogError(
            f"“{printable(words)[:40]}” does not say why; write one sentence that a stranger can check, or the date"
        )
    if len(words) > MAX_TEXT:
        raise OpslogError(f"that is more than {MAX_TEXT} characters; one sentence will do")
    return Retrospective(not_needed=words)


def reference(text: str) -> str:
    """Check a tracker reference. Raises OpslogError."""
    word = text.strip()
    if not TRACKER.match(word):
        raise OpslogError(
            f"`{printable(word)[:80]}` is no reference; write example/shop#131, #131, SHOP-131 or a web address"
        )
    return word


def numbered_reference(text: str) -> tuple[int, str]:
    """Read `2=example/shop#131`: the number of a follow-up, and its issue. Raises OpslogError."""
    number, _, word = text.partition("=")
    if not NUMBER.match(number):
        raise OpslogError(
            f"`{printable(text)[:80]}` does not begin with the number of a follow-up; write 2=example/shop#131"
        )
    return int(number), reference(word)


def with_answers(raw: bytes, record: Record, said: Said, config: Config) -> bytes:
    """Write what somebody says into a record. Raises OpslogError where it contradicts what stands there."""
    path = record.path
    edited = with_facts(raw, record.facts._replace(closure=_closure(record, said)), path, config)
    edited = with_references(edited, said.filed, path, config) if said.filed else edited
    if not said.no_follow_ups:
        return edited
    if numbered(record):
        raise OpslogError(f"{path}: it has follow-ups; take them out first if it leaves none behind")
    section = record.section("follow-ups")
    is_said = section is not None and not section.is_empty
    return edited if is_said else with_words(edited, "follow-ups", "None.", path, config)


def _closure(record: Record, said: Said) -> Closure | None:
    """Say what `closure:` becomes.

    Links are added to those that are there. Where nothing was announced, neither was its end.
    """
    was = record.facts.closure or NO_CLOSURE
    lists = {name: _list_after(record, name, getattr(was, name), said.links.get(name)) for name in LISTS}
    if lists["announced"] == () and "announced" in said.links and lists["resolved_announced"] is None:
        lists["resolved_announced"] = ()
    closure = Closure(**lists, retrospective=said.retrospective or was.retrospective)
    return None if closure == NO_CLOSURE else closure


def _list_after(
    record: Record, name: str, was: tuple[str, ...] | None, said: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    if said is None:
        return was
    if was == () and f"closure.{name}.0" in record.places:
        raise OpslogError(
            f"{record.path}: something else than web addresses stands behind `{name}:`; correct that first"
        )
    if was and not said:
        raise OpslogError(f"{record.path}: `{name}:` names links already; take them out first if there were none")
    return tuple(dict.fromkeys((*(was or ()), *said)))
