"""`python -m benchmarks [NAME] [--sizes N …] [--quick]`: measure, and print tables to paste next to the command."""

from __future__ import annotations

import argparse
import io
import os
import sys

from benchmarks import changed, lint, page, search, site
from benchmarks.measure import Effort

BENCHMARKS = {"lint": lint.run, "changed": changed.run, "site": site.run, "search": search.run, "page": page.run}
SIZES = (1_000, 10_000)


def main() -> None:
    """Run the benchmarks asked for; all of them, where none is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side measurements of opslog.")
    parser.add_argument("which", nargs="?", choices=BENCHMARKS, help="only this one")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, not a measurement")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="records in the logs of site, search and page"
    )
    arguments = parser.parse_args()
    effort = Effort(tuple(sorted(arguments.sizes)), arguments.quick)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # it takes long: who writes it to a file wants to look in
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    for name, run in BENCHMARKS.items():
        if arguments.which in (None, name):
            run(effort)


if __name__ == "__main__":
    main()
