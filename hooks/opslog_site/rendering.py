"""Markdown that people wrote, as HTML that is safe to publish.

Records are untrusted. markdown-it-py renders them as a forge would (CommonMark with tables, task lists, footnotes and
plain addresses as links), and nh3 keeps of the result only what markdown makes. Nothing else puts a record's words
on a page unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "em": {"class"},
    "code": {"class"},
    "img": {"src", "alt", "title", "loading"},
    "li": {"id", "class"},
    "ol": {"start", "class"},
    "section": {"class"},
    "sup": {"class"},
    "td": {"style"},
    "th": {"style"},
    "ul": {"class"},
}
SCHEME = re.compile(r"\s*(?:[a-zA-Z][\w+.-]*:|//)")
BOXES = {"[ ] ": "☐ ", "[x] ": "☑ "}
ENGINE_MARKS = re.compile(r"```|~~~|\{%|\{\{")

Link = Callable[[str], str | None]
"""Turns the target of a link or picture in a record into an address on the site; None where it leads nowhere."""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    parser.use(footnote_plugin)
    if parser.linkify is not None:
        # Only addresses that say they are one: `web.py` in a sentence is a file.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.core.ruler.push("opslog", _adapt)
    return parser


def _adapt(state: StateCore) -> None:
    """Keep the page's own headings above the author's, and send links where the site has their targets."""
    link: Link = state.env["link"]
    for index, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type == "inline" and token.children and state.tokens[max(0, index - 2)].type == "list_item_open":
            _show_box(token.children[0])
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                _send(child, link)


def _show_box(first: Token) -> None:
    """Show the checkbox of a task: as a character, for an input without a label says nothing to a screen reader."""
    if first.type == "text" and first.content[:4].lower() in BOXES:
        first.content = BOXES[first.content[:4].lower()] + first.content[4:]


def _send(token: Token, link: Link) -> None:
    """Send a link or picture where the site has its target."""
    attribute = "href" if token.type == "link_open" else "src"
    target = str(token.attrGet(attribute) or "")
    address = target if target.startswith("#") or SCHEME.match(target) else link(target)
    if token.type == "image" and (address is None or SCHEME.match(address)):
        _replace_picture(token, target if address is None else "", address)
    elif address is None:
        token.attrs = {"class": "opslog-nowhere", "title": f"This link leads nowhere here: {target}"}
    else:
        token.attrSet(attribute, address)
        if token.type == "image":
            token.attrSet("loading", "lazy")


def _replace_picture(token: Token, missing: str, elsewhere: str | None) -> None:
    """Name a picture that is not here, and link one on another host: the site asks no other host for anything."""
    words = escapeHtml(token.content or "picture")
    token.type = "html_inline"
    if elsewhere is None:
        token.content = f'<em class="opslog-nowhere">{words} (not here: {escapeHtml(missing)})</em>'
    else:
        token.content = f'<a href="{escapeHtml(elsewhere)}">{words} (picture on another host)</a>'


def to_html(markdown: str, link: Link, prefix: str = "") -> Markup:
    """Render markdown. `prefix` keeps the footnotes of several passages on one page apart."""
    env: MutableMapping[str, Any] = {"link": link, "docId": prefix}
    return _safe(_parser().render(markdown, env))


def to_inline_html(markdown: str, link: Link) -> Markup:
    """Render the markdown of one line, without a paragraph around it."""
    return _safe(_parser().renderInline(" ".join(markdown.split()), {"link": link}).strip())


def to_text(markdown: str) -> str:
    """Take the words out of one line of markdown: what a heading or a page title shows."""
    tokens = _parser().parseInline(" ".join(markdown.split()), {"link": str})
    children = [child for token in tokens for child in token.children or ()]
    return "".join(child.content for child in children if child.type in ("text", "code_inline", "html_inline")).strip()


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    return (
        None
        if tag == "img" and attribute == "src" and (SCHEME.match(value) or value.startswith(("/", "\\")))
        else value
    )


def _safe(html: str) -> Markup:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        attribute_filter=_only_own_pictures,
        link_rel="noopener nofollow",
        filter_style_properties={"text-align"},
        strip_comments=True,
    )
    # The page goes through the engine's own markdown once more: what would start a fence or a macro there may not.
    return Markup(ENGINE_MARKS.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), cleaned))  # noqa: S704
