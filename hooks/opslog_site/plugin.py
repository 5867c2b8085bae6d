"""The seam to MkDocs: the one module that imports it. Records come in, pages go out; no page is thought up here."""

from __future__ import annotations

import logging
import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage

from opslog.config import Config
from opslog.errors import OpslogError
from opslog.settings import PREVIEW_VARIABLE, load_config
from opslog.tracked import tracked_file
from opslog_site.anchors import anchor_of
from opslog_site.delivery import deliver_site
from opslog_site.kept_skeleton import BUILD_VARIABLE, KNOWN_PLUGINS, KeptSkeleton, given_to_engine, inputs_of, keep
from opslog_site.page import split_html
from opslog_site.pages import all_plans
from opslog_site.publishing import OWN_ASSETS, SCRIPTS, STYLES, files_beside, read_site
from opslog_site.search_index import NO_INDEX, program
from opslog_site.shells import EDIT
from opslog_site.site import Site
from opslog_site.site_file import paths_in
from opslog_site.skeleton import Division, Guard, divide, shells_of
from opslog_site.store import Store

log = get_plugin_logger("opslog")

MARK = "opslog_site"
THEME = Path(__file__).with_name("theme")


class OpslogConfig(PluginConfig):
    """The plugin's options; everything about the log itself stands in [tool.opslog]."""

    config = config_options.Optional(config_options.File(exists=True))


class OpslogPlugin(BasePlugin[OpslogConfig]):
    """Adds the pages of the ops log to a MkDocs site.

    MkDocs makes the pages that its navigation names and shells for all others; it does so in a folder that nobody
    sees, from which the site is put together (`output.py`).
    """

    def __init__(self) -> None:
        self.settings = Config()
        self.out = Path()
        self.hidden: tempfile.TemporaryDirectory[str] | None = None
        self.site: Site | None = None
        self.store = Store(None)
        self.division = Division([], [])
        self.said = Warned()
        self.guard: Guard | None = None

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Leave the policy out of what `mkdocs serve` shows: it writes a script of its own into every page."""
        self.guard = str if command == "serve" else None

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
        config.extra_javascript += [script for script in SCRIPTS if script not in config.extra_javascript]
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", anchor_of)
        for path in (self.settings.records_folder, tracked_file(self.settings)):
            if path.exists() and str(path.absolute()) not in config.watch:
                config.watch.append(str(path.absolute()))
        logging.getLogger("mkdocs").addHandler(self.said)
        self.out = Path(config.site_dir)
        self.hidden = tempfile.TemporaryDirectory(prefix="opslog-")
        config.site_dir = self.hidden.name
        return config

    @event_priority(-50)
    def on_files(self, files_: Files, /, *, config: MkDocsConfig) -> Files:
        """Plan the pages, and hand MkDocs those that it has to make; of the others it learns that they are there."""
        try:
            self.store = Store(self.settings.root)
            self.site, reasons = read_site(self.settings, self.store, directory_urls=config.use_directory_urls)
        except OpslogError as error:
            raise PluginError(str(error)) from error
        for reason in reasons:
            log.warning("%s", reason)
        if program() is None:
            log.info("%s", NO_INDEX)
        self.division = divide(all_plans(self.site), paths_in(config.nav))
        for plan in self.division.for_engine:
            file = File.generated(config, plan.path, content=split_html(plan.make().markdown)[0])
            file.edit_uri = None
            _add(files_, file)
        for page in shells_of(self.division.for_shells, self.site):
            file = File.generated(config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = page.record_path
            _add(files_, file)
        for plan in self.division.for_shells:
            _add(files_, Elsewhere(plan.path, self.site.published(plan.path), config))
        for output in files_beside(self.site):
            _add(files_, Elsewhere(output.path, output.path, config))
        for name in OWN_ASSETS:
            content = files("opslog_site").joinpath(name).read_text(encoding="utf-8")
            _add(files_, File.generated(config, name, content=content))
        return files_

    def on_page_markdown(self, _markdown: str, /, *, page: EnginePage, **_: Any) -> None:
        """Lead the edit button of records to where the configuration says that they are edited."""
        if page.file.edit_uri == EDIT and self.settings.site.edit_url:
            page.edit_url = self.settings.site.edit_url.replace("{path}", EDIT)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site together, and keep what MkDocs made of it for the next build."""
        if self.site is None or self.hidden is None:
            return
        try:
            made = self._keep(config, self.site, Path(config.site_dir))
            docs = Path(config.docs_dir)
            deliver_site(self.site, self.division, made, self.out, docs, self.store, guard=self.guard)
        except OpslogError as error:
            raise PluginError(str(error)) from error
        self._leave(config)

    def _keep(self, config: MkDocsConfig, site: Site, made: Path) -> Path:
        """Keep what MkDocs made, unless it said something that has to be said again; gives the folder it is in."""
        logging.getLogger("mkdocs").removeHandler(self.said)
        hooks = [str(Path(config.config_file_path or "").parent / hook) for hook in config.hooks]
        ours = all(Path(hook).name == "ops_log.py" for hook in hooks)
        known = ours and KNOWN_PLUGINS.issuperset(set(config.plugins).difference(config.hooks))
        if self.said.warned or not known or BUILD_VARIABLE not in os.environ:
            return made
        watched = [config.config_file_path, config.docs_dir, config.theme.custom_dir, *hooks]
        nav = tuple(paths_in(config.nav))
        kept = KeptSkeleton(
            folder=str(made),
            inputs=inputs_of([name for name in watched if name], self.settings),
            given=given_to_engine(self.division, site, Path(config.docs_dir)),
            watched=tuple(name for name in watched if name),
            nav=nav,
            out=str(self.out),
            docs=config.docs_dir,
            directory_urls=config.use_directory_urls,
        )
        return keep(made, kept, os.environ[BUILD_VARIABLE], self.store)

    def on_build_error(self, **_: Any) -> None:
        """Leave nothing behind."""
        self.store.close()
        if self.hidden is not None:
            self.hidden.cleanup()

    def _leave(self, config: MkDocsConfig) -> None:
        config.site_dir = str(self.out)
        self.store.close()
        if self.hidden is not None:
            self.hidden.cleanup()


class Warned(logging.Handler):
    """Notices that MkDocs warned of something: it has to be heard again the next time."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warned = False

    def emit(self, record: logging.LogRecord) -> None:
        """Notice it; what we say ourselves of records is said by every build."""
        self.warned = self.warned or not record.name.endswith(".opslog")


def events() -> dict[str, Any]:
    """Give what a hook of MkDocs has to offer: the events of the plugin, by their names."""
    plugin = OpslogPlugin()
    plugin.load_config({})
    return {name: getattr(plugin, name) for name in vars(OpslogPlugin) if name.startswith("on_")}


class Elsewhere(File):
    """A page or file that MkDocs does not make: it has to know that it is there, to lead links to it."""

    def __init__(self, path: str, published: str, config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, config.use_directory_urls, dest_uri=published)

    def is_documentation_page(self) -> bool:
        """Say that there is nothing to make."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it to those who make it."""


def _add(files_: Files, file: File) -> None:
    """Add a file; raises PluginError where a page under docs/ has its path already."""
    existing = files_.get_file_from_path(file.src_uri)
    if existing is not None:
        raise PluginError(f"docs/{file.src_uri} has the path of a page that opslog makes; give it another name")
    files_.append(file)
