"""Senior review: is an approved record approved by those it takes, and does it still say what they approved."""

from __future__ import annotations

from collections.abc import Iterator

from opslog.config import Config
from opslog.finding import Remark
from opslog.record import Record
from opslog.review.roster import fold_name, is_reviewer
from opslog.review.standing import NO_ROSTER, Standing, Verdict, standing_of
from opslog.review.version import any_version, version_of
from opslog.rule import rule


@rule("RV101", "approved-without-evidence", "error")
def approved_without_evidence(record: Record, config: Config) -> Iterator[Remark]:
    """A record is approved, and its `reviews:` do not show the approvals that its severity takes.

    Of everybody the last review counts, comments left aside. The authors' own approvals do not count, nor do those of
    people who are not on the roster. Who is on it, and how many it takes, stands in the configuration under `review`;
    without a roster one approval by anybody who is no author will do.

    ## Why it matters

    `status: approved` is a claim that readers rely on. Years later, in a moved repository, the entry under `reviews:`
    is what is left to show that somebody with distance and experience read the record.

    ## What to write instead

    Let `opslog review record --pr N` write the entries after the approval. Or write them by hand: who, when, and the
    link to the approval. If nobody has approved it yet, the record is in review.

    ## Example

        status: approved
        reviews:
          - by: "@grace"
            role: senior
            state: approved
            at: 2023-01-04 09:10
            url: https://github.com/example/shop/pull/7#pullrequestreview-2001
    """
    if record.facts.status != "approved":
        return
    standing = _by_name(record, config)
    if not standing.is_enough:
        message = f"the record is approved, and `reviews:` does not show it: {standing.words}"
        if not standing.has_roster:
            message += f"; {NO_ROSTER}"
        instead = (
            "Let `opslog review record --pr N` write the approvals, or write `status: in-review` until they are there."
        )
        yield Remark(record.place("status"), message, instead)


@rule("RV102", "review-by-author", "error")
def review_by_author(record: Record, config: Config) -> Iterator[Remark]:
    """An author of the record is named as one who approved it.

    ## Why it matters

    Who wrote a record knows what it is meant to say, and reads that. A second pair of eyes is the whole point.

    ## What to write instead

    Ask somebody who did not write it, best somebody who did not respond either. Take the entry out. If the name is
    among the `authors` by mistake, take it out there.

    ## Example

        authors: ["@jun"]
        reviews:
          - {by: "@grace", role: senior, state: approved, at: 2023-01-04 09:10}
    """
    authors = {fold_name(author) for author in record.facts.authors}
    for number, review in enumerate(record.facts.reviews):
        if review.state == "approved" and review.by and fold_name(review.by) in authors:
            message = f"{review.by} is an author of this record, so this approval does not count"
            yield Remark(record.place(f"reviews.{number}"), message, "Ask somebody who did not write it.")


@rule("RV103", "changed-since-approval", "error")
def changed_since_approval(record: Record, config: Config) -> Iterator[Remark]:
    """An approved record has changed since it was approved, and the approvals of the present version are too few.

    An approval is bound to what the record said: by its `digest`, or by the `commit` where there is no digest. Covered
    are all facts but `status`, `reviews` and `closure`, and the words of the body. Not covered is how it is laid out
    (spaces, line breaks, bullets, emphasis, order in the frontmatter), and of follow-ups box, owner, date, kind,
    priority and tracker reference: they go on changing.

    Up to three words may be spelt right without a new approval: a word of five or more small letters that becomes
    another with the same first letter by one slip of a typist (a letter too many, missing, wrong, or two swapped; two
    slips from ten letters on). Words such as “never” and “without” are no such words. Where git does not have the
    version that was approved, as in a shallow clone, slips cannot be told from changes, and any change is reported.

    ## Why it matters

    Whoever reads “approved by @grace” takes it that she read this. A figure that was added later has been read by
    nobody.

    ## What to write instead

    Ask for a second look; it is short when you can say what changed. Then let `opslog review record` write the new
    approval. Nothing has to be taken out: the old entry stays as it is.

    ## Example

        reviews:
          - {by: "@grace", state: approved, at: 2023-01-04 09:10, digest: "sha256:…"}
          - {by: "@grace", state: approved, at: 2023-01-09 11:30, digest: "sha256:…"}
    """
    facts = record.facts
    if facts.status != "approved" or not any(review.digest or review.commit for review in facts.reviews):
        return
    if not _by_name(record, config).is_enough:
        return  # RV101's to report
    standing = standing_of(record, facts.reviews, config, lambda review: version_of(record, review, config))
    if standing.is_enough:
        return
    for opinion in standing.of(Verdict.CHANGED):
        change = opinion.version.change
        what = change.words if change else "what changed cannot be said, this clone does not have that version"
        message = f"the record has changed since {opinion.review.by} approved it: {what}"
        instead = "Ask for a second look at what changed, and let `opslog review record` write the new approval."
        yield Remark(record.place(f"reviews.{opinion.place}"), message, instead)


@rule("RV104", "reviewer-not-on-roster", "info")
def reviewer_not_on_roster(record: Record, config: Config) -> Iterator[Remark]:
    """Somebody approved who is not on the roster, so the approval does not count.

    ## Why it matters

    It is easily taken for one that does. Often a handle is misspelt, or the roster is behind.

    ## What to write instead

    The handle as the roster writes it (`review.groups`). If the person has become a reviewer, add them there, in a
    change of its own that others can see.

    ## Example

        [tool.opslog.review.groups]
        senior = ["@grace", "@lin"]
    """
    for number, review in enumerate(record.facts.reviews):
        if review.state == "approved" and review.by and not is_reviewer(review.by, config):
            message = f"{review.by} is in no group of reviewers, so this approval does not count"
            yield Remark(record.place(f"reviews.{number}"), message, "Check the handle, and `review.groups`.")


@rule("RV105", "review-without-proof", "info")
def review_without_proof(record: Record, config: Config) -> Iterator[Remark]:
    """An approval has no date, or no link to where it can be read.

    ## Why it matters

    A name alone is a claim like the status itself. With the link anybody can look it up, and with the date the log can
    say whether the postmortem was in time.

    ## What to write instead

    `at:` and `url:`, or let `opslog review record` write both.

    ## Example

        reviews:
          - by: "@grace"
            state: approved
            at: 2023-01-04 09:10
            url: https://github.com/example/shop/pull/7#pullrequestreview-2001
    """
    for number, review in enumerate(record.facts.reviews):
        missing = [name for name, given in (("at", review.at), ("url", review.url)) if given is None]
        unreadable = [name for name in missing if record.place(f"reviews.{number}.{name}", f"reviews.{name}").line > 1]
        if review.state == "approved" and missing and not unreadable:
            message = (
                f"the approval by {review.by or 'somebody'} has no {' and no '.join(f'`{each}`' for each in missing)}"
            )
            yield Remark(record.place(f"reviews.{number}"), message, "Write when it was given and the link to it.")


def _by_name(record: Record, config: Config) -> Standing:
    """Weigh the reviews of a record by who gave them, whatever version they were about."""
    return standing_of(record, record.facts.reviews, config, any_version)
