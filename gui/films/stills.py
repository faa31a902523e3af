"""Small pictures on the blocks of the timeline: how a shot begins and how it ends. Painted when there is time."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from gui.book_view import BookView
from gui.films.blocks import Blocks, ShotBlock, ShotKey
from gui.films.projection import ProjectionThread
from layouts.motion.timeline import Scene, Timeline
from projects.records import PageId

Ends = tuple[ShotKey, int]
"""A shot, and 0 for its beginning or 1 for its end."""


class Stills(QObject):
    """Knows a picture for both ends of every shot. A page that did not change is not painted again."""

    changed = Signal()

    def __init__(self, thread: ProjectionThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._plan = 0
        self._known: dict[Ends, QPixmap] = {}
        self._painted_of: dict[str, object] = {}
        self._wanted: dict[int, list[Ends]] = {}
        thread.still_painted.connect(self._keep)

    @property
    def are_painted(self) -> bool:
        """Whether no picture is waited for."""
        return not self._wanted

    def get(self, key: ShotKey, end: int) -> QPixmap | None:
        """The picture, if it is painted."""
        return self._known.get((key, end))

    def plan(self, plan: int, timeline: Timeline, blocks: Blocks, view: BookView) -> None:
        """Paint what the new plan shows otherwise."""
        waiting = {key for ends in self._wanted.values() for key, _ in ends}
        self._plan = plan
        self._wanted = {}
        states = {scene.page_id: _state(view, scene, timeline) for scene in timeline.scenes}
        for block in blocks.shots:
            page = block.key.page_id
            if states[page] != self._painted_of.get(page) or block.key in waiting:
                for end, frame in enumerate(_frames(block, timeline)):
                    self._wanted.setdefault(frame, []).append((block.key, end))
        keys = {block.key for block in blocks.shots}
        self._known = {ends: picture for ends, picture in self._known.items() if ends[0] in keys}
        self._painted_of = states
        self._thread.ask_stills(sorted(self._wanted))

    def _keep(self, plan: int, frame: int, picture: QImage) -> None:
        if plan == self._plan:
            shown = QPixmap.fromImage(picture)
            self._known |= dict.fromkeys(self._wanted.pop(frame, ()), shown)
            self.changed.emit()


def _frames(block: ShotBlock, timeline: Timeline) -> tuple[int, int]:
    first = round(block.arrival_s * timeline.rate)
    last = max(first, round(block.end_s * timeline.rate) - 1)
    return min(first, timeline.frames - 1), min(last, timeline.frames - 1)


def _state(view: BookView, scene: Scene, timeline: Timeline) -> object:
    """Everything that a page's pictures follow from, as far as records tell it."""
    page = PageId(scene.page_id)
    panels = view.panels_of_page.get(page, ())
    letterings = [view.letterings_of_panel.get(panel.id, ()) for panel in panels]
    texts = [view.texts_of_lettering.get(one.id, ()) for group in letterings for one in group]
    pictures = [view.picture(panel) for panel in panels]
    size = (timeline.width, timeline.height)
    return size, scene, view.book.settings_json, view.pages_by_id.get(page), panels, letterings, texts, pictures
