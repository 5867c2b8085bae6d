"""`opslog review`, as its users run it: a real git repository, and a forge on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forge_server import Reply
from opslog.check import check
from opslog.cli import main
from opslog.files import read_records
from opslog.log import Log
from opslog.selection import Selection
from opslog.settings import load_config
from opslog_site.pages import all_pages
from opslog_site.site import Site
from review_server import PROJECT, Pulls, serving

TOKEN = "ghp_0123456789abcdefABCDEF"
PLACE = "incidents/2026/2026-03-02-stale-prices.md"
RECORD = """\
---
title: Stale prices in search
severity: sev1
status: in-review
timezone: Europe/Berlin
times:
  started: 2026-03-02 12:32
  resolved: 2026-03-02 13:00
authors: ["@jun", "@amara"]
closure: {public_issues: [], announced: [], resolved_announced: []}
---

## Summary

Search recieved prices of the day before for 20 minutes. Nobody bought at a wrong price.
"""
ROSTER = '[review]\ngroups = { senior = ["@grace", "@lin"] }\nneeds = { sev1 = "2 senior" }\n'


@dataclass
class Repository:
    """A clone with an ops log and a branch that adds a record, and the forge its pull request is on."""

    folder: Path
    pulls: Pulls

    @property
    def record(self) -> Path:
        return self.folder / PLACE

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Jun", "-c", "user.email=jun@example.com", "-c", "commit.gpgsign=false")
        call = ["git", *who, *arguments]
        return subprocess.run(call, cwd=self.folder, capture_output=True, text=True, check=True).stdout.strip()

    def commit(self, message: str = "The record") -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        self.pulls.head = self.git("rev-parse", "HEAD")
        return self.pulls.head

    def change(self, before: str, after: str) -> None:
        text = self.record.read_text(encoding="utf-8")
        assert before in text
        self.record.write_text(text.replace(before, after, 1), encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> Result:
        clean = {
            "GITHUB_TOKEN": TOKEN, "GH_TOKEN": "", "GITLAB_TOKEN": "", "FORGEJO_TOKEN": "", "GITHUB_EVENT_PATH": "",
            "GITHUB_REPOSITORY": PROJECT, "GITHUB_SERVER_URL": "https://github.com", "CI_PROJECT_PATH": "",
            "CI_MERGE_REQUEST_IID": "",
        }  # fmt: skip
        with contextlib.chdir(self.folder):
            ran = CliRunner().invoke(main, ["review", *arguments], env=clean | environment)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exc_info
        assert TOKEN not in ran.stdout + ran.stderr
        return ran

    def check(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Give the exit code and the first line."""
        ran = self.run("check", "--pr", "88", *arguments, **environment)
        return ran.exit_code, ran.stdout.partition("\n")[0].removeprefix(f"{PLACE}: ")

    def page(self, path: str) -> str:
        """Make the site's pages, and give one of them."""
        with contextlib.chdir(self.folder):
            config = load_config(Path())
            log = Log.of(read_records([Path("incidents")], config))
            site = Site(log, config, date(2026, 4, 1), folder="incidents")
            return next(page.markdown for page in all_pages(site) if page.path == path)

    def lint(self) -> list[tuple[str, str]]:
        with contextlib.chdir(self.folder):
            config = load_config(Path())
            found = check(read_records([Path("incidents")], config), config, Selection(select=("RV",)))
        return [(one.code, one.message) for one in found]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with serving(Pulls(token=TOKEN, files={PLACE: ""})) as pulls:
        home = Repository(tmp_path, pulls)
        (tmp_path / "opslog.toml").write_text(
            f'{ROSTER}api = {{ "github.com" = "{pulls.address}" }}\n', encoding="utf-8"
        )
        home.git("init", "-q", "-b", "main")
        home.commit("The log")
        home.git("switch", "-qc", "record")
        home.record.parent.mkdir(parents=True)
        home.record.write_text(RECORD, encoding="utf-8")
        home.commit()
        yield home


