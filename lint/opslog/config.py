"""The configuration: every setting, what it means, and its default, in this one place.

`docs/reference/configuration.md` is written from these fields (`opslog settings`), and loading refuses a key that is
not one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from opslog.policies import (
    AnnouncementsConfig,
    ClosingConfig,
    CommunicationConfig,
    FollowUpConfig,
    MitigationConfig,
    ProofConfig,
    ReviewConfig,
    StatisticsConfig,
)
from opslog.setting import setting
from opslog.vocabulary import ALIASES, SECTIONS

if TYPE_CHECKING:
    from opslog.house import HousePhrase

ALL_SECTIONS = tuple(SECTIONS)


DEFAULT_SEVERITIES = {
    "sev1": "Users cannot use a main function, or data was lost or exposed. Anybody needed is called in, at any hour.",
    "sev2": "A main function is impaired, or some users cannot use it. Worked on at once, also at night.",
    "sev3": "Few users notice, or none; work went on around it. Worked on in working hours.",
}
DEFAULT_CRITERIA = {
    "user-facing": "Do users notice it, or will they?",
    "several-teams": "Does it take more than one team to resolve?",
    "too-long": "Has it gone on for longer than an hour without an end in sight?",
    "manual-response": "Did somebody have to step in by hand to keep things running?",
    "monitoring-silent": "Did we learn of it from anyone but our monitoring?",
    "data-lost-or-exposed": "Was data lost, corrupted, or seen by somebody who may not see it?",
}
NEEDED_IN_DRAFT = ("summary", "impact", "timeline")
NEEDED_OF_SMALL = ("summary", "impact", "what-happened", "timeline", "resolution", "follow-ups")
DEFAULT_REQUIRED = {
    "open": (),
    "draft": NEEDED_IN_DRAFT,
    "in-review": ALL_SECTIONS,
    "in-review.sev3": NEEDED_OF_SMALL,
    "approved": ALL_SECTIONS,
    "approved.sev3": NEEDED_OF_SMALL,
    "waived": ("summary",),
}


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """`[tool.opslog.site]`: the ops log as a site."""

    title: str = setting("What the site is called.", "Ops log", '"Example Shop ops log"')
    url: str = setting(
        "Where the site is published. Findings then link to their rule's page.", "", '"https://ops.example.com/"'
    )
    edit_url: str = setting(
        "Where a record can be edited; `{path}` is its path in the records folder. Empty: no edit links, unless "
        "mkdocs.yml has a repo_url.",
        "",
        '"https://github.com/example/ops-log/edit/main/incidents/{path}"',
    )
    other_hosts: tuple[str, ...] = setting(
        "Other hosts that pages may load scripts, styles and pictures from, for what you added to the theme yourself.",
        (),
        '["https://cdn.example.com"]',
    )
    engine: str = setting("What renders the pages: `mkdocs`, `properdocs` or `zensical`.", "mkdocs", '"properdocs"')
    feed_items: int = setting("How many incidents a feed holds, the newest.", 50)
    views: Mapping[str, str] = setting(
        "Searches that the page Find offers as links: a name, and what stands behind the question mark of the address "
        "while that search is shown.",
        {},
        '{ "Undone after sev1" = "severity=sev1&follow-ups=open" }',
    )
    search_leaves_out: tuple[str, ...] = setting(
        "Records with these statuses are not found by the search; they stay in the lists.", (), '["draft"]'
    )


@dataclass(frozen=True, slots=True)
class TrackerConfig:
    """`[tool.opslog.tracker]`: where tracker references in follow-ups lead."""

    repository: str = setting("The repository that a bare `#12` means.", "", '"example/shop"')
    issue_url: str = setting(
        "The address of `owner/repo#12`.",
        "https://github.com/{repository}/issues/{number}",
        '"https://gitlab.com/{repository}/-/issues/{number}"',
    )
    ticket_url: str = setting(
        "The address of a ticket such as `SHOP-12`. Empty: such references are shown without a link.",
        "",
        '"https://example.atlassian.net/browse/{ticket}"',
    )
    hosts: Mapping[str, str] = setting(
        "Forges of your own: what runs on a host, `github`, `gitlab` or `forgejo` (Gitea too). github.com, gitlab.com "
        "and codeberg.org are known. Forgejo is asked about reviews, not about issues.",
        {},
        '{ "git.example.com" = "gitlab" }',
    )
    api: Mapping[str, str] = setting(
        "Where the GraphQL of a host is, if not at the usual address. https only, except on this machine.",
        {},
        '{ "git.example.com" = "https://git.example.com/code/api/graphql" }',
    )
    tokens: Mapping[str, str] = setting(
        "The environment variable that holds the token for a host. Known are GITHUB_TOKEN or GH_TOKEN for github.com, "
        "GITLAB_TOKEN for gitlab.com and FORGEJO_TOKEN for codeberg.org; a host of your own is sent a token only if it "
        "stands here.",
        {},
        '{ "git.example.com" = "EXAMPLE_GITLAB_TOKEN" }',
    )


@dataclass(frozen=True, slots=True)
class LintConfig:
    """`[tool.opslog.lint]`: which rules look, and how loudly they speak."""

    select: tuple[str, ...] = setting(
        "Only these rules: codes, families (two letters) or names.", (), '["FM", "TL101"]'
    )
    ignore: tuple[str, ...] = setting("Not these rules.", (), '["FU103"]')
    per_file_ignores: Mapping[str, tuple[str, ...]] = setting(
        "Not these rules for files that match the pattern.", {}, '{ "incidents/2017/*" = ["FU"] }'
    )
    levels: Mapping[str, str] = setting(
        "Another level (error, warning or info) for a rule.", {}, '{ "FU103" = "info" }'
    )
    follow_up_needs: tuple[str, ...] = setting(
        "What an open follow-up has to have: owner, due, tracker.", ("owner", "due", "tracker"), '["owner"]'
    )
    readers: tuple[str, ...] = setting(
        "Other readers of the prose, by the names under which installed packages offer them (entry points of the group "
        "`opslog.readers`). What they find is merged, levelled and suppressed like any other finding.",
        (),
        '["second-reader"]',
    )
    baseline: str = setting(
        "A file of findings that are known and not reported, from the configuration file; "
        "`opslog lint --update-baseline` writes it. Empty: there is none.",
        "",
        '"opslog-baseline.json"',
    )
    phrases: str = setting(
        "A TOML file of your own phrases, from the configuration file; see rule HP101. Empty: there is none.",
        "",
        '"lint/phrases.toml"',
    )
    readability_grade: int = setting("Above this grade (Automated Readability Index) a section is hard to read.", 16)
    sentence_words: int = setting("A sentence with more words than this is long.", 45)


@dataclass(frozen=True)
class Config:
    """`[tool.opslog]` in pyproject.toml, or the whole of opslog.toml."""

    records: str = setting("The folder with the records, from the configuration file.", "incidents")
    timezone: str = setting("The zone of clock times in a record that names none itself (IANA name).", "UTC")
    severities: Mapping[str, str] = setting(
        "The severities, most severe first, each with its criteria in words.",
        DEFAULT_SEVERITIES,
        '{ major = "Customers cannot buy.", minor = "Everything else." }',
    )
    identification: Mapping[str, str] = setting(
        "The identification criteria: one yes makes it an incident.",
        DEFAULT_CRITERIA,
        '{ user-facing = "Do users notice?" }',
    )
    services: Mapping[str, str] = setting(
        "The services a record may name, each with a word about it. Empty: any name will do.",
        {},
        '{ checkout = "basket to paid order" }',
    )
    aliases: Mapping[str, tuple[str, ...]] = setting(
        "More headings for the sections of a record, beside the built-in ones.",
        {},
        '{ summary = ["In short"], follow-ups = ["Remediation"] }',
    )
    required_sections: Mapping[str, tuple[str, ...]] = setting(
        "The sections a record needs in a status, or in a status and severity (`status.severity` wins).",
        DEFAULT_REQUIRED,
        '{ draft = ["summary"], "approved.sev3" = ["summary", "timeline"] }',
    )
    lint: LintConfig = field(default_factory=LintConfig, metadata={"doc": "Which rules look."})
    proof: ProofConfig = field(default_factory=ProofConfig, metadata={"doc": "Tolerances."})
    communication: CommunicationConfig = field(default_factory=CommunicationConfig, metadata={"doc": "Who is told."})
    announcements: AnnouncementsConfig = field(
        default_factory=AnnouncementsConfig, metadata={"doc": "What they are told."}
    )
    mitigation: MitigationConfig = field(default_factory=MitigationConfig, metadata={"doc": "Was it a change."})
    follow_ups: FollowUpConfig = field(default_factory=FollowUpConfig, metadata={"doc": "By when they are done."})
    closing: ClosingConfig = field(default_factory=ClosingConfig, metadata={"doc": "By when it is approved."})
    review: ReviewConfig = field(default_factory=ReviewConfig, metadata={"doc": "Who approves."})
    statistics: StatisticsConfig = field(default_factory=StatisticsConfig, metadata={"doc": "What is too few."})
    tracker: TrackerConfig = field(default_factory=TrackerConfig, metadata={"doc": "Where references lead."})
    site: SiteConfig = field(default_factory=SiteConfig, metadata={"doc": "The site."})
    path: Path | None = field(default=None, metadata={"internal": True})

    @property
    def root(self) -> Path:
        """The folder of the configuration file; without one, the current folder."""
        return self.path.parent if self.path else Path()

    @property
    def records_folder(self) -> Path:
        """Where the records are."""
        return self.root / self.records

    @cached_property
    def section_names(self) -> Mapping[str, str]:
        """Folded heading → canonical section name: names, headings and aliases together."""
        names: dict[str, str] = {}
        for name, (heading, _) in SECTIONS.items():
            for alias in (name, heading, *ALIASES[name], *self.aliases.get(name, ())):
                names[fold_heading(alias)] = name
        return names

    @cached_property
    def house_phrases(self) -> tuple[HousePhrase, ...]:
        """The team's own phrases. Raises OpslogError where their file cannot be read."""
        if not self.lint.phrases:
            return ()
        from opslog.house import read_phrases

        return read_phrases(self.root / self.lint.phrases)

    def required(self, status: str, severity: str | None) -> tuple[str, ...]:
        """List the sections that a record of this status and severity needs."""
        needed = self.required_sections.get(f"{status}.{severity}")
        return self.required_sections.get(status, ()) if needed is None else needed


def fold_heading(heading: str) -> str:
    """Reduce a heading to what is compared: case, emphasis marks, a closing colon and `(s)` do not matter.

    >>> fold_heading("**Root cause(s)**:")
    'root causes'
    """
    return " ".join(heading.replace("(s)", "s").strip("*_: \t").replace("-", " ").casefold().split())
