"""Building a site with an engine that runs neither plugins nor hooks: it is given a folder of plain markdown.

In that folder are the pages that people wrote, those that the navigation names, and the shells of all others. What the
engine makes of them is put together as after any other engine. Zensical is one (with MkDocs' site file and templates).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from opslog.config import Config
from opslog.settings import PREVIEW_VARIABLE
from opslog_site.delivery import deliver_site
from opslog_site.page import Page, split_html
from opslog_site.pages import all_plans
from opslog_site.publishing import OWN_ASSETS, SCRIPTS, STYLES, read_site
from opslog_site.shells import EDIT
from opslog_site.site import Site
from opslog_site.site_file import SiteFile, read_site_file
from opslog_site.skeleton import divide, pages_for_engine
from opslog_site.store import Store

OUR_HOOK, OUR_PLUGIN = "ops_log.py", "opslog"
HREF = re.compile(r'(?<= href=")(?P<path>[^":?#]{1,400}\.md)(?=["#])')


def build_without_plugins(engine: str, site_file: Path, arguments: Sequence[str], config: Config) -> int:
    """Build a site; gives the exit code. Raises OpslogError."""
    its = read_site_file(site_file)
    directory_urls = its.directory_urls and "--no-directory-urls" not in arguments
    store = Store(config.root)
    try:
        site, reasons = read_site(config, store, directory_urls=directory_urls)
        said = [*reasons, *_left_out(engine, its)]
        for reason in said:
            print(f"WARNING -  {reason}", file=sys.stderr)
        division = divide(all_plans(site), its.nav())
        pages = pages_for_engine(division, site)
        with tempfile.TemporaryDirectory(prefix="opslog-") as folder:
            own = Path(folder)
            written = _write(own, its, pages, site)
            call = [sys.executable, "-m", engine, "build", "--config-file", str(own / "mkdocs.yml")]
            ended = subprocess.run(call, check=False, cwd=own).returncode  # noqa: S603 - our own interpreter
            if ended:
                return ended
            _lead(own / "site", written, {plan.path for plan in division.for_shells}, site)
            _lead_to_sources(own / "site", pages, site)
            out = Path(option(arguments, "--site-dir") or its.out)
            deliver_site(site, division, own / "site", out, its.docs, store)
    finally:
        store.close()
    return 1 if said and "--strict" in arguments else 0


def option(arguments: Sequence[str], name: str) -> str:
    """Give the value of an option; empty where it is not there."""
    return arguments[arguments.index(name) + 1] if name in arguments else ""


def _left_out(engine: str, its: SiteFile) -> Iterable[str]:
    """Say what of a site file the engine passes over in silence."""
    for hook in its.named("hooks"):
        if Path(hook).name != OUR_HOOK:
            yield f"{engine} runs no hooks: {hook} is left out"


def _write(own: Path, its: SiteFile, pages: Iterable[Page], site: Site) -> list[str]:
    """Write what the engine is given into a folder; gives the paths of the pages."""
    docs = own / "docs"
    if its.docs.is_dir():
        shutil.copytree(its.docs, docs)
    for page in pages:
        path = docs / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(split_html(page.markdown)[0], encoding="utf-8")
    for name in OWN_ASSETS:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(files("opslog_site").joinpath(name).read_bytes())
    with as_file(files("opslog_site").joinpath("theme")) as theme:
        shutil.copytree(theme, own / "theme")
    if its.theme.get("custom_dir"):
        shutil.copytree(its.path.parent / str(its.theme["custom_dir"]), own / "theme", dirs_exist_ok=True)
    settings = _settings(its, site)
    (own / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]


def _settings(its: SiteFile, site: Site) -> dict[str, object]:
    """Write the site file of the folder: the other one, with its paths, and without what is ours."""
    return {
        "INHERIT": str(its.path.absolute()),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": site.directory_urls,
        "hooks": [],
        "plugins": [name for name in its.named("plugins") if name != OUR_PLUGIN] or ["search"],
        "theme": {"name": its.theme.get("name", "material"), "custom_dir": "theme"},
        "extra": {"opslog_preview": os.environ.get(PREVIEW_VARIABLE, "")},
        "extra_css": [STYLES, *its.named("extra_css")],
        "extra_javascript": [*SCRIPTS, *its.named("extra_javascript")],
    }


def _lead(made: Path, written: Iterable[str], others: set[str], site: Site) -> None:
    """Lead links to pages that the engine did not see: it leaves them as they were written."""
    for source in written:
        path = made / site.published(source)
        if not path.is_file():
            continue

        def led(found: re.Match[str], source: str = source) -> str:
            target = normpath(join(dirname(source), unquote(found["path"])))
            if target not in others:  # some engines write it as seen from the page's own folder
                target = normpath(join(source.removesuffix(".md"), unquote(found["path"])))
            return site.address(source, target) if target in others else found["path"]

        html = path.read_text(encoding="utf-8")
        path.write_text(HREF.sub(led, html), encoding="utf-8")


def _lead_to_sources(made: Path, pages: Iterable[Page], site: Site) -> None:
    """Lead the edit link of records to where the mark stands for them, and take it off pages that nobody wrote."""
    for page in pages:
        path = made / site.published(page.path)
        html = path.read_text(encoding="utf-8")
        name = re.escape(quote(page.path))
        if page.record_path == EDIT:
            html = re.sub(rf'(?<= href=")(?P<before>[^"]*){name}(?=")', rf"\g<before>{EDIT}", html)
            if site.config.site.edit_url:
                there = re.search(rf'(?<= href=")[^"]*{EDIT}(?=")', html)
                html = html.replace(there[0], site.config.site.edit_url.replace("{path}", EDIT)) if there else html
        else:
            html = re.sub(rf'<a\b[^<>]* href="[^"]*/{name}"[^<>]*>.*?</a>', "", html, flags=re.DOTALL)
        path.write_text(html, encoding="utf-8")
