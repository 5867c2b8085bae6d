"""What adopted records lack is noted in the baseline, so that `opslog lint` passes and only what is new is reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from opslog.adopt.adopted import Adopted
from opslog.adoption import entries_of
from opslog.baseline import Baseline, Entry, baseline_of, read_baseline, write_baseline
from opslog.check import Looked, check_all
from opslog.config import Config
from opslog.files import find_records
from opslog.selection import Selection
from opslog.settings import OWN_FILE
from opslog.writing import create_file

FILE = "opslog-baseline.json"
WRITTEN = ("new", "updated")


class Place(NamedTuple):
    """Where the baseline is, a configuration to create that tells `opslog lint`, and what else has to be told."""

    path: Path
    to_create: tuple[Path, str] | None = None
    note: str = ""


def settle(
    write: Callable[[], None], made: Sequence[Adopted], folder: Path, config: Config, told: Path | None
) -> list[str]:
    """Write the records, and note what they lack; return what has to be told. Raises OpslogError."""
    place = baseline_place(folder, config, told)
    looking = replace(config, records=str(folder.absolute()))
    before = _findings(folder, looking, place.path)
    write()
    after = _findings(folder, looking, place.path)
    paths = {_from(one.path, place.path) for one in made if one.path and one.state in WRITTEN}
    if not paths:
        return []
    known = read_baseline(place.path) if place.path.exists() else Baseline(Selection().level, {})
    counts = _with_new(known.counts, before, after, paths)
    if counts == Counter(known.counts) and place.path.exists():
        return []
    write_baseline(Baseline(known.level, counts), place.path)
    covered = sum(counts.values()) - known.size
    notes = [f"Wrote {place.path}: {covered:,} findings in what was adopted are known, and not reported."]
    if place.to_create:
        create_file(*place.to_create)
        notes.append(f"Wrote {place.to_create[0]}, which names it.")
    return [*notes, *((place.note,) if place.note else ())]


def baseline_place(folder: Path, config: Config, told: Path | None) -> Place:
    """Choose the file, and how `opslog lint` learns of it: a configuration that somebody wrote is not touched."""
    if told:
        is_set = config.lint.baseline and (config.root / config.lint.baseline).resolve() == told.resolve()
        return Place(told, note="" if is_set else f"For `opslog lint` to know it: opslog lint --baseline {told}")
    if config.lint.baseline:
        return Place(config.root / config.lint.baseline)
    setting = f'baseline = "{FILE}"'
    if config.path is None:
        root = folder.absolute().parent
        records = "" if folder.name == Config().records else f"records = {json.dumps(folder.name)}\n\n"
        return Place(root / FILE, (root / OWN_FILE, f"{records}[lint]\n{setting}\n"))
    table = "tool.opslog.lint" if config.path.name == "pyproject.toml" else "lint"
    note = f"For `opslog lint` to know it, write into {config.path}:\n\n[{table}]\n{setting}\n"
    return Place(config.root / FILE, note=note)


def _findings(folder: Path, config: Config, file: Path) -> Counter[Entry]:
    """Count the findings in a folder as a baseline does."""
    if not folder.exists() or not any(True for _ in find_records(folder)):
        return Counter()
    looked: Looked = check_all([folder], config, Selection())
    return Counter(baseline_of(entries_of(looked.findings, looked, file), Selection().level).counts)


def _with_new(known: object, before: Counter[Entry], after: Counter[Entry], paths: set[str]) -> Counter[Entry]:
    """Keep what was known; of adopted records take all there is now, of others only what these brought about."""
    kept = Counter({entry: count for entry, count in dict(known).items() if entry.path not in paths})  # type: ignore[call-overload]
    for entry, count in after.items():
        brought = count if entry.path in paths else count - before[entry]
        if brought > 0:
            kept[entry] += brought
    return kept


def _from(path: Path, file: Path) -> str:
    return Path(os.path.relpath(path, file.parent)).as_posix()
