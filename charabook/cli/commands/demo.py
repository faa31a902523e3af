"""The sample book, made from its script in one go."""

from pathlib import Path

import click

from charabook.cli.drawing import draw, tell_failures
from charabook.cli.exit_codes import NOT_ALL_DONE, OK
from charabook.cli.options import FOLDER, json_option
from charabook.cli.screen import Screen
from charabook.errors import BadInput
from charabook.sample import SAMPLE_NAME, sample_script, sample_story
from charabook.studio import OutputKind, OutputWish, Studio

SCREEN_PAGE_DPI = 150.0
DEFAULT_FOLDER = Path("charabook-demo")


@click.command("demo")
@click.option("--folder", type=FOLDER, default=DEFAULT_FOLDER, show_default=True, help="Where the book is made.")
@click.option("--again", is_flag=True, help="Draw every panel anew even if it has a picture.")
@json_option
def demo_command(folder: Path, again: bool, as_json: bool) -> int:  # noqa: FBT001
    """Make the sample book: story script, characters, panels, lettered pages, print PDF and PNG, in two languages.

    Everything is drawn on this machine by the small model that comes with charabook; nothing is downloaded.
    Stop with Ctrl-C whenever you like: the same command goes on where it stopped.
    """
    screen = Screen(json=as_json)
    project = folder / f"{SAMPLE_NAME}.charabook"
    screen.say("Making the sample book: “Gerald, a Balloon”", style="bold")
    with _opened(project) as studio:
        studio.import_story(sample_story(), sample_script())
        _queue(studio, again=again)
        tally = draw(studio, screen, "Drawing pictures")
        if not tally.failed:
            studio.takes.upscale_missing()
            tally.failed |= draw(studio, screen, "Enlarging for print").failed
        studio.publish()
        written = [] if tally.failed else _write(studio, folder, screen)
    tell_failures(tally, screen)
    if not tally.failed:
        _tell(screen, folder, project)
    screen.answer({"project": str(project), "written": [str(path) for path in written], "failed": tally.failed})
    return NOT_ALL_DONE if tally.failed else OK


def _opened(project: Path) -> Studio:
    try:
        project.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"The folder {project.parent} cannot be made ({error.strerror})."
        raise BadInput(what, "Choose another one with --folder.") from error
    return Studio.open(project) if project.exists() else Studio.create(project, title="Gerald, a Balloon")


def _queue(studio: Studio, *, again: bool) -> None:
    for job in studio.queue.jobs():
        if job.state.is_over:  # failed or stopped the last time
            studio.queue.dismiss(job.id)
    if again:
        studio.drawing.generate_many(panel.id for panel in studio.project.panels())
    studio.drawing.generate_missing()
    studio.drawing.generate_stale()


def _write(studio: Studio, folder: Path, screen: Screen) -> list[Path]:
    wishes = [
        OutputWish(kind=OutputKind.PDF, target=folder / f"{SAMPLE_NAME}.pdf"),
        OutputWish(kind=OutputKind.PDF, target=folder / f"{SAMPLE_NAME}-ja.pdf", language="ja"),
        OutputWish(kind=OutputKind.PNG, target=folder / "pages", dpi=SCREEN_PAGE_DPI),
        OutputWish(kind=OutputKind.PNG, target=folder / "pages-ja", language="ja", dpi=SCREEN_PAGE_DPI),
    ]
    with screen.bars() as bars:
        written = []
        for number, wish in enumerate(wishes):
            bars.advance("Writing the book", number, len(wishes))
            written.append(studio.export(wish, bars))
        bars.advance("Writing the book", len(wishes), len(wishes))
    return written


def _tell(screen: Screen, folder: Path, project: Path) -> None:
    screen.say()
    screen.say(f"Your book is in {folder}:", style="bold")
    screen.table(
        (),
        [
            ("  pages/", "the pages as pictures; pages-ja/ is the Japanese edition"),
            (f"  {SAMPLE_NAME}.pdf", "for print"),
            (f"  {project.name}", "the book itself, with every take"),
        ],
    )
    screen.say()
    screen.say("Try next:")
    screen.say(f"  charabook open {project}")
    screen.say(f"  charabook export-script {project} -o my-own.story     then edit it and")
    screen.say("  charabook import-script my-own.charabook my-own.story && charabook generate my-own.charabook")
