"""Writing records: whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from opslog.errors import OpslogError
from opslog.shapes import DIGEST
from opslog.vocabulary import SECTIONS

PLAIN = re.compile(r"[A-Za-z][\w.,()/+-]*(?: [\w.,()/+-]+)*\Z")
BARE_ADDRESS = re.compile(r"https?://[\w./~%?=&+#@!$*;-]{1,900}[\w/]\Z", re.ASCII)
YAML_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def yaml_text(text: str, *, in_list: bool = False) -> str:
    """Write a text as a YAML scalar: plain where every YAML reader agrees on it, else double-quoted.

    >>> yaml_text("Outage: the sequel"), yaml_text("deploys")
    ('"Outage: the sequel"', 'deploys')
    """
    if PLAIN.match(text) and text.casefold() not in YAML_WORDS and not (in_list and "," in text):
        return text
    if BARE_ADDRESS.match(text) or DIGEST.match(text):
        return text
    # JSON's double-quoted strings are YAML's, except that YAML escapes a character beyond the first plane as one.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def yaml_list(items: tuple[str, ...]) -> str:
    """Write texts as a YAML list on one line."""
    return f"[{', '.join(yaml_text(item, in_list=True) for item in items)}]"


def question_text(section: str) -> str:
    """Write the question of a section as a comment: what stands under its heading until somebody answers.

    >>> question_text("resolution")
    '<!-- What solved it? -->'
    """
    return f"<!-- {SECTIONS[section][1]} -->"


def create_file(path: Path, text: str) -> None:
    """Create a file with all of its text, or raise OpslogError and leave nothing behind."""
    with _or_say_why(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path, (text.encode(),)) as draft:
        draft.chmod(0o644)
        try:
            os.link(draft, path)  # unlike a rename, this fails where a file already is
        except FileExistsError as error:
            raise OpslogError(f"{path}: there is such a record already; give another --slug") from error


def append_text(path: Path, text: str) -> None:
    """Append to a file, or raise OpslogError."""
    with _or_say_why(path), path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)


def replace_file(path: Path, raw: bytes) -> None:
    """Replace a file by one of these bytes and the same permissions, or raise OpslogError and leave it as it was."""
    replace_by(path, (raw,))


def replace_by(path: Path, pieces: Iterable[bytes]) -> None:
    """Replace a file, or create it, by what comes piece by piece; where one fails to come, it stays as it was."""
    with _draft(path, pieces) as draft:
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        draft.replace(path)


@contextlib.contextmanager
def _draft(path: Path, pieces: Iterable[bytes]) -> Iterator[Path]:
    """Write all that a file is to hold into one beside it, which may take its place; if it does not, it goes."""
    with _or_say_why(path):
        handle, name = tempfile.mkstemp(prefix=".", suffix=".draft", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            yield Path(name)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink()


@contextlib.contextmanager
def _or_say_why(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OpslogError(f"{path}: cannot be written: {error.strerror}") from error
