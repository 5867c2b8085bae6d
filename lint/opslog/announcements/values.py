"""What a record lends to the template of an announcement, value by value; nothing is made up."""

from __future__ import annotations

from urllib.parse import quote

from opslog.announcements.quoting import first_sentence, for_colleagues, for_outside, sentence_about_data
from opslog.config import Config
from opslog.files import printable
from opslog.record import Record
from opslog.tenure import COMMANDER, stated_tenures
from opslog.times import Moment, day_in, duration_text, elapsed, is_before, when, zone_name
from opslog.vocabulary import OUTSIDE
from opslog.words import one_line

Value = tuple[str, str]
"""Words, or none and why there are none."""
ACTIONS = {
    "rollback": ("We are going back to the last version that worked.", "We went back to the last version that worked."),
    "revert": ("We are taking back a change.", "We took back a change."),
    "fix-forward": ("We are bringing out a version that mends it.", "We brought out a version that mends it."),
    "scale": ("We are adding capacity.", "We added capacity."),
    "redirect": ("We are sending traffic elsewhere.", "We sent traffic elsewhere."),
    "block": ("We are keeping harmful load out.", "We keep harmful load out."),
    "degrade": ("We are switching a feature off.", "We switched a feature off."),
    "restart": ("We are restarting what is affected.", "We restarted what was affected."),
}
"""By the kind of mitigation: what we are doing, and what we did."""
NEWS = frozenset({"finding", "decision", "action"})
LATEST = 300
"""Characters of an entry that is told on."""


def values_of(record: Record, config: Config, audience: str, said: Moment) -> dict[str, Value]:
    """Gather the values for an audience. What only colleagues may read is no value outside."""
    facts, times = record.facts, record.facts.times
    ended = _by_then(times.mitigated, said) or _by_then(times.resolved, said)
    doing, done = ACTIONS.get(facts.mitigation.kind or "", ("", "")) if facts.mitigation else ("", "")
    lasts = elapsed(times.started, ended)
    values: dict[str, Value] = {
        "services": (_listed(_service_names(record, config, audience)), ""),
        "since": (_time(times.started, said), ""),
        "until": (_time(ended, said), ""),
        "lasted": ("" if lasts is None else duration_text(lasts), ""),
        "doing": (doing, ""),
        "done": (done, ""),
        "postmortem": (_postmortem(record, config), ""),
    }
    if audience in OUTSIDE:
        impact, data = first_sentence(record, "impact"), sentence_about_data(record)
        return values | {
            "title": for_outside(facts.title or "", record, said),
            "impact": for_outside(impact, record, said),
            "data": for_outside(data, record, said),
        }
    return values | {
        "title": for_colleagues(record.title),
        "impact": for_colleagues(first_sentence(record, "impact", "summary")),
        "data": for_colleagues(sentence_about_data(record)),
        "severity": (printable(facts.severity or ""), ""),
        "commander": (_commander(record, said), ""),
        "owner": (printable(facts.resolution_owner or ""), ""),
        "latest": (_latest(record, said), ""),
        "record": (_address(record, config) if config.site.url else record.id, ""),
    }


def _time(moment: Moment | None, said: Moment) -> str:
    """Write a time with its zone, and with its date unless that is the day on which it is told."""
    if moment is None:
        return ""
    today = not moment.whole_day and moment.local.date() == day_in(moment.local.tzinfo, said)
    return f"{moment.local:%H:%M} {zone_name(moment)}" if today else when(moment)


def _by_then(moment: Moment | None, said: Moment) -> Moment | None:
    return None if moment is None or is_before(said, moment) else moment


def _service_names(record: Record, config: Config, audience: str) -> list[str]:
    names = config.announcements.service_names if audience in OUTSIDE else {}
    return [told for name in record.facts.services if (told := printable(names.get(name, name)))]


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _commander(record: Record, said: Moment) -> str:
    held = [one for one in stated_tenures(record, COMMANDER) if one.start is None or not is_before(said, one.start)]
    return printable(held[-1].who) if held else ""


def _latest(record: Record, said: Moment) -> str:
    news = [e for e in record.timeline if e.kind in NEWS and e.at and not is_before(said, e.at)]
    text = one_line(news[-1].text) if news else ""
    return text if len(text) <= LATEST else f"{text[: LATEST - 1].rstrip()}…"


def _postmortem(record: Record, config: Config) -> str:
    told = record.facts.visibility == "public" and record.facts.status == "approved" and config.site.url
    return _address(record, config) if told else ""


def _address(record: Record, config: Config) -> str:
    return f"{config.site.url.rstrip('/')}/incidents/{quote(record.year)}/{quote(record.id)}/"
