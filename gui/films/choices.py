"""What the illustrator chooses for the whole film. Kept with the book, so that undo, merging and versions know it."""

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from charabook.studio.extras import read_extras, with_extras
from layouts.motion.direction import RATES, FilmStyle, frame_size
from layouts.motion.timeline import TransitionKind
from projects.records import Book

if TYPE_CHECKING:
    from charabook.studio.films import FilmWish

FILM = "film"
"""The name under which the choices are kept in the book's `settings_json`."""

SHAPES = ("16:9", "9:16", "1:1")
PACES = (0.7, 1.0, 1.4)
PREVIEW_PX = 1120
"""The long side of the preview's frames."""


class CardChoice(StrEnum):
    """What stands before and after the story."""

    FROM_BOOK = "book"
    TITLE = "title"
    END = "end"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmChoices:
    """One film of a book.

    title, credits  words of one's own cards, a line each
    music           a path on this computer; empty for silence
    narration       the same: a file, or a folder with a file for each page
    language        of the edition; empty for the book's first
    """

    shape: str = "16:9"
    rate: int = 24
    pace: float = 1.0
    transition: str = TransitionKind.TURN.value
    parallax: float = 1.0
    cards: str = CardChoice.FROM_BOOK.value
    title: str = ""
    credits: str = ""
    music: str = ""
    music_level: float = 0.6
    narration: str = ""
    narration_level: float = 1.0
    language: str = ""


def choices_of(book: Book) -> FilmChoices:
    """What was chosen; what cannot be read is as if it was never chosen."""
    stored = read_extras(book.settings_json).get(FILM)
    if not isinstance(stored, dict):
        return FilmChoices()
    plain = FilmChoices()
    kinds = {field.name: type(getattr(plain, field.name)) for field in fields(FilmChoices)}
    kept = {name: stored[name] for name, kind in kinds.items() if _is_of(kind, stored.get(name))}
    return _sound(replace(plain, **kept))


def with_choices(book: Book, choices: FilmChoices) -> str:
    """The book's `settings_json` with the choices; those that are as usual are left out."""
    plain = asdict(FilmChoices())
    told = {name: value for name, value in asdict(choices).items() if value != plain[name]}
    return with_extras(book.settings_json, **{FILM: told})


def film_wish(choices: FilmChoices, width: int, height: int) -> "FilmWish":
    """The choices as the studio hears them, for a frame of this size."""
    # Sound and films read numpy and more: not when the window opens.
    from charabook.studio.films import Cards, FilmWish  # noqa: PLC0415
    from layouts.motion.soundtrack import SoundWish  # noqa: PLC0415

    is_own = choices.cards == CardChoice.OWN
    style = FilmStyle(
        width=width,
        height=height,
        rate=choices.rate,
        pace=choices.pace,
        transition=TransitionKind(choices.transition),
        title=_lines(choices.title) if is_own else (),
        credits=_lines(choices.credits) if is_own else (),
        parallax=choices.parallax,
    )
    sound = SoundWish(
        music=_path(choices.music),
        narration=_path(choices.narration),
        music_level=choices.music_level,
        narration_level=choices.narration_level,
    )
    cards = Cards.NONE if is_own else Cards(choices.cards)
    return FilmWish(style=style, language=choices.language, sound=sound, cards=cards)


def shape_px(shape: str, long_px: int) -> tuple[int, int]:
    """Pixels of a frame whose longer side is about `long_px`; even numbers."""
    width, height = frame_size(shape)
    scale = long_px / max(width, height)
    return round(width * scale / 2) * 2, round(height * scale / 2) * 2


def preview_wish(choices: FilmChoices, long_px: int) -> "FilmWish":
    """The film in another size. Sound that is not on this computer must not hide the pictures."""
    heard = replace(choices, narration=_if_there(choices.narration), music=_if_there(choices.music))
    return film_wish(heard, *shape_px(choices.shape, long_px))


def _if_there(path: str) -> str:
    return path if path and Path(path).exists() else ""


def _is_of(kind: type, value: object) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind) and not isinstance(value, bool)


def _sound(choices: FilmChoices) -> FilmChoices:
    """Only what this program can film: a teammate's newer program may have written more."""
    plain = FilmChoices()
    return replace(
        choices,
        shape=choices.shape if choices.shape in SHAPES else plain.shape,
        rate=choices.rate if choices.rate in RATES else plain.rate,
        pace=min(max(choices.pace, 0.2), 5.0),
        transition=choices.transition if choices.transition in _values(TransitionKind) else plain.transition,
        parallax=min(max(choices.parallax, 0.0), 4.0),
        cards=choices.cards if choices.cards in set(CardChoice) else plain.cards,
        music_level=min(max(choices.music_level, 0.0), 4.0),
        narration_level=min(max(choices.narration_level, 0.0), 4.0),
    )


def _values(kinds: type[TransitionKind]) -> set[str]:
    return {kind.value for kind in kinds}


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _path(told: str) -> Path | None:
    return Path(told) if told else None
