"""How often each rule spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from opslog.errors import OpslogError
from opslog.finding import Finding


class Count(NamedTuple):
    """A rule, the number of its findings, and how many of them `--fix` puts right."""

    code: str
    name: str
    number: int
    fixable: int


def tally(findings: Sequence[Finding]) -> list[Count]:
    """Count findings by rule, the most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in findings)
    fixable = Counter(finding.code for finding in findings if finding.fix)
    rules = [Count(code, name, count, fixable[code]) for (code, name), count in counts.items()]
    return sorted(rules, key=lambda rule: (-rule.number, rule.code))


def write_tally(findings: Sequence[Finding], output_format: str) -> str:
    """Write the counts in a report format that has room for them. Raises OpslogError for the others."""
    if output_format == "json":
        from opslog.reports.json import json_text

        keys = ("code", "name", "count", "fixable")
        return json_text([dict(zip(keys, rule, strict=True)) for rule in tally(findings)])
    if output_format in {"text", "concise"}:
        return tally_text(findings)
    raise OpslogError(f"--statistics: the format {output_format} has no place for counts; use text or json")


def tally_text(findings: Sequence[Finding]) -> str:
    """Write a line a rule: count, code, `[*]` where all of it or `[-]` where some of it can be fixed, and name."""
    counts = tally(findings)
    width = max((len(f"{rule.number:,}") for rule in counts), default=0)
    any_fixable = any(rule.fixable for rule in counts)
    return "".join(
        f"{rule.number:>{width},}  {rule.code}  {f'{_mark(rule):<3}  ' if any_fixable else ''}{rule.name}\n"
        for rule in counts
    )


def _mark(rule: Count) -> str:
    if not rule.fixable:
        return ""
    return "[*]" if rule.fixable == rule.number else "[-]"
