"""Changing a record that is there: the lines of what changes, and no other byte."""

from opslog.editing.change import change_record
from opslog.editing.entries import NewEntry, with_entries
from opslog.editing.facts import with_facts

__all__ = ["NewEntry", "change_record", "with_entries", "with_facts"]
