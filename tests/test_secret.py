"""What looks like a secret: found where it stands, taken out, and never repeated."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opslog.secret import REMOVED, find_secrets, without_secrets

# Put together here, so that nobody's scanner takes this file for a leak.
LETTERS = "abcdefghijABCDEFGHIJ1234567890abcdef"
TOKENS = [
    "AKIA" + "IOSFODNN7EXAMPLE",
    "gh" + "p_" + LETTERS,
    "github" + "_pat_" + LETTERS,
    "gl" + "pat-" + LETTERS[:20],
    "xox" + "b-1234567890-" + LETTERS,
    "AIza" + LETTERS[:35],
    "sk" + "_live_" + LETTERS[:24],
    "sk" + "-ant-" + LETTERS,
    "npm" + "_" + LETTERS,
    "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "zdWIiOiIxMjM0In0." + LETTERS,
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n" + LETTERS + "==\n-----END " + "RSA PRIVATE KEY-----",
]
AMONG = {
    "password=hunter2": "hunter2",
    'export DB_PASSWORD="hunter22"': "hunter22",
    "PGPASSWORD=hunter2 psql": "hunter2",
    "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG": "wJalrXUtnFEMI/K7MDENG",
    "apiToken: 'abc123def'": "abc123def",
    '{"client_secret":"abc123def"}': "abc123def",
    "the password is hunter22": "hunter22",
    "mysql --password hunter2 -h db": "hunter2",
    "postgres://app:hunter2@db/shop": "hunter2",
    "Authorization: Basic dXNlcjpwYXNz1234": "dXNlcjpwYXNz1234",
    "curl -H 'Authorization: Bearer abc123def456'": "abc123def456",
    "https://hooks.slack.com/services/" + "T0000/B0000/abcdefghijkl": "T0000/B0000/abcdefghijkl",
    "https://a.example/x?token=abcdef12&y=1": "abcdef12",
}
NONE = [
    "password=*** token=$TOKEN key=<key> secret=${SECRET} PASSWORD={{ password }}",
    "the password: changed at noon, token expired, secret: rotated",
    "max_tokens=4096 primary_key=abc123 keyboard: x1y2z3aaa",
    "http://localhost:8080/@amara git@github.com:a/b",
    "password=[secret removed] token: [redacted]",
    "AKIA was said, sk-learn and eyJ, bearer of bad news, basic authentication",
    "sha256:" + "0123456789abcdef" * 4,
    "commit 0123456789abcdef0123456789abcdef01234567",
]


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:8])
@pytest.mark.parametrize("around", ["{}", "use {}.", "`{}`", "({})", "x={}"])
def test_tokens_of_their_makers_are_found_whole(token: str, around: str) -> None:
    text = around.format(token)

    bare, names = without_secrets(text)

    assert bare == around.format(REMOVED)
    assert len(names) == 1


@pytest.mark.parametrize("text", AMONG)
def test_only_the_secret_goes(text: str) -> None:
    bare, names = without_secrets(text)

    assert bare == text.replace(AMONG[text], REMOVED)
    assert len(names) == 1


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_secret_stays(text: str) -> None:
    assert find_secrets(text) == ()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*TOKENS, *AMONG, *NONE]) | st.text(max_size=5), max_size=5).map(" ".join))
def test_what_was_taken_out_is_not_found_again(text: str) -> None:
    bare, _ = without_secrets(text)

    assert find_secrets(bare) == ()


LONG = [
    "a_" * 50_000 + "pass", "pass" * 50_000, "-----BEGIN PRIVATE KEY-----" * 5_000, "eyJ" + "a" * 100_000,
    "a://" + ":" * 50_000, "x://a:" * 20_000, "password = " * 20_000, "bearer " * 20_000, "pass" + " " * 100_000,
    "secret is " * 20_000, "token:" * 30_000, "glpat-" * 30_000, "--token " * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()

    find_secrets(text)

    assert time.perf_counter() - start < 2