def event_of(repository: Repository, number: int = 88, **review: Any) -> str:
    """Write the event file of a review, and name it."""
    file = repository.folder.parent / f"event-{number}.json"
    payload = {
        "action": "submitted",
        "pull_request": {
            "number": number,
            "html_url": f"https://github.com/{PROJECT}/pull/{number}",
            "user": {"login": "jun"},
            "head": {"sha": repository.pulls.head},
            "base": {"sha": repository.git("rev-parse", "main")},
        },
        "repository": {"full_name": PROJECT, "html_url": f"https://github.com/{PROJECT}"},
        "review": {
            "user": {"login": "grace", "type": "User"}, "state": "approved", "commit_id": repository.pulls.head,
            "submitted_at": "2026-03-05T10:05:00Z", "html_url": f"https://github.com/{PROJECT}/pull/{number}#r1",
        } | review,
    }  # fmt: skip
    file.write_text(json.dumps(payload), encoding="utf-8")
    return str(file)


def test_from_the_branch_to_a_record_that_shows_its_approvals(repository: Repository) -> None:
    assert repository.check() == (0, "nothing is claimed yet: needs 2 of senior: nobody approved")

    repository.pulls.review("grace", day=5)
    assert repository.check(PLACE) == (1, "not enough: needs 2 of senior: @grace approved, one more")

    repository.pulls.review("lin", day=6)
    assert repository.check(PLACE) == (0, "enough: @grace and @lin approved, by GitHub")
    assert repository.lint() == []

    before = repository.record.read_text(encoding="utf-8")
    written = repository.run("record", "--pr", "88")
    assert written.stdout == f"{PLACE}: wrote @grace approved, @lin approved\n"
    lines = [
        line for line in repository.record.read_text(encoding="utf-8").splitlines() if line not in before.splitlines()
    ]
    digest = lines[7]
    url = f"https://github.com/{PROJECT}/pull/88#pullrequestreview"
    commit = repository.pulls.head if repository.pulls.head[0].isalpha() else f'"{repository.pulls.head}"'
    assert digest.startswith("    digest: sha256:")
    assert [line.strip() for line in lines] == [
        "reviews:",
        '- by: "@grace"', "role: senior", "state: approved", "at: 2026-03-05 11:05", f"url: {url}-2001",
        f"commit: {commit}", digest.strip(),
        '- by: "@lin"', "role: senior", "state: approved", "at: 2026-03-06 11:05", f"url: {url}-2002",
        f"commit: {commit}", digest.strip(),
    ]  # fmt: skip
    assert repository.run("record", "--pr", "88").stdout == f"{PLACE}: nothing to write: nothing new\n"

    repository.change("status: in-review", "status: approved")
    repository.commit("Approved")
    assert repository.lint() == []
    asked = len(repository.pulls.asked)
    offline = repository.run("check", PLACE)
    assert offline.stdout == f"{PLACE}: enough: @grace and @lin approved, by `reviews:`\nChecked 1 record: 1 enough.\n"
    assert len(repository.pulls.asked) == asked

    repository.change("recieved", "received")
    repository.change("## Summary", "## **Summary**\n")
    assert repository.lint() == []

    repository.change("13:00", "13:10")
    repository.change("for 20 minutes", "for 40 minutes")
    changed = "times.resolved changed, 1 sentence of Summary changed"
    assert repository.lint() == [
        ("RV103", f"the record has changed since {who} approved it: {changed}") for who in ("@grace", "@lin")
    ]
    earlier = f"approved an earlier version ({changed})"
    assert repository.check() == (1, f"not enough: needs 2 of senior: @grace {earlier}, @lin {earlier}, 2 more")

    repository.commit("More minutes")
    repository.pulls.review("grace", day=8)
    repository.pulls.review("lin", day=8)
    assert repository.check()[0] == 0
    assert repository.run("record", "--pr", "88").exit_code == 0
    assert repository.record.read_text(encoding="utf-8").count("- by:") == 4
    assert repository.lint() == []


