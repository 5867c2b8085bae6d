"""The JSON Schema of the frontmatter, for editors: the table of fields with the vocabularies of a configuration.

Draft 7, because every editor reads it: VS Code and yaml-language-server check it in full, later drafts in part.

A schema sees one value at a time, and neither calendar nor zone database. The linter alone knows days there are not
(2022-02-30), zones there are not, hours that clocks skip or repeat, the order of times, and what depends on the status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from opslog.block import Block, Field
from opslog.config import Config
from opslog.fields import HOLDING, PERSON, RECORD, RoleShape, words_of
from opslog.shapes import DIGEST, MAX_TEXT, WEB_ADDRESS, Choice, Day, Digest, Link, ListOf, Shape, Text, Time, Zone
from opslog.times import DAY, MOMENT

PATH = "schema/record.json"
"""Where the site publishes it."""
ZONE_NAME = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*\Z")
"""The look of a zone: a list of all would differ from machine to machine."""

Schema = dict[str, object]
Words = Mapping[str, Mapping[str, str]]

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": MAX_TEXT}
"""To an editor 404 and true are no texts; in a record they are."""
NOTHING: Schema = {"type": "null"}
PATTERNS = {Time: MOMENT, Day: DAY, Zone: ZONE_NAME, Link: WEB_ADDRESS, Digest: DIGEST}
"""What the text of a shape matches."""


def record_schema(config: Config) -> Schema:
    """Say what the frontmatter of a record may hold; its `$id` is its address where the site has one."""
    url = config.site.url.rstrip("/")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{url}/{PATH}" if url else "urn:opslog:record",
        "title": "Frontmatter of an incident record",
        **_block(RECORD, words_of(config)),
    }


def schema_text(config: Config) -> str:
    """Write the schema as JSON."""
    return json.dumps(record_schema(config), indent=2, ensure_ascii=False) + "\n"


def _block(block: Block, words: Words) -> Schema:
    return {
        "type": "object",
        "properties": {item.name: _field(item, words) for item in block.fields},
        "required": [item.name for item in block.required],
        "additionalProperties": False,
    }


def _field(item: Field, words: Words) -> Schema:
    """Add meaning and example; a field that is not required may be left empty."""
    import yaml

    choices = _choices(item.shape, words)
    schema: Schema = {"description": item.doc}
    if item.example:
        # As text, whatever it looks like: that is how a record is read.
        schema["examples"] = [yaml.load(item.example, Loader=yaml.BaseLoader)]  # noqa: S506 - it builds only texts
    if not item.required:
        choices.append(NOTHING)
    return schema | (choices[0] if len(choices) == 1 else {"anyOf": choices})


def _choices(shape: Shape, words: Words) -> list[Schema]:
    """List what a shape can be: each shape says here, once, what its `read` takes."""
    match shape:
        case Text():
            return [TEXT]
        case Choice():
            return [_one_of(words[shape.vocabulary])]
        case Time() | Day() | Zone() | Link() | Digest():
            return [_matching(PATTERNS[type(shape)], shape)]
        case Block():
            return [_block(shape, words)]
        case ListOf():
            return _list_or_one(_choices(shape.of, words)[0])
        case RoleShape():
            return [*_choices(PERSON, words), *_list_or_one(_block(HOLDING, words))]
    raise AssertionError(f"{shape.name} has no schema")


def _list_or_one(item: Schema) -> list[Schema]:
    """Ask for a list; a single value counts as a list of one."""
    return [{"type": "array", "items": item}, item]


def _one_of(known: Mapping[str, str]) -> Schema:
    """List words with their meanings; editors read a word such as `1` as a number. Without words any will do."""
    if not known:
        return TEXT
    numbers = {word: int(word) for word in known if word.isdecimal() and word == str(int(word))}
    return {"enum": [*known, *numbers.values()], "enumDescriptions": [known[word] for word in (*known, *numbers)]}


def _matching(pattern: re.Pattern[str], shape: Shape) -> Schema:
    """Ask for a text that a pattern matches, written the way ECMAScript writes patterns; editors say what is wanted."""
    plain = re.sub(r"\?P<[a-z]+>", "", pattern.pattern).removesuffix(r"\Z")
    return {"type": "string", "pattern": rf"^\s*{plain}\s*$", "patternErrorMessage": f"Write {shape.name}."}
