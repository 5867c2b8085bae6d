"""Asking forges: which address is which issue, one question for many, and what is made of every kind of answer."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from forge_server import Forge, ForgeError, Reply, github_root, gitlab_root, running, schema_of
from opslog.config import TrackerConfig
from opslog.errors import OpslogError
from opslog.forges.asking import Learned, ask
from opslog.forges.host import open_host
from opslog.forges.http import LONGEST_ANSWER
from opslog.forges.patience import Patience
from opslog.forges.reference import Reference, find_reference
from opslog.tracked import Tracked
from opslog.tracker import tracker_url

TOKEN = "ghp_0123456789abcdefABCDEF"
DAY = date(2026, 11, 22)
NOON = 1795348800.0
OWN = MappingProxyType({"git.example.com": "gitlab", "code.example.com": "github"})
OPEN = {"__typename": "Issue", "state": "OPEN", "stateReason": None, "closedAt": None, "title": "Alert on it"}
CLOSED = OPEN | {"state": "CLOSED", "stateReason": "COMPLETED", "closedAt": "2026-03-01T23:30:00-01:00"}
CHANGE = {"__typename": "PullRequest", "state": "OPEN", "mergedAt": None, "closedAt": None, "title": "Mend it"}


@pytest.fixture
def github() -> Iterator[Forge]:
    issues = {"example/shop": {str(number): OPEN for number in range(1, 200)}}
    with running(Forge(schema_of("github"), github_root, issues, token=TOKEN)) as forge:
        yield forge


@pytest.fixture
def gitlab() -> Iterator[Forge]:
    with running(Forge(schema_of("gitlab"), gitlab_root, most_complex=200)) as forge:
        yield forge


def shop(*numbers: int) -> list[Reference]:
    return [Reference("github", "github.com", "example/shop", number) for number in numbers]


def asking(
    forge: Forge, references: list[Reference], token: str = TOKEN, answer: float = 5
) -> tuple[Learned, list[float]]:
    """Ask a forge; give what was learned and how long was waited."""
    name = references[0].host
    host = open_host(name, TrackerConfig(api={name: forge.address}), {"GITHUB_TOKEN": token, "GITLAB_TOKEN": ""})
    waits: list[float] = []
    learned = ask(host, references, DAY, Patience(60, answer, waits.append, lambda: NOON))
    return learned, waits


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://github.com/example/shop/issues/12", "github example/shop#12"),
        ("https://github.com/Example/shop.js/pull/7/#issuecomment-1", "github change Example/shop.js#7"),
        ("http://GitHub.com/example/shop/issues/12?a=b", "github example/shop#12"),
        ("https://gitlab.com/group/sub/shop/-/issues/12", "gitlab group/sub/shop#12"),
        ("https://gitlab.com/group/shop/-/work_items/12", "gitlab group/shop#12"),
        ("https://gitlab.com/group/shop/merge_requests/3", "gitlab change group/shop!3"),
        ("https://git.example.com/group/shop/-/merge_requests/3", "gitlab change git.example.com/group/shop!3"),
        ("https://code.example.com/a/b/issues/3", "github code.example.com/a/b#3"),
        ("https://github.com/example/shop", None),
        ("https://github.com/example/shop/issues/0", None),
        ("https://github.com/example/shop/issues/99999999999", None),
        ("https://github.com/example/../issues/1", None),
        ("https://github.com/-example/shop/issues/1", None),
        ('https://github.com/example/shop")%20{viewer{login}}/issues/1', None),
        ("https://github.com/exämple/shop/issues/1", None),
        ("https://gitlab.com/group/../shop/-/issues/1", None),
        ("https://gitlab.com/shop/-/issues/1", None),
        ("https://github.com@evil.example/example/shop/issues/1", None),
        ("https://user:pass@github.com/example/shop/issues/1", None),
        ("https://github.com:8443/example/shop/issues/1", None),
        ("https://evil.example/example/shop/issues/1", None),
        ("https://example.atlassian.net/browse/SHOP-12", None),
        ("https://[::1/example/shop/issues/1", None),
    ],
)
def test_an_address_is_an_issue_of_a_forge_that_is_configured_or_nothing(address: str, meant: str | None) -> None:
    found = find_reference(address, TrackerConfig(hosts=OWN))

    assert (found and f"{found.forge} {'change ' if found.is_change else ''}{found}") == meant


def test_an_exclamation_mark_means_a_merge_request() -> None:
    config = TrackerConfig(issue_url="https://gitlab.com/{repository}/-/issues/{number}", repository="group/shop")

    assert tracker_url("!3", config) == "https://gitlab.com/group/shop/-/merge_requests/3"
    assert tracker_url("group/other#3", config) == "https://gitlab.com/group/other/-/issues/3"


def test_what_github_says_is_understood(github: Forge) -> None:
    github.issues["example/shop"] = {
        "1": OPEN,
        "2": CLOSED,
        "3": CLOSED | {"stateReason": "NOT_PLANNED"},
        "4": CLOSED | {"stateReason": "DUPLICATE", "closedAt": None},
        "5": OPEN | {"stateReason": "REOPENED"},
        "6": CHANGE,
        "7": CHANGE | {"state": "MERGED", "mergedAt": "2026-03-02T08:00:00Z", "closedAt": "2026-03-02T08:00:00Z"},
        "8": CHANGE | {"state": "CLOSED", "closedAt": "2026-03-03T08:00:00Z"},
    }

    learned, _ = asking(github, shop(1, 2, 3, 4, 5, 6, 7, 8, 9))

    first = date(2026, 3, 2)  # in UTC
    assert list(learned.issues.values()) == [
        Tracked("open", DAY, None, "Alert on it"),
        Tracked("closed", DAY, first, "Alert on it"),
        Tracked("closed", DAY, first, "Alert on it", "not planned"),
        Tracked("closed", DAY, None, "Alert on it", "duplicate"),
        Tracked("open", DAY, None, "Alert on it"),
        Tracked("open", DAY, None, "Mend it"),
        Tracked("closed", DAY, date(2026, 3, 2), "Mend it"),
        Tracked("closed", DAY, date(2026, 3, 3), "Mend it", "not merged"),
        Tracked("missing", DAY),
    ]
    assert not learned.refused
    assert not learned.stopped
    assert github.authorizations == [f"Bearer {TOKEN}"]


def test_what_gitlab_says_is_understood(gitlab: Forge) -> None:
    issue = {"iid": "1", "state": "opened", "title": "Alert on it"}
    closed = issue | {"state": "closed", "closedAt": "2026-03-01T10:00:00Z"}
    change = {"iid": "1", "state": "opened", "title": "Mend it", "mergedAt": None}
    gitlab.issues["group/sub/shop"] = {
        "#1": issue,
        "#2": closed,
        "#3": closed | {"closedAsDuplicateOf": issue},
        "#4": closed | {"moved": True},
        "!1": change,
        "!2": change | {"state": "merged", "mergedAt": "2026-03-02T10:00:00Z"},
        "!3": change | {"state": "closed"},
        "!4": change | {"state": "locked"},
    }
    numbers = [(1, False), (2, False), (3, False), (4, False), (1, True), (2, True), (3, True), (4, True), (9, True)]
    references = [Reference("gitlab", "gitlab.com", "group/sub/shop", *number) for number in numbers]
    elsewhere = Reference("gitlab", "gitlab.com", "group/secret", 1)

    learned, _ = asking(gitlab, [*references, elsewhere])

    first = date(2026, 3, 1)
    assert list(learned.issues.values()) == [
        Tracked("open", DAY, None, "Alert on it"),
        Tracked("closed", DAY, first, "Alert on it"),
        Tracked("closed", DAY, first, "Alert on it", "duplicate"),
        Tracked("closed", DAY, first, "Alert on it", "moved to another project"),
        Tracked("open", DAY, None, "Mend it"),
        Tracked("closed", DAY, date(2026, 3, 2), "Mend it"),
        Tracked("closed", DAY, None, "Mend it", "not merged"),
        Tracked("open", DAY, None, "Mend it"),
        Tracked("missing", DAY),
        Tracked("missing", DAY),
    ]
    assert gitlab.authorizations == [None]  # it answers without a token


def test_a_hundred_and_twenty_issues_take_three_questions(github: Forge) -> None:
    learned, waits = asking(github, shop(*range(1, 121)))

    assert len(learned.issues) == 120
    assert [len(document["variables"]) for document in github.asked] == [52, 52, 22]
    assert waits == []


def test_questions_stay_below_what_gitlab_refuses(gitlab: Forge) -> None:
    """The most complex are merge requests (their `mergedAt` counts 5) of as many projects."""
    change = {"!1": {"state": "opened", "title": "Mend it"}}
    gitlab.issues |= {f"group/project{number}": change for number in range(45)}

    learned, _ = asking(gitlab, [Reference("gitlab", "gitlab.com", name, 1, is_change=True) for name in gitlab.issues])

    assert len(learned.issues) == 45
    assert len(gitlab.asked) == 3


def test_names_from_a_record_are_never_part_of_the_query(github: Forge) -> None:
    asking(github, [Reference("github", "github.com", 'a/b") { id } x: viewer { login } #', 1), *shop(1)])

    assert "viewer" not in github.asked[0]["query"]
    assert 'b") { id } x: viewer { login } #' in github.asked[0]["variables"].values()


def test_one_missing_issue_does_not_hide_the_others(github: Forge) -> None:
    del github.issues["example/shop"]["60"]

    learned, _ = asking(github, [*shop(*range(1, 100)), Reference("github", "github.com", "example/gone", 1)])

    missing = [str(reference) for reference, issue in learned.issues.items() if issue.state == "missing"]
    assert missing == ["example/shop#60", "example/gone#1"]
    assert len(learned.issues) == 100


def test_what_is_kept_back_is_said_with_the_reason(github: Forge) -> None:
    github.issues["example/shop"]["2"] = ForgeError("FORBIDDEN", "Resource protected by organization SAML enforcement.")
    github.issues["example/shop"]["3"] = ForgeError("INTERNAL", "\x1b[31mSomething went wrong\nwhile executing")

    learned, _ = asking(github, shop(1, 2, 3))

    assert [issue.state for issue in learned.issues.values()] == ["open"]
    assert list(learned.refused.values()) == [
        "Resource protected by organization SAML enforcement.",
        "[31mSomething went wrong while executing",
    ]


LIMITED = '{"message": "You have exceeded a secondary rate limit."}'
RESET = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOON) + 20)}
GRAPHQL_LIMITED = '{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."}]}'


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        (Reply(403, LIMITED, {"Retry-After": "7"}), 7),
        (Reply(403, LIMITED), 60),
        (Reply(403, "{}", RESET), 21),
        (Reply(429, "Retry later", {"Retry-After": "5"}), 5),
        (Reply(429, "Retry later", {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(NOON) + 9)}), 10),
        (Reply(200, GRAPHQL_LIMITED, RESET), 21),
        (Reply(200, GRAPHQL_LIMITED), 60),
        (Reply(502, "<html>Bad gateway</html>"), 1),
        (Reply(503, "", {"Retry-After": "3"}), 3),
        (Reply(429, "", {"Retry-After": "soon"}), 60),
    ],
)
def test_a_short_wait_is_waited_and_everything_is_learned(github: Forge, reply: Reply, wait: float) -> None:
    github.replies.append(reply)

    learned, waits = asking(github, shop(1, 2))

    assert waits == [wait]
    assert len(learned.issues) == 2
    assert not learned.stopped


@pytest.mark.parametrize(
    ("seconds", "time"),
    [(61, "12:01 UTC"), (7500, "14:05 UTC"), (90000, "2026-11-23 13:00 UTC"), (9999999999, "2343-")],
)
def test_a_long_wait_ends_it_and_what_was_learned_stays(github: Forge, seconds: int, time: str) -> None:
    github.replies.extend([answered(github, 50), Reply(403, LIMITED, {"Retry-After": str(seconds)})])

    learned, waits = asking(github, shop(*range(1, 121)))

    assert waits == []
    assert len(learned.issues) == 50
    assert learned.stopped.startswith(f"GitHub asks to wait until {time}")
    assert learned.stopped.endswith("; 50 of 120 asked so far, the rest keeps what was known")
    assert len(github.asked) == 2


def answered(forge: Forge, number: int) -> Reply:
    issues = {f"i{index}": {"state": "OPEN", "title": ""} for index in range(number)}
    return Reply(200, json.dumps({"data": {"p0": issues}}))


def test_trying_again_has_an_end(github: Forge) -> None:
    github.replies.extend([Reply(502)] * 9)

    learned, waits = asking(github, shop(1))

    assert waits == [1, 2, 4]
    assert learned.stopped == "GitHub: answered with HTTP 502, 4 times"
    assert len(github.asked) == 4


def test_an_answer_that_does_not_come_is_waited_for_only_so_long(github: Forge) -> None:
    github.replies.append(Reply(200, "{}", delay=0.6))

    learned, waits = asking(github, shop(1), answer=0.2)

    assert waits == [1]
    assert len(learned.issues) == 1


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(401, '{"message": "Bad credentials"}'), "GitHub does not accept the token in GITHUB_TOKEN (HTTP 401)"),
        (Reply(403, '{"message": "Resource not accessible"}'), "GitHub refuses (HTTP 403): Resource not accessible"),
        (Reply(400, '{"errors": [{"message": "Problems parsing"}]}'), "GitHub refuses (HTTP 400): Problems parsing"),
        (Reply(418, "tea"), "GitHub refuses (HTTP 418): it does not say why"),
        (Reply(404, "{}"), "there is no GraphQL API at"),
        (Reply(200, "<!doctype html><title>Sign in</title>"), "is not an answer of a GraphQL API"),
        (Reply(200, '{"data": {"p0"'), "is not an answer of a GraphQL API"),
        (Reply(200, "[" * 100_000), "is not an answer of a GraphQL API"),
        (Reply(200, "[]"), "is not an answer of a GraphQL API"),
        (Reply(200, '{"errors": [{"message": "Query has complexity"}]}'), "could not answer: Query has complexity"),
        (Reply(200, '{"data": null, "errors": "no"}'), "GitHub could not answer: it does not say why"),
        (Reply(200, " " * (LONGEST_ANSWER + 1)), "the answer is longer than 10 MB"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Reply) else value[:40],
)
def test_a_refusal_is_one_line(github: Forge, reply: Reply, words: str) -> None:
    github.replies.append(reply)

    learned, waits = asking(github, shop(1))

    assert words in learned.stopped
    assert "\n" not in learned.stopped
    assert not learned.issues
    assert waits == []


@pytest.mark.parametrize(
    "node",
    ['"text"', "7", "[]", "{}", '{"state": 7}', '{"state": "ODD"}', '{"state": {"x": 1}}', '{"changeState": null}'],
)
def test_an_answer_of_the_wrong_shape_is_no_issue(github: Forge, node: str) -> None:
    github.replies.append(Reply(200, f'{{"data": {{"p0": {{"i0": {node}}}}}}}'))

    learned, _ = asking(github, shop(1))

    assert list(learned.refused.values()) == ["the answer is not what was asked for"]


def test_a_state_that_gitlab_does_not_have_is_no_issue(gitlab: Forge) -> None:
    gitlab.replies.append(Reply(200, '{"data": {"p0": {"i0": {"state": "OPEN", "title": "It"}}}}'))

    learned, _ = asking(gitlab, [Reference("gitlab", "gitlab.com", "group/shop", 1)])

    assert list(learned.refused.values()) == ["the answer is not what was asked for"]


@pytest.mark.parametrize("data", ["{}", '{"p0": {}}', '{"p0": 3}', '{"p1": null}'])
def test_silence_about_an_issue_does_not_make_it_missing(github: Forge, data: str) -> None:
    github.replies.append(Reply(200, f'{{"data": {data}}}'))

    learned, _ = asking(github, shop(1))

    assert not learned.issues
    assert len(learned.refused) == 1


def test_titles_are_one_plain_line_and_times_that_are_none_are_left_out(github: Forge) -> None:
    title = "\x1b]0;pwned\x07 two\nlines \u202e\ud800 " + "long" * 100
    node = {"state": "CLOSED", "closedAt": "yesterday", "title": title}
    github.replies.append(Reply(200, json.dumps({"data": {"p0": {"i0": node, "i1": node | {"title": 7}}}})))

    learned, _ = asking(github, shop(1, 2))

    first, second = learned.issues.values()
    assert first.title.startswith("]0;pwned two lines longlong")
    assert first.title.isprintable()
    assert len(first.title) == 200
    assert first.closed is None
    assert second.title == ""


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(github: Forge, gitlab: Forge, status: int) -> None:
    github.replies.append(Reply(status, "", {"Location": gitlab.address}))

    learned, _ = asking(github, shop(1))

    assert f"leads elsewhere (HTTP {status}); write its true address into `tracker.api`" in learned.stopped
    assert gitlab.asked == []


def test_a_proxy_is_not_told_what_stays_on_this_machine(
    github: Forge, gitlab: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", gitlab.address)
    monkeypatch.delenv("no_proxy", raising=False)

    learned, _ = asking(github, shop(1))

    assert len(learned.issues) == 1
    assert gitlab.asked == []


def test_a_server_that_hangs_up_is_tried_again(github: Forge) -> None:
    github.replies.append(Reply(0))

    learned, waits = asking(github, shop(1))

    assert waits == [1]
    assert len(learned.issues) == 1


def test_an_answer_that_trickles_in_is_given_up(github: Forge) -> None:
    github.replies.append(Reply(200, " " * 200, trickle=0.02))
    started = time.monotonic()

    learned, waits = asking(github, shop(1), answer=0.1)

    assert time.monotonic() - started < 2  # and not the 4 seconds that the whole of it would take
    assert waits == [1]
    assert len(learned.issues) == 1


def test_a_server_that_never_answers_is_asked_a_few_times() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        forge = Forge(schema_of("github"), github_root, address=f"http://127.0.0.1:{server.getsockname()[1]}/")
        learned, waits = asking(forge, shop(1), answer=0.1)

    assert waits == [1, 2, 4]
    assert learned.stopped == "GitHub: no answer in time, 4 times"


@pytest.mark.parametrize(
    ("settings", "environment", "words"),
    [
        (
            {},
            {},
            "GitHub answers nobody without a token: put one that may read the issues into GITHUB_TOKEN or GH_TOKEN",
        ),
        ({}, {"GITHUB_TOKEN": "  "}, "GitHub answers nobody without a token"),
        ({}, {"GITHUB_TOKEN": "two\nlines"}, "GITHUB_TOKEN holds characters that no token has"),
        ({}, {"GH_TOKEN": "schlüssel"}, "GH_TOKEN holds characters that no token has"),
        (
            {"api": {"github.com": "http://api.example.com/graphql"}},
            {"GITHUB_TOKEN": TOKEN},
            "is not an https:// address",
        ),
        (
            {"api": {"github.com": "http://127.0.0.1.example.com/"}},
            {"GITHUB_TOKEN": TOKEN},
            "is not an https:// address",
        ),
        ({"api": {"github.com": "https://a@b.example.com/"}}, {"GITHUB_TOKEN": TOKEN}, "is not an https:// address"),
        ({"api": {"github.com": "file:///etc/passwd"}}, {"GITHUB_TOKEN": TOKEN}, "is not an https:// address"),
        ({"api": {"github.com": "https://x.example.com/\n"}}, {"GITHUB_TOKEN": TOKEN}, "is not an https:// address"),
        ({"api": {"github.com": "https://x.example.com:port/"}}, {"GITHUB_TOKEN": TOKEN}, "is not an https:// address"),
    ],
)
def test_nothing_is_sent_where_token_or_address_are_not_fit(
    settings: dict[str, Any], environment: Mapping[str, str], words: str
) -> None:
    with pytest.raises(OpslogError) as raised:
        open_host("github.com", TrackerConfig(**settings), environment)

    assert words in str(raised.value)
    assert not any(value.strip() and value in str(raised.value) for value in environment.values())


def test_a_host_of_ones_own_is_sent_only_the_token_that_is_named_for_it() -> None:
    environment = {"GITHUB_TOKEN": "public", "GITLAB_TOKEN": "public", "OWN_TOKEN": "own"}
    named = TrackerConfig(hosts=OWN, tokens={"git.example.com": "OWN_TOKEN", "code.example.com": "OWN_TOKEN"})

    assert open_host("git.example.com", TrackerConfig(hosts=OWN), environment).token == ""
    assert open_host("git.example.com", named, environment).token == "own"
    assert open_host("code.example.com", named, environment).token == "own"
    with pytest.raises(OpslogError, match=r"in `tracker\.tokens`, for code\.example\.com"):
        open_host("code.example.com", TrackerConfig(hosts=OWN), environment)


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("github.com", "https://api.github.com/graphql"),
        ("gitlab.com", "https://gitlab.com/api/graphql"),
        ("git.example.com", "https://git.example.com/api/graphql"),
        ("code.example.com", "https://code.example.com/api/graphql"),
    ],
)
def test_a_host_is_asked_at_its_usual_address(host: str, api: str) -> None:
    config = TrackerConfig(hosts=OWN, tokens={"code.example.com": "OWN_TOKEN"})
    opened = open_host(host, config, {"GITHUB_TOKEN": TOKEN, "OWN_TOKEN": TOKEN})

    assert opened.api == api
    assert TOKEN not in repr(opened)
