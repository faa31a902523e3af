"""Fetching a model when the user asks for it: which one, how far it is, stop, and go on where it stopped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from charabook.engine.models.download import Tell, download
from charabook.engine.models.places import models_folder
from charabook.errors import Cancelled, KnownError
from gui.long_work import LongWork, WatchedWork
from gui.said import in_our_words, what_and_remedy

Fetch = Callable[[str, Tell], Path]

OFFERED = ("black-forest-labs/FLUX.1-schnell", "black-forest-labs/FLUX.1-Krea-dev", "black-forest-labs/FLUX.1-dev")
"""Suggestions; any other owner/name may be typed."""


def fetch_model(repository: str, tell: Tell) -> Path:
    """Fetch a model into the models folder."""
    return download(repository, tell=tell)


class ModelFetch(QFrame):
    """A card with a line of choice and one of progress. Nothing uses the network before its button is pressed."""

    fetched = Signal(str)
    """The folder of a model that has arrived whole."""

    def __init__(self, parent: QWidget | None = None, fetch: Fetch = fetch_model) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._work: LongWork | None = None
        self.setProperty("card", True)
        title, about = QLabel(self.tr("Fetch a larger model")), QLabel()
        title.setProperty("subheading", True)
        about.setText(
            self.tr(
                "FLUX.1 takes about 34 GB. schnell is free for paid work; dev and Krea-dev ask you to accept their"
                " licence on their page first. This is the only time that charabook uses the network."
            )
        )
        about.setProperty("muted", True)
        about.setWordWrap(True)
        self.repository = QComboBox()
        self.repository.setEditable(True)
        self.repository.addItems(OFFERED)
        self.repository.setAccessibleName(self.tr("Model on the Hugging Face Hub, as owner/name"))
        self.repository.currentTextChanged.connect(lambda _: self._show())
        self.button, self.stop_button = QPushButton(), QPushButton(self.tr("Stop"))
        self.button.clicked.connect(self.begin)
        self.stop_button.clicked.connect(self.stop)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.repository, 1)
        row.addWidget(self.button)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        for widget in (title, about):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        self._show()

    def begin(self) -> None:
        """Fetch, or go on."""
        if self._work is not None:
            return
        repository = self.repository.currentText().strip()
        work = self._work = LongWork()
        work.watch.advanced.connect(self._advance)
        self.said.setText("")
        fetch, watch = self._fetch, work.watch
        work.begin(lambda: fetch(repository, lambda what, done: _tell(watch, what, done)), self._ended)
        self._show()

    def stop(self) -> None:
        """Stop; what has arrived stays."""
        if self._work is not None:
            self._work.cancel()
            self.said.setText(self.tr("Stopping…"))

    def finish(self) -> None:
        """Stop, before the window goes."""
        if self._work is not None:
            self._work.cancel()

    def _advance(self, what: str, done: float, total: float) -> None:
        self.progress.setValue(round(1000 * done / total))
        self.said.setText(in_our_words(what))

    def _ended(self, answer: object) -> None:
        self._work = None
        if isinstance(answer, Path):
            self.said.setText(self.tr("It is here. Choose it in the book's settings."))
            self.fetched.emit(str(answer))
        elif isinstance(answer, Cancelled):
            self.said.setText(self.tr("Stopped. What has arrived stays; fetching goes on from there."))
        elif isinstance(answer, KnownError):
            self.said.setText(what_and_remedy(answer.what, answer.remedy))
        else:
            self.said.setText(str(answer))
        is_good = isinstance(answer, Path | Cancelled)
        self.said.setProperty("warning", not is_good)
        self.said.style().polish(self.said)
        self._show()

    def _show(self) -> None:
        is_working = self._work is not None
        name = self.repository.currentText().partition("/")[2].strip()
        has_begun = bool(name) and (models_folder() / name).is_dir()
        self.button.setText(self.tr("Go on fetching") if has_begun else self.tr("Fetch"))
        self.button.setEnabled(not is_working and bool(name))
        self.repository.setEnabled(not is_working)
        for widget in (self.progress, self.stop_button):
            widget.setVisible(is_working)
        self.said.setVisible(bool(self.said.text()) or is_working)


def _tell(watch: WatchedWork, what: str, done: float) -> None:
    """On the work's thread."""
    if watch.is_cancelled():
        raise Cancelled
    watch.advance(what, done, 1.0)
