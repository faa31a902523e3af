"""Drawing: what is missing, what is stale, and takes made again."""

from pathlib import Path

import click

from charabook.cli.drawing import Tally, draw, tell_failures
from charabook.cli.exit_codes import NOT_ALL_DONE, OK
from charabook.cli.options import json_option, project_argument
from charabook.cli.screen import Screen
from charabook.errors import BadInput
from charabook.studio import Studio
from projects.records import PanelId, Take, TakeId


@click.command("generate")
@project_argument
@click.option("--stale", is_flag=True, help="Also draw panels whose words or looks changed since they were drawn.")
@click.option(
    "--panel", "panels", type=click.IntRange(1), multiple=True, help="Only this panel, counted from 1 through the book."
)
@click.option("--upscale", is_flag=True, help="Enlarge the pictures four times for print afterwards.")
@json_option
def generate_command(
    project: Path,
    stale: bool,  # noqa: FBT001
    panels: tuple[int, ...],
    upscale: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> int:
    """Draw every panel that has no picture yet, identities first.

    Ctrl-C stops after the current step; the same command goes on where it stopped. A panel named with --panel is drawn
    even if it has pictures: it gets another take.
    """
    screen = Screen(json=as_json)
    with Studio.open(project) as studio:
        _queue(studio, panels, also_stale=stale)
        tally = draw(studio, screen)
        if upscale and not tally.failed:
            studio.takes.upscale_missing()
            tally.failed |= draw(studio, screen, "Enlarging").failed
        studio.publish()
    return tell(tally, screen)


def _queue(studio: Studio, panels: tuple[int, ...], *, also_stale: bool) -> None:
    if panels:
        studio.drawing.generate_many(panel_ids(studio, panels))
        return
    studio.drawing.generate_missing()
    if also_stale:
        studio.drawing.generate_stale()


def panel_ids(studio: Studio, numbers: tuple[int, ...]) -> list[PanelId]:
    """The panels with these numbers, counted from 1 through the book."""
    known = [panel.id for panel in studio.project.panels()]
    beyond = [number for number in numbers if number > len(known)]
    if beyond:
        raise BadInput(f"There is no panel {beyond[0]}.", f"The book has {len(known)} panels.")
    return [known[number - 1] for number in numbers]


def tell(tally: Tally, screen: Screen) -> int:
    """Say how the drawing went; the exit code says whether all of it was done."""
    if tally.finished:
        screen.say(f"{len(tally.finished)} pictures in {tally.seconds:.0f} s.")
    elif not tally.failed:
        screen.say("Nothing was to be drawn.")
    tell_failures(tally, screen)
    screen.answer({"finished": tally.finished, "failed": tally.failed, "seconds": round(tally.seconds, 1)})
    return NOT_ALL_DONE if tally.failed else OK


@click.command("takes")
@project_argument
@json_option
def takes_command(project: Path, as_json: bool) -> None:  # noqa: FBT001
    """List all takes of a book: for which panel or look, seed, size and model."""
    screen = Screen(json=as_json)
    with Studio.open(project) as studio:
        subjects: dict[str, str] = {look.id: f"look {look.name}" for look in studio.project.looks()}
        subjects |= {panel.id: f"panel {number}" for number, panel in enumerate(studio.project.panels(), start=1)}
        takes = [(take, subjects.get(take.panel or take.look or "", "gone")) for take in studio.project.every(Take)]
    screen.table(
        ("take", "of", "seed", "size", "model"),
        [(take.id, of, take.seed, f"{take.width_px} x {take.height_px}", take.model) for take, of in takes],
    )
    screen.answer([{"id": take.id, "of": of, "seed": take.seed, "asset": take.asset} for take, of in takes])


@click.command("regenerate")
@project_argument
@click.argument("take")
@json_option
def regenerate_command(project: Path, take: str, as_json: bool) -> int:  # noqa: FBT001
    """Make a take again from what is stored with it, and compare: the same machine gives the same pixels.

    TAKE is an id from “charabook takes”, or its first few characters.
    """
    screen = Screen(json=as_json)
    with Studio.open(project) as studio:
        first = take_of(studio, take)
        job = studio.takes.regenerate(first.id)
        tally = draw(studio, screen)
        again = studio.project.find(Take, job)
        studio.publish()
    if again is None:
        return tell(tally, screen)
    same = again.asset == first.asset
    screen.say("The same pixels." if same else "Other pixels: the model, the program or the machine is not the same.")
    screen.answer({"take": again.id, "same_pixels": same})
    return OK if same else NOT_ALL_DONE


def take_of(studio: Studio, beginning: str) -> Take:
    """The take whose id begins so. Raises BadInput if none or several do."""
    found = [take for take in studio.project.every(Take) if take.id.startswith(beginning)]
    if len(found) != 1:
        what = f"No take begins with “{beginning}”." if not found else f"{len(found)} takes begin with “{beginning}”."
        raise BadInput(what, "Use an id that “charabook takes” lists.")
    return studio.project.get(Take, TakeId(found[0].id))
