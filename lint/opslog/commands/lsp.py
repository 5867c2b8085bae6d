"""`opslog lsp`: the language server."""

from __future__ import annotations

from importlib.util import find_spec

import click

from opslog.errors import OpslogError


@click.command()
def command() -> None:
    """Speak with an editor over stdin and stdout (Language Server Protocol): findings, meanings, words, quick fixes.

    An editor starts it. It needs pygls: pip install "opslog[lsp]".
    """
    if find_spec("pygls") is None:
        raise OpslogError('the language server needs pygls: pip install "opslog[lsp]"')
    from opslog.editor.server import serve

    serve()
