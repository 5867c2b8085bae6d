"""The ways to look at follow-ups: by who does them, by what they are about, by age; and how a list of them is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from opslog.ledger import STATES, LedgerEntry, grouped
from opslog.vocabulary import FOLLOW_UP_KINDS, PRIORITIES
from opslog_site.rows import FollowUpRow, follow_up_rows
from opslog_site.site import Site

AT_MOST = 100
"""How many follow-ups a list shows; the pages of the years hold all."""
LONGEST = 1000
"""How many follow-ups the page of a year holds; a longer year has a page for each month."""
AGES = {30: "up to 30 days", 90: "31 to 90 days", 365: "91 days to a year"}
OLDEST = "more than a year"
HEADINGS = {"overdue": "Overdue", "open": "Open", "done": "Done", "idea": "Ideas"}
UNDATED = "Open, without a date"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look: its name, its groups, and the page and title of each. `whole` ones hold also what is done."""

    name: str
    groups: Mapping[str, Sequence[LedgerEntry]]
    page: Callable[[str], str]
    heading: str
    nothing: str = ""
    whole: bool = False

    def label(self, name: str) -> str:
        """Name a group in a list of groups."""
        return name or self.nothing

    def title(self, name: str) -> str:
        """Name a group at the top of its page."""
        return self.heading.format(name) if name else f"Follow-ups with {self.nothing}"


@dataclass(frozen=True, slots=True)
class Group:
    """Follow-ups that stand alike: those that are shown, and how many there are."""

    name: str
    rows: Sequence[FollowUpRow]
    count: int


def ways(site: Site) -> tuple[Way, ...]:
    """Name the ways to look."""
    entries = [entry for entry in site.ledger.listed if entry.state != "idea"]
    to_do = site.ledger.to_do

    def by(way: str) -> Callable[[str], str]:
        return lambda name: site.follow_ups_page(way, name)

    def in_words(way: str) -> Callable[[str], str]:
        # Our own words: no two of them differ only in case or in their spaces.
        return lambda name: site.follow_ups_page(way, name.casefold().replace(" ", "-"))

    people = [entry for entry in entries if not entry.owner_is_team]
    teams = [entry for entry in entries if entry.owner_is_team]
    owners = {name: group for name, group in _sorted(grouped(people, _owner)).items() if name or _any_to_do(group)}
    years = _years(site.ledger.listed)
    return (
        Way("Owner", owners, site.owner_page, "Follow-ups of {}", "no owner"),
        Way("Team", _sorted(grouped(teams, _owner)), site.owner_page, "Follow-ups of {}"),
        Way(
            "Service",
            _sorted(grouped(to_do, lambda entry: entry.record.facts.services)),
            site.service_follow_ups_page,
            "Follow-ups from incidents of {}",
        ),
        Way("Kind", _in_order(to_do, _kind, FOLLOW_UP_KINDS), in_words("kind"), "Follow-ups of kind {}", "no kind"),
        Way(
            "Priority",
            _in_order(to_do, _priority, PRIORITIES),
            in_words("priority"),
            "Follow-ups of priority {}",
            "no priority",
        ),
        Way(
            "Age",
            _in_order(to_do, lambda entry: _ages(site, entry), (*AGES.values(), OLDEST)),
            in_words("age"),
            "Follow-ups open for {}",
        ),
        Way("Year", years, by("year"), "Follow-ups from incidents of {}", whole=True),
    )


def groups_of(site: Site, page: str, entries: Iterable[LedgerEntry], at_most: int | None = AT_MOST) -> list[Group]:
    """Group a list by how its follow-ups stand, and cut each group to `at_most`; None: not at all."""
    groups: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        heading = UNDATED if entry.state == "open" and entry.due is None else HEADINGS[entry.state]
        groups.setdefault(heading, []).append(entry)
    order = [*(HEADINGS[state] for state in STATES if state in ("overdue", "open")), UNDATED, "Done", "Ideas"]
    return [
        Group(name, follow_up_rows(site, page, groups[name][:at_most]), len(groups[name]))
        for name in order
        if name in groups
    ]


def _years(entries: Iterable[LedgerEntry]) -> dict[str, Sequence[LedgerEntry]]:
    """Group follow-ups by the year of their incident, newest first; a year too long for a page by its months."""
    groups: dict[str, Sequence[LedgerEntry]] = {}
    for year, of_year in grouped(entries, lambda entry: (entry.record.year,)).items():
        of_months = grouped(of_year, lambda entry: (entry.record.day[:7],))
        groups |= of_months if len(of_year) > LONGEST else {year: of_year}
    return dict(sorted(groups.items(), reverse=True))


def _owner(entry: LedgerEntry) -> tuple[str]:
    return (entry.follow_up.owner or "",)


def _kind(entry: LedgerEntry) -> tuple[str]:
    return (entry.follow_up.kind or "",)


def _priority(entry: LedgerEntry) -> tuple[str]:
    return (entry.follow_up.priority or "",)


def _ages(site: Site, entry: LedgerEntry) -> tuple[str, ...]:
    age = entry.age(site.today)
    return () if age is None else (next((name for days, name in AGES.items() if age <= days), OLDEST),)


def _any_to_do(entries: Sequence[LedgerEntry]) -> bool:
    return any(entry.to_do for entry in entries)


def _sorted(groups: Mapping[str, Sequence[LedgerEntry]]) -> dict[str, Sequence[LedgerEntry]]:
    """Order groups by name; what has none comes last."""
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0], pair[0].casefold(), pair[0])))


def _in_order(
    entries: Iterable[LedgerEntry], key: Callable[[LedgerEntry], tuple[str, ...]], order: Iterable[str]
) -> dict[str, Sequence[LedgerEntry]]:
    groups = grouped(entries, key)
    return {name: groups[name] for name in (*order, "") if name in groups}
