"""The short path of a licence or a subscription that stops a customer: a temporary licence, issued and written down.

docs/process/go-to-market.md says when.
"""

from __future__ import annotations

from datetime import tzinfo

from opslog.clock import zone_of
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.licence import MOST_DAYS, days_later, fault_of
from opslog.live.actor import as_known
from opslog.live.step import Step, entry, nothing, with_responders
from opslog.live.when import read_when
from opslog.live.wording import one_line
from opslog.reading import people_of
from opslog.record import Licence, Record
from opslog.shapes import MAX_TEXT
from opslog.times import Moment, TimeError, moment_text, read_moment

WHY = "anybody may issue one without asking because it ends by itself so soon; another one can follow"

CONFIRMED = 'opslog mitigate --kind other "The customer confirms that they can work."'


def issue_licence(
    record: Record, config: Config, customer: str, who: str, at: str | None, days: int | None, until: str | None
) -> Step:
    """Say that a temporary licence was issued. Raises OpslogError for one that is too long, or another customer's."""
    zone = zone_of(record, config)
    issued = read_when(at, zone)
    who = as_known(who, people_of(record.facts))
    valid_until = _until(issued, days, until, zone)
    licence = Licence(_customer(customer, record), who, issued, valid_until)
    fault = fault_of(licence)
    if fault:
        raise OpslogError(f"{fault}: {WHY}")
    known, ends = record.facts.licence, moment_text(valid_until)
    if known == licence:
        return nothing(record, f"This licence is written down already, valid until {ends}.")
    facts = with_responders(record.facts._replace(licence=licence), who)
    which = "a temporary licence" if known is None else "another temporary licence"
    notes = ["The key itself belongs nowhere in the record. In the text, write “a customer”."]
    if facts.visibility == "public":
        notes.append("The record is public, and now it names the customer: set `visibility: internal`.")
    if facts.resolution_owner is None:
        notes.append("Who finds the cause before the licence ends? `opslog own @handle` names the resolution owner.")
    return Step(
        f"Licence written down, valid until {ends}.",
        facts,
        (entry(issued, f"{who} issues {which}, valid until {ends}.", "action"),),
        say=(f"A customer has {which} until {ends} {issued.local:%Z}. We look for the cause meanwhile.",),
        notes=tuple(notes),
        next=(
            *(() if facts.times.mitigated else ((CONFIRMED, "when they say so"),)),
            ("opslog status", f"says how long it lasts; {MOST_DAYS} days are the most"),
        ),
    )


def _customer(name: str, record: Record) -> str:
    """Check who a licence is for: the one customer of the record, spelt as there."""
    customer = one_line(name)
    if not customer:
        raise OpslogError("--customer: nothing is written there")
    if len(customer) > MAX_TEXT:
        raise OpslogError(f"--customer: more than {MAX_TEXT} characters are no name")
    known = record.facts.licence.customer if record.facts.licence else None
    if known is not None and known.casefold() != customer.casefold():
        raise OpslogError("this record holds the licence of another customer; declare an incident of its own")
    return known or customer


def _until(issued: Moment, days: int | None, until: str | None, zone: tzinfo) -> Moment:
    if days is not None and until is not None:
        raise OpslogError("--days and --valid-until: give one of the two")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise OpslogError(f"--days: {days} it cannot be, and {MOST_DAYS} days are the most: {WHY}")
    if until is None:
        return days_later(issued, days or MOST_DAYS)
    try:
        return read_moment(until.strip(), zone)
    except TimeError as problem:
        raise OpslogError(f"--valid-until: {problem.message}; {problem.instead}") from problem
