"""What a live command tells: in words for people, and as JSON for a bot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from opslog.files import printable
from opslog.live.step import Step
from opslog.live.taking import Taken


def as_text(taken: Taken, shown: Path) -> str:
    """Tell what was written where, what to say, and what may come next; `shown` is the path as seen from here."""
    step = taken.step
    lines = [step.done]
    lines += [f"  {shown}:{number}: {line}" for number, line in taken.lines if _is_told(taken, number)]
    lines += [f"Note: {note}" for note in step.notes]
    lines += _advice(step)
    return "".join(f"{printable(line)}\n" for line in lines)


def _is_told(taken: Taken, number: int) -> bool:
    """Whether a line is one of the timeline: the frontmatter that goes with it is for machines."""
    return any(entry.first_line <= number <= entry.last_line for entry in taken.record.timeline)


def _advice(step: Step) -> Iterator[str]:
    if step.say:
        yield ""
        yield "Say in the channel:"
        yield from (f"  {line}" for line in step.say)
    if step.next:
        yield ""
        yield "Next:"
        width = max(len(command) for command, _ in step.next)
        yield from (f"  {command:<{width}}  {purpose}" for command, purpose in step.next)


def as_json(taken: Taken) -> str:
    """Tell the same as an object: `lines` are those that are new in the file, by their number."""
    step = taken.step
    told = {
        "record": taken.record.id,
        "path": str(taken.path.absolute()),
        "changed": taken.changed,
        "done": step.done,
        "lines": [{"line": number, "text": text} for number, text in taken.lines],
        "say": list(step.say),
        "notes": list(step.notes),
        "next": [{"command": command, "for": purpose} for command, purpose in step.next],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
