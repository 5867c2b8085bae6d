"""Whether a sentence says that a change caused it: what it finds, what it leaves alone, and that it never hangs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opslog.changes import LONGEST, causing_words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("After a deployment, most users were getting errors.", "After a deployment"),
        ("During a Kubernetes version upgrade all nodes were cordoned.", "During a Kubernetes version upgrade"),
        ("A leak was introduced in the update to the spawner.", "introduced in the update"),
        ("The outage was caused by yesterday's rollout.", "caused by yesterday's rollout"),
        ("Orders failed due to a typo in a configuration change.", "due to a typo in a configuration change"),
        ("The root cause of the errors was a bad migration.", "root cause of the errors was a bad migration"),
        ("A deploy of the search service took down checkout.", "A deploy of the search service took down"),
        ("A deploy of the search service had a bug.", "A deploy of the search service had a bug"),
        ("The new release broke the cart.", "The new release broke"),
        ("Since the rollout users could not log in.", "Since the rollout"),
        ("Everybody was logged out after the merge: sessions were lost.", "after the merge"),
    ],
)
def test_a_change_tied_to_harm_is_found(sentence: str, words: str) -> None:
    assert causing_words(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "No change was deployed that day.",
        "It was not caused by the deploy.",
        "It wasn't caused by the upgrade.",
        "Was it caused by the deploy?",
        "We first suspected that the release caused it.",
        "If a deploy had caused it, the canary would show errors.",
        "After the rollout of the fix, the errors stopped.",
        "After the deployment we went home.",
        "The error happened eleven hours after the last deployment.",
        "Our deployment responded with errors.",
        "The deploy process broke.",
        "The release notes had a typo.",
        "The disk was full.",
        "Users saw errors due to a missing migration.",
    ],
)
def test_what_denies_doubts_or_tells_of_something_else_is_left_alone(sentence: str) -> None:
    assert causing_words(sentence) is None


@pytest.mark.parametrize(
    "text",
    ["caused by a ", "after the deploy ", "deploy ", "a-b's ", "introduced in the bug in ", "the new version had "],
)
def test_no_sentence_takes_long(text: str) -> None:
    start = time.process_time()
    causing_words((text * LONGEST)[:LONGEST])
    causing_words(text * 100_000)

    assert time.process_time() - start < 0.5


@given(st.text(st.sampled_from("after the deploy caused by errors not, .'"), max_size=LONGEST))
def test_what_is_found_stands_in_the_sentence(sentence: str) -> None:
    words = causing_words(sentence)

    assert words is None or words in sentence
