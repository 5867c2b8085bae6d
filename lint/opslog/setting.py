"""How a setting is declared: what it means, its default, an example."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def setting(doc: str, default: Any, example: str = "") -> Any:
    """Declare a setting: its meaning, its default and an example in TOML."""
    metadata = {"doc": doc, "example": example}
    if isinstance(default, dict):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)
