"""What a page may load and run: the policy that stands in each page, and the headers that only a host can send.

A page's policy names the scripts and styles that the engine wrote into it by their hashes. They are taken before a
word of a record is put in, so that nothing a record brings can be among them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

HEADERS = {
    # All else of the policy stands in the pages, where it holds on any host; this part browsers take from hosts alone.
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HEADERS_FILE = "_headers"
"""Where Netlify and Cloudflare Pages read the headers of a site."""

START = re.compile(
    r"\s*(?:<!doctype[^>]{0,200}>)?\s*(?:<html\b[^>]{0,400}>)?\s*(?:<head\b[^>]{0,200}>\s*)?"
    r"(?:<meta charset[^>]{0,40}>)?",
    re.IGNORECASE,
)
INLINE = re.compile(r"(?is)<(?P<tag>script|style)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)\s*>")
NOT_RUN = re.compile(r"""\ssrc\s*=|\stype\s*=\s*["']?(?!module|text/javascript|text/css)""", re.IGNORECASE)
STYLED = re.compile(
    r"""(?i)<[a-z][^\s<>]*+(?:\s++(?!style=)[^\s=<>"']++(?:=(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?)*+"""
    r"""\s++style=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
)


def with_policy(html: str, hosts: Sequence[str] = (), *, is_a_file: bool = False) -> str:
    """Put its policy into a page as the engine made it, no record's words in it yet.

    `hosts` are others that it may load from. A page that is opened as a file takes files for its own host's.
    """
    start = START.match(html)
    at = start.end() if start else 0
    policy = policy_of(html, ["'self'", *(["file:"] if is_a_file else []), *hosts])
    metas = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
        f'<meta name="referrer" content="{HEADERS["Referrer-Policy"]}">'
    )
    return f"{html[:at]}{metas}{html[at:]}"


def policy_of(html: str, sources: Sequence[str]) -> str:
    """Write the policy of a page: from where it may load what, and which scripts and styles in it are its own."""
    inline = [found for found in INLINE.finditer(html) if not NOT_RUN.search(found["attributes"])]
    scripts = _hashes(found["text"] for found in inline if found["tag"].lower() == "script")
    styles = _hashes(found["text"] for found in inline if found["tag"].lower() == "style")
    attributes = _hashes(unescape(found["double"] or found["single"] or "") for found in STYLED.finditer(html))
    directives = {
        "default-src": ["'none'"],
        # The search runs WebAssembly.
        "script-src": [*sources, "'wasm-unsafe-eval'", *scripts],
        "style-src": [*sources, *styles, *(["'unsafe-hashes'", *attributes] if attributes else [])],
        # The theme's icons are data in its style sheets.
        "img-src": [*sources, "data:"],
        "font-src": sources,
        "connect-src": sources,
        "worker-src": sources,
        "manifest-src": sources,
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted({f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts})


def headers_file() -> bytes:
    """Write the headers as Netlify and Cloudflare Pages read them."""
    return "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in HEADERS.items())]).encode()
