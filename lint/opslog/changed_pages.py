"""The list of changed pages, as text for a program and as markdown for a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from opslog.files import printable
from opslog.site import ChangedPage


def as_text(pages: Sequence[ChangedPage], url: str) -> str:
    r"""Write a line for each page: state, address, and the changed record it shows, with tabs between.

    >>> as_text([ChangedPage("new", "tags/deploy.html")], "")
    'new\ttags/deploy.html\t\n'
    """
    return "".join(f"{page.state}\t{url}{page.address}\t{printable(page.record)}\n" for page in pages)


def as_markdown(pages: Sequence[ChangedPage], url: str) -> str:
    """Write the pages of changed records in full, and those that change with them folded away."""
    own = [page for page in pages if page.record]
    others = [page for page in pages if not page.record]
    if not pages:
        return "### Pages\n\nNo page changes.\n"
    lines = ["### Pages", "", *(f"- {page.state}: {_address(page, url)} {_plain(page.title)}" for page in own)]
    if others:
        lines += ["", f"<details><summary>{len(others)} change with them</summary>", ""]
        lines += [f"- {page.state}: {_address(page, url)}" for page in others]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[ChangedPage], str], str]] = {"text": as_text, "markdown": as_markdown}


def _address(page: ChangedPage, url: str) -> str:
    linked = url and page.state != "gone"
    return f"[{_plain(page.address)}](<{url}{page.address}>)" if linked else f"`{page.address}`"


def _plain(text: str) -> str:
    """Write words so that neither markdown nor HTML acts on them."""
    return "".join(char if char.isalnum() or char in " ," else f"&#{ord(char)};" for char in text)
