"""The baseline: findings that were there when opslog came to a log, each known by what it is about.

One entry stands on a line of its own, and begins with the comma that sets it off from the one before: branches that
each take out or add some are merged line by line. Nothing in it tells a line's number.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from opslog.check import CANNOT_LOOK
from opslog.errors import OpslogError
from opslog.finding import LEVELS, Finding
from opslog.writing import replace_file

VERSION = 1


class Entry(NamedTuple):
    """What is known of a finding: the record's path from the baseline's folder, the rule, what it is about."""

    path: str
    code: str
    fingerprint: str


class Baseline(NamedTuple):
    """How many findings there are of each entry, and the quietest `level` that was looked for."""

    level: str
    counts: Mapping[Entry, int]

    @property
    def size(self) -> int:
        """How many findings it covers."""
        return sum(self.counts.values())


class Covering(NamedTuple):
    """The findings that are left, and the baseline with nothing in it but what the others needed."""

    left: list[Finding]
    needed: Baseline


def cover(baseline: Baseline, findings: Sequence[tuple[Entry, Finding]], is_gone: Callable[[str], bool]) -> Covering:
    """Take out the findings that the baseline covers, the first ones first where there are more than it covers.

    The entries of a record that is gone are lent to records that have none of their own: it may have been renamed.
    """
    counts = Counter(baseline.counts)
    paths = {entry.path for entry in counts}
    lent: dict[tuple[str, str], list[Entry]] = {}
    for entry in counts:
        if is_gone(entry.path):
            lent.setdefault((entry.code, entry.fingerprint), []).append(entry)
    left: list[Finding] = []
    needed: Counter[Entry] = Counter()
    for entry, finding in findings:
        sources = [entry] if entry.path in paths else lent.get((entry.code, entry.fingerprint), [])
        source = next((one for one in sources if counts[one]), None)
        if source is None or finding.code == CANNOT_LOOK:
            left.append(finding)
            continue
        counts[source] -= 1
        needed[entry] += 1
    return Covering(left, Baseline(baseline.level, needed))


def baseline_of(findings: Sequence[tuple[Entry, Finding]], level: str) -> Baseline:
    """Make the baseline that covers all findings, but that a record cannot be read: nothing in it was looked at."""
    return Baseline(level, Counter(entry for entry, finding in findings if finding.code != CANNOT_LOOK))


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline: a list in JSON, its head first, the entries in order."""
    head = {"opslog-baseline": VERSION, "level": baseline.level}
    entries = sorted((*entry, count) for entry, count in baseline.counts.items())
    return "\n,".join((f"[{json.dumps(head)}", *(json.dumps(entry, ensure_ascii=False) for entry in entries))) + "\n]\n"


def read_baseline(file: Path) -> Baseline:
    """Read a baseline. Raises OpslogError where there is none, and for what is none."""
    try:
        raw = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise OpslogError(f"{file}: there is no such baseline; `opslog lint --update-baseline` writes it") from error
    except OSError as error:
        raise OpslogError(f"{file}: the baseline cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise OpslogError(f"{file}: this is no baseline: it is not JSON ({error})") from error
    match raw:
        case [{"opslog-baseline": int(version), "level": str(level)}, *rest] if level in LEVELS:
            if version != VERSION:
                raise OpslogError(f"{file}: this baseline was written by another opslog (version {version})")
            return Baseline(level, _counts(rest, file))
    raise OpslogError(f"{file}: this is no baseline; `opslog lint --update-baseline` writes it anew")


def _counts(entries: Sequence[object], file: Path) -> Counter[Entry]:
    """Count the entries; where a merge kept two lines for one entry, the larger number of the two branches holds."""
    counts: Counter[Entry] = Counter()
    for number, entry in enumerate(entries, 2):
        match entry:
            case [str(path), str(code), str(fingerprint), int(count)] if count > 0:
                known = Entry(path, code, fingerprint)
                counts[known] = max(counts[known], count)
            case _:
                raise OpslogError(f"{file}: the entry on line {number} is none; is a merge unfinished?")
    return counts


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Write a baseline, whole or not at all. Raises OpslogError."""
    replace_file(file, baseline_text(baseline).encode())
