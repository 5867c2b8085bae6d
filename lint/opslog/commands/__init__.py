"""Commands with a module each: its `command` is what `opslog NAME` runs. cli.py finds them here by name."""
