"""The follow-ups of the whole log: overdue first, then by date; and the same by owner and by service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from opslog.record import FollowUp, Record
from opslog_site.page import Page
from opslog_site.rows import FollowUpRow, Named, follow_up_row
from opslog_site.site import FOLLOW_UPS, Site
from opslog_site.templating import render

Item = tuple[Record, FollowUp]


def pages(site: Site) -> Iterator[Page]:
    """Make the index of follow-ups, and a page for every owner and service that has open ones."""
    items = [(record, item) for record, item in site.log.follow_ups if item.is_open]
    by_owner = _grouped(items, lambda pair: (pair[1].owner,) if pair[1].owner else ())
    by_service = _grouped(items, lambda pair: pair[0].facts.services)
    owners = {name: site.owner_page(name) for name in by_owner}
    services = {name: site.service_follow_ups_page(name) for name in by_service}
    yield Page(
        FOLLOW_UPS,
        render(
            "follow-ups.md.j2",
            title="Follow-ups",
            lead="The work that incidents left behind and that is not done yet.",
            groups=_by_state(site, FOLLOW_UPS, items),
            owners=_links(site, owners, by_owner),
            services=_links(site, services, by_service),
            done=sum(item.done for _, item in site.log.follow_ups),
            ideas=[follow_up_row(site, FOLLOW_UPS, record, item) for record, item in site.log.follow_ups if item.idea],
            index="",
        ),
    )
    # Owners of work that is done keep their page too: links to it stand on the records.
    everybody = dict.fromkeys(item.owner for _, item in site.log.follow_ups if item.owner)
    for name in everybody:
        yield _group_page(site, site.owner_page(name), f"Follow-ups of {name}", by_owner.get(name, []))
    for name, page in services.items():
        yield _group_page(site, page, f"Follow-ups from incidents of {name}", by_service[name])


def _group_page(site: Site, path: str, title: str, items: Iterable[Item]) -> Page:
    markdown = render(
        "follow-ups.md.j2",
        title=title,
        lead="",
        groups=_by_state(site, path, items),
        owners=[],
        services=[],
        done=0,
        ideas=[],
        index=site.address(path, FOLLOW_UPS),
    )
    return Page(path, markdown)


def _by_state(site: Site, page: str, items: Iterable[Item]) -> list[tuple[str, list[FollowUpRow]]]:
    """Put overdue ones first, oldest date first; then those with a date, then those without."""
    groups: dict[str, list[Item]] = {"Overdue": [], "Open": [], "Open, without a date": []}
    for record, item in items:
        if item.overdue(site.today):
            groups["Overdue"].append((record, item))
        else:
            groups["Open" if item.due else "Open, without a date"].append((record, item))
    return [
        (name, [follow_up_row(site, page, *pair) for pair in sorted(group, key=_by_date)])
        for name, group in groups.items()
        if group
    ]


def _by_date(pair: Item) -> date:
    return pair[1].due or date.max


def _grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[str]]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for pair in items:
        for key in dict.fromkeys(keys(pair)):
            groups.setdefault(key, []).append(pair)
    return dict(sorted(groups.items()))


def _links(site: Site, targets: dict[str, str], groups: dict[str, list[Item]]) -> list[Named]:
    links = []
    for name, page in targets.items():
        late = sum(item.overdue(site.today) for _, item in groups[name])
        note = f"{len(groups[name])} open{f', {late} overdue' if late else ''}"
        links.append(Named(name, site.address(FOLLOW_UPS, page), note))
    return links
