"""A log that had findings when opslog came to it: the baseline covers those, and shrinks as they are seen to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opslog.check import Looked
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.finding import LEVELS, Finding
from opslog.selection import Selection

if TYPE_CHECKING:
    from opslog.baseline import Baseline, Entry

NOT_CI = ("", "0", "false")


class Known(NamedTuple):
    """The findings that are left to report, how many the baseline covers, and what became of its file."""

    left: list[Finding]
    covered: int = 0
    note: str = ""


def known_findings(
    looked: Looked,
    paths: Sequence[Path],
    config: Config,
    selection: Selection,
    file: Path | None,
    *,
    update: bool = False,
) -> Known:
    """Take out the findings that the baseline in a file covers.

    With `update` it is written first. Else what nothing needs any more is taken out of it, where the whole log was
    looked at. In CI (where `CI` stands in the environment) it is only told: nobody would commit it. Raises OpslogError.
    """
    if file is None:
        if update:
            raise OpslogError("--update-baseline: say where, by --baseline FILE or the setting `lint.baseline`")
        return Known(looked.fresh)
    from opslog.baseline import baseline_of, cover, read_baseline, write_baseline

    # What was there before a change takes its entries first: of two alike, the one that is new is told.
    fresh = set(looked.fresh)
    entries = entries_of(sorted(looked.findings, key=lambda finding: finding in fresh), looked, file)
    whole = _is_whole(looked, paths, config, selection)
    if update and not whole:
        raise OpslogError("--update-baseline is for the whole log: leave out paths, --select, --ignore and --diff-base")
    if update:
        write_baseline(baseline_of(entries, selection.level), file)
    baseline = read_baseline(file)
    covering = cover(baseline, entries, lambda path: not os.path.lexists(file.parent / path))
    left = set(covering.left)
    told = [finding for finding in looked.fresh if finding in left]
    note = f"Wrote {file}: it covers {_count(baseline.size)}." if update else ""
    if whole and _hears(selection, baseline) and covering.needed.counts != baseline.counts:
        note = _shrink(baseline, covering.needed, file)
    return Known(told, len(looked.fresh) - len(told), note)


def entries_of(findings: Sequence[Finding], looked: Looked, file: Path) -> list[tuple[Entry, Finding]]:
    """Give each finding its entry; the path in it counts from the folder of the baseline, wherever opslog is run."""
    from opslog.baseline import Entry
    from opslog.fingerprint import fingerprint, lines_of

    lines = lines_of(findings, looked.log)
    paths = {path: Path(os.path.relpath(path, file.parent)).as_posix() for path in lines}
    return [
        (Entry(paths[finding.path], finding.code, fingerprint(finding, lines[finding.path])), finding)
        for finding in findings
    ]


def _is_whole(looked: Looked, paths: Sequence[Path], config: Config, selection: Selection) -> bool:
    """Say whether every record of the log was looked at, for every rule of the configuration."""
    everywhere = [path.resolve() for path in paths] == [config.records_folder.resolve()]
    return everywhere and len(looked.records) == len(looked.log) and not (selection.select or selection.ignore)


def _hears(selection: Selection, baseline: Baseline) -> bool:
    """Say whether findings as quiet as the quietest of the baseline were looked for."""
    return LEVELS.index(selection.level) >= LEVELS.index(baseline.level)


def _shrink(baseline: Baseline, needed: Baseline, file: Path) -> str:
    """Take out what nothing needs, if this is the place to do so, and say it."""
    from opslog.baseline import write_baseline

    fewer = baseline.size - needed.size
    unneeded = f"{_count(fewer)} that {'is' if fewer == 1 else 'are'} gone"
    if not fewer:
        unneeded = "records by names they had before"
    if os.environ.get("CI", "").casefold() not in NOT_CI:
        return f"{file} has {unneeded}: run `opslog lint`, which writes it anew, and commit it."
    try:
        write_baseline(needed, file)
    except OpslogError as error:
        return f"{error}; it has {unneeded}"
    return f"{file} had {unneeded}: written anew."


def _count(findings: int) -> str:
    return f"{findings:,} finding" if findings == 1 else f"{findings:,} findings"
