"""`opslog followups sync`, as its users run it, against a forge on this machine."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Opslog, record_text
from forge_server import Forge, Reply, github_root, gitlab_root, running, schema_of

TOKEN = "ghp_0123456789abcdefABCDEF"
OPEN = {"__typename": "Issue", "state": "OPEN", "title": "Alert on it"}
DONE = {"__typename": "Issue", "state": "CLOSED", "closedAt": "2026-03-01T10:00:00Z", "title": "Alert on it"}
NOT_PLANNED = DONE | {"stateReason": "NOT_PLANNED"}
PLACE = "incidents/2022/2022-12-25-x.md"


class Log(NamedTuple):
    """A folder with a configuration and one record, and the forge that its issues are on."""

    folder: Path
    forge: Forge
    opslog: Opslog

    @property
    def record(self) -> Path:
        return self.folder / PLACE

    @property
    def cache(self) -> Path:
        return self.folder / "follow-ups.json"

    def write(self, *follow_ups: str) -> None:
        self.record.parent.mkdir(parents=True, exist_ok=True)
        self.record.write_text(record_text("## Follow-ups\n\n" + "\n".join(follow_ups) + "\n"), encoding="utf-8")

    def sync(self, *arguments: str, **environment: str) -> Ran:
        tokens = {"GITHUB_TOKEN": TOKEN, "GH_TOKEN": "", "GITLAB_TOKEN": ""} | environment
        done = self.opslog("followups", "sync", *arguments, cwd=self.folder, **tokens)
        return Ran(done.returncode, tuple(done.stdout.splitlines()), done.stderr)

    @property
    def states(self) -> Mapping[str, Mapping[str, str]]:
        read: Mapping[str, Mapping[str, str]] = json.loads(self.cache.read_text(encoding="utf-8"))["issues"]
        return read


class Ran(NamedTuple):
    code: int
    lines: tuple[str, ...]
    errors: str


@pytest.fixture
def log(tmp_path: Path, opslog: Opslog) -> Iterator[Log]:
    with running(Forge(schema_of("github"), github_root, {"example/shop": {}}, token=TOKEN)) as forge:
        (tmp_path / "opslog.toml").write_text(f'[tracker.api]\n"github.com" = "{forge.address}"\n', encoding="utf-8")
        yield Log(tmp_path, forge, opslog)


def issue(number: int) -> str:
    return f"https://github.com/example/shop/issues/{number}"


def test_what_the_tracker_says_is_kept_and_disagreement_is_told(log: Log) -> None:
    log.write(
        "- [ ] Alert on it — @sam, example/shop#1",
        "- [ ] Mend it — @sam, example/shop#2",
        "- [x] Done and closed — @sam, example/shop#2",
        "- [x] Ticked too early — @sam, example/shop#1",
        "- [ ] Ask — @sam, SHOP-12",
        "- [ ] Look — https://hackmd.io/abc",
    )
    log.forge.issues["example/shop"] = {"1": OPEN, "2": DONE}

    ran = log.sync()

    assert ran == Ran(
        0,
        (
            f"{PLACE}:12: example/shop#2 was closed on 2026-03-01; its box is still open",
            f"{PLACE}:14: example/shop#1 is open; its box is ticked, decide which is right",
            "6 follow-ups with a reference, 2 issues to ask about, 2 answered: 1 open, 1 closed.",
            "Not asked, opslog knows GitHub and GitLab: hackmd.io.",
            "Not asked, no address is known (`tracker.repository`, `tracker.ticket-url`): SHOP-12.",
            "Wrote follow-ups.json; commit it.",
        ),
        "",
    )
    assert log.states == {
        issue(1): {"state": "open", "checked": "2026-11-22", "title": "Alert on it"},
        issue(2): {"state": "closed", "checked": "2026-11-22", "title": "Alert on it", "closed": "2026-03-01"},
    }
    assert len(log.forge.asked) == 1


def test_a_second_run_changes_nothing(log: Log) -> None:
    log.write("- [ ] Mend it — @sam, example/shop#2")
    log.forge.issues["example/shop"] = {"2": DONE}
    log.sync("--write")
    before = (log.cache.read_bytes(), log.cache.stat().st_ino, log.record.read_bytes(), log.record.stat().st_ino)

    ran = log.sync("--write")

    assert (
        log.cache.read_bytes(),
        log.cache.stat().st_ino,
        log.record.read_bytes(),
        log.record.stat().st_ino,
    ) == before
    assert ran.code == 0
    assert ran.lines == ("1 follow-up with a reference, 1 issue to ask about, 1 answered: 1 closed.",)


def test_changes_since_the_last_time_are_told(log: Log) -> None:
    log.write(
        "- [x] One — @sam, example/shop#1", "- [ ] Two — @sam, example/shop#2", "- [x] Three — @sam, example/shop#3"
    )
    log.forge.issues["example/shop"] = {"1": OPEN, "2": DONE, "3": DONE}
    log.sync()
    log.forge.issues["example/shop"] = {"1": DONE, "2": OPEN, "3": OPEN}

    ran = log.sync("--write")

    assert ran.lines[:3] == (
        f"{PLACE}:11: example/shop#1 was closed on 2026-03-01",
        f"{PLACE}:12: example/shop#2 was opened again",
        f"{PLACE}:13: example/shop#3 was opened again; its box is ticked, decide which is right",
    )
    assert "- [x] Three" in log.record.read_text(encoding="utf-8")


def test_what_nothing_refers_to_any_more_is_forgotten(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1", "- [ ] Two — @sam, example/shop#2")
    log.forge.issues["example/shop"] = {"1": OPEN, "2": OPEN}
    log.sync()
    log.write("- [ ] Two — @sam, example/shop#2")
    log.sync()

    assert list(log.states) == [issue(2)]


def test_two_ways_to_write_an_issue_are_one_question(log: Log) -> None:
    log.write(
        "- [ ] One — @sam, example/shop#1", f"- [ ] Two — @sam, {issue(1)}/#top", "- [ ] Three — @sam, example/shop#1"
    )
    log.forge.issues["example/shop"] = {"1": OPEN}

    assert log.sync().lines[0] == "3 follow-ups with a reference, 1 issue to ask about, 1 answered: 1 open."
    assert set(log.states) == {issue(1), f"{issue(1)}/#top"}


def test_a_missing_issue_is_one_line_and_exit_code_1(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1", "- [ ] Two — @sam, example/shop#404")
    log.forge.issues["example/shop"] = {"1": OPEN}

    ran = log.sync()

    assert ran.code == 1
    assert ran.lines[0] == f"{PLACE}:12: GitHub knows no example/shop#404, or does not show it to us"
    assert log.states[issue(404)]["state"] == "missing"
    assert log.states[issue(1)]["state"] == "open"


def test_boxes_are_ticked_only_where_the_work_is_done(log: Log) -> None:
    log.write(
        "- [ ] Mend it — @sam, example/shop#2",
        "- [ ] Not planned — @sam, example/shop#3",
        "- Without a box — @sam, example/shop#2",
        "- [ ] Open — @sam, example/shop#1",
        "",
        "| Follow-up | State | Tracker |",
        "|---|---|---|",
        "| [ ] In a table | open | example/shop#2 |",
    )
    log.forge.issues["example/shop"] = {"1": OPEN, "2": DONE, "3": NOT_PLANNED}
    before = log.record.read_bytes()
    log.record.chmod(0o640)

    ran = log.sync("--write")

    assert ran.code == 0
    assert ran.lines[:4] == (
        f"{PLACE}:11: example/shop#2 was closed on 2026-03-01; its box is ticked now",
        f"{PLACE}:12: example/shop#3 was closed on 2026-03-01 (not planned); decide what becomes of the follow-up",
        f"{PLACE}:13: example/shop#2 was closed on 2026-03-01; the follow-up has no checkbox, mark it as done by hand",
        f"{PLACE}:18: example/shop#2 was closed on 2026-03-01; the follow-up has no checkbox, mark it as done by hand",
    )
    assert log.record.read_bytes() == before.replace(b"- [ ] Mend", b"- [x] Mend")
    assert log.record.stat().st_mode & 0o777 == 0o640
    assert log.states[issue(3)]["reason"] == "not planned"


def test_a_dry_run_writes_nothing(log: Log) -> None:
    log.write("- [ ] Mend it — @sam, example/shop#2")
    log.forge.issues["example/shop"] = {"2": DONE}
    before = log.record.read_bytes()

    ran = log.sync("--write", "--dry-run")

    assert ran.lines[0] == f"{PLACE}:11: example/shop#2 was closed on 2026-03-01; its box would be ticked"
    assert ran.lines[-1] == "Nothing was written: this was a dry run."
    assert log.record.read_bytes() == before
    assert not log.cache.exists()


def test_links_and_files_elsewhere_are_never_written_to(log: Log, tmp_path_factory: pytest.TempPathFactory) -> None:
    log.write("- [ ] Mend it — @sam, example/shop#2")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "2022-12-26-y.md"
    log.record.rename(elsewhere)
    inside = log.record.with_name("_kept.md")
    inside.write_bytes(elsewhere.read_bytes())
    log.record.symlink_to(inside)
    log.record.with_name("2022-12-26-y.md").symlink_to(elsewhere)
    log.forge.issues["example/shop"] = {"2": DONE}
    before = elsewhere.read_bytes()

    ran = log.sync("--write")

    assert ran.code == 1
    assert ran.errors == f"opslog: {PLACE}: links are not written to; tick the box in the file itself\n"
    assert f"{PLACE}:11: example/shop#2 was closed on 2026-03-01; its box is still open" in ran.lines
    assert log.record.is_symlink()
    assert elsewhere.read_bytes() == inside.read_bytes() == before


def test_a_limit_half_way_keeps_what_was_learned_and_what_was_known(log: Log) -> None:
    log.write(*(f"- [ ] Number {number} — @sam, example/shop#{number}" for number in range(1, 121)))
    log.forge.issues["example/shop"] = {str(number): OPEN for number in range(1, 121)}
    log.sync()
    log.forge.issues["example/shop"] = {str(number): DONE for number in range(1, 121)}
    told = {f"i{number}": DONE for number in range(50)}
    limited = Reply(403, '{"message": "rate limit"}', {"Retry-After": "3600"})
    log.forge.replies.extend([Reply(200, json.dumps({"data": {"p0": told}})), limited])

    ran = log.sync()

    assert ran.code == 1
    assert ran.errors.startswith("opslog: GitHub asks to wait until ")
    assert ran.errors.endswith("; 50 of 120 asked so far, the rest keeps what was known\n")
    assert [state["state"] for state in log.states.values()].count("closed") == 50
    assert len(log.states) == 120


def test_a_bad_gateway_is_asked_again(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    log.forge.issues["example/shop"] = {"1": OPEN}
    log.forge.replies.append(Reply(502, "<html>"))

    assert log.sync().code == 0
    assert log.states[issue(1)]["state"] == "open"


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/graphql"


@pytest.mark.parametrize(
    ("reply", "environment", "words"),
    [
        (
            None,
            {"GITHUB_TOKEN": ""},
            "opslog: GitHub answers nobody without a token: put one that may read the issues ",
        ),
        (None, {"GITHUB_TOKEN": "ghp_wrong"}, "opslog: GitHub does not accept the token in GITHUB_TOKEN (HTTP 401)\n"),
        (None, {"GITHUB_TOKEN": f"{TOKEN}\nx"}, "opslog: GITHUB_TOKEN holds characters that no token has; nothing was"),
        (Reply(200, "<html>Sign in</html>"), {}, "is not an answer of a GraphQL API\n"),
        (Reply(403, "{}", {"Retry-After": "3600"}), {}, "opslog: GitHub asks to wait until "),
    ],
)
def test_without_any_answer_nothing_is_changed(
    log: Log, reply: Reply | None, environment: dict[str, str], words: str
) -> None:
    log.write("- [ ] One — @sam, example/shop#1", "- [ ] Two — @sam, example/shop#2")
    log.forge.issues["example/shop"] = {"1": OPEN, "2": DONE}
    log.sync()
    log.write("- [ ] Two — @sam, example/shop#2")
    before = log.cache.read_bytes(), log.record.read_bytes()
    log.forge.replies.extend([reply] if reply else [])

    ran = log.sync("--write", **environment)

    assert ran.code == 2
    assert words in ran.errors
    assert ran.errors.count("\n") == 1
    assert ran.lines == ()
    assert (log.cache.read_bytes(), log.record.read_bytes()) == before


def test_without_a_network_nothing_is_changed(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    log.forge.issues["example/shop"] = {"1": OPEN}
    log.sync()
    before = log.cache.read_bytes()
    address = closed_port()
    (log.folder / "opslog.toml").write_text(f'[tracker.api]\n"github.com" = "{address}"\n', encoding="utf-8")

    ran = log.sync()

    assert ran == Ran(2, (), f"opslog: GitHub cannot be asked at {address}: Connection refused\n")
    assert log.cache.read_bytes() == before


def test_one_forge_that_cannot_be_asked_does_not_keep_the_other_from_it(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1", "- [ ] Two — @sam, https://gitlab.com/example/shop/-/issues/1")
    with running(Forge(schema_of("gitlab"), gitlab_root)) as gitlab:
        gitlab.issues["example/shop"] = {"#1": {"iid": "1", "state": "opened", "title": "It"}}
        with (log.folder / "opslog.toml").open("a", encoding="utf-8") as file:
            file.write(f'"gitlab.com" = "{gitlab.address}"\n')
        ran = log.sync(GITHUB_TOKEN="")

    assert ran.code == 1
    assert ran.errors.startswith("opslog: GitHub answers nobody without a token")
    assert list(log.states) == ["https://gitlab.com/example/shop/-/issues/1"]
    assert gitlab.authorizations == [None]


def test_nothing_to_ask_is_no_mistake(log: Log) -> None:
    log.write("- [ ] One — @sam")

    assert log.sync(GITHUB_TOKEN="") == Ran(
        0, ("0 follow-ups with a reference, 0 issues to ask about, 0 answered.",), ""
    )
    assert not log.cache.exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('hosts = {"git.example.com" = "gitea"}', "`tracker.hosts.git.example.com`: there is no `gitea`"),
        ('hosts = {"https://git.example.com/" = "gitlab"}', "write the bare host in small letters"),
        ('hosts = {"Git.example.com" = "gitlab"}', "write the bare host in small letters"),
        ('api = {"git.example.com" = "https://x/"}', "`tracker.api`: there is no `git.example.com`"),
        ('tokens = {"githib.com" = "X"}', "did you mean `github.com`?"),
        ('api = {"github.com" = "http://api.example.com/"}', "is not an https:// address; nothing was sent there"),
    ],
)
def test_a_configuration_that_cannot_work_is_named(log: Log, settings: str, words: str) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    (log.folder / "opslog.toml").write_text(f"[tracker]\n{settings}\n", encoding="utf-8")

    ran = log.sync()

    assert ran.code == 2
    assert words in ran.errors


def test_a_cache_that_is_none_is_named_and_kept(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    log.cache.write_text("<<<<<<< HEAD", encoding="utf-8")

    ran = log.sync()

    assert ran.code == 2
    assert "follow-ups.json: this file of follow-up states cannot be read" in ran.errors
    assert log.cache.read_text(encoding="utf-8") == "<<<<<<< HEAD"


ECHO = "sent {authorization} back"
ECHOES: dict[str, Reply] = {
    "message": Reply(403, json.dumps({"message": ECHO})),
    "page": Reply(403, f"<html>{ECHO}</html>"),
    "unauthorized": Reply(401, json.dumps({"message": ECHO})),
    "redirect": Reply(302, ECHO, {"Location": "http://127.0.0.1:9/?{authorization}"}),
    "reason": Reply(418, "{}", reason=ECHO),
    "error": Reply(200, json.dumps({"errors": [{"message": ECHO, "type": ECHO}]})),
    "limit": Reply(429, ECHO, {"Retry-After": "{authorization}", "X-RateLimit-Reset": "{authorization}"}),
    "title": Reply(200, json.dumps({"data": {"p0": {"i0": DONE | {"title": ECHO, "closedAt": ECHO}}}})),
    "state": Reply(200, json.dumps({"data": {"p0": {"i0": {"state": ECHO}}}})),
    "kept back": Reply(200, json.dumps({"data": {"p0": {"i0": None}}, "errors": [{"path": ["p0"], "message": ECHO}]})),
    "data": Reply(200, json.dumps({"data": ECHO})),
    "no HTTP": Reply(0, f"{ECHO}\r\n\r\n"),
    "length": Reply(403, ECHO, {"Content-Length": "{authorization}"}),
}


@pytest.mark.parametrize("reply", ECHOES.values(), ids=ECHOES)
def test_the_token_is_never_told_or_kept(log: Log, reply: Reply) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    log.forge.replies.append(reply)

    ran = log.sync("--write", "--wait", "0")

    assert set(log.forge.authorizations) == {f"Bearer {TOKEN}"}
    assert_nowhere(TOKEN, ran, log.folder)


def assert_nowhere(token: str, ran: Ran, folder: Path) -> None:
    assert token not in ran.errors
    assert token not in "\n".join(ran.lines)
    for path in folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes(), path


def test_a_redirect_takes_the_token_nowhere(log: Log) -> None:
    log.write("- [ ] One — @sam, example/shop#1")
    with running(Forge(schema_of("github"), github_root)) as other:
        log.forge.replies.append(Reply(307, "", {"Location": other.address}))
        ran = log.sync()

    assert ran.code == 2
    assert "leads elsewhere (HTTP 307)" in ran.errors
    assert other.asked == []


def test_hostile_references_are_asked_about_nowhere(log: Log) -> None:
    hostile: list[Any] = [
        "https://github.com/example/shop/issues/1\u202e",
        "https://evil.example/\x1b[31mred",
        "https://github.com@evil.example/example/shop/issues/1",
        'https://github.com/"){viewer{login}}/x/issues/1',
        "https://[::1/a/b/issues/1",
        "[label](https://gitlab.com/../../etc/-/issues/1)",
    ]
    log.write(*(f"- [ ] Do it — @sam, {reference}" for reference in hostile))

    ran = log.sync()

    assert ran.code == 0
    assert log.forge.asked == []
    assert all(line.isprintable() for line in ran.lines)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_said(log: Log) -> None:
    log.write("- [ ] Mend it — @sam, example/shop#2")
    log.forge.issues["example/shop"] = {"2": DONE}
    log.record.parent.chmod(0o500)
    ran = log.sync("--write")
    log.record.parent.chmod(0o700)

    assert ran.code == 1
    assert "cannot be written: Permission denied" in ran.errors
