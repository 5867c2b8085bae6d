"""A page that is still to be made, and what it will be made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from opslog_site.page import Page


class Plan(NamedTuple):
    """A page to be: its path, all that it depends on as one text, and what makes it.

    Two plans with one path and one `key` make the same page, whatever else changed in the log. Without a key a page is
    made every time. `is_prose`: it is not made of records, and an engine has to render its markdown; of others it finds
    only headings and finished HTML.
    """

    path: str
    make: Callable[[], Page]
    key: str | None = None
    is_prose: bool = False


def planned(pages: Iterable[Page | Plan]) -> Iterator[Plan]:
    """Take pages that are made already for plans that need no more work."""
    for page in pages:
        yield page if isinstance(page, Plan) else Plan(page.path, _given(page))


def _given(page: Page) -> Callable[[], Page]:
    return lambda: page
