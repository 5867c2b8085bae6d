"""Which section of a record a heading means, in the words that teams use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from opslog.config import fold_heading

NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}[.)])[ \t]+(?=\D)")
MARKUP = re.compile(r"[*_`~]+|:[a-z_]{2,30}:|[^\w\s/&(),:;.'’?!–—-]")
CUT = re.compile(r"\s*(?:[(\[{:;,?!]|\s[-–—]\s|\s\d).*\Z", re.DOTALL)
PARTS = re.compile(r"\s*(?:/|&|\band\b|\bor\b|,)\s*", re.IGNORECASE)
BEFORE = re.compile(r"(?:the|our|incident|event|outage|issue|problem|executive|detailed|full|initial|immediate|key)[ ]")

SYNONYMS = {
    "summary": ("brief summary", "abstract", "at a glance", "in short", "short version", "description", "introduction",
                "what is this about", "tldr", "tl;dr", "synopsis"),
    "impact": ("business impact", "impacts", "impact assessment", "impact on users", "scope", "affected users",
               "who was affected", "effect", "effects", "consequences"),
    "what-happened": ("what happend", "cause", "trigger and root cause", "root cause analysis", "rca", "five whys",
                      "5 whys", "why did it happen", "why it happened", "why did this happen", "details",
                      "contributing causes", "the cause", "underlying cause", "what went on", "fault"),
    "timeline": ("timelines", "time line", "timeline of the incident", "sequence of events", "events", "log of events",
                 "event log", "chronology of events", "course of events", "history"),
    "mitigation": ("mitigations", "mitigation steps", "workaround", "workarounds", "short term fix",
                   "actions taken", "response actions", "incident response"),
    "resolution": ("fix", "the fix", "how we fixed it", "how it was fixed", "how it was resolved", "how was it fixed",
                   "remedy", "resolution steps"),
    "recovery": ("restoration", "recovery steps"),
    "lessons-learned": ("lessons we learned", "lessons learnt", "what we learned", "what did we learn",
                        "what have we learned", "learnings", "retrospective", "takeaways", "reflections",
                        "reflection", "after action report", "how did we do", "how'd we do"),
    "follow-ups": ("follow up", "follow up actions", "follow up items", "follow up tasks", "actions", "action plan",
                   "action points", "next steps", "todo", "todos", "to do", "to dos", "tasks", "remediation",
                   "remediations", "remediation items", "remediation steps", "remediation plan", "preventive measures",
                   "preventative measures", "preventive actions", "prevention", "corrective",
                   "corrective measures", "improvements", "future improvements", "long term solution",
                   "long term fix", "future work", "actionables", "what we are doing about it", "what will we do",
                   "what are we doing to prevent this", "how do we prevent this"),
}  # fmt: skip
"""What headings mean beside the aliases of a record's own sections (`vocabulary.py`, and the configuration's)."""

BEGINNINGS = {
    "timeline": "timeline", "root cause": "what-happened", "root causes": "what-happened", "summary of": "summary",
    "impact on": "impact", "lessons learned": "lessons-learned", "action items": "follow-ups",
    "follow up actions": "follow-ups",
}  # fmt: skip
"""What a heading means that begins so, whatever follows."""

LESSON_PARTS = frozenset({
    "what went well", "what went wrong", "what went badly", "what went poorly", "what did not go well",
    "what didn't go well", "what could have gone better", "what could be improved", "where we got lucky",
    "where did we get lucky", "where we were lucky", "went well", "went wrong", "went badly", "got lucky",
    "things that went well", "things that went wrong", "things that went poorly", "what we got lucky with",
    "what worked", "what did not work", "what didn't work", "what didn't go so well", "what did not go so well",
    "what went less well", "what we did well", "what we could do better",
})  # fmt: skip


class SectionNames:
    """Finds the section that a heading means; a team's own words come first."""

    def __init__(self, known: Mapping[str, str], own: Mapping[str, str]) -> None:
        self.known = known
        self.own = {fold_heading(words): name for words, name in own.items()}
        self.synonyms = {fold_heading(word): name for name, words in SYNONYMS.items() for word in words}
        self._found: dict[str, str | None] = {}

    def exact(self, title: str) -> str | None:
        """Name the section that a record with this heading would have."""
        return self.known.get(fold_heading(title))

    def find(self, title: str) -> str | None:
        """Name the section that a heading means; None for one that is the author's own."""
        if title not in self._found:
            self._found[title] = self._find(title)
        return self._found[title]

    def _find(self, title: str) -> str | None:
        for words in _readings(title):
            name = self.own.get(words) or self.known.get(words) or self.synonyms.get(words)
            if name:
                return None if name == "own" else name
        folded = fold_heading(NUMBER.sub("", title.strip(), count=1))
        return next((name for start, name in BEGINNINGS.items() if folded.startswith(f"{start} ")), None)


def is_lesson_part(title: str) -> bool:
    """Say whether a heading is one of those that stand under Lessons learned."""
    return any(words in LESSON_PARTS for words in _readings(title))


def _readings(title: str) -> Iterator[str]:
    """Give a heading with less and less of it: its number, what stands behind it, each of several words."""
    title = title.replace("’", "'")
    yield fold_heading(title)
    plain = NUMBER.sub("", " ".join(MARKUP.sub(" ", title).split()), count=1)
    yield fold_heading(plain)
    cut = fold_heading(CUT.sub("", plain))
    yield cut
    short = cut
    for _ in range(2):
        short = BEFORE.sub("", short, count=1) if BEFORE.match(short) else short
        yield short
    for part in map(fold_heading, PARTS.split(cut)):
        yield part
        yield BEFORE.sub("", part, count=1) if BEFORE.match(part) else part
