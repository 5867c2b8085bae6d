"""How long `opslog build` takes and how that grows, against plain mkdocs-material over the same records."""

from __future__ import annotations

import json
import math
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from benchmarks.generate import generate
from benchmarks.measure import Contender, interleave, table, verdict

SIZES = SMALL, MIDDLE, LARGE = 100, 500, 1_000
ROUNDS, QUICK_ROUNDS = 3, 1
RATIO_AIM, EXPONENT_AIM = 1.3, 1.05
OPSLOG, PLAIN = "opslog build", "mkdocs-material"
OUR_SITE_FILE = Path(__file__).parents[1] / "hooks" / "opslog_site" / "mkdocs.yml"

Pairs = dict[tuple[str, int], Contender]


def run(*, quick: bool = False) -> None:
    """Measure and print."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    with tempfile.TemporaryDirectory(prefix="opslog-bench-") as folder:
        contenders = _contenders(Path(folder))
        interleave(list(contenders.values()), rounds)
        pages = {key: len(list((one.folder / "site").rglob("*.html"))) for key, one in contenders.items()}
    print(f"Build, whole processes, best of {rounds} interleaved rounds\n\n{_seconds(contenders, pages)}\n")
    print(f"Growth\n\n{_growth(contenders)}\n")


def _contenders(folder: Path) -> Pairs:
    made: Pairs = {}
    for size in SIZES:
        made[OPSLOG, size] = _opslog(folder / f"opslog-{size}", size)
        made[PLAIN, size] = _plain(folder / f"plain-{size}", size)
    return made


def _opslog(folder: Path, size: int) -> Contender:
    """A team that has records, a configuration and no site file of its own."""
    generate(folder / "incidents", size)
    (folder / "opslog.toml").write_text('records = "incidents"\n', encoding="utf-8")
    command = [str(Path(sys.executable).with_name("opslog")), "build"]
    return Contender(f"{OPSLOG} {size}", command, folder, partial(_clear, folder))


def _plain(folder: Path, size: int) -> Contender:
    """The same records as pages of mkdocs-material, with our theme settings and none of our code."""
    generate(folder / "docs" / "incidents", size)
    (folder / "docs" / "index.md").write_text("# Ops log\n", encoding="utf-8")
    settings: dict[str, Any] = {
        "site_name": "Ops log",
        "theme": _theme(),
        "plugins": ["search"],
        "nav": ["index.md"],
        "not_in_nav": "/incidents/",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    command = [sys.executable, "-m", "mkdocs", "build"]
    return Contender(f"{PLAIN} {size}", command, folder, partial(_clear, folder))


def _theme() -> dict[str, Any]:
    """Take over what our site file says about the theme, except templates of ours."""
    with OUR_SITE_FILE.open(encoding="utf-8") as file:
        theme: dict[str, Any] = yaml_load(file)["theme"]
    return {key: value for key, value in theme.items() if key != "custom_dir"}


def _clear(folder: Path) -> None:
    """Every build starts without a site and without what an earlier one may have kept."""
    for left in ("site", ".cache", ".opslog"):
        shutil.rmtree(folder / left, ignore_errors=True)


def _seconds(contenders: Pairs, pages: dict[tuple[str, int], int]) -> str:
    """Hold both builds of each size side by side; the aim is for wall time, processor time is the steadier witness."""
    rows = []
    for size in SIZES:
        plain = contenders[PLAIN, size]
        for name in (OPSLOG, PLAIN):
            one = contenders[name, size]
            ratio, cpu_ratio = one.best / plain.best, one.least_cpu / plain.least_cpu
            numbers = (f"{one.best:.2f}", f"{ratio:.2f}×", f"{one.least_cpu:.2f}", f"{cpu_ratio:.2f}×")
            aim = "" if one is plain else verdict(ratio, RATIO_AIM)
            rows.append((f"{size:,} records, {name}", f"{pages[name, size]:,}", *numbers, aim))
    return table(("build", "pages", "best, s", "ratio", "processor, s", "ratio", "aim"), rows)


def _growth(contenders: Pairs) -> str:
    """Say how time grows with the log: time ~ records^exponent.

    The aim is for wall time from 100 to 1,000 records. Start-up flatters that exponent, so the one between the two
    largest sizes stands beside it, where start-up weighs least; and the cost of one more record in each step, in which
    start-up cancels out: where a later step costs more a record than an earlier one, the build grows faster than the
    log. These are differences of large numbers, so they are of processor time, which holds still.
    """
    exponents, costs = [(SMALL, LARGE), (MIDDLE, LARGE)], [(SMALL, MIDDLE), (MIDDLE, LARGE), (SMALL, LARGE)]
    header = ["build", f"exponent {SMALL:,}–{LARGE:,}", "aim"]
    header += [f"of processor time {first:,}–{last:,}" for first, last in exponents]
    header += [f"ms a record {first:,}–{last:,}" for first, last in costs]
    rows = []
    for name in (OPSLOG, PLAIN):
        whole = _exponent({size: contenders[name, size].best for size in SIZES}, SMALL, LARGE)
        cpu = {size: contenders[name, size].least_cpu for size in SIZES}
        numbers = [f"{_exponent(cpu, *step):.2f}" for step in exponents]
        numbers += [f"{_cost(cpu, *step) * 1000:.1f}" for step in costs]
        rows.append((name, f"{whole:.2f}", verdict(whole, EXPONENT_AIM), *numbers))
    return table(header, rows)


def _exponent(times: dict[int, float], first: int, last: int) -> float:
    return math.log(times[last] / times[first]) / math.log(last / first)


def _cost(times: dict[int, float], first: int, last: int) -> float:
    return (times[last] - times[first]) / (last - first)
