"""A record that got another name: everything that leads to the old one leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Opslog, record_text
from links import dead_links
from opslog.config import Config
from opslog.log import Log
from opslog.reading import parse_record
from opslog.review.digest import digest_of

OLD, NEW = "2022-12-25-corrupt-img", "2022-12-25-corrupt-image"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory, opslog: Opslog) -> Path:
    """Build a site of a record that was renamed, and of one that names and links the old name."""
    folder = tmp_path_factory.mktemp("renamed")
    (folder / "opslog.toml").write_text('[site]\nurl = "https://ops.example.com/log/"\n', encoding="utf-8")
    records = folder / "incidents" / "2022"
    records.mkdir(parents=True)
    told = record_text("## Summary\n\nIt broke.\n", title="'A <b>\"bad\"</b> image'", formerly=f"[{OLD}]")
    (records / f"{NEW}.md").write_text(told, encoding="utf-8")
    told = record_text(f"## Summary\n\nAs [before]({OLD}.md#summary).\n", related=f"[{OLD}]")
    (records / "2022-12-26-again.md").write_text(told, encoding="utf-8")
    built = opslog("build", "--strict", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_the_old_address_leads_on_without_a_script(renamed: Path) -> None:
    page = (renamed / "incidents/2022" / OLD / "index.html").read_text("utf-8")

    assert f'<meta http-equiv="refresh" content="0; url=../../../incidents/2022/{NEW}/">' in page
    assert f'<link rel="canonical" href="https://ops.example.com/log/incidents/2022/{NEW}/">' in page
    assert f'<a href="../../../incidents/2022/{NEW}/">A &lt;b&gt;&quot;bad&quot;&lt;/b&gt; image</a>' in page
    assert "<script" not in page


def test_hosts_are_told(renamed: Path) -> None:
    told = (renamed / "_redirects").read_text("utf-8")

    assert told == f"/log/incidents/2022/{OLD}/ /log/incidents/2022/{NEW}/ 301\n"


def test_related_and_links_lead_to_the_record_itself(renamed: Path) -> None:
    page = (renamed / "incidents/2022/2022-12-26-again/index.html").read_text("utf-8")

    assert page.count(f'href="../../../incidents/2022/{NEW}/') >= 2
    assert OLD not in page
    assert dead_links(renamed) == []


def test_feeds_know_it_by_its_oldest_name(renamed: Path) -> None:
    assert f"<id>tag:ops.example.com,2022-12-25:log/{OLD}</id>" in (renamed / "feed.atom").read_text("utf-8")


def test_without_renamed_records_hosts_are_told_nothing(site: Path) -> None:
    assert not (site / "_redirects").exists()


def test_an_id_that_a_record_has_now_leads_to_that_record() -> None:
    taken = parse_record(record_text(), f"incidents/2022/{OLD}.md", Config())
    renamed = parse_record(record_text(formerly=f"[{OLD}, Not an id]"), f"incidents/2022/{NEW}.md", Config())
    log = Log.of([taken, renamed])

    assert log.by_id[OLD] is taken
    assert dict(log.by_former_id) == {}


def test_an_approval_stands_when_the_file_is_renamed() -> None:
    before = parse_record(record_text(), f"incidents/2022/{OLD}.md", Config())
    after = parse_record(record_text(formerly=f"[{OLD}]"), f"incidents/2022/{NEW}.md", Config())

    assert digest_of(before) == digest_of(after)