def test_a_squashed_branch_still_knows_what_was_approved(repository: Repository) -> None:
    """The commit of the review is gone; the text is found by its digest in the history of the file."""
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    repository.run("record", "--pr", "88")
    repository.change("status: in-review", "status: approved")
    repository.commit()
    repository.git("switch", "-q", "main")
    repository.git("merge", "-q", "--squash", "record")
    repository.commit("The record (#88)")
    repository.git("branch", "-qD", "record")
    repository.git("reflog", "expire", "--expire=now", "--all")
    repository.git("gc", "-q", "--prune=now")
    repository.change("recieved", "received")
    assert repository.lint() == []
    repository.git("mv", PLACE, "incidents/2026/2026-03-02-prices.md")
    repository.commit("A better name")
    assert repository.lint() == []

    record = repository.folder / "incidents/2026/2026-03-02-prices.md"
    record.write_text(record.read_text(encoding="utf-8").replace("Nobody bought", "Somebody bought"), encoding="utf-8")
    assert [code for code, _ in repository.lint()] == ["RV103", "RV103"]
    assert "2 sentences of Summary changed" in repository.lint()[0][1]


def test_where_git_has_no_history_every_change_is_reported_and_says_so(repository: Repository) -> None:
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    repository.run("record", "--pr", "88")
    repository.change("status: in-review", "status: approved")
    subprocess.run(["rm", "-rf", ".git"], cwd=repository.folder, check=True)
    assert repository.lint() == []

    repository.change("recieved", "received")
    assert "what changed cannot be said, this clone does not have that version" in repository.lint()[0][1]


@pytest.mark.parametrize(
    ("reviews", "words"),
    [
        ([("jun", "APPROVED")], "@jun approved, and is an author, 2 more"),
        ([("sam", "APPROVED")], "@sam approved, and is not on the roster, 2 more"),
        ([("grace", "APPROVED"), ("grace", "COMMENTED")], "@grace approved, one more"),
        ([("grace", "APPROVED"), ("grace", "CHANGES_REQUESTED")], "@grace asks for changes, 2 more"),
        ([("grace", "DISMISSED")], "nobody approved"),
        ([("grace", "APPROVED"), ("grace", "DISMISSED")], "nobody approved"),
        ([("grace", "PENDING")], "nobody approved"),
        ([(None, "APPROVED")], "nobody approved"),
        ([("grace[bot]", "APPROVED")], "nobody approved"),
        ([("GRACE", "approved"), ("Lin", "approved")], ""),
        ([("grace", "APPROVED"), ("lin", "APPROVED"), ("sam", "CHANGES_REQUESTED")], ""),
    ],
)
def test_the_last_word_of_everybody_counts(
    repository: Repository, reviews: list[tuple[str | None, str]], words: str
) -> None:
    for day, (by, state) in enumerate(reviews, 1):
        repository.pulls.review(by, state, day=day)

    code, line = repository.check(PLACE)

    assert (code, line) == ((1, f"not enough: needs 2 of senior: {words}") if words else (0, line))


def test_the_author_of_the_pull_request_does_not_count(repository: Repository) -> None:
    repository.pulls.author = "Grace"
    repository.pulls.review("grace")

    assert repository.check(PLACE)[1].endswith("@grace approved, and is an author, 2 more")


def test_an_approval_is_bound_to_its_commit(repository: Repository) -> None:
    early = repository.pulls.head
    repository.change("20 minutes", "25 minutes")
    repository.commit()
    repository.pulls.review("grace", commit=early)
    repository.pulls.review("lin")

    code, line = repository.check(PLACE)
    changed = "@grace approved an earlier version (1 sentence of Summary changed)"
    assert (code, line) == (1, f"not enough: needs 2 of senior: {changed}, @lin approved, one more")
    assert repository.run("record", "--pr", "88").stdout.endswith("wrote @lin approved\n")


def test_a_commit_that_is_not_here_cannot_be_judged(repository: Repository) -> None:
    repository.pulls.review("grace", commit="abcdef0" * 5)
    repository.pulls.review("lin")

    assert repository.check(PLACE) == (
        2,
        "cannot be said: needs 2 of senior: @grace approved a version that is not at hand, @lin approved, one more",
    )


