"""The closed vocabularies of a record, each word with its meaning: one source for reading, rules, docs and screen."""

from __future__ import annotations

STATUSES = {
    "open": "the incident is still going on",
    "draft": "the incident is over and the postmortem is being written",
    "in-review": "every section stands and senior reviewers are reading",
    "approved": "senior reviewers approved it in its pull request",
    "waived": "no postmortem is written, for the reason the record gives",
}
READ_BY_OTHERS = frozenset({"in-review", "approved"})
"""The statuses of a record that is written, and that others read."""
KINDS = {
    "incident": "something went wrong for users or for us",
    "near-miss": "something nearly went wrong",
    "false-alarm": "it looked like an incident and was none",
    "exercise": "it was staged, to practise",
}
DETECTORS = {
    "alert": "monitoring",
    "engineer": "one of us, by looking",
    "customer": "a customer",
    "partner": "a partner or supplier",
    "support": "the support team",
}
ROLES = {
    "incident-commander": "coordinates the response and decides",
    "communications-lead": "tells everyone who needs to know",
    "ops-lead": "changes the system, alone or through others",
}
MITIGATIONS = {
    "rollback": "back to the last version that worked",
    "revert": "the change undone by a new change",
    "fix-forward": "a new version that mends it",
    "scale": "more capacity",
    "redirect": "traffic sent elsewhere",
    "block": "the harmful load kept out",
    "degrade": "a feature switched off",
    "restart": "restarted",
    "other": "something else, told under Mitigation",
}
REVIEW_STATES = {
    "approved": "it may count as approved",
    "changes-requested": "something has to change first",
    "commented": "remarks only",
}
DISMISSED = "dismissed"
"""The state of a review that was taken back on its forge: it is no word of a record, and never written into one."""
VISIBILITIES = {"internal": "for us", "public": "for everybody"}
ENTRY_KINDS = {
    "detected": "somebody or something noticed",
    "acknowledged": "somebody took it on",
    "declared": "it was called an incident",
    "mitigated": "the harm stopped or shrank",
    "resolved": "the cause was out of the way",
    "decision": "a choice, and what was known at that moment",
    "action": "something was done to the system",
    "comms": "somebody was told",
    "handoff": "a role changed hands",
    "finding": "something was learned",
}
PHASES = {
    "investigating": "users are harmed, and the cause is looked for",
    "identified": "users are harmed, and it is known what to do about it",
    "monitoring": "users are no longer harmed; the cause may still be there",
    "resolved": "the cause is out of the way",
}
"""What an announcement is about: the four words that status pages use."""
AUDIENCES = {"status": "Status page", "internal": "Internal mail", "public": "Public post"}
"""Who is told, with the words that stand before what was said in a timeline entry."""
OUTSIDE = frozenset({"status", "public"})
FOLLOW_UP_KINDS = {
    "detect": "so that we notice earlier",
    "prevent": "so that it cannot happen this way again",
    "mitigate": "so that it hurts less or shorter",
    "process": "so that people can respond better",
    "document": "so that it can be looked up",
}
CHANGES_WHAT_HAPPENS = frozenset({"prevent", "mitigate"})
"""The kinds of follow-ups that change what happens next time; the others tell, find or explain it."""
ANSWERS = {
    "yes": "had it been done, this would not have happened",
    "partly": "it would have been shorter, smaller or noticed earlier",
    "no": "it would have made no difference",
}
ENGINES = {
    "mkdocs": "MkDocs 1.6, installed with opslog",
    "properdocs": "the fork of MkDocs that is maintained: `pip install properdocs`",
    "zensical": "by the authors of Material for MkDocs; runs neither plugins nor hooks: `pip install zensical`",
}
"""What renders the pages."""
FORGES = ("github", "gitlab", "forgejo")
PUBLIC_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo"}
PRIORITIES = {"P0": "now", "P1": "next", "P2": "soon", "P3": "some day"}

SECTIONS = {
    "summary": ("Summary", "What was the incident, in a paragraph?"),
    "impact": ("Impact", "Who could not do what, how many, for how long? Was data lost or exposed?"),
    "what-happened": ("What happened", "What happened in detail, and what made it possible?"),
    "timeline": ("Timeline", "What happened when?"),
    "mitigation": ("Mitigation", "What was tried to reduce the harm, including what did not work?"),
    "resolution": ("Resolution", "What solved it?"),
    "recovery": ("Recovery", "What did it take to return to normal after that?"),
    "lessons-learned": ("Lessons learned", "What went well, what went badly, where did we get lucky?"),
    "follow-ups": ("Follow-ups", "What work does this leave behind, for whom, until when?"),
}
"""The sections of a record in their usual order: name, heading, and the question each answers."""
STORY = frozenset({"summary", "what-happened"})
"""The sections that say what an incident was."""

ALIASES = {
    "summary": ("Overview", "Issue summary", "TL;DR"),
    "impact": ("Damage", "Damage done", "User impact", "Customer impact"),
    "what-happened": ("Root cause", "Root causes", "Root cause(s)", "Contributing factors", "Contributing factor(s)",
                      "Causes", "Analysis"),
    "timeline": ("Timeline of events", "Chronology"),
    "mitigation": ("Response",),
    "resolution": ("Solution",),
    "recovery": ("Recovery efforts",),
    "lessons-learned": ("Lessons", "Lessons learnt"),
    "follow-ups": ("Follow-up", "Followups", "Action items", "Corrective actions"),
}  # fmt: skip
"""Other headings that teams use for the same sections; the configuration adds to them."""
