"""The film as blocks along time: what the timeline draws and what a click on it means. No Qt, no painting."""

from collections.abc import Iterator
from dataclasses import dataclass

from layouts.motion.timeline import Cue, Scene, Shot, Timeline, Transition

CARD = "card:"
_STEPS_S = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)


@dataclass(frozen=True, slots=True)
class ShotKey:
    """Names a shot across plans: the page and the panel; `panel_id` is empty where the page itself is looked at."""

    page_id: str
    panel_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """A page or card along the film, seconds from its beginning."""

    page_id: str
    start_s: float
    end_s: float
    opening: Transition

    @property
    def is_card(self) -> bool:
        """Whether it is no page of the book."""
        return self.page_id.startswith(CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotBlock:
    """A shot along the film. The camera is on its way until `arrival_s`; keyframes count from there."""

    key: ShotKey
    scene: int
    shot: Shot
    start_s: float
    arrival_s: float
    end_s: float

    def part(self, at_s: float) -> float:
        """How far a time of the film is into the shot, 0 to 1."""
        length = max(self.end_s - self.arrival_s, 1e-6)
        return min(max((at_s - self.arrival_s) / length, 0.0), 1.0)

    def time(self, part: float) -> float:
        """The time of the film at a part of the shot."""
        return self.arrival_s + part * (self.end_s - self.arrival_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsBlock:
    """Words along the film: from when they appear to when they have been read."""

    cue: Cue
    start_s: float
    end_s: float


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """All blocks of a film, in the order of time."""

    pages: tuple[PageBlock, ...] = ()
    shots: tuple[ShotBlock, ...] = ()
    words: tuple[WordsBlock, ...] = ()
    length_s: float = 0.0

    def shot_at(self, at_s: float) -> ShotBlock | None:
        """The shot at a time; between shots there is none."""
        return next((one for one in self.shots if one.start_s <= at_s < one.end_s), None)

    def page_at(self, at_s: float) -> PageBlock | None:
        """The page at a time."""
        return next((one for one in self.pages if one.start_s <= at_s < one.end_s), None)

    def find(self, key: ShotKey | None) -> ShotBlock | None:
        """The shot of this name, if the film still has it."""
        return next((one for one in self.shots if one.key == key), None)

    def stops(self) -> list[float]:
        """Where a jump forth or back may stop: beginnings of pages, and arrivals in shots."""
        return sorted({*(one.start_s for one in self.pages), *(one.arrival_s for one in self.shots)})


def blocks_of(timeline: Timeline) -> Blocks:
    """Cut a film into blocks."""
    starts = [timeline.start_s(index) for index in range(len(timeline.scenes))]
    pages: list[PageBlock] = []
    shots: list[ShotBlock] = []
    words: list[WordsBlock] = []
    for index, (start, scene) in enumerate(zip(starts, timeline.scenes, strict=True)):
        pages.append(_page(scene, start, timeline.rate))
        shots += _shots(scene, index, start)
        words += [WordsBlock(cue=cue, start_s=start + cue.at_s, end_s=start + cue.end_s) for cue in scene.cues]
    return Blocks(pages=tuple(pages), shots=tuple(shots), words=tuple(words), length_s=timeline.length_s)


def _page(scene: Scene, start_s: float, rate: int) -> PageBlock:
    return PageBlock(page_id=scene.page_id, start_s=start_s, end_s=start_s + scene.frames / rate, opening=scene.opening)


def _shots(scene: Scene, index: int, start_s: float) -> Iterator[ShotBlock]:
    for shot in scene.shots:
        # The camera arrives with the first keyframe of the shot.
        arrival_s = next((key.at_s for key in scene.keys if key.at_s >= shot.at_s - 1e-6), shot.at_s)
        yield ShotBlock(
            key=ShotKey(scene.page_id, shot.panel_id),
            scene=index,
            shot=shot,
            start_s=start_s + shot.at_s,
            arrival_s=start_s + min(arrival_s, shot.end_s),
            end_s=start_s + shot.end_s,
        )


def ruler_step_s(px_per_s: float, least_px: float = 64.0) -> float:
    """Seconds between numbers on a ruler, so that they stand apart."""
    return next((step for step in _STEPS_S if step * px_per_s >= least_px), _STEPS_S[-1])


def clock(seconds: float) -> str:
    """A time of the film as minutes and seconds, with tenths."""
    tenths = round(max(0.0, seconds) * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"
