"""Records in, findings out: which rules look, what they may not say, in what order it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.finding import LEVELS, Finding, Remark
from opslog.log import Log
from opslog.record import Record
from opslog.rule import FAMILIES, Rule, all_readers, all_rules, find_rules
from opslog.span import Span
from opslog.suppression import Suppression, read_suppressions

GENERAL = frozenset(("BL201", "BL202", "BL203", "BL206", "BL505"))
"""Rules that say little more than that somebody is at fault: where another one speaks as loudly, it says more."""
UNUSED = "SU102"
CANNOT_LOOK = "FM001"


class Selection(NamedTuple):
    """Which rules look: `select` narrows, `ignore` takes away, and nothing below `level` is looked for."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: str = "warning"


def check(records: Sequence[Record], config: Config, selection: Selection | None = None) -> list[Finding]:
    """Let the rules look at the records; the findings come sorted by file and place. Raises OpslogError."""
    rules = chosen_rules(config, selection or Selection())
    found: dict[str, list[Finding]] = {record.path: [] for record in records}
    for one in rules:
        for record, remark in _remarks(one, records, config):
            found[record.path].append(_finding(one, record, remark, config))
    for record, one, remark in _read(rules, records, config):
        found[record.path].append(_finding(one, record, remark, config))
    kept = [finding for record in records for finding in _unsuppressed(record, found[record.path], rules, config)]
    return sorted(one_for_each_sentence(dict.fromkeys(kept)), key=lambda finding: finding.sort_key)


def chosen_rules(config: Config, selection: Selection) -> tuple[Rule, ...]:
    """Pick the rules that look, each with its configured level. Raises OpslogError for a rule there is not."""
    select = _codes(selection.select or config.lint.select or tuple(FAMILIES), "select")
    ignore = _codes((*config.lint.ignore, *selection.ignore), "ignore")
    levels = {code: level for name, level in config.lint.levels.items() for code in _codes((name,), "levels")}
    loud = LEVELS[: LEVELS.index(selection.level) + 1]
    chosen = []
    for code, one in all_rules().items():
        # A rule named by its own code is wanted, however quiet it is.
        named = code in {name.upper() for name in selection.select} or one.name in selection.select
        level = levels.get(code, one.level)
        if code in select and code not in ignore and (level in loud or named):
            quietest = LEVELS[-1] if named else selection.level
            chosen.append(one._replace(level=level, configured=code in levels, quietest=quietest))
    return tuple(chosen)


def _codes(selectors: Iterable[str], where: str) -> set[str]:
    codes: set[str] = set()
    for selector in selectors:
        rules = find_rules(selector)
        if not rules and selector.upper() not in FAMILIES:
            from opslog.suggestion import did_you_mean

            known = [*all_rules(), *FAMILIES, *(one.name for one in all_rules().values())]
            raise OpslogError(f"{where}: there is no rule `{selector}`; {did_you_mean(selector, known)}")
        codes.update(one.code for one in rules)
    return codes


def _remarks(one: Rule, records: Sequence[Record], config: Config) -> Iterator[tuple[Record, Remark]]:
    if one.check is not None:
        for record in records:
            for remark in one.check(record, config):
                yield record, remark
    elif one.check_log is not None:
        yield from one.check_log(Log.of(records), config)


def _read(
    rules: Sequence[Rule], records: Sequence[Record], config: Config
) -> Iterator[tuple[Record, Rule, Remark]]:
    """Let the readers speak for the chosen rules of their families."""
    chosen = {one.code: one for one in rules}
    for family, read in all_readers().items():
        codes = frozenset(code for code in chosen if code.startswith(family))
        if not codes:
            continue
        for record in records:
            for code, remark in read(record, config, codes):
                one = chosen[code]
                if _is_loud_enough(one, remark):
                    yield record, one, remark


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


def _finding(one: Rule, record: Record, remark: Remark, config: Config) -> Finding:
    url = f"{config.site.url.rstrip('/')}/rules/{one.code}/" if config.site.url else None
    return Finding(
        path=record.path,
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
    )


def _unsuppressed(record: Record, found: list[Finding], rules: tuple[Rule, ...], config: Config) -> Iterator[Finding]:
    """Take out what the record or the configuration keeps silent, and report what kept nothing silent."""
    ignored = {
        code
        for pattern, selectors in config.lint.per_file_ignores.items()
        if fnmatchcase(record.path, pattern) or fnmatchcase(record.path, f"*/{pattern}")
        for code in _codes(selectors, "per-file-ignores")
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
            yield _finding(unused, record, Remark(suppression.span, message, "Delete this comment."), config)


def _covers(suppression: Suppression, finding: Finding) -> bool:
    lines = {finding.span.line, (finding.within or finding.span).line}
    covered = any(suppression.first_line <= line <= suppression.last_line for line in lines)
    return covered and finding.code in _named(suppression)


def _named(suppression: Suppression) -> set[str]:
    """Name the rules a suppression means by their codes; a name that means none is SU103's to report."""
    return {one.code for name in suppression.rules for one in find_rules(name)}
