"""A build that is a preview says so on every page, and `opslog pages changed` names the pages that changed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser import chromium_page, needs_chromium
from conftest import Opslog, record_text
from test_action import commit, write

SUBJECT = 'pull request 12 <b onclick="alert(1)">'
SAYS = "Preview of pull request 12"
RECORD = "incidents/2022/2022-12-25-a.html"
BODY = "## Summary\n\nIt broke.\n"

browser = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def preview(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    write(folder, {"incidents/2022/2022-12-25-a.md": record_text(BODY, services="[checkout]")})
    built = opslog("build", "--strict", "--preview", SUBJECT, cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_every_page_says_that_it_is_a_preview_and_is_kept_out_of_search_engines(preview: Path) -> None:
    pages = list(preview.rglob("*.html"))

    assert len(pages) > 50
    for page in pages:
        text = page.read_text("utf-8")
        banner = re.findall(r'<p class="opslog-preview">(.*?)</p>', text)
        assert banner == [f"<strong>Preview</strong> of {_escaped(SUBJECT)}: not the published ops log."], page
        assert text.count('<meta name="robots" content="noindex">') == 1, page


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")


def test_the_ops_log_itself_says_nothing_of_previews(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert 'class="opslog-preview"' not in text
        assert 'name="robots"' not in text
        assert "md-banner__inner" not in text


def test_an_engine_run_by_itself_is_told_by_the_environment(tmp_path: Path, opslog: Opslog) -> None:
    write(tmp_path, {"incidents/2022/2022-12-25-a.md": record_text(BODY)})

    opslog("build", cwd=tmp_path, OPSLOG_PREVIEW="the next release")
    assert "of the next release:" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_every_link_of_a_preview_leads_to_a_file(preview: Path) -> None:
    for page in (path for path in preview.rglob("*.html") if path.name != "404.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8")):
            if not re.match(r"[a-z]+:|//", link):
                assert (page.parent / unescape(link)).is_file(), f"{page}: {link}"


class TestInABrowser:
    pytestmark = browser

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 360])
    def test_the_banner_can_be_read(self, preview: Path, scheme: str, width: int) -> None:
        with chromium_page(color_scheme=scheme, viewport={"width": width, "height": 740}) as page:
            page.goto((preview / RECORD).as_uri())
            banner = page.locator(".opslog-preview")
            expect(banner).to_contain_text(SAYS)
            expect(banner).to_be_in_viewport(ratio=1)
            assert page.locator(".opslog-preview *").evaluate_all("all => all.map(one => one.tagName)") == ["STRONG"]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert Axe().run(page).response["violations"] == []

    def test_it_is_read_from_a_folder_without_a_server(self, preview: Path) -> None:
        with chromium_page() as page:
            page.goto((preview / "index.html").as_uri())
            page.locator(".opslog-title a").first.click()
            expect(page.locator("h1")).to_contain_text("A title")
            page.get_by_role("link", name="checkout").first.click()
            expect(page.locator("h1")).to_contain_text("Incidents of checkout")
            expect(page.locator(".opslog-preview")).to_be_visible()


# What changed


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Make a repository with three records and a picture, committed."""
    files: dict[str, str | bytes] = {
        "incidents/2022/2022-12-24-a.md": record_text(BODY, severity="sev3", services="[checkout]"),
        "incidents/2022/2022-12-25-b.md": record_text(BODY, severity="sev3", tags="[deploy]"),
        "incidents/2022/2022-12-26-c.md": record_text(BODY, severity="sev3"),
        "incidents/2022/graph.png": b"\x89PNG\r\n\x1a\n",
    }
    write(tmp_path, files)
    commit(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def changed(opslog: Opslog, log: Path, base: str = "main") -> dict[str, tuple[str, str]]:
    """Ask for the pages that changed: state and record, by address."""
    ran = opslog("pages", "changed", "--diff-base", base, cwd=log)
    assert ran.returncode == 0, ran.stderr
    lines = [line.split("\t") for line in ran.stdout.splitlines()]
    return {address: (state, record) for state, address, record in lines}


def test_nothing_changed(opslog: Opslog, log: Path) -> None:
    assert changed(opslog, log) == {}
    ran = opslog("pages", "changed", "--diff-base", "main", "--output-format", "markdown", cwd=log)
    assert ran.stdout == "### Pages\n\nNo page changes.\n"


def test_the_page_of_a_changed_record_comes_first_and_then_those_that_list_it(opslog: Opslog, log: Path) -> None:
    write(log, {"incidents/2022/2022-12-25-b.md": record_text(BODY, severity="sev1", tags="[deploy]")})
    pages = changed(opslog, log)

    own = ("incidents/2022/2022-12-25-b.html", ("changed", "incidents/2022/2022-12-25-b.md"))
    assert next(iter(pages.items())) == own
    assert pages["severities/sev1.html"] == ("new", "")
    assert pages["severities/sev3.html"] == ("changed", "")
    assert pages["index.html"] == ("changed", "")
    assert "services/checkout.html" not in pages
    assert "rules/index.html" not in pages


def test_new_and_gone_records_and_what_stands_beside_them(opslog: Opslog, log: Path) -> None:
    (log / "incidents/2022/2022-12-25-b.md").unlink()
    write(log, {"incidents/2023/2023-01-01-d.md": record_text(BODY), "incidents/2022/graph.png": b"another"})
    pages = changed(opslog, log)

    assert {address: state for address, (state, record) in pages.items() if record} == {
        "incidents/2022/2022-12-25-b.html": "gone",
        "incidents/2023/2023-01-01-d.html": "new",
    }
    assert pages["tags/deploy.html"] == ("gone", "")
    assert pages["years/2023.html"] == ("new", "")
    assert pages["incidents/2022/graph.png"] == ("changed", "")
    # Its neighbours lead elsewhere now, and their records are as they were.
    assert pages["incidents/2022/2022-12-24-a.html"] == ("changed", "")


def test_every_address_is_that_of_a_page_in_the_preview(opslog: Opslog, log: Path) -> None:
    write(log, {"incidents/2023/2023-01-01-d.md": record_text(BODY, tags="[C++, 'a b']", services="['ü']")})
    built = opslog("build", "--preview", "a test", cwd=log)
    assert built.returncode == 0, built.stderr

    pages = changed(opslog, log)
    assert len(pages) > 10
    assert [address for address in pages if not (log / "site" / address).is_file()] == []


def test_what_happened_on_the_other_branch_meanwhile_is_no_change_of_this_one(opslog: Opslog, log: Path) -> None:
    from subprocess import run

    run(["git", "switch", "--quiet", "--create", "mine"], cwd=log, check=True)
    write(log, {"incidents/2023/2023-01-01-d.md": record_text(BODY)})
    commit(log)
    run(["git", "switch", "--quiet", "main"], cwd=log, check=True)
    write(log, {"incidents/2022/2022-12-24-a.md": record_text(BODY, severity="sev1")})
    commit(log)
    run(["git", "switch", "--quiet", "mine"], cwd=log, check=True)

    own = [record for _, record in changed(opslog, log).values() if record]
    assert own == ["incidents/2023/2023-01-01-d.md"]


def test_before_the_first_record_there_was_nothing(opslog: Opslog, tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "x"})
    commit(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, {"incidents/2022/2022-12-24-a.md": record_text(BODY)})

    assert changed(opslog, tmp_path)["incidents/2022/2022-12-24-a.html"][0] == "new"


