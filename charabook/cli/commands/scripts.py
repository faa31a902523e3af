"""Story scripts: check, bring in, write out."""

from pathlib import Path

import click

from charabook.cli.drawings import read_drawings
from charabook.cli.options import FILE, json_option, project_argument
from charabook.cli.screen import Screen
from charabook.story import read
from charabook.story.script import PageKind
from charabook.studio import Studio
from charabook.studio.formats import book_size_mm
from layouts.whole_files import written_whole


@click.command("check-script")
@click.argument("script", type=FILE, metavar="STORY.story")
@json_option
def check_script_command(script: Path, as_json: bool) -> None:  # noqa: FBT001
    """Look through a story script and tell every mistake with its line and column.

    The format is explained in docs/story-script.md.
    """
    screen = Screen(json=as_json)
    story = read(script)
    if story.format:
        book_size_mm(story.format)  # refuses what no book can be
    pages = sum(2 if page.kind is PageKind.SPREAD else 1 for page in story.pages)
    facts = {"pages": pages, "panels": len(story.panels), "cast": [one.name for one in story.cast]}
    screen.say(f"No mistakes: {facts['pages']} pages, {facts['panels']} panels, {len(story.cast)} in the cast.")
    screen.answer(facts)


@click.command("import-script")
@project_argument
@click.argument("script", type=FILE, metavar="STORY.story")
@json_option
def import_script_command(project: Path, script: Path, as_json: bool) -> None:  # noqa: FBT001
    """Bring a story script into a book; the book is begun if there is none.

    Import again after editing the script: panels that show the same keep their takes, and one undo takes it back.
    """
    screen = Screen(json=as_json)
    story = read(script)
    drawings = read_drawings(story, script.parent)
    with _opened(project) as studio:
        report = studio.import_story(story, script.read_text("utf-8-sig"), drawings)
        studio.publish()
        screen.say(
            f"{len(story.pages)} pages: {len(report.added)} panels added, {report.kept} kept as they were, "
            f"{len(report.redrawn)} to be drawn anew, {len(report.removed)} removed."
        )
        remarks = studio.remarks()
        for remark in remarks:
            screen.remark(remark)
        screen.answer(
            {
                "added": list(report.added),
                "kept": report.kept,
                "redrawn": list(report.redrawn),
                "removed": list(report.removed),
                "remarks": list(remarks),
            }
        )


@click.command("export-script")
@project_argument
@click.option("-o", "--output", type=FILE, help="File to write; without it the script is printed.")
def export_script_command(project: Path, output: Path | None) -> None:
    """Write a book's story as a script that can be edited and imported again."""
    with Studio.open(project) as studio:
        script = studio.script()
    if output is None:
        click.echo(script, nl=False)
        return
    with written_whole(output) as part:
        part.write_text(script, "utf-8")


def _opened(project: Path) -> Studio:
    return Studio.open(project) if project.exists() else Studio.create(project)
