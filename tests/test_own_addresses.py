"""What files of the site say of their own address, and of the pages they lead to: each is where the file is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from conftest import ROOT, Opslog

BASE = "https://ops.example.com/log/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", params=["folders", "files"])
def log(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, opslog: Opslog) -> Path:
    """Build our own records for an address with a path, with addresses of both kinds."""
    folder = tmp_path_factory.mktemp(request.param)
    settings = f'records = "{ROOT / "incidents"}"\n[site]\nurl = "{BASE}"\n'
    (folder / "opslog.toml").write_text(settings, encoding="utf-8")
    more = ("--preview", "a test") if request.param == "files" else ()
    built = opslog("build", *more, cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder / "site"


def own_addresses(path: Path) -> Iterator[str]:
    """Read under which address a file says that it is found."""
    if path.suffix == ".json":
        told = json.loads(path.read_bytes())
        yield from (told[name] for name in ("$id", "feed_url") if isinstance(told, dict) and name in told)
    elif path.suffix == ".atom":
        feed = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
        yield from (link.attrib["href"] for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")


def test_schemas_and_feeds_are_where_they_say(log: Path) -> None:
    told = {path.relative_to(log).as_posix(): [*own_addresses(path)] for path in log.rglob("*") if path.is_file()}
    told = {path: addresses for path, addresses in told.items() if addresses}

    assert {"schema/record.json", "schema/incidents-v1.json", "feed.atom", "feed.json"} <= told.keys()
    assert any(path.startswith("feeds/services/") for path in told)
    assert told == {path: [BASE + path] for path in told}


def test_what_they_lead_to_is_there(log: Path) -> None:
    files = [*log.rglob("*.json"), *log.rglob("*.atom"), *log.rglob("*.ics"), *log.rglob("*.csv")]
    named = {
        (path.name, address)
        for path in files
        if "search" not in path.name
        for address in re.findall(rf"{BASE}[^\s\"'<>,\\#]*", path.read_text("utf-8").replace("\n ", ""))
    }

    assert len(named) > 10
    assert [one for one in sorted(named) if not _is_there(log, one[1])] == []


def _is_there(log: Path, address: str) -> bool:
    path = log / unquote(address.removeprefix(BASE))
    return path.is_file() or (path / "index.html").is_file()
