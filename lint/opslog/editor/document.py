"""A record as it stands in an editor: its text may differ from its file's, and columns count as the editor counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.workspace import PositionCodec, ServerTextPosition, ServerTextRange

from opslog.config import Config
from opslog.files import is_record, printable
from opslog.settings import load_config
from opslog.span import Span


@dataclass(frozen=True)
class Document:
    """An open record. `codec` knows whether the editor counts columns in UTF-16, as most do, or otherwise."""

    uri: str
    path: Path
    text: str
    codec: PositionCodec
    version: int | None = None

    @cached_property
    def config(self) -> Config:
        """The configuration nearest to it, as it stands now. Raises OpslogError."""
        return load_config(self.path)

    @property
    def is_record(self) -> bool:
        """Whether it lies in the records folder under a record's name. Raises OpslogError."""
        return is_record(self.path, self.config.records_folder)

    @property
    def shown(self) -> str:
        """Its path as findings name it: from the configuration file, where it lies below that."""
        root = self.config.root.absolute()
        return printable(str(self.path.relative_to(root) if self.path.is_relative_to(root) else self.path))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines without their ends, numbered as editor and reader both number them."""
        return tuple(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    @property
    def line_end(self) -> str:
        """What its lines end with."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def range(self, span: Span) -> types.Range:
        """Turn a place of ours into one of the editor's."""
        start = ServerTextPosition(span.line - 1, span.column - 1)
        end = ServerTextPosition(span.end_line - 1, span.end_column - 1)
        return self.codec.range_to_client_units(self.lines, ServerTextRange(start, end))

    def place(self, position: types.Position) -> tuple[int, int]:
        """Turn a position of the editor's into line and column, both from 0 and in code points."""
        place = self.codec.position_from_client_units(self.lines, position)
        return place.line, place.character

    def edit(self, line: int, start: int, end: int, text: str) -> types.TextEdit:
        """Replace what stands on a line from column to column, all from 0."""
        return types.TextEdit(self.range(Span(line + 1, start + 1, line + 1, end + 1)), text)
