"""Badges: what they say is what the pages say, and no name of a service makes more of them than words."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT, Opslog, record_text
from opslog_site.badges import GOOD, LATE, NAMED, PLAIN, SVG, Badge, drawn

ELEMENTS = {"svg", "title", "rect", "g", "text"}


def words(path: Path) -> str:
    """Read a badge as a screen reader does."""
    return ElementTree.fromstring(path.read_bytes()).attrib["aria-label"]  # noqa: S314 - our own file


@pytest.fixture(scope="module")
def badges(tmp_path_factory: pytest.TempPathFactory, opslog: Opslog) -> Path:
    folder = tmp_path_factory.mktemp("badges")
    records = folder / "incidents" / "2022"
    records.mkdir(parents=True)
    work = "## Follow-ups\n\n- [ ] Look — due 2023-01-01\n- [ ] Listen — due 2099-01-01\n- [x] Ask\n"
    for name, told in {
        "2022-12-25-a": record_text(work, services="[checkout]"),
        "2022-12-26-b": record_text(services="[checkout, 'C++ <b>']"),
        "2022-12-27-c": record_text(services="[checkout]", kind="false-alarm"),
        "2022-12-28-d": record_text(services="[search]", kind="near-miss"),
    }.items():
        (records / f"{name}.md").write_text(told, encoding="utf-8")
    assert opslog("build", cwd=folder).returncode == 0
    return folder / "site" / "badges"


def test_the_last_incident_is_named_by_its_day(badges: Path) -> None:
    assert words(badges / "checkout/last-incident.svg") == "checkout: last incident 2022-12-26"
    assert words(badges / "search/last-incident.svg") == "search: no incident yet"


def test_follow_ups_are_those_that_are_left(badges: Path) -> None:
    assert words(badges / "checkout/follow-ups.svg") == "checkout: 2 open follow-ups, 1 overdue"
    assert words(badges / "search/follow-ups.svg") == "search: no open follow-ups"


def test_a_service_with_a_strange_name_has_badges_too(badges: Path) -> None:
    strange = next(path for path in badges.iterdir() if path.name not in ("checkout", "search"))

    assert words(strange / "follow-ups.svg") == "C++ <b>: no open follow-ups"
    page = (badges.parent / "services" / strange.name / "index.html").read_text("utf-8")
    assert f'href="../../badges/{strange.name}/last-incident.svg"' in page


@given(st.text(max_size=200))
@example('"><script>alert(1)</script>')
@example("\ud800\x00\ufffe")
def test_a_badge_is_well_formed_and_holds_nothing_but_a_picture(service: str) -> None:
    badge = drawn(service, Badge("follow-ups", "no open follow-ups", GOOD))
    picture = ElementTree.fromstring(badge.encode("utf-8", "replace"))  # noqa: S314 - our own

    assert {element.tag.rpartition("}")[2] for element in picture.iter()} == ELEMENTS
    assert not {
        name for element in picture.iter() for name in element.attrib if name.startswith("on") or "href" in name
    }


def test_white_words_can_be_read_on_every_colour() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert 'fill="#fff"' in SVG
    assert all(1.05 / (light(colour) + 0.05) > 5 for colour in (NAMED, PLAIN, GOOD, LATE))


def test_the_documentation_names_them_as_they_are(badges: Path) -> None:
    told = (ROOT / "docs/adopt/export.md").read_text("utf-8")

    assert all(f"/badges/{path.relative_to(badges).as_posix()}" in told for path in (badges / "checkout").iterdir())
