"""A text of several paragraphs as markdown that only shows it; `### headings` and the items of lists stay such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opslog.imports.harmless import blocks, clean, fenced, inline, lines
from opslog.imports.html_text import paragraphs
from opslog.secret import without_secrets

MOST_CHARACTERS = 100_000
"""Of one section; a longer one is no prose."""
CUT = " […]"
MARKED = re.compile(r"(?P<mark>#{3,6}|[-*•]|\d{1,3}[.)])[ ]{1,4}(?P<words>\S.*)\Z")


def prose(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Write a text, and say what secrets were taken out of it.

    >>> prose("Why:\n- a <b>full</b> disk\n### Since when\n## No idea")[0]
    'Why:\n- a &lt;b>full&lt;/b> disk\n\n### Since when\n\n\\## No idea'
    """
    known, secrets = without_secrets(clean(text))
    if len(known) > MOST_CHARACTERS:
        known = known[:MOST_CHARACTERS].rstrip() + CUT
    written: list[str] = []
    for block in blocks(known):
        written += ["", *fenced(block.text), ""] if block.is_code else _lines(block.text)
    return paragraphs(written), secrets


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        found = MARKED.match(line.strip())
        if found is None:
            yield from lines(line) if line.strip() else [""]
        elif found["mark"].startswith("#"):
            yield from ("", f"### {inline(found['words'])}", "")
        else:
            mark = found["mark"] if found["mark"][0].isdigit() else "-"
            yield f"{mark} {lines(found['words'])[0]}"
