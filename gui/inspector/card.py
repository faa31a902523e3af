"""A few fields that belong to one record, and the cards of many: they come and go with their records."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.book_view import BookView
from projects.records import Comment, Figure, Lettering

Told = TypeVar("Told", Figure, Lettering, Comment)


class Card(QFrame):
    """Marked with a character's colour.

    It stays as long as its record: it is filled anew when the book changes, never rebuilt, so that somebody who tabs
    from field to field keeps the focus. After that it may serve another record: making a card is dear.
    """

    def __init__(self, record: str) -> None:
        super().__init__()
        self.id = record
        self.setProperty("card", True)
        self._colour = "transparent"
        self._is_picked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 7, 7, 8)
        self._column.setSpacing(5)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        raise NotImplementedError

    def show_colour(self, colour: str) -> None:
        """Mark the card."""
        self._colour = colour
        self._dress()

    def pick(self) -> None:
        """Its record is at hand elsewhere in the window too."""
        self._is_picked = True
        self._dress()

    def unpick(self) -> None:
        """Something else is at hand."""
        self._is_picked = False
        self._dress()

    def _dress(self) -> None:
        frame = f"border: 1px solid {self._colour}; " if self._is_picked else ""
        sheet = f"Card {{ {frame}border-left: 4px solid {self._colour}; }}"
        if sheet != self.styleSheet():  # dressing a card anew costs more than all of its fields
            self.setStyleSheet(sheet)

    def row(self, *widgets: QWidget) -> None:
        """Add fields side by side; the first takes the room."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == 0 else 0)
        self._column.addLayout(row)


OneCard = TypeVar("OneCard", bound=Card)


class Cards(Generic[OneCard, Told]):
    """One card for every record at the top of a column, in order: known ones stay where the focus may be."""

    def __init__(
        self,
        column: QVBoxLayout,
        make: Callable[[str], OneCard],
        show: Callable[[OneCard, BookView, Told], None],
    ) -> None:
        self._column = column
        self._make = make
        self._show_record: Callable[[OneCard, BookView, Told], None] = show
        self._cards: dict[str, OneCard] = {}
        self._picked: frozenset[str] = frozenset()
        """The records that are at hand elsewhere too, shown here or not."""

    def every(self) -> tuple[OneCard, ...]:
        """All of them, in order."""
        return tuple(self._cards.values())

    def find(self, record: str) -> OneCard | None:
        """The card of a record."""
        return self._cards.get(record)

    def pick(self, records: Sequence[str]) -> tuple[OneCard, ...]:
        """Mark the cards of those that are at hand elsewhere too, and no others; the cards that are marked."""
        self._picked = frozenset(records)
        return tuple(card for record, card in self._cards.items() if self._mark(record, card))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for card in self._cards.values():
            card.retranslate()

    def show(self, view: BookView, records: Sequence[Told]) -> None:
        """A card for each of these records and for no others."""
        wanted = [record.id for record in records]
        spare = [card for record, card in self._cards.items() if record not in wanted]
        self._cards = {record: self._cards.get(record) or self._card_for(record, spare) for record in wanted}
        for card in spare:
            self._drop(card)
        for place, (record, card) in enumerate(zip(records, self._cards.values(), strict=True)):
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            self._mark(record.id, card)
            self._show_record(card, view, record)

    def _mark(self, record: str, card: OneCard) -> bool:
        """Whether the card is marked now."""
        is_picked = record in self._picked
        if is_picked:
            card.pick()
        else:
            card.unpick()
        return is_picked

    def _card_for(self, record: str, spare: list[OneCard]) -> OneCard:
        if spare:
            card = spare.pop(0)
            card.id = record
            return card
        card = self._make(record)
        card.retranslate()
        return card

    def _drop(self, card: OneCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
