"""A theme's page without its contents: one that an engine made, in which any number of pages are then put.

An engine takes some ten milliseconds for a page, most of them for what is the same on all. It is given a page of each
shape that there is, with marks where the title, the headings and the story go; filling one in takes a tenth of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from opslog_site.anchors import anchor_of, unique
from opslog_site.page import SLOT, Page, split_html

TITLE, HEAD, BODY = "opslogshelltitle", "opslogshellhead", "opslogshellbody"
SECTION, END, EDIT = "opslogshellsection", "opslogshellend", "opslogshelledit"
DESCRIPTION = "opslogshelldescription"
FOLDER = "opslog-shell"
FRONT = re.compile(r'\s*---\ntitle: "(?P<title>[^"\n]*)"\n(?P<rest>(?:[^\n]*\n)*?)---\n')
HEADING = re.compile(r"(?P<level>#{1,4})(?: (?P<text>[^\n]*))?\Z")
DESCRIBED = re.compile(r'^description: "(?P<words>[^"\n]*)"$', re.MULTILINE)
DESCRIBING = re.compile(rf"<meta\b[^<>]*{DESCRIPTION}[^<>]*>")
TAG = re.compile(r"<[^<>]*>")


class Shape(NamedTuple):
    """What an engine has to know of a page to make its shell: its depth, and whether it has contents and a source."""

    depth: int
    has_contents: bool
    has_source: bool

    @property
    def name(self) -> str:
        """The first part of its path."""
        return f"{FOLDER}-{'contents' if self.has_contents else 'plain'}{'-source' if self.has_source else ''}"

    def path(self, *, directory_urls: bool) -> str:
        """Name the markdown file of the shell: as deep, when published, as the pages it is for."""
        folders = self.depth - 1 if directory_urls else self.depth
        return "/".join((self.name, *["x"] * folders)) + ".md"


class Parts(NamedTuple):
    """A page taken apart: its title in the browser's tab, its markdown between finished HTML, and that HTML.

    `description` is what programs show where the page is linked, mostly nothing.
    """

    title: str
    description: str
    has_contents: bool
    slotted: str
    pieces: list[str]


def shell_page(shape: Shape, *, directory_urls: bool) -> Page:
    """Write the page that an engine makes a shell of."""
    hidden = "" if shape.has_contents else "hide: [toc]\n"
    section = f"## {SECTION}\n\n" if shape.has_contents else ""
    front = f"title: {TITLE}\ndescription: {DESCRIPTION}\n{hidden}search:\n  exclude: true\n"
    text = f"---\n{front}---\n\n# {HEAD}\n\n{BODY}\n\n{section}{END}\n"
    source = EDIT if shape.has_source else None
    return Page(shape.path(directory_urls=directory_urls), text, source)


def taken_apart(page: Page) -> Parts:
    """Take a page apart."""
    front = FRONT.match(page.markdown)
    body = page.markdown[front.end() :] if front else page.markdown
    slotted, pieces = split_html(body)
    rest = front["rest"] if front else ""
    has_contents = "\n## " in slotted and "hide: [toc]" not in rest.splitlines()
    described = DESCRIBED.search(rest)
    return Parts(
        front["title"] if front else "", described["words"] if described else "", has_contents, slotted, pieces
    )


def filled(html: str, pieces: list[str]) -> str:
    """Put finished HTML into the slots of a page that an engine made."""
    return SLOT.sub(lambda slot: pieces[int(slot["number"])], html)


@dataclass(frozen=True)
class Shell:
    """A page as the theme makes it, cut where something is put in."""

    before: str
    head: str
    section: str
    entry: str
    after: str
    url: str

    @classmethod
    def of(cls, html: str, url: str) -> Shell:
        """Cut a page of the engine; `url` is its address, which stands in it where a theme names it."""
        start = html.index(_tag(html, "h1", HEAD))
        last = html.index(END, start)
        end = html.index(">", html.index("</", last)) + 1
        inner = html[start:end]
        before, after = html[:start], html[end:]
        entry = ""
        found = re.search(rf'<li\b(?:(?!<li\b).)*?href="#{SECTION}"(?:(?!<li\b).)*?</li>', before + after, re.DOTALL)
        if found:
            entry = found[0]
            before, after = before.replace(entry, f"<!--{SECTION}-->"), after.replace(entry, f"<!--{SECTION}-->")
        section = _element(inner, "h2", SECTION) if SECTION in inner else ""
        return cls(before, _element(inner, "h1", HEAD), section, entry, after, url)

    def page(self, parts: Parts, url: str, source: str = "") -> str:
        """Put a page in: `url` is its address, `source` the way to the file in which it can be edited."""
        headings: list[tuple[int, str, str]] = []
        story = "\n".join(self._story(parts, headings))
        top = headings[0][1] if headings else ""
        contents = "\n".join(
            self.entry.replace(f"#{SECTION}", f"#{anchor}").replace(SECTION, words)
            for level, anchor, words in headings
            if level == 2
        )
        around = [
            _described(text, parts.description)
            .replace(f"<!--{SECTION}-->", contents)
            .replace(TITLE, parts.title)
            .replace(self.url, url)
            .replace(f"#{HEAD}", f"#{top}")
            for text in (self.before, self.after)
        ]
        if source:
            around = [_edited(text, source) for text in around]
        return f"{around[0]}{story}{around[1]}"

    def _story(self, parts: Parts, headings: list[tuple[int, str, str]]) -> Iterator[str]:
        taken: set[str] = set()
        for line in parts.slotted.split("\n"):
            slot, heading = SLOT.match(line), HEADING.match(line)
            if slot:
                yield parts.pieces[int(slot["number"])]
            elif heading:
                words = (heading["text"] or "").strip()
                anchor = unique(anchor_of(unescape(TAG.sub("", words))), taken)
                taken.add(anchor)
                level = len(heading["level"])
                headings.append((level, anchor, words))
                yield self._heading(level, anchor, words)
            elif line.strip():
                raise AssertionError(f"only headings stand between the finished parts of a page, not {line!r}")

    def _heading(self, level: int, anchor: str, words: str) -> str:
        mark, template = (HEAD, self.head) if level == 1 or not self.section else (SECTION, self.section)
        tag = "h1" if mark == HEAD else "h2"
        html = template.replace(f'"{mark}"', f'"{anchor}"').replace(f"#{mark}", f"#{anchor}").replace(mark, words)
        return html.replace(f"<{tag}", f"<h{level}", 1).replace(f"</{tag}>", f"</h{level}>")


def _described(html: str, description: str) -> str:
    """Say what a page is about, or nothing: what is true of the site is not true of one page."""
    return html.replace(DESCRIPTION, description) if description else DESCRIBING.sub("", html)


def _tag(html: str, name: str, anchor: str) -> str:
    found = re.search(rf'<{name}\b[^>]*id="{anchor}"[^>]*>', html)
    if found is None:
        raise ValueError(f"the theme made no {name} of the heading {anchor}")
    return found[0]


def _element(html: str, name: str, anchor: str) -> str:
    start = html.index(_tag(html, name, anchor))
    return html[start : html.index(f"</{name}>", start) + len(name) + 3]


def _edited(html: str, source: str) -> str:
    """Lead the edit link to a file; the engine made the address around the mark."""

    def led(found: re.Match[str]) -> str:
        before, after = found.groups()
        return urljoin(before, source) + after if before.endswith("/") else f"{before}{source}{after}"

    return re.sub(rf'(?<=")([^"]*){EDIT}([^"]*)(?=")', led, html)
