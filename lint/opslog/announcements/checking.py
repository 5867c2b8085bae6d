"""A text that is going to be told, held against the rules for announcements."""

from __future__ import annotations

from opslog.announcements.wording import CHECKS, Announcement, Flaw
from opslog.check import finding_of
from opslog.config import Config
from opslog.finding import Finding, Remark
from opslog.selection import Selection, chosen_rules
from opslog.span import Span


def check_text(told: Announcement, path: str, config: Config) -> list[Finding]:
    """Let the rules look at the text of a file, in the order of their places. Raises OpslogError."""
    rules = chosen_rules(config, Selection(select=tuple(CHECKS), level="info"))
    found = [
        finding_of(one, path, Remark(_span(told.text, flaw), flaw.message, flaw.instead), config)
        for one in rules
        for flaw in CHECKS[one.code](told)
    ]
    return sorted(found, key=lambda finding: finding.sort_key)


def _span(text: str, flaw: Flaw) -> Span:
    return Span(*_place(text, flaw.start), *_place(text, flaw.end))


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
