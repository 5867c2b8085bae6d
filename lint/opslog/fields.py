"""The frontmatter of a record: every field, its shape and its meaning.

This one table is what reading checks against and what `docs/reference/record-format.md` is written from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opslog.block import Block, Field
from opslog.node import Node, Scalar, Sequence
from opslog.record import (
    MILESTONES,
    BacklogCheck,
    Closure,
    Facts,
    Holding,
    Licence,
    MitigationFacts,
    Retrospective,
    Review,
    Times,
)
from opslog.shapes import Choice, Day, Digest, Link, ListOf, Reader, Text, Time, Zone
from opslog.vocabulary import ANSWERS, DETECTORS, KINDS, MITIGATIONS, REVIEW_STATES, ROLES, STATUSES, VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opslog.config import Config

DIGEST_EXAMPLE = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PERSON = Text("a person: `@handle` or a name")

MILESTONE_DOCS = {
    "started": "when it began to hurt, even if nobody knew yet",
    "detected": "when somebody or something noticed",
    "acknowledged": "when somebody said: I am on it",
    "declared": "when it was called an incident",
    "mitigated": "when the harm stopped or shrank to bearable",
    "resolved": "when the cause was out of the way",
}
TIMES = tuple(
    Field(name, Time(), MILESTONE_DOCS[name], "2022-12-25 12:32", required=name == "started") for name in MILESTONES
)

HOLDING = Block(
    (
        Field("who", PERSON, "who held the role", '"@amara"', required=True),
        Field("from", Time(), "from when", "2022-12-25 12:45"),
        Field("to", Time(), "until when; left out while it lasts, or until the next holder begins", "2022-12-25 13:30"),
    ),
    dict,
)


class RoleShape:
    """A role: one name, or the intervals of its hand-offs."""

    name = "a person, or a list of intervals `{who, from, to}`"

    def read(self, node: Node, path: str, reader: Reader) -> tuple[dict[str, Any], ...]:
        """Return the intervals."""
        if isinstance(node, Scalar):
            who = PERSON.read(node, path, reader)
            return ({"who": who, "place": path},) if who else ()
        items = node.items if isinstance(node, Sequence) else (node,)
        held = []
        for index, item in enumerate(items):
            reader.places[f"{path}.{index}"] = item.span
            read = HOLDING.read(item, f"{path}.{index}", reader)
            if read and "who" in read:
                held.append(read | {"place": f"{path}.{index}"})
        return tuple(held)


def _holdings(**roles: tuple[dict[str, Any], ...]) -> tuple[Holding, ...]:
    return tuple(
        Holding(role.replace("_", "-"), held["who"], held.get("from"), held.get("to"), held["place"])
        for role, intervals in roles.items()
        for held in intervals
    )


FIELDS = (
    Field("title", Text(), "one line that a stranger understands", "Corrupt image in production", required=True),
    Field("severity", Choice("severities"), "how bad it was, by the configured criteria", "sev1", required=True),
    Field("status", Choice("statuses"), "how far the record is", "draft", required=True),
    Field("waived_because", Text(), "why no postmortem is written; with status waived", "a repeat of 2022-11-02"),
    Field("waived_by", PERSON, "who decided that; with status waived", '"@grace"'),
    Field("kind", Choice("kinds"), "what sort of record it is; left out: incident", "near-miss"),
    Field("timezone", Zone(), "the zone of clock times without an offset, here and in the timeline", "Europe/Berlin"),
    Field("times", Block(TIMES, Times), "the milestones; durations are computed from them, never typed", required=True),
    Field("criteria", ListOf(Choice("criteria")), "which identification criteria made it an incident", "[user-facing]"),
    Field("detected_by", Choice("detectors"), "who or what noticed first", "alert"),
    Field("reported_by", Choice("detectors"), "who told us first, where that differs", "support"),
    Field("services", ListOf(Choice("services")), "what was affected", "[checkout, search]"),
    Field("tags", ListOf(Text()), "words to find it by", "[deploy, memory]"),
    Field(
        "roles",
        Block(tuple(Field(role, RoleShape(), doc, '"@amara"') for role, doc in ROLES.items()), _holdings),
        "who held which role, from when to when",
    ),
    Field("resolution_owner", PERSON, "who saw it through to the end", '"@jun"'),
    Field("responders", ListOf(PERSON), "everybody who worked on it", '["@amara", Sally Ride]'),
    Field(
        "mitigation",
        Block(
            (
                Field("kind", Choice("mitigations"), "what reduced the harm", "rollback"),
                Field("decided", Time(), "when that was decided", "2022-12-25 14:40"),
                Field("instead_of_rollback", Text(), "why nothing was rolled back", "the schema had moved on"),
            ),
            MitigationFacts,
        ),
        "how the harm was reduced",
    ),
    Field("authors", ListOf(PERSON), "who wrote the record", '["@jun"]'),
    Field(
        "reviews",
        ListOf(
            Block(
                (
                    Field("by", PERSON, "who reviewed", '"@grace"', required=True),
                    Field("role", Text(), "in what role", "senior"),
                    Field("state", Choice("review states"), "with what result", "approved", required=True),
                    Field("at", Time(), "when", "2023-01-04 09:10"),
                    Field("url", Link(), "where it can be read", "https://github.com/example/shop/pull/7"),
                    Field("commit", Text(), "which version of the record was read", "4f2c1d9"),
                    Field("digest", Digest(), "what that version said, as a digest; opslog writes it", DIGEST_EXAMPLE),
                ),
                Review,
            )
        ),
        "evidence of senior review",
    ),
    Field(
        "closure",
        Block(
            (
                Field("public_issues", ListOf(Link()), "public issues about it, closed", "[https://…/issues/120]"),
                Field("announced", ListOf(Link()), "where it was announced", "[https://status.example.com/1]"),
                Field("resolved_announced", ListOf(Link()), "where its end was announced", "[https://status.example.com/1]"),
                Field(
                    "retrospective",
                    Block(
                        (
                            Field("date", Day(), "when it is held", "2023-01-09"),
                            Field("not_needed", Text(), "why none is needed", "one team, discussed in the review"),
                        ),
                        Retrospective,
                    ),
                    "when the retrospective is held, or why none is",
                ),
            ),
            Closure,
        ),
        "the closing gate; `[]` says that there was none, a missing key that nobody has looked",
    ),
    Field(
        "licence",
        Block(
            (
                Field("customer", Text(), "who it was issued to", "Example Corp", required=True),
                Field("issued_by", PERSON, "who issued it: anybody on the team may", '"@sam"', required=True),
                Field("issued", Time(), "when", "2022-12-25 12:50", required=True),
                Field("valid_until", Time(), "until when: at most 7 days later", "2022-12-31 12:50", required=True),
            ),
            Licence,
        ),
        "the temporary licence of a go-to-market incident",
    ),
    Field("related", ListOf(Text()), "ids of other records", "[2022-11-02-stale-image]"),
    Field("formerly", ListOf(Text()), "ids it had before, oldest first; old links lead here", "[2022-12-25-image]"),
    Field(
        "backlog_check",
        ListOf(
            Block(
                (
                    Field("record", Text(), "the id of the earlier incident", "2022-11-02-stale-image", required=True),
                    Field("follow_up", Text(), "its tracker reference, or its words", "example/shop#98", required=True),
                    Field("prevented", Choice("answers"), "would it have prevented this one", "partly", required=True),
                ),
                BacklogCheck,
            )
        ),
        "follow-ups of earlier incidents that were still open: would they have prevented this one",
    ),
    Field("visibility", Choice("visibilities"), "who may read it; left out: internal", "public"),
)  # fmt: skip

RECORD = Block(FIELDS, Facts)


def words_of(config: Config) -> Mapping[str, Mapping[str, str]]:
    """Name the vocabularies a record may use: the format's own and the configured ones."""
    return {
        "severities": config.severities,
        "criteria": config.identification,
        "services": config.services,
        "statuses": STATUSES,
        "kinds": KINDS,
        "detectors": DETECTORS,
        "mitigations": MITIGATIONS,
        "review states": REVIEW_STATES,
        "answers": ANSWERS,
        "visibilities": VISIBILITIES,
    }
