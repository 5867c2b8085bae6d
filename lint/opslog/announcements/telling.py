"""What was told, written into the timeline: a `[comms]` entry that names the next update."""

from __future__ import annotations

from pathlib import Path

from opslog.announcements.cadence import update_time
from opslog.announcements.checking import check_text
from opslog.announcements.draft import Draft, Wish, as_one_line, draft_of
from opslog.announcements.stated import is_total, label_of
from opslog.announcements.wording import Announcement
from opslog.clock import zone_of
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.files import read_file
from opslog.live.actor import as_known
from opslog.live.step import Step, entry
from opslog.live.when import read_when, shown
from opslog.reading import people_of
from opslog.record import Record
from opslog.vocabulary import AUDIENCES, OUTSIDE


def read(path: Path, config: Config) -> Record:
    """Read a record of which something is told. Raises OpslogError where it cannot be read."""
    record = read_file((path, None), config)
    if not record.readable or not record.has_facts:
        why = record.problems[0].message if record.problems else "it cannot be read"
        raise OpslogError(f"{record.path}: {why}; mend that first")
    return record


def told(record: Record, config: Config, wish: Wish, who: str, at: str | None) -> tuple[Draft, Step]:
    """Draft what was told, and write it down. Raises OpslogError where blanks are left in it."""
    zone = zone_of(record, config)
    said = read_when(at, zone)
    draft = draft_of(record, config, wish, said)
    if draft.gaps:
        blanks = ", ".join(f"{gap.blank} (--fill {gap.name}='…')" for gap in draft.gaps)
        raise OpslogError(f"not written down: fill in {blanks}; or say what was told: opslog update …")
    label = label_of(draft.audience, as_known(who, people_of(record.facts)))
    done = f"Written down for {shown(said, zone)}: {AUDIENCES[draft.audience].lower()}, {draft.phase}."
    notes: tuple[str, ...] = ()
    if draft.next_update:
        done = f"{done} The next update is due at {update_time(draft.next_update, said)}."
    elif draft.phase != "resolved":
        notes = ("no next update is named: `--next 45`, the next time",)
    return draft, Step(done, record.facts, (entry(said, label + as_one_line(draft.text), "comms"),), notes=notes)


def flaws_in(draft: Draft, record: Record, config: Config) -> list[str]:
    """Say what the rules for announcements find in what was told."""
    over, total = draft.phase == "resolved", is_total(record, config)
    announcement = Announcement(draft.text, draft.said, draft.audience in OUTSIDE, total, over)
    found = check_text(announcement, record.path, config)
    return [f"{finding.message} ({finding.code}). {finding.instead}" for finding in found]
