"""Running the site engine, as a process of its own: opslog itself never imports it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from opslog.cache import cache_for
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import CONFIG_VARIABLE, PREVIEW_VARIABLE, RECORDS_VARIABLE

SITE_FILE = "mkdocs.yml"
PROGRAMS = {"build": "opslog_site.build", "serve": "opslog_site.serve", "pdf": "opslog_site.paper"}


class ChangedPage(NamedTuple):
    """A page or file of the site that is not what it was: `state` is new, changed or gone.

    `address` is the path in a preview. `record` is the changed record that it shows, by its path, and `title` that
    record's; empty where it changes with others.
    """

    state: str
    address: str
    title: str = ""
    record: str = ""


def run_engine(
    command: str, arguments: Sequence[str], config: Config, records: Path | None, preview_of: str = ""
) -> int:
    """Build, serve or print the site with its engine, with the site file beside the configuration, or else our own.

    A preview says on every page what it is a preview of. Returns the exit code. Raises OpslogError where there
    are no records or no engine.
    """
    _expect_engine(config.site.engine)
    environment = _environment(config, records)
    if preview_of:
        environment[PREVIEW_VARIABLE] = preview_of
        # Addresses that are folders need a server; a preview is unpacked and opened where it lies.
        arguments = [*arguments, "--no-directory-urls"]
    own = (config.root / SITE_FILE).absolute()
    if own.is_file():
        return _run(command, config.site.engine, own, arguments, environment)
    kept = cache_for(config.root)
    if kept is not None:
        return _run(command, config.site.engine, _default_site(kept / "site", config), arguments, environment)
    with tempfile.TemporaryDirectory(prefix="opslog-") as draft:
        return _run(command, config.site.engine, _default_site(Path(draft), config), arguments, environment)


def changed_pages(before: Path, config: Config, records: Path) -> list[ChangedPage]:
    """Compare the pages made of the records in one folder, as they were, with those of another, as they are.

    Raises OpslogError where there are no records or no site generator.
    """
    environment = _environment(config, records)
    package_folder()
    call = [sys.executable, "-m", "opslog_site.changed", str(before)]
    ran = subprocess.run(call, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own interpreter
    if ran.returncode:
        raise OpslogError("the pages could not be compared; what went wrong stands above")
    pages = [ChangedPage(*page) for page in json.loads(ran.stdout)]
    return [page._replace(record=str(records / page.record)) if page.record else page for page in pages]


def write_pages(out: Path, config: Config, records: Path | None, *, directory_urls: bool) -> int:
    """Write the site as markdown, for an engine of somebody's own. Returns the exit code. Raises OpslogError."""
    environment = _environment(config, records)
    package_folder()
    call = [
        sys.executable,
        "-m",
        "opslog_site.written",
        str(out),
        *(() if directory_urls else ("--no-directory-urls",)),
    ]
    return subprocess.run(call, env=environment, check=False).returncode  # noqa: S603 - our own interpreter


def _environment(config: Config, records: Path | None) -> dict[str, str]:
    """Tell another process which records and configuration are meant. Raises OpslogError where there are no records."""
    folder = (records or config.records_folder).absolute()
    if not folder.is_dir():
        raise OpslogError(f"{folder}: there is no such folder of records")
    environment = os.environ | {RECORDS_VARIABLE: str(folder), "NO_MKDOCS_2_WARNING": "1"}
    if config.path:
        environment[CONFIG_VARIABLE] = str(config.path.absolute())
    return environment


def _expect_engine(engine: str) -> None:
    """Refuse an engine that is not there. Raises OpslogError."""
    if find_spec(engine) is None:
        raise OpslogError(f"the engine {engine} is not installed: `pip install {engine}`, beside opslog")


def _run(command: str, engine: str, site_file: Path, arguments: Sequence[str], environment: dict[str, str]) -> int:
    call = [sys.executable, "-m", PROGRAMS[command], engine, str(site_file), *arguments]
    try:
        return subprocess.run(call, env=environment, check=False).returncode  # noqa: S603 - our own interpreter
    except KeyboardInterrupt:
        return 0


def _default_site(folder: Path, config: Config) -> Path:
    """Write the site file of a team that has none: the theme's settings that ship with opslog, and our plugin."""
    package = package_folder()
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    settings = {
        "INHERIT": str(Path(package, SITE_FILE)),
        "site_name": config.site.title,
        "docs_dir": str(folder / "docs"),
        "site_dir": str((config.root / "site").absolute()),
        "plugins": {"opslog": {}},
    } | ({"site_url": config.site.url} if config.site.url else {})
    site_file = folder / SITE_FILE
    site_file.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return site_file


def package_folder() -> str:
    """Find where the site generator is installed. Raises OpslogError where it is not."""
    package = find_spec("opslog_site")
    if package is None or not package.submodule_search_locations:
        raise OpslogError("the site generator is not installed beside opslog; `pip install opslog` brings both")
    return package.submodule_search_locations[0]
