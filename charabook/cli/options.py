"""Arguments and options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


def project_argument(command: F) -> F:
    """The book that a command works on."""
    return click.argument("project", type=FILE, metavar="BOOK.charabook")(command)


def json_option(command: F) -> F:
    """Answer as JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for scripts.")(command)


def language_option(command: F) -> F:
    """The language of the edition."""
    return click.option(
        "--language", default="", metavar="TAG", help="Language of the edition, such as ja; the book's first without."
    )(command)
