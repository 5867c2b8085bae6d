"""What adopted records lack is noted in the baseline, so that `opslog lint` passes and only what is new is reported."""

from __future__ import annotations

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

FILE = "opslog-baseline.json"
WRITTEN = ("new", "updated")


class BaselineFile(NamedTuple):
    """Where the baseline is, and what has to be said about that."""

    path: Path
    notes: tuple[str, ...]


def settle(
    write: Callable[[], None], made: Sequence[Adopted], folder: Path, config: Config, told: Path | None
) -> list[str]:
    """Write the records, and note what they lack; return what has to be told. Raises OpslogError."""
    place = baseline_file(folder, config, told)
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
    return [f"Wrote {place.path}: {covered:,} findings in what was adopted are known, and not reported.", *place.notes]


def baseline_file(folder: Path, config: Config, told: Path | None) -> BaselineFile:
    """Choose the file, and say how `opslog lint` learns of it where nothing tells it yet."""
    if told:
        is_set = config.lint.baseline and (config.root / config.lint.baseline).resolve() == told.resolve()
        return BaselineFile(told, () if is_set else (f"For `opslog lint` to know: --baseline {told}",))
    if config.lint.baseline:
        return BaselineFile(config.root / config.lint.baseline, ())
    root = config.root if config.path else folder.absolute().parent
    table = "tool.opslog.lint" if config.path and config.path.name == "pyproject.toml" else "lint"
    where = config.path or root / "opslog.toml"
    note = f'For `opslog lint` to know it, write into {where}:\n\n[{table}]\nbaseline = "{FILE}"\n'
    return BaselineFile(root / FILE, (note,))


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
    import os

    return Path(os.path.relpath(path, file.parent)).as_posix()
