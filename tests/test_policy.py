"""The policy in every page: what is the engine's runs, and nothing else does."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT, Opslog, record_text
from opslog_site.policy import HEADERS, headers_file, with_policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def policy_in(html: str) -> dict[str, list[str]]:
    found = POLICY.findall(html)
    assert len(found) == 1
    return {name: values for name, *values in (one.split() for one in unescape(found[0]).split(";"))}


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_has_its_policy_before_anything_that_could_run(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        policy = policy_in(html)
        assert not re.search(r"<(?:script|link|style|body)\b", html[: html.index("Content-Security-Policy")]), path
        assert policy["default-src"] == ["'none'"]
        assert policy["style-src"] == ["'self'"]
        assert policy["base-uri"] == ["'none'"]
        assert set(policy["script-src"]) - {"'self'", "'wasm-unsafe-eval'"} == {
            sha(script) for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        }
        assert "unsafe-inline" not in html
        assert '<meta name="referrer" content="no-referrer">' in html


@pytest.mark.parametrize(
    ("page", "directive", "allowed"),
    [
        ("<script>a()</script>", "script-src", {sha("a()")}),
        ("<SCRIPT type=module>\na()\n</SCRIPT >", "script-src", {sha("\na()\n")}),
        ('<script src="a.js"></script>', "script-src", set()),
        ('<script type="application/json">{}</script>', "script-src", set()),
        ("<p onclick=a()>", "script-src", set()),
        ("<style>p {}</style>", "style-src", {sha("p {}")}),
        ('<p style="color: &quot;red&quot;">', "style-src", {"'unsafe-hashes'", sha('color: "red"')}),
        ("<p class=a hidden style='x: y'>", "style-src", {"'unsafe-hashes'", sha("x: y")}),
        ("<p title=\" style='x'\">", "style-src", set()),
    ],
)
def test_what_the_engine_wrote_is_let_through_by_its_hash(page: str, directive: str, allowed: set[str]) -> None:
    policy = policy_in(with_policy(f"<!doctype html><html><head></head><body>{page}"))
    assert set(policy[directive]) - {"'self'", "'wasm-unsafe-eval'"} == allowed


@pytest.mark.parametrize(
    "start",
    [
        "",
        "<!doctype html>\n<html lang=en>\n<head>\n",
        '<!doctype html><html><head>\n<meta charset="utf-8">',
        "\n<html>",
    ],
)
def test_the_policy_stands_at_the_beginning_of_the_head(start: str) -> None:
    html = with_policy(f"{start}<title>x</title>")
    assert html.startswith(f'{start}<meta http-equiv="Content-Security-Policy"')
    assert html.endswith("<title>x</title>")


def test_other_hosts_are_let_in_only_where_the_configuration_names_them(opslog: Opslog, tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text("[site]\nother-hosts = ['https://cdn.example']\n", encoding="utf-8")
    record = tmp_path / "incidents" / "2022" / "2022-12-25-a.md"
    record.parent.mkdir(parents=True)
    record.write_text(record_text(), encoding="utf-8")
    assert opslog("build", cwd=tmp_path).returncode == 0
    for page in ("index.html", "404.html", "incidents/2022/2022-12-25-a/index.html"):
        policy = policy_in((tmp_path / "site" / page).read_text(encoding="utf-8"))
        assert "https://cdn.example" in policy["script-src"]
        assert policy["default-src"] == ["'none'"]


def test_the_documentation_shows_the_headers_that_the_server_sends(site: Path) -> None:
    page = (ROOT / "docs" / "adopt" / "host.md").read_text(encoding="utf-8")

    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in page
        assert f'Header always set {name} "{value}"' in page
    assert f"```text\n{headers_file().decode()}```" in page
    assert (site / "_headers").read_bytes() == headers_file()


def test_a_sitemap_without_addresses_is_still_one(site: Path) -> None:
    assert (site / "sitemap.xml").read_text(encoding="utf-8").count("</urlset>") == 1
