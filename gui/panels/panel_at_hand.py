"""Which panel lies on the canvas, and which of its takes."""

from gui.book_view import BookView
from gui.desk import Desk
from projects.records import Figure, Panel, PanelId, Take, TakeId


class PanelAtHand:
    """Answers from the book as it is now; a panel that is gone is no panel."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.id: PanelId | None = None
        self._take: TakeId | None = None

    def turn_to(self, panel: PanelId | None) -> None:
        """Take another panel at hand."""
        self.id, self._take = panel, None

    def pick(self, take: TakeId | None) -> None:
        """Look at one of its takes, chosen or not; with none, at the one that stands for it."""
        self._take = take

    def record(self) -> Panel | None:
        """The panel itself."""
        view = self._desk.view
        return view.panels_by_id.get(self.id) if view is not None and self.id is not None else None

    def figures(self) -> tuple[Figure, ...]:
        """Who is in it."""
        view = self._desk.view
        return view.figures_of_panel.get(self.id, ()) if view is not None and self.id is not None else ()

    def before(self) -> Panel | None:
        """The panel that is read before it."""
        view = self._desk.view
        ids = [panel.id for panel in view.panels] if view is not None else []
        at = ids.index(self.id) if self.id in ids else 0
        return view.panels[at - 1] if view is not None and at > 0 else None

    def take(self) -> Take | None:
        """The take that is looked at."""
        view, panel = self._desk.view, self.record()
        if view is None:
            return None
        return self._picked(view) or (view.shown_take(panel) if panel is not None else None)

    def _picked(self, view: BookView) -> Take | None:
        return view.takes_by_id.get(self._take) if self._take is not None else None
