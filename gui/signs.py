"""The drawn signs on buttons: one stroke path each on a 24 by 24 grid, in the colour of the text around them.

A sign follows the theme by itself: what wears one is remembered, and `redraw` paints them all anew.
"""

from functools import lru_cache
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import shades

STROKES = {
    "story": "M5 4h11l3 3v13H5z M8.5 9h7 M8.5 12.5h7 M8.5 16h4.5",
    "cast": "M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7z M2.5 20c0-3.8 2.8-6 6.5-6s6.5 2.2 6.5 6"
    " M16 5a3.3 3.3 0 0 1 0 6.3 M18 14.6c2.2.8 3.5 2.6 3.5 5.4",
    "panels": "M3.5 5.5h17v13h-17z M3.5 16l5-5 4 4 3-3 5 4.5 M15.5 9.2a1 1 0 1 0 .1 0",
    "pages": "M12 6.5C10 5 7 4.5 3.5 5v13c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5z M12 6.5v13",
    "export": "M12 15V3.5 M7.5 8L12 3.5 16.5 8 M4 14.5V20h16v-5.5",
    "undo": "M9 5L4.5 9.5 9 14 M4.5 9.5H14a5 5 0 0 1 0 10h-3",
    "redo": "M15 5l4.5 4.5L15 14 M19.5 9.5H10a5 5 0 0 0 0 10h3",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13z M15.3 15.3L20 20",
    "select": "M6 3.5l12.5 8-5.7 1.2L10 18z",
    "box": "M4.5 6.5h15v11h-15z",
    "polygon": "M5 9l8-5 7 7-4 8.5-9-2z",
    "brush": "M19.5 4.5c-4 1.5-8 5-9.8 8.3l2 2c3.3-1.8 6.8-5.8 7.8-10.3z"
    " M9 13.5c-2.5 0-3 2-3.2 3.6-.1 1-.8 1.7-1.8 1.9 3.5 1.7 7 .3 7.2-3.3",
    "eraser": "M8.5 19.5L4 15l9.5-10.5 6.5 6-8 9z M8.5 10l6.5 6 M8.5 19.5H20",
    "balloon": "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1-1.5 1.5h-7L7.5 20v-4.5H5"
    "A1.5 1.5 0 0 1 3.5 14V6.5A1.5 1.5 0 0 1 5 5z",
    "caption": "M3.5 7h17v10h-17z M7 10.5h10 M7 13.5h6",
    "text": "M5 6.5V5h14v1.5 M12 5v14 M9.5 19h5",
    "knife": "M4 20L18.5 4.5c1.8 2.5 1.5 5-.5 7.5l-4 4.5-3-3",
    "star": "M12 4l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
    "reject": "M6 6l12 12 M18 6L6 18",
    "use": "M5 12.5l4.5 4.5L19 7",
    "compare": "M3.5 5.5h17v13h-17z M12 3.5v17 M8.5 10L6 12l2.5 2 M15.5 10L18 12l-2.5 2",
    "again": "M19.5 12a7.5 7.5 0 1 1-2.2-5.3 M19.5 4v4h-4",
    "vary": "M4 4h7v7H4z M13 4h7v7h-7z M4 13h7v7H4z M13 13h7v7h-7z",
    "eye": "M2.5 12c2.5-4.3 5.7-6.5 9.5-6.5s7 2.2 9.5 6.5c-2.5 4.3-5.7 6.5-9.5 6.5S5 16.3 2.5 12z"
    " M12 15a3 3 0 1 0 0-6a3 3 0 0 0 0 6z",
    "fit": "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5",
    "nearer": "M12 19V5 M6.5 10.5L12 5l5.5 5.5",
    "farther": "M12 5v14 M6.5 13.5L12 19l5.5-5.5",
    "remove": "M5 7h14 M9.5 7V4.5h5V7 M7 7l.8 12.5h8.4L17 7 M10.5 10.5v5.5 M13.5 10.5v5.5",
    "add": "M12 5v14 M5 12h14",
    "close": "M7 7l10 10 M17 7L7 17",
    "pause": "M8.5 5.5v13 M15.5 5.5v13",
    "play": "M8 5l11 7-11 7z",
    "lock": "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "comment": "M4 5h16v11h-9l-4 4v-4H4z M8 9h8 M8 12h5",
    "people": "M8 11a3 3 0 1 0 0-6a3 3 0 0 0 0 6z M2.5 19c0-3.3 2.4-5.3 5.5-5.3s5.5 2 5.5 5.3"
    " M17 11.5a2.5 2.5 0 1 0 0-5 M16 14c3 0 5.5 1.8 5.5 5",
    "folder": "M3.5 6h6l2 2.5h9V19h-17z",
    "save": "M12 3.5V14 M7.5 10L12 14.5 16.5 10 M4 16v4h16v-4",
    "previous": "M14.5 5.5L8 12l6.5 6.5",
    "next": "M9.5 5.5L16 12l-6.5 6.5",
    "guides": "M4 4h16v16H4z M7.5 7.5h9v9h-9z",
    "spark": "M12 3.5c.8 5 3 7.2 8 8-5 .8-7.2 3-8 8-.8-5-3-7.2-8-8 5-.8 7.2-3 8-8z",
    "warning": "M12 4.5L21 19.5H3z M12 10v4.5 M12 17v.2",
    "check": "M12 20.5a8.5 8.5 0 1 0 0-17a8.5 8.5 0 0 0 0 17z M8 12.5l3 3 5.5-6",
    "history": "M4.5 12a7.5 7.5 0 1 0 2.2-5.3 M4.5 4v4h4 M12 8v4.5l3 2",
    "mask": "M12 20.5a8.5 8.5 0 1 0 0-17a8.5 8.5 0 0 0 0 17z M12 3.5v17 M12 7h5.5 M12 10.5h8 M12 14h8 M12 17.5h5",
    "drawing": "M4 20l1.2-4.5L15.5 5l3.5 3.5L8.5 18.8z M13.5 7l3.5 3.5",
    "queue": "M4 6h11v8H4z M8 17.5h11.5V9 M11.5 21H23",
    "up": "M6 14.5L12 8.5l6 6",
    "identity": "M12 12.5a4 4 0 1 0 0-8a4 4 0 0 0 0 8z M4.5 20.5c.4-4 3.3-6 7.5-6 M14.5 18l2.2 2.2 4-4.4",
    "machine": "M4 5h16v11H4z M9 20h6 M12 16v4",
    "print": "M7 8V3.5h10V8 M7 17H4V8h16v9h-3 M7 14h10v6.5H7z",
    "book": "M5 4.5h12a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2z M5 17.5a2 2 0 0 1 2-2h12",
    "strip": "M8 2.5h8v19H8z M8 9h8 M8 15h8",
    "layers": "M12 4l8.5 4.5L12 13 3.5 8.5z M4 12.5l8 4.2 8-4.2 M4 16.3l8 4.2 8-4.2",
    "grid": "M4 4h6.5v6.5H4z M13.5 4H20v6.5h-6.5z M4 13.5h6.5V20H4z M13.5 13.5H20V20h-6.5z",
    "archive": "M3.5 4.5h17V9h-17z M5 9v11h14V9 M10 12.5h4",
    "picture": "M3.5 5.5h17v13h-17z M3.5 16l5-5 4 4 3-3 5 4.5 M15.5 9.2a1 1 0 1 0 .1 0",
    "download": "M12 3.5V14 M7.5 10L12 14.5 16.5 10 M4 17v3.5h16V17",
    "pin": "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z M12 12a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 0 0 0 4.4z",
    "crop": "M7 3v14h14 M3 7h14v14",
    "film": "M3.5 5h17v14h-17z M7.5 5v14 M16.5 5v14 M3.5 9.7h4 M3.5 14.3h4 M16.5 9.7h4 M16.5 14.3h4",
    "whole": "M3.5 5.5h17v13h-17z M7 9h10v6H7z",
    "pan": "M3.5 6h8v12h-8z M14 12h6.5 M17.5 8.5L21 12l-3.5 3.5",
    "push": "M3.5 5.5h17v13h-17z M9.5 10h5v4h-5z M5 7l3 2 M19 7l-3 2 M5 17l3-2 M19 17l-3-2",
    "shake": "M6.5 7.5h11v9h-11z M3.5 9v6 M20.5 9v6 M1 10.5v3 M23 10.5v3",
    "keyframe": "M12 4.5l7.5 7.5-7.5 7.5L4.5 12z",
    "turn": "M12 5v14.5 M12 5c2-1.2 4.5-1.6 7.5-1.2V18c-3-.4-5.5 0-7.5 1.5"
    " M12 7C9 7 6.5 8 4.5 10.5v9c2-1.5 4.5-2 7.5 0",
    "fade": "M8.5 17.5a5.5 5.5 0 1 0 0-11a5.5 5.5 0 0 0 0 11z M15.5 17.5a5.5 5.5 0 1 0 0-11a5.5 5.5 0 0 0 0 11z",
    "music": "M9 17.5V5.5l10-2v12 M9 17.5a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0z"
    " M19 15.5a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0z",
    "duplicate": "M8.5 8.5h11v11h-11z M15.5 5.5v-1h-11v11h1",
    "line left": "M4.5 3.5v17 M8 6h11.5v4H8z M8 14h6.5v4H8z",
    "line centre": "M12 3.5V6 M12 10v4 M12 18v2.5 M5.5 6h13v4h-13z M8.5 14h7v4h-7z",
    "line right": "M19.5 3.5v17 M16 6H4.5v4H16z M16 14H9.5v4H16z",
    "line top": "M3.5 4.5h17 M6 8v11.5h4V8z M14 8v6.5h4V8z",
    "line middle": "M3.5 12H6 M10 12h4 M18 12h2.5 M6 5.5v13h4v-13z M14 8.5v7h4v-7z",
    "line bottom": "M3.5 19.5h17 M6 16V4.5h4V16z M14 16V9.5h4V16z",
    "line across": "M4.5 4v16 M19.5 4v16 M9.5 7.5h5v9h-5z",
    "line down": "M4 4.5h16 M4 19.5h16 M7.5 9.5h9v5h-9z",
    "wide": "M3 7.5h18v9H3z",
    "tall": "M7.5 3h9v18h-9z",
    "square": "M5 5h14v14H5z",
}
"""Sign names and their paths."""


