"""`make screenshots` forgets no kind of page."""

from __future__ import annotations

import pkgutil
from pathlib import Path

from opslog_site import pages
from screenshots import FOR_README, KINDS, WRITTEN


def test_every_module_that_makes_pages_has_its_pictures() -> None:
    assert set(KINDS) == {module.name for module in pkgutil.iter_modules(pages.__path__)}


def test_every_picture_has_its_page(site: Path) -> None:
    kinds = [kind for several in (*KINDS.values(), WRITTEN) for kind in several]
    kinds += [kind for kind, _ in FOR_README.values()]
    without = [kind.name for kind in kinds if kind.fullest(site) is None]
    assert without == ["month"], "only logs with long years have pages of months"
