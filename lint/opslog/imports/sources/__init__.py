"""The importers: a module is one, and its name is its command."""
