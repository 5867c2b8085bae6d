"""The site file, `mkdocs.yml`, as far as it has to be known where no MkDocs reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from opslog.errors import OpslogError

Settings = Mapping[str, Any]


class SiteFile(NamedTuple):
    """A site file with what it inherits. Folders in it are meant from its own."""

    path: Path
    settings: Settings

    @property
    def docs(self) -> Path:
        """The folder of pages that people wrote."""
        return self.path.parent / str(self.settings.get("docs_dir") or "docs")

    @property
    def out(self) -> Path:
        """The folder for the site."""
        return self.path.parent / str(self.settings.get("site_dir") or "site")

    @property
    def directory_urls(self) -> bool:
        """Whether addresses are those of folders."""
        return bool(self.settings.get("use_directory_urls", True))

    @property
    def theme(self) -> Settings:
        """The theme: a name alone is one without settings."""
        theme = self.settings.get("theme") or {}
        return theme if isinstance(theme, Mapping) else {"name": theme}

    def named(self, setting: str) -> list[str]:
        """List what a setting names, such as plugins, which can be a list or a mapping with options."""
        value = self.settings.get(setting) or []
        return [str(next(iter(one), "")) if isinstance(one, Mapping) else str(one) for one in value]

    def nav(self) -> Iterator[str]:
        """Name the pages of the navigation."""
        yield from paths_in(self.settings.get("nav"))


class _Loader(yaml.SafeLoader):
    """Reads what an engine would resolve, such as `!ENV` and the names of functions, as the text it is."""


def _as_text(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> object:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("", _as_text)


def read_site_file(path: Path) -> SiteFile:
    """Read a site file and those that it inherits from. Raises OpslogError."""
    return SiteFile(path, _settings(path, set()))


def _settings(path: Path, seen: set[Path]) -> Settings:
    try:
        settings = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except OSError as error:
        raise OpslogError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OpslogError(f"{path}: this is not valid YAML: {error}") from error
    if not isinstance(settings, dict):
        raise OpslogError(f"{path}: a site file is a mapping of settings")
    parent = settings.pop("INHERIT", None)
    if parent is None:
        return settings
    inherited = (path.parent / str(parent)).resolve()
    if inherited in seen:
        raise OpslogError(f"{path}: it inherits from itself, by way of {parent}")
    return _merged(_settings(inherited, seen | {inherited}), settings)


def _merged(below: Settings, above: Settings) -> Settings:
    """Put settings over others: mappings are merged, all else is replaced, as MkDocs does it."""
    both = {
        name: _merged(below[name], value) if isinstance(value, Mapping) and isinstance(below[name], Mapping) else value
        for name, value in above.items()
        if name in below
    }
    return {**below, **above, **both}


def paths_in(nav: object) -> Iterator[str]:
    """Name the pages of a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for inner in nav.values():
            yield from paths_in(inner)
    elif isinstance(nav, list):
        for inner in nav:
            yield from paths_in(inner)
