"""The GitHub Action: valid, pinned, and run step by step over a pull request with a bad record."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, record_text
from runner import ACTION, INSTALL, SCRIPTS, STEPS, Run, run_action

GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
BAD = ROOT / "tests" / "example" / "2022" / "2022-12-25-stale-prices.md"
TOOLS = Path(sys.executable).parent
UNSAFE = re.compile(r"\$\{\{")


needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq stands in for the one that gh brings along")

Checkout = Callable[..., Path]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Make a checkout of a pull request: a log with one good record, then a commit that adds files."""

    def make(added: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "checkout"
        write(folder, {"incidents/2022/2022-12-25-fine.md": record_text("## Summary\n\nIt broke.\n")})
        commit(folder, "init", "--quiet", "--initial-branch=main")
        write(folder, added)
        commit(folder)
        return folder

    return make


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def commit(folder: Path, *first: str) -> None:
    for call in (first, ("add", "--all"), ("commit", "--quiet", "--message", "Records")):
        if call:
            subprocess.run([*GIT, *call], cwd=folder, check=True)


def pull_request(folder: Path) -> dict[str, Any]:
    base = subprocess.run([*GIT, "rev-parse", "HEAD~1"], cwd=folder, capture_output=True, text=True, check=True)
    return {
        "action": "synchronize",
        "pull_request": {"number": 12, "base": {"sha": base.stdout.strip()}, "user": {"login": "jun"}},
        "repository": {"full_name": "example/ops-log", "html_url": "https://github.com/example/ops-log"},
    }


def run(folder: Path, event: dict[str, Any] | None = None, **options: Any) -> Run:
    """Run the action as told, else without the site, which takes most of the time, and without asking GitHub."""
    given: dict[str, Any] = {
        "build": "false",
        "review": "false",
        "brief": "false",
    } | options
    return run_action(folder, pull_request(folder) if event is None else event, **given)


# What it is made of


def test_scripts_take_everything_through_their_environment() -> None:
    assert not [name for name, script in SCRIPTS.items() if UNSAFE.search(script)]


def test_other_actions_are_pinned_to_a_commit_and_say_which_release_that_is() -> None:
    lines = [line.strip() for line in (ROOT / "action.yml").read_text("utf-8").splitlines() if "uses:" in line]

    assert len(lines) == len([step for step in STEPS if "uses" in step]) == 3
    for line in lines:
        assert re.search(r"uses: (actions|github)/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_the_scripts_are_clean_shell(tmp_path: Path) -> None:
    found = []
    for number, script in enumerate(SCRIPTS.values()):
        path = tmp_path / f"{number}.sh"
        path.write_text("#!/bin/bash\nset -eo pipefail\n" + script, encoding="utf-8")
        found.append(subprocess.run([TOOLS / "shellcheck", path], capture_output=True, text=True, check=False).stdout)

    assert "".join(found) == ""


def test_it_installs_its_own_checkout() -> None:
    assert SCRIPTS[INSTALL] == 'python -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"'


def test_its_page_lists_every_input_and_output() -> None:
    page = (ROOT / "docs" / "adopt" / "github.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| .* \| ?(.*?) ?\|$", page, re.MULTILINE))

    assert list(rows) == list(ACTION["inputs"])
    for name, item in ACTION["inputs"].items():
        default = str(item["default"])
        assert rows[name] == f"`{default}`" or default == "" or default.startswith("${{"), name
    assert all(f"`{name}`" in page for name in ACTION["outputs"])


# What it does


def test_a_bad_record_is_annotated_previewed_and_named(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})
    done = run(folder, build="true")

    address = "incidents/2022/2022-12-25-stale-prices.html"
    annotation = "::error title=FM105 invalid-time,file=incidents/2022/2022-12-25-stale-prices.md,line=7,col=13,"
    assert any(command.startswith(annotation) for command in done.commands), done.printed
    assert f"- new: `{address}`" in done.summary
    assert "index.html" in done.output("pages").splitlines()
    assert done.output("pages").splitlines()[0] == address
    assert "of pull request 12" in (folder / "site" / address).read_text("utf-8")
    artifact = next(given for action, given in done.used.items() if "upload-artifact" in action)
    assert artifact == {"name": "opslog-site", "path": "site/", "if-no-files-found": "error"}
    assert done.output("lint") == "1"
    assert done.failed
    assert done.commands[-1] == "::error title=opslog::There are findings."


