"""What a change brought with it: findings on the lines it touched, and those that were not there before.

Either alone would not do. Lines alone miss what a change does elsewhere: a section taken out, a time corrected that the
timeline now contradicts. What is new alone misses what is as it was on a line that was rewritten. So the rules look
twice, at the changed records and at what they were where the branch began.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from opslog.check import Looked, check, check_files
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import RecordFile, find_files, names_record, printable, read_file, read_lines
from opslog.finding import Finding
from opslog.fingerprint import lines_of, place_text
from opslog.git import ChangedFile, added_lines, changed_files, contents_of, merge_base, repository_of
from opslog.reading import parse_record
from opslog.record import ID, Record
from opslog.selection import Selection
from opslog.source import MAX_BYTES, source_of

WORD = re.compile(r"[\w-]+")
"""An id is one word."""

Known = tuple[str, str, str, str]
"""What is compared of a finding: its record, its code, its message, and the text of its place."""


class Change(NamedTuple):
    """The log and what changed in it, by the path that findings name; `gone` are the paths of records no longer there.

    `places` are the files and folders that were asked about, by their path in the repository.
    """

    top: Path
    base: str
    places: Mapping[str, Path]
    log: Mapping[str, RecordFile]
    changed: Mapping[str, ChangedFile]
    gone: tuple[str, ...]


def check_changed(paths: Sequence[Path], config: Config, selection: Selection, reference: str) -> Looked:
    """Let the rules look at the records that changed since HEAD and a commit parted. Raises OpslogError.

    Of the rest of the log only the file names are known, and what the changed records name or what names records that
    are gone.
    """
    change = _change(paths, reference)
    changed = [change.log[path] for path in change.changed]
    others = _others(change, config)
    records, findings = check_files(changed, config, selection, others)
    fresh = list(_fresh(change, findings, others, config, selection)) if findings else []
    return Looked(records, findings, fresh, change.log)


def _change(paths: Sequence[Path], reference: str) -> Change:
    files = find_files(paths)
    top = repository_of(paths[0] if paths[0].is_dir() else paths[0].parent)
    base = merge_base(reference, top)
    places = {_from_top(path, top): path for path in paths}
    log = {printable(os.fspath(file)): (file, folder) for file, folder in files}
    changed: dict[str, ChangedFile] = {}
    gone: list[str] = []
    for one in changed_files(base, top, tuple(places)):
        path, old_path = printable(_found_as(one.path, places)), _found_as(one.old_path, places)
        if old_path and names_record(PurePosixPath(old_path).name) and printable(old_path) not in log:
            gone.append(old_path)
        if path in log:
            changed[path] = (
                one if old_path and names_record(PurePosixPath(old_path).name) else one._replace(old_path=None)
            )
    in_order = {path: changed[path] for path in log if path in changed}
    return Change(top, base, places, log, in_order, tuple(gone))


def _from_top(path: Path, top: Path) -> str:
    """Write a path as git does. Raises OpslogError where it is not in the repository."""
    # A link to a folder is followed as find_files does; a link that is a record is what git knows as that record.
    real = Path(os.path.realpath(path)) if path.is_dir() else Path(os.path.realpath(path.parent)) / path.name
    if not real.is_relative_to(top):
        raise OpslogError(f"{printable(str(path))}: this is not in the repository {printable(str(top))}")
    return real.relative_to(top).as_posix()


def _found_as(path: str | None, places: Mapping[str, Path]) -> str:
    """Write a path of git's as find_files does."""
    for start, place in places.items():
        if path is not None and (path == start or start == "." or path.startswith(f"{start}/")):
            return os.fspath(place / PurePosixPath(path).relative_to(start))
    return ""


def _others(change: Change, config: Config) -> list[Record]:
    """Give the rest of the log: read are records that a changed one names, and those that name one that is gone.

    An id that no file has may be one that a record had before: then that record names it, too.
    """
    rest = {path: file for path, file in change.log.items() if path not in change.changed}
    named = {_id(path) for path in change.changed}
    for path in change.changed:
        named.update(word for line in read_lines(change.log[path]) for word in WORD.findall(line))
    gone = frozenset([*map(_id, change.gone), *filter(ID.match, named)])
    gone = gone.difference(map(_id, change.log)) if gone else gone
    read = {path for path in rest if _id(path) in named}.union(_naming(gone, rest))
    return [read_file(file, config) if path in read else _unread(path) for path, file in rest.items()]


def _naming(gone: frozenset[str], files: Mapping[str, RecordFile]) -> Iterator[str]:
    """Find the records in which the id of a record that is gone still stands."""
    for path, file in files.items() if gone else ():
        text = "\n".join(read_lines(file))
        if any(one in text for one in gone):
            yield path


def _fresh(
    change: Change, findings: Sequence[Finding], others: Sequence[Record], config: Config, selection: Selection
) -> Iterator[Finding]:
    """Pick what stands on a line that the change added, and what was not there before it."""
    added = added_lines(change.base, change.top, tuple(change.places))
    lines = lines_of(findings, change.log)
    before = _before(change, lines, others, config, selection)
    for finding in findings:
        file = change.changed.get(finding.path)
        known = _known(finding, finding.path, lines)
        if file and (file.old_path is None or _touches(finding, added.get(file.path or "", ()))):
            yield finding
        elif before[known]:
            before[known] -= 1
        else:
            yield finding


def _before(
    change: Change,
    lines: Mapping[str, Sequence[str]],
    others: Sequence[Record],
    config: Config,
    selection: Selection,
) -> Counter[Known]:
    """Count what the rules say about the changed records as they were, each under the path it has now."""
    old = {path: file for path, file in change.changed.items() if file.old_path is not None}
    contents = contents_of((file.old_blob for file in old.values()), change.top)
    now = {_found_as(file.old_path, change.places): path for path, file in old.items()}
    texts = {before: contents[old[path].old_blob] for before, path in now.items()}
    readable = {path: raw for path, raw in texts.items() if len(raw) <= MAX_BYTES}
    records = [parse_record(raw, path, config) for path, raw in readable.items()]
    gone = [_unread(path) for path in change.gone if path not in now]
    known_lines = {**lines, **{path: source_of(raw).lines for path, raw in readable.items()}}
    return Counter(
        _known(finding, now.get(finding.path, finding.path), known_lines)
        for finding in check(records, config, selection, (*others, *gone))
    )


def _known(finding: Finding, path: str, lines: Mapping[str, Sequence[str]]) -> Known:
    return path, finding.code, finding.message, place_text(finding, lines.get(finding.path, ()))


def _touches(finding: Finding, added: Iterable[range]) -> bool:
    """Say whether a line of a finding, or of the sentence it is in, was added."""
    first = min(finding.span.line, (finding.within or finding.span).line)
    last = max(finding.span.end_line, (finding.within or finding.span).end_line)
    return any(first < lines.stop and lines.start <= last for lines in added)


def _unread(path: str) -> Record:
    return Record(path, _id(path), has_facts=False)


def _id(path: str) -> str:
    # As PurePath(path).stem, in a quarter of the time: every record of the log is asked for its id.
    return os.path.splitext(os.path.basename(path))[0]  # noqa: PTH119, PTH122
