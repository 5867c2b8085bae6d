"""Builds that keep what is the same: after any edits, the folder of the site is what a build from nothing makes."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Opslog
from opslog.settings import load_config
from opslog_site.delivery import deliver_site
from opslog_site.page import Page, split_html
from opslog_site.pages import all_plans
from opslog_site.publishing import read_site
from opslog_site.shells import DESCRIPTION, TITLE
from opslog_site.skeleton import divide, pages_for_engine
from opslog_site.store import Store

RECORDS = sorted((ROOT / "incidents").rglob("2*.md"))
WORDS = ("The deploy was slow.", "See [the other](../2022/2022-12-25-corrupt-image.md).", "`x` <b>y</b>", "## Summary")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made_by_a_plain_engine(page: Page) -> str:
    """Render a page as the simplest of engines would: headings with anchors, a list of contents, the rest as it is."""
    body = page.markdown.split("\n---\n", 1)[-1]
    body = split_html(body)[0]
    body = re.sub(
        r"^(#+) (\w+)$", lambda m: f'<h{len(m[1])} id="{m[2]}">{m[2]}</h{len(m[1])}>', body, flags=re.MULTILINE
    )
    body = re.sub(r"^(opslogshell\w+)$", r"<p>\1</p>", body, flags=re.MULTILINE)
    entries = "".join(f'<li><a href="#{one}">{one}</a></li>' for one in re.findall(r'<h2 id="(\w+)"', body))
    described = f'<meta name="description" content="{DESCRIPTION}">' if DESCRIPTION in page.markdown else ""
    return f"{described}<title>{TITLE}</title><ul>{entries}</ul>\n{body}"


def built(log: Path, out: Path, store: Store) -> None:
    config = load_config(log)
    site, _ = read_site(config, store, directory_urls=True)
    division = divide(all_plans(site), ())
    with tempfile.TemporaryDirectory() as made:
        for page in pages_for_engine(division, site):
            path = Path(made, site.published(page.path))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made_by_a_plain_engine(page), encoding="utf-8")
        deliver_site(site, division, Path(made), out, log / "docs", store)


Edit = Callable[[Path], None]


def records_of(log: Path) -> list[Path]:
    return sorted((log / "incidents").rglob("2*.md"))


def changed(pattern: str, words: str) -> Edit:
    def edit(log: Path) -> None:
        for path in records_of(log)[:1]:
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(pattern, lambda _: words, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return edit


def appended(number: int, words: str) -> Edit:
    def edit(log: Path) -> None:
        paths = records_of(log)
        if paths:
            with paths[number % len(paths)].open("a", encoding="utf-8") as file:
                file.write(f"\n{words}\n")

    return edit


def renamed(number: int, name: str) -> Edit:
    def edit(log: Path) -> None:
        paths = records_of(log)
        if paths:
            path = paths[number % len(paths)]
            path.rename(path.with_name(f"{path.stem[:10]}-{name}.md"))

    return edit


def deleted(number: int) -> Edit:
    def edit(log: Path) -> None:
        paths = records_of(log)
        if paths:
            paths[number % len(paths)].unlink()

    return edit


def added(number: int, day: str) -> Edit:
    def edit(log: Path) -> None:
        target = log / "incidents" / day[:4] / f"{day}-added.md"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(RECORDS[number % len(RECORDS)], target)

    return edit


def configured(line: str) -> Edit:
    def edit(log: Path) -> None:
        (log / "opslog.toml").write_text(line, encoding="utf-8")

    return edit


def meddled(log: Path) -> None:
    """Change and delete files of the site itself, and leave one there that is none of it."""
    out = log / "site"
    pages = sorted(out.rglob("*.html"))
    if pages:
        pages[0].write_text("meddled with")
        pages[-1].unlink()
        (out / "stray.html").write_text("stray")


numbers = st.integers(0, 9)
edits = st.one_of(
    st.builds(changed, st.just(r"^title: .*"), st.sampled_from(["title: Another title", "title: '<b>'"])),
    st.builds(changed, st.just(r"^severity: .*"), st.sampled_from(["severity: sev3", "severity: sev1"])),
    st.builds(changed, st.just(r"^status: .*"), st.sampled_from(["status: draft", "status: approved", "status: open"])),
    st.builds(changed, st.just(r"^  started: .*"), st.just("  started: 2021-01-01 10:00")),
    st.builds(changed, st.just(r"^services: .*"), st.sampled_from(["services: [checkout]", "services: [mail, C++]"])),
    st.builds(changed, st.just(r"^tags: .*"), st.just("related: [2022-12-25-corrupt-image]")),
    st.builds(changed, st.just(r"^- \[ \]"), st.just("- [x]")),
    st.builds(appended, numbers, st.sampled_from(WORDS)),
    st.builds(renamed, numbers, st.sampled_from(["other-name", "b"])),
    st.builds(deleted, numbers),
    st.builds(added, numbers, st.sampled_from(["2019-05-05", "2024-02-29", "2030-01-01"])),
    st.builds(configured, st.sampled_from(["", "timezone = 'Asia/Tokyo'\n", "[site]\ntitle = 'Other'\n"])),
    st.just(meddled),
)


@settings(max_examples=8)
@given(st.lists(edits, min_size=1, max_size=5))
def test_after_any_edits_a_site_is_what_a_build_from_nothing_makes(sequence: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPSLOG_CACHE", f"{folder}/cache")
        patch.setenv("SOURCE_DATE_EPOCH", "1795348800")
        patch.setattr("opslog_site.pages.listings.MOST", 2)  # so few records make no list long
        log = Path(folder, "log")
        for path in RECORDS[::2]:
            (log / "incidents" / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, log / "incidents" / path.parent.name)
        (log / "opslog.toml").write_text("")
        store = Store(log)
        built(log, log / "site", store)
        for edit in sequence:
            edit(log)
            built(log, log / "site", store)
        built(log, log / "clean", Store(None))
        store.close()

        kept, clean = tree(log / "site"), tree(log / "clean")
        assert kept.keys() == clean.keys()
        assert [path for path in kept if kept[path] != clean[path]] == []


def test_nothing_is_written_where_nothing_changed_and_little_where_little_did(opslog: Opslog, tmp_path: Path) -> None:
    log = tmp_path / "log"
    opslog("init", log)
    shutil.copytree(ROOT / "incidents", log / "incidents", dirs_exist_ok=True)
    cache = {"OPSLOG_CACHE": str(tmp_path / "cache")}
    assert opslog("build", "--strict", cwd=log, **cache).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in (log / "site").rglob("*.html")}

    again = opslog("build", "--strict", cwd=log, **cache)
    assert "Wrote 0 of" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in (log / "site").rglob("*.html")} == before

    (record,) = log.rglob("*-search-finds-nothing.md")
    record.write_text(record.read_text().replace("## Impact\n", "## Impact\n\nOne sentence more.\n"))
    opslog("build", "--strict", cwd=log, **cache)
    written = [path for path in before if path.stat().st_mtime_ns != before[path]]
    assert [path.parent.name for path in written] == [record.stem]
    assert "One sentence more." in written[0].read_text()

    clean = opslog("build", "--strict", "--site-dir", tmp_path / "clean", cwd=log)
    assert clean.returncode == 0
    assert tree(log / "site") == tree(tmp_path / "clean")


def test_what_an_engine_warned_of_is_heard_again(opslog: Opslog, tmp_path: Path) -> None:
    log = tmp_path / "log"
    opslog("init", log)
    (log / "docs" / "process.md").write_text("# Process\n\n[nowhere](nowhere.md)\n")

    for _ in range(2):
        built_ = opslog("build", "--strict", cwd=log, OPSLOG_CACHE=str(tmp_path / "cache"))
        assert built_.returncode == 1
        assert "nowhere.md" in built_.stderr


def test_a_cache_that_others_can_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPSLOG_CACHE", str(tmp_path))
    assert Store(tmp_path).folder is not None

    tmp_path.chmod(0o777)

    assert Store(tmp_path).folder is None


def test_a_torn_cache_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPSLOG_CACHE", str(tmp_path))
    store = Store(tmp_path)
    store.keep("kind", {"a": 1}, ["a"])
    store.close()
    assert store.folder is not None
    for path in store.folder.glob("build-*"):
        path.write_bytes(b"torn" * 4000)

    again = Store(tmp_path)
    assert again.kept("kind") == {}
    again.keep("kind", {"b": 2}, ["b"])
    assert again.kept("kind") == {"b": 2}
