"""Building a site: with the engine, or without it where nothing that it looks at has changed.

    python -m opslog_site.build ENGINE SITE_FILE [options of mkdocs build]

Exit codes are those of `mkdocs build`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import load_config
from opslog_site.delivery import deliver_site
from opslog_site.engine_without_plugins import build_without_plugins, option
from opslog_site.kept_skeleton import BUILD_VARIABLE, KIND, KeptSkeleton, inputs_of, name_of, pages_digest
from opslog_site.pages import all_plans
from opslog_site.publishing import read_site
from opslog_site.skeleton import divide, shells_of
from opslog_site.store import Store

WITH_PLUGINS = ("mkdocs", "properdocs")
"""The engines that run our plugin."""


def rebuild(engine: str, site_file: str, arguments: list[str], config: Config) -> int | None:
    """Build without the engine; None where it has to run. Raises OpslogError."""
    out = option(arguments, "--site-dir")
    store = Store(config.root)
    try:
        kept: KeptSkeleton | None = store.kept(KIND).get(name_of(engine, site_file, _others(arguments)))
        if kept is None or not Path(kept.folder).is_dir() or inputs_of(kept.watched, config) != kept.inputs:
            return None
        site, reasons = read_site(config, store, directory_urls=kept.directory_urls)
        division = divide(all_plans(site), kept.nav)
        pages = (*division.for_engine, *shells_of(division.for_shells, site))
        if pages_digest(pages, [plan.path for plan in division.for_shells]) != kept.pages:
            return None
        for reason in reasons:
            print(f"WARNING -  {reason}", file=sys.stderr)
        deliver_site(site, division, Path(kept.folder), Path(out or kept.out), Path(kept.docs), store)
        return 1 if reasons and "--strict" in arguments else 0
    finally:
        store.close()


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
    began = time.monotonic()
    try:
        config = load_config(Path())
        if engine not in WITH_PLUGINS:
            return build_without_plugins(engine, Path(site_file), arguments, config)
        ended = rebuild(engine, site_file, arguments, config)
    except OpslogError as error:
        print(f"ERROR   -  {error}", file=sys.stderr)
        return 1
    if ended is not None:
        print(f"INFO    -  Built anew what changed, in {time.monotonic() - began:.2f} seconds", file=sys.stderr)
        return ended
    call = [sys.executable, "-m", engine, "build", "--config-file", site_file, *arguments]
    environment = os.environ | {BUILD_VARIABLE: name_of(engine, site_file, _others(arguments))}
    return subprocess.run(call, env=environment, check=False).returncode  # noqa: S603 - our own interpreter


if __name__ == "__main__":
    sys.exit(main())
