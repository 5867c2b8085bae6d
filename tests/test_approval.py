"""What an approval covers: its digest, what counts as a change, and how its entry gets into a record."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import record_text
from opslog.config import Config
from opslog.errors import OpslogError
from opslog.policies import ReviewConfig
from opslog.reading import parse_record
from opslog.record import Record, Review
from opslog.review.change import Change, changes, is_slip
from opslog.review.digest import digest_of, said_in
from opslog.review.frontmatter_edit import with_reviews
from opslog.review.recording import Entry, seals_for
from opslog.review.roster import needs_of, read_needs
from opslog.review.words import distance, edits_of
from opslog.settings import load_config

BODY = """\
Told by two people.

## Summary

The *deploy* was rolled back after 20 minutes. Nobody lost an order, and `rm -rf cache` was never run.

## Impact

- 120 orders were late
- Customers of [the shop](https://example.com/shop) recieved a mail

| Time | What |
|---|---|
| 12:32 | it broke |

```
kubectl delete pods
```

## Follow-ups

- [ ] Alert on it — @sam, due 2023-01-09, example/shop#12
- [ ] Write it down
  for others — @lin

| Follow-up | Owner | Due | State | Where |
|---|---|---|---|---|
| Mend it | @sam | 2023-01-09 | open | shop |
"""
WORDS = st.lists(st.sampled_from("a b c deploy deploys".split()), max_size=9)


def record_of(body: str = BODY, **fields: str) -> Record:
    return parse_record(record_text(body, **{"authors": "[Jun]", **fields}), "2022-12-25-a.md", Config())


def change_to(before: str, after: str, body: str = BODY) -> Change:
    assert before in body
    return changes(said_in(record_of(body)), said_in(record_of(body.replace(before, after, 1))))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The *deploy* was", "The\n  _deploy_   **was**"),
        ("- 120 orders", "* 120 orders"),
        ("|---|---|\n| 12:32", "|:-----|----:|\n|12:32  "),
        ("## Impact", "## Impact ##\n<!-- opslog-disable-next-line BL101: a quotation -->"),
        ("- [ ] Alert on it — @sam, due 2023-01-09, example/shop#12", "- [x] Alert on it — @lin, due 2024-01-01, P1"),
        ("- [ ] Alert on it — @sam, due 2023-01-09, example/shop#12", "- Alert on it"),
        ("| @sam | 2023-01-09 | open |", "| @lin | 2024-01-09 | done |"),
    ],
)
def test_layout_and_the_life_of_follow_ups_change_nothing(before: str, after: str) -> None:
    assert change_to(before, after) == Change()
    assert digest_of(record_of(BODY.replace(before, after, 1))) == digest_of(record_of())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("20 minutes", "21 minutes", "1 sentence of Summary changed"),
        ("Nobody lost", "Everybody lost", "1 sentence of Summary changed"),
        ("was never run", "was run", "1 sentence of Summary changed"),
        ("after 20 minutes. Nobody", "after an hour. Somebody", "2 sentences of Summary changed"),
        ("rm -rf cache", "rm -rf caches", "1 sentence of Summary changed"),
        ("example.com/shop", "example.com/shops", "1 sentence of Impact changed"),
        ("delete pods", "delete nodes", "1 sentence of Impact changed"),
        ("it broke", "~~it broke~~", "1 sentence of Impact changed"),
        ("it broke", "it broke <!-- more -->", "1 sentence of Impact changed"),
        ("Alert on it", "Alert on it twice", "1 sentence of Follow-ups changed"),
        ("| shop |", "| shed |", "1 sentence of Follow-ups changed"),
        ("two people", "three people", "1 sentence of the text above the first section changed"),
        ("## Impact", "## Recovery\n\nSlow.\n\n## Impact", "Recovery was added"),
        ("## Impact", "## Damage", "Impact was removed, Damage was added"),
    ],
)
def test_what_is_said_is_covered(before: str, after: str, words: str) -> None:
    change = change_to(before, after)

    assert not change.is_small
    assert change.words == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"times": "{started: 2022-12-25 12:33}"}, "times.started changed"),
        ({"services": "[checkout]"}, "services changed"),
        ({"authors": "[Lin]"}, "authors changed"),
        ({"roles": "{ops-lead: Jun}"}, "roles changed"),
        ({"mitigation": "{kind: rollback}"}, "mitigation.kind changed"),
        ({"timezone": "Europe/Paris"}, "timezone changed"),
        ({"timezone": "UTC"}, "times.started changed, timezone changed"),
    ],
)
def test_every_fact_is_covered(fields: dict[str, str], words: str) -> None:
    assert changes(said_in(record_of()), said_in(record_of(**fields))).words == words


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "approved"},
        {"closure": "{public_issues: []}"},
        {"reviews": "[{by: Grace, state: approved}]"},
        {"kind": "incident"},
        {"services": "[]"},
        {"times": "{started: 2022-12-25T11:32:00Z}"},
    ],
)
def test_status_reviews_closure_and_what_is_said_otherwise_are_not(fields: dict[str, str]) -> None:
    assert digest_of(record_of(**fields)) == digest_of(record_of())


def test_sections_that_changed_places_are_a_change() -> None:
    parts = ["## Summary\n\nA.\n\n", "## Impact\n\nB.\n\n"]
    change = changes(said_in(record_of("".join(parts))), said_in(record_of("".join(reversed(parts)))))

    assert (change.words, change.is_small) == ("sections were moved", False)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("recieved", "received", True),
        ("(recieved", "(received", True),
        ("deplyo.", "deploy.", True),
        ("configurtaoin", "configuration", True),
        ("servers", "server", True),
        ("deleted", "delayed", False),  # two slips are too many for a short word
        ("lost", "last", False),  # so short that one letter is another word
        ("Received", "Recieved", False),  # perhaps a name
        ("12:30", "12:31", False),
        ("v1234", "v1235", False),
        ("without", "withou", False),
        ("could", "would", False),
        ("deploy.", "deploy!", False),
        ("`pods`", "`pod`", False),
    ],
)
def test_a_slip_of_the_pen_is_no_change(was: str, now: str, expected: bool) -> None:
    assert is_slip(was, now) is is_slip(now, was) is expected


def test_three_slips_are_allowed_and_a_fourth_is_not() -> None:
    right = "alpha bravo charlie delta echos foxtrot"
    wrong = "alhpa brvao chalrie dleta echos foxtrot"
    allowed = "alhpa brvao chalrie delta echos foxtrot"
    body = f"## Summary\n\n{right}\n"

    assert change_to(right, allowed, body).is_small
    assert not change_to(right, wrong, body).is_small


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_a_distance_is_one(one: str, other: str) -> None:
    found = distance(one, other)

    assert found == distance(other, one) <= max(len(one), len(other))
    assert (found == 0) == (one == other)
    assert found >= abs(len(one) - len(other))


@given(WORDS, WORDS)
def test_edits_lead_from_one_text_to_the_other(was: list[str], now: list[str]) -> None:
    made: list[str] = []
    at = 0
    for start, end, new_start, new_end in edits_of(was, now):
        made += was[at:start] + now[new_start:new_end]
        at = end

    assert made + was[at:] == now


@given(
    st.lists(st.text("ab*_`#|-<!>[] \n", max_size=12), max_size=6),
    st.lists(st.text("ab*_`#|-<!>[] \n", max_size=12), max_size=6),
)
def test_a_digest_differs_exactly_where_something_changed(was: list[str], now: list[str]) -> None:
    one, other = record_of("\n".join(was)), record_of("\n".join(now))

    assert (digest_of(one) == digest_of(other)) == (changes(said_in(one), said_in(other)) == Change())


@given(st.lists(st.sampled_from([" ", "  ", "\n", " \n", "\t", "\n  "]), min_size=11, max_size=11))
def test_where_lines_break_does_not_matter(gaps: list[str]) -> None:
    words = "the deploy was *rolled back* and 120 customers of `the shop` heard".split(" ")
    wrapped = "".join(word + gap for word, gap in zip(words, gaps, strict=False)) + words[-1] * (len(words) > len(gaps))

    assert digest_of(record_of(f"## Summary\n\n{wrapped}\n")) == digest_of(
        record_of(f"## Summary\n\n{' '.join(words)}\n")
    )


@given(st.integers(0, 30), st.sampled_from(["not", "never", "7", "no", "@sam", "probably"]))
def test_a_word_put_in_anywhere_ends_an_approval(place: int, word: str) -> None:
    words = "the deploy was rolled back and customers were told at once by the support team of the shop today".split()
    more = [*words[:place], word, *words[place:]]

    assert not change_to(" ".join(words), " ".join(more), f"## Summary\n\n{' '.join(words)}\n").is_small


def test_texts_written_to_be_slow_to_compare_are_not() -> None:
    start = time.process_time()
    for was, now in ((["a"] * 20_000, ["a", "b"] * 10_000), ([str(n % 13) for n in range(20_000)], ["1", "2"] * 9_000)):
        assert list(edits_of(was, now))

    assert time.process_time() - start < 3


NEW = Review(
    "@grace", "senior", "approved", None, "https://github.com/example/shop/pull/7#r1", "4f2c1d9", f"sha256:{'a' * 64}"
)
KNOWN = Review("@lin", state="approved")
BLOCK = (
    '  - by: "@grace"\n    role: senior\n    state: approved\n    url: https://github.com/example/shop/pull/7#r1\n'
    f'    commit: "4f2c1d9"\n    digest: sha256:{"a" * 64}\n'
)


def edited(front: str, *entries: Entry, end: str = "\n") -> str:
    text = f"---\ntitle: A\n{front}---\n\nBody\n".replace("\n", end)
    record = parse_record(text, "2022-12-25-a.md", Config())
    return with_reviews(text.encode(), record, entries, Config()).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"reviews:\n{BLOCK}"),
        ("authors: [A,\n  B]\n# why\ntags: [a]\n", f"authors: [A,\n  B]\nreviews:\n{BLOCK}# why\ntags: [a]\n"),
        ("authors:\n- A\n- B\n\ntags: [a]\n", f"authors:\n- A\n- B\nreviews:\n{BLOCK}\ntags: [a]\n"),
        ("reviews: []\ntags: [a]\n", f"reviews:\n{BLOCK}tags: [a]\n"),
        ("reviews:\ntags: [a]\n", f"reviews:\n{BLOCK}tags: [a]\n"),
        (
            "reviews:\n  # first\n  - {by: '@lin', state: approved}  # by mail\n# next\ntags: [a]\n",
            f"reviews:\n  # first\n  - {{by: '@lin', state: approved}}  # by mail\n{BLOCK}# next\ntags: [a]\n",
        ),
        (
            "reviews:\n- by: '@lin'\n  state: approved\ntags: [a]\n",
            "reviews:\n- by: '@lin'\n  state: approved\n"
            + BLOCK.replace("\n  ", "\n").removeprefix("  ")
            + "tags: [a]\n",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_entry_is_added_and_no_other_byte_changes(before: str, after: str, end: str) -> None:
    expected = f"---\ntitle: A\n{after}---\n\nBody\n".replace("\n", end)

    assert edited(before, Entry(None, NEW), end=end) == expected


SAM = "  - by: '@sam'\n    state: approved\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"  - {{by: '@lin', state: approved}} # mail\n{SAM}",
            (
                "  - {by: '@lin', state: approved, commit: abc1234} # mail\n"
                "  - by: '@sam'\n    role: x\n    state: approved\n"
            ),
        ),
        (
            "  - state: approved\n\n    by: '@lin'\n  - {by: '@sam', state: approved}\n",
            "  - state: approved\n\n    by: '@lin'\n    commit: abc1234\n  - {by: '@sam', state: approved, role: x}\n",
        ),
    ],
)
def test_entries_are_completed_where_they_stand(before: str, after: str) -> None:
    wanted = (
        Entry(0, KNOWN._replace(commit="abc1234")),
        Entry(1, KNOWN._replace(by="@sam", role="x")),
        Entry(None, NEW),
    )

    assert edited(f"reviews:\n{before}tags: [a]\n", *wanted) == (
        f"---\ntitle: A\nreviews:\n{after}{BLOCK}tags: [a]\n---\n\nBody\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "reviews: [{by: '@lin', state: approved}]\n",
            f'reviews:\n  - by: "@lin"\n    state: approved\n{BLOCK}',
        ),
        ("reviews: # none yet\n", f"reviews: # none yet\n{BLOCK}"),
        (
            "reviews:\n  -\n    by: '@lin'\n    state: approved\n",
            f'reviews:\n  - by: "@lin"\n    state: approved\n{BLOCK}',
        ),
    ],
)
def test_entries_written_in_other_ways_are_written_anew(before: str, after: str) -> None:
    assert edited(before, Entry(None, NEW)) == f"---\ntitle: A\n{after}---\n\nBody\n"


@pytest.mark.parametrize(
    "front",
    [
        "reviews: {by: '@lin', state: approved}\n",
        "reviews:\n  by: '@lin'\n  state: approved\n",
        "reviews:\n  - {by: '@lin', state: approved}\n  - x\n",
    ],
)
def test_what_was_not_read_is_not_written_over(front: str) -> None:
    with pytest.raises(OpslogError, match="`reviews` holds something that cannot be read"):
        edited(front, Entry(None, NEW))


def test_frontmatter_in_braces_is_left_to_people() -> None:
    text = '---\n{"title": "A", "authors": ["B"]}\n---\n'
    with pytest.raises(OpslogError, match="cannot be edited line by line"):
        with_reviews(text.encode(), parse_record(text, "a.md", Config()), [Entry(None, NEW)], Config())


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30)


@given(NAMES, NAMES)
def test_whatever_somebody_is_called_is_read_back_or_refused(by: str, role: str) -> None:
    by, role = " ".join(by.split()), " ".join(role.split())
    review = Review(by or None, role or None, "approved", url=f"https://example.com/{'x' * 5}?a=b,c#d")
    try:
        text = edited("", Entry(None, review))
    except OpslogError:
        assert not by
        return

    assert parse_record(text, "a.md", Config()).facts.reviews == (review,)


def test_an_approval_without_a_digest_is_bound_to_the_present_version() -> None:
    record = record_of(reviews='[{by: "@grace", state: approved}, {by: "@lin", state: commented}]')

    assert seals_for(record, Config()) == [
        Entry(0, Review("@grace", state="approved", digest=digest_of(record))),
    ]
    unknown = record_of(reviews='[{by: "@grace", state: approved, commit: abc1234}]')
    assert seals_for(replace(unknown, path="/nowhere/a.md"), Config()) == []


@pytest.mark.parametrize(
    ("text", "needs"),
    [("1 senior", "1 of senior"), ("2 senior, 1 security", "2 of senior and 1 of security"), ("2", "2 approvals")],
)
def test_needs_are_read(text: str, needs: str) -> None:
    assert " and ".join(map(str, read_needs(text))) == needs
    assert needs_of("sev1", Config(review=ReviewConfig(needs={"sev1": text}))) == read_needs(text)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('needs = {sev1 = "two senior"}', "write a number and a group, such as `2 senior`, not `two senior`"),
        ('needs = {sev1 = "0"}', "write a number and a group"),
        ('needs = {sve1 = "1"}', "there is no `sve1`; did you mean `sev1`?"),
        ('groups = {senior = ["@a"]}\nneeds = {sev1 = "1 seniors"}', "there is no `seniors`; did you mean `senior`?"),
        ('groups = {senior = ["@a", "A"]}\nneeds = {sev1 = "2 senior"}', "asks for 2, and there are 1 in `senior`"),
        ('groups = {senior = ["@a"], x = ["@b"]}\nneeds = {sev1 = "3"}', "asks for 3, and there are 2 on the roster"),
        ('groups = {senior = "@a"}', "`review.groups.senior` is a list"),
        ('api = {"git.example.com" = "https://git.example.com"}', "there is no `git.example.com`"),
    ],
)
def test_a_roster_that_cannot_be_met_is_refused(tmp_path: Path, settings: str, words: str) -> None:
    (tmp_path / "opslog.toml").write_text(f"[review]\n{settings}\n", encoding="utf-8")

    with pytest.raises(OpslogError, match="review") as refused:
        load_config(tmp_path)
    assert words in str(refused.value)
