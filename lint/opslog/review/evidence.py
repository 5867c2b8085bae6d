"""The evidence for a record, in its order: `reviews:`, the trailers of the commit that brought it, the forge."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import printable
from opslog.forges.patience import Patience, StoppedError
from opslog.forges.reviews import Told
from opslog.record import Record, Review
from opslog.review.digest import digest_of
from opslog.review.history import Bringing, bringing, changed_files, is_at_hand, text_at, top_of
from opslog.review.request import Event, Request, open_request, request_at
from opslog.review.standing import Standing, Verdict, standing_of
from opslog.review.version import Match, Version, compare, version_of


class Result(Enum):
    """What the evidence comes to."""

    ENOUGH = "enough"
    NOT_ENOUGH = "not enough"
    UNKNOWN = "cannot be said"


class Checked(NamedTuple):
    """What the evidence for a record comes to, where it was found, and why it ends there."""

    record: Record
    result: Result
    standing: Standing
    source: str
    why: str = ""


class Answer(NamedTuple):
    """What is known of a request: what the forge told, or the event file; or why nothing is."""

    told: Told | None
    source: str
    trouble: str = ""


Ask = Callable[[Request], Answer]


def asker(config: Config, environment: Mapping[str, str], event: Event | None, patience: Patience) -> Ask:
    """Make what asks the forge about a request, once for each; where it cannot be asked, the event file speaks."""
    known: dict[Request, Answer] = {}

    def ask(request: Request) -> Answer:
        if request not in known:
            known[request] = _ask(request, config, environment, event, patience)
        return known[request]

    return ask


def _ask(
    request: Request, config: Config, environment: Mapping[str, str], event: Event | None, patience: Patience
) -> Answer:
    try:
        host = open_request(request, config, environment)
        return Answer(host.forge.ask(host, request.project, request.number, patience), host.forge.name)
    except (OpslogError, StoppedError) as stop:
        trouble = printable(str(stop))
    if event is None or event.request != request:
        return Answer(None, "", trouble)
    told = _told_by(event, config)
    return Answer(told, "the event file", trouble)


def _told_by(event: Event, config: Config) -> Told | None:
    """Take out of an event what a forge would tell; which files the request changes is git's to say."""
    top = top_of(str(config.records_folder / "x"))
    files = changed_files(str(top), event.base, event.head) if top else None
    if files is None:
        return None
    reviews = (event.review,) if event.review else ()
    return Told(event.author, event.head, event.url, dict.fromkeys(files, ""), reviews)


def check(record: Record, request: Request | None, config: Config, ask: Ask) -> Checked:
    """Look for enough evidence for a record, and no further than needed."""
    own = record.facts.reviews
    standing = standing_of(record, own, config, lambda review: version_of(record, review, config))
    if standing.is_enough:
        return Checked(record, Result.ENOUGH, standing, "`reviews:`")
    brought = bringing(record.path)
    reviews, authors = (*own, *_trailers(brought)), [brought.author] if brought and brought.reviewed_by else []
    if len(reviews) > len(own):
        standing = standing_of(record, reviews, config, lambda review: version_of(record, review, config), authors)
        if standing.is_enough:
            return Checked(record, Result.ENOUGH, standing, f"the trailers of {brought.commit[:10] if brought else ''}")
    request = request or _request_of(brought, config)
    if request is None:
        why = "there is no pull request to ask about; give --pr N"
        return Checked(record, Result.UNKNOWN, standing, "", why)
    answer = ask(request)
    if answer.told is None:
        return Checked(record, Result.UNKNOWN, standing, "", answer.trouble)
    return _with_told(record, reviews, authors, request, answer, config)


def _with_told(
    record: Record, reviews: tuple[Review, ...], authors: list[str], request: Request, answer: Answer, config: Config
) -> Checked:
    told = answer.told
    if told is None or name_of(record) not in told.files:
        standing = standing_of(record, reviews, config, lambda review: version_of(record, review, config), authors)
        why = answer.trouble or f"{request} does not change this record, so its reviews say nothing about it"
        return Checked(record, Result.UNKNOWN if answer.trouble else Result.NOT_ENOUGH, standing, "", why)

    def version(review: Review) -> Version:
        return (
            told_version(record, review, told, config) if review in told.reviews else version_of(record, review, config)
        )

    everybody = (*authors, told.author)
    standing = standing_of(record, (*reviews, *told.reviews), config, version, everybody)
    unsaid = "; ".join(filter(None, (*told.unsaid, answer.trouble)))
    if standing.is_enough:
        return Checked(record, Result.ENOUGH, standing, answer.source, unsaid)
    is_unknown = bool(answer.trouble) or any(standing.of(Verdict.UNKNOWN))
    return Checked(record, Result.UNKNOWN if is_unknown else Result.NOT_ENOUGH, standing, answer.source, unsaid)


def told_version(record: Record, review: Review, told: Told, config: Config) -> Version:
    """Compare the version that somebody reviewed on a forge with the present one: by git, or as the request's last."""
    commit = review.commit or told.head
    raw = text_at(record.path, commit)
    if raw is not None:
        return compare(record, raw, config)
    if commit == told.head and _is_head(record, told):
        return Version(Match.SAME, digest=digest_of(record))
    return Version(Match.UNKNOWN)


def _is_head(record: Record, told: Told) -> bool:
    """Say whether the file at hand is that of the request's last commit."""
    blob = told.files.get(name_of(record))
    if blob:
        try:
            raw = Path(record.path).read_bytes()
        except OSError:
            return False
        return hashlib.sha1(b"blob %d\0%s" % (len(raw), raw), usedforsecurity=False).hexdigest() == blob
    return is_at_hand(record.path, told.head)


def name_of(record: Record) -> str:
    """Name the file of a record as its repository does."""
    path = Path(record.path).absolute()
    top = top_of(record.path) or Path.cwd()
    try:
        return path.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _trailers(brought: Bringing | None) -> Iterable[Review]:
    """Read `Reviewed-by: Grace Hopper <grace@example.com>` as approvals of what the commit brought."""
    if brought is None:
        return ()
    from opslog.times import Moment

    at = Moment(brought.at, brought.at)
    url = next((address for address in brought.addresses if address.startswith(("https://", "http://"))), None)
    names = (value.partition("<")[0].strip() for value in brought.reviewed_by)
    return [
        Review(by=name[:200], state="approved", at=at, url=url, commit=brought.commit)
        for name in dict.fromkeys(names)
        if name and name.isprintable()
    ]


def _request_of(brought: Bringing | None, config: Config) -> Request | None:
    addresses = brought.addresses if brought else ()
    return next((found for address in addresses if (found := request_at(address, config))), None)
