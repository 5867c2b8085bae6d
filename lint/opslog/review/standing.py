"""How the reviews of a record stand: who approved it, whose approval counts, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from opslog.config import Config
from opslog.forges.reviews import DISMISSED
from opslog.record import Record, Review
from opslog.review.roster import Need, fold_name, groups_of, is_reviewer, needs_of
from opslog.review.version import Match, Version, VersionOf

NO_ROSTER = "no roster is configured (`review.groups`), so anybody who is no author counts"
COMMENTS = frozenset({"commented", None})


class Verdict(Enum):
    """What somebody's last word comes to."""

    COUNTS = "approved"
    OBJECTS = "asks for changes"
    AUTHOR = "approved, and is an author"
    STRANGER = "approved, and is not on the roster"
    CHANGED = "approved an earlier version"
    UNKNOWN = "approved a version that is not at hand"


class Opinion(NamedTuple):
    """Somebody's last word about a record: the review, its place among those given, and what it comes to."""

    review: Review
    place: int
    verdict: Verdict
    version: Version

    @property
    def words(self) -> str:
        """Say it."""
        change = self.version.change
        changed = f" ({change.words})" if self.verdict is Verdict.CHANGED and change else ""
        return f"{self.review.by} {self.verdict.value}{changed}"


class Standing(NamedTuple):
    """The last words of everybody, what is needed, and how many of each need there are; in the same order."""

    opinions: tuple[Opinion, ...]
    needs: tuple[Need, ...]
    given: tuple[int, ...]
    has_roster: bool

    @property
    def is_enough(self) -> bool:
        """Whether every need is met and nobody who counts asks for changes."""
        met = all(given >= need.number for need, given in zip(self.needs, self.given, strict=True))
        return met and not any(opinion.verdict is Verdict.OBJECTS for opinion in self.opinions)

    @property
    def words(self) -> str:
        """Say who approved and what is missing: `needs 2 of senior: @grace approved, one more`."""
        told = [opinion.words for opinion in self.opinions] or ["nobody approved"]
        missing = [_missing(need, given) for need, given in zip(self.needs, self.given, strict=True)]
        if len(self.needs) > 1:
            missing = [
                f"{words} of {need.group or 'anybody'}"
                for need, words in zip(self.needs, missing, strict=True)
                if words
            ]
        needs = " and ".join(map(str, self.needs))
        return f"needs {needs}: {', '.join([*told, *filter(None, missing if self.opinions else ())])}"

    @property
    def versions(self) -> tuple[Version, ...]:
        """Say of which version each opinion was."""
        return tuple(opinion.version for opinion in self.opinions)

    def of(self, verdict: Verdict) -> Iterator[Opinion]:
        """List the opinions that come to a verdict."""
        return (opinion for opinion in self.opinions if opinion.verdict is verdict)


def standing_of(
    record: Record, reviews: Sequence[Review], config: Config, version_of: VersionOf, authors: Iterable[str] = ()
) -> Standing:
    """Weigh reviews of a record; `authors` are those of the change, beside the authors that the record names."""
    own = {fold_name(author) for author in (*record.facts.authors, *authors)}
    opinions = tuple(
        _opinion(review, place, own, config, version_of)
        for place, review in sorted(last_words(reviews), key=lambda each: each[0])
    )
    counting = [opinion.review.by or "" for opinion in opinions if opinion.verdict is Verdict.COUNTS]
    needs = needs_of(record.facts.severity, config)
    given = tuple(
        sum(not need.group or need.group in groups_of(name, config) or not config.review.groups for name in counting)
        for need in needs
    )
    heard = tuple(
        opinion for opinion in opinions if opinion.verdict is not Verdict.OBJECTS or _may(opinion, own, config)
    )
    return Standing(heard, needs, given, bool(config.review.groups))


def last_words(reviews: Sequence[Review]) -> list[tuple[int, Review]]:
    """Keep everybody's last review that is more than a comment; nothing of those whose last one was dismissed.

    By their times where both have one, else in the order in which they are given.
    """
    last: dict[str, tuple[int, Review]] = {}
    for place, review in enumerate(reviews):
        if review.by is None or review.state in COMMENTS:
            continue
        _, before = last.get(fold_name(review.by), (0, None))
        if before is None or not (before.at and review.at and review.at.at < before.at.at):
            last[fold_name(review.by)] = place, review
    return [each for each in last.values() if each[1].state != DISMISSED]


def _opinion(review: Review, place: int, own: set[str], config: Config, version_of: VersionOf) -> Opinion:
    name = review.by or ""
    if review.state != "approved":
        return Opinion(review, place, Verdict.OBJECTS, Version(Match.UNBOUND))
    if fold_name(name) in own:
        return Opinion(review, place, Verdict.AUTHOR, Version(Match.UNBOUND))
    if not is_reviewer(name, config):
        return Opinion(review, place, Verdict.STRANGER, Version(Match.UNBOUND))
    version = version_of(review)
    verdicts = {Match.CHANGED: Verdict.CHANGED, Match.UNKNOWN: Verdict.UNKNOWN}
    return Opinion(review, place, verdicts.get(version.match, Verdict.COUNTS), version)


def _may(opinion: Opinion, own: set[str], config: Config) -> bool:
    """Say whether somebody's objection holds an approval up: where their approval would have counted."""
    name = opinion.review.by or ""
    return fold_name(name) not in own and is_reviewer(name, config)


def _missing(need: Need, given: int) -> str:
    missing = need.number - given
    if missing <= 0:
        return ""
    return "one more" if missing == 1 else f"{missing} more"
