"""`opslog adopt`: what it reads of accounts in many shapes, what it never does, and what a second run leaves alone."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Opslog, environment
from opslog.adopt.account import vocabulary_of
from opslog.adopt.adopting import adopt, read_set
from opslog.adopt.files import SourceFile
from opslog.adopt.html_lines import html_lines
from opslog.adopt.html_words import visible_lines
from opslog.adopt.map_file import Map
from opslog.adopt.words import words_in
from opslog.adopt.written_times import read_when
from opslog.config import Config

SAMPLES = ROOT / "tests" / "adopt" / "samples"
DAY = "2021-03-03"

EXPECTED: dict[str, tuple[str, str | None, str | None, int, int, dict[str, str]]] = {
    "2021/undated.md": ("Somebody tripped over a cable", None, None, 0, 0, {}),
    "Incident_20210303.md": ("Incident", DAY, None, 3, 1, {}),
    "account.adoc": ("Backup runs into the morning", DAY, None, 3, 1, {}),
    "account.rst": ("Two hours without telephone", DAY, "UTC", 3, 1, {}),
    "am-pm.md": ("Incident 2021-03-03 — cache stampede", DAY, "America/Los_Angeles", 4, 3, {}),
    "atlassian.md": ("Report of the outage of 2021-03-03", DAY, "UTC", 3, 1, {}),
    "bars.md": ("Incident Report: Disk full on db-1", DAY, "America/New_York", 3, 0, {}),
    "bold.md": ("Search returns nothing", DAY, "Europe/Berlin", 3, 2, {}),
    "city.md": ("Scanners lose their connection", DAY, "America/Denver", 3, 0, {}),
    "component.mdx": ("Outage on 3rd March 2021", DAY, "UTC", 2, 0, {}),
    "days.md": ("Invoices twice", DAY, None, 4, 1, {}),
    "emoji.md": (
        "Post-Mortem — Login loop (2021-03-03)", DAY, "UTC", 2, 1,
        {"started": "2021-03-03 12:32", "resolved": "2021-03-03 14:10"},
    ),
    "hugo.md": ("Checkout refuses every card", DAY, "UTC", 4, 2, {"declared": "2021-03-03 12:45"}),
    "milestones.md": (
        "Incident: runner queue", DAY, "CET", 4, 2,
        {"started": "2021-03-03 12:32", "detected": "2021-03-03 12:40", "resolved": "2021-03-03 14:10"},
    ),
    "month-first.md": ("Badge readers offline", "2021-03-04", "America/Los_Angeles", 3, 0, {}),
    "no-headings.md": ("3/3/2021 Outage of the thing", DAY, "America/New_York", 2, 0, {}),
    "numbered.md": ("Queue workers stop taking jobs", DAY, "CET", 3, 2, {}),
    "outline.md": ("Uploads fail for large files", DAY, None, 3, 2, {}),
    "page.html": ("Maps show the wrong country", DAY, "UTC", 2, 2, {}),
    "plain.txt": ("Login page slow", DAY, "UTC", 3, 2, {}),
    "sre.md": (
        "Feed of news empty (incident #465)", DAY, "UTC", 4, 1,
        {"started": "2021-03-03 14:54", "resolved": "2021-03-03 15:55"},
    ),
    "status-page.md": ("API errors", DAY, None, 3, 0, {"resolved": "2021-03-03 14:12"}),
    "table.md": (
        "Postmortem: mail is not delivered", DAY, "UTC", 3, 2,
        {"started": "2021-03-03 08:10", "resolved": "2021-03-03 10:02"},
    ),
}  # fmt: skip
"""Of each sample: title, day, zone, entries, follow-ups, and the milestones it states."""


@pytest.fixture(scope="module")
def reports(opslog: Opslog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Adopt the samples once, and give the reports by file."""
    folder = tmp_path_factory.mktemp("log") / "incidents"
    ran = opslog("adopt", SAMPLES, "--to", folder, "--output-format", "json", cwd=folder.parent)
    assert ran.returncode == 1, ran.stderr
    return {str(Path(one["source"]).relative_to(SAMPLES)): one for one in json.loads(ran.stdout)}


