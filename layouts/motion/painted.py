"""Pages painted for filming: once, at the resolution that the camera's nearest view needs; the last few are kept."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtGui import QImage, QPainterPath

from layouts.display_list import DrawOp
from layouts.motion.cels import taken_apart
from layouts.motion.clips import Screening, screening_of
from layouts.motion.rasters import Grid, Raster, on_paper
from layouts.motion.scenery import backdrop
from layouts.motion.sources import FilmPage, PageSource
from layouts.motion.stages import Stage, stage_of
from layouts.motion.timeline import Scene, Timeline
from layouts.page import PanelId
from layouts.painter import qt_path

_MOST_PIXELS = 12_000_000  # of a painted page: 64 MB with its levels
_KEPT_PAGES = 2
_KEPT_STAGES = 2


@dataclass(slots=True)
class PaintedPage:
    """A page ready to be filmed."""

    source: FilmPage
    ground: Raster
    cels: dict[str, Raster]
    outlines: dict[str, QPainterPath]
    backdrop: QImage
    grid: Grid
    ground_ops: tuple[DrawOp, ...]
    _stages: OrderedDict[str, Stage | None] = field(default_factory=OrderedDict)
    _screenings: OrderedDict[str, Screening | None] = field(default_factory=OrderedDict)

    def stage(self, panel_id: str) -> Stage | None:
        """A panel in depth; None where nobody stands out."""
        cutouts = self.source.cutouts.get(PanelId(panel_id), ())
        drawing = self.source.composition.display_list
        return _kept(
            self._stages, panel_id, lambda: stage_of(drawing, self.ground_ops, PanelId(panel_id), cutouts, self.grid)
        )

    def screening(self, panel_id: str) -> Screening | None:
        """A panel's clip; None where the page shows no picture."""
        clip = self.source.clips[PanelId(panel_id)]
        drawing = self.source.composition.display_list
        return _kept(
            self._screenings,
            panel_id,
            lambda: screening_of(drawing, self.ground_ops, PanelId(panel_id), clip, self.grid),
        )


class PaintedPages:
    """The pages of a timeline, painted when they are asked for."""

    def __init__(self, timeline: Timeline, source: PageSource) -> None:
        self._timeline = timeline
        self._source = source
        self._pages: OrderedDict[int, PaintedPage] = OrderedDict()

    def __getitem__(self, index: int) -> PaintedPage:
        """The page of a scene."""
        if index in self._pages:
            self._pages.move_to_end(index)
            return self._pages[index]
        while len(self._pages) >= _KEPT_PAGES:
            self._pages.popitem(last=False)
        scene = self._timeline.scenes[index]
        self._pages[index] = self._painted(scene, self._source.page(scene.page_id))
        return self._pages[index]

    def _painted(self, scene: Scene, source: FilmPage) -> PaintedPage:
        drawing = source.composition.display_list
        box = drawing.trim_box
        nearest = min(key.camera.width for key in scene.keys)
        pixels_per_mm = min(self._timeline.width / nearest, math.sqrt(_MOST_PIXELS / (box.width * box.height)))
        parts = taken_apart(source.composition, {cue.source_id for cue in scene.cues})
        grid = Grid.over(box, pixels_per_mm)
        ground = on_paper(grid.painted(drawing, parts.ground, box))
        cels = {one.source_id: grid.raster(drawing, one.ops, one.box) for one in parts.cels}
        return PaintedPage(
            source=source,
            ground=Raster.of(ground, box),
            cels=cels,
            outlines={panel.panel_id: qt_path(panel.outline) for panel in source.composition.panels},
            backdrop=backdrop(ground, self._timeline.width, self._timeline.height),
            grid=grid,
            ground_ops=parts.ground,
        )


_Made = TypeVar("_Made")


def _kept(kept: OrderedDict[str, _Made | None], name: str, make: Callable[[], _Made | None]) -> _Made | None:
    """What was made under a name; only the last few are kept."""
    if name not in kept:
        while len(kept) >= _KEPT_STAGES:
            kept.popitem(last=False)
        kept[name] = make()
    return kept[name]
