"""What a film is made from: composed pages with their wishes, and figures that can be lifted off their pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from layouts.motion.direction import PanelDirection
from layouts.page import Page, PanelId, plain_text
from layouts.problems import Composition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """A figure of a picture: a mask file (white is the figure, any size), how near it stands, 0 to 1, and who it is."""

    mask: Path
    nearness: float = 1.0
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFile:
    """A picture that moves by itself: a video file, and what is known of it."""

    path: Path
    frames: int
    frames_per_second: int

    @property
    def length_s(self) -> float:
        """How long it plays."""
        return self.frames / self.frames_per_second


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPage:
    """One page as a film needs it.

    order       ids of letterings and text blocks in the order in which they are read; those left out come last
    cutouts     the figures of panels, for depth
    clips       the panels whose pictures move by themselves
    directions  what the author wishes for panels
    shortest_s  the page stays at least so long (while it is read aloud)
    air         how much is seen about the page where all of it is shown, in parts of its height
    """

    id: str
    page: Page
    composition: Composition
    order: tuple[str, ...] = ()
    cutouts: Mapping[PanelId, tuple[Cutout, ...]] = field(default_factory=dict)
    clips: Mapping[PanelId, ClipFile] = field(default_factory=dict)
    directions: Mapping[PanelId, PanelDirection] = field(default_factory=dict)
    shortest_s: float = 0.0
    air: float = 0.045


class PageSource(Protocol):
    """Where pages come from. A page is composed when it is asked for, so long films need the memory of few pages."""

    def ids(self) -> Iterable[str]:
        """The pages of the film in order."""

    def page(self, page_id: str) -> FilmPage:
        """One page."""


def words_of(page: Page) -> dict[str, str]:
    """What each lettering and text block says, by its id: the words of subtitles."""
    said = {str(one.id): plain_text(one.runs) for one in page.letterings}
    return said | {str(block.id): plain_text(block.runs) for block in page.blocks}
