"""A new record: questions asked, answers checked, the file written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.suggestion import did_you_mean
from opslog.times import Moment, TimeError, find_zone, read_moment
from opslog.today import now
from opslog.vocabulary import SECTIONS, STATUSES
from opslog.writing import clock_text, create_file, question_text, yaml_list, yaml_text

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
SLUG_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new record starts from."""

    title: str
    severity: str
    status: str
    services: tuple[str, ...]
    criteria: tuple[str, ...]
    started: Moment
    now: datetime
    who: str | None
    slug: str


def read_answers(given: Mapping[str, str | None], config: Config, now: datetime) -> Answers:
    """Check the answers against the vocabularies. Raises OpslogError that names the option."""
    title = " ".join((given.get("title") or "").split())
    if not title:
        raise OpslogError("--title: a record needs a title")
    zone = find_zone(config.timezone)
    started = given.get("started") or clock_text(now, zone)
    try:
        moment = read_moment(started, zone)
    except TimeError as problem:
        raise OpslogError(f"--started: {problem.message}; {problem.instead}") from problem
    slug = given.get("slug") or slug_of(title)
    if not SLUG.match(slug):
        raise OpslogError(f"--slug: `{slug}` is no slug; use lower-case letters, digits and hyphens")
    return Answers(
        title=title,
        severity=_one("severity", given.get("severity") or "", config.severities),
        status=_one("status", given.get("status") or "open", STATUSES),
        services=_several("services", given.get("services"), config.services),
        criteria=_several("criteria", given.get("criteria"), config.identification),
        started=moment,
        now=now,
        who=given.get("who") or None,
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


def record_text(answers: Answers, config: Config) -> str:
    """Write the record: what is known in the frontmatter, and the headings its status needs."""
    zone = find_zone(config.timezone)
    started = clock_text(answers.started.at, zone)
    now = clock_text(answers.now, zone)
    front = [
        f"title: {yaml_text(answers.title)}",
        f"severity: {yaml_text(answers.severity)}",
        f"status: {answers.status}",
        f"timezone: {config.timezone}",
        "times:",
        f"  started: {started}",
    ]
    going_on = answers.status == "open"
    if going_on:
        front.append(f"  declared: {now}")
    if answers.criteria:
        front.append(f"criteria: {yaml_list(answers.criteria)}")
    if answers.services:
        front.append(f"services: {yaml_list(answers.services)}")
    if answers.who:
        who, since = yaml_text(answers.who), now if going_on else started
        roles = ("incident-commander", "communications-lead", "ops-lead")
        front += ["roles:", *(f"  {role}: [{{who: {who}, from: {since}}}]" for role in roles)]
    body = "".join(_section(name, answers, started, now) for name in _needed(answers, config))
    return "---\n" + "\n".join(front) + "\n---\n\n" + body.rstrip("\n") + "\n"


def _needed(answers: Answers, config: Config) -> list[str]:
    needed = config.required(answers.status, answers.severity)
    return [name for name in SECTIONS if name in needed or name == "timeline"]


def _section(name: str, answers: Answers, started: str, now: str) -> str:
    heading, _ = SECTIONS[name]
    if name != "timeline":
        return f"## {heading}\n\n{question_text(name)}\n\n"
    if answers.status != "open":
        return f"## {heading}\n\n- {started} — It starts: {answers.title}.\n\n"
    begun = f"- {started} — It starts.\n" if answers.started.at < answers.now and started != now else ""
    declarer = answers.who or "The team"
    role = " and is incident commander" if answers.who else ""
    return f"## {heading}\n\n{begun}- {now} — [declared] {declarer} declares the incident{role}.\n\n"


def write_record(answers: Answers, config: Config) -> Path:
    """Create the file of a new record and return its path. Raises OpslogError where there is one already."""
    day = f"{answers.started.local:%Y-%m-%d}"
    path = config.records_folder / day[:4] / f"{day}-{answers.slug}.md"
    create_file(path, record_text(answers, config))
    return path


def current_minute() -> datetime:
    """Return now, to the minute, in UTC."""
    return now().replace(second=0, microsecond=0)
