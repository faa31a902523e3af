"""The takes of one panel as a list, newest first, each said in words."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from charabook.studio.held import held_in
from charabook.studio.moving_takes import clip_of
from gui.carrying import TAKE_MIME, carrying_take
from gui.likeness import likeness_name
from projects.records import Take, TakeId

NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class TakeList(QAbstractListModel):
    """Knows which take stands in the book."""

    def __init__(self) -> None:
        super().__init__()
        self._takes: tuple[Take, ...] = ()
        self._standing: TakeId | None = None

    def show_takes(self, takes: Sequence[Take], standing: TakeId | None) -> None:
        """Show these; as long as they are the same ones, whoever looks at one goes on doing so."""
        is_same = [take.id for take in takes] == self.ids()
        if not is_same:
            self.beginResetModel()
        self._takes, self._standing = tuple(takes), standing
        if not is_same:
            self.endResetModel()
        elif takes:
            self.dataChanged.emit(self.index(0), self.index(len(takes) - 1))

    def ids(self) -> list[TakeId]:
        """What is shown, in order."""
        return [take.id for take in self._takes]

    def take_at(self, index: Index) -> Take | None:
        """The take of a row."""
        return self._takes[index.row()] if index.isValid() and index.row() < len(self._takes) else None

    def index_of(self, take: TakeId) -> QModelIndex:
        """The row of a take; an invalid one if it is not shown."""
        ids = self.ids()
        return self.index(ids.index(take)) if take in ids else QModelIndex()

    def stands(self, take: Take) -> bool:
        """Whether a take was chosen for the book."""
        return take.id == self._standing

    def rowCount(self, parent: Index = NOTHING) -> int:
        """How many takes are shown."""
        return 0 if parent.isValid() else len(self._takes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a take is, for screen readers and under the mouse."""
        take = self.take_at(index)
        if take is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(take)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self._words(take), take.notes)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A take can be carried to another panel."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """What a carried take is."""
        return [TAKE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The take that is carried."""
        take = self.take_at(indexes[0]) if indexes else None
        return carrying_take(take.id) if take is not None else QMimeData()

    def _words(self, take: Take) -> str:
        said = self.tr("Seed {seed}, {width} by {height} pixels").format(
            seed=take.seed, width=take.width_px, height=take.height_px
        )
        stands = self.tr(", stands in the book") if self.stands(take) else ""
        return said + self._held_words(take) + self._clip_words(take) + stands

    def _held_words(self, take: Take) -> str:
        held = dict.fromkeys(likeness_name(one) for one in held_in(take))
        return self.tr(", likeness: {names}").format(names=", ".join(held)) if held else ""

    def _clip_words(self, take: Take) -> str:
        clip = clip_of(take)
        if clip is None:
            return ""
        seconds = f"{clip.length_s:.1f}"
        if clip.drift is None or clip.kept is None:
            return self.tr(", moves for {seconds} s").format(seconds=seconds)
        kept, drift = round(100 * clip.kept), round(100 * clip.drift)
        return self.tr(", moves for {seconds} s, keeps {kept} % of the looks, drifts by {drift} %").format(
            seconds=seconds, kept=kept, drift=drift
        )
