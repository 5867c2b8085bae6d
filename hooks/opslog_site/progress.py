"""How far long work is, for somebody who waits at a terminal; logs and files are told nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from opslog.cores import WORTH_IT


@contextmanager
def progress(label: str, items: int) -> Iterator[Callable[[int], None]]:
    """Show a bar while many items are worked on; gives what is to be called with how many are done."""
    hidden = items < WORTH_IT or not sys.stderr.isatty()
    with click.progressbar(length=items, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda done: bar.update(done - bar.pos)
