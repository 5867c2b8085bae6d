"""A document cut into the sections of a record, by its headings."""

from __future__ import annotations

from opslog.config import Config, fold_heading
from opslog.imports.html_text import paragraphs
from opslog.markdown import HEADED, read_lines

STORY = "what-happened"
LEFT_IN_THE_STORY = frozenset({"timeline", "follow-ups"})
"""Sections whose lines mean something to a program: what a document says under such a heading is prose."""


def sections_of(document: str) -> dict[str, str]:
    r"""Cut a document at headings that a record knows; all else is told under What happened, with its headings.

    >>> sections_of("It broke.\n\n## Impact\n\nNobody could pay.\n\n## Root cause\n\nA full disk.")
    {'what-happened': 'It broke.\n\nA full disk.', 'impact': 'Nobody could pay.'}
    """
    names = Config().section_names
    found: dict[str, list[str]] = {STORY: []}
    name, level = STORY, 0
    for line in read_lines(document.split("\n"), 1):
        if line.kind != HEADED:
            found[name].append(line.text)
        elif level and line.level > level:
            found[name].append(f"### {line.title}")
        else:
            known = names.get(fold_heading(line.title))
            is_section = known is not None and known not in LEFT_IN_THE_STORY
            name, level = (known or STORY, line.level) if is_section else (STORY, 0)
            found.setdefault(name, []).append("" if is_section else f"### {line.title}")
    texts = {name: paragraphs(lines) for name, lines in found.items()}
    return {name: text for name, text in texts.items() if text.strip()}
