"""Who can approve, and how many it takes: `[tool.opslog.review]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opslog.config import Config

NEED = re.compile(r"(?P<count>[1-9]\d?)(?:\s+(?P<group>\S.{0,80}))?\Z")


class Need(NamedTuple):
    """So many approvals of a group; of any reviewer where the group is empty."""

    number: int
    group: str = ""

    def __str__(self) -> str:
        """Write it as people say it."""
        return f"{self.number} of {self.group}" if self.group else f"{self.number} approval{'s' * (self.number > 1)}"


ONE = (Need(1),)


def read_needs(text: str) -> tuple[Need, ...]:
    """Read `2 senior, 1 security`; empty where that is not what the text is.

    >>> [str(need) for need in read_needs("2 senior, 1")]
    ['2 of senior', '1 approval']
    """
    found = [NEED.match(part.strip()) for part in text.split(",")]
    return tuple(Need(int(each["count"]), each["group"] or "") for each in found if each) if all(found) else ()


def needs_of(severity: str | None, config: Config) -> tuple[Need, ...]:
    """Say how many approvals a severity takes: one, where the configuration does not say."""
    return read_needs(config.review.needs.get(severity or "", "")) or ONE


def fold_name(name: str) -> str:
    """Reduce a handle or name to what is compared: neither `@` nor case nor spaces matter.

    >>> fold_name(" @Grace ") == fold_name("grace")
    True
    """
    return " ".join(name.split()).removeprefix("@").casefold()


def groups_of(name: str, config: Config) -> tuple[str, ...]:
    """Name the groups of a reviewer."""
    folded = fold_name(name)
    return tuple(
        group for group, members in config.review.groups.items() if folded in {fold_name(member) for member in members}
    )


def is_reviewer(name: str, config: Config) -> bool:
    """Say whether somebody is on the roster; where there is none, everybody is."""
    return not config.review.groups or bool(groups_of(name, config))
