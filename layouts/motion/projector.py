"""Shows a film: a picture for any moment, for scrubbing and for files alike.

Each page is painted once and then only moved.
"""

from collections import OrderedDict
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from layouts.motion.easing import Easing, eased, popped, ramp
from layouts.motion.leaf import Leaf
from layouts.motion.painted import PaintedPage, PaintedPages
from layouts.motion.rasters import Raster
from layouts.motion.scenery import VEIL, draw_shadow, draw_veil
from layouts.motion.sightings import Sighting, sighted
from layouts.motion.sources import FilmPage, PageSource
from layouts.motion.stages import Pose, draw_stage, picture_of
from layouts.motion.timeline import (
    ENTRANCE_S,
    FOCUS_RAMP_S,
    Cue,
    Entrance,
    Scene,
    Shot,
    Timeline,
    TransitionKind,
)
from layouts.page import Binding, PanelId, Sheet
from layouts.shapes import Rect

_KEPT_SHEETS = 2
_CLIP_FADE_S = 0.4
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


class Precision(Enum):
    """How frames are painted. With 8 bits a channel Qt's smooth scaling rounds down: a level darker, thrice as fast."""

    FAST = QImage.Format.Format_RGB32
    EXACT = QImage.Format.Format_RGBX64


class Projector:
    """Paints the frames of a timeline. For one thread at a time."""

    def __init__(
        self,
        timeline: Timeline,
        source: PageSource,
        parallax: float = 1.0,
        precision: Precision = Precision.FAST,
    ) -> None:
        self._timeline = timeline
        self._source = source
        self._parallax = parallax
        self._precision = precision
        self._pages = PaintedPages(timeline, source)
        self._sheets: OrderedDict[tuple[int, float], QImage] = OrderedDict()

    @property
    def source(self) -> PageSource:
        """What it is made from."""
        return self._source

    @property
    def timeline(self) -> Timeline:
        """What is shown."""
        return self._timeline

    def frame_at(self, at_s: float) -> QImage:
        """The picture at a time of the film: opaque RGB of the timeline's size."""
        moment = self._timeline.moment(at_s)
        scene = self._timeline.scenes[moment.index]
        image = self._blank()
        painter = QPainter(image)
        painter.setRenderHints(_SMOOTH)
        try:
            if moment.index and moment.at_s < scene.opening.length_s:
                self._draw_transition(painter, moment.index, moment.at_s)
            else:
                self._draw_scene(painter, moment.index, moment.at_s)
        finally:
            painter.end()
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def frame(self, number: int) -> QImage:
        """The picture of a frame, counted from 0."""
        return self.frame_at(number / self._timeline.rate)

    def sightings(self, at_s: float, panel_id: str) -> tuple[Sighting, ...]:
        """Where each figure of a panel's picture stands in the frame at a time of the film; none of a moving picture.

        Transitions are left out: while a page is turned, its figures are where they will be when it lies.
        """
        moment = self._timeline.moment(at_s)
        scene, page = self._timeline.scenes[moment.index], self._pages[moment.index]
        shot = next((one for one in scene.shots if one.panel_id == panel_id and one.at_s <= moment.at_s), None)
        found = picture_of(page.source.composition.display_list, page.ground_ops, PanelId(panel_id))
        if shot is None or found is None or PanelId(panel_id) in page.source.clips:
            return ()
        pose = self._pose(page, scene, shot, moment.at_s)
        figures = range(len(page.source.cutouts.get(PanelId(panel_id), ())))
        return tuple(sighted(one, found[1], pose, self._to_frame(scene, moment.at_s)) for one in figures)

    def _blank(self) -> QImage:
        image = QImage(self._timeline.width, self._timeline.height, self._precision.value)
        image.fill(VEIL)
        return image

    # ------------------------------------------------------------------------------------------ scenes

    def _draw_scene(self, painter: QPainter, index: int, at_s: float) -> None:
        page = self._pages[index]
        painter.drawImage(0, 0, page.backdrop)
        self._draw_sheet(painter, index, at_s)

    def _draw_sheet(self, painter: QPainter, index: int, at_s: float) -> None:
        """The page as the camera sees it, without what lies behind it."""
        scene, page = self._timeline.scenes[index], self._pages[index]
        painter.save()
        painter.setTransform(self._to_frame(scene, at_s))
        draw_shadow(painter, page.ground.box)
        painter.setClipRect(QRectF(*page.ground.box))
        page.ground.draw(painter)
        for shot in scene.shots:
            if PanelId(shot.panel_id) in page.source.clips:
                self._draw_clip(painter, page, shot, at_s)
            else:
                self._draw_depth(painter, page, scene, shot, at_s)
        focus = scene.focus_at(at_s)
        read = {cue.source_id: cue for cue in scene.cues}
        behind = [cue for cue in scene.cues if cue.panel_id not in focus]
        self._draw_cels(painter, page, behind, at_s)
        draw_veil(painter, page.ground.box, page.outlines, focus)
        self._draw_cels(painter, page, [cue for cue in read.values() if cue.panel_id in focus], at_s)
        painter.restore()

    def _to_frame(self, scene: Scene, at_s: float) -> QTransform:
        """From millimetres on the page to pixels of the frame."""
        camera = scene.camera_at(at_s)
        view, (across, down) = camera.view(self._timeline.aspect), scene.shaken(at_s)
        scale = self._timeline.width / view.width
        height = self._timeline.height
        return QTransform(scale, 0, 0, scale, -view.x * scale + across * height, -view.y * scale + down * height)

    def _draw_depth(self, painter: QPainter, page: PaintedPage, scene: Scene, shot: Shot, at_s: float) -> None:
        pose = self._pose(page, scene, shot, at_s)
        if pose is not None:
            draw_stage(painter, page.outlines[shot.panel_id], pose)

    def _pose(self, page: PaintedPage, scene: Scene, shot: Shot, at_s: float) -> Pose | None:
        """The focused panel's figures before their ground, growing out of the flat picture and back into it."""
        wish = page.source.directions.get(PanelId(shot.panel_id))
        depth = self._parallax * (1.0 if wish is None else wish.parallax)
        ramp_s = min(2.5, max(shot.length_s * 0.45, FOCUS_RAMP_S))
        weight = ramp(at_s, shot.at_s, ramp_s) - ramp(at_s, shot.end_s - ramp_s * 0.5, ramp_s)
        if not shot.panel_id or weight <= 1e-4 or depth <= 0:
            return None
        stage = page.stage(shot.panel_id)
        if stage is None:
            return None
        camera, middle = scene.camera_at(at_s), stage.box.centre
        swing = ((camera.x - middle.x) * weight, (camera.y - middle.y) * weight)
        return Pose(stage=stage, swing=swing, depth=depth * weight)

    def _draw_clip(self, painter: QPainter, page: PaintedPage, shot: Shot, at_s: float) -> None:
        """The panel's clip, played once while the panel is read; before and after it stands its still."""
        opacity = ramp(at_s, shot.at_s, _CLIP_FADE_S) - ramp(at_s, shot.end_s, _CLIP_FADE_S)
        if opacity > 1e-3 and (screening := page.screening(shot.panel_id)) is not None:
            screening.draw(painter, page.outlines[shot.panel_id], at_s - shot.at_s, opacity)

    def _draw_cels(self, painter: QPainter, page: PaintedPage, cues: list[Cue], at_s: float) -> None:
        for cue in cues:
            cel = page.cels.get(cue.source_id)
            presence = cue.presence_at(at_s)
            if cel is not None and at_s >= cue.at_s and presence > 0:
                painter.setOpacity(presence)
                _draw_cel(painter, cel, cue, at_s)
                painter.setOpacity(1.0)

    # ------------------------------------------------------------------------------------------ transitions

    def _draw_transition(self, painter: QPainter, index: int, at_s: float) -> None:
        opening = self._timeline.scenes[index].opening
        part = at_s / opening.length_s
        if opening.kind is TransitionKind.TURN:
            self._draw_turn(painter, index, at_s, part)
            return
        self._draw_scene(painter, index - 1, self._end_s(index - 1))
        painter.setOpacity(eased(Easing.SMOOTH, part))
        painter.drawImage(0, 0, self._still(index, at_s))
        painter.setOpacity(1.0)

    def _draw_turn(self, painter: QPainter, index: int, at_s: float, part: float) -> None:
        """The leaf of the page before turns over its bound edge and uncovers the next page."""
        before, after = self._pages[index - 1], self._pages[index]
        painter.drawImage(0, 0, before.backdrop)
        painter.setOpacity(eased(Easing.SMOOTH, part))
        painter.drawImage(0, 0, after.backdrop)
        painter.setOpacity(1.0)
        self._draw_sheet(painter, index, at_s)
        turned = eased(Easing.SMOOTH, part)
        if before.source.page.sheet is Sheet.SPREAD:
            self._draw_spread_turn(painter, index, turned)
        else:
            front = self._sheet_alone(index - 1, self._end_s(index - 1))
            Leaf(front=front, back=None, page=self._sheet_place(index - 1), side=_side(before.source)).draw(
                painter, turned
            )

    def _draw_spread_turn(self, painter: QPainter, index: int, turned: float) -> None:
        """Of two spreads, a leaf turns over the fold: its back is the far half of the next spread."""
        front, back = self._sheet_alone(index - 1, self._end_s(index - 1)), self._sheet_alone(index, 0.0)
        sheet, side = self._sheet_place(index - 1), _side(self._pages[index - 1].source)
        half = QRectF(sheet.left(), sheet.top(), sheet.width() / 2, sheet.height())
        other = half.translated(half.width(), 0)
        turning, lying = (other, half) if side > 0 else (half, other)
        painter.drawImage(lying, front, lying)
        Leaf(front=front, back=back, page=turning, side=side).draw(painter, turned)

    def _sheet_place(self, index: int) -> QRectF:
        """Where the page lies in the frame at the end of its scene."""
        return self._to_frame(self._timeline.scenes[index], self._end_s(index)).mapRect(
            QRectF(*self._pages[index].ground.box)
        )

    def _sheet_alone(self, index: int, at_s: float) -> QImage:
        """The page at a time of its scene, on nothing; kept while it is being turned."""
        if (index, at_s) not in self._sheets:
            image = QImage(self._timeline.width, self._timeline.height, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.setRenderHints(_SMOOTH)
            self._draw_sheet(painter, index, at_s)
            painter.end()
            while len(self._sheets) >= _KEPT_SHEETS:
                self._sheets.popitem(last=False)
            self._sheets[index, at_s] = image
        return self._sheets[index, at_s]

    def _still(self, index: int, at_s: float) -> QImage:
        image = self._blank()
        painter = QPainter(image)
        painter.setRenderHints(_SMOOTH)
        self._draw_scene(painter, index, at_s)
        painter.end()
        return image

    def _end_s(self, index: int) -> float:
        return (self._timeline.scenes[index].frames - 1) / self._timeline.rate


def _side(page: FilmPage) -> float:
    """1 for a book bound left, whose pages turn to the left; -1 for one bound right."""
    return 1.0 if page.page.format.binding is Binding.LEFT else -1.0


def _draw_cel(painter: QPainter, cel: Raster, cue: Cue, at_s: float) -> None:
    part = (at_s - cue.at_s) / ENTRANCE_S[cue.entrance]
    if part >= 1:
        cel.draw(painter)
        return
    painter.save()
    painter.setOpacity(eased(Easing.OUT, part * (1.0 if cue.entrance is Entrance.FADE else 2.0)))
    cel.draw(painter, _grown(cel.box, _size_of(cue.entrance, part)))
    painter.restore()


def _size_of(entrance: Entrance, part: float) -> float:
    match entrance:
        case Entrance.POP:
            return 0.7 + 0.3 * popped(part, 0.16)
        case Entrance.BURST:
            return 0.35 + 0.65 * popped(part, 0.3)
        case Entrance.FADE:
            return 1.0


def _grown(box: Rect, factor: float) -> Rect:
    width, height = box.width * factor, box.height * factor
    return Rect(box.centre.x - width / 2, box.centre.y - height / 2, width, height)
