"""The sections: are the needed ones there, and does something stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.markdown import HEADED, TEXT, Line, without_code
from opslog.record import Record
from opslog.rule import rule
from opslog.span import Span
from opslog.vocabulary import SECTIONS

PLACEHOLDER = re.compile(
    r"\?{3,}|\b(?:TODO|TBD|TBC|FIXME|XXX)\b|\blorem ipsum\b"
    r"|<(?:insert|fill in|describe|your)\b[^<>]{0,60}>|\[(?:insert|fill in|describe|your)\b[^\[\]]{0,60}\](?!\()",
    re.IGNORECASE,
)
SIGNS = (
    "???", "todo", "tbd", "tbc", "fixme", "xxx", "lorem", "insert", "fill in", "describe", "your",
    "sample", "e this", "here", "ı", "\N{COMBINING DOT ABOVE}",
)  # fmt: skip
"""A line without any of these, once folded, needs no look through the patterns, which are ten times as slow. The last
two are what IGNORECASE takes for an i and folding does not."""
SHOUTED = re.compile(r"\b(?:TODO|TBD|TBC|FIXME|XXX)\b")
TEMPLATE_TEXT = re.compile(
    r"these are only sample (?:sub)?headings|delete this (?:line|section|text|paragraph)"
    r"|replace this (?:line|section|text|paragraph)|^replace this with\b"
    r"|^(?:write|describe|explain|list) (?:here|the)\b.{0,80}\bhere\.?$",
    re.IGNORECASE,
)


@rule("SC101", "missing-section", "error")
def missing_section(record: Record, config: Config) -> Iterator[Remark]:
    """Sections that a record of this status and severity needs are not there.

    ## Why it matters

    Each section answers a question that a reader will have. An open record needs almost none of them; one that asks
    for review needs them all, because a reviewer can only judge what is written.

    ## What to write instead

    The section, found by its name or one of its aliases. If the honest answer is short, it is short: "No data was lost
    or exposed." Which sections are needed when stands in the configuration (`required-sections`).

    ## Example

        ## Impact

        1,204 customers could not pay between 12:40 and 14:47. No data was lost.
    """
    status = record.facts.status
    if status is None:
        return
    present = {section.name for section in record.sections}
    lacking = [SECTIONS[name] for name in config.required(status, record.facts.severity) if name not in present]
    if lacking:
        names = ", ".join(f"“{heading}”" for heading, _ in lacking)
        message = (
            f"a record with status {status} also needs {'the section' if len(lacking) == 1 else 'the sections'} {names}"
        )
        heading, question = lacking[0]
        first = "" if len(lacking) == 1 else "Begin with the first: "
        yield Remark(record.place("status"), message, f"{first}`## {heading}` answers “{question}”")


@rule("SC102", "empty-section", "error")
def empty_section(record: Record, config: Config) -> Iterator[Remark]:
    """A section has a heading and nothing under it.

    ## Why it matters

    An empty heading looks like an answer in the table of contents and is none. In an open record it is noise between
    people and the facts they look for.

    ## What to write instead

    The answer, or no heading. "Nothing beyond the rollback was needed" is an answer.

    ## Example

        ## Recovery

        Nothing beyond the rollback was needed: queues drained by themselves within the hour.
    """
    for section in record.sections:
        if section.is_empty:
            question = SECTIONS[section.name][1] if section.name else "Write it, or delete the heading."
            yield Remark(section.heading.span, f"nothing stands under “{section.title}”", question)


@rule("SC103", "placeholder-text", "error")
def placeholder_text(record: Record, config: Config) -> Iterator[Remark]:
    """A placeholder or a line of the template was left in.

    `TODO`, `TBD`, `FIXME`, `?????`, `<insert …>` and the template's own sentences. Inside code and quotations nothing
    is looked for.

    ## Why it matters

    The next reader cannot tell whether nobody knew, nobody asked, or somebody meant to come back.

    ## What to write instead

    What is known; or, in words, that it is not known and why. What still has to be found out is a follow-up with an
    owner.

    ## Example

        How many customers were affected is not known: the counter resets with each restart.
    """
    title = record.facts.title or ""
    if placeholder := SHOUTED.search(title):
        yield Remark(
            record.place("title"), f"`{placeholder[0]}` was left in the title", "Write what happened, in one line."
        )
    for line in record.body:
        text = line.text
        if not text or line.kind not in (TEXT, HEADED) or not any(map(text.casefold().__contains__, SIGNS)):
            continue
        if text.lstrip().startswith(">"):
            continue
        masked = without_code(text) if "`" in text or "<!--" in text else text
        for found in PLACEHOLDER.finditer(masked):
            word = found[0]
            if word.isalpha() and not SHOUTED.match(word) and " " not in word:
                continue
            yield Remark(
                Span.on_line(line.number, found.start() + 1, len(word)),
                f"`{word}` was left in",
                "Write what is known, or say that it is not known.",
            )
        left = TEMPLATE_TEXT.search(masked.strip(" \t*_()"))
        if left:
            message = "this line of the template was left in"
            yield Remark(line.span, message, "Delete it, or write the answer in its place.")


@rule("SC104", "duplicate-section", "warning")
def duplicate_section(record: Record, config: Config) -> Iterator[Remark]:
    """The same section stands twice.

    ## Why it matters

    A reader who found one of them has no reason to look for the other.

    ## What to write instead

    One section. Sub-headings (`###`) keep its parts apart.

    ## Example

        ## Resolution

        ### The rollback

        ### The fix
    """
    first: dict[str, Line] = {}
    for section in record.sections:
        if section.name is None:
            continue
        if section.name in first:
            heading, _ = SECTIONS[section.name]
            above = first[section.name]
            message = f"“{section.title}” is the section {heading} again (first on line {above.number})"
            yield Remark(section.heading.span, message, "Join the two.")
        else:
            first[section.name] = section.heading
