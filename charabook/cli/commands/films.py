"""Making films."""

import re
from pathlib import Path

import click

from charabook.cli.options import json_option, language_option, project_argument
from charabook.cli.screen import Screen
from charabook.errors import BadInput
from charabook.studio import Studio
from charabook.studio.films import Cards, FilmWish
from layouts.motion.direction import RATES, SHAPES, FilmStyle, frame_size
from layouts.motion.kinds import FilmKind, film_kind_of
from layouts.motion.soundtrack import SoundWish
from layouts.motion.subtitles import SubtitleKind
from layouts.motion.timeline import TransitionKind
from projects.records import PageId

SOUND = click.Path(path_type=Path)
LEVEL = click.FloatRange(0, 4)
_SMALLER = {"16:9": (640, 360), "9:16": (360, 640), "1:1": (480, 480)}  # for pictures that move
_PAGES = re.compile(r"(\d+)(?:-(\d+))?")


@click.command("animate")
@project_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; its ending says the kind.")
@click.option("--pages", default="", metavar="1-4,7", help="Only these pages or spreads, counted from 1.")
@click.option("--size", default="16:9", show_default=True, help="16:9, 9:16, 1:1, or pixels such as 1920x1080.")
@click.option("--fps", type=click.Choice([str(rate) for rate in RATES]), default="24", show_default=True)
@click.option("--pace", type=click.FloatRange(0.2, 5), default=1.0, show_default=True, help="2 reads twice as fast.")
@click.option(
    "--transition",
    type=click.Choice([kind.value for kind in TransitionKind]),
    default=TransitionKind.TURN.value,
    show_default=True,
    help="How one page gives way to the next.",
)
@click.option("--depth", type=click.FloatRange(0, 4), default=1.0, show_default=True, help="Of figures; 0 is flat.")
@click.option("--title", "titles", multiple=True, help="A line on a card before the story.")
@click.option("--credit", "credits_", multiple=True, help="A line on a card after the story.")
@click.option(
    "--cards",
    type=click.Choice([kind.value for kind in Cards]),
    default=Cards.FROM_BOOK.value,
    show_default=True,
    help="Cards of the book's own words: title and end, or only one of them.",
)
@click.option("--music", type=SOUND, help="A sound file; it goes on for as long as the film does.")
@click.option("--music-level", type=LEVEL, default=0.6, show_default=True)
@click.option("--narration", type=SOUND, help="A sound file, or a folder with one for each page (3.wav).")
@click.option("--narration-level", type=LEVEL, default=1.0, show_default=True)
@click.option("--ducking", type=LEVEL, default=0.3, show_default=True, help="What is left of music under speech.")
@click.option("--subtitles", default="", metavar="TAGS", help="Languages of subtitles beside the film, such as en,ja.")
@click.option("--vtt", is_flag=True, help="Subtitles as WebVTT rather than SRT.")
@language_option
@json_option
def animate_command(  # noqa: PLR0917 - click passes what the user wrote
    project: Path,
    output: Path | None,
    pages: str,
    size: str,
    fps: str,
    pace: float,
    transition: str,
    depth: float,
    titles: tuple[str, ...],
    credits_: tuple[str, ...],
    cards: str,
    music: Path | None,
    music_level: float,
    narration: Path | None,
    narration_level: float,
    ducking: float,
    subtitles: str,
    vtt: bool,  # noqa: FBT001
    language: str,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Make a film of a book: the camera follows the reading, balloons appear as they are read, pages turn.

    \b
      charabook animate crown.charabook
      charabook animate crown.charabook -o reel.mp4 --pages 1-4 --size 9:16 --music tune.mp3
      charabook animate crown.charabook -o crown.webm --narration recordings --subtitles en,ja

    Ctrl-C leaves no half film; the same command goes on where it stopped, and after a change of the book it films
    only what changed.
    """
    screen = Screen(json=as_json)
    target = output or project.with_name((f"{project.stem}-{language}" if language else project.stem) + ".mp4")
    width, height = _frame(size, film_kind_of(target))
    style = FilmStyle(
        width=width,
        height=height,
        rate=int(fps),
        pace=pace,
        transition=TransitionKind(transition),
        title=titles,
        credits=credits_,
        parallax=depth,
    )
    sound = SoundWish(
        music=music, narration=narration, music_level=music_level, narration_level=narration_level, duck=ducking
    )
    with Studio.open(project) as studio, screen.bars() as bars:
        wish = FilmWish(
            style=style,
            pages=_chosen(pages, tuple(page.id for page in studio.project.pages())),
            language=language,
            sound=sound,
            cards=Cards(cards),
            subtitles=tuple(filter(None, (tag.strip() for tag in subtitles.split(",")))),
            subtitle_kind=SubtitleKind.VTT if vtt else SubtitleKind.SRT,
        )
        written = studio.films.write(wish, target, bars)
    for path in written:
        screen.say(f"Wrote {path}.")
    screen.answer({"output": str(written[0]), "subtitles": [str(path) for path in written[1:]]})


def _frame(size: str, kind: FilmKind) -> tuple[int, int]:
    """The frame; a shape alone is smaller for pictures that move than for films."""
    if size in SHAPES and not kind.is_video:
        return _SMALLER[size]
    return frame_size(size)


def _chosen(wish: str, pages: tuple[PageId, ...]) -> tuple[PageId, ...]:
    """The pages that "1-4,7" means."""
    chosen: list[PageId] = []
    for part in filter(None, (part.strip() for part in wish.split(","))):
        match = _PAGES.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= len(pages):
            raise BadInput(f"“{part}” names no pages of this book.", f"It has pages 1-{len(pages)}.")
        chosen.extend(pages[first - 1 : last])
    return tuple(chosen)
