"""The hook that mkdocs.yml names: the plugin of opslog, without being named as one."""

from opslog_site.plugin import events

globals().update(events())
