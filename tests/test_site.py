"""The site as an engine builds it: by hook, by plugin, from nothing but records; and what it must not do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, Opslog, environment, record_text
from links import dead_links


def mkdocs(config: Path, out: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out)]
    env = environment(NO_MKDOCS_2_WARNING="1")
    return subprocess.run(call, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def site_file(tmp_path: Path, *, hook: bool, plugin: bool) -> Path:
    """Write a mkdocs.yml like this repository's, with the pages switched on one way or the other."""
    (tmp_path / "opslog.toml").write_text(f'records = "{ROOT / "incidents"}"\n', encoding="utf-8")
    (tmp_path / "docs").mkdir()
    lines = [f"INHERIT: {ROOT / 'hooks/opslog_site/mkdocs.yml'}", "site_name: Ops log"]
    lines += [f"hooks: [{ROOT / 'hooks/ops_log.py'}]"] if hook else []
    lines += ["plugins: [opslog]"] if plugin else []
    path = tmp_path / "mkdocs.yml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def content(folder: Path) -> dict[str, str]:
    """Read what a site says, without the times and hashes an engine adds."""
    pages = {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    return {name: re.sub(r"assets/[\w./-]+", "", text) for name, text in pages.items()}


def test_hook_and_plugin_build_the_same_site(tmp_path: Path) -> None:
    sites = []
    for name, hook in (("by-hook", True), ("by-plugin", False)):
        folder = tmp_path / name
        folder.mkdir()
        built = mkdocs(site_file(folder, hook=hook, plugin=not hook), folder / "site")
        assert built.returncode == 0, built.stderr
        sites.append(content(folder / "site"))

    assert sites[0] == sites[1]
    assert "incidents/2022/2022-12-25-corrupt-image/index.html" in sites[0]


def test_hook_and_plugin_at_once_is_an_error_that_says_so(tmp_path: Path) -> None:
    built = mkdocs(site_file(tmp_path, hook=True, plugin=True), tmp_path / "site")

    assert built.returncode != 0
    assert "opslog is switched on twice in mkdocs.yml, as a hook and as a plugin" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_page_of_ours_under_docs_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = site_file(tmp_path, hook=True, plugin=False)
    (tmp_path / "docs" / "browse.md").write_text("# Mine", encoding="utf-8")

    built = mkdocs(path, tmp_path / "site")
    assert "docs/browse.md has the path of a page that opslog makes" in built.stderr


def test_a_wrong_configuration_is_one_line(tmp_path: Path) -> None:
    path = site_file(tmp_path, hook=True, plugin=False)
    (tmp_path / "opslog.toml").write_text("recrods = 'x'", encoding="utf-8")

    built = mkdocs(path, tmp_path / "site")
    assert "unknown setting `recrods`; did you mean `records`?" in built.stderr
    assert "Traceback" not in built.stderr


def test_records_alone_make_a_site(tmp_path: Path, opslog: Opslog) -> None:
    """A team without a mkdocs.yml gets the site that ships with opslog."""
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    (folder / "2022-12-25-a.md").write_text(record_text("## Summary\n\nIt broke.\n"), encoding="utf-8")
    (folder / "graph.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "page.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")

    built = opslog("build", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "It broke." in (tmp_path / "site/incidents/2022/2022-12-25-a/index.html").read_text("utf-8")
    assert (tmp_path / "site/incidents/2022/graph.png").is_file()
    assert not list((tmp_path / "site/incidents").rglob("*.svg"))


def test_a_log_without_records_is_a_site_that_says_so(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "incidents").mkdir()

    built = opslog("build", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "There are no records yet" in (tmp_path / "site/index.html").read_text("utf-8")


def test_a_record_that_cannot_be_read_fails_a_strict_build_and_no_other(tmp_path: Path, opslog: Opslog) -> None:
    folder = tmp_path / "incidents" / "2022"
    folder.mkdir(parents=True)
    (folder / "2022-12-25-good.md").write_text(record_text(), encoding="utf-8")
    (folder / "2022-12-25-bad.md").write_text("---\na: b: c\n---\n", encoding="utf-8")

    loose, strict = opslog("build", cwd=tmp_path), opslog("build", "--strict", cwd=tmp_path)
    assert (loose.returncode, strict.returncode != 0) == (0, True)
    assert "2022-12-25-bad.md:2:5: this is not valid YAML" in loose.stderr
    assert "it is not in the ops log" in loose.stderr


def test_the_edit_link_leads_to_the_record(site: Path) -> None:
    page = (site / "incidents/2022/2022-12-25-corrupt-image/index.html").read_text("utf-8")

    assert 'href="https://github.com/example/ops-log/edit/main/incidents/2022/2022-12-25-corrupt-image.md"' in page


def test_the_edit_link_comes_from_the_configuration_where_that_says_it(tmp_path: Path, opslog: Opslog) -> None:
    (tmp_path / "opslog.toml").write_text("[site]\nedit-url = 'https://forge.example/e/{path}'\n", encoding="utf-8")
    (tmp_path / "incidents" / "2022").mkdir(parents=True)
    (tmp_path / "incidents" / "2022" / "2022-12-25-a.md").write_text(record_text(), encoding="utf-8")

    opslog("build", cwd=tmp_path)
    page = (tmp_path / "site/incidents/2022/2022-12-25-a/index.html").read_text("utf-8")
    assert 'href="https://forge.example/e/2022/2022-12-25-a.md"' in page


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    assert dead_links(site) == []


def test_every_record_and_every_group_has_its_page(site: Path) -> None:
    names = {str(path.parent.relative_to(site)) for path in site.rglob("index.html")}

    assert {f"incidents/{path.parent.name}/{path.stem}" for path in (ROOT / "incidents").rglob("*.md")} <= names
    assert {"years/2022", "severities/sev1", "services/checkout", "tags/deploy", "follow-ups", "browse"} <= names
    assert {"kinds/near-miss", "statuses/draft", "detected-by/alert", "mitigations/rollback", "statistics"} <= names


def test_statuses_are_visible(site: Path) -> None:
    def page(record: str) -> str:
        return (site / "incidents" / record[:4] / record / "index.html").read_text("utf-8")

    assert "This record is a draft" in page("2026-11-12-duplicate-invoice-mails")
    assert "still going on" in page("2026-11-21-search-stale-prices")
    assert "No postmortem was written" in page("2025-06-18-status-mails-delayed")
    assert "opslog-status-waived" in page("2025-06-18-status-mails-delayed")
    assert "opslog-kind-near-miss" in page("2023-11-24-unverified-image-override")
