"""`opslog pdf`: a record on paper, without a network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser import needs_chromium
from conftest import Opslog, record_text

BODY = "## Summary\n\n" + "It broke, and then it broke again, and nobody knew why. " * 200 + "\n"
PICTURE = "\n![x](https://evil.example/x.png) <https://evil.example/>\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    record = tmp_path / "incidents" / "2022" / "2022-12-25-a.md"
    record.parent.mkdir(parents=True)
    record.write_text(record_text(BODY + PICTURE), encoding="utf-8")
    (tmp_path / "opslog.toml").touch()
    return tmp_path


@pytest.mark.browser
@needs_chromium
def test_a_record_is_printed_on_pages_of_a4(log: Path, opslog: Opslog) -> None:
    printed = opslog("pdf", "2022-12-25-a", cwd=log)
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == "Wrote 2022-12-25-a.pdf\n"
    pdf = (log / "2022-12-25-a.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) >= 2
    boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
    assert not (log / "site").exists()


def test_what_is_missing_is_named(log: Path, opslog: Opslog) -> None:
    def said(*arguments: str, **environment: str) -> str:
        ran = opslog("pdf", *arguments, cwd=log, **environment)
        assert ran.returncode == 2
        assert not list(log.glob("*.pdf"))
        return ran.stderr

    assert "RECORD: there is no record `2022-12-25-b`" in said("2022-12-25-b")
    assert "OPSLOG_CHROMIUM: there is no program `/nowhere`" in said("2022-12-25-a", OPSLOG_CHROMIUM="/nowhere")
    assert "no browser was found that can print a PDF" in said("2022-12-25-a", PATH="/nowhere")
    assert "did not print the page" in said("2022-12-25-a", OPSLOG_CHROMIUM="/bin/false")
    (log / "incidents" / "2022" / "2022-12-25-a.md").write_text("---\na: b: c\n---\n", encoding="utf-8")
    assert "it is not in the ops log" in said("2022-12-25-a", OPSLOG_CHROMIUM="/bin/true")