@pytest.mark.parametrize("reference", ["nowhere", "--output=pwned", "", "main:incidents"])
def test_a_commit_there_is_not_is_one_line(opslog: Opslog, log: Path, reference: str) -> None:
    ran = opslog("pages", "changed", f"--diff-base={reference}", cwd=log)

    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert f"git does not know the commit `{reference}`" in ran.stderr
    assert not list(log.rglob("pwned"))


def test_links_in_the_other_commit_are_not_followed(opslog: Opslog, log: Path) -> None:
    secret = log.parent / "secret.md"
    secret.write_text(record_text("## Summary\n\nSecret.\n"), encoding="utf-8")
    link = log / "incidents" / "2022" / "2022-12-27-link.md"
    link.symlink_to(secret)
    commit(log)
    link.unlink()

    assert not any("link" in address for address in changed(opslog, log))


def test_markdown_links_to_the_preview_and_takes_titles_for_words(opslog: Opslog, log: Path) -> None:
    title = "'<script>alert(1)</script> [x](javascript:y) `z` ::error:: | @grace'"
    write(log, {"incidents/2022/2022-12-25-b.md": record_text(BODY, title=title)})
    arguments = ("--url", "https://pr-12.example.com", "--output-format", "markdown")
    told = opslog("pages", "changed", "--diff-base", "main", *arguments, cwd=log).stdout

    assert "](<https://pr-12.example.com/incidents/2022/2022-12-25-b.html>)" in told
    assert not re.search(r"<script|\[x\]|`z`|::error::|@grace", told)
    assert title.strip("'") in unescape(told)
