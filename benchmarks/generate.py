"""Synthetic records for the benchmarks: valid, varied, and the same for the same seed.

Record number i is the same however many are asked for: the first hundred of a thousand are the hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.prose import ADJECTIVES, THINGS, Writer, capital

SEED = 20_260
WORDS = 910  # what is asked of the writer; sentences run past it, and records come to a thousand
FIRST_DAY = datetime(2016, 1, 4)  # noqa: DTZ001 - a wall clock reading: each record brings its zone
DAYS = 3_650

SERVICES = (
    "atlas", "beacon", "billing", "catalogue", "courier", "directory", "exchange", "forms", "gatehouse", "inventory",
    "journal", "kiosk", "lighthouse", "mailroom", "notices", "payroll", "quotes", "registry", "tickets", "vault",
)  # fmt: skip
TAGS = tuple(
    f"{how}-{what}"
    for how in ("slow", "lost", "full", "stale", "split", "late")
    for what in ("cache", "config", "deploy", "disk", "dns", "lock", "network", "queue", "quota", "schema")
)
PEOPLE = tuple(f"@{name}" for name in (
    "alba", "bao", "cleo", "dara", "edda", "femi", "gita", "hugo", "iris", "jonas", "kofi", "lena", "mika", "nuri",
    "olga", "pavel", "quin", "rosa", "sven", "tara", "uma", "vito", "wren", "yara",
))  # fmt: skip
TEAMS = ("team:platform", "team:storage", "team:network", "team:storefront")
STATUSES = ("approved",) * 14 + ("in-review",) * 2 + ("draft",) * 2 + ("open", "waived")
SEVERITIES = ("sev1", "sev2", "sev2", "sev3", "sev3", "sev3")
ZONES = ("UTC", "UTC", "Europe/Berlin", "America/New_York")
CRITERIA = ("user-facing", "several-teams", "too-long", "manual-response", "monitoring-silent")
DETECTORS = ("alert", "alert", "alert", "engineer", "customer", "support")
MITIGATIONS = ("rollback", "revert", "fix-forward", "scale", "redirect", "block", "degrade", "restart")
KINDS = ("detect", "prevent", "mitigate", "process", "document")
MILESTONES = ("started", "detected", "acknowledged", "declared", "mitigated", "resolved")
ENTRY_KINDS = ("decision", "action", "action", "handoff", "finding")
SHARES = {"summary": 0.12, "impact": 0.15, "what": 0.34, "mitigation": 0.13, "resolution": 0.13, "recovery": 0.13}


@dataclass(frozen=True, slots=True)
class Incident:
    """The facts of one record, before anything is told about them."""

    id: str
    title: str
    severity: str
    status: str
    zone: str
    times: dict[str, datetime]
    services: list[str]
    tags: list[str]
    people: list[str]
    related: list[str]


def generate(folder: Path, count: int, seed: int = SEED) -> list[Path]:
    """Write `count` records below `folder`, each in the folder of its year."""
    written = []
    for number in range(count):
        incident = incident_of(number, seed)
        path = folder / incident.id[:4] / f"{incident.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record_of(incident, number, seed), encoding="utf-8")
        written.append(path)
    return written


def incident_of(number: int, seed: int) -> Incident:
    """Throw the dice for the facts of record `number`."""
    dice = _dice(number, seed, "facts")
    started, name = _beginning(number, seed)
    status = dice.choice(STATUSES)
    milestones = MILESTONES[:4] if status == "open" else MILESTONES
    minutes = sorted(dice.sample(range(1, 300), len(milestones) - 1))
    related = {dice.randrange(number) for _ in range(2)} if number and dice.random() < 0.3 else set()
    return Incident(
        id=_id_of(number, seed),
        title=f"{capital(name)} {dice.choice(('stalled', 'overflowed', 'went silent', 'lost writes', 'timed out'))}",
        severity=dice.choice(SEVERITIES),
        status=status,
        zone=dice.choice(ZONES),
        times=dict(zip(milestones, [started, *(started + timedelta(minutes=after) for after in minutes)], strict=True)),
        services=dice.sample(SERVICES, dice.randint(1, 3)),
        tags=dice.sample(TAGS, dice.randint(2, 5)),
        people=dice.sample(PEOPLE, dice.randint(4, 7)),
        related=[_id_of(other, seed) for other in sorted(related)],
    )


def record_of(incident: Incident, number: int, seed: int) -> str:
    """Write the whole record: frontmatter and all nine sections."""
    dice = _dice(number, seed, "story")
    return f"---\n{_frontmatter(incident, dice)}\n---\n\n{_body(incident, dice)}\n"


def _dice(number: int, seed: int, what: str) -> Random:
    return Random(f"{seed} {number} {what}")  # noqa: S311 - invented prose keeps no secret


def _beginning(number: int, seed: int) -> tuple[datetime, str]:
    """When it started and what broke. In working hours: no clock changes between 6:00 and the last entry."""
    dice = _dice(number, seed, "id")
    started = FIRST_DAY + timedelta(days=dice.randrange(DAYS), hours=dice.randint(6, 17), minutes=dice.randrange(60))
    return started, f"{dice.choice(ADJECTIVES)} {dice.choice(THINGS)}"


def _id_of(number: int, seed: int) -> str:
    started, name = _beginning(number, seed)
    return f"{started:%Y-%m-%d}-{name.replace(' ', '-')}-{number}"


def _frontmatter(incident: Incident, dice: Random) -> str:
    people = [f'"{person}"' for person in incident.people]
    lines = [
        f"title: {incident.title}",
        f"severity: {incident.severity}",
        f"status: {incident.status}",
        f"timezone: {incident.zone}",
        "times:",
        *(f"  {name}: {moment:%Y-%m-%d %H:%M}" for name, moment in incident.times.items()),
        f"criteria: [{', '.join(dice.sample(CRITERIA, dice.randint(1, 3)))}]",
        f"detected_by: {dice.choice(DETECTORS)}",
        f"services: [{', '.join(incident.services)}]",
        f"tags: [{', '.join(incident.tags)}]",
        f"roles:\n  incident-commander: {people[0]}\n  communications-lead: {people[1]}\n  ops-lead: {people[2]}",
        f"resolution_owner: {people[2]}",
        f"responders: [{', '.join(people)}]",
        f"authors: [{people[0]}]",
    ]
    if "mitigated" in incident.times:
        lines.append(f"mitigation:\n  kind: {dice.choice(MITIGATIONS)}")
    if incident.status == "waived":
        lines.append(f"waived_because: the same cause as the week before\nwaived_by: {people[0]}")
    if incident.status == "approved":
        lines += [_review(incident, dice), _closure(incident)]
    if incident.related:
        lines.append(f"related: [{', '.join(incident.related)}]")
    return "\n".join(lines)


def _review(incident: Incident, dice: Random) -> str:
    by = dice.choice([person for person in PEOPLE if person not in incident.people])
    at = incident.times["started"] + timedelta(days=dice.randint(3, 20))
    url = f"https://forge.example.net/works/atlas/pull/{dice.randint(1, 9000)}"
    return f'reviews:\n  - {{by: "{by}", role: senior, state: approved, at: {at:%Y-%m-%d %H:%M}, url: {url}}}'


def _closure(incident: Incident) -> str:
    held = incident.times["started"] + timedelta(days=21)
    links = [f"https://status.example.net/{incident.id}"] if incident.severity == "sev1" else []
    lists = "".join(
        f"  {name}: [{', '.join(links)}]\n" for name in ("public_issues", "announced", "resolved_announced")
    )
    return f"closure:\n{lists}  retrospective: {{date: {held:%Y-%m-%d}}}"


def _body(incident: Incident, dice: Random) -> str:
    """Write the sections; the prose gets the words that timeline, lessons and follow-ups leave of the thousand."""
    writer = Writer(dice)
    timeline, lessons, follow_ups = _timeline(incident, writer), _lessons(writer), _follow_ups(incident, writer)
    left = WORDS - sum(len(part.split()) for part in (timeline, lessons, follow_ups))
    told = {name: _prose(writer, round(left * share), incident, name) for name, share in SHARES.items()}
    sections = {
        "Summary": told["summary"],
        "Impact": told["impact"],
        "What happened": told["what"],
        "Timeline": timeline,
        "Mitigation": told["mitigation"],
        "Resolution": told["resolution"],
        "Recovery": told["recovery"],
        "Lessons learned": lessons,
        "Follow-ups": follow_ups,
    }
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections.items())


def _prose(writer: Writer, words: int, incident: Incident, section: str) -> str:
    """Write a section of prose; some have a list, a fence or a link to another record, as people's do."""
    if section in ("impact", "mitigation") and writer.dice.random() < 0.6:
        return writer.bullets(words)
    parts = [writer.paragraphs(words)]
    if section == "what":
        parts.append(writer.log_lines())
        parts += [f"It resembles [an earlier one](../{other[:4]}/{other}.md)." for other in incident.related]
    return "\n\n".join(parts)


