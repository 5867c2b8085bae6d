"""The comments that keep other rules silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.rule import all_rules, find_rules, rule
from opslog.suggestion import did_you_mean
from opslog.suppression import read_suppressions


@rule("SU101", "suppression-without-reason", "error")
def suppression_without_reason(record: Record, config: Config) -> Iterator[Remark]:
    """A comment keeps a rule silent and does not say why; it is not obeyed.

    ## Why it matters

    The reviewer cannot tell a considered exception from a muted nuisance, and neither can you in a year.

    ## What to write instead

    The rule, two dashes, and the reason, in one comment.

    ## Example

        <!-- opslog-disable-next-line SC103 -- the question marks are the log line we searched for -->
    """
    for one in read_suppressions(record.body):
        if not one.reason:
            yield Remark(
                one.span, "this comment gives no reason", "Write `<!-- opslog-disable-next-line CODE -- why -->`."
            )


@rule("SU102", "unused-suppression", "warning")
def unused_suppression(record: Record, config: Config) -> Iterable[Remark]:
    """A comment keeps a rule silent that had nothing to say.

    ## Why it matters

    It was needed once. Left in, it will swallow a finding that is true.

    ## What to write instead

    Nothing: delete it.

    ## Example

        <!-- opslog-disable-next-line FU101 -- the team is being formed -->
    """
    return ()  # Only the engine knows what was silenced: check.py reports these under this rule's name.


@rule("SU103", "suppression-of-nothing", "error")
def suppression_of_nothing(record: Record, config: Config) -> Iterator[Remark]:
    """A comment names no rule, or one that does not exist.

    ## Why it matters

    It silences nothing, although it looks as if it did.

    ## What to write instead

    A code (`SC103`), a name (`placeholder-text`) or a family (`SC`).

    ## Example

        <!-- opslog-disable SC103 -- quoted from the customer's mail -->
    """
    for one in read_suppressions(record.body):
        if not one.rules:
            yield Remark(
                one.span, "this comment names no rule", "Name the code: `<!-- opslog-disable SC103 -- why -->`."
            )
        for name in one.rules:
            if not find_rules(name):
                known = [*all_rules(), *(rule.name for rule in all_rules().values())]
                near = did_you_mean(name, known)
                hint = near[:1].upper() + near[1:] if near.startswith("did") else "`opslog rules` lists them."
                yield Remark(one.span, f"there is no rule `{name}`", hint)
