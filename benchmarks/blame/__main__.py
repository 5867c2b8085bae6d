"""`python -m benchmarks.blame [--speed]`: how well the blame rules read, as tables to paste next to the command."""

from __future__ import annotations

import argparse
import os

from benchmarks.blame import corpus, others, sets, speed


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.blame", description="How well the blame rules read.")
    parser.add_argument("--speed", action="store_true", help="only how fast opslog reads, beside proselint")
    if parser.parse_args().speed:
        print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
        speed.print_speed()
        return
    if len(sets.labelled_sets()) == 1:
        print("The labelled sentences of ../shared/blame are not here: only our own are measured.\n")
    sets.print_scores(weighed=True)
    sets.print_scores(weighed=False)
    sets.print_labels()
    sets.print_categories()
    sets.print_rules()
    corpus.print_corpus()
    others.print_others()


if __name__ == "__main__":
    main()