def run(opslog: Opslog, *arguments: str | Path, code: int = 0) -> list[dict[str, Any]]:
    """Adopt, and give the reports."""
    ran = opslog("adopt", *arguments, "--output-format", "json", cwd=Path("/"))
    assert ran.returncode == code, ran.stdout + ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def adopt_text(text: str, tmp_path: Path, name: str = "2021-03-03-a-test.md", **mapped: Any) -> Any:
    """Adopt one account without a process of its own."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    source = SourceFile(file, tmp_path, name, "html" if name.endswith("html") else "markdown")
    return adopt(read_set([source], Map(**mapped), Config()), tmp_path / "incidents", Config())[0]


def test_every_sample_is_expected(reports: dict[str, dict[str, Any]]) -> None:
    assert reports.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_read(name: str, reports: dict[str, dict[str, Any]]) -> None:
    one = reports[name]

    read = (one["title"], one["date"], one["zone"], one["timeline"], one["follow_ups"], one["times"])

    assert read == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_word_is_lost(name: str, reports: dict[str, dict[str, Any]]) -> None:
    source = (SAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        source = "\n".join(text for text, _ in html_lines(source.split("\n"), 1))

    assert not words_in(source) - words_in(Path(reports[name]["record"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith((".md", ".mdx"))])
def test_prose_is_carried_byte_for_byte(name: str, reports: dict[str, dict[str, Any]]) -> None:
    record = Path(reports[name]["record"]).read_text(encoding="utf-8")
    prose = [line for line in (SAMPLES / name).read_text(encoding="utf-8").split("\n") if len(line.split()) > 4]

    assert [line for line in prose if line.lstrip("-*#+ 0123456789.").strip("*_ ") not in record] == []


def test_what_was_adopted_lints(opslog: Opslog, tmp_path: Path) -> None:
    run(opslog, SAMPLES, "--to", tmp_path / "incidents", code=1)

    linted = opslog("lint", cwd=tmp_path)

    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "the baseline covers" in linted.stdout


def test_a_dry_run_writes_nothing(opslog: Opslog, tmp_path: Path) -> None:
    made = run(opslog, SAMPLES, "--to", tmp_path / "incidents", "--dry-run", code=1)

    assert len(made) == len(EXPECTED)
    assert list(tmp_path.iterdir()) == []


def test_a_configuration_that_somebody_wrote_is_not_touched(opslog: Opslog, tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[tool.opslog]\ntimezone = "UTC"\n')

    told = opslog("adopt", SAMPLES / "hugo.md", "--to", tmp_path / "incidents", cwd=tmp_path)

    assert project.read_text() == '[tool.opslog]\ntimezone = "UTC"\n'
    assert '[tool.opslog.lint]\nbaseline = "opslog-baseline.json"' in told.stdout
    assert opslog("lint", "--baseline", "opslog-baseline.json", cwd=tmp_path).returncode == 0


def test_findings_of_other_records_stay_out_of_the_baseline(opslog: Opslog, tmp_path: Path) -> None:
    (tmp_path / "opslog.toml").write_text('[lint]\nbaseline = "known.json"\n')
    own = tmp_path / "incidents" / "2022" / "2022-01-01-ours.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntitle: Ours\n---\n")

    run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents")

    linted = opslog("lint", cwd=tmp_path)
    assert linted.returncode == 1
    assert "2022-01-01-ours" in linted.stdout
    assert "hugo" not in linted.stdout


# --- what is never invented


def test_a_day_that_may_be_of_two_months_is_not_guessed(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "doors.md").write_text(
        "# Doors shut\n\n## Timeline\n\n- 03/04/2021 10:00 shut\n- 03/05/2021 11:00 open\n"
    )

    (unclear,) = run(opslog, source, "--to", tmp_path / "incidents", "--dry-run", code=1)
    (told,) = run(opslog, source, "--to", tmp_path / "incidents", "--date-order", "dmy", "--dry-run")

    assert (unclear["state"], unclear["date"], unclear["undated"]) == ("set-aside", None, 2)
    assert "--date-order" in unclear["missing"][0]
    assert (told["date"], told["undated"]) == ("2021-04-03", 0)


def test_a_day_beside_proves_the_order_and_the_report_says_where(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "doors.md").write_text("# Doors shut\n\n## Timeline\n\n- 03/04/2021 10:00 shut\n")
    (source / "lights.md").write_text("# Lights\n\n## Timeline\n\nProse.\n\n- 28/04/2021 10:00 out\n")

    doors, _ = run(opslog, source, "--to", tmp_path / "incidents", "--dry-run")

    assert doors["date"] == "2021-04-03"
    (order,) = [one for one in doors["inferred"] if one["what"] == "date order"]
    assert order["value"] == "dmy"
    assert "lights.md, line 7" in order["from"]


def test_days_that_contradict_each_other_prove_nothing(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name, day in (("a", "03/04/2021"), ("b", "28/04/2021"), ("c", "04/28/2021")):
        (source / f"{name}.md").write_text(f"# {name} fails\n\n## Timeline\n\n- {day} 10:00 out\n")

    unclear = run(opslog, source, "--to", tmp_path / "incidents", "--dry-run", code=1)[0]

    assert unclear["date"] is None


def test_a_severity_in_other_words_is_left_out_until_a_map_says_which(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "2021-03-03-down.md"
    source.write_text("---\ntitle: Down\nseverity: disrupted\nlead: Jo Smith\n---\n\n## Short story\n\nIt was down.\n")
    mapped = tmp_path / "map.yaml"
    mapped.write_text(
        "severities: {disrupted: sev2}\nfields: {lead: incident-commander}\nsections: {Short story: summary}\n"
        "timezone: Europe/Berlin\nstatus: in-review\n"
    )

    (plain,) = run(opslog, source, "--to", tmp_path / "incidents", "--dry-run")
    (told,) = run(opslog, source, "--to", tmp_path / "incidents", "--map", mapped, "--dry-run")

    assert plain["severity"] is None
    assert any("disrupted" in one for one in plain["missing"])
    assert (told["severity"], told["status"], told["zone"]) == ("sev2", "in-review", "Europe/Berlin")
    assert (told["people"], told["sections"]) == (["Jo Smith"], ["summary"])


def test_a_map_in_toml_says_the_same(opslog: Opslog, tmp_path: Path) -> None:
    mapped = tmp_path / "map.toml"
    mapped.write_text('date-order = "mdy"\n[dates]\n"undated.md" = 2021-03-05\n')

    (told,) = run(opslog, SAMPLES / "2021" / "undated.md", "--to", tmp_path / "incidents", "--map", mapped)

    assert told["id"] == "2021-03-05-undated"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("severitys: {a: sev1}", "did you mean `severities`"),
        ("severities: {down: sev9}", "there is no `sev9`"),
        ("sections: {Story: sumary}", "did you mean `summary`"),
        ("date-order: ymdd", "there is no `ymdd`"),
        ("timezone: Middle-earth", "not a time zone"),
        ("dates: {a.md: yesterday}", "not a date"),
        ("sections: [a", "line 2"),
        ("a: &a [x]\nb: *a\n", "line 1"),
    ],
)
def test_a_slip_in_a_map_is_told(text: str, told: str, opslog: Opslog, tmp_path: Path) -> None:
    mapped = tmp_path / "map.yaml"
    mapped.write_text(text)

    ran = opslog("adopt", SAMPLES, "--to", tmp_path / "incidents", "--map", mapped)

    assert ran.returncode == 2
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


# --- a second run


def test_a_second_run_changes_nothing(opslog: Opslog, tmp_path: Path) -> None:
    folder = tmp_path / "incidents"
    run(opslog, SAMPLES, "--to", folder, code=1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    again = run(opslog, SAMPLES, "--to", folder, code=1)

    assert {one["state"] for one in again} == {"unchanged"}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("source_changes", "record_changes", "state", "code"),
    [
        (True, False, "updated", 0),
        (False, True, "kept", 0),
        (True, True, "both-changed", 1),
        (False, False, "unchanged", 0),
    ],
)
def test_nobodys_work_is_written_over(
    source_changes: bool, record_changes: bool, state: str, code: int, opslog: Opslog, tmp_path: Path
) -> None:
    source, folder = tmp_path / "hugo.md", tmp_path / "incidents"
    shutil.copy(SAMPLES / "hugo.md", source)
    (first,) = run(opslog, source, "--to", folder)
    record = Path(first["record"])
    if source_changes:
        source.write_text(source.read_text() + "\nAdded to the source.\n")
    if record_changes:
        record.write_text(record.read_text() + "\nEdited by a person.\n")

    (again,) = run(opslog, source, "--to", folder, code=code)

    assert again["state"] == state
    assert ("Edited by a person." in record.read_text()) == record_changes
    assert ("Added to the source." in record.read_text()) == (source_changes and not record_changes)


def test_a_record_that_was_deleted_does_not_come_back(opslog: Opslog, tmp_path: Path) -> None:
    (first,) = run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents")
    Path(first["record"]).unlink()

    (again,) = run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents")

    assert again["state"] == "deleted"
    assert not Path(first["record"]).exists()


def test_a_record_that_was_there_already_is_not_written_over(opslog: Opslog, tmp_path: Path) -> None:
    (first,) = run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents", "--dry-run")
    own = Path(first["record"])
    own.parent.mkdir(parents=True)
    own.write_text("ours")

    (made,) = run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents")

    assert own.read_text() == "ours"
    assert Path(made["record"]).name == f"{own.stem}-2.md"


def test_what_was_set_aside_moves_to_its_day_once_a_map_says_it(opslog: Opslog, tmp_path: Path) -> None:
    folder, mapped = tmp_path / "incidents", tmp_path / "map.yaml"
    mapped.write_text("dates: {undated.md: 2021-03-05}\n")
    (aside,) = run(opslog, SAMPLES / "2021" / "undated.md", "--to", folder, code=1)

    (dated,) = run(opslog, SAMPLES / "2021" / "undated.md", "--to", folder, "--map", mapped)

    assert Path(aside["record"]).parent.name == "_undated"
    assert not Path(aside["record"]).exists()
    assert Path(dated["record"]).relative_to(folder) == Path("2021/2021-03-05-undated.md")


def test_records_are_not_adopted_again(opslog: Opslog, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "hugo.md", tmp_path / "hugo.md")
    run(opslog, tmp_path, "--to", tmp_path / "incidents")

    again = run(opslog, tmp_path, "--to", tmp_path / "incidents")
    alone = opslog("adopt", tmp_path / "incidents", "--to", tmp_path / "incidents")

    assert [Path(one["source"]).name for one in again] == ["hugo.md"]
    assert alone.returncode == 2
    assert "nothing to adopt" in alone.stderr


def test_an_id_that_another_folder_has_is_not_given_again(opslog: Opslog, tmp_path: Path) -> None:
    flat = tmp_path / "incidents" / "2021-03-03-hugo.md"
    flat.parent.mkdir()
    flat.write_text("---\ntitle: Ours\n---\n")

    (made,) = run(opslog, SAMPLES / "hugo.md", "--to", tmp_path / "incidents")

    assert made["id"] == "2021-03-03-hugo-2"


def test_at_a_terminal_the_order_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "doors.md").write_text("# Doors\n\n## Timeline\n\n- 03/04/2021 10:00 shut\n")
    person, terminal = pty.openpty()
    os.write(person, b"day\n")

    call = [sys.executable, "-m", "opslog", "adopt", str(tmp_path / "doors.md"), "--to", str(tmp_path / "incidents")]
    ran = subprocess.run(
        call, stdin=terminal, capture_output=True, text=True, env=environment(), cwd=tmp_path, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert "`03/04/2021` may be month first or day first" in ran.stderr
    assert (tmp_path / "incidents" / "2021" / "2021-04-03-doors.md").exists()


# --- pictures


def test_pictures_are_brought_along(opslog: Opslog, tmp_path: Path) -> None:
    (made,) = run(opslog, SAMPLES / "atlassian.md", "--to", tmp_path / "incidents")

    record = Path(made["record"])
    assert (record.parent / "images" / "errors.png").read_bytes() == (SAMPLES / "images" / "errors.png").read_bytes()
    assert "(images/errors.png)" in record.read_text()


def test_two_pictures_of_one_name_are_kept_apart(opslog: Opslog, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "source" / name).mkdir(parents=True)
        (tmp_path / "source" / name / "load.png").write_bytes(name.encode())
        (tmp_path / "source" / name / "2021-03-03-x.md").write_text(f"# {name}\n\nIt broke. ![load](load.png)\n")

    one, other = run(opslog, tmp_path / "source", "--to", tmp_path / "incidents")

    shown = [Path(made["record"]).read_text().partition("](")[2].partition(")")[0] for made in (one, other)]
    brought = [
        (Path(made["record"]).parent / link).read_bytes() for made, link in zip((one, other), shown, strict=True)
    ]
    assert brought == [b"a", b"b"]


def test_no_picture_comes_from_outside_the_folder(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    (source / "2021-03-03-x.md").write_text("# X\n\n![a](../secret.png) ![b](link.png) ![c](/etc/passwd.png)\n")

    (made,) = run(opslog, source, "--to", tmp_path / "incidents")

    assert made["images"] == []
    assert len(made["problems"]) == 3
    assert not list((tmp_path / "incidents").rglob("*.png"))


# --- sources are not trusted


def test_what_cannot_be_read_is_told_and_the_rest_is_adopted(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "1-latin.md").write_bytes(b"# Caf\xe9\n")
    (source / "2-nul.md").write_bytes(b"# a\0b\n")
    (source / "3-huge.md").write_bytes(b"x" * (9 * 1024 * 1024))
    (tmp_path / "outside.md").write_text("# Outside 2021-03-03\n")
    (source / "4-out.md").symlink_to(tmp_path / "outside.md")
    (source / "5-bomb.md").write_text(
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n# Bomb of 2021-03-03\n\nIt broke.\n"
    )
    shutil.copy(SAMPLES / "hugo.md", source / "6-good.md")

    made = run(opslog, source, "--to", tmp_path / "incidents", code=2)

    assert [one["state"] for one in made] == ["unreadable"] * 4 + ["new"] * 2
    assert made[0]["problems"] == ["line 1, column 6: byte 0xE9 is not UTF-8 (perhaps the file is Latin-1)"]
    assert made[4]["problems"][0].startswith("line 2")
    assert "c: [*b, *b]" in Path(made[4]["record"]).read_text()


@pytest.mark.parametrize(
    "text",
    [
        "1/" * 100_000,
        "**" * 100_000,
        "[" * 100_000,
        "| a " * 50_000 + "\n" + "|-" * 50_000,
        "- " * 100_000,
        "#" * 100_000,
        "## Timeline\n\n" + "12:00 " * 100_000,
        "## Timeline\n\n" + "12:00 x\n" * 5_000,
        "## Timeline\n\n" + "- 03/04/2021 x\n" * 5_000,
        "\n".join(f"## {number}" for number in range(5_000)),
        "![" * 100_000,
        "**Impact:** x\n" * 5_000,
        "Monday " * 50_000,
        "Timeline (" * 40_000,
    ],
    ids=range(14),
)
def test_no_text_takes_long(text: str, tmp_path: Path) -> None:
    start = time.process_time()

    adopt_text(text, tmp_path)

    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "run_of", ["<b ", "<b <p>", "<!--", "<!-- >", "<![x", "<![CDATA[ >", "<!DOCTYPE [", "<a b=\"'>", "</b ", "<?"]
)
def test_no_page_takes_long(run_of: str, tmp_path: Path) -> None:
    page = f"<h1>Outage</h1>{run_of * 20_000}"
    start = time.process_time()

    adopt_text(page, tmp_path, "2021-03-03-page.html")

    assert time.process_time() - start < 10


def test_a_long_picture_in_a_page_is_no_text(tmp_path: Path) -> None:
    made = adopt_text(
        f"<h1>Down</h1><img alt='load' src='data:{'A' * 20_000}'><p>It broke", tmp_path, "2021-03-03.html"
    )

    assert "![load](data:AAA" in made.text


def test_links_that_lead_nowhere_and_names_in_no_encoding_stop_nothing(opslog: Opslog, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "1-self.md").symlink_to("1-self.md")
    (source / "2-nowhere.md").symlink_to("not-there.md")
    shutil.copy(SAMPLES / "hugo.md", source / os.fsdecode(b"3-\xff\xfe.md"))
    shutil.copy(SAMPLES / "bold.md", source / "4-good.md")

    first = run(opslog, source, "--to", tmp_path / "incidents", code=2)
    again = run(opslog, source, "--to", tmp_path / "incidents", code=2)

    assert [one["state"] for one in first] == ["unreadable", "unreadable", "new", "new"]
    assert [one["state"] for one in again] == ["unreadable", "unreadable", "unchanged", "unchanged"]


def test_html_is_written_so_that_nothing_in_it_acts(tmp_path: Path) -> None:
    page = (
        '<h1 onclick="x()">Down</h1><script>steal()</script><p>Read <a href="javascript:alert(1)">this</a>'
        " &lt;script&gt;alert(2)&lt;/script&gt; <img src=x onerror=alert(3)></p><pre><b>``` kept</b></pre>"
    )

    text = adopt_text(page, tmp_path, "2021-03-03-page.html").text

    assert "<script" not in text.replace("\\<script", "")
    assert all(word not in text for word in ("onclick", "onerror"))
    assert all(word in text for word in ("steal()", "alert(2)", "kept"))


PIECES = st.sampled_from(
    ["# A title", "## Timeline", "**Impact:** nobody", "- 12:32 it broke", "12:40 PM EST - fixed", "| Time | Event |",
     "|---|---|", "| 03/04/2021 | x |", "```", "<!-- note", "-->", "---", "===", "Date: 2021-03-03", "March 3rd, 2021",
     "- [ ] do it", "Action items", "    code", "", "> 12:00 quoted", "[Update 12:30 UTC]", "1. one", "+++", "\t- x",
     "![p](p.png)", "### 10:45a", "Words of a sentence that goes on.", "## 1. Summary & impact", "title: x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24))
def test_no_text_loses_a_word(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    text = "\n".join(pieces)

    made = adopt_text(text, tmp_path_factory.mktemp("any"))

    assert not words_in(text) - words_in(made.text)
    assert made.record.readable


@given(st.text(max_size=300))
def test_any_text_is_adopted(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    made = adopt_text(text.replace("\r", ""), tmp_path_factory.mktemp("any"))

    assert made.state in {"new", "unreadable"}


@given(st.text(max_size=60))
def test_any_text_may_be_read_as_a_time(text: str) -> None:
    when = read_when(text)

    assert when is None or 0 < when.length <= len(text)


def test_the_words_of_a_map_come_first() -> None:
    words = vocabulary_of(Map(sections={"Story": "impact", "Summary": "own"}), Config())

    assert words.names.find("Story") == "impact"
    assert words.names.find("Summary") is None


def test_files_that_are_no_accounts_are_not_looked_at(opslog: Opslog, tmp_path: Path) -> None:
    for name in ("README.md", "index.md", "LICENSE", "notes.csv", ".hidden.md", "_template.md", "node_modules/x.md"):
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / name).write_text("# 2021-03-03\n")
    shutil.copy(SAMPLES / "hugo.md", tmp_path / "source" / "hugo.md")

    made = run(opslog, tmp_path / "source", "--to", tmp_path / "incidents", "--dry-run")

    assert Counter(Path(one["source"]).name for one in made) == {"hugo.md": 1}


TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<h2>Timeline</h2>", "<table>", "<tr>", "<td>", "</table>",
     '<a href="https://example.com/one?two=3">', "</a>", "<pre>", "</pre>", "<code>", "</code>", "<br/>", "words of it",
     "12:32 it broke", "&lt;em&gt;", "<!-- note -->", '<img src="a b.png" alt="load">', "| bar", "<ol>", "# hash",
     "<script>run()</script>", "<blockquote>", "</blockquote>", "<time datetime='2021-03-03'/>", "<!DOCTYPE html>"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=24))
def test_no_html_loses_a_word(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    page = "\n".join(pieces)

    made = adopt_text(page, tmp_path_factory.mktemp("any"), "2021-03-03-page.html")

    assert not words_in("\n".join(visible_lines(page.split("\n")))) - words_in(made.text)


@pytest.mark.parametrize(
    "page", ['<a href="x"><pre>one', "<pre><a href='x'>one", "<table><tr><td><pre>one", "<ul><li><pre>"]
)
def test_a_page_that_closes_nothing_ends_all_the_same(page: str, tmp_path: Path) -> None:
    made = adopt_text(f"<h1>Down</h1>{page}", tmp_path, "2021-03-03-page.html")

    assert not words_in("\n".join(visible_lines([page]))) - words_in(made.text)
