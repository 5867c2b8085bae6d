"""Markdown that people wrote, as HTML that is safe to publish.

Records are untrusted. markdown-it-py renders them as a forge would (CommonMark with tables, task lists, footnotes and
plain addresses as links), and nh3 keeps of the result only what markdown makes. Nothing else puts a record's words
on a page unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import cache, partial
from html import unescape
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
    "img": {"src", "alt", "title"},
    "li": {"id", "class"},
    "ol": {"start", "class"},
    "section": {"class"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class"},
}
SCHEME = re.compile(r"\s*(?:[a-zA-Z][\w+.-]*:|//)")
BOXES = {"[ ] ": "☐ ", "[x] ": "☑ "}
KEPT = {
    # What markdown itself writes. Any other name could pose as a part of the page: the theme reads its settings from
    # the first element that is called `__config`, and one of the class `md-overlay` covers the page.
    "class": re.compile(r"footnote[\w-]*|opslog-(?:nowhere|address|left|center|right)|language-\S+"),
    "id": re.compile(r"fn(?:ref)?-[\w:-]+"),
}
ENGINE_MARKS = re.compile(r"```|~~~|\{[%{#]")
TAG = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

TO_FINISH = re.compile(r'<img|="[^"]*[<>]')
_PLAIN_CHAR = r"(?:[^\W_]|[ ,.;:?'\"()%+=#@$—–…“”‘’-])"
_PLAIN_CODE = r"`[^\W_](?:[\w .,:;=+@#%()*-]*[^\W_])?`(?!`)"
_PLAIN_LINE = rf"(?:{_PLAIN_CODE}|[^\W\d_])(?:{_PLAIN_CHAR}|{_PLAIN_CODE})*+(?<! )"
PLAIN = re.compile(rf"(?!(?s:.*)mailto:){_PLAIN_LINE}(?:\n+{_PLAIN_LINE})*+\Z", re.IGNORECASE)
"""Text in which nothing but code spans is markup, nothing needs escaping, and no line starts a list or a heading.

It renders as itself; `tests/test_rendering.py` compares that with what the parser makes of it.
"""

Link = Callable[[str], str | None]
"""Turns the target of a link or picture in a record into an address on the site; None where it leads nowhere."""


@cache
def _parser(*, with_addresses: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": with_addresses}).enable(["table", "strikethrough"])
    if with_addresses:
        parser.enable("linkify")
    parser.use(footnote_plugin)
    if parser.linkify is not None:
        # Only addresses that say they are one: `web.py` in a sentence is a file.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.core.ruler.push("opslog", _adapt)
    return parser


def _parser_for(markdown: str) -> MarkdownIt:
    """Look for plain addresses only where there is one: that look is a good part of the work."""
    return _parser(with_addresses="//" in markdown or "mailto:" in markdown.casefold())


def _adapt(state: StateCore) -> None:
    """Keep the page's own headings above the author's, and send links where the site has their targets."""
    link: Link = state.env["link"]
    for index, token in enumerate(state.tokens):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            # The policy of the page lets no style of a record through, not even this one.
            token.attrs = {"class": f"opslog-{str(token.attrs['style']).removeprefix('text-align:')}"}
        if token.type == "inline" and token.children and state.tokens[max(0, index - 2)].type == "list_item_open":
            _show_box(token.children[0])
        for child in token.children or ():
            if child.type == "link_open":
                if child.info == "auto":
                    # Its words are its address: paper need not show it a second time.
                    child.attrSet("class", "opslog-address")
                _mark_if_nowhere(child, link)


def _show_box(first: Token) -> None:
    """Show the checkbox of a task: as a character, for an input without a label says nothing to a screen reader."""
    if first.type == "text" and first.content[:4].lower() in BOXES:
        first.content = BOXES[first.content[:4].lower()] + first.content[4:]


def _mark_if_nowhere(token: Token, link: Link) -> None:
    """Say of a link whose target is not on the site that it leads nowhere."""
    target = str(token.attrGet("href") or "")
    if _sent(target, link) is None:
        token.attrs = {"class": "opslog-nowhere", "title": f"This link leads nowhere here: {target}"}


def _sent(target: str, link: Link) -> str | None:
    """Send a link or picture where the site has its target; web addresses and places on the page stay as they are."""
    return target if target.startswith("#") or SCHEME.match(target) else link(target)


def to_html(markdown: str, link: Link, prefix: str = "") -> Markup:
    """Render markdown. `prefix` keeps the footnotes of several passages on one page apart."""
    text = markdown.strip("\n")
    if PLAIN.match(text):
        # Most passages are plain sentences, and a long log has very many of them.
        return Markup("".join(f"<p>{_coded(one)}</p>\n" for one in re.split(r"\n{2,}", text)))  # noqa: S704 - see PLAIN
    env: MutableMapping[str, Any] = {"link": link, "docId": prefix}
    return _safe(_parser_for(markdown).render(markdown, env), link)


def to_inline_html(markdown: str, link: Link) -> Markup:
    """Render the markdown of one line, without a paragraph around it."""
    words = " ".join(markdown.split())
    if PLAIN.match(words):
        return Markup(_coded(words))  # noqa: S704 - see PLAIN
    return _safe(_parser_for(words).renderInline(words, {"link": link}).strip(), link)


def _coded(plain: str) -> str:
    """Show the code spans of plain text."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", plain) if "`" in plain else plain


