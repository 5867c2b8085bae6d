"""`python -m benchmarks [lint|changed|build] [--quick]`: measure, and print tables to paste next to the command."""

from __future__ import annotations

import argparse
import os

from benchmarks import build, changed, lint

BENCHMARKS = {"lint": lint.run, "changed": changed.run, "build": build.run}


def main() -> None:
    """Run the benchmarks asked for; all of them, where none is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Side-by-side timings of opslog.")
    parser.add_argument("which", nargs="?", choices=BENCHMARKS, help="only this one")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, not a measurement")
    arguments = parser.parse_args()
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    for name, run in BENCHMARKS.items():
        if arguments.which in (None, name):
            run(quick=arguments.quick)


if __name__ == "__main__":
    main()
