"""The site under other engines: those that `opslog build` runs, and any that renders markdown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import BUILD_DAY, ROOT, Opslog, record_text
from links import dead_links
from opslog.vocabulary import ENGINES
from opslog_site.page import HTML_END, HTML_START
from opslog_site.written import plain

RECORD = "incidents/2022/2022-12-25-corrupt-image"
OTHERS = [name for name in ENGINES if name != "mkdocs"]


def html_files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def unless_missing(engine: str) -> object:
    why = f"the engine {engine} is not installed"
    return pytest.param(engine, marks=pytest.mark.skipif(find_spec(engine) is None, reason=why))


@pytest.fixture(scope="module", params=[unless_missing(name) for name in OTHERS])
def other(request: pytest.FixtureRequest, opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build this repository's site with another engine."""
    engine: str = request.param
    folder = tmp_path_factory.mktemp(engine)
    built = opslog("build", "--strict", "--engine", engine, "--site-dir", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_another_engine_makes_the_same_pages(other: Path, site: Path) -> None:
    assert html_files(other) == html_files(site)
    page = (other / RECORD / "index.html").read_text("utf-8")
    assert '<ol class="opslog-timeline">' in page
    assert re.search(r'<link rel="stylesheet" href="../../../assets/opslog.css"', page)


def test_no_page_holds_a_mark_that_was_to_be_replaced(other: Path) -> None:
    assert not [
        path for path in other.rglob("*.html") if re.search("opslog-?shell|opslog-slot", path.read_text("utf-8"))
    ]


def test_links_lead_to_pages_that_the_engine_never_saw(other: Path) -> None:
    assert dead_links(other) == []


def test_only_what_somebody_wrote_can_be_edited(other: Path) -> None:
    record, made = ((other / page / "index.html").read_text("utf-8") for page in (RECORD, "years/2022"))

    assert f'href="https://github.com/example/ops-log/edit/main/{RECORD}.md"' in record
    assert "/edit/main/" not in made
    assert "/edit/main/" not in (other / "coverage/index.html").read_text("utf-8")


def test_an_engine_that_is_not_installed_is_one_line(tmp_path: Path, opslog: Opslog) -> None:
    missing = next((name for name in OTHERS if find_spec(name) is None), None)
    if missing is None:
        pytest.skip("every engine is installed here")
    (tmp_path / "incidents").mkdir()
    (tmp_path / "opslog.toml").write_text(f'[site]\nengine = "{missing}"\n', encoding="utf-8")

    built = opslog("build", cwd=tmp_path)
    assert built.returncode == 2
    assert built.stderr == f"opslog: the engine {missing} is not installed: `pip install {missing}`, beside opslog\n"


def test_an_engine_there_is_not_is_one_line(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "opslog.toml").write_text('[site]\nengine = "zensial"\n', encoding="utf-8")

    built = opslog("build", cwd=tmp_path)
    assert built.stderr.endswith("`site.engine`: there is no `zensial`; did you mean `zensical`?\n")


@pytest.fixture(scope="module")
def written(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "pages"
    ran = opslog("pages", "write", "--out", folder)
    assert ran.returncode == 0, ran.stderr
    return folder


class TestPlainMarkdown:
    """What `opslog pages write` writes."""

    def test_pages_pictures_styles_feeds_and_data_are_there(self, written: Path) -> None:
        there = {path.relative_to(written).as_posix() for path in written.rglob("*")}

        assert {
            "index.md",
            f"{RECORD}.md",
            "assets/opslog.css",
            "feed.atom",
            "incidents.json",
            "schema/record.json",
        } <= there

    def test_to_commonmark_it_is_headings_and_finished_html(self, written: Path) -> None:
        path = written / f"{RECORD}.md"
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        kinds = {token.type for token in MarkdownIt("commonmark").parse(body)}

        assert kinds == {"heading_open", "inline", "heading_close", "html_block"}

    def test_an_engine_without_any_of_our_code_makes_a_site_in_which_every_link_leads_somewhere(
        self, written: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: Ours\ndocs_dir: {written}\nextra_css: [assets/opslog.css]\nplugins: []\n", encoding="utf-8"
        )
        call = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
        subprocess.run(call, cwd=tmp_path, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": BUILD_DAY})

        assert '<ol class="opslog-timeline">' in (tmp_path / "site" / RECORD / "index.html").read_text("utf-8")
        assert [link for link in dead_links(tmp_path / "site") if "incidents/" in link] == []

    def test_writing_again_takes_away_what_is_gone_and_never_what_somebody_else_wrote(
        self, tmp_path: Path, opslog: Opslog
    ) -> None:
        folder = tmp_path / "incidents" / "2022"
        folder.mkdir(parents=True)
        (folder / "2022-12-25-a.md").write_text(record_text(), encoding="utf-8")
        assert opslog("pages", "write", "--out", "out", cwd=tmp_path).returncode == 0
        (folder / "2022-12-25-a.md").rename(folder / "2022-12-25-b.md")
        assert opslog("pages", "write", "--out", "out", cwd=tmp_path).returncode == 0
        refused = opslog("pages", "write", "--out", "incidents", cwd=tmp_path)

        assert [path.name for path in (tmp_path / "out/incidents/2022").iterdir()] == ["2022-12-25-b.md"]
        assert (refused.returncode, "there are other files in it" in refused.stderr) == (2, True)
        assert (folder / "2022-12-25-b.md").is_file()


@given(st.text(alphabet="a \t\n<>/pre`*_#-[]()&;", max_size=200))
@example("<pre>a\n\n    b\n \n\nc</pre>")
def test_no_markdown_engine_acts_on_finished_html(html: str) -> None:
    written = plain(f"# A\n\n{HTML_START}\n<p>{html}</p>\n{HTML_END}\n\n## B\n")
    kinds = [token.type for token in MarkdownIt("commonmark").parse(written)]

    heading = ["heading_open", "inline", "heading_close"]
    assert kinds == [*heading, "html_block", *heading]


def test_this_repository_builds_its_samples_with_each_engine_it_names() -> None:
    """Groups of the project file, so that CI and people install the same."""
    groups = (ROOT / "pyproject.toml").read_text("utf-8")

    assert all(re.search(rf'"{engine}[><=]', groups) for engine in ENGINES)
