"""Moving panels with a GPU: clips made by Phantom on Wan, and how well they keep their subjects."""

from dataclasses import dataclass
from pathlib import Path

import click

from charabook.cli.commands.pictures import panel_ids, take_of, tell
from charabook.cli.drawing import draw
from charabook.cli.exit_codes import NOT_ALL_DONE, OK
from charabook.cli.options import FILE, json_option, project_argument
from charabook.cli.screen import Screen
from charabook.errors import BadInput
from charabook.studio import Studio
from charabook.studio.clip_drawings import drawing_from
from charabook.studio.clips import ClipEstimate, ClipWish, MovingTake
from charabook.studio.moving_takes import KeptSubject
from projects.records import Character, Look, LookId, PanelId, TakeId

_GB = 1e9


@click.command("clip")
@project_argument
@click.option("--panel", type=click.IntRange(1), required=True, help="The panel, counted from 1 through the book.")
@click.option("--model", default="", metavar="PATH", help="A folder or file of Phantom-Wan; remembered for the book.")
@click.option("--prompt", default="", help="What happens in the clip, in place of the panel's own words.")
@click.option(
    "--look", "looks", multiple=True, metavar="KEY", help="Keep this character's look; all in the panel without."
)
@click.option("--drawing", "drawings", type=FILE, multiple=True, help="Keep what this picture shows, too.")
@click.option("--only-drawings", is_flag=True, help="Keep nobody's look but what the drawings show.")
@click.option("--frames", default=81, show_default=True, help="Length: one more than a multiple of four.")
@click.option("--rate", default=16, show_default=True, help="Frames a second.")
@click.option("--steps", default=50, show_default=True, help="Steps of the sampler.")
@click.option("--seed", type=int, help="The panel's own without.")
@click.option("--near", type=click.FloatRange(0, 1), help="Begin near the panel's picture: 0 hardly moves, 1 not seen.")
@click.option("--estimate", "only_estimate", is_flag=True, help="Only say what it would cost.")
@click.option("--use", is_flag=True, help="Let the clip stand for its panel.")
@json_option
def clip_command(
    *,
    project: Path,
    panel: int,
    model: str,
    prompt: str,
    looks: tuple[str, ...],
    drawings: tuple[Path, ...],
    only_drawings: bool,
    frames: int,
    rate: int,
    steps: int,
    seed: int | None,
    near: float | None,
    only_estimate: bool,
    use: bool,
    as_json: bool,
) -> int:
    """Make a clip of a panel, in which its characters keep their looks; it becomes one of the panel's takes.

    Needs Phantom-Wan 1.3B or 14B, with the text encoder, tokenizer and VAE of Wan 2.1, and a strong GPU.
    """
    screen = Screen(json=as_json)
    with Studio.open(project) as studio:
        if model:
            studio.clips.set_model(str(Path(model).expanduser().resolve()))
        wish = ClipWish(
            prompt=prompt,
            looks=tuple(_look_of(studio, key) for key in looks) if looks or only_drawings else None,
            drawings=tuple(drawing_from(path) for path in drawings),
            frames=frames,
            frames_per_second=rate,
            steps=steps,
            seed=seed,
            start_noise=near,
        )
        (where,) = panel_ids(studio, (panel,))
        estimate = studio.clips.estimate(where, wish)
        _tell_estimate(estimate, screen)
        if only_estimate:
            return OK if estimate.fits else NOT_ALL_DONE
        return _make(studio, where, wish, screen, _Ending(use=use))


@dataclass(frozen=True, slots=True)
class _Ending:
    """What happens to a finished clip."""

    use: bool


def _make(studio: Studio, panel: PanelId, wish: ClipWish, screen: Screen, ending: _Ending) -> int:
    job = studio.clips.make(panel, wish)
    tally = draw(studio, screen, "Clips")
    made = [one for one in studio.clips.takes(panel) if one.take.id == TakeId(job)]
    if made and ending.use:
        studio.takes.choose(TakeId(job))
    studio.publish()
    if tally.failed or not made:
        return tell(tally, screen)
    _tell_figures(studio, made, screen)
    return OK