def test_a_shallow_merge_commit_of_a_pipeline_is_enough_to_judge_the_last_commit(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    repository.git("-c", "merge.ff=false", "merge", "-q", "--no-edit", "record")
    clone = repository.folder.parent / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", repository.folder.as_uri(), clone], check=True)
    shallow = Repository(clone, repository.pulls)
    repository.pulls.review("grace")
    repository.pulls.review("lin")

    assert shallow.check(PLACE)[0] == 0
    blob = repository.git("rev-parse", f"HEAD:{PLACE}")
    repository.pulls.files[PLACE] = blob
    assert shallow.check(PLACE)[0] == 0
    repository.pulls.files[PLACE] = blob[::-1]
    assert shallow.check(PLACE)[0] == 2


def test_a_pull_request_that_does_not_change_the_record_says_nothing_about_it(repository: Repository) -> None:
    repository.pulls.files = {"README.md": ""}
    repository.pulls.review("grace")
    repository.pulls.review("lin")

    code, line = repository.check(PLACE)
    assert code == 1
    assert line.endswith(
        "nobody approved; example/ops-log#88 does not change this record, so its reviews say nothing about it"
    )
    assert repository.run("check", "--pr", "88").stdout == "Checked 0 records.\n"


def test_every_page_is_read(repository: Repository) -> None:
    repository.pulls.page = 2
    repository.pulls.files = {f"README-{number}.md": "" for number in range(7)} | {PLACE: ""}
    for _ in range(4):
        repository.pulls.review("sam", "COMMENTED")
    repository.pulls.review("grace")
    repository.pulls.review("lin")

    assert repository.check(PLACE)[0] == 0
    assert sum("/reviews" in path for path in repository.pulls.asked) == 3


def test_a_page_on_another_host_is_not_asked_for(repository: Repository) -> None:
    repository.pulls.page = 1
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    with serving(Pulls()) as other:
        repository.pulls.next_page = f"{other.address}/repos/{PROJECT}/pulls/88/reviews?page=2"
        code, line = repository.check(PLACE)

    assert code == 2
    assert "the next page of the reviews of pull request 88 of example/ops-log is elsewhere" in line
    assert other.asked == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            Reply(401, '{"message": "Bad {authorization}"}'),
            "GitHub does not accept the token in GITHUB_TOKEN (HTTP 401)",
        ),
        (Reply(403, '{"message": "Not for {authorization}"}'), "GitHub refuses to tell about pull request 88 of"),
        (Reply(404, "{}"), "GitHub knows no pull request 88 of example/ops-log, or does not show it to us (HTTP 404)"),
        (Reply(301, "", {"Location": "https://evil.example/"}), "is elsewhere (HTTP 301); was the repository renamed?"),
        (Reply(403, "{}", {"Retry-After": "3600"}), "GitHub asks to wait until"),
        (Reply(429, "{}", {"Retry-After": "7200"}), "GitHub asks to wait until"),
        (Reply(500, "<html>", {"Retry-After": "9000"}), "GitHub asks to wait until"),
        (Reply(200, "<html>Sign in</html>"), "is not an answer of its REST interface"),
        (Reply(200, "[" * 100_000), "is not an answer of its REST interface"),
        (Reply(200, '{"number": 7}'), "what came for pull request 88 of example/ops-log is none"),
    ],
)
def test_what_a_forge_does_not_tell_cannot_be_said(repository: Repository, reply: Reply, words: str) -> None:
    repository.pulls.replies.append(reply)

    code, line = repository.check(PLACE)

    assert code == 2
    assert line.startswith("cannot be said: needs 2 of senior: nobody approved; ")
    assert words in line


def test_a_short_trouble_is_asked_again(repository: Repository) -> None:
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    repository.pulls.replies += [Reply(502, "<html>"), Reply(429, "{}", {"Retry-After": "0"})]

    assert repository.check(PLACE)[0] == 0


def test_without_a_network_or_a_pull_request_it_cannot_be_said(repository: Repository) -> None:
    repository.change("status: in-review", "status: approved")
    ran = repository.run("check")
    assert ran.exit_code == 2
    assert "there is no pull request to ask about; give --pr N" in ran.stdout

    config = (repository.folder / "opslog.toml").read_text(encoding="utf-8")
    (repository.folder / "opslog.toml").write_text(config.replace(repository.pulls.address, "http://127.0.0.1:9"))
    code, line = repository.check()
    assert code == 2
    assert "GitHub cannot be asked at http://127.0.0.1:9: Connection refused" in line


