"""The words of the field: one meaning each, a place in the glossary each, and a way there where they are used."""

from __future__ import annotations

import re
from datetime import date

from conftest import record_text
from opslog.config import Config
from opslog.glossary import GLOSSARY, MEANINGS
from opslog.log import Log
from opslog.metrics import METRICS
from opslog.reading import parse_record
from opslog.vocabulary import KINDS, ROLES
from opslog_site.page import Page
from opslog_site.pages import glossary, record
from opslog_site.site import Site

TIMES = "{started: 2022-12-25 12:00Z, detected: 2022-12-25 12:30Z, mitigated: 2022-12-25 13:40Z}"


def pages_of(*texts: tuple[str, str]) -> list[Page]:
    records = [parse_record(text, f"incidents/{name}.md", Config()) for name, text in texts]
    site = Site(Log.of(records), Config(), date(2023, 1, 1), folder="incidents")
    return [plan.make() for plan in (*record.pages(site), *glossary.pages(site))]


def test_no_word_has_two_meanings() -> None:
    assert sum(map(len, GLOSSARY.values())) == len(MEANINGS)
    assert {metric.name for metric in METRICS} < MEANINGS.keys()
    assert {name.replace("-", " ") for name in (*KINDS, *ROLES)} < MEANINGS.keys()


def test_every_word_on_a_record_leads_to_its_place_in_the_glossary() -> None:
    roles = '{incident-commander: "@amara", ops-lead: "@lee"}'
    shown, words = pages_of(("2022-12-25-a", record_text("", status="draft", times=TIMES, roles=roles)))
    anchors = re.findall(r'<div id="([^"]+)">', words.markdown)
    led = re.findall(r'class="opslog-term" href="[./]*glossary/#([^"]+)" title="([^"]+)"', shown.markdown)

    assert len(anchors) == len(set(anchors)) == len(MEANINGS)
    assert {"time-to-detect", "started", "incident-commander", "ops-lead"} <= {anchor for anchor, _ in led}
    for anchor, meaning in led:
        assert anchor in anchors
        assert MEANINGS[anchor.replace("-", " ")] == meaning


def test_a_record_links_those_that_name_it_and_no_other_twice() -> None:
    shown = pages_of(
        ("2022-12-25-a", record_text("", status="draft", related="[2022-12-24-b]")),
        ("2022-12-24-b", record_text("", status="draft", related="[2022-12-25-a]")),
        ("2022-12-23-c", record_text("", status="draft", title="The third", related="[2022-12-25-a]")),
    )
    first, second, third, _ = (page.markdown for page in shown)

    assert "Named as related by</dt><dd><a" in first
    assert first.count(">The third</a>") == 1
    assert "Named as related by" not in second
    assert "Named as related by" not in third
