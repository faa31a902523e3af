"""What can be done to everything that is selected on a canvas, whatever it is. Each is one step that can be undone."""

from PySide6.QtCore import QObject, Signal

from gui.canvas.alignment import Arrangement


class SelectionGestures(QObject):
    """What figures on a panel and lettering on a page have in common."""

    selection_changed = Signal()

    def count(self) -> int:
        """How many are selected."""
        raise NotImplementedError

    def say_count(self) -> str:
        """How many of what are selected, in the language of the moment."""
        raise NotImplementedError

    def select_all(self) -> None:
        """Select all that lie on the sheet."""
        raise NotImplementedError

    def select_none(self) -> None:
        """Let go of what is being dragged, else select nothing."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Select the next one (`by` 1) or the previous one (-1) alone."""
        raise NotImplementedError

    def add_next(self) -> None:
        """Select the next one too."""
        raise NotImplementedError

    def duplicate(self) -> None:
        """Put everything that is selected there a second time, and select the twins."""
        raise NotImplementedError

    def remove_selected(self) -> None:
        """Take away what is selected."""
        raise NotImplementedError

    def arrange(self, way: Arrangement) -> None:
        """Put what is selected in line, or spread it out evenly."""
        raise NotImplementedError
