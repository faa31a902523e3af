"""Dresses the running application in a theme, also while people work.

The style sheet is put on once; its colours are roles of the palette. Qt keeps what it made of a rule for each widget
and does not look at the palette again, so after another palette every widget is polished once more: those that are seen
first, a few in each turn of the event loop, so that the window answers all the while.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import shiboken6
from PySide6.QtCore import QDir, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui import signs
from gui.style_sheet import style_sheet
from gui.theme import DARK, LIGHT, Shades, Theme, palette_of

ICONS = Path(__file__).with_name("icons")
AT_ONCE = 40
"""Widgets to polish in a turn of the event loop: some six milliseconds on a slow machine."""


def wear(theme: Theme) -> None:
    """Dress the running application; may be called again at any time."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _wardrobe_of(application).put_on(theme)


def choose(theme: Theme) -> None:
    """The colours of a theme, for a window that is built before `wear` puts the sheet on.

    Qt dresses a finished window at once in half the time that it takes to dress it widget by widget.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _wardrobe_of(application).choose(theme)


def is_dressed() -> bool:
    """Whether every widget wears the theme of the moment."""
    application = QApplication.instance()
    return not isinstance(application, QApplication) or not _wardrobe_of(application).is_busy()


def _wardrobe_of(application: QApplication) -> "_Wardrobe":
    found = application.findChild(_Wardrobe)
    return found if found is not None else _Wardrobe(application)


class _Wardrobe(QObject):
    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._waiting: Iterator[QWidget] = iter(())
        self._chosen: Shades | None = None
        self._has_sheet = False
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._fit_some)
        application.setStyle("Fusion")

    def put_on(self, theme: Theme) -> None:
        self.choose(theme)
        if not self._has_sheet:
            self._has_sheet = True
            self._application.setStyleSheet(style_sheet())

    def choose(self, theme: Theme) -> None:
        tones = self._tones_of(theme)
        if tones is self._chosen:
            return
        self._chosen = tones
        QDir.setSearchPaths("theme", [str(ICONS / ("dark" if tones is DARK else "light"))])
        self._application.setPalette(palette_of(tones))
        signs.redraw()
        if self._has_sheet:
            # The sort keeps the order of creation, in which parents come before their children.
            self._waiting = iter(sorted(self._application.allWidgets(), key=lambda one: not one.isVisible()))
            self._turns.start()

    def is_busy(self) -> bool:
        return self._turns.isActive()

    def _tones_of(self, theme: Theme) -> Shades:
        hints = self._application.styleHints()
        wanted = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(theme, Qt.ColorScheme.Unknown))
        is_dark = theme is Theme.DARK or (theme is Theme.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark)
        return DARK if is_dark else LIGHT

    def _fit_some(self) -> None:
        some = list(islice(self._waiting, AT_ONCE))
        if not some:
            self._turns.stop()
        for widget in some:
            if shiboken6.isValid(widget):
                widget.style().polish(widget)
                widget.update()
