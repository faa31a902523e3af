"""What the illustrator changes of a film. Every change is one step that can be undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from charabook.studio import Studio
from gui.desk import Desk
from gui.films.camera_work import key_of, panel_box, with_key
from gui.films.choices import PREVIEW_PX, choices_of, preview_wish, with_choices
from layouts.motion.direction import PanelDirection
from layouts.motion.timeline import Camera, Move
from projects.changes import NOTHING, Changes
from projects.records import BOOK, Book, PageId, PanelId

if TYPE_CHECKING:
    from gui.films.reel import Reel


class Director:
    """Chooses for the whole film, and directs the shot at the reel's playhead."""

    def __init__(self, desk: Desk, reel: "Reel") -> None:
        self._desk = desk
        self._reel = reel

    def choose(self, label: str, **fields: object) -> None:
        """Choose something for the whole film."""
        view = self._desk.view
        if view is None:
            return
        chosen = replace(choices_of(view.book), **fields)  # type: ignore[arg-type]
        stored = with_choices(view.book, chosen)
        if chosen != self._reel.choices:
            self._desk.edit(label, lambda edit: edit.update(Book, BOOK, settings_json=stored))

    def direct(self, direction: PanelDirection) -> None:
        """Direct the panel at hand."""
        panel = self._reel.panel()
        if panel is not None and direction != self._reel.direction():
            self._desk.change(lambda studio: studio.films.direct(panel, direction))

    def direct_by_hand(self) -> None:
        """The way that the camera goes now, as keyframes."""
        panel, wish = self._reel.panel(), preview_wish(self._reel.choices, PREVIEW_PX)
        if panel is not None:
            self._desk.change(lambda studio: studio.films.direct(panel, studio.films.as_keyframes(panel, wish)))

    def place_camera(self, camera: Camera) -> None:
        """Set a keyframe at the playhead; a shot that moved by itself is directed by hand from now on."""
        reel = self._reel
        panel, shot, page, timeline = reel.panel(), reel.shot(), reel.page(), reel.timeline
        if panel is not None and shot is not None and page is not None and timeline is not None:
            self._desk.change(self._placing(camera, panel, page.page_id, shot.part(reel.at_s), timeline.aspect))

    def _placing(
        self, camera: Camera, panel: PanelId, page: str, part: float, aspect: float
    ) -> Callable[[Studio], Changes]:
        choices = self._reel.choices
        wish = preview_wish(choices, PREVIEW_PX)

        def place(studio: Studio) -> Changes:
            composition = studio.page(PageId(page), choices.language).composition
            box = panel_box(composition, panel)
            if box is None:
                return NOTHING
            direction = studio.films.direction(panel)
            if direction.move is not Move.KEYFRAMES:
                direction = studio.films.as_keyframes(panel, wish)
            key = key_of(camera, part, box, composition.display_list.trim_box, aspect)
            return studio.films.direct(panel, with_key(direction, key))

        return place

    def set_seconds(self, seconds: float) -> None:
        """Let the shot at hand last so long, or as long as its words take (0)."""
        self.direct(replace(self._reel.direction(), seconds=seconds))
