"""Records in, findings out: what the rules say, what they may not say, in what order it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.cores import on_two_cores
from opslog.files import RecordFile, find_files, read_file
from opslog.finding import LEVELS, Finding, Remark
from opslog.log import Log
from opslog.record import Record
from opslog.rule import Rule, all_readers, find_rules
from opslog.selection import Selection, chosen_rules, codes_of
from opslog.span import Span
from opslog.suppression import Suppression, read_suppressions
from opslog.vocabulary import STORY

UNUSED = "SU102"
CANNOT_LOOK = "FM001"
GENERAL = frozenset(("BL201", "BL202", "BL203", "BL206", "BL505"))
"""Rules that say little more than that somebody is at fault: where another one speaks as loudly, it says more."""


class Looked(NamedTuple):
    """The records that were looked at, all findings in them, those to tell of, and the files of the log by path."""

    records: list[Record]
    findings: list[Finding]
    fresh: list[Finding]
    log: Mapping[str, RecordFile]


def check(
    records: Sequence[Record], config: Config, selection: Selection | None = None, others: Sequence[Record] = ()
) -> list[Finding]:
    """Let the rules look at the records; the findings come sorted by file and place. Raises OpslogError.

    Of `others`, the rest of the log, only the rules that look at the whole log are told.
    """
    rules = chosen_rules(config, selection or Selection())
    return _told(records, [_look_at(record, rules, config) for record in records], others, rules, config)


def check_files(
    files: Sequence[RecordFile], config: Config, selection: Selection, others: Sequence[Record] = ()
) -> tuple[list[Record], list[Finding]]:
    """Read files and let the rules look at them, on two cores where there are many; `others` as in `check`.

    Of a record that keeps no rule silent, only what rules for the whole log need comes back: see `_for_the_log`.
    """
    rules = chosen_rules(config, selection)
    all_readers(config)

    def look(file: RecordFile) -> tuple[Record, list[Finding]]:
        record = read_file(file, config)
        found = _look_at(record, rules, config)
        silences = any("opslog-" in line.text for line in record.body)
        return (record if silences else _for_the_log(record)), found

    looked = on_two_cores(look, files)
    records = [record for record, _ in looked]
    return records, _told(records, [found for _, found in looked], others, rules, config)


def check_all(paths: Sequence[Path], config: Config, selection: Selection) -> Looked:
    """Let the rules look at every record among files and folders. Raises OpslogError."""
    files = find_files(paths)
    records, findings = check_files(files, config, selection)
    return Looked(records, findings, findings, {record.path: file for record, file in zip(records, files, strict=True)})


def _for_the_log(record: Record) -> Record:
    """Leave out what no rule for the whole log asks for: to send whole records back takes longer than to read them.

    Kept are the frontmatter, the follow-ups, and the sections that `prevention.py` looks for words in.
    """
    told = tuple(section for section in record.sections if section.name in STORY)
    return replace(record, body=(), sections=told, timeline=())


def find_fixes(record: Record, config: Config, selection: Selection) -> list[Finding]:
    """Let the rules that can put right what they find look at one record. Raises OpslogError."""
    rules = tuple(one for one in chosen_rules(config, selection) if one.fixes)
    found = _told([record], [_look_at(record, rules, config)], (), rules, config) if rules else []
    return [finding for finding in found if finding.fix]


def _look_at(record: Record, rules: Sequence[Rule], config: Config) -> list[Finding]:
    """Let the rules that look at one record, and the readers, say what they have to say."""
    found = [
        finding_of(one, record.path, remark, config)
        for one in rules
        if one.check is not None
        for remark in one.check(record, config)
        if _is_loud_enough(one, remark)
    ]
    found.extend(finding_of(one, record.path, remark, config) for one, remark in _read(record, rules, config))
    return found


def _read(record: Record, rules: Sequence[Rule], config: Config) -> Iterator[tuple[Rule, Remark]]:
    """Let the readers speak for the chosen rules of their families."""
    for family, read in all_readers(config):
        chosen = {one.code: one for one in rules if one.code.startswith(family)}
        if not chosen:
            continue
        for code, remark in read(record, config, frozenset(chosen)):
            one = chosen.get(code)
            if one is not None and _is_loud_enough(one, remark):
                yield one, remark


def _told(
    records: Sequence[Record],
    looked: Sequence[list[Finding]],
    others: Sequence[Record],
    rules: tuple[Rule, ...],
    config: Config,
) -> list[Finding]:
    """Add what is said of the whole log, take out what is kept silent, and put the rest in order."""
    found = {record.path: list(of_record) for record, of_record in zip(records, looked, strict=True)}
    log = Log.of((*records, *others))
    for one in rules:
        if one.check_log is not None:
            for record, remark in one.check_log(log, config):
                if not _is_loud_enough(one, remark):
                    continue
                found.setdefault(record.path, []).append(finding_of(one, record.path, remark, config))
    kept = [finding for record in records for finding in _unsuppressed(record, found[record.path], rules, config)]
    # Which of their comments keep nothing silent cannot be told of the others: few rules looked at them.
    kept += [one for record in others for one in _unsuppressed(record, found.get(record.path, []), (), config)]
    return sorted(one_for_each_sentence(dict.fromkeys(kept)), key=lambda finding: finding.sort_key)


def _level(one: Rule, remark: Remark) -> str:
    return one.level if one.configured or remark.level is None else remark.level


def _is_loud_enough(one: Rule, remark: Remark) -> bool:
    return LEVELS.index(_level(one, remark)) <= LEVELS.index(one.quietest)


def one_for_each_sentence(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the loudest finding of each sentence; it names the others' codes."""
    alone: list[Finding] = []
    within: dict[tuple[str, Span], list[Finding]] = {}
    for finding in findings:
        if finding.within is None:
            alone.append(finding)
        else:
            within.setdefault((finding.path, finding.within), []).append(finding)
    for several in within.values():
        first, *others = sorted(several, key=_telling_most)
        also = tuple(sorted({other.code for other in others} - {first.code}))
        alone.append(first._replace(also=also) if also else first)
    return alone