def test_findings_do_not_fail_the_job_when_they_should_not(checkout: Checkout) -> None:
    done = run(checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()}), fail="false")

    assert (done.output("lint"), done.failed) == ("1", False)


def test_a_clean_record_passes(checkout: Checkout) -> None:
    done = run(checkout({"incidents/2022/2022-12-25-b.md": record_text("## Summary\n\nIt broke again.\n")}))

    assert (done.output("lint"), done.failed) == ("0", False), done.printed
    assert done.commands == []


def test_what_cannot_be_looked_at_fails_the_job_always(checkout: Checkout) -> None:
    done = run(checkout({"incidents/2022/2022-12-25-latin.md": record_text().encode() + b"\xe9"}), fail="false")

    assert (done.output("lint"), done.failed) == ("2", True)
    assert "opslog lint could not look" in done.commands[-1]


def test_a_site_that_cannot_be_built_fails_the_job(checkout: Checkout) -> None:
    done = run(
        checkout({"mkdocs.yml": "site_name: Ours\nplugins: [there-is-no-such-plugin]\n"}), build="true", fail="false"
    )

    assert done.failed
    assert "The site could not be built" in done.commands[-1]
    assert not [action for action in done.used if "upload-artifact" in action]


def test_a_push_has_no_preview_and_no_pages_to_name(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-b.md": record_text("## Summary\n\nIt broke.\n")})
    done = run(folder, {"ref": "refs/heads/main"}, event_name="push", build="true")

    assert not done.failed, done.printed
    assert "Preview" not in (folder / "site" / "index.html").read_text("utf-8")
    assert (done.output("site"), done.output("pages")) == ("site", "")


def test_it_refuses_events_that_give_strangers_code_our_token(checkout: Checkout) -> None:
    folder = checkout({"mkdocs.yml": "site_name: x\n"})
    for name in ("pull_request_target", "workflow_run"):
        done = run(folder, event_name=name, build="true")

        assert done.failed
        assert name in done.commands[0]
        assert not (folder / "site").exists()


def test_a_base_that_git_does_not_have_is_said_once_and_clearly(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-b.md": record_text()})
    done = run(folder, {"pull_request": {"number": 12, "base": {"sha": "0" * 40}}})

    assert done.failed
    assert [command for command in done.commands if "fetch-depth: 0" in command] == done.commands


def test_a_shallow_clone_fetches_what_is_missing(checkout: Checkout, tmp_path: Path) -> None:
    folder = checkout({"incidents/2022/2022-12-25-b.md": record_text("## Summary\n\nIt broke.\n")})
    event = pull_request(folder)
    origin = folder.rename(tmp_path / "origin")
    subprocess.run([*GIT, "clone", "--quiet", "--depth=1", f"file://{origin}", folder], check=True)
    done = run(folder, event, build="true")

    assert not done.failed, done.printed
    assert "incidents/2022/2022-12-25-b.html" in done.output("pages")


def test_another_folder_and_another_configuration(checkout: Checkout) -> None:
    record = record_text("## Summary\n\nIt broke.\n", severity="major")
    folder = checkout({
        "post mortems/2022/2022-12-25-b.md": record,
        "ops/log.toml": "records = '../post mortems'\nseverities = {major = 'All.'}\n",
    })  # fmt: skip
    done = run(
        folder, build="true", records="post mortems", config="ops/log.toml", preview_url="https://pr-12.example.com"
    )

    assert not done.failed, done.printed
    address = "https://pr-12.example.com/incidents/2022/2022-12-25-b.html"
    assert done.output("pages").splitlines()[0] == address
    assert f"(<{address}>)" in done.summary


HOSTILE = {
    "incidents/$(touch pwned)/2022-12-25-a.md": record_text(
        title="'::error::a ##[error]b $(touch pwned) `touch pwned`'"
    ),
    "incidents/`touch pwned`;touch pwned/2022-12-25-b.md": record_text(title='"<!-- opslog-brief --> | </details>"'),
    "incidents/-rf/2022-12-25-c.md": record_text(),
    "incidents/two\n::error::lines/2022-12-25-d.md": record_text(),
    "incidents/a\ttab/2022-12-25-e.md": record_text(),
    "incidents/::warning::x/2022-12-25-F ##[error].md": record_text(),
    "incidents/2022/$(touch pwned) é\n::error::p.png": b"\x89PNG\r\n\x1a\n",
    "incidents/2022/2022-12-25-g.md": "---\n::error::x: [\n---\n##[error]\n",
}


def test_hostile_names_and_words_command_neither_shell_nor_runner(checkout: Checkout) -> None:
    folder = checkout(dict(HOSTILE))
    done = run(folder, build="true")

    assert not list(folder.rglob("pwned"))
    for command in done.commands:
        assert re.match(r"::\w+ title=([A-Z]{2}\d{3} [\w-]+,file=incidents/.*|opslog)::", command)
        # A property ends at a comma and a command at two colons: what a file is called cannot end either.
        assert not re.search(r"file=[^,]*::.*::", command), command
    assert "incidents/0000/2022-12-25-a.html" not in done.output("pages")
    assert "2022-12-25-c.html" in done.output("pages")
    assert all(re.fullmatch(r"[\w./%~-]+", address) for address in done.output("pages").splitlines())
    assert "<!-- opslog-brief -->" not in done.summary
    assert (folder / "site" / "index.html").is_file()


def test_sarif_has_all_findings_and_is_uploaded(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})
    done = run(folder, sarif="opslog.sarif", fail="false")

    assert not done.failed, done.printed
    assert "FM105" in (folder / "opslog.sarif").read_text("utf-8")
    upload = next(given for action, given in done.used.items() if "upload-sarif" in action)
    assert upload == {"sarif_file": "opslog.sarif", "category": "opslog"}


def test_the_table_of_findings_stands_in_the_summary(checkout: Checkout) -> None:
    assert "FM105" in run(checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})).summary


