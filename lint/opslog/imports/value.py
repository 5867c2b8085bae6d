"""A JSON value of an export, and where it stands: what is of another type than expected is told with its place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple, NoReturn, TypeVar

from opslog.errors import OpslogError

MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,12})?"
    r"[ ]?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})\Z"
)
NOT_SET = 1
"""The year of Go's zero time, 0001-01-01T00:00:00Z, which programs written in Go send for "not set"."""
MOST_DIGITS = 18
NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
MOST_SHOWN = 40

Kind = TypeVar("Kind")


class Value(NamedTuple):
    """A value, its file, and its path in there: `log_entries[3].created_at`. Null and a missing key are the same.

    The methods raise OpslogError with the place.
    """

    raw: object
    file: str
    path: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return f"{self.file}: {self.path}" if self.path else self.file

    def get(self, *keys: str) -> Value:
        """Follow keys through objects; nothing is in nothing."""
        found = self
        for key in keys:
            mapping = found._as(dict) or {}
            found = Value(mapping.get(key), found.file, f"{found.path}.{key}".lstrip("."))
        return found

    def has(self, *keys: str) -> bool:
        """Say whether this is an object that has all of these keys."""
        return isinstance(self.raw, dict) and all(key in self.raw for key in keys)

    def items(self) -> tuple[Value, ...]:
        """Give the elements of a list."""
        found = self._as(list) or []
        return tuple(Value(one, self.file, f"{self.path}[{index}]") for index, one in enumerate(found))

    def text(self) -> str | None:
        """Give a text; None for an empty one."""
        found = self._as(str)
        # Half of a surrogate pair is legal in JSON, and no file can hold it.
        return (found.encode("utf-8", "replace").decode().strip() or None) if found else None

    def needed_text(self) -> str:
        """Give a text that has to be there."""
        return self.text() or self._missing("a text")

    def word(self) -> str | None:
        """Give a text, or a whole number as text: some programs number what others name."""
        if isinstance(self.raw, int) and not isinstance(self.raw, bool):
            return str(self.raw)[:MOST_DIGITS]
        return self.text()

    def flag(self) -> bool:
        """Give true or false; what is not stated is false."""
        return self._as(bool) or False

    def moment(self) -> datetime | None:
        """Give a time in UTC, to the second; the zero time of Go is not stated."""
        written = self.text()
        if written is None:
            return None
        found = MOMENT.match(written)
        try:
            if found is None:
                raise ValueError(written)
            offset = "+00:00" if found["offset"] in {"Z", "UTC"} else found["offset"]
            at = datetime.fromisoformat(f"{found['date']}T{found['clock']}{offset}")
            return None if at.year == NOT_SET else at.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            hint = "a time needs its offset, such as 2026-03-02T09:14:00Z"
            raise OpslogError(f"{self.place}: `{written[:MOST_SHOWN]}` is no time; {hint}") from error

    def needed_moment(self) -> datetime:
        """Give a time that has to be there."""
        return self.moment() or self._missing("a time")

    def day(self) -> date | None:
        """Give a date, or the date of a time as its own clock shows it."""
        written = self.text()
        if written is None:
            return None
        try:
            return date.fromisoformat(written[: len("2026-03-02")])
        except ValueError as error:
            raise OpslogError(f"{self.place}: `{written[:MOST_SHOWN]}` is no date, such as 2026-03-02") from error

    def _as(self, kind: type[Kind]) -> Kind | None:
        if self.raw is None or isinstance(self.raw, kind):
            return self.raw
        raise OpslogError(f"{self.place}: expected {NAMES[kind]}, found {NAMES.get(type(self.raw), 'something else')}")

    def _missing(self, name: str) -> NoReturn:
        raise OpslogError(f"{self.place}: {name} is missing here")
