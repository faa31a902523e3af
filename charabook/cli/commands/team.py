"""Working together on one book."""

from pathlib import Path

import click

from charabook.cli.options import FILE, json_option
from charabook.cli.screen import Screen
from charabook.studio import Studio


@click.command("merge")
@click.argument("mine", type=FILE, metavar="MINE.charabook")
@click.argument("theirs", type=FILE, metavar="THEIRS.charabook")
@json_option
def merge_command(mine: Path, theirs: Path, as_json: bool) -> None:  # noqa: FBT001
    """Bring a teammate's copy of a book into yours.

    Nothing is dropped: where both changed the same thing, both values are kept until somebody chooses in the window.
    Merging again changes nothing.
    """
    screen = Screen(json=as_json)
    with Studio.open(mine) as studio, screen.bars() as bars:
        changes = studio.merge(theirs, bars)
        conflicts = studio.project.conflicts()
        studio.publish(bars)
    screen.say(f"{len(changes.touched)} records came in, {len(conflicts)} differ in both copies.")
    if conflicts:
        screen.remark("Choose between them in the window: charabook open " + str(mine))
    screen.answer({"changed": len(changes.touched), "conflicts": len(conflicts)})
