"""What a team expects of its incidents, by severity where that matters: deadlines, cadences, tolerances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from opslog.announcements.texts import INTERNAL_TEXTS, PUBLIC_TEXTS, STATUS_TEXTS
from opslog.setting import setting

WRITTEN_IN_DAYS = {"sev1": 5, "sev2": 7, "sev3": 14}
"""From resolved to approved. FireFighter reminds after 5 days; GitLab asks for 7 working days."""
DONE_IN_DAYS = {"sev1": 15, "sev2": 30, "sev3": 56}
"""PagerDuty's postmortem-docs, accountability.md: 15 and 30 days; Atlassian's handbook: 4 or 8 weeks."""


@dataclass(frozen=True, slots=True)
class ProofConfig:
    """`[tool.opslog.proof]`: how far apart two statements of the same fact may lie.

    Behind "about" or "~" each tolerance is twice as wide.
    """

    milestone_minutes: int = setting("A timeline entry tagged as a milestone may differ from `times` by this.", 1)
    duration_minutes: int = setting("A duration stated in minutes may differ from the computed one by this.", 1)
    days_apart: int = setting("An entry further than this from the one above it may have a slip in its date.", 3)
    outside_minutes: int = setting(
        "A clock time in the prose may lie this long before the first event or after the last.", 60
    )


@dataclass(frozen=True, slots=True)
class CommunicationConfig:
    """`[tool.opslog.communication]`: who hears of an incident how soon. A severity without a figure has no policy."""

    first_word_minutes: Mapping[str, int] = setting(
        "Minutes from declared (or detected) to the first word to those affected.",
        {"sev1": 15, "sev2": 30},
        "{ sev1 = 5 }",
    )
    update_minutes: Mapping[str, int] = setting(
        "The longest silence, in minutes, from the first word until it is mitigated.",
        {"sev1": 30, "sev2": 60},
        "{ sev1 = 20 }",
    )
    monitoring_minutes: Mapping[str, int] = setting(
        "By when `opslog update` names the next update, in minutes, from mitigated until resolved.",
        {"sev1": 120, "sev2": 720},
        "{ sev1 = 60 }",
    )
    late_minutes: int = setting("A promised update still counts as kept when it comes this much later.", 5)


@dataclass(frozen=True, slots=True)
class AnnouncementsConfig:
    """`[tool.opslog.announcements]`: what is said of an incident, by audience and phase.

    A text is a Jinja template of plain text. A phase without one keeps the text that comes with opslog.
    """

    status: Mapping[str, str] = setting(
        "What the status page says. The words between `{{ }}` are explained in the process, under Announcements.",
        STATUS_TEXTS,
        """{ resolved = "Resolved. {{ data }}" }""",
    )
    internal: Mapping[str, str] = setting(
        "What colleagues are told.", INTERNAL_TEXTS, """{ investigating = "{{ title }}: {{ latest }}" }"""
    )
    public: Mapping[str, str] = setting(
        "What a blog, a list or a social network is told.",
        PUBLIC_TEXTS,
        """{ monitoring = "{{ services }}: {{ done }}" }""",
    )
    service_names: Mapping[str, str] = setting(
        "What services are called outside. One without a name here goes by its own; with an empty one, by none.",
        {},
        '{ checkout = "the checkout", image-registry = "" }',
    )


@dataclass(frozen=True, slots=True)
class FollowUpConfig:
    """`[tool.opslog.follow-ups]`: by when follow-ups are done, and where what the tracker says is kept."""

    days: Mapping[str, int] = setting(
        "Days from resolved until a follow-up without a date of its own is due, by severity.",
        DONE_IN_DAYS,
        "{ sev1 = 7, sev2 = 30 }",
    )
    cache: str = setting(
        "The file with what `opslog followups sync` learned, from the configuration file. It is committed, so that the "
        "site is built without a network.",
        "follow-ups.json",
    )


@dataclass(frozen=True, slots=True)
class ClosingConfig:
    """`[tool.opslog.closing]`: by when a postmortem is approved."""

    days: Mapping[str, int] = setting(
        "Days from resolved until the record is approved, by severity.", WRITTEN_IN_DAYS, "{ sev1 = 3 }"
    )


@dataclass(frozen=True, slots=True)
class StatisticsConfig:
    """`[tool.opslog.statistics]`: when a number of incidents is too small to compare."""

    too_few: int = setting("Fewer incidents than this are shown one by one, without median and quartiles.", 8)


@dataclass(frozen=True, slots=True)
class MitigationConfig:
    """`[tool.opslog.mitigation]`: how a record says that a change caused it."""

    change_tags: tuple[str, ...] = setting(
        "Tags that say so. A record with one of them, and neither rollback nor revert, needs `instead_of_rollback`.",
        (
            "change",
            "config-change",
            "configuration",
            "deploy",
            "deployment",
            "migration",
            "release",
            "rollout",
            "upgrade",
        ),
        '["deploy", "flag"]',
    )


@dataclass(frozen=True, slots=True)
class ReviewConfig:
    """`[tool.opslog.review]`: whose approval makes a record approved, and how many of them it takes.

    The roster stands here and not in the forge: the token of a pipeline cannot read who is in a team, and a list in git
    shows when it changed.
    """

    groups: Mapping[str, tuple[str, ...]] = setting(
        "The reviewers: groups, and who is in them (handles or names; case and `@` do not matter). Who has "
        "left stays in the list, so that what they approved stays approved. Empty: anybody can approve a record who is "
        "no author of it.",
        {},
        '{ senior = ["@grace", "@lin"], security = ["@tomas"] }',
    )
    needs: Mapping[str, str] = setting(
        "How many approvals a severity needs, of which groups; a bare number takes any reviewer. Who is in two groups "
        "counts in both. A severity that does not stand here needs one.",
        {},
        '{ sev1 = "2 senior, 1 security", sev2 = "1 senior" }',
    )
    api: Mapping[str, str] = setting(
        "Where the REST interface of a host is, if not at the usual address. https only, except on this machine. What "
        "runs on a host and which variable holds its token stand under `tracker`.",
        {},
        '{ "git.example.com" = "https://git.example.com/code/api/v4" }',
    )
