"""Real material beside the checkout: 24 records in our format, 263 reports in their authors' own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from conftest import Opslog
from opslog.check import check
from opslog.config import Config
from opslog.files import read_records
from opslog.reading import read_record
from opslog.selection import Selection

SECONDS = 2.0
"""No report may take longer: the reader is no place to hang."""


def test_every_real_record_is_read(shared: Path) -> None:
    records = read_records([shared / "records"], Config())

    assert len(records) == 24
    for record in records:
        assert record.facts.title, record.path
        assert record.timeline, record.path
        assert record.follow_ups, record.path
        assert sum(entry.at is not None for entry in record.timeline) >= len(record.timeline) - 3, record.path


def test_what_is_found_in_real_records_stands_where_it_says(shared: Path) -> None:
    """The judged list: every error found in the 24 records was read beside its record, and is true."""
    config = Config()
    records = read_records([shared / "records"], config)
    found = [
        (Path(one.path).name, one.span.line, one.code)
        for one in check(records, config, Selection(ignore=("SC101", "BL"), level="error"))
    ]

    assert found == [
        ("2017-09-27-hub-403.md", 4, "CL101"),
        ("2017-09-27-hub-403.md", 4, "RV101"),
        ("2017-09-27-hub-403.md", 13, "MT101"),
        ("2018-01-04-failed-staging-deploy.md", 4, "CL101"),
        ("2018-01-04-failed-staging-deploy.md", 4, "RV101"),
        ("2018-01-11-ssl-outdated.md", 4, "RV101"),
        ("2018-01-11-ssl-outdated.md", 13, "CL101"),
        ("2018-01-17-ubuntu-upgrade.md", 4, "CL101"),
        ("2018-01-17-ubuntu-upgrade.md", 4, "RV101"),
        ("2018-01-17-ubuntu-upgrade.md", 7, "FM103"),
        ("2018-01-17-ubuntu-upgrade.md", 39, "TL101"),
        ("2018-01-17-ubuntu-upgrade.md", 43, "TL101"),
        ("2018-01-18-reddit-hug.md", 7, "FM103"),
        ("2018-02-20-jupyterlab-announcement.md", 93, "SC103"),
        ("2018-02-20-jupyterlab-announcement.md", 94, "SC103"),
        ("2018-02-20-jupyterlab-announcement.md", 253, "TL101"),
        ("2018-03-13-pvc-hub-locked.md", 7, "FM103"),
        ("2018-04-18-cull-flood.md", 61, "TL103"),
        ("2018-07-08-podsnips-aplenty.md", 99, "SC103"),
        ("2018-07-30-jupyterlab-build-cpu-saturate.md", 7, "FM103"),
        ("2018-07-30-jupyterlab-build-cpu-saturate.md", 111, "SC103"),
        ("2019-02-20-no-logs.md", 4, "CL101"),
        ("2019-02-20-no-logs.md", 4, "RV101"),
        ("2019-03-24-r2d-upgrade.md", 12, "MT101"),
        ("2019-04-03-ingress-cordoned.md", 4, "CL101"),
        ("2019-04-03-ingress-cordoned.md", 4, "RV101"),
        ("2019-04-03-ingress-cordoned.md", 14, "MT101"),
        ("2019-04-03-ingress-cordoned.md", 59, "SC103"),
        ("2020-07-09-simultaneous-launches-scipy.md", 4, "CL101"),
        ("2020-07-09-simultaneous-launches-scipy.md", 4, "RV101"),
        ("2020-07-09-simultaneous-launches-scipy.md", 7, "FM103"),
        ("2021-12-10-log4shell.md", 38, "TL103"),
        ("2022-01-25-prometheus-down.md", 4, "CL101"),
        ("2022-01-25-prometheus-down.md", 4, "RV101"),
        ("2022-01-27-prime-version.md", 4, "CL101"),
        ("2022-01-27-prime-version.md", 4, "RV101"),
        ("2022-06-02-pod-limit.md", 2, "TL111"),
        ("2022-10-31-bad-eks-ami.md", 4, "CL101"),
        ("2022-10-31-bad-eks-ami.md", 4, "RV101"),
        ("2023-02-14-total-node-failure.md", 4, "CL101"),
        ("2023-02-14-total-node-failure.md", 4, "RV101"),
        ("2023-02-14-total-node-failure.md", 41, "TL103"),
        ("2024-03-13-two-nodes-notready.md", 31, "TL101"),
        ("2024-03-13-two-nodes-notready.md", 49, "TL101"),
        ("2024-03-13-two-nodes-notready.md", 50, "TL101"),
    ]


def test_every_report_of_the_corpus_can_be_thrown_at_the_reader(shared: Path) -> None:
    reports = sorted(path for path in (shared / "corpus").rglob("*") if path.is_file() and path.suffix != ".tsv")
    config = Config()

    assert len(reports) == 263
    for path in reports:
        start = time.process_time()
        record = read_record(path, config)
        check([record], config, Selection(ignore=("RD101",), level="info"))
        assert time.process_time() - start < SECONDS, path
        assert record.problems, f"{path} is no record in our format, and nothing says so"


def test_the_real_records_make_a_site(shared: Path, opslog: Opslog, tmp_path: Path) -> None:
    built = opslog("build", "--records", shared / "records", "--site-dir", tmp_path / "site")

    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    pages = {path.parent.name for path in (tmp_path / "site" / "incidents").rglob("index.html")}
    assert len(pages) == 24


@pytest.mark.parametrize("name", ["dfds+postmortems", "kubernetes+test-infra"])
def test_a_folder_of_foreign_reports_is_handled(shared: Path, opslog: Opslog, name: str) -> None:
    linted = opslog("lint", shared / "corpus" / name)

    assert linted.returncode == 1
    assert linted.stderr == ""