def _telling_most(finding: Finding) -> tuple[int, bool, str, Span]:
    return LEVELS.index(finding.level), finding.code in GENERAL, finding.code, finding.span


def finding_of(one: Rule, path: str, remark: Remark, config: Config) -> Finding:
    """Make the finding of a rule's remark about a file."""
    url = f"{config.site.url.rstrip('/')}/rules/{one.code}/" if config.site.url else None
    return Finding(
        path=path,
        span=remark.span,
        code=one.code,
        name=one.name,
        level=_level(one, remark),
        message=remark.message,
        instead=remark.instead,
        url=url,
        within=remark.within,
        source=remark.source,
        confidence=remark.confidence,
        fix=remark.fix,
    )


def _unsuppressed(record: Record, found: list[Finding], rules: tuple[Rule, ...], config: Config) -> Iterator[Finding]:
    """Take out what the record or the configuration keeps silent, and report what kept nothing silent."""
    if not found and not record.body:
        return
    ignored = {
        code
        for pattern, selectors in config.lint.per_file_ignores.items()
        if fnmatchcase(record.path, pattern) or fnmatchcase(record.path, f"*/{pattern}")
        for code in codes_of(selectors, "per-file-ignores")
    }
    suppressions = [one for one in read_suppressions(record.body) if one.reason]
    used: set[Suppression] = set()
    for finding in found:
        silencing = [one for one in suppressions if finding.code != CANNOT_LOOK and _covers(one, finding)]
        used.update(silencing)
        if not silencing and finding.code not in ignored:
            yield finding
    # A suppression can be called unused only when every rule it names has looked.
    looked_for = {one.code for one in rules}
    unused = next((one for one in rules if one.code == UNUSED), None)
    if unused is None or UNUSED in ignored:
        return
    for suppression in suppressions:
        named = _named(suppression)
        if suppression not in used and named and looked_for.issuperset(named):
            message = f"nothing here needs `{' '.join(suppression.rules)}` to be silent"
            yield finding_of(unused, record.path, Remark(suppression.span, message, "Delete this comment."), config)


def _covers(suppression: Suppression, finding: Finding) -> bool:
    lines = {finding.span.line, (finding.within or finding.span).line}
    covered = any(suppression.first_line <= line <= suppression.last_line for line in lines)
    return covered and finding.code in _named(suppression)


def _named(suppression: Suppression) -> set[str]:
    """Name the rules a suppression means by their codes; a name that means none is SU103's to report."""
    return {one.code for name in suppression.rules for one in find_rules(name)}
