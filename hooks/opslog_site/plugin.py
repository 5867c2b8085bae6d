"""The seam to MkDocs: the one module that imports it. Records come in, pages go out; no page is thought up here."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markdown.extensions.toc import slugify  # type: ignore[import-untyped]
from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as EnginePage

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import PREVIEW_VARIABLE, load_config
from opslog.tracked import tracked_file
from opslog_site.downloads import downloads
from opslog_site.page import join_html, split_html, words_of
from opslog_site.pages import all_pages
from opslog_site.publishing import read_site

log = get_plugin_logger("opslog")

STYLES, SCRIPT = "assets/opslog.css", "assets/opslog.js"
MARK = "opslog_site"
THEME = Path(__file__).with_name("theme")
SEARCH_MARK = "data-search-"
"""The theme's search deletes `data-search-x="…"` from pages, with the tags between those quotes if need be."""


class OpslogConfig(PluginConfig):
    """The plugin's options; everything about the log itself stands in [tool.opslog]."""

    config = config_options.Optional(config_options.File(exists=True))


class OpslogPlugin(BasePlugin[OpslogConfig]):
    """Adds the pages of the ops log to a MkDocs site."""

    def __init__(self) -> None:
        self.settings = Config()
        self.pieces: dict[str, list[str]] = {}
        self.sources: dict[str, str] = {}
        self.slotted: dict[str, str] = {}
        self.shown: str | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load our own configuration, and add style and script."""
        if config.extra.get(MARK) not in (None, id(self)):
            raise PluginError(
                "opslog is switched on twice in mkdocs.yml, as a hook and as a plugin. "
                "Keep one: `hooks: [hooks/ops_log.py]` in a checkout of opslog, `plugins: [opslog]` elsewhere."
            )
        config.extra[MARK] = id(self)
        named = self.config.get("config")
        try:
            self.settings = load_config(Path(config.config_file_path or ".").parent, Path(named) if named else None)
        except OpslogError as error:
            raise PluginError(str(error)) from error
        config.extra["opslog_preview"] = os.environ.get(PREVIEW_VARIABLE, "")
        config.extra_css = [STYLES, *(sheet for sheet in config.extra_css if sheet != STYLES)]
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", _anchor)
        for path in (self.settings.records_folder, tracked_file(self.settings)):
            if path.exists() and str(path.absolute()) not in config.watch:
                config.watch.append(str(path.absolute()))
        return config

    @event_priority(-50)
    def on_files(self, files_: Files, /, *, config: MkDocsConfig) -> Files:
        """Make the pages and hand them to MkDocs."""
        self.pieces.clear()
        self.sources.clear()
        try:
            site, reasons = read_site(self.settings, directory_urls=config.use_directory_urls)
        except OpslogError as error:
            raise PluginError(str(error)) from error
        for reason in reasons:
            log.warning("%s", reason)
        for page in all_pages(site):
            markdown, pieces = split_html(page.markdown)
            self.pieces[page.path] = [piece.replace(SEARCH_MARK, "data-search&#45;") for piece in pieces]
            file = File.generated(config, page.path, content=markdown)
            if page.record_path:
                file.edit_uri = _address_from(Path(config.docs_dir), page.record_path)
                self.sources[page.path] = _address_from(self.settings.records_folder, page.record_path)
            _add(files_, file)
        for asset in sorted(site.assets):
            source = str(Path(site.folder, asset).absolute())
            _add(files_, File.generated(config, f"incidents/{asset}", abs_src_path=source))
        for name in (STYLES, SCRIPT):
            content = files("opslog_site").joinpath(name).read_text(encoding="utf-8")
            _add(files_, File.generated(config, name, content=content))
        for download in downloads(site):
            _add(files_, File.generated(config, download.path, content=download.content))
        return files_

    def on_page_markdown(self, _markdown: str, /, *, page: EnginePage, **_: Any) -> None:
        """Point the edit button of a record at its own file, where the configuration says where that is edited."""
        template = self.settings.site.edit_url
        source = self.sources.get(page.file.src_uri)
        if template and source:
            page.edit_url = template.replace("{path}", source)

    def on_page_content(self, html: str, *, page: EnginePage, **_: Any) -> str:
        """Put the finished parts of a page back into what the engine made of the rest."""
        self.slotted[page.file.src_uri] = html
        return join_html(html, self.pieces.get(page.file.src_uri, []))

    @event_priority(100)
    def _show_words(self, _context: Any, /, *, page: EnginePage, **_: Any) -> None:
        """Show the search plugin the words of a page only: most of its time goes into parsing tags it then drops."""
        pieces = self.pieces.get(page.file.src_uri)
        if pieces:
            self.shown = page.content
            page.content = join_html(self.slotted[page.file.src_uri], [words_of(piece) for piece in pieces])

    @event_priority(-100)
    def _show_page(self, _context: Any, /, *, page: EnginePage, **_: Any) -> None:
        """Show the template the whole page again."""
        if self.pieces.get(page.file.src_uri):
            page.content = self.shown

    on_page_context = CombinedEvent(_show_words, _show_page)


def _address_from(folder: Path, record_path: str) -> str:
    """Write the way from a folder to the file of a record, for an edit link: themes do not escape those."""
    return quote(Path(os.path.relpath(Path(record_path).absolute(), folder.absolute())).as_posix())


def _anchor(text: str, separator: str) -> str:
    """Name a heading's anchor as MkDocs does, but never `__config` or the like: those names are the theme's own."""
    return str(slugify(text, separator)).lstrip("_")


def _add(files_: Files, file: File) -> None:
    """Add a file; raises PluginError where a page under docs/ has its path already."""
    existing = files_.get_file_from_path(file.src_uri)
    if existing is not None:
        raise PluginError(f"docs/{file.src_uri} has the path of a page that opslog makes; give it another name")
    files_.append(file)