def test_findings_from_before_the_pull_request_are_not_its_own(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})
    write(folder, {"incidents/2022/2022-12-26-b.md": record_text("## Summary\n\nIt broke.\n")})
    commit(folder)
    done = run(folder)

    assert (done.output("lint"), done.failed) == ("0", False), done.printed


OWN = {"databaseId": 7, "body": "<!-- opslog-brief -->\nOld.", "viewerDidAuthor": True}
OTHERS = [
    {"databaseId": 5, "body": "<!-- opslog-brief -->\nForged.", "viewerDidAuthor": False},
    {"databaseId": 6, "body": "I quote <!-- opslog-brief -->.", "viewerDidAuthor": True},
]


@needs_jq
@pytest.mark.parametrize(
    ("comments", "method", "path"),
    [
        (OTHERS, "POST", "repos/example/ops-log/issues/12/comments"),
        ([*OTHERS, OWN], "PATCH", "repos/example/ops-log/issues/comments/7"),
    ],
    ids=["a new comment", "our own comment, updated"],
)
def test_one_comment_briefs_the_reviewer(checkout: Checkout, comments: list[Any], method: str, path: str) -> None:
    folder = checkout({"incidents/2022/2022-12-25-stale-prices.md": BAD.read_bytes()})
    done = run(folder, brief="true", comments=comments)

    (question, _), (answer, (body,)) = done.asked
    assert question[:3] == ["api", "graphql", "--paginate"]
    assert {"number=12", "owner=example", "name=ops-log"} <= set(question)
    assert answer[:5] == ["api", "--silent", "--method", method, path]
    assert body.startswith("<!-- opslog-brief -->\n\n")
    assert body.count("<!-- opslog-brief -->") == 1
    assert "2022-12-25-stale-prices" in body
    assert "2022-12-25-fine" not in body


