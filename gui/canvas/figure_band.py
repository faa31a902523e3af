"""The band that is drawn on empty paper round the figures which are to be selected."""

from PySide6.QtCore import QPointF

from gui.canvas.choosing import Choice, RubberBand
from gui.canvas.figure_layer import FigureLayer


class FigureBand:
    """Selects whom it touches while it is drawn; a drawing tool that leaves no region behind."""

    def __init__(self, band: RubberBand, figures: FigureLayer) -> None:
        self._band = band
        self._figures = figures
        self._before: tuple[str, ...] = ()
        self._kept: tuple[str, ...] = ()

    def begin(self, place: QPointF, choice: Choice) -> None:
        """Pin its first corner; without Shift nobody is selected any more."""
        self._before = self._figures.selected_ids()
        self._kept = self._before if choice is Choice.ALSO else ()
        self._figures.select(*self._kept)
        self._band.begin(place)

    def press(self, place: QPointF) -> None:
        """Another button was pressed meanwhile: the band goes on."""

    def move(self, place: QPointF) -> None:
        """Select whom it touches now."""
        if self.has_begun():
            touched = self._figures.touched(self._band.stretch(place))
            self._figures.select(*dict.fromkeys((*self._kept, *touched)))

    def release(self, place: QPointF) -> None:
        """They stay selected."""
        self._band.drop()

    def close(self) -> None:
        """It is done when the button is let go, and not before."""

    def drop(self) -> None:
        """Those are selected again who were."""
        if self.has_begun():
            self._band.drop()
            self._figures.select(*self._before)

    def has_begun(self) -> bool:
        """Whether it is being drawn."""
        return self._band.is_drawn()
