"""The whole site as plain markdown, with the files beside its pages: for engines that opslog does not know.

python -m opslog_site.written FOLDER [--no-directory-urls]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

from opslog.errors import OpslogError
from opslog.settings import load_config
from opslog_site.output import Output, deliver, given
from opslog_site.page import SLOT, split_html
from opslog_site.pages import all_plans
from opslog_site.plan import Plan
from opslog_site.publishing import OWN_ASSETS, files_beside, read_site
from opslog_site.site import Site
from opslog_site.store import Store

MARK = ".opslog-pages"
ABOUT = b"`opslog pages write` made this folder and replaces what is in it.\n"
BLANK_LINES = re.compile(r"\n(?P<blank>(?:[ \t]*\n)+)")


def plain(markdown: str) -> str:
    r"""Write a page so that every markdown engine leaves its finished HTML alone: blank lines would end it.

    >>> plain("# A\n\n<!--opslog-html--><pre>a\n\nb</pre><!--opslog-end-->\n")
    '# A\n\n<div>\n<pre>a\n&#10;b</pre>\n</div>\n'
    """
    slotted, pieces = split_html(markdown)
    return SLOT.sub(lambda slot: f"<div>\n{_unbroken(pieces[int(slot['number'])].strip())}\n</div>", slotted)


def _unbroken(html: str) -> str:
    return BLANK_LINES.sub(lambda found: "\n" + found["blank"].replace("\n", "&#10;"), html)


def outputs_of(site: Site) -> Iterator[Output]:
    """Say which files there are."""
    for plan in all_plans(site):
        yield Output(plan.path, partial(_markdown, plan), plan.key or "")
    for name in OWN_ASSETS:
        yield given(name, files("opslog_site").joinpath(name).read_bytes())
    yield from files_beside(site)
    yield given(MARK, ABOUT)


def _markdown(plan: Plan) -> bytes:
    return plain(plan.make().markdown).encode("utf-8", "replace")


def write_pages(out: Path, *, directory_urls: bool) -> list[str]:
    """Write the site into a folder; says what cannot be on it. Raises OpslogError for somebody's folder."""
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise OpslogError(f"{out}: there are other files in it; name a folder of its own, what is in it is replaced")
    store = Store(None)
    site, reasons = read_site(load_config(Path()), store, directory_urls=directory_urls)
    delivered = deliver([*outputs_of(site)], out, store)
    print(f"Wrote {delivered.files:,} files to {out}")
    return reasons


def main() -> int:
    """Write."""
    try:
        reasons = write_pages(Path(sys.argv[1]), directory_urls="--no-directory-urls" not in sys.argv[2:])
    except OpslogError as error:
        print(f"opslog: {error}", file=sys.stderr)
        return 2
    for reason in reasons:
        print(f"opslog: {reason}", file=sys.stderr)
    return 2 if reasons else 0


if __name__ == "__main__":
    sys.exit(main())
