"""A page for each record: its facts, its timeline drawn, its follow-ups with their state, its sections in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from opslog.brief.words import has_evidence
from opslog.clock import zone_or_utc
from opslog.closing import MISSING, Answer, closing_gate
from opslog.coverage import COVERED_KINDS, standing_of
from opslog.impact import impact_by_service
from opslog.knowledge import longest_lag
from opslog.metrics import DETECT, METRICS, MITIGATE, RESOLVE
from opslog.phases import stretches
from opslog.record import MILESTONES, Entry, FollowUp, Record, Section
from opslog.times import zone_name
from opslog.vocabulary import DETECTORS, KINDS, MITIGATIONS, STATUSES
from opslog_site.approvals import shown_reviews
from opslog_site.backlog_rows import backlog_rows
from opslog_site.page import Page
from opslog_site.passages import Prose, interleave, read_definitions, with_definitions
from opslog_site.phase_bar import phase_bar
from opslog_site.plan import Plan
from opslog_site.rendering import to_html, to_inline_html, to_text
from opslog_site.roles import roles_and_updates
from opslog_site.rows import (
    FollowUpRow,
    Named,
    follow_up_row,
    service_links,
    severity_link,
)
from opslog_site.sharing import description_of
from opslog_site.site import GLOSSARY, Site
from opslog_site.templating import render
from opslog_site.timeline import TimelineRows

HEADLINE = (DETECT, MITIGATE, RESOLVE)
"""The durations that stand at the top; the others are folded."""
NOTICES = {
    "open": "This incident is still going on. What stands here is what is known so far.",
    "draft": "This record is a draft. It has not been reviewed; facts may still change.",
    "in-review": "This record is being reviewed. Facts may still change.",
    "waived": "No postmortem was written for this incident.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a section: prose, or a run of entries or follow-ups."""

    kind: str
    html: str = ""
    rows: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section, ready for the template; the roles are drawn in front of the timeline."""

    title: str
    parts: Sequence[Part]
    is_timeline: bool = False


def pages(site: Site) -> Iterator[Plan]:
    """Plan the page of every record."""
    records = site.log.records
    for index, record in enumerate(records):
        newer = records[index - 1] if index else None
        older = records[index + 1] if index + 1 < len(records) else None
        around = [(one.path, one.title) for one in (newer, older) if one]
        yield Plan(site.record_page(record), partial(_page, site, record, older, newer), site.keys.page(record, around))


def _page(site: Site, record: Record, older: Record | None, newer: Record | None) -> Page:
    return _Maker(site, site.whole(record)).page(older, newer)


class _Maker:
    """Makes the page of one record."""

    def __init__(self, site: Site, record: Record) -> None:
        self.site = site
        self.record = record
        self.path = site.record_page(record)
        self.link = site.link(self.path, record)
        self.definitions = read_definitions(record.body)
        self.timeline = TimelineRows(record, self._html)
        self.passages = 0

    def page(self, older: Record | None, newer: Record | None) -> Page:
        facts = self.record.facts
        hidden = longest_lag(self.record.timeline)
        metrics = [(metric, span) for metric in METRICS if (span := metric.of(facts)) is not None]
        markdown = render(
            "record.md.j2",
            record=self.record,
            facts=facts,
            title=self.record.title,
            description=description_of(self.record),
            status_note=STATUSES.get(facts.status or "", ""),
            kind_note=KINDS[facts.kind],
            notice=NOTICES.get(facts.status or "", ""),
            severity=severity_link(self.site, self.path, self.record),
            services=service_links(self.site, self.path, self.record),
            tags=[
                Named(tag, self.site.address(self.path, self.site.tag_page(tag))) for tag in dict.fromkeys(facts.tags)
            ],
            milestones=[(name, getattr(facts.times, name)) for name in MILESTONES if getattr(facts.times, name)],
            headline=[(metric, span) for metric, span in metrics if metric in HEADLINE],
            metrics=metrics,
            phases=stretches(facts.times),
            phase_bar=phase_bar(self.record, zone_or_utc(facts.timezone, self.site.config.timezone)),
            glossary=self.site.address(self.path, GLOSSARY),
            hidden=hidden,
            hidden_number=self.timeline.numbers[hidden.entry.first_line] if hidden else 0,
            criteria=[(name, self.site.config.identification[name]) for name in facts.criteria],
            detectors=DETECTORS,
            detector=self._detector(),
            mitigation=self._mitigation(),
            related=[self._related(name) for name in facts.related],
            named_by=self._named_by(),
            impact=self._impact(),
            evidence=self._evidence(),
            zone=self._zone(),
            gate=self._gate(),
            reviews=list(shown_reviews(self.site, self.record)),
            standing=standing_of(self.record, self.site.config, self.site.today)
            if facts.kind in COVERED_KINDS
            else None,
            sections=[self._section(section) for section in self.record.sections],
            has_timeline=self.record.section("timeline") is not None,
            roles=roles_and_updates(self.site, self.record),
            preamble=self._preamble(),
            backlog=backlog_rows(self.site, self.path, self.record),
            older=self._neighbour(older),
            newer=self._neighbour(newer),
        )
        return Page(self.path, markdown, self.record.path)

    def _gate(self) -> list[Answer]:
        """Give the closing gate; while the incident goes on, or where it was waived, only what is written of it."""
        answers = closing_gate(self.record, self.site.config, self.site.today)
        if self.record.facts.status in ("draft", "in-review", "approved"):
            return list(answers)
        return [answer for answer in answers if answer.state != MISSING and answer.question != "follow_ups"]

    def _related(self, record_id: str) -> Named:
        other = self.site.log.by_id.get(record_id)
        return self._neighbour(other) or Named(record_id, "")

    def _named_by(self) -> list[Named]:
        """Link the records that name this one as related, without those that it names itself."""
        others = self.site.named_by.get(self.record.id, ())
        return [named for one in others if one.id not in self.record.facts.related if (named := self._neighbour(one))]

    def _zone(self) -> str:
        """Name the zone of the first clock time; empty where there is none."""
        milestones = (getattr(self.record.facts.times, name) for name in MILESTONES)
        moments = (*milestones, *(entry.at for entry in self.record.timeline))
        return next((zone_name(moment) for moment in moments if moment and not moment.whole_day), "")

    def _impact(self) -> list[tuple[list[Named], Markup]]:
        """Give the sentences of Impact that name services, each with those."""
        links = {named.name: named for named in service_links(self.site, self.path, self.record)}
        return [
            ([links[service] for service in services], to_inline_html(words, self.link))
            for words, services in impact_by_service(self.record).items()
        ]

    def _evidence(self) -> list[Named]:
        """Link the entries that carry something that can be checked."""
        return [
            Named(entry.written, f"#entry-{self.timeline.numbers[entry.first_line]}")
            for entry in self.record.timeline
            if has_evidence(entry)
        ]

    def _neighbour(self, record: Record | None) -> Named | None:
        if record is None:
            return None
        return Named(record.title, self.site.address(self.path, self.site.record_page(record)), record.day)

    def _detector(self) -> Named | None:
        name = self.record.facts.detected_by
        if name is None:
            return None
        return Named(name, self.site.address(self.path, self.site.detector_page(name)), DETECTORS[name])

    def _mitigation(self) -> Named | None:
        facts = self.record.facts.mitigation
        if facts is None or facts.kind is None:
            return None
        return Named(
            facts.kind, self.site.address(self.path, self.site.mitigation_page(facts.kind)), MITIGATIONS[facts.kind]
        )

    def _preamble(self) -> Markup:
        """Show what stands above the first section."""
        first = self.record.sections[0].heading.number if self.record.sections else None
        lines = [line.text for line in self.record.body if first is None or line.number < first]
        return self._html("\n".join(lines)) if any(text.strip() for text in lines) else Markup()

    def _section(self, section: Section) -> ShownSection:
        name, lines = section.name, section.lines
        items: Sequence[Entry] | Sequence[FollowUp] = ()
        if name == "timeline":
            items = self.record.timeline
        elif name == "follow-ups":
            items = self.record.follow_ups
        numbers = {line.number for line in lines}
        own = [item for item in items if item.first_line in numbers]
        parts = []
        for piece in interleave(lines, own):
            if isinstance(piece, Prose):
                html = self._html(piece.markdown)
                parts += [Part("prose", html)] if html.strip() else []
            elif name == "timeline":
                parts.append(
                    Part("timeline", rows=self.timeline.rows([item for item in piece if isinstance(item, Entry)]))
                )
            else:
                parts.append(Part("follow-ups", rows=self._follow_ups([i for i in piece if isinstance(i, FollowUp)])))
        # A heading may be a picture, or nothing: the page needs words, to name it and to lead to it.
        words = to_text(section.title) or section.title.strip() or "(no heading)"
        return ShownSection(words, parts, section is self.record.section("timeline"))

    def _follow_ups(self, items: Sequence[FollowUp]) -> list[tuple[FollowUpRow, Markup]]:
        entries = self.site.ledger.of(self.record)
        rows = []
        for item in items:
            many_lines = "\n" in with_definitions(item.text, self.definitions).strip()
            html = self._html(item.text) if many_lines else to_inline_html(item.text, self.link)
            entry = entries[self.record.follow_ups.index(item)]
            rows.append((follow_up_row(self.site, self.path, entry), html))
        return rows

    def _html(self, markdown: str) -> Markup:
        self.passages += 1
        return to_html(with_definitions(markdown, self.definitions), self.link, f"{self.passages}-")
