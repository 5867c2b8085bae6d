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

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import CONFIG_VARIABLE, RECORDS_VARIABLE

SITE_FILE = "mkdocs.yml"


def run_engine(command: str, arguments: Sequence[str], config: Config, records: Path | None) -> int:
    """Run `mkdocs build` or `mkdocs serve` with the site file beside the configuration, or else with our own.

    Returns the engine's exit code. Raises OpslogError where there are no records or no engine.
    """
    folder = (records or config.records_folder).absolute()
    if not folder.is_dir():
        raise OpslogError(f"{folder}: there is no such folder of records")
    environment = os.environ | {RECORDS_VARIABLE: str(folder), "NO_MKDOCS_2_WARNING": "1"}
    if config.path:
        environment[CONFIG_VARIABLE] = str(config.path.absolute())
    own = (config.root / SITE_FILE).absolute()
    if own.is_file():
        return _run(command, own, arguments, environment)
    with tempfile.TemporaryDirectory(prefix="opslog-") as draft:
        return _run(command, _default_site(Path(draft), config), arguments, environment)


def _run(command: str, site_file: Path, arguments: Sequence[str], environment: dict[str, str]) -> int:
    call = [sys.executable, "-m", "mkdocs", command, "--config-file", str(site_file), *arguments]
    try:
        return subprocess.run(call, env=environment, check=False).returncode  # noqa: S603 - our own interpreter
    except KeyboardInterrupt:
        return 0


def _default_site(folder: Path, config: Config) -> Path:
    """Write the site file of a team that has none: the theme's settings that ship with opslog, and our plugin."""
    package = find_spec("opslog_site")
    if package is None or not package.submodule_search_locations:
        raise OpslogError("the site generator is not installed beside opslog; `pip install opslog` brings both")
    (folder / "docs").mkdir()
    settings = {
        "INHERIT": str(Path(package.submodule_search_locations[0], SITE_FILE)),
        "site_name": config.site.title,
        "docs_dir": str(folder / "docs"),
        "site_dir": str((config.root / "site").absolute()),
        "plugins": {"search": {}, "opslog": {}},
    } | ({"site_url": config.site.url} if config.site.url else {})
    site_file = folder / SITE_FILE
    site_file.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return site_file