@needs_jq
def test_a_pull_request_without_records_gets_no_comment(checkout: Checkout) -> None:
    done = run(checkout({"notes.txt": "x"}), brief="true")

    assert len(done.asked) == 1
    assert not done.failed, done.printed


@needs_jq
def test_a_comment_of_ours_says_when_no_record_is_left(checkout: Checkout) -> None:
    done = run(checkout({"notes.txt": "x"}), brief="true", comments=[OWN])

    assert done.asked[-1][1] == ["<!-- opslog-brief -->\nNo record is changed here any more.\n"]


@needs_jq
def test_a_comment_has_room_for_so_many_records_and_counts_the_rest(checkout: Checkout) -> None:
    body = "## Summary\n\nIt broke.\n"
    folder = checkout({f"incidents/2022/2022-12-25-b{number}.md": record_text(body) for number in range(5)})
    long = '[ "$1 $2" != "review brief" ] || { head -c 30000 /dev/zero | tr "\\0" x; exit 0; }'
    done = run(folder, brief="true", stand_in=long)

    (comment,) = done.asked[-1][1]
    assert 40_000 < len(comment) < 65_536
    assert comment.endswith("\nAnd 2 more records.\n")


def test_a_record_without_a_brief_leaves_the_others_theirs(checkout: Checkout) -> None:
    body = "## Summary\n\nIt broke.\n"
    folder = checkout({f"incidents/2022/2022-12-25-{name}.md": record_text(body) for name in "bc"})
    fails = '[ "$1 $2" != "review brief" ] || { case $4 in *-b.md) exit 2 ;; esac; echo "Brief of $4"; exit 0; }'
    done = run(folder, brief="true", may_comment=False, stand_in=fails)

    assert not done.failed, done.printed
    assert "There is no brief of one record" in done.summary
    assert "Brief of incidents/2022/2022-12-25-c.md" in done.summary


def test_a_token_that_may_not_write_puts_the_brief_into_the_summary(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-b.md": record_text("## Summary\n\nIt broke.\n")})
    done = run(folder, may_comment=False, brief="true")

    assert not done.failed, done.printed
    assert done.commands == [command for command in done.commands if "as for pull requests from forks" in command]
    assert "2022-12-25-b" in done.summary.replace("2022-12-25-b.html", "")


APPROVED = record_text("## Summary\n\nIt broke.\n", status="approved", authors='["@jun"]')
NOBODY_ANSWERS = '[review.api]\n"github.com" = "http://127.0.0.1:9"\n'


def test_a_claim_whose_reviews_cannot_be_read_fails_the_job_always(checkout: Checkout) -> None:
    folder = checkout({"incidents/2022/2022-12-25-b.md": APPROVED, "opslog.toml": NOBODY_ANSWERS})
    done = run(folder, review="true", fail="false")

    assert done.failed, done.printed
    assert done.output("review") == "2"
    assert "opslog review check could not look" in done.commands[-1]
    assert "ghs_of_the_job" not in done.printed


def test_a_record_that_claims_nothing_needs_no_review(checkout: Checkout) -> None:
    record = record_text("## Summary\n\nIt broke.\n")
    done = run(checkout({"incidents/2022/2022-12-25-b.md": record, "opslog.toml": NOBODY_ANSWERS}), review="true")

    assert (done.output("review"), done.failed) == ("0", False), done.printed


def test_no_token_is_printed(checkout: Checkout) -> None:
    assert "ghs_of_the_job" not in run(checkout({"notes.txt": "x"})).printed