def _tell_estimate(estimate: ClipEstimate, screen: Screen) -> None:
    memory = f"{estimate.memory_bytes / _GB:.1f} GB of memory ({estimate.way})"
    time = f", about {estimate.seconds:.0f} s" if estimate.seconds else ""
    screen.remark(f"Needs {memory}{time}. Licence: {estimate.licence}.")
    if not estimate.fits:
        screen.say("That does not fit into the memory that is free on this machine.", style="yellow")


def _look_of(studio: Studio, key: str) -> LookId:
    """The first look of a character, by the character's key or name, or a look by its own."""
    wanted = key.casefold()
    for character in studio.project.characters():
        looks = studio.project.looks(character.id)
        if wanted in (character.key.casefold(), character.name.casefold()) and looks:
            return looks[0].id
    for look in studio.project.looks():
        if wanted == look.key.casefold():
            return look.id
    known = ", ".join(character.name for character in studio.project.characters())
    raise BadInput(f"Nobody in the cast is called “{key[:60]}”.", f"The cast: {known}.")


@click.command("clips")
@project_argument
@click.option("--save", nargs=2, type=(str, FILE), metavar="TAKE FILE.mp4", help="Write the video of a clip to a file.")
@click.option(
    "--frame", nargs=2, type=(str, int), metavar="TAKE N", help="Let this frame (from 1) be the clip's picture."
)
@json_option
def clips_command(
    project: Path,
    save: tuple[str, Path] | None,
    frame: tuple[str, int] | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """List the clips of a book, and how well each keeps its subjects.

    “kept” is how much of a subject's look the frames show on average (1: all of its reference picture); “drift” is how
    far the best and the worst part of the clip lie apart. docs/moving.md says how that is measured, and its limits.
    """
    screen = Screen(json=as_json)
    with Studio.open(project) as studio:
        if save:
            studio.clips.write(take_of(studio, save[0]).id, save[1])
        if frame:
            studio.clips.use_frame(take_of(studio, frame[0]).id, frame[1] - 1)
            studio.publish()
        _tell_figures(studio, studio.clips.takes(), screen)


def _tell_figures(studio: Studio, takes: list[MovingTake] | tuple[MovingTake, ...], screen: Screen) -> None:
    numbers = {panel.id: number for number, panel in enumerate(studio.project.panels(), start=1)}
    rows, answers = [], []
    for one in takes:
        panel = numbers.get(one.take.panel or PanelId(""), 0)
        for subject in one.clip.subjects:
            who = _name(studio, subject)
            rows.append(
                (
                    one.take.id[:8],
                    panel or "gone",
                    f"{one.clip.length_s:.1f} s",
                    who,
                    f"{subject.mean:.2f}",
                    f"{subject.drift:.2f}",
                    subject.worst_frame + 1,
                )
            )
        answers.append(_answer(studio, one, panel))
    screen.table(("take", "panel", "length", "subject", "kept", "drift", "worst frame"), rows)
    screen.answer(answers)


def _answer(studio: Studio, one: MovingTake, panel: int) -> dict[str, object]:
    return {
        "take": one.take.id,
        "panel": panel or None,
        "video": one.clip.video,
        "frames": one.clip.frames,
        "still": one.clip.still + 1,
        "drift": one.clip.drift,
        "subjects": [
            {
                "name": _name(studio, subject),
                "kept": round(subject.mean, 4),
                "drift": round(subject.drift, 4),
                "worst_frame": subject.worst_frame + 1,
            }
            for subject in one.clip.subjects
        ],
    }


def _name(studio: Studio, subject: KeptSubject) -> str:
    look = studio.project.find(Look, subject.look) if subject.look else None
    character = studio.project.find(Character, look.character) if look else None
    return character.name if character else "a drawing"
