"""The nearest known word: did you mean this one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Name the known word nearest to `word`, or None where none is near."""
    # Imported here: difflib is needed only when something is already wrong.
    from difflib import get_close_matches

    by_folded = {name.casefold().replace("_", "-"): name for name in known}
    matches = get_close_matches(word.casefold().replace("_", "-")[:80], by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known word may be meant, and else which ones there are.

    >>> did_you_mean("servises", ["services", "severity"])
    'did you mean `services`?'
    >>> did_you_mean("x", ["open", "draft"])
    'it is one of open, draft.'
    """
    names = list(known)
    near = nearest(word, names)
    return f"did you mean `{near}`?" if near else f"it is {'one of ' if len(names) > 1 else ''}{', '.join(names)}."
