"""The session in docs/process/session.md, run again: the page says what people type, and shows what they then see.

    python tests/session.py --write   # puts what the commands print now below what is typed

A `toml` block is the configuration, a heading with a date begins that day. In a `console` block stands what people
type, behind a prompt with a name and the time on their clock. A `markdown` block is what somebody writes into the
record with an editor, section by section.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "process" / "session.md"
ZONE = ZoneInfo("Europe/Copenhagen")
PART = re.compile(
    r"^#+ [^\n]*(?P<day>\d{4}-\d\d-\d\d)[^\n]*$|^```(?P<kind>console|markdown|toml)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
TYPED = re.compile(r"^\[(?P<who>\w+) (?P<time>\d\d:\d\d)\]\$ (?P<command>(?:.*\\\n)*.*)\n", re.MULTILINE)


def rerun(page: str, folder: Path) -> str:
    """Give the page with what its commands print when they are run one after the other in an empty folder."""
    day, parts, end = "", [], 0
    for part in PART.finditer(page):
        day = part["day"] or day
        if part["kind"] == "toml":
            (folder / "opslog.toml").write_text(part["text"], encoding="utf-8")
        elif part["kind"] == "markdown":
            _edit(folder, part["text"])
        elif part["kind"] == "console":
            parts += [page[end : part.start("text")], "\n".join(_printed(part["text"], day, folder))]
            end = part.end("text")
    return "".join((*parts, page[end:]))


def _printed(text: str, day: str, folder: Path) -> Iterator[str]:
    for typed in TYPED.finditer(text):
        now = datetime.fromisoformat(f"{day} {typed['time']}").replace(tzinfo=ZONE)
        program, *arguments = shlex.split(typed["command"].replace("\\\n", " "))
        call = {"opslog": [sys.executable, "-m", "opslog"], "cat": ["cat"]}[program]
        env = {name: value for name, value in os.environ.items() if not name.startswith(("OPSLOG_", "GITHUB_"))} | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "lint"), str(ROOT / "hooks")]),
            "SOURCE_DATE_EPOCH": f"{now.timestamp():.0f}",
            "OPSLOG_WHO": f"@{typed['who']}",
        }
        ran = subprocess.run(
            [*call, *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        yield f"{typed[0]}{ran.stdout.rstrip()}\n"


def _edit(folder: Path, text: str) -> None:
    """Write sections into the record, each in place of what stood under its heading."""
    (record,) = (folder / "incidents").rglob("*.md")
    written = record.read_text(encoding="utf-8")
    for section in re.split(r"(?m)^(?=## )", text)[1:]:
        heading = section.partition("\n")[0]
        before, found, rest = written.partition(f"\n{heading}\n")
        if not found:
            raise ValueError(f"the record has no {heading}")
        _, next_heading, after = rest.partition("\n## ")
        written = f"{before}\n{section.rstrip()}\n{next_heading}{after}"
    record.write_text(written, encoding="utf-8")


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        again = rerun(page, Path(folder))
    if "--write" in sys.argv:
        PAGE.write_text(again, encoding="utf-8")
    elif again != page:
        sys.exit(f"{PAGE}: the commands print something else now; run python tests/session.py --write")


if __name__ == "__main__":
    main()
