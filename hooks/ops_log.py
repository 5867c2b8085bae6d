"""The hook that mkdocs.yml names: the plugin of hooks/opslog_site, without being installed as one."""

from opslog_site.plugin import OpslogPlugin

_plugin = OpslogPlugin()
_plugin.load_config({})

on_config = _plugin.on_config
on_files = _plugin.on_files
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_page_context = _plugin.on_page_context
