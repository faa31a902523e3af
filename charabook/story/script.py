"""A story as its script tells it: cast, settings, pages, panels, letters. Plain records, no behaviour to speak of.

Every text of the book is a `Text`: the same words in one or more languages. Prompts (looks, settings, actions) are
plain strings in the language that the image model reads.
"""

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_LOOK = "everyday"
DEFAULT_LANGUAGE = "en"


class Direction(StrEnum):
    """Which way the book is read."""

    LEFT_TO_RIGHT = "left-to-right"
    RIGHT_TO_LEFT = "right-to-left"


class PageKind(StrEnum):
    """One page, or two facing pages that share their panels."""

    PAGE = "page"
    SPREAD = "spread"


class Shot(StrEnum):
    """How much of the place and the figures is seen."""

    WIDE = "wide"
    FULL = "full"
    MEDIUM = "medium"
    CLOSE_UP = "close-up"


class Side(StrEnum):
    """Where a figure stands from left to right; `ANY` leaves it to charabook."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    ANY = ""


class Depth(StrEnum):
    """How far away a figure stands."""

    FRONT = "front"
    MIDDLE = ""
    BACK = "back"


class Manner(StrEnum):
    """How a balloon is spoken."""

    SAYS = "says"
    THINKS = "thinks"
    SHOUTS = "shouts"
    WHISPERS = "whispers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a text in one language; lines are separated by newlines."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in one or more languages."""

    wordings: tuple[Wording, ...] = ()

    def in_language(self, language: str) -> str:
        """The words in `language`; where they are missing, those of the first language that has some."""
        for wording in self.wordings:
            if wording.language == language:
                return wording.words
        return self.wordings[0].words if self.wordings else ""

    def __bool__(self) -> bool:
        return bool(self.wordings)


def text(words: str, language: str = DEFAULT_LANGUAGE) -> Text:
    """A text in one language."""
    return Text((Wording(language=language, words=words),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One outfit of a character: the words, and where there is one, the drawing it comes from (a file name)."""

    name: str = DEFAULT_LOOK
    description: str
    drawing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody who appears again and again. `looks[0]` is worn unless a panel says otherwise."""

    name: str
    about: str = ""
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place of the story and how it looks."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingUse:
    """A setting in one panel, with what is different there ("at night")."""

    name: str
    variation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A cast member in one panel. An empty `look` is the member's first one."""

    name: str
    look: str = ""
    side: Side = Side.ANY
    depth: Depth = Depth.MIDDLE
    expression: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balloon:
    """What somebody says, thinks, shouts or whispers."""

    speaker: str
    manner: Manner = Manner.SAYS
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The narrator's words."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A sound, drawn large."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Title lettering in a panel."""

    text: Text


Letters = Balloon | Caption | Effect | Headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture and its letters. Without a `setting` it stays where the panel before it was.

    `key` names the panel for good ("#crown-gone"), so that it keeps its pictures however much is rewritten.
    """

    key: str = ""
    setting: SettingUse | None = None
    shot: Shot = Shot.FULL
    picture: str = ""
    figures: tuple[Figure, ...] = ()
    letters: tuple[Letters, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page or spread. An empty `template` lets charabook choose one by the number of panels."""

    kind: PageKind = PageKind.PAGE
    template: str = ""
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Pages that belong together. Only the first chapter may go without a title."""

    title: Text = Text()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A whole book as its script tells it. `languages[0]` is the one it is written in."""

    title: Text = Text()
    author: str = ""
    format: str = ""
    languages: tuple[str, ...] = (DEFAULT_LANGUAGE,)
    direction: Direction = Direction.LEFT_TO_RIGHT
    style: str = ""
    seed: int = 0
    cast: tuple[CastMember, ...] = ()
    settings: tuple[Setting, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages in reading order."""
        return tuple(page for chapter in self.chapters for page in chapter.pages)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All panels in reading order."""
        return tuple(panel for page in self.pages for panel in page.panels)
