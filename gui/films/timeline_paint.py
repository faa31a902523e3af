"""How the timeline looks: lanes of blocks, a ruler above them, the playhead over all."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from charabook.studio.moving_takes import is_moving
from gui import signs
from gui.book_view import BookView
from gui.desk import Desk
from gui.films.blocks import PageBlock, ShotBlock, WordsBlock, clock, ruler_step_s
from gui.films.choices import FilmChoices
from gui.films.reel import Reel, direction_of_panel
from gui.films.words import move_names, say_page
from gui.theme import Shades, shades
from layouts.motion.timeline import Move, TransitionKind
from projects.records import LetteringId, PanelId

RULER_PX, PAGES_PX, WORDS_PX, MUSIC_PX, GAP_PX = 22, 20, 24, 24, 4
LEAST_SHOTS_PX, MOST_SHOTS_PX = 44, 132
ROUND_PX = 5
MOVE_SIGNS = {
    Move.AUTO: "spark",
    Move.FIT: "whole",
    Move.PAN: "pan",
    Move.PUSH_IN: "push",
    Move.SHAKE: "shake",
    Move.KEYFRAMES: "keyframe",
}
TRANSITION_SIGNS = {TransitionKind.TURN: "turn", TransitionKind.FADE: "fade", TransitionKind.CUT: "knife"}

PlaceOf = Callable[[float], float]


class Lanes:
    """Where each lane stands in a viewport of some size."""

    LEAST_PX = RULER_PX + PAGES_PX + LEAST_SHOTS_PX + WORDS_PX + MUSIC_PX + 6 * GAP_PX

    def __init__(self, width: float, height: float) -> None:
        others = RULER_PX + PAGES_PX + WORDS_PX + MUSIC_PX + 6 * GAP_PX
        shots = min(max(height - others, LEAST_SHOTS_PX), MOST_SHOTS_PX)
        self.width, self.height = width, height
        self.ruler = QRectF(0, 0, width, RULER_PX)
        self.pages = QRectF(0, self.ruler.bottom() + GAP_PX, width, PAGES_PX)
        self.shots = QRectF(0, self.pages.bottom() + 2, width, shots)
        self.words = QRectF(0, self.shots.bottom() + GAP_PX, width, WORDS_PX)
        self.music = QRectF(0, self.words.bottom() + GAP_PX, width, MUSIC_PX)


class TimelinePainter(QObject):
    """Paints what the reel holds."""

    def __init__(self, desk: Desk, reel: Reel) -> None:
        super().__init__(reel)
        self._desk = desk
        self._reel = reel

    def paint(
        self,
        painter: QPainter,
        lanes: Lanes,
        x_of: PlaceOf,
        px_per_s: float,
        pulled: tuple[ShotBlock, float] | None,
    ) -> None:
        """Everything; `pulled` is the shot whose end is in the hand, and the time where it is."""
        tones, blocks = shades(), self._reel.blocks
        painter.fillRect(QRectF(0, 0, lanes.width, lanes.height), QColor(tones.window))
        self._paint_ruler(painter, lanes, x_of, px_per_s)
        current = self._reel.shot()
        for page in blocks.pages:
            place = _span(lanes.pages, x_of(page.start_s), x_of(page.end_s))
            if _is_seen(place, lanes):
                self._paint_page(painter, page, place, lanes, x_of)
        for shot in blocks.shots:
            end_s = pulled[1] if pulled is not None and pulled[0] == shot else shot.end_s
            place = _span(lanes.shots, x_of(shot.start_s), x_of(end_s))
            if _is_seen(place, lanes):
                self._paint_shot(painter, shot, place, x_of, is_current=shot == current)
        for words in blocks.words:
            place = _span(lanes.words, x_of(words.start_s), x_of(words.end_s))
            if _is_seen(place, lanes):
                self._paint_words(painter, words, place)
        self._paint_music(painter, lanes, x_of)
        if blocks.shots or blocks.pages:
            self._paint_playhead(painter, lanes, x_of(self._reel.at_s))

    def paint_focus(self, painter: QPainter, place: QRectF) -> None:
        """Keys are heard here."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(shades().accent), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def say_shot(self, shot: ShotBlock) -> str:
        """A shot in words: whose panel, how the camera moves, how long."""
        where = say_page(self._desk.view, shot.key.page_id)
        view = self._desk.view
        record = view.panels_by_id.get(PanelId(shot.key.panel_id)) if view is not None else None
        among = view.panels_of_page[record.page] if view is not None and record is not None else ()
        if record is not None and len(among) > 1:
            number = [one.id for one in among].index(record.id) + 1
            where = self.tr("{page}, panel {panel}").format(page=where, panel=number)
        seconds = f"{shot.end_s - shot.start_s:.1f}"
        move = dict(move_names()).get(shot.shot.move, "")
        told = self.tr("{where}: {move}, {seconds} s").format(where=where, move=move, seconds=seconds)
        return told + self.tr(", a moving take") if self._moves_itself(shot) else told

    def _moves_itself(self, shot: ShotBlock) -> bool:
        """Whether the take that stands in the panel is a clip."""
        view = self._desk.view
        panel = view.panels_by_id.get(PanelId(shot.key.panel_id)) if view is not None else None
        take = view.takes_by_id.get(panel.chosen_take) if view is not None and panel and panel.chosen_take else None
        return take is not None and is_moving(take)

    # ------------------------------------------------------------------ lanes

    def _paint_ruler(self, painter: QPainter, lanes: Lanes, x_of: PlaceOf, px_per_s: float) -> None:
        tones = shades()
        painter.setFont(_small(painter.font()))
        step = ruler_step_s(px_per_s)
        base = lanes.ruler.bottom()
        for at_s in _steps(step / 5, self._reel.blocks.length_s):
            x = x_of(at_s)
            if not -60 <= x <= lanes.width + 60:
                continue
            is_number = abs(at_s / step - round(at_s / step)) < 1e-6
            painter.setPen(QPen(QColor(tones.muted if is_number else tones.line), 1))
            painter.drawLine(QPointF(x, base - (8 if is_number else 4)), QPointF(x, base))
            if is_number:
                words = clock(at_s) if step < 1 else clock(at_s)[:-2]
                painter.drawText(QPointF(x + 4, base - 8), words)

    def _paint_page(self, painter: QPainter, page: PageBlock, place: QRectF, lanes: Lanes, x_of: PlaceOf) -> None:
        """The page's name over a band that reaches under its shots."""
        tones = shades()
        whole = QRectF(place.left(), place.top(), place.width(), lanes.shots.bottom() - place.top() + 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.hover))
        painter.drawRoundedRect(whole, ROUND_PX, ROUND_PX)
        shown_left = max(place.left(), 0.0)  # the name of a long page stays in sight
        left = shown_left + 8
        if page.opening.length_s > 0 and place.width() > 34:
            sign = drawn_once(TRANSITION_SIGNS[page.opening.kind], tones.muted, 28)
            painter.drawPixmap(QRectF(shown_left + 5, place.top() + 3, 14, 14), sign, QRectF(sign.rect()))
            left = shown_left + 23
            self._paint_opening(painter, page, lanes, x_of)
        room = QRectF(left, place.top(), place.right() - left - 4, place.height())
        painter.setPen(QColor(tones.muted))
        _write(painter, room, say_page(self._desk.view, page.page_id))

    @staticmethod
    def _paint_opening(painter: QPainter, page: PageBlock, lanes: Lanes, x_of: PlaceOf) -> None:
        """How long the page before is still to be seen: a wedge that opens."""
        left, right = x_of(page.start_s) + 2, x_of(page.start_s + page.opening.length_s)
        lane = lanes.shots
        wedge = QPolygonF([QPointF(left, lane.bottom()), QPointF(right, lane.top()), QPointF(right, lane.bottom())])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shades().line))
        painter.drawPolygon(wedge)

    def _paint_shot(
        self, painter: QPainter, shot: ShotBlock, place: QRectF, x_of: PlaceOf, *, is_current: bool
    ) -> None:
        tones = shades()
        outline = QPainterPath()
        outline.addRoundedRect(place, ROUND_PX, ROUND_PX)
        painter.fillPath(outline, QColor(tones.base))
        painter.save()
        painter.setClipPath(outline)
        self._paint_stills(painter, shot, place)
        self._paint_label(painter, shot, place, tones)
        if shot.shot.move is Move.KEYFRAMES:
            self._paint_keys(painter, shot, place, x_of)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.accent if is_current else tones.line), 2.5 if is_current else 1))
        painter.drawPath(outline)

    def _paint_stills(self, painter: QPainter, shot: ShotBlock, place: QRectF) -> None:
        """A strip of pictures: how it begins in the first half, how it ends in the second."""
        first, last = (self._reel.stills.get(shot.key, end) for end in (0, 1))
        if first is None:
            return
        cells = max(1, round(place.width() * first.height() / (place.height() * first.width())))
        width = place.width() / cells
        for cell in range(cells):
            picture = last if last is not None and cell >= (cells + 1) // 2 else first
            _cover(painter, picture, QRectF(place.left() + cell * width, place.top(), width + 0.5, place.height()))

    def _paint_label(self, painter: QPainter, shot: ShotBlock, place: QRectF, tones: Shades) -> None:
        """What the camera does, whether the take moves, how long: on a chip that stays readable over any picture."""
        if place.width() < 26:
            return
        painter.setFont(_small(painter.font()))
        drawn = [(MOVE_SIGNS[shot.shot.move], tones.text)]
        drawn += [("film", tones.accent)] if self._moves_itself(shot) else []
        seconds = f"{shot.end_s - shot.start_s:.1f} s"
        signs_px = 4 + 17 * len(drawn)
        whole_px = signs_px + painter.fontMetrics().horizontalAdvance(seconds) + 8
        has_words = place.width() > whole_px + 6
        left = min(max(place.left(), 0.0), place.right() - whole_px - 8) if has_words else place.left()
        chip = QRectF(left + 4, place.bottom() - 22, whole_px if has_words else signs_px + 1, 18)
        ground = QColor(tones.base)
        ground.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 4, 4)
        for number, (name, colour) in enumerate(drawn):
            sign = drawn_once(name, colour, 28)
            painter.drawPixmap(QRectF(chip.left() + 4 + 17 * number, chip.top() + 2, 14, 14), sign, QRectF(sign.rect()))
        if has_words:
            painter.setPen(QColor(tones.text))
            painter.drawText(chip.adjusted(signs_px, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, seconds)

    def _paint_keys(self, painter: QPainter, shot: ShotBlock, place: QRectF, x_of: PlaceOf) -> None:
        """A diamond for each keyframe."""
        view = self._desk.view
        for at_s in key_times(view, shot):
            middle = QPointF(min(max(x_of(at_s), place.left() + 6), place.right() - 6), place.top() + 9)
            painter.setPen(QPen(QColor("#ffffff"), 1.2))
            painter.setBrush(QColor(shades().accent))
            painter.drawPolygon(QPolygonF([middle + QPointF(*way) for way in ((0, -6), (6, 0), (0, 6), (-6, 0))]))

    def _paint_words(self, painter: QPainter, words: WordsBlock, place: QRectF) -> None:
        """A balloon's words, marked with its speaker's colour."""
        tones = shades()
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.setBrush(QColor(tones.base))
        painter.drawRoundedRect(place, ROUND_PX, ROUND_PX)
        colour = self._speaker_colour(words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour or tones.faint))
        painter.drawRoundedRect(QRectF(place.left(), place.top(), 4, place.height()), 2, 2)
        painter.setPen(QColor(tones.text))
        painter.setFont(_small(painter.font()))
        _write(painter, place.adjusted(9, 0, -4, 0), " ".join(words.cue.text.split()))

    def _speaker_colour(self, words: WordsBlock) -> str:
        view = self._desk.view
        if view is None:
            return ""
        among = view.letterings_of_panel.get(PanelId(words.cue.panel_id), ())
        found = next((one for one in among if one.id == LetteringId(words.cue.source_id)), None)
        speaker = view.characters.get(found.speaker) if found is not None and found.speaker else None
        return speaker.colour if speaker is not None else ""

    def _paint_music(self, painter: QPainter, lanes: Lanes, x_of: PlaceOf) -> None:
        tones, choices = shades(), self._reel.choices
        place = _span(lanes.music, x_of(0.0), x_of(self._reel.blocks.length_s))
        if place.width() < 8:
            return
        is_silent = not choices.music
        painter.setPen(QPen(QColor(tones.line), 1, Qt.PenStyle.DashLine if is_silent else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_silent else QColor(tones.base))
        painter.drawRoundedRect(place, ROUND_PX, ROUND_PX)
        if not is_silent:
            self._paint_level(painter, place, choices)
        left = max(place.left(), 0.0) + 8
        sign = drawn_once("music", tones.muted, 28)
        painter.drawPixmap(QRectF(left, place.top() + 5, 14, 14), sign, QRectF(sign.rect()))
        painter.setPen(QColor(tones.muted if is_silent else tones.text))
        painter.setFont(_small(painter.font()))
        words = self.tr("Add music…") if is_silent else Path(choices.music).name
        _write(painter, QRectF(left + 20, place.top(), place.right() - left - 24, place.height()), words)

    @staticmethod
    def _paint_level(painter: QPainter, place: QRectF, choices: FilmChoices) -> None:
        """How loud: filled from below."""
        part = min(choices.music_level, 1.0)
        filled = QRectF(place.left(), place.bottom() - part * place.height(), place.width(), part * place.height())
        clip = QPainterPath()
        clip.addRoundedRect(place, ROUND_PX, ROUND_PX)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(filled, QColor(shades().selected))
        painter.restore()

    @staticmethod
    def _paint_playhead(painter: QPainter, lanes: Lanes, x: float) -> None:
        accent = QColor(shades().accent)
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, lanes.ruler.bottom() - 8), QPointF(x, lanes.music.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        head = QPolygonF(
            [QPointF(x + dx, lanes.ruler.bottom() - dy) for dx, dy in ((-7, 16), (7, 16), (7, 9), (0, 2), (-7, 9))]
        )
        painter.drawPolygon(head)


@cache
def drawn_once(name: str, colour: str, side_px: int) -> QPixmap:
    """A sign for painting many times: there are a dozen, in two themes."""
    return signs.drawn(name, colour, side_px)


def key_times(view: BookView | None, shot: ShotBlock) -> Iterator[float]:
    """The times of the film at which a shot has keyframes by hand."""
    yield from (shot.time(key.at) for key in direction_of_panel(view, shot.key.panel_id).keys)


def _span(lane: QRectF, left: float, right: float) -> QRectF:
    """A block in a lane, with a hairline of air to its neighbour."""
    return QRectF(left + 0.5, lane.top(), max(right - left - 1.5, 2.0), lane.height())


def _is_seen(place: QRectF, lanes: Lanes) -> bool:
    return place.right() >= 0 and place.left() <= lanes.width


def _steps(step: float, end: float) -> Iterator[float]:
    yield from (number * step for number in range(int(end / step + 1e-6) + 1))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(8.5)
    return small


def _write(painter: QPainter, room: QRectF, words: str) -> None:
    """One line, shortened to the room; nothing where a letter has none."""
    if room.width() < 14:
        return
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _cover(painter: QPainter, picture: QPixmap, place: QRectF) -> None:
    """The middle of a picture, as much as fills the place."""
    scale = max(place.width() / picture.width(), place.height() / picture.height())
    width, height = place.width() / scale, place.height() / scale
    part = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
    painter.drawPixmap(place, picture, part)
