"""What the live commands have in common: which record, when, who, and for whom the answer is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opslog.cli import config_for, config_option, shown_path
from opslog.errors import OpslogError

if TYPE_CHECKING:
    from opslog.config import Config
    from opslog.live.step import Step
    from opslog.record import Record

MOST_BYTES = 64 * 1024
"""Of standard input; more is no entry."""


def live_options(command: Any) -> Any:
    """Add --record, --at, --json and --config."""
    for option in (
        config_option,
        click.option("--json", "as_json", is_flag=True, help="Tell what was written as JSON, for a bot."),
        click.option("--at", metavar="TIME", help="When it was: 12:32 (today), -10m, 2022-12-25 12:32. Left out: now."),
        record_option,
    ):
        command = option(command)
    return command


def record_option(command: Any) -> Any:
    """Add --record."""
    return click.option(
        "--record", "record", metavar="ID|PATH", help="Which record. Left out: OPSLOG_RECORD, or the only open one."
    )(command)


def who_option(command: Any) -> Any:
    """Add --who."""
    return click.option("--who", metavar="@HANDLE", help="Who acts. Left out: OPSLOG_WHO, or the name that git has.")(
        command
    )


def find_record(record: str | None, config_file: Path | None) -> tuple[Path, Config]:
    """Choose the record that is meant, and the configuration: for a path, the one nearest to it."""
    from opslog.live.choice import record_file

    named = Path(record) if record and "/" in record else None
    config = config_for((named,) if named else (), config_file)
    return record_file(record, config), config


def tell(path: Path, config: Config, decide: Callable[[Record], Step], *, as_json: bool) -> None:
    """Take a step and tell of it."""
    from opslog.live import report
    from opslog.live.taking import take

    taken = take(path, config, decide)
    say(report.as_json(taken) if as_json else report.as_text(taken, shown_path(path)))


def say(text: str) -> None:
    """Print what a command tells; what the terminal cannot show is replaced."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def text_of(words: tuple[str, ...]) -> str | None:
    """Join the words of a text, whose quotes may be left out; `-` is standard input. None where there are none."""
    if words != ("-",):
        return " ".join(words) or None
    text = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise OpslogError("standard input is too long for one entry; put it into a file and link to it")
    return text.decode("utf-8", "replace")


def is_asked() -> bool:
    """Say whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
