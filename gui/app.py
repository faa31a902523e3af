"""The composition root: makes the application, dresses it, and opens books in windows."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog

from charabook.engine.engine_flag import ENGINE_FLAG
from gui.crashes import catch_crashes
from gui.desk import Desk
from gui.first_run import sample_book, sample_path
from gui.garbage import GarbageRounds
from gui.languages import Languages
from gui.log_tail import LOG_TAIL
from gui.long_work import LongWork
from gui.memory import Memory
from gui.notices import Notice
from gui.presence import person_here
from gui.rooms import Mode
from gui.takes.take_clipboard import leave_picture
from gui.theme import Theme
from gui.typefaces import dress_letters
from gui.wardrobe import choose, wear
from gui.window import MainWindow

if TYPE_CHECKING:
    from charabook.studio import Studio
    from gui.new_book import BookPlan
    from gui.welcome import Welcome

SAMPLE = "--sample"
ICON = Path(__file__).with_name("icons") / "charabook.svg"


class Shell(QObject):
    """Keeps the windows: one for each open book, and the welcome when there is none."""

    emptied = Signal()
    """The last window has gone."""
    _told = Signal(object)

    def __init__(self, memory: Memory, languages: Languages) -> None:
        super().__init__()
        self._memory = memory
        self._languages = languages
        self._open: list[tuple[Desk, MainWindow]] = []
        self._welcome: Welcome | None = None
        self._told.connect(self._show_notice)

    def windows(self) -> tuple[MainWindow, ...]:
        """What is open now."""
        return tuple(window for _, window in self._open)

    def open_book(self, path: Path) -> MainWindow:
        """Open a book that exists; if it is open already, its window comes to the front."""
        target = path.resolve()
        return self._raised(target) or self._opened(target)

    def _opened(self, path: Path) -> MainWindow:
        self._memory.keep_recent(path)
        return self.show(lambda: _open_studio(path), path)

    def show(self, open_studio: Callable[[], Studio], path: Path | None = None) -> MainWindow:
        """Open whatever `open_studio` opens, in a window of its own."""
        desk = Desk(open_studio, path=path)
        window = MainWindow(desk, self._memory)
        window.closed.connect(desk.close)
        window.language_chosen.connect(self._speak)
        window.open_asked.connect(lambda: self._ask_open(window))
        window.new_asked.connect(lambda: self._ask_new(window))
        window.sample_asked.connect(self.open_sample)
        window.checks_asked.connect(lambda: _check(window))
        window.rooms.completed.connect(_settle)
        desk.closed.connect(lambda: self._forget(desk, window))
        desk.refused.connect(lambda problem: self._refused(window, problem))
        wear(self._memory.theme)
        window.show()
        leaving = self._leaving(path)
        self._open.append((desk, window))
        if leaving is not None:
            leaving.closed.connect(desk.start)  # the book is given back first
        else:
            QTimer.singleShot(0, desk, desk.start)  # what it reads is read when the window is on the screen
        if self._welcome is not None:
            self._welcome.hide()
        return window

    def open_sample(self) -> MainWindow:
        """Open the user's copy of the sample book; it is made the first time."""
        path = sample_path()
        return self._raised(path) or self.show(sample_book, path)

    def begin_book(self, plan: BookPlan) -> MainWindow:
        """Begin a new book and open it."""
        from gui.new_book import begin_book  # noqa: PLC0415  what few people ask for at first is read when they do

        self._memory.keep_recent(plan.path.resolve())
        window = self.show(lambda: begin_book(plan), plan.path.resolve())
        window.show_mode(Mode.STORY)
        return window

    def welcome(self) -> Welcome:
        """Nothing is open: offer what may be."""
        from gui.welcome import Welcome  # noqa: PLC0415

        if self._welcome is None:
            self._welcome = Welcome(self._memory)
            self._welcome.open_asked.connect(lambda path: self.open_book(Path(path)))
            self._welcome.create_asked.connect(self.begin_book)
            self._welcome.sample_asked.connect(self.open_sample)
            self._welcome.rescue.saved.connect(self._open_rescued)
            self._welcome.closed.connect(self._tell_if_empty)
            wear(self._memory.theme)
        self._welcome.retranslate()
        self._welcome.show()
        return self._welcome

    def tell(self, notice: Notice) -> None:
        """Tell something in the window in front; may be called on any thread."""
        self._told.emit(notice)

    def _show_notice(self, notice: Notice) -> None:
        active = next((one for one in self.windows() if one.isActiveWindow()), None)
        for window in (active, *self.windows()):
            if window is not None:
                window.tell(notice)
                return
        self.welcome().show_notice(notice)

    def put_away(self) -> None:
        """Take the welcome away for good."""
        if self._welcome is not None:
            self._welcome.deleteLater()
            self._welcome = None

    def _raised(self, path: Path) -> MainWindow | None:
        """The window of a book that is open already, brought to the front."""
        for desk, window in self._open:
            if desk.path == path and not desk.is_closing:
                window.raise_()
                window.activateWindow()
                return window
        return None

    def _leaving(self, path: Path | None) -> Desk | None:
        """The desk from which a book is just being cleared away."""
        return next(
            (desk for desk, _ in self._open if desk.is_closing and path is not None and desk.path == path), None
        )

    def _ask_open(self, window: MainWindow) -> None:
        path, _ = QFileDialog.getOpenFileName(window, self.tr("Open a book"), "", self.tr("Books (*.charabook)"))
        if path:
            self.open_book(Path(path))

    def _ask_new(self, window: MainWindow) -> None:
        from gui.new_book import NewBook  # noqa: PLC0415

        dialog = NewBook(window)
        dialog.chosen.connect(self.begin_book)
        dialog.open()

    def close_all(self) -> None:
        """Close every book, end all work, and wait until that is done."""
        for desk, window in list(self._open):
            window.close()
            desk.finish()
        LongWork.finish_all()

    def _refused(self, window: MainWindow, problem: Exception) -> None:
        window.hide()
        path = window.desk.path
        if path is not None:
            self._memory.drop_recent(path)
        door = self.welcome()
        door.show_notice(door.rescue.notice(problem, path))  # type: ignore[arg-type]
        window.close()

    def _open_rescued(self, path: str, notice: Notice) -> None:
        self.open_book(Path(path)).tell(notice)

    def _forget(self, desk: Desk, window: MainWindow) -> None:
        self._open = [pair for pair in self._open if pair[0] is not desk]
        window.deleteLater()
        desk.deleteLater()
        self._tell_if_empty()

    def _tell_if_empty(self) -> None:
        if not self._open and (self._welcome is None or not self._welcome.isVisible()):
            self.emptied.emit()

    def _speak(self, language: str) -> None:
        self._memory.language = language
        self._languages.speak(language)


