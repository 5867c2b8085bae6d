"""Building a site: with the engine, or without it where nothing that it looks at has changed.

    python -m opslog_site.build ENGINE SITE_FILE [options of mkdocs build]

Exit codes are those of `mkdocs build`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import load_config
from opslog.tracked import tracked_file
from opslog_site.delivery import deliver_site
from opslog_site.engine_without_plugins import build_without_plugins, option
from opslog_site.kept_skeleton import (
    BUILD_VARIABLE,
    KIND,
    KeptSkeleton,
    given_to_engine,
    inputs_of,
    name_of,
    note_given,
)
from opslog_site.pages import all_plans
from opslog_site.publishing import read_site
from opslog_site.search_index import NO_INDEX, program
from opslog_site.skeleton import divide
from opslog_site.store import Store

WITH_PLUGINS = ("mkdocs", "properdocs")
"""The engines that run our plugin."""


def build(engine: str, site_file: str, arguments: list[str], shown: Callable[[], None] = lambda: None) -> int:
    """Build, and say what was done or went wrong; `shown` is called as soon as there are new pages to look at.

    Returns the exit code.
    """
    try:
        config = load_config(Path())
        if engine not in WITH_PLUGINS:
            ended = build_without_plugins(engine, Path(site_file), arguments, config)
            shown()
            return ended
        built = rebuild(engine, site_file, arguments, config, shown)
    except OpslogError as error:
        print(f"ERROR   -  {error}", file=sys.stderr)
        return 1
    if built is not None:
        return built
    call = [sys.executable, "-m", engine, "build", "--config-file", site_file, *arguments]
    environment = os.environ | {BUILD_VARIABLE: name_of(engine, site_file, _others(arguments))}
    ended = subprocess.run(call, env=environment, check=False).returncode  # noqa: S603 - our own interpreter
    shown()
    return ended


def rebuild(engine: str, site_file: str, arguments: list[str], config: Config, shown: Callable[[], None]) -> int | None:
    """Build without the engine; None where it has to run. Raises OpslogError."""
    began = time.monotonic()
    store = Store(config.root)
    try:
        name = name_of(engine, site_file, _others(arguments))
        kept = _kept(name, store)
        if kept is None or not Path(kept.folder).is_dir() or inputs_of(kept.watched, config) != kept.inputs:
            return None
        site, reasons = read_site(config, store, directory_urls=kept.directory_urls)
        division = divide(all_plans(site), kept.nav)
        given = given_to_engine(division, site, Path(kept.docs), kept.given)
        if not given.is_like(kept.given):
            return None
        note_given(kept, given, name, store)
        for reason in reasons:
            print(f"WARNING -  {reason}", file=sys.stderr)
        if program() is None:
            print(f"INFO    -  {NO_INDEX}", file=sys.stderr)
        docs, out = Path(kept.docs), Path(option(arguments, "--site-dir") or kept.out)
        done = deliver_site(site, division, Path(kept.folder), out, docs, store, shown=shown)
        took = f"{time.monotonic() - began:.2f} seconds"
        print(f"INFO    -  Wrote {done.written:,} of {done.files:,} files anew, in {took}", file=sys.stderr)
        return 1 if reasons and "--strict" in arguments else 0
    finally:
        store.close()


def watched_by(engine: str, site_file: str, arguments: list[str]) -> list[Path]:
    """Name the files and folders that a site is made from. Raises OpslogError."""
    config = load_config(Path())
    store = Store(config.root)
    try:
        kept = _kept(name_of(engine, site_file, _others(arguments)), store)
    finally:
        store.close()
    beside = Path(site_file).parent
    seen_by_engine = map(Path, kept.watched) if kept else (Path(site_file), beside / "docs", beside / "overrides")
    settings = config.path or config.root / "opslog.toml"
    return [settings, config.records_folder, tracked_file(config), *seen_by_engine]


def _kept(name: str, store: Store) -> KeptSkeleton | None:
    skeleton: KeptSkeleton | None = store.kept(KIND).get(name)
    return skeleton


def _others(arguments: list[str]) -> list[str]:
    """Leave out the options that have no part in what the engine makes."""
    return [
        argument
        for argument in arguments
        if argument not in ("--strict", "--site-dir", option(arguments, "--site-dir"))
    ]


def main() -> int:
    """Build."""
    engine, site_file, *arguments = sys.argv[1:]
    return build(engine, site_file, arguments)


if __name__ == "__main__":
    sys.exit(main())
