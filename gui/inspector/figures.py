"""The figures of a panel, as cards: who, where, doing what."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.fields import LineField, NarrowChoice
from gui.inspector.card import Card, Cards
from gui.inspector.section import Section
from projects.records import Figure, Panel, Placement


class FiguresSection(Section):
    """One card for each figure."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: Cards[FigureCard, Figure] = Cards(self.column, self._make, FigureCard.show_record)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.rename(self.tr("Figures"))
        self.cards.retranslate()

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show who is in this panel."""
        super().show_panel(view, panel)
        self.cards.show(view, view.figures_of_panel.get(panel.id, ()))
        self.put_in_order()

    def _make(self, figure: str) -> "FigureCard":
        card = FigureCard(figure)
        card.changed.connect(self._change)
        card.removed.connect(self._remove)
        return card

    def _change(self, figure: str, fields: Mapping[str, object]) -> None:
        self._desk.edit(self.tr("Change figure"), lambda edit: edit.update(Figure, figure, **fields))

    def _remove(self, figure: str) -> None:
        self._desk.edit(self.tr("Remove figure"), lambda edit: edit.delete(Figure, figure))


class FigureCard(Card):
    """One figure of the panel."""

    changed = Signal(str, object)
    removed = Signal(str)

    def __init__(self, figure: str) -> None:
        super().__init__(figure)
        self._z = 0
        self.look, self.placement = NarrowChoice(), NarrowChoice()
        self.action, self.expression = LineField(), LineField()
        self.look.committed.connect(lambda value: self._tell(look=value))
        self.placement.committed.connect(lambda value: self._tell(placement=value, region_json=None))
        self.action.committed.connect(lambda value: self._tell(action=value))
        self.expression.committed.connect(lambda value: self._tell(expression=value))
        self.nearer = small("nearer", lambda: self._tell(z=self._z + 1))
        self.farther = small("farther", lambda: self._tell(z=self._z - 1))
        self.remove = small("close", lambda: self.removed.emit(self.id))
        self.row(self.look, self.nearer, self.farther, self.remove)
        self.row(self.action)
        self.row(self.expression, self.placement)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.look.setAccessibleName(self.tr("Look"))
        self.placement.setAccessibleName(self.tr("Place"))
        self.action.setPlaceholderText(self.tr("does what"))
        self.action.setAccessibleName(self.tr("Action of the figure"))
        self.expression.setPlaceholderText(self.tr("expression"))
        self.expression.setAccessibleName(self.tr("Expression"))
        name_it(self.nearer, self.tr("Nearer"))
        name_it(self.farther, self.tr("Farther"))
        name_it(self.remove, self.tr("Remove figure"))
        self.placement.offer(
            (
                (self.tr("left"), Placement.LEFT),
                (self.tr("centre"), Placement.CENTRE),
                (self.tr("right"), Placement.RIGHT),
                (self.tr("back"), Placement.BACK),
            )
        )

    def show_record(self, view: BookView, figure: Figure) -> None:
        """Show the record."""
        self._z = figure.z
        self.show_colour(view.colour(figure.look))
        self.look.offer((view.look_name(one), one) for one in view.looks)
        self.look.show_value(figure.look)
        self.placement.show_value(figure.placement)
        self.action.show_value(figure.action)
        self.expression.show_value(figure.expression)

    def _tell(self, **fields: object) -> None:
        self.changed.emit(self.id, fields)