def _open_studio(path: Path) -> Studio:
    """On the studio's thread, which reads the studio's modules too: the window stands and answers by then."""
    from charabook.studio import Studio  # noqa: PLC0415

    return Studio.open(path, person=person_here())


def _settle() -> None:
    """What stands now stays until the end: Python need not go through it again whenever it looks for garbage."""
    if not gc.get_freeze_count():
        gc.freeze()


def _check(window: MainWindow) -> None:
    from gui.check_page import CheckPage  # noqa: PLC0415

    CheckPage(window).open()


class OpenedByDesktop(QObject):
    """macOS hands over double-clicked books as events."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the book."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._shell.open_book(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application with its names and letters."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(["charabook", *arguments])
    application.setApplicationName("charabook")
    application.setApplicationDisplayName("charabook")
    application.setDesktopFileName("charabook")
    application.setWindowIcon(QIcon(str(ICON)))
    application.setQuitOnLastWindowClosed(False)
    dress_letters(application)
    return application


def main(arguments: Sequence[str] | None = None) -> int:
    """The window: `charabook-window [BOOK.charabook]`. Without a book, the last one; at first, the sample."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if ENGINE_FLAG in given[:1]:
        # In a frozen build the program starts itself once more as its engine.
        from charabook.engine.worker import main as engine_main  # noqa: PLC0415  torch comes with it

        engine_main()
        return 0
    multiprocessing.freeze_support()
    application, shell = begin(given)
    result = application.exec()
    shell.close_all()
    return result


def begin(given: Sequence[str]) -> tuple[QApplication, Shell]:
    """Everything up to the event loop: the application, and the first windows on the screen."""
    application = make_application(given)
    GarbageRounds(application)
    memory, languages = Memory(), Languages()
    languages.speak(memory.language)
    choose(memory.theme)
    application.styleHints().colorSchemeChanged.connect(lambda _: _follow_system(memory))
    logging.getLogger().addHandler(LOG_TAIL)
    shell = Shell(memory, languages)
    catch_crashes(shell.tell)
    shell.emptied.connect(application.quit)
    application.aboutToQuit.connect(leave_picture)
    if sys.platform == "darwin":  # elsewhere nobody sends such events, and every event would be asked for one
        application.installEventFilter(OpenedByDesktop(shell))
    books = [Path(one) for one in given if not one.startswith("-")]
    _open_first(shell, memory, books, wants_sample=SAMPLE in given)
    return application, shell


def _follow_system(memory: Memory) -> None:
    if memory.theme is Theme.SYSTEM:
        wear(memory.theme)


def _open_first(shell: Shell, memory: Memory, books: Sequence[Path], *, wants_sample: bool) -> None:
    for book in books:
        shell.open_book(book)
    if books:
        return
    last = next((path for path in memory.recent() if path.is_file()), None)
    if wants_sample or last is None:
        shell.open_sample()
    else:
        shell.open_book(last)
