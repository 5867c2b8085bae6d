"""The follow-ups of the whole log: how they stand, what was opened and closed when, and the ways to look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from opslog.ledger import LedgerEntry
from opslog_site.backlog_rows import hit_rows
from opslog_site.file_links import follow_up_files
from opslog_site.follow_up_ways import AT_MOST, Group, Way, groups_of, ways
from opslog_site.month_bars import month_bars
from opslog_site.page import Page
from opslog_site.plan import Plan
from opslog_site.rows import Named, follow_up_rows
from opslog_site.site import DONE, FOLLOW_UPS, IDEAS, Site
from opslog_site.templating import render

SHARED = 10
"""Of work, or an idea, that several incidents share, the index shows so many; and of each so many of the incidents."""


def pages(site: Site) -> Iterator[Page | Plan]:
    """Make the index; plan the lists of what is done and of ideas, and a page for every group of every way to look."""
    all_ways = ways(site)
    yield _index(site, all_ways)
    keys, years = site.keys, [(way.name, *map(_counted, way.groups.items())) for way in all_ways if way.whole]
    yield Plan(DONE, partial(_done, site, all_ways), keys.entries(site.ledger.done, years))
    if site.ledger.ideas:
        ideas = [entry for idea in site.ledger.ideas for entry in idea.entries]
        yield Plan(IDEAS, partial(_ideas, site, all_ways), keys.entries(ideas, years))
    for way in all_ways:
        for name, entries in way.groups.items():
            make = partial(_group_page, site, all_ways, way, name, entries)
            yield Plan(way.page(name), make, keys.entries(entries, way.name, name, years))


def _counted(group: tuple[str, Sequence[LedgerEntry]]) -> tuple[str, int, int]:
    """Say what the link to a year says of it."""
    name, entries = group
    return name, sum(entry.to_do for entry in entries), sum(entry.state == "overdue" for entry in entries)


def _index(site: Site, all_ways: Sequence[Way]) -> Page:
    ledger = site.ledger
    hits = list(hit_rows(site, FOLLOW_UPS))
    markdown = render(
        "follow-ups.md.j2",
        title="Follow-ups",
        counts=_counts(site),
        files=follow_up_files(site),
        ways=[(way.name, _lines(site, way)) for way in all_ways if way.groups],
        done_page=site.address(FOLLOW_UPS, DONE),
        ideas_page=site.address(FOLLOW_UPS, IDEAS) if ledger.ideas else "",
        ideas=len(ledger.ideas),
        chart=month_bars(ledger.months),
        undated=_undated(site),
        hits=hits[:AT_MOST],
        incidents_hit=len({hit.incident.address for hit in hits}),
        shared=[
            (len(piece[0].incidents), follow_up_rows(site, FOLLOW_UPS, piece[:SHARED]))
            for piece in ledger.shared[:SHARED]
        ],
        all_shared=len(ledger.shared),
        groups=groups_of(site, FOLLOW_UPS, ledger.to_do),
        years=_years(site, FOLLOW_UPS, all_ways),
        repeated=[
            (idea.incidents, follow_up_rows(site, FOLLOW_UPS, idea.entries[:SHARED]))
            for idea in ledger.ideas[:SHARED]
            if idea.incidents > 1
        ],
    )
    return Page(FOLLOW_UPS, markdown)


def _group_page(site: Site, all_ways: Sequence[Way], way: Way, name: str, entries: Sequence[LedgerEntry]) -> Page:
    path = way.page(name)
    to_do = sum(entry.to_do for entry in entries)
    late = sum(entry.state == "overdue" for entry in entries)
    done = sum(entry.state == "done" for entry in entries)
    shown = entries if way.whole else [entry for entry in entries if entry.to_do]
    said = [f"{to_do:,} to do"] + ([f"{late:,} overdue"] if late else []) + ([f"{done:,} done"] if done else [])
    groups = groups_of(site, path, shown, None if way.whole else AT_MOST)
    return _list_page(site, path, way.title(name), ", ".join(said), groups, _years(site, path, all_ways))


def _done(site: Site, all_ways: Sequence[Way]) -> Page:
    done = site.ledger.done
    groups = groups_of(site, DONE, done)
    said = f"{len(done):,} done"
    if _undated(site):
        said += (
            f", {_undated(site):,} of them on a day that nobody wrote down: only a tracker knows when work was closed"
        )
    return _list_page(site, DONE, "Follow-ups that are done", said, groups, _years(site, DONE, all_ways))


def _ideas(site: Site, all_ways: Sequence[Way]) -> Page:
    ideas = site.ledger.ideas
    shown = [entry for idea in ideas for entry in idea.entries]
    several = sum(idea.incidents > 1 for idea in ideas)
    said = "Nobody has committed to these. They are kept because the same idea from several incidents weighs something"
    if several:
        said += f": {several} of these {len(ideas):,} stand in two or more records, and come first"
    return _list_page(site, IDEAS, "Ideas", said, groups_of(site, IDEAS, shown), _years(site, IDEAS, all_ways))


def _list_page(site: Site, path: str, title: str, said: str, groups: Sequence[Group], years: Sequence[Named]) -> Page:
    index = site.address(path, FOLLOW_UPS)
    return Page(path, render("follow-up-list.md.j2", title=title, said=said, groups=groups, years=years, index=index))


def _counts(site: Site) -> dict[str, int]:
    ledger = site.ledger
    return {
        "to_do": len(ledger.to_do),
        "overdue": len(ledger.overdue),
        "late_by_policy": sum(entry.due_by_policy for entry in ledger.overdue),
        "done": len(ledger.done),
        "box_still_open": sum(entry.box_still_open for entry in ledger.done),
    }


def _undated(site: Site) -> int:
    return sum(entry.closed is None for entry in site.ledger.done)


def _links(site: Site, page: str, way: Way) -> list[Named]:
    links = []
    for name, entries in way.groups.items():
        to_do = sum(entry.to_do for entry in entries)
        late = sum(entry.state == "overdue" for entry in entries)
        if to_do or way.whole:
            note = f"{to_do:,}{'' if not late else ' overdue' if late == to_do else f', {late:,} overdue'}"
            links.append(Named(way.label(name), site.address(page, way.page(name)), note))
    return links


def _lines(site: Site, way: Way) -> list[tuple[str, list[Named]]]:
    """Link the groups of a way: in one line, but the months of a year in a line of their own, behind its name."""
    links = _links(site, FOLLOW_UPS, way)
    if not (way.whole and any("-" in link.name for link in links)):
        return [("", links)] if links else []
    return [
        (year, [Named(link.name[5:] or "all", link.address, link.note.split()[0].rstrip(",")) for link in of_year])
        for year, of_year in groupby(links, lambda link: link.name[:4])
    ]


def _years(site: Site, page: str, all_ways: Sequence[Way]) -> list[Named]:
    """Link the pages that hold everything."""
    return [link for way in all_ways if way.whole for link in _links(site, page, way)]