def test_an_event_names_the_pull_request_and_speaks_where_the_forge_does_not(repository: Repository) -> None:
    event = event_of(repository)
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    assert repository.run("check", GITHUB_EVENT_PATH=event).stdout.startswith(f"{PLACE}: enough: @grace and @lin")

    config = (repository.folder / "opslog.toml").read_text(encoding="utf-8").replace("2 senior", "1 senior")
    (repository.folder / "opslog.toml").write_text(config, encoding="utf-8")
    repository.pulls.replies += [Reply(401, "{}")]
    told = repository.run("check", GITHUB_EVENT_PATH=event)
    assert told.exit_code == 0
    assert told.stdout.startswith(
        f"{PLACE}: enough: @grace approved, by the event file (GitHub does not accept the token"
    )


def test_a_replayed_event_of_another_request_approves_nothing(repository: Repository) -> None:
    other = event_of(repository, number=99)
    repository.pulls.replies += [Reply(401, "{}")]
    assert repository.check(PLACE, GITHUB_EVENT_PATH=other)[0] == 2

    foreign = repository.run("check", PLACE, GITHUB_EVENT_PATH=event_of(repository), GITHUB_REPOSITORY="example/other")
    assert foreign.exit_code == 2
    assert "the event file is of another repository; it was left aside" in foreign.stderr

    early = event_of(repository)
    repository.change("20 minutes", "25 minutes")
    repository.commit()
    repository.pulls.replies += [Reply(401, "{}")]
    assert "@grace approved an earlier version" in repository.check(PLACE, GITHUB_EVENT_PATH=early)[1]

    repository.pulls.review("grace", "DISMISSED")
    assert repository.check(PLACE, GITHUB_EVENT_PATH=early)[1].endswith("nobody approved")


HOSTILE = {
    "pull_request": {"number": 88, "head": {"sha": "0000000"}, "user": {"login": "a\n::error::b"}},
    "repository": {"full_name": "../..", "html_url": "https://[::1"},
    "review": {"state": 7, "user": {"login": {}}},
}
ELSEWHERE = {"full_name": PROJECT, "html_url": f"https://evil.example/{PROJECT}"}


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{", '"x"', "1" * 5000, "[" * 200_000, '{"pull_request": []}'),
        '{"pull_request": {"number": true}}',
        '{"pull_request": {"number": 88, "head": {"sha": "--output=x"}, "user": 7}, "repository": 1, "review": []}',
        '{"pull_request": {"number": 1e400, "head": null}, "repository": {"full_name": "a/b\\n::error::x"}}',
        json.dumps(HOSTILE),
        json.dumps(HOSTILE | {"repository": ELSEWHERE}),
        json.dumps(HOSTILE | {"repository": ELSEWHERE | {"html_url": "https://github.com/a\n::error::b"}}),
    ],
)
def test_an_event_file_may_say_anything(repository: Repository, text: str) -> None:
    file = repository.folder.parent / "event.json"
    file.write_text(text, encoding="utf-8")

    ran = repository.run("check", PLACE, GITHUB_EVENT_PATH=str(file))

    assert ran.exit_code == 2
    assert "::error::" not in ran.stdout + ran.stderr
    assert repository.pulls.asked == []


def test_an_event_file_may_be_endless_or_missing(repository: Repository, tmp_path: Path) -> None:
    huge = repository.folder.parent / "huge.json"
    with huge.open("wb") as file:
        file.truncate(31 * 1024 * 1024)
    for name in (str(huge), "/nowhere.json", str(tmp_path)):
        ran = repository.run("check", PLACE, GITHUB_EVENT_PATH=name)
        assert ran.exit_code == 2
        assert "event file" in ran.stderr


def test_what_a_forge_tells_is_shown_on_one_line(repository: Repository) -> None:
    repository.pulls.review("grace\n::error::x")
    repository.pulls.review("lin", html_url="javascript:alert(1)", submitted_at="::error::", commit_id="--help")

    ran = repository.run("check", PLACE, "--pr", "88")

    assert [line for line in ran.stdout.splitlines() if line.startswith("::")] == []
    assert ran.stdout.splitlines()[0].endswith("@lin approved, one more")