class Wearer(Protocol):
    """Whatever can show an icon: actions and buttons."""

    def setIcon(self, icon: QIcon) -> None:
        """Show it."""


_worn: "WeakKeyDictionary[Wearer, str]" = WeakKeyDictionary()


def give(wearer: Wearer, name: str) -> None:
    """Let a button or an action wear a sign from now on, in whatever theme."""
    _worn[wearer] = name
    wearer.setIcon(sign(name))


def redraw() -> None:
    """Paint every worn sign in the theme of the moment."""
    for wearer, name in list(_worn.items()):
        try:
            wearer.setIcon(sign(name))
        except RuntimeError:  # Qt has deleted the widget while Python still knew of it
            _worn.pop(wearer, None)


def sign(name: str) -> QIcon:
    """The sign as an icon: text colour, muted when disabled, warm when checked."""
    tones = shades()
    return _icon(name, tones.text, tones.muted, tones.chosen)


@lru_cache(maxsize=256)
def _icon(name: str, plain: str, disabled: str, chosen: str) -> QIcon:
    icon = QIcon()
    for colour, mode, state in (
        (plain, QIcon.Mode.Normal, QIcon.State.Off),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
        (chosen, QIcon.Mode.Normal, QIcon.State.On),
    ):
        for side in (18, 36):
            icon.addPixmap(drawn(name, colour, side), mode, state)
    return icon


def drawn(name: str, colour: str, side_px: int) -> QPixmap:
    """One sign as a square of `side_px`."""
    picture = QPixmap(_inked(name, side_px))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _inked(name: str, side_px: int) -> QPixmap:
    """A sign in black: reading the path is dear, colouring is not, and every theme wants it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        'stroke="black" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{STROKES[name]}"/></svg>'
    )
    picture = QPixmap(QSize(side_px, side_px))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    return picture
