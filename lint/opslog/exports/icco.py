"""The files of github.com/icco/postmortems, a collection of published postmortems, as an archive to unpack there.

    opslog export --format icco --visibility public | tar x -C postmortems/data

A record is `<uuid>.md`: YAML and markdown. Mapped is what a record has; `archive_url` and `company` it does not have,
`url` only where the address of the site is known, and categories are those of its tags that the collection knows.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

from opslog.exports import Extract
from opslog.incident import Incident, body_of, instant_of
from opslog.writing import yaml_list, yaml_text

CATEGORIES = frozenset(
    "automation cascading-failure cloud config-change hardware postmortem security time undescriptive".split()
)
"""postmortem.go of the collection; its validation refuses others."""


def export(extract: Extract) -> Iterator[bytes]:
    """Write a tar archive, file by file."""
    for incident in extract.incidents:
        uuid = str(extract.addresses.uuid_of((*incident["formerly"], incident["id"])[0]))
        url = incident["url"] if extract.addresses.site_url else ""
        content = file_text(incident, uuid, url).encode("utf-8", "replace")
        entry = tarfile.TarInfo(f"{uuid}.md")
        entry.size = len(content)
        yield entry.tobuf() + content + bytes(-len(content) % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def file_text(incident: Incident, uuid: str, url: str) -> str:
    """Write the file of a record."""
    times = incident["times"]
    approvals = [review["at"] for review in incident["reviews"] if review["state"] == "approved" and review["at"]]
    published = max(approvals) if approvals and incident["status"] == "approved" else None
    words = tuple(dict.fromkeys((*incident["tags"], *incident["services"])))
    front = {
        "uuid": uuid,
        "url": yaml_text(url) if url else "",
        "title": yaml_text(incident["title"]),
        "start_time": instant_of(times["started"]) if times["started"] else "",
        "end_time": instant_of(times["resolved"]) if times["resolved"] else "",
        "categories": yaml_list(tuple(tag for tag in words if tag in CATEGORIES and tag in incident["tags"])),
        "keywords": yaml_list(words),
        "product": yaml_text(", ".join(incident["services"])) if incident["services"] else "",
        "source_published_at": instant_of(published) if published else "",
        "summary": yaml_text(" ".join(incident["summary"].split())) if incident["summary"] else "",
    }
    text = io.StringIO()
    text.write("---\n")
    text.writelines(f"{key}: {value}\n" for key, value in front.items() if value)
    text.write(f"---\n\n{body_of(incident)}")
    return text.getvalue()