def test_trailers_of_the_commit_that_brought_it_are_evidence(repository: Repository) -> None:
    roster = (repository.folder / "opslog.toml").read_text(encoding="utf-8").replace('"@lin"', '"Lin Fong"')
    (repository.folder / "opslog.toml").write_text(roster, encoding="utf-8")
    repository.change("status: in-review", "status: approved")
    repository.commit()
    repository.git("switch", "-q", "main")
    message = (
        f"Merge the record\n\nPR-URL: https://github.com/{PROJECT}/pull/88\n"
        "Reviewed-by: Lin Fong <lin@example.com>\nReviewed-by: @grace\nReviewed-by: Jun <jun@example.com>\n"
    )
    repository.git("merge", "-q", "--no-ff", "-m", message, "record")

    ran = repository.run("check")
    assert ran.exit_code == 0
    assert ran.stdout.startswith(f"{PLACE}: enough: Lin Fong and @grace approved, by the trailers of ")
    assert repository.pulls.asked == []

    assert repository.run("record").stdout == f"{PLACE}: wrote Lin Fong approved, @grace approved\n"
    assert repository.lint() == []
    assert f"url: https://github.com/{PROJECT}/pull/88\n" in repository.record.read_text(encoding="utf-8")

    repository.change("20 minutes", "25 minutes")
    assert [code for code, _ in repository.lint()] == ["RV103", "RV103"]


def test_a_trailer_names_the_pull_request_to_ask_about(repository: Repository) -> None:
    repository.change("status: in-review", "status: approved")
    repository.commit(f"The record\n\nPR-URL: https://github.com/{PROJECT}/pull/88\n")
    repository.pulls.review("grace")
    repository.pulls.review("lin")

    assert repository.run("check").stdout.startswith(f"{PLACE}: enough: @grace and @lin approved, by GitHub\n")


def test_json_says_the_same(repository: Repository) -> None:
    repository.pulls.review("grace")

    ran = repository.run("check", PLACE, "--pr", "88", "--format", "json")

    assert json.loads(ran.stdout) == {
        "records": [
            {
                "path": PLACE,
                "status": "in-review",
                "judged": True,
                "result": "not-enough",
                "source": "GitHub",
                "why": None,
                "needs": [{"group": "senior", "number": 2, "given": 1}],
                "reviews": [
                    {
                        "by": "@grace",
                        "verdict": "counts",
                        "at": "2026-03-01 10:05",
                        "url": f"https://github.com/{PROJECT}/pull/88#pullrequestreview-2001",
                        "commit": repository.pulls.head,
                        "changed": None,
                    }
                ],
            }
        ]
    }


def test_gitlab_is_asked_for_approvals(repository: Repository) -> None:
    config = (repository.folder / "opslog.toml").read_text(encoding="utf-8").replace("github.com", "gitlab.com")
    (repository.folder / "opslog.toml").write_text(config, encoding="utf-8")
    repository.pulls.review("grace")
    repository.pulls.review("lin")

    code, line = repository.check(PLACE, "--repository", f"gitlab.com/{PROJECT}", GITLAB_TOKEN=TOKEN)

    assert code == 0
    assert line.startswith(
        "enough: @grace and @lin approved, by GitLab (GitLab does not tell which version was approved"
    )
    assert repository.pulls.asked[0] == "/api/projects/example%2Fops-log/merge_requests/88"


def test_forgejo_says_which_reviews_were_dismissed(repository: Repository) -> None:
    config = (repository.folder / "opslog.toml").read_text(encoding="utf-8")
    config = config.replace("github.com", "git.example.com")
    own = '[tracker]\nhosts = { "git.example.com" = "forgejo" }\ntokens = { "git.example.com" = "OWN_TOKEN" }\n'
    (repository.folder / "opslog.toml").write_text(config + own, encoding="utf-8")
    repository.pulls.review("grace", official=True, stale=False, dismissed=False)
    repository.pulls.review("lin", official=True, stale=False, dismissed=True)
    repository.pulls.review("sam", "REQUEST_CHANGES", dismissed=False)
    where = ("--repository", f"https://git.example.com/{PROJECT}")

    assert repository.check(PLACE, *where, OWN_TOKEN=TOKEN) == (
        1,
        "not enough: needs 2 of senior: @grace approved, one more",
    )
    assert set(repository.pulls.authorizations) == {f"Bearer {TOKEN}"}


