"""Opening the window."""

import importlib
from pathlib import Path

import click

from charabook.cli.options import FILE
from charabook.errors import BadInput


@click.command("open")
@click.argument("project", type=FILE, metavar="[BOOK.charabook]", required=False)
@click.option("--sample", is_flag=True, help="Open the sample book.")
def open_command(project: Path | None, sample: bool) -> int:  # noqa: FBT001
    """Open a book in the window; without one, the book that was open last."""
    if project is not None and not project.exists():
        raise BadInput(f"There is no book {project}.", "Begin it with “charabook new”, or correct the name.")
    arguments = [str(project)] if project else []
    # the window is beside the command line, not below it: it is found by name
    result = importlib.import_module("gui.app").main([*arguments, *(["--sample"] if sample else [])])
    return int(result or 0)