def _timeline(incident: Incident, writer: Writer) -> str:
    """Write 8 to 25 entries: the milestones, updates in time, and what happened between and after them."""
    named = {moment: name for name, moment in incident.times.items()}
    started = incident.times["started"]
    minutes = range(1, (max(named) - started).seconds // 60 + 90)
    for update in _updates(incident):
        named[next(at for minute in range(9) if (at := update + timedelta(minutes=minute)) not in named)] = "comms"
    between = [moment for after in minutes if (moment := started + timedelta(minutes=after)) not in named]
    others = writer.dice.sample(between, max(0, writer.dice.randint(8, 25) - len(named)))
    entries = []
    day = None
    for moment in sorted((*named, *others)):
        clock = f"{moment:%H:%M}" if day == moment.date() else f"{moment:%Y-%m-%d %H:%M}"
        day = moment.date()
        entries.append(f"- {clock} — {_entry(named.get(moment, ''), incident, writer)}")
    return "\n".join(entries)


def _updates(incident: Incident) -> list[datetime]:
    """Place the updates that the default policy asks for: soon after it was declared, regularly, and at its end."""
    every = {"sev1": 25, "sev2": 50}.get(incident.severity)
    declared, mitigated = incident.times.get("declared"), incident.times.get("mitigated")
    told = []
    if every is not None and declared is not None:
        until = mitigated or declared + timedelta(minutes=1)
        spread = range(5, max(6, int((until - declared).total_seconds()) // 60), every)
        told = [declared + timedelta(minutes=after) for after in spread]
    return [*told, incident.times["resolved"] + timedelta(minutes=5)] if "resolved" in incident.times else told


def _entry(milestone: str, incident: Incident, writer: Writer) -> str:
    who = writer.dice.choice(incident.people)
    kind = milestone or (writer.dice.choice(ENTRY_KINDS) if writer.dice.random() < 0.6 else "")
    mark = f"[{kind}] " if kind not in ("", "started") else ""
    told = f"{mark}{who} notes: {writer.clause()}." if writer.dice.random() < 0.4 else f"{mark}{writer.sentence()}"
    if writer.dice.random() < 0.1:
        told += f"\n\n{_indented(writer.log_lines())}\n"
    return told


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _lessons(writer: Writer) -> str:
    headings = ("What went well", "What went badly", "Where we got lucky")
    return "\n\n".join(f"### {heading}\n\n{writer.bullets(40)}" for heading in headings)


def _follow_ups(incident: Incident, writer: Writer) -> str:
    """Write 2 to 6 follow-ups, one of them to prevent it, most of them done; a record in five has them in a table."""
    first, *others = [_follow_up(incident, writer) for _ in range(writer.dice.randint(2, 6))]
    (task, owner, _, *rest), done = first
    rows = [((task, owner, "prevent", *rest), done), *others]
    if writer.dice.random() < 0.2:
        head = "| Follow-up | Owner | Kind | Priority | Due | Tracker | State |\n|---|---|---|---|---|---|---|"
        return "\n".join((head, *(f"| {' | '.join((*row, 'done' if done else 'open'))} |" for row, done in rows)))
    lines = []
    for (task, owner, kind, priority, due, tracker), done in rows:
        lines.append(f"- [{'x' if done else ' '}] {task} — {owner}, {kind}, {priority}, due {due}, {tracker}")
    return "\n".join(lines)


def _follow_up(incident: Incident, writer: Writer) -> tuple[tuple[str, ...], bool]:
    dice = writer.dice
    due = incident.times["started"] + timedelta(days=dice.randint(7, 120))
    number = dice.randint(1, 9000)
    tracker = dice.choice((f"works/atlas#{number}", f"https://forge.example.net/works/atlas/issues/{number}"))
    owner = dice.choice((*incident.people, *TEAMS))
    priority = f"P{dice.randint(0, 3)}"
    return (writer.task(), owner, dice.choice(KINDS), priority, f"{due:%Y-%m-%d}", tracker), dice.random() < 0.85
