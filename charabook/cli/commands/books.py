"""Beginning a book."""

from pathlib import Path

import click

from charabook.cli.options import FILE, json_option
from charabook.cli.screen import Screen
from charabook.studio import Studio
from charabook.studio.formats import BOOK_SIZES_MM, DEFAULT_SIZE


@click.command("new")
@click.argument("project", type=FILE, metavar="BOOK.charabook")
@click.option("--title", default="", help="Title of the book.")
@click.option(
    "--size", default=DEFAULT_SIZE, show_default=True, help=f"{', '.join(BOOK_SIZES_MM)}, or millimetres as in 200x250."
)
@json_option
def new_command(project: Path, title: str, size: str, as_json: bool) -> None:  # noqa: FBT001
    """Begin a new, empty book.

    Then bring a story in with “charabook import-script”, or open it with “charabook open”.
    """
    screen = Screen(json=as_json)
    with Studio.create(project, title=title, size=size) as studio:
        screen.say(f"Made {studio.path}.")
        screen.remark(f"Next: charabook import-script {project} STORY.story")
        screen.answer({"project": str(studio.path)})
