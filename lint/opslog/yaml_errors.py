"""What PyYAML says of broken YAML, as a sentence with its place in the file and the likely cure."""

from __future__ import annotations

import re
from typing import Any

import yaml

from opslog.problem import Problem
from opslog.span import Span

NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def problem_of(error: yaml.YAMLError, line_offset: int, text: str) -> Problem:
    """Explain a YAML error in a text whose first line is line `line_offset` + 1 of its file."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _syntax_problem(error, line_offset, text)
    return _reader_problem(error, line_offset, text)


def _syntax_problem(error: Any, line_offset: int, text: str) -> Problem:
    """Turn a YAML syntax error into a sentence with the likely cure."""
    context = error.context or ""
    opening = "quoted" in context and error.context_mark
    mark = opening or error.problem_mark or error.context_mark
    line, column = mark.line, mark.column
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    problem = _first_line(error.problem or str(error))
    instead = "Check quotes, colons and indentation on this line and the one above."
    if "mapping values are not allowed" in problem:
        instead = 'A value that holds ": " needs quotes: `title: "Outage: the sequel"`.'
    elif "cannot start any token" in problem:
        at = written[column : column + 1]
        if at == "\t":
            instead = "Indent with spaces; YAML does not allow tabs."
        elif at in {"@", "`", "%"}:
            instead = f'A value that starts with {at} needs quotes: `"@amara"`.'
    elif opening:
        instead = "A quote is opened here and never closed."
    elif "flow" in context:
        instead = "A bracket is opened above and never closed."
    span = Span.on_line(line + 1 + line_offset, column + 1, max(1, len(written) - column))
    return Problem("invalid-yaml", span, f"this is not valid YAML: {problem}", instead)


def _reader_problem(error: Any, line_offset: int, text: str) -> Problem:
    """Say where the character stands that YAML does not allow; its own error counts bytes."""
    found = NOT_IN_YAML.search(text)
    at = found.start() if found else 0
    span = Span.on_line(text.count("\n", 0, at) + 1 + line_offset, at - text.rfind("\n", 0, at), 1)
    message = f"the character U+{ord(found[0]):04X} stands here" if found else _first_line(str(error))
    return Problem("invalid-yaml", span, message, "Delete it: YAML allows no control characters.")


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]
