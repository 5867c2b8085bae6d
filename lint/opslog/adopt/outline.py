"""The headings of an account, in whatever way they are written: as markdown, underlined, in bold, as a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opslog.adopt.rows import BLANK, Row, heading, read_rows
from opslog.adopt.section_names import SectionNames
from opslog.adopt.written_times import find_days, read_when
from opslog.markdown import BULLET, HEADED, TEXT

ASCIIDOC = re.compile(r"(={1,6})[ \t]+(\S.*)\Z")
ASCIIDOC_BLOCK = re.compile(r"(?:-{4,}|\.{4,})\Z")
RST_LINE = re.compile(r"([=\-~^\"'#*+.:_`])\1{2,}[ \t]*\Z")
BOLD_LINE = re.compile(r"(?P<mark>\*\*|__)(?P<title>(?:(?!\*\*|__).){2,100})(?P=mark)[ \t]*:?[ \t]*\Z")
PLAIN_LINE = re.compile(r"(?P<title>[^\W\d_](?:[\w /&'’()?,-]){2,60})(?P<colon>:?)[ \t]*\Z")
LABEL = re.compile(
    r"(?P<bullet>[-*+][ ]+)?(?P<mark>\*\*|__)(?P<title>(?:(?!\*\*|__).){2,60}?):?(?P=mark):?(?P<rest>[ \t]+\S.*)?\Z"
)
UPDATE = re.compile(
    r"\b(?:update|updated|message|edit|edited|investigating|identified|monitoring|resolved)\b", re.IGNORECASE
)


def read_outline(texts: Sequence[tuple[str, int]], markup: str, names: SectionNames) -> list[Row]:
    """Read the lines of an account; every heading comes back as a markdown heading with its level and words."""
    if markup == "asciidoc":
        texts = [_from_asciidoc(text, number) for text, number in texts]
    elif markup in ("rst", "text"):
        texts = _from_rst(texts)
    rows = _with_bold_headings(read_rows(texts), names)
    return _with_label_headings(rows, names)


def _from_asciidoc(text: str, number: int) -> tuple[str, int]:
    if ASCIIDOC_BLOCK.match(text):
        return "```", number
    found = ASCIIDOC.match(text)
    return (f"{'#' * len(found[1])} {found[2]}" if found else text), number


def _from_rst(texts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Turn underlined titles into headings; each sort of line is a level, in the order in which they appear."""
    levels: dict[tuple[str, bool], int] = {}
    out: list[tuple[str, int]] = []
    index = 0
    while index < len(texts):
        text, number = texts[index]
        title, below = (texts[index + step][0] if index + step < len(texts) else "" for step in (1, 2))
        over = RST_LINE.match(text)
        if over and title.strip() and RST_LINE.match(below) and below.strip()[0] == text[0]:
            level = levels.setdefault((text[0], True), len(levels) + 1)
            out.append((f"{'#' * min(level, 6)} {title.strip()}", texts[index + 1][1]))
            index += 3
            continue
        under = RST_LINE.match(title)
        if (
            under
            and text.strip()
            and not text[0].isspace()
            and len(title.strip()) >= len(text.strip()) - 2
            and not over
        ):
            level = levels.setdefault((title[0], False), len(levels) + 1)
            out.append((f"{'#' * min(level, 6)} {text.strip()}", number))
            index += 2
            continue
        out.append((text, number))
        index += 1
    return out


def _with_bold_headings(rows: Sequence[Row], names: SectionNames) -> list[Row]:
    """Take lines that stand alone as headings: in bold, or in words that mean a section."""
    has_headings = sum(row.kind == HEADED for row in rows) > 1
    level = _usual_level(rows, names)
    out: list[Row] = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else BLANK
        below = rows[index + 1] if index + 1 < len(rows) else BLANK
        title = _title_of_line(row, above, below, names, has_headings=has_headings)
        is_first = title and not any(not one.is_blank for one in rows[:index]) and names.find(title) is None
        out.append(heading(title, 1 if is_first else level, row.number) if title else row)
    return out


def _title_of_line(row: Row, above: Row, below: Row, names: SectionNames, *, has_headings: bool) -> str:
    if row.kind != TEXT or not row.text[:1].strip() or BULLET.match(row.text):
        return ""
    alone = above.is_blank or above.kind == HEADED
    bold = BOLD_LINE.match(row.text)
    if bold and alone:
        known = names.find(bold["title"]) is not None
        title = bold["title"].strip().removesuffix(":")
        return title if known or not (has_headings or is_update(title)) else ""
    plain = PLAIN_LINE.match(row.text)
    if plain is None or not alone or len(plain["title"].split()) > 6 or names.find(plain["title"]) is None:
        return ""
    ends_here = below.is_blank or bool(BULLET.match(below.text)) or below.text[:1] == "|"
    return plain["title"].strip() if plain["colon"] or ends_here else ""


def is_update(title: str) -> bool:
    """Say whether a line in bold is that of an update, with its time, or one such as "Final message"."""
    return read_when(title) is not None or any(True for _ in find_days(title)) or UPDATE.search(title) is not None


def _with_label_headings(rows: Sequence[Row], names: SectionNames) -> list[Row]:
    """Put a heading above a passage that begins with the name of a section no heading has: `**Impact:** nobody…`."""
    there = {name for row in rows if row.kind == HEADED and (name := names.find(row.title))}
    labels = {
        index: found for index, row in enumerate(rows) if (found := _label(row, rows[index - 1] if index else BLANK))
    }
    meant = {index: names.find(found["title"]) for index, found in labels.items()}
    wanted = {index for index, name in meant.items() if name and name not in there}
    in_list = {index for index in wanted if labels[index]["bullet"]}
    if len(in_list) < 3:  # a list with one such item is a list; an outline has several
        wanted -= in_list
    if not wanted:
        return list(rows)
    level = _usual_level(rows, names)
    out: list[Row] = []
    indent = 0
    for index, row in enumerate(rows):
        if index in wanted:
            found = labels[index]
            indent = len(found["bullet"] or "") if not found["rest"] else 0
            if found["rest"]:
                out += [BLANK, heading(found["title"].strip(), level), BLANK, row]
            else:
                out += [BLANK, heading(found["title"].strip(), level, row.number), BLANK]
        elif indent and row.text[:1].strip() and row.kind != HEADED:
            indent = 0
            out.append(row)
        elif indent:
            margin = min(len(row.text) - len(row.text.lstrip(" ")), _margin_below(rows, index, indent))
            out.append(row._replace(text=row.text[margin:]))
        else:
            out.append(row)
    return out


def _margin_below(rows: Sequence[Row], index: int, indent: int) -> int:
    """Say how far the lines below an item of an outline are indented: as far as its words, or by four."""
    text = rows[index].text
    return 4 if text.startswith("    ") and indent >= 2 and text.lstrip(" ")[:1] in "-*+" and indent < 4 else indent


def _label(row: Row, above: Row) -> re.Match[str] | None:
    if row.kind != TEXT or not row.text[:1].strip():
        return None
    found = LABEL.match(row.text)
    return (
        found
        if found and (found["bullet"] or above.is_blank or above.kind == HEADED or LABEL.match(above.text))
        else None
    )


def _usual_level(rows: Sequence[Row], names: SectionNames) -> int:
    """Find the level of the headings that mean sections; the second where there are none."""
    levels = [row.level for row in rows if row.kind == HEADED and names.find(row.title)]
    return max(sorted(set(levels)), key=levels.count) if levels else 2
