"""The language server, as an editor meets it: over stdin and stdout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Opslog, record_text
from editor_client import PATIENCE, Editor
from opslog.editor.cursor import Place, place_at

NAME = "incidents/2022/2022-12-25-bad.md"
BODY = """## Summary

😀😀 TODO, and more.

## Timeline

- 2022-12-25 12:32 — [detectd] It broke.

## Follow-ups

- [ ] Mend it — @amara, due 2023-01-09, example/shop#1
"""
BAD = record_text(BODY, severity="sev9", servises="[checkout]", responders='["@lee"]')


def write_log(folder: Path) -> Path:
    (folder / "incidents" / "2022").mkdir(parents=True)
    (folder / "opslog.toml").write_text("site = {url = 'https://ops.example.com'}", encoding="utf-8")
    other = record_text("@jun mended it; mail ops@example.com.", services="[checkout]", responders='["@ines"]')
    (folder / "incidents" / "2022" / "2022-11-02-other.md").write_text(other, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_log(tmp_path)


@pytest.fixture
def own_editor(folder: Path) -> Iterator[Editor]:
    """Start an editor for one test, on a log that the test may change."""
    with Editor(folder) as editor:
        yield editor


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """Share an editor: a session outlives what any of these tests do to it."""
    with Editor(write_log(tmp_path_factory.mktemp("log"))) as editor:
        yield editor
        assert editor.quit() == 0


def at(text: str, what: str) -> tuple[int, int]:
    """Find the line and the UTF-16 column behind the first occurrence of a text."""
    before = text[: text.index(what) + len(what)]
    last = before.rpartition("\n")[2]
    return before.count("\n"), len(last.encode("utf-16-le")) // 2


def by_code(diagnostics: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in diagnostics}


def applied(text: str, action: dict[str, Any]) -> str:
    """Do what a code action says, as an editor does."""
    ((_, (edit,)),) = action["edit"]["changes"].items()
    lines = text.split("\n")
    line = edit["range"]["start"]["line"]
    raw = lines[line].encode("utf-16-le")
    start, end = 2 * edit["range"]["start"]["character"], 2 * edit["range"]["end"]["character"]
    lines[line] = (raw[:start] + edit["newText"].encode("utf-16-le") + raw[end:]).decode("utf-16-le")
    return "\n".join(lines)


def test_other_actions_than_quick_fixes_are_not_offered(editor: Editor) -> None:
    found = by_code(editor.open(NAME, BAD))
    asked = {"textDocument": {"uri": editor.uri(NAME)}, "range": found["SC103"]["range"]}

    assert editor.ask("textDocument/codeAction", **asked, context={"diagnostics": [], "only": ["quickfix"]})
    assert not editor.ask("textDocument/codeAction", **asked, context={"diagnostics": [], "only": ["source.fixAll"]})


def actions_for(editor: Editor, name: str, diagnostic: dict[str, Any]) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = editor.ask(
        "textDocument/codeAction", textDocument={"uri": editor.uri(name)}, range=diagnostic["range"],
        context={"diagnostics": [diagnostic]},
    )  # fmt: skip
    return [one for one in answer if one["diagnostics"][0]["code"] == diagnostic["code"]]


def test_a_session(own_editor: Editor, opslog: Opslog, folder: Path) -> None:
    assert own_editor.can["capabilities"]["positionEncoding"] == "utf-16"
    found = by_code(own_editor.open(NAME, BAD))

    (folder / NAME).write_text(BAD, encoding="utf-8")
    linted = json.loads(opslog("lint", "--level", "info", "--output-format", "json", cwd=folder).stdout)
    assert sorted(found) == sorted({one["code"] for one in linted if one["filename"] == NAME})
    todo = found["SC103"]
    line, column = at(BAD, "😀😀 ")
    assert todo["range"] == {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + 4},
    }
    assert column == 5
    assert (todo["severity"], todo["source"]) == (1, "opslog")
    assert todo["codeDescription"] == {"href": "https://ops.example.com/rules/SC103/"}

    page = own_editor.ask_at("hover", NAME, line, column + 1)["contents"]
    assert page["kind"] == "markdown"
    assert page["value"].startswith("**SC103 placeholder-text**\n\n")
    assert "## What to write instead" in page["value"]

    text = BAD
    for code in ("FM104", "FM101", "TL104"):
        action = actions_for(own_editor, NAME, found[code])[0] if code in found else None
        assert action is not None, (code, sorted(found))
        text = applied(text, action) if action["isPreferred"] else text
    assert "services: [checkout]" in text
    assert "[detected] It broke" in text
    text = text.replace("TODO, and more", "Nobody could pay").replace("sev9", "sev3")
    own_editor.change(NAME, text, 2)
    assert {"FM104", "FM101", "SC103", "TL104"}.isdisjoint(by_code(own_editor.diagnostics(NAME, 2)))
    assert own_editor.quit() == 0


def test_a_rule_is_kept_silent_with_a_reason(editor: Editor) -> None:
    found = by_code(editor.open(NAME, BAD))

    silent = applied(BAD, actions_for(editor, NAME, found["SC103"])[-1])
    assert "\n<!-- opslog-disable-next-line SC103 -- reason -->\n😀😀 TODO" in silent
    silent = applied(silent, actions_for(editor, NAME, found["FM101"])[-1])
    assert "---\n<!-- opslog-disable-file FM101 -- reason -->\n" in silent
    editor.change(NAME, silent, 2)
    assert {"SC103", "FM101", "SU101", "SU102"}.isdisjoint(by_code(editor.diagnostics(NAME, 2)))


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("  - TODO", "  <!-- opslog-disable-next-line SC103 -- reason -->\n  - TODO"),
        ("| a |\n|---|\n| TODO |", "---\n<!-- opslog-disable-file SC103 -- reason -->\n\n## Summary"),
    ],
)
def test_a_comment_breaks_neither_list_nor_table(editor: Editor, line: str, comment: str) -> None:
    text = record_text(f"## Summary\n\n- One.\n{line}\n".replace("- One.\n|", "|"))
    found = by_code(editor.open(NAME, text))

    silent = applied(text, actions_for(editor, NAME, found["SC103"])[-1])
    assert comment in silent
    editor.change(NAME, silent, 2)
    assert "SC103" not in by_code(editor.diagnostics(NAME, 2))


@pytest.mark.parametrize(
    ("what", "offered", "written"),
    [
        ("severity: s", {"sev1", "sev2", "sev3"}, "severity: sev1"),
        ("status:", {"open", "draft", "waived"}, "status: open"),
        ("kind: ", {"incident", "near-miss"}, "kind: incident"),
        ("criteria: [user-facing, ", {"user-facing", "too-long"}, "criteria: [user-facing, user-facing"),
        ("detected_by: ", {"alert", "support"}, "detected_by: alert"),
        ("services: [", {"checkout"}, "services: [checkout"),
        ("mitigation:\n  kind: ", {"rollback", "other"}, "mitigation:\n  kind: rollback"),
        ("mitigation:\n  k", {"kind", "decided"}, "mitigation:\n  kind: "),
        ("mit", {"mitigation", "services"}, "title: "),
        ("roles:\n  incident-commander: {", {"who", "from", "to"}, "roles:\n  incident-commander: {who: "),
        ("roles:\n  ops-lead: ", {"@ines", "@jun"}, 'roles:\n  ops-lead: "@ines"'),
        ('responders: ["@lee", @j', {"@lee", "@jun", "@ines"}, 'responders: ["@lee", "@lee"'),
        ('responders: ["@', {"@jun", "@ines"}, 'responders: ["@ines'),
        ('resolution_owner: "', {"@jun", "@ines"}, 'resolution_owner: "@ines'),
        ("reviews:\n- by: x\n  state: ", {"approved", "commented"}, "reviews:\n- by: x\n  state: approved"),
        ('reviews:\n  - {by: "a, b", state: ', {"approved"}, 'reviews:\n  - {by: "a, b", state: approved'),
        ("licence: {customer: A, ", {"issued", "valid_until"}, "licence: {customer: A, customer: "),
        ("title: ", set(), None),
    ],
)
def test_the_frontmatter_completes(editor: Editor, what: str, offered: set[str], written: str | None) -> None:
    text = f"---\ntags: [deploy]\n{what}\n---\n\n## Summary\n"
    editor.open(NAME, text)

    check_completion(editor, text, what, offered, written)


@pytest.mark.parametrize(
    ("section", "what", "offered", "written"),
    [
        ("Timeline", "- 12:40 — [", {"detected", "finding"}, "- 12:40 — [detected] "),
        ("Chronology", "- 12:40 — [dec", {"decision", "declared"}, "- 12:40 — [detected] "),
        ("Summary", "- 12:40 — [", set(), None),
        ("Follow-ups", "- [ ] Mend it — ", {"prevent", "P1", "due"}, "- [ ] Mend it — detect"),
        ("Follow-ups", "- [ ] Mend it — prevent, ", {"P0", "due"}, "- [ ] Mend it — prevent, P0"),
        ("Follow-ups", "- [ ] Mend it — @", {"@ines", "@jun"}, "- [ ] Mend it — @ines"),
        ("Summary", "Mail to ops@", set(), None),
        ("Summary", "<!-- opslog-disable-next-line SC103, ", {"SC101", "BL101"}, None),
    ],
)
def test_the_body_completes(editor: Editor, section: str, what: str, offered: set[str], written: str | None) -> None:
    text = record_text(f"## {section}\n\n😀\n{what}\n")
    editor.open(NAME, text)

    check_completion(editor, text, what, offered, written)


def check_completion(editor: Editor, text: str, what: str, offered: set[str], written: str | None) -> None:
    line, column = at(text, f"{what}\n")[0] - 1, len(what.rpartition("\n")[2])
    items = editor.ask_at("completion", NAME, line, column)

    labels = [item["label"] for item in items]
    assert set(labels) >= offered
    assert len(labels) == len(set(labels))
    if not offered:
        assert items == []
    if written:
        edit = items[0]["textEdit"]
        assert edit["range"]["end"] == {"line": line, "character": column}
        last = what.rpartition("\n")
        assert last[0] + last[1] + last[2][: edit["range"]["start"]["character"]] + edit["newText"] == written


def test_what_is_offered_for_a_kind_or_a_priority_is_not_offered_twice(editor: Editor) -> None:
    text = record_text("## Follow-ups\n\n- [ ] Mend it — prevent, due 2023-01-09, P")
    editor.open(NAME, text)

    labels = {item["label"] for item in editor.ask_at("completion", NAME, *at(text, "2023-01-09, P"))}
    assert labels == {"P0", "P1", "P2", "P3"}


def test_fields_and_words_are_explained(editor: Editor) -> None:
    text = record_text(mitigation="{kind: rollback}").replace("severity", "🙂: x\nseverity")
    editor.open(NAME, text)

    def said(what: str) -> str:
        value: str = editor.ask_at("hover", NAME, *at(text, what))["contents"]["value"]
        return value

    assert said("times: {star").startswith("**started** (required): when it began to hurt")
    assert "```yaml\nstarted: 2022-12-25 12:32\n```" in said("times: {star")
    assert "**kind**: what reduced the harm" in said("{ki")
    assert said("kind: roll") == "**rollback**: back to the last version that worked"
    assert editor.ask_at("hover", NAME, *at(text, "title: A ti")) is None
    found = by_code(editor.open(NAME, BAD))
    assert found["FM101"]["range"]["start"] == {"line": at(BAD, "serv")[0], "character": 0}
    editor.open(NAME, BAD.replace("severity: sev9\n", ""))
    assert "**FM103 missing-field**" in editor.ask_at("hover", NAME, 1, 0)["contents"]["value"]


def test_a_record_is_seen_beside_the_others(own_editor: Editor, folder: Path) -> None:
    related = record_text(related="[2022-11-02-othr]")
    found = by_code(own_editor.open(NAME, related))

    assert "no record `2022-11-02-othr`" in found["FM205"]["message"]
    mended = applied(related, actions_for(own_editor, NAME, found["FM205"])[0])
    assert "related: [2022-11-02-other]" in mended

    # The other record is renamed on disk; only a save makes the server look.
    other = folder / "incidents/2022/2022-11-02-other.md"
    other.rename(other.with_name("2022-11-02-othr.md"))
    own_editor.tell("textDocument/didSave", textDocument={"uri": own_editor.uri("incidents/2022/2022-11-02-othr.md")})
    assert "FM205" not in by_code(own_editor.diagnostics(NAME, 1))


def test_the_configuration_counts_as_it_stands(own_editor: Editor, folder: Path) -> None:
    assert "FM104" in by_code(own_editor.open(NAME, BAD))

    (folder / "opslog.toml").write_text("severities = {sev9 = 'Very bad.'}\n", encoding="utf-8")
    own_editor.change(NAME, BAD + "\n", 2)
    found = by_code(own_editor.diagnostics(NAME, 2))
    assert "FM104" not in found
    assert "codeDescription" not in found["SC103"]
    (folder / "opslog.toml").write_text("severitys = 1\n", encoding="utf-8")
    own_editor.change(NAME, BAD, 3)
    (told,) = own_editor.diagnostics(NAME, 3)
    assert "did you mean `severities`?" in told["message"]
    assert own_editor.ask_at("hover", NAME, 2, 1) is None
    assert own_editor.ask_at("completion", NAME, 2, 10) == []


def test_typing_is_waited_for(own_editor: Editor) -> None:
    own_editor.open(NAME, BAD)
    for version in range(2, 40):
        own_editor.change(NAME, BAD + "x" * version, version)

    versions: list[int] = []
    while versions[-1:] != [39]:
        versions.append(own_editor.said.get(timeout=PATIENCE)["params"]["version"])
    assert len(versions) < 10  # one, where the machine is not busy


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_do_not_matter(editor: Editor, ends: str) -> None:
    text = BAD.replace("\n", ends)
    found = by_code(editor.open(NAME, text))

    line, column = at(BAD, "😀😀 ")
    assert found["SC103"]["range"]["start"] == {"line": line, "character": column}
    action = actions_for(editor, NAME, found["SC103"])[-1]
    ((_, (edit,)),) = action["edit"]["changes"].items()
    assert edit["range"]["start"] == {"line": line, "character": 0}
    assert edit["newText"].endswith("-->\r\n" if ends == "\r\n" else "-->\n")


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 9), ("utf-32", 3), ("utf-16", 5)])
def test_columns_count_as_the_editor_counts(folder: Path, encoding: str, column: int) -> None:
    with Editor(folder, encoding, "utf-16") as editor:
        assert editor.can["capabilities"]["positionEncoding"] == encoding
        assert by_code(editor.open(NAME, BAD))["SC103"]["range"]["start"]["character"] == column


@pytest.mark.parametrize(
    "name",
    ["incidents/README.md", "incidents/_template.md", "incidents/.git/x.md", "README.md", "incidents/../x.md",
     "../x.md", "incidents/2022/notes.txt"],
)  # fmt: skip
def test_what_is_no_record_is_left_alone(editor: Editor, name: str) -> None:
    assert editor.open(name, BAD) == []
    assert editor.ask_at("completion", name, 2, 11) == []
    assert editor.ask_at("hover", name, 2, 2) is None


def test_hostile_messages_do_not_end_the_session(editor: Editor) -> None:
    editor.send(b"{not json")
    editor.send(b"[]")
    editor.send(b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 7}}')
    editor.send(b'{"jsonrpc": "2.0", "method": "no/such"}')
    for uri in ("untitled:Untitled-1", "file:///a%00b.md", "http://example.com/x.md", "", "file://%ff/%ff", "::"):
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": BAD}
        editor.tell("textDocument/didOpen", textDocument=document)
    editor.change("incidents/never-opened.md", BAD, 2)
    nowhere = {"uri": (editor.folder / "opslog.toml").as_uri()}
    assert editor.ask("textDocument/hover", textDocument=nowhere, position={"line": 0, "character": 0}) is None

    found = by_code(editor.open(NAME, BAD))
    assert "SC103" in found
    for line, character in ((0, 10**6), (10**6, 0), (2**31 - 1, 2**31 - 1)):
        editor.ask_at("hover", NAME, line, character)
        editor.ask_at("completion", NAME, line, character)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "---", "\ud800 TODO", "---\n\x00", "\ufeff---\n", "---\n{\n---\n", "---\na: &a [*a]\n---",
     "## \u2028TODO\n"],
)  # fmt: skip
def test_hostile_texts_do_not_end_the_session(editor: Editor, text: str) -> None:
    editor.open(NAME, text)
    for line in range(3):
        editor.ask_at("hover", NAME, line, 1)
        editor.ask_at("completion", NAME, line, 1)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    actions_for(editor, NAME, {"range": whole, "message": "x", "code": "x"})


def test_a_large_record_keeps_nobody_waiting(editor: Editor) -> None:
    large = record_text("## Summary\n\n" + "Word after word, and @amara again — a, b.\n" * 25_000)
    assert len(large) > 10**6
    editor.tell("textDocument/didOpen", textDocument={
        "uri": editor.uri(NAME), "languageId": "markdown", "version": 1, "text": large})  # fmt: skip

    assert editor.ask_at("hover", NAME, *at(large, "sever"))["contents"]["value"].startswith("**severity**")
    editor.change(NAME, large + "x", 2)  # not looked at: it is looked at when it is saved
    other = "incidents/2022/2022-12-26-small.md"
    assert "SC103" in by_code(editor.open(other, BAD))


def test_without_pygls_the_command_says_what_it_needs() -> None:
    code = "import sys; sys.modules['pygls'] = None; from opslog.cli import main; main(['lsp'])"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "lint")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 2
    assert ran.stderr == 'opslog: the language server needs pygls: pip install "opslog[lsp]"\n'


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("sev|", Place((), "sev", 0, opens=True)),
        ("times:\n  st|", Place(("times",), "st", 2, opens=True)),
        ("times: {started: 2022-12-25 12:32, det|", Place(("times",), "det", 35, opens=True)),
        ("roles:\n  ops-lead:\n    - {who: '@a, b', to: |", Place(("roles", "ops-lead", "to"), "", 25, opens=False)),
        ("tags:\n- a\n- b|", Place(("tags",), "b", 2, opens=True)),
        ("times:\n  started: x\nti|", Place((), "ti", 0, opens=True)),
        ("title: it, [or not|", Place(("title",), "or not", 12, opens=False)),
        ("title: it, or: not|", Place(("title",), "or: not", 11, opens=False)),
    ],
)  # fmt: skip
def test_the_cursor_is_found_in_unfinished_yaml(written: str, place: Place) -> None:
    lines = f"---\n{written}\n---\n".replace("|", "").split("\n")
    number = next(number for number, line in enumerate(f"---\n{written}".split("\n")) if "|" in line)
    column = f"---\n{written}".split("\n")[number].index("|")

    assert place_at(lines, number, column) == place
    assert place_at(lines, 0, 1) is None
    assert place_at(lines, len(lines) - 1, 0) is None


def test_every_rule_whose_advice_names_a_word_can_be_mended(editor: Editor) -> None:
    """Where a finding asks “Did you mean …?”, a quick fix writes it, and the finding is gone."""
    text = record_text(
        "## Timeline\n\n- 2022-12-25 12:32 — [detectd] It broke.\n\n"
        "<!-- opslog-disable-next-line placeholder-txt -- because it is quoted -->\nx\n\n"
        "## Follow-ups\n\n- [ ] Mend it — @amara, preventt, due 2023-01-09, example/shop#1\n",
        severity="'sev33'", times="{started: 2022-12-25 12:32, detectd: 2022-12-25 12:33}", timezone="Europe/Brelin",
    )  # fmt: skip
    version = 1
    diagnostics = editor.open(NAME, text)
    asking = [one for one in diagnostics if "Did you mean" in one["message"]]
    assert len(asking) == 6
    for _ in range(6):
        asked = next(one for one in diagnostics if "Did you mean" in one["message"])
        action = actions_for(editor, NAME, asked)[0]
        assert re.fullmatch(r"Write `[^`]+`", action["title"]), asked
        text, version = applied(text, action), version + 1
        editor.change(NAME, text, version)
        diagnostics = editor.diagnostics(NAME, version)
    assert not [one for one in diagnostics if "Did you mean" in one["message"]]
