"""Invented prose about invented machines: varied enough to cost what a person's text costs, and the same every time."""

from __future__ import annotations

from random import Random

ADJECTIVES = (
    "amber", "ancient", "brittle", "busy", "central", "cold", "crowded", "dormant", "eager", "eastern", "fallback",
    "frozen", "hidden", "idle", "inner", "lagging", "lonely", "mirrored", "nightly", "northern", "outer", "patient",
    "primary", "quiet", "regional", "remote", "restless", "rusty", "secondary", "sluggish", "spare", "stubborn",
    "tangled", "unsteady", "upstream", "weekly", "western", "worn",
)  # fmt: skip
THINGS = (
    "batch runner", "block store", "broker", "buffer", "cache shard", "certificate", "cluster", "connection pool",
    "consumer group", "controller", "cron table", "dashboard", "dispatcher", "envelope parser", "event stream",
    "exporter", "feature switch", "firewall table", "gateway", "health probe", "index", "job queue", "key ring",
    "leader lease", "ledger copy", "listener", "load balancer", "lock file", "mailer", "manifest", "message bus",
    "metrics relay", "migration", "name server", "partition", "proxy", "quota counter", "rate limiter", "replica",
    "resolver", "router", "scheduler", "schema", "secret store", "session table", "snapshot", "socket", "storage pool",
    "task graph", "token service", "volume", "worker pool", "write log",
)  # fmt: skip
DOES = (
    "absorbed", "answered", "bounced", "buried", "carried", "compared", "copied", "delayed", "dropped", "emptied",
    "evicted", "filled", "flooded", "forgot", "held", "ignored", "kept", "masked", "missed", "moved", "mislabelled",
    "outran", "overtook", "paused", "polled", "queued", "refused", "released", "repeated", "replayed", "retried",
    "rewrote", "shed", "shuffled", "signed", "skipped", "slowed", "starved", "swallowed", "timed out on", "traced",
    "trimmed", "waited for",
)  # fmt: skip
HAPPENS = (
    "came back", "crept upwards", "fell over", "filled up", "gave way", "grew without a limit", "lost its place",
    "ran dry", "recovered alone", "restarted in a loop", "sat still", "split in two", "stalled", "started late",
    "stopped answering", "went quiet", "went read-only", "wound down",
)  # fmt: skip
ADVERBS = (
    "again", "almost at once", "by design", "during the hand-over", "for a while", "for no visible reason",
    "in one region", "in the background", "in three zones", "little by little", "on every second attempt",
    "on the larger hosts", "out of order", "over the weekend", "under light load", "under pressure",
    "with each new batch", "with the default settings", "without a log line", "without an alarm",
)  # fmt: skip
JOINS = ("and", "but", "so", "while", "because", "until", "although", "before", "after")
OPENINGS = (
    "At first", "By then", "For most of the morning", "From the outside", "In hindsight", "In the meantime", "Later",
    "On paper", "On the second look", "That evening", "Until then", "With the graphs side by side",
)  # fmt: skip
DOINGS = (
    "Add a limit to", "Alarm on a silent", "Archive", "Bound the memory of", "Check the digest of", "Document",
    "Drain", "Drill the loss of", "Fence off", "Graph the age of", "Move", "Write down who owns", "Pin the version of",
    "Probe", "Put a timeout on", "Rehearse a restart of", "Remove", "Replace", "Retire", "Rename", "Split", "Test",
)  # fmt: skip
UNITS = ("jobs", "messages", "requests", "sessions", "rows", "hosts", "batches", "retries", "parcels", "bookings")
KEYS = ("burst", "depth", "grace", "idle", "lease", "limit", "pause", "retry", "spill", "timeout", "ttl", "window")
LEVELS = ("INFO", "WARN", "ERROR")


class Writer:
    """Writes sentences, paragraphs and lists with the dice it is given."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def thing(self) -> str:
        """Name a machine part, most often with an adjective."""
        thing = self.dice.choice(THINGS)
        return f"{self.dice.choice(ADJECTIVES)} {thing}" if self.dice.random() < 0.6 else thing

    def setting(self) -> str:
        """Name a setting, as inline code."""
        return f"`{self.dice.choice(THINGS).split()[0]}.{self.dice.choice(KEYS)}_{self.dice.choice(KEYS)}`"

    def clause(self) -> str:
        """Say what one part did, to another or by itself."""
        subject = f"{self.dice.choice(('the', 'a', 'one', 'every', 'the'))} {self.thing()}"
        kind = self.dice.random()
        if kind < 0.55:
            said = f"{subject} {self.dice.choice(DOES)} the {self.thing()}"
        elif kind < 0.8:
            said = f"{subject} {self.dice.choice(HAPPENS)}"
        elif kind < 0.9:
            said = f"{subject} {self.dice.choice(DOES)} {self.dice.randint(2, 9800):,} {self.dice.choice(UNITS)}"
        else:
            said = f"{self.setting()} was set to {self.dice.randint(2, 900)}"
        return f"{said} {self.dice.choice(ADVERBS)}" if self.dice.random() < 0.5 else said

    def sentence(self) -> str:
        """Write one sentence of one or two clauses."""
        said = self.clause()
        if self.dice.random() < 0.45:
            said = f"{said}, {self.dice.choice(JOINS)} {self.clause()}"
        if self.dice.random() < 0.2:
            said = f"{self.dice.choice(OPENINGS)} {said}"
        if self.dice.random() < 0.08:
            said = f"**{capital(said)}**"
        return f"{capital(said)}."

    def text(self, words: int) -> str:
        """Write sentences in a row until there are about so many words."""
        sentences: list[str] = []
        written = 0
        while written < words:
            sentences.append(self.sentence())
            written += len(sentences[-1].split())
        return " ".join(sentences)

    def paragraphs(self, words: int) -> str:
        """Write paragraphs of some sixty words, at least one."""
        return "\n\n".join(self.text(min(60, words - done)) for done in range(0, max(words, 1), 60))

    def bullets(self, words: int) -> str:
        """Write a list, some twenty words an item."""
        return "\n".join(f"- {self.text(12)}" for _ in range(max(1, words // 20)))

    def task(self) -> str:
        """Write what a follow-up asks for."""
        return f"{self.dice.choice(DOINGS)} the {self.thing()} {self.dice.choice(ADVERBS)}"

    def log_lines(self) -> str:
        """Write the lines of a log, fenced."""
        lines = [
            f"{self.dice.choice(LEVELS)} {self.dice.choice(THINGS).replace(' ', '-')}[{self.dice.randint(1, 999)}]: "
            f"{self.dice.choice(KEYS)}={self.dice.randint(1, 99999)} {self.dice.choice(DOES)}"
            for _ in range(self.dice.randint(2, 4))
        ]
        return "\n".join(("```text", *lines, "```"))


def capital(text: str) -> str:
    """Begin with a capital letter, where a letter begins."""
    return text[:1].upper() + text[1:]
