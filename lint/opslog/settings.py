"""Loading the configuration file: TOML in, a checked Config out, an error that names file and key otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from opslog.config import DEFAULT_REQUIRED, Config
from opslog.errors import OpslogError
from opslog.review.roster import fold_name, read_needs
from opslog.suggestion import did_you_mean
from opslog.times import TimeError, find_zone
from opslog.vocabulary import AUDIENCES, ENGINES, FORGES, PHASES, PUBLIC_HOSTS, SECTIONS, STATUSES

OWN_FILE = "opslog.toml"
PREVIEW_VARIABLE = "OPSLOG_PREVIEW"
"""What a build is a preview of, such as `pull request 12`; such a build says so on every page."""
RECORDS_VARIABLE = "OPSLOG_RECORDS"
CONFIG_VARIABLE = "OPSLOG_CONFIG"
LISTS_BY_NAME = frozenset({"aliases", "required-sections", "lint.per-file-ignores", "review.groups"})


def load_config(start: Path, file: Path | None = None) -> Config:
    """Load `file`, or the nearest configuration at or above `start`, or the defaults where there is none.

    OPSLOG_CONFIG stands in for `file` and OPSLOG_RECORDS for the records folder: they are how `opslog build` tells the
    site engine, a process of its own, what it was told. Raises OpslogError.
    """
    chosen = file or _from_environment() or find_config(start)
    config = Config() if chosen is None else _read(chosen)
    records = os.environ.get(RECORDS_VARIABLE)
    return replace(config, records=str(Path(records).absolute())) if records else config


def _from_environment() -> Path | None:
    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named) if named else None


def find_config(start: Path) -> Path | None:
    """Find the nearest opslog.toml, or pyproject.toml with a [tool.opslog], at or above a folder or file."""
    start = start.absolute()
    for folder in (start, *start.parents):
        own = folder / OWN_FILE
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        # Looking for the words is enough to choose the file, and spares parsing other projects' TOML.
        if project.is_file() and b"[tool.opslog" in project.read_bytes():
            return project
    return None


def _read(path: Path) -> Config:
    import tomllib

    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OpslogError(f"{path}: the configuration cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OpslogError(f"{path}: this is not valid TOML: {error}") from error
    if path.name == "pyproject.toml":
        raw = raw.get("tool", {}).get("opslog", {})
    config: Config = replace(_fill(Config, raw, path, ""), path=path)
    _check(config, path)
    return config


def settings_of(kind: Any) -> dict[str, Field[Any]]:
    """List the settings of a configuration class by the name they have in the file."""
    return {item.name.replace("_", "-"): item for item in fields(kind) if not item.metadata.get("internal")}


def _fill(kind: Any, raw: Mapping[str, Any], path: Path, prefix: str) -> Any:
    known = settings_of(kind)
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            raise OpslogError(f"{path}: unknown setting `{prefix}{key}`; {did_you_mean(key, known)}")
        default = getattr(kind(), known[key].name)
        values[known[key].name] = _convert(value, default, path, prefix + key)
    return kind(**values)


def _convert(value: Any, default: Any, path: Path, key: str) -> Any:
    """Check a TOML value against the kind of the setting's default, and freeze it."""
    if is_dataclass(default):
        return _fill(type(default), _expect(value, dict, path, key), path, f"{key}.")
    if isinstance(default, tuple):
        return _strings(value, path, key)
    if isinstance(default, Mapping):
        table = _flatten(_expect(value, dict, path, key))
        if key in LISTS_BY_NAME:
            return {name: _strings(item, path, f"{key}.{name}") for name, item in table.items()}
        kind = type(next(iter(default.values()), ""))
        return {name: _expect(item, kind, path, f"{key}.{name}") for name, item in table.items()}
    return _expect(value, type(default), path, key)


