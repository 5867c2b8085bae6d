"""What programs show of a page where somebody links it, in a chat or a mail."""

from __future__ import annotations

from opslog.markdown import without_comments
from opslog.prose import cut, prose_of
from opslog.record import Record
from opslog_site.rendering import to_text

MAX_DESCRIPTION = 300


def description_of(record: Record) -> str:
    """Give the first sentence of the summary of a public record, and nothing of any other.

    A program that unfolds links puts it before people who may not read the site. The title is in the page's `<title>`,
    which such programs show in any case.
    """
    summary = record.section("summary")
    if record.facts.visibility != "public" or summary is None:
        return ""
    passage = next(prose_of(summary.lines), None)
    if passage is None:
        return ""
    start, end = next(iter(cut(passage.text)), (0, 0))
    return " ".join(to_text(without_comments(passage.raw[start:end])).split())[:MAX_DESCRIPTION]
