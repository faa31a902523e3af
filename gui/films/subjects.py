"""Whose look a clip keeps: the characters of its panel, and drawings from the disk."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from charabook.engine.requests import Drawing
from charabook.errors import BugError, KnownError
from charabook.studio.clip_drawings import drawing_from
from charabook.studio.clips import MOST_SUBJECTS
from gui.buttons import name_it
from gui.desk import Desk
from projects.records import LookId, PanelId

TILE_PX = 52


class Subjects(QWidget):
    """Boxes for looks; a small picture for each drawing, which a click takes away again. Files may be dropped here."""

    changed = Signal()
    refused = Signal(object)
    """A file is no usable drawing: a `KnownError` or `BugError`."""

    def __init__(self, desk: Desk, panel: PanelId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_closed = False
        self.looks: dict[LookId, QCheckBox] = {}
        self.drawings: dict[QToolButton, Drawing] = {}
        self.add_button = QPushButton(self.tr("Add a drawing…"))
        self.add_button.clicked.connect(self._pick)
        self.setAcceptDrops(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.add_button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._boxes(panel))
        column.addLayout(self._row)

    def _boxes(self, panel: PanelId) -> QHBoxLayout:
        view = self._desk.view
        figures = view.figures_of_panel.get(panel, ()) if view is not None else ()
        row = QHBoxLayout()
        for look in dict.fromkeys(figure.look for figure in figures if figure.look is not None):
            box = QCheckBox(view.look_name(look) if view is not None else "")
            box.setChecked(len(self.looks) < MOST_SUBJECTS)
            box.toggled.connect(self.changed)
            self.looks[look] = box
            row.addWidget(box)
        row.addStretch(1)
        return row

    def chosen_looks(self) -> tuple[LookId, ...]:
        """Whose boxes are ticked."""
        return tuple(look for look, box in self.looks.items() if box.isChecked())

    def chosen_drawings(self) -> tuple[Drawing, ...]:
        """The drawings, in the order in which they were added."""
        return tuple(self.drawings.values())

    def add(self, paths: Iterable[Path]) -> None:
        """Take up files; each is read and checked elsewhere."""
        for path in paths:
            self._ask_for(path)

    def _ask_for(self, path: Path) -> None:
        self._desk.ask(lambda _: drawing_from(path), lambda drawing: self._show(drawing, path.name), self._refuse)

    def close_up(self) -> None:
        """Hear nothing any more: answers on their way have nobody to show them."""
        self._is_closed = True

    def _refuse(self, problem: KnownError | BugError) -> None:
        if not self._is_closed:
            self.refused.emit(problem)

    def _show(self, drawing: Drawing, name: str) -> None:
        if self._is_closed:
            return
        picture = QPixmap()
        picture.loadFromData(drawing.image)
        tile = QToolButton()
        tile.setIcon(QIcon(picture.scaled(TILE_PX, TILE_PX, Qt.AspectRatioMode.KeepAspectRatio)))
        tile.setIconSize(QSize(TILE_PX, TILE_PX))
        name_it(tile, self.tr("{name}: click to leave it out").format(name=name))
        tile.clicked.connect(lambda *_: self._remove(tile))
        self.drawings[tile] = drawing
        self._row.insertWidget(len(self.drawings) - 1, tile)
        self.changed.emit()

    def _remove(self, tile: QToolButton) -> None:
        del self.drawings[tile]
        tile.deleteLater()
        tile.hide()
        self.changed.emit()

    def _pick(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.webp)")
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Drawings"), "", kinds)
        self.add(Path(path) for path in paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take up what was dropped."""
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