def test_without_a_roster_anybody_counts_and_it_is_said(repository: Repository) -> None:
    config = f'[review]\napi = {{ "github.com" = "{repository.pulls.address}" }}\n'
    (repository.folder / "opslog.toml").write_text(config, encoding="utf-8")
    ran = repository.run("check", PLACE, "--pr", "88")
    assert (
        ran.stdout.splitlines()[1] == "No roster is configured (`review.groups`), so anybody who is no author counts."
    )

    repository.pulls.review("whoever")
    assert repository.check(PLACE)[0] == 0
    assert repository.run("record", "--pr", "88").stdout == f"{PLACE}: wrote @whoever approved\n"
    assert "role:" not in repository.record.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--repository", "evil.example/a/b"), "what runs on evil.example? Write it into `tracker.hosts`"),
        (("--repository", "a/../b"), "is not the name of a repository"),
        (("--repository", "a/b?x=1"), "is not the name of a repository"),
        (("--repository", "a"), "is not the name of a repository"),
    ],
)
def test_a_repository_has_a_name(repository: Repository, arguments: tuple[str, str], words: str) -> None:
    ran = repository.run("check", "--pr", "88", *arguments)

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert repository.pulls.asked == []


def test_a_record_is_written_only_when_somebody_could_be_asked(repository: Repository) -> None:
    before = repository.record.read_bytes()
    repository.pulls.review("grace")
    repository.pulls.replies.append(Reply(404, "{}"))
    assert repository.run("record", PLACE, "--pr", "88").exit_code == 2

    dry = repository.run("record", "--pr", "88", "--dry-run")
    assert (dry.exit_code, dry.stdout) == (0, f"{PLACE}: would write @grace approved\n")
    assert repository.record.read_bytes() == before

    repository.change("authors:", "reviews: {by: Sam, state: approved}\nauthors:")
    odd = repository.run("record", "--pr", "88")
    assert odd.exit_code == 1
    assert odd.stderr.startswith(f"opslog: {PLACE}: `reviews` holds something that cannot be read; mend that first")


def test_pages_show_what_changed_and_nothing_of_it_is_markup(repository: Repository) -> None:
    repository.pulls.review("grace")
    repository.pulls.review("lin")
    repository.run("record", "--pr", "88")
    repository.change("status: in-review", "status: approved")
    repository.commit()
    assert "opslog-changed" not in repository.page(f"incidents/2026/{repository.record.stem}.md")
    assert "Changed since" not in repository.page("coverage.md")

    repository.change("20 minutes", "<script>alert(1)</script> minutes")
    repository.change(
        "resolved: 2026-03-02 13:00", "resolved: 2026-03-02 13:10\nservices: ['<img src=x onerror=alert(1)>']"
    )
    shown = repository.page(f"incidents/2026/{repository.record.stem}.md")
    assert (
        "changed since this approval</span>: services changed, times.resolved changed, 1 sentence of Summary changed"
        in shown
    )
    assert shown.count("changed since this approval") == 2
    assert "changed since this approval</span>, as above" in shown
    assert "<del>2026-03-02 12:00:00 UTC</del> <ins>2026-03-02 12:10:00 UTC</ins>" in shown
    assert "for <del>20</del> <ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins> minutes." in shown
    assert "<ins>&lt;img src=x onerror=alert(1)&gt;</ins>" in shown
    assert "Changed since its approval: <a " in repository.page("coverage.md")

    subprocess.run(["rm", "-rf", ".git"], cwd=repository.folder, check=True)
    assert "the version that was approved is not at hand" in repository.page(
        f"incidents/2026/{repository.record.stem}.md"
    )


def test_no_file_keeps_a_token(repository: Repository) -> None:
    repository.pulls.review("grace")
    repository.run("record", "--pr", "88")

    for folder, _, names in os.walk(repository.folder):
        for name in names:
            assert TOKEN.encode() not in Path(folder, name).read_bytes()
