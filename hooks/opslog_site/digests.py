"""Short texts that stand for long ones: two that are equal mean that nothing differs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from opslog.config import Config

PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "Markdown",
    "pymdown-extensions",
    "Jinja2",
    "markdown-it-py",
    "nh3",
)
OUR_OWN = (Path(__file__).parent, Path(__file__).parents[2] / "lint" / "opslog")
KINDS = (".py", ".j2", ".html", ".css", ".js", ".yml", ".txt", ".json")


def digest(*parts: str) -> str:
    """Reduce texts to one that stands for them."""
    return of_bytes("\0".join(parts).encode("utf-8", "surrogatepass"))


def of_bytes(content: bytes) -> str:
    """Reduce bytes to a text that stands for them."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def seen_of(path: Path) -> str:
    """Stand for a file by its size and time, where reading it would take too long. Raises OSError."""
    seen = path.stat()
    return f"{seen.st_size} {seen.st_mtime_ns}"


def of_settings(config: Config) -> str:
    """Stand for what any page may depend on: the settings, the code that makes pages, and what it is made with."""
    return digest(repr(config), os.environ.get("SOURCE_DATE_EPOCH", ""), of_code())


def of_files(path: Path, kinds: tuple[str, ...] = ()) -> Iterator[str]:
    """Stand for a file, or for every file of a folder."""
    if path.is_file():
        yield f"{path} {of_bytes(path.read_bytes())}"
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if not kinds or name.endswith(kinds):
                yield from of_files(Path(folder, name))


@cache
def of_code() -> str:
    """Stand for the code that makes pages, and for what it is made with."""
    return digest(*map(_version, PACKAGES), *(part for folder in OUR_OWN for part in of_files(folder, KINDS)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