def _flatten(table: dict[str, Any]) -> dict[str, Any]:
    """Read `[required-sections.approved] sev3 = …` as the key `approved.sev3`."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": item for inner, item in value.items()})
        else:
            flat[name] = value
    return flat


def _strings(value: Any, path: Path, key: str) -> tuple[str, ...]:
    return tuple(_expect(item, str, path, key) for item in _expect(value, list, path, key))


def _expect(value: Any, kind: type[Any], path: Path, key: str) -> Any:
    names = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}
    if not isinstance(value, kind) or isinstance(value, bool):
        raise OpslogError(f"{path}: `{key}` is {names.get(kind, kind.__name__)}, not {value!r}")
    return value


def _check(config: Config, path: Path) -> None:
    try:
        find_zone(config.timezone)
    except TimeError as problem:
        raise OpslogError(f"{path}: `timezone`: {problem.message}; {problem.instead}") from problem
    if not config.severities:
        raise OpslogError(f"{path}: `severities` is empty; a record needs one")
    for name in config.aliases:
        _known(name, SECTIONS, f"aliases.{name}", path)
    for key, needed in config.required_sections.items():
        status, _, severity = key.partition(".")
        _known(status, STATUSES, f"required-sections.{key}", path)
        if severity and config.required_sections is not DEFAULT_REQUIRED:
            _known(severity, config.severities, f"required-sections.{key}", path)
        for name in needed:
            _known(name, SECTIONS, f"required-sections.{key}", path)
    for name in config.lint.follow_up_needs:
        _known(name, ("owner", "due", "tracker"), "lint.follow-up-needs", path)
    _known(config.site.engine, ENGINES, "site.engine", path)
    _check_hosts(config, path)
    _check_review(config, path)
    _check_announcements(config, path)
    _check_policies(config, path)
    for name, level in config.lint.levels.items():
        _known(level, ("error", "warning", "info"), f"lint.levels.{name}", path)


def _check_announcements(config: Config, path: Path) -> None:
    """Refuse a text for a phase there is not."""
    for audience in AUDIENCES:
        for phase in getattr(config.announcements, audience):
            _known(phase, PHASES, f"announcements.{audience}", path)


def _check_hosts(config: Config, path: Path) -> None:
    """Refuse a forge there is not, and what is said about a host that is no forge: a slip would go unnoticed."""
    tracker = config.tracker
    for host, forge in tracker.hosts.items():
        if host != host.lower() or "/" in host:
            raise OpslogError(f"{path}: `tracker.hosts`: write the bare host in small letters, not `{host}`")
        _known(forge, FORGES, f"tracker.hosts.{host}", path)
    for name, hosts in (
        ("tracker.api", tracker.api),
        ("tracker.tokens", tracker.tokens),
        ("review.api", config.review.api),
    ):
        for host in hosts:
            _known(host, (*PUBLIC_HOSTS, *tracker.hosts), name, path)


def _check_review(config: Config, path: Path) -> None:
    """Refuse needs that nobody could meet: of a severity or a group there is not."""
    groups = config.review.groups
    for severity, text in config.review.needs.items():
        key = f"review.needs.{severity}"
        _known(severity, config.severities, key, path)
        needs = read_needs(text)
        if not needs:
            raise OpslogError(f"{path}: `{key}`: write a number and a group, such as `2 senior`, not `{text}`")
        for need in needs:
            if need.group:
                _known(need.group, groups, key, path)
            known = {fold_name(name) for name in groups.get(need.group, [*chain(*groups.values())])}
            if groups and need.number > len(known):
                whom = f"in `{need.group}`" if need.group else "on the roster"
                raise OpslogError(f"{path}: `{key}`: asks for {need.number}, and there are {len(known)} {whom}")


def _check_policies(config: Config, path: Path) -> None:
    """Refuse figures for a severity there is not, and figures that are no duration; defaults name ours."""
    for group, item in settings_of(Config).items():
        policy = getattr(config, item.name)
        for name, inner in settings_of(policy).items() if is_dataclass(policy) else ():
            value = getattr(policy, inner.name)
            default = getattr(type(policy)(), inner.name)
            for figure in value.values() if isinstance(value, Mapping) else (value,):
                if isinstance(figure, int) and figure < 0:
                    raise OpslogError(f"{path}: `{group}.{name}` is not a negative number, but {figure}")
            if isinstance(value, Mapping) and isinstance(next(iter(default.values()), None), int):
                for severity in value if value is not default else ():
                    _known(severity, config.severities, f"{group}.{name}", path)


def _known(name: str, names: Any, key: str, path: Path) -> None:
    if name not in names:
        raise OpslogError(f"{path}: `{key}`: there is no `{name}`; {did_you_mean(name, names)}")
