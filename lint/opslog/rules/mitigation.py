"""Mitigation: rollback first, or a reason; and facts about it that cannot be true together."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.changes import causing_change
from opslog.config import Config
from opslog.coverage import COVERED_KINDS
from opslog.finding import Remark
from opslog.reasons import is_reason
from opslog.record import Record
from opslog.rule import rule
from opslog.times import is_before, moment_text
from opslog.vocabulary import READ_BY_OTHERS

WENT_BACK = frozenset(("rollback", "revert"))
WRITTEN = READ_BY_OTHERS | {"draft"}


@rule("MT101", "no-reason-instead-of-rollback", "error")
def no_reason_instead_of_rollback(record: Record, config: Config) -> Iterator[Remark]:
    """A change caused it, nothing was rolled back, and the record does not say why.

    That a change caused it is said by a tag (`mitigation.change_tags`), or by a sentence of Summary or What happened
    that ties a deploy, an upgrade, a migration and the like to the harm. From a sentence it is a warning, since
    sentences are read and not understood.

    ## Why it matters

    Going back to what worked is the quickest way out that needs no understanding. Whoever reads the record next time
    wants to know what was wrong with it: was it impossible, or did nobody think of it.

    ## What to write instead

    What a rollback would have broken or could not reach, in `instead_of_rollback`. If it was not considered, that is a
    fact worth writing, and often a follow-up. If the change did not cause it after all, take the tag out.

    ## Example

        mitigation:
          kind: fix-forward
          instead_of_rollback: >-
            The release before this one cannot read the new column. Going back would have lost every upload since.
    """
    mitigation = record.facts.mitigation
    if record.facts.status not in WRITTEN or record.facts.kind not in COVERED_KINDS:
        return
    if mitigation is None or mitigation.kind is None or mitigation.kind in WENT_BACK:
        return
    given = mitigation.instead_of_rollback
    if given is not None and is_reason(given):
        return
    change = causing_change(record, config)
    if change is None:
        return
    instead = f"“{given[:40]}” is no reason" if given else "`instead_of_rollback` is not given"
    advice = "Write what a rollback would have broken or could not reach."
    place = record.place("mitigation.instead_of_rollback" if given else "mitigation.kind", "mitigation.kind")
    if change.sentence is None:
        said = f"a change caused it (tag `{change.words}`), the mitigation was `{mitigation.kind}`"
        yield Remark(place, f"{said}, and {instead}", advice)
    else:
        where = f"“{change.words}”, line {change.sentence.span.line}"
        said = f"a change seems to have caused it ({where}), the mitigation was `{mitigation.kind}`"
        yield Remark(place, f"{said}, and {instead}", advice, level="warning")


@rule("MT102", "reason-beside-rollback", "warning")
def reason_beside_rollback(record: Record, config: Config) -> Iterator[Remark]:
    """A record gives a reason against a rollback, and was mitigated by one.

    A reason beside a `revert` is fine: it says why the change was undone by a new version and not by the old one.

    ## Why it matters

    One of the two is left over from an earlier draft, and readers cannot tell which.

    ## What to write instead

    If something else was tried first, tell that under Mitigation. If the rollback came later and something else reduced
    the harm, name that as `kind`.

    ## Example

        mitigation:
          kind: rollback
          decided: 2022-12-25 14:40
    """
    mitigation = record.facts.mitigation
    if mitigation and mitigation.kind == "rollback" and mitigation.instead_of_rollback:
        message = "the mitigation was a rollback, and `instead_of_rollback` says why there was none"
        place = record.place("mitigation.instead_of_rollback")
        yield Remark(place, message, "Take the reason out, or name the kind that it explains.")


@rule("MT103", "decided-out-of-order", "error")
def decided_out_of_order(record: Record, config: Config) -> Iterator[Remark]:
    """The mitigation was decided before the incident started, or after it was mitigated.

    ## Why it matters

    How long it took to decide, and how long from there until it helped, are two different lessons. Times in the wrong
    order give neither.

    ## What to write instead

    Look at date and zone of both. If a later decision reduced the harm further, this is about the first that helped.

    ## Example

        times:
          mitigated: 2022-12-25 14:47
        mitigation:
          kind: rollback
          decided: 2022-12-25 14:40
    """
    times, mitigation = record.facts.times, record.facts.mitigation
    decided = mitigation.decided if mitigation else None
    if decided is None:
        return
    place = record.place("mitigation.decided")
    if times.started and is_before(decided, times.started):
        message = f"decided ({moment_text(decided)}) comes before started ({moment_text(times.started)})"
        yield Remark(place, message, "Check date and zone of both.")
    elif times.mitigated and is_before(times.mitigated, decided):
        message = f"decided ({moment_text(decided)}) comes after mitigated ({moment_text(times.mitigated)})"
        yield Remark(place, message, "Check date and zone of both.")


@rule("MT104", "mitigation-without-kind", "warning")
def mitigation_without_kind(record: Record, config: Config) -> Iterator[Remark]:
    """A record in review says when it was mitigated, and not by what.

    ## Why it matters

    What helps against which kind of incident, and how quickly, can only be counted where it is said in one word.

    ## What to write instead

    The kind that reduced the harm. `other` is one of them, also where the harm ended by itself; Mitigation tells it in
    words.

    ## Example

        mitigation:
          kind: rollback
    """
    mitigation = record.facts.mitigation
    if record.facts.status not in READ_BY_OTHERS or record.facts.times.mitigated is None:
        return
    noted = ("`mitigation`:", "`mitigation.kind`:")  # what cannot be read is FM104's to report
    unreadable = any(problem.message.startswith(noted) for problem in record.problems)
    if (mitigation is None or mitigation.kind is None) and not unreadable:
        message = "the record says when it was mitigated, and not by what"
        yield Remark(record.place("times.mitigated"), message, "Write `mitigation: {kind: …}`.")
