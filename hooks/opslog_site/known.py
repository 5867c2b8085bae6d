"""The records of a log as lists need them; what is long of each stays in its file until its page is made."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from opslog.config import Config
from opslog.cores import on_two_cores
from opslog.describing import Told, told_by
from opslog.files import RecordFile, leads_out, read_file
from opslog.record import Record
from opslog.review.digest import digest_of
from opslog.source import MAX_BYTES
from opslog.span import START
from opslog.vocabulary import STORY
from opslog_site.digests import digest, of_bytes, of_settings
from opslog_site.progress import progress
from opslog_site.store import Store

KIND = "records"
SETTLED = frozenset({"approved", "waived"})
"""The statuses in which nobody is asked any more what might have prevented an incident."""
FILE_NAMED = re.compile(r"[^\s()<>\[\]\"'`#]{1,400}\.[A-Za-z]{2,5}(?![A-Za-z])")


class Known(NamedTuple):
    """A record without its body, and what tells it from other versions of itself.

    `content` is a digest of its bytes, `facts` one of its facts and follow-ups, `told` what lists for programs say of
    its text. `named` are the words in it that may be the names of files. `is_as_approved`: each of its approvals that
    has a digest has that of this version.
    """

    record: Record
    content: str
    facts: str
    told: Told
    named: tuple[str, ...]
    is_as_approved: bool


def read_known(files: Sequence[RecordFile], config: Config, store: Store) -> list[Known]:
    """Read records, those that were read before from the store. In the order of the files."""
    kept = store.kept(KIND)
    settings = of_settings(config)
    looked = [(file, *_looked(file, settings)) for file in files]
    unknown = [(file, content) for file, key, content in looked if key not in kept]
    with progress("Reading records", len(unknown)) as told:
        made = on_two_cores(lambda each: _known(each[0], each[1], config), unknown, told)
    new = dict(zip((key for _, key, _ in looked if key not in kept), made, strict=True))
    store.keep(KIND, new, [key for _, key, _ in looked])
    return [new.get(key) or kept[key] for _, key, _ in looked]


def _looked(file: RecordFile, settings: str) -> tuple[str, str]:
    """Give the key of a record in the store, and a digest of its bytes; a file that cannot be read has no bytes."""
    path, _ = file
    try:
        readable = not leads_out(file) and path.stat().st_size <= MAX_BYTES
        raw = path.read_bytes() if readable else b""
    except OSError:
        raw = b""
    content = of_bytes(raw)
    return digest(os.fspath(path), content, settings), content


def _known(file: RecordFile, content: str, config: Config) -> Known:
    record = read_file(file, config)
    # Which line a follow-up stands on is told nowhere, and changes with every word above it.
    items = [item._replace(span=START, first_line=0, last_line=0) for item in record.follow_ups]
    facts = digest(repr(record.facts), repr(items))
    text = "\n".join(line.text for line in record.body)
    named = ("",) if "](<" in text else tuple(sorted(set(FILE_NAMED.findall(text))))
    settled = record.facts.status in SETTLED
    story = () if settled else tuple(section for section in record.sections if section.name in STORY)
    problems = () if record.readable and record.has_facts else record.problems[:1]
    light = replace(record, body=(), sections=story, timeline=(), problems=problems, places={})
    return Known(light, content, facts, told_by(record), named, _is_as_approved(record))


def _is_as_approved(record: Record) -> bool:
    digests = {review.digest for review in record.facts.reviews if review.state == "approved"}
    return None not in digests and (not digests or digests == {digest_of(record)})
