"""What programs show of a page that is linked: title and address, and of public records a sentence."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from conftest import Opslog, record_text
from opslog.config import Config
from opslog.reading import parse_record
from opslog_site.sharing import description_of


def described(summary: str, **fields: str) -> str:
    return description_of(parse_record(record_text(f"## Summary\n\n{summary}\n", **fields), "a.md", Config()))


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("It broke. Then it was mended.", "It broke."),
        ("The `deploy` of [checkout](https://ops.example.com/1) was *slow*. So.", "The deploy of checkout was slow."),
        ("Broken\nin two lines. So.", "Broken in two lines."),
        ("", ""),
    ],
)
def test_of_a_public_record_it_is_the_first_sentence_as_plain_text(summary: str, told: str) -> None:
    assert described(summary, visibility="public") == told


@pytest.mark.parametrize("visibility", ["internal", ""])
def test_of_any_other_record_it_is_nothing(visibility: str) -> None:
    assert described("It broke.", visibility=visibility) == ""


def tags(page: Path) -> dict[str, str]:
    found = re.findall(
        r'<meta (?:name|property)="(og:[a-z_]+|description)" content="([^"]*)">', page.read_text("utf-8")
    )
    return {name: unescape(content) for name, content in found}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, opslog: Opslog) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    (folder / "opslog.toml").write_text('[site]\nurl = "https://ops.example.com/"\n', encoding="utf-8")
    records = folder / "incidents" / "2022"
    records.mkdir(parents=True)
    body = '## Summary\n\nStock said "toc" & more. It broke.\n\n## Impact\n\nSome.\n'
    for name in ("public", "internal"):
        told = record_text(body, title="'One \"bad\" image'", visibility=name)
        (records / f"2022-12-25-{name}.md").write_text(told, encoding="utf-8")
    assert opslog("build", "--strict", cwd=folder).returncode == 0
    return folder / "site"


def test_a_public_record_is_described(pages: Path) -> None:
    page = pages / "incidents/2022/2022-12-25-public/index.html"

    assert tags(page) == {
        "description": 'Stock said "toc" & more.',
        "og:type": "article",
        "og:site_name": "Ops log",
        "og:title": 'One "bad" image',
        "og:description": 'Stock said "toc" & more.',
        "og:url": "https://ops.example.com/incidents/2022/2022-12-25-public/",
    }
    html = page.read_text("utf-8")
    assert html.count('<link rel="canonical" href="https://ops.example.com/incidents/2022/2022-12-25-public/">') == 1
    assert 'href="#impact"' in html, "words of a description are no settings of a page"


def test_of_an_internal_record_only_the_title_is_told(pages: Path) -> None:
    told = tags(pages / "incidents/2022/2022-12-25-internal/index.html")

    assert told["og:title"] == 'One "bad" image'
    assert not told.keys() & {"description", "og:description"}


def test_every_page_has_an_address_and_a_title_and_no_mark(pages: Path) -> None:
    for page in pages.rglob("index.html"):
        told = tags(page)
        there = page.parent.relative_to(pages).as_posix()
        assert told["og:url"] == f"https://ops.example.com/{there}/".replace("/./", "/"), page
        assert told["og:title"], page
        assert "opslogshell" not in page.read_text("utf-8"), page
