"""The blanks of an announcement: what stands where the record does not say, and what then has to be filled in."""

from __future__ import annotations

import re

BLANKS = {
    "title": ("[what happened]", "say in a few words what happened"),
    "severity": ("[severity]", "write `severity` into the record"),
    "services": ("[which services]", "write `services` into the record"),
    "impact": ("[what users see]", "say what users can and cannot do"),
    "since": ("[since when]", "write `times.started` into the record"),
    "until": ("[until when]", "write `times.mitigated` into the record"),
    "lasted": ("[for how long]", "write clock times into `times`: started, and mitigated or resolved"),
    "doing": ("[what we are doing]", "say what is being done, or write `mitigation.kind` into the record"),
    "done": ("[what we did]", "say what was done, or write `mitigation.kind` into the record"),
    "latest": ("[the latest news]", "say what is new; the timeline has no finding, decision or action yet"),
    "data": ("[whether data was lost or exposed]", "say whether data was lost or exposed, even if the answer is no"),
    "commander": ("[who is incident commander]", "write `roles.incident-commander` into the record"),
    "owner": ("[who owns the resolution]", "write `resolution_owner` into the record"),
    "next_update": ("[time of the next update]", "say when the next update comes: `--next 45` or `--next 22:30`"),
}
"""By the name of the value: the blank, and what to do about it."""
BLANK = re.compile("|".join(re.escape(words) for words, _ in BLANKS.values()))
