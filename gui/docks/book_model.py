"""The book as a tree of rows. Only the places are kept: words and states are asked for when a row is seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.book_view import BookView
from projects.records import Page, PanelId

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
NOWHERE = -1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Place:
    """One row: what it is, and where it hangs. `parent` is the number of a place, `row` its own among siblings."""

    kind: str
    id: str
    parent: int
    row: int


def places_of(view: BookView) -> tuple[Place, ...]:
    """All rows from the top to the bottom: loose pages first, then chapters with theirs, panels in pages."""
    places: list[Place] = []
    below: dict[int, int] = {}

    def put(kind: str, record: str, parent: int = NOWHERE) -> int:
        row = below.get(parent, 0)
        below[parent] = row + 1
        places.append(Place(kind, record, parent, row))
        return len(places) - 1

    def put_pages(pages: Sequence[Page], parent: int) -> None:
        for page in pages:
            number = put("page", page.id, parent)
            for panel in view.panels_of_page.get(page.id, ()):
                put("panel", panel.id, number)

    chapters = {chapter.id for chapter in view.chapters}
    put_pages([page for page in view.pages if page.chapter not in chapters], NOWHERE)
    for chapter in view.chapters:
        put_pages([page for page in view.pages if page.chapter == chapter.id], put("chapter", chapter.id))
    return tuple(places)


class BookModel(QAbstractItemModel):
    """Chapters, pages and panels. An index carries the number of its place."""

    def __init__(
        self, name: Callable[[Place], str], say_state: Callable[[PanelId], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._say_state = say_state
        self._places: tuple[Place, ...] = ()
        self._children: dict[int, list[int]] = {}
        self._numbers: dict[str, int] = {}

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._places = places
        self._children = {}
        for number, place in enumerate(places):
            self._children.setdefault(place.parent, []).append(number)
        self._numbers = {place.id: number for number, place in enumerate(places)}
        self.endResetModel()

    def places(self) -> tuple[Place, ...]:
        """The rows that are shown."""
        return self._places

    def index_of(self, record: str) -> QModelIndex:
        """Where a chapter, page or panel is; an invalid index for what is not in the tree."""
        number = self._numbers.get(record)
        return QModelIndex() if number is None else self.createIndex(self._places[number].row, 0, number)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's own signature
        """The index of a child."""
        children = self._below(parent)
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The page of a panel, the chapter of a page."""
        number = self._places[index.internalId()].parent if index.isValid() else NOWHERE
        return QModelIndex() if number == NOWHERE else self.createIndex(self._places[number].row, 0, number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many children."""
        return len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for eyes and for screen readers."""
        place = self._places[index.internalId()]
        if role == KIND_ROLE:
            return place.kind
        if role == ID_ROLE:
            return place.id
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(place)
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        state = self._say_state(PanelId(place.id)) if place.kind == "panel" else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return state
        return f"{self._name(place)}, {state}" if state else self._name(place)

    def _below(self, parent: Index) -> list[int]:
        return self._children.get(parent.internalId() if parent.isValid() else NOWHERE, [])
