"""One line about the film that is being written: how far it is, how it goes on when it stopped, where it is at last."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui import signs
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.films.export_film import FilmExport
from gui.long_work import WatchedWork
from gui.said import in_our_words
from gui.theme import shades


class ExportStrip(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: WatchedWork | None = None
        self._export: FilmExport | None = None
        self._share = 0.0
        self.written: tuple[Path, ...] = ()
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign, self.words = QLabel(), QLabel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.cancel_button, self.again_button = QPushButton(), QPushButton()
        self.play_button, self.folder_button = QPushButton(), QPushButton()
        self.close_button = small("close", self.hide)
        self._lay_out()
        self.cancel_button.clicked.connect(self.cancel)
        self.again_button.clicked.connect(self.go_on)
        self.play_button.clicked.connect(self._play)
        self.folder_button.clicked.connect(self._show_in_folder)
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.cancel_button.setText(self.tr("Cancel"))
        self.again_button.setText(self.tr("Go on"))
        self.play_button.setText(self.tr("Play the film"))
        self.folder_button.setText(self.tr("Show in folder"))
        self.progress.setAccessibleName(self.tr("How far the film is"))
        name_it(self.close_button, self.tr("Dismiss"))
        self._refresh()

    @property
    def is_busy(self) -> bool:
        """Whether a film is being written now."""
        return self._work is not None

    def begin(self, export: FilmExport) -> None:
        """Write a film; one at a time."""
        if self._work is not None:
            return
        self._export, self._share, self.written = export, 0.0, ()
        work = self._desk.work(
            lambda studio, watch: studio.films.write(export.wish(), export.target, watch), self._finish
        )
        work.advanced.connect(self._advance)
        work.ended.connect(self._end)
        self._work = work
        self._refresh()
        self.show()

    def cancel(self) -> None:
        """Stop; what was filmed is kept."""
        if self._work is not None:
            self._work.cancel()

    def go_on(self) -> None:
        """Begin again what stopped: only the rest is filmed."""
        if self._export is not None:
            self.begin(self._export)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addWidget(self.words, 1)
        for button in (
            self.cancel_button,
            self.again_button,
            self.play_button,
            self.folder_button,
            self.close_button,
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 10, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.progress)

    def _advance(self, stage: str, done: float, total: float) -> None:
        self._share = done / total if total else 0.0
        self.progress.setValue(round(1000 * self._share))
        self.words.setText(f"{in_our_words(stage)}  {round(100 * self._share)} %")

    def _end(self) -> None:
        self._work = None
        self._refresh()

    def _finish(self, written: tuple[Path, ...]) -> None:
        self.written = written
        self._refresh()

    def _refresh(self) -> None:
        is_busy, is_done = self._work is not None, bool(self.written)
        self.progress.setVisible(is_busy)
        self.cancel_button.setVisible(is_busy)
        self.close_button.setVisible(not is_busy)
        self.again_button.setVisible(not is_busy and not is_done)
        self.play_button.setVisible(is_done)
        self.folder_button.setVisible(is_done)
        tones = shades()
        self.sign.setPixmap(signs.drawn("check" if is_done else "film", tones.good if is_done else tones.muted, 20))
        self.words.setText(self._said())

    def _said(self) -> str:
        if self._work is not None:
            return self.tr("The film is being written…")
        if self.written:
            others = len(self.written) - 1
            name = self.written[0].name
            if others:
                return self.tr("Written: {name}, and %n subtitle file(s)", "", others).format(name=name)
            return self.tr("Written: {name}").format(name=name)
        return self.tr("Stopped at {percent} %. What was filmed is kept.").format(percent=round(100 * self._share))

    def _play(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written[0])))

    def _show_in_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written[0].parent)))