def to_text(markdown: str) -> str:
    """Take the words out of one line of markdown: what a heading or a page title shows."""
    tokens = _parser_for(markdown).parseInline(" ".join(markdown.split()), {"link": str})
    children = [child for token in tokens for child in token.children or ()]
    return "".join(child.content for child in children if child.type in ("text", "code_inline", "html_inline")).strip()


def _safe(html: str, link: Link) -> Markup:
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        attribute_filter=partial(_kept, link),
        link_rel="noopener nofollow",
        strip_comments=True,
    )
    shown = TAG.sub(partial(_shown, link), cleaned) if TO_FINISH.search(cleaned) else cleaned
    # The page goes through the engine's own markdown once more: what would start a fence or a macro there may not.
    return Markup(ENGINE_MARKS.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), shown))  # noqa: S704


def _kept(link: Link, tag: str, attribute: str, value: str) -> str | None:
    """Keep an attribute, change it, or drop it (None)."""
    if attribute in KEPT:
        return value if KEPT[attribute].fullmatch(value) else None
    return _sent(value, link) if tag == "a" and attribute == "href" else value


def _shown(link: Link, found: re.Match[str]) -> str:
    """Finish a start tag of the cleaned HTML."""
    # Not every version of nh3 escapes angle brackets in values, and simple readers take them for tags there as well.
    tag, attributes = found[1], found[2].replace("<", "&lt;").replace(">", "&gt;")
    if tag != "img":
        return f"<{tag}{attributes}>"
    in_link = found.string.rfind("<a ", 0, found.start()) > found.string.rfind("</a>", 0, found.start())
    return _picture(dict(ATTRIBUTE.findall(attributes)), link, in_link=in_link)


def _picture(values: dict[str, str], link: Link, *, in_link: bool) -> str:
    """Show a picture of this log, name one that is not here, and link one on another host: the site asks none.

    The values are escaped already.
    """
    alt, source = values.get("alt", ""), values.get("src", "")
    if SCHEME.match(unescape(source)):
        words = f"{alt or 'picture'} (picture on another host)"
        return words if in_link else f'<a href="{source}" rel="noopener nofollow">{words}</a>'
    address = link(unescape(source))
    if address is None:
        return f'<em class="opslog-nowhere">{alt or "picture"} (not here{": " if source else ""}{source})</em>'
    title = f' title="{values["title"]}"' if "title" in values else ""
    return f'<img src="{escapeHtml(address)}" alt="{alt}"{title} loading="lazy">'
