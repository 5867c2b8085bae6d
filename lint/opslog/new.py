"""A new record: questions asked, answers checked, the file written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from opslog.config import Config
from opslog.editing import NewEntry, with_entries
from opslog.errors import OpslogError
from opslog.facts_text import facts_text
from opslog.live.actor import person
from opslog.live.when import read_when
from opslog.live.wording import one_line
from opslog.reading import parse_record
from opslog.record import SLUG, Facts, Holding, Times
from opslog.suggestion import did_you_mean
from opslog.times import Moment, find_zone
from opslog.vocabulary import DETECTORS, KINDS, ROLES, SECTIONS, STATUSES
from opslog.writing import create_file, question_text

SLUG_LENGTH = 48
NOTICED = {
    "": "Somebody notices.",
    "alert": "An alert fires.",
    "engineer": "One of us notices.",
    "customer": "A customer reports it.",
    "partner": "A partner reports it.",
    "support": "Support reports it.",
}
"""How the timeline says who or what noticed."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new record starts from."""

    title: str
    severity: str
    status: str
    kind: str
    services: tuple[str, ...]
    criteria: tuple[str, ...]
    started: Moment
    detected: Moment | None
    detected_by: str | None
    now: Moment
    who: str | None
    slug: str


def read_answers(given: Mapping[str, str | None], config: Config, now: Moment) -> Answers:
    """Check the answers against the vocabularies. Raises OpslogError that names the option."""
    title = one_line(given.get("title") or "")
    if not title:
        raise OpslogError("--title: a record needs a title")
    zone = find_zone(config.timezone)
    detected = given.get("detected")
    began = given.get("started") or detected
    noticed_by = given.get("detected_by")
    slug = given.get("slug") or slug_of(title)
    if not SLUG.match(slug):
        raise OpslogError(f"--slug: `{slug}` is no slug; use lower-case letters, digits and hyphens")
    return Answers(
        title=title,
        severity=_one("severity", given.get("severity") or "", config.severities),
        status=_one("status", given.get("status") or "draft", STATUSES),
        kind=_one("kind", given.get("kind") or "incident", KINDS),
        services=_several("services", given.get("services"), config.services),
        criteria=_several("criteria", given.get("criteria"), config.identification),
        started=read_when(began, zone, "--started", day_will_do=True) if began else now,
        detected=read_when(detected, zone, "--detected") if detected else None,
        detected_by=_one("detected-by", noticed_by, DETECTORS) if noticed_by else None,
        now=now,
        who=person(given.get("who") or "", "--who") if given.get("who") else None,
        slug=slug,
    )


def _one(option: str, word: str, known: Mapping[str, object]) -> str:
    if word not in known:
        raise OpslogError(f"--{option}: there is no {option} `{word}`; {did_you_mean(word, known)}")
    return word


def _several(option: str, words: str | None, known: Mapping[str, object]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(word.strip() for word in (words or "").split(",") if word.strip()))
    return tuple(_one(option, word, known) for word in named) if known else named


def slug_of(title: str) -> str:
    """Make the words of a file name from a title.

    >>> slug_of("Corrupt image: déployé to production!")
    'corrupt-image-deploye-to-production'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        if len(slug) + len(word) >= SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "incident"


def facts_of(answers: Answers, config: Config) -> Facts:
    """State what is known when a record is begun. Whoever declares holds every role until it is handed over."""
    going_on = answers.status == "open"
    since = answers.now if going_on else answers.started
    who = (answers.who,) if answers.who else ()
    return Facts(
        title=answers.title,
        severity=answers.severity,
        status=answers.status,
        kind=answers.kind,
        timezone=config.timezone,
        times=Times(answers.started, answers.detected, declared=answers.now if going_on else None),
        criteria=answers.criteria,
        detected_by=answers.detected_by,
        services=answers.services,
        roles=tuple(Holding(role, holder, since) for role in ROLES for holder in who),
        responders=who,
    )


def record_text(answers: Answers, config: Config) -> str:
    """Write the record: what is known in the frontmatter, and the headings its status needs. Raises OpslogError."""
    needed = config.required(answers.status, answers.severity)
    sections = (name for name in SECTIONS if name in needed or name == "timeline")
    text = f"{facts_text(facts_of(answers, config), config)}\n{''.join(map(_section, sections))}".rstrip("\n") + "\n"
    text = with_entries(text.encode(), list(_entries(answers)), "the new record", config).decode()
    problems = parse_record(text, "the new record", config).problems
    if problems:
        raise OpslogError(f"the new record would not do: {problems[0].message}; {problems[0].instead}")
    return text


def _section(name: str) -> str:
    heading = f"## {SECTIONS[name][0]}\n\n"
    return heading if name == "timeline" else f"{heading}{question_text(name)}\n\n"


def _entries(answers: Answers) -> Iterator[NewEntry]:
    """Tell how it began, as far as that is known."""
    going_on = answers.status == "open"
    if not answers.started.whole_day and (not going_on or answers.started.at < answers.now.at):
        yield NewEntry(answers.started.at, "It starts.")
    if answers.detected:
        yield NewEntry(answers.detected.at, NOTICED[answers.detected_by or ""], "detected")
    if going_on:
        words = f"{answers.who or 'The team'} declares {answers.severity}"
        roles = " and takes all three roles" if answers.who else ""
        yield NewEntry(answers.now.at, f"{words}{roles}.", "declared")


def record_path(answers: Answers, config: Config) -> Path:
    """Say where a new record belongs."""
    day = f"{answers.started.local:%Y-%m-%d}"
    return config.records_folder / day[:4] / f"{day}-{answers.slug}.md"


def write_record(answers: Answers, config: Config) -> Path:
    """Create the file of a new record and return its path. Raises OpslogError where there is one already."""
    path = record_path(answers, config)
    create_file(path, record_text(answers, config))
    return path
