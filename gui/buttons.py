"""The buttons that recur: a quiet sign, a tile with a sign above its name."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton

from gui import signs

TILE_SIGN_PX = 20


def small(sign: str, act: Callable[[], None]) -> QToolButton:
    """A quiet button with a sign."""
    button = QToolButton()
    button.setAutoRaise(True)
    signs.give(button, sign)
    button.clicked.connect(lambda *_: act())
    return button


def tile(sign: str, group: QButtonGroup, act: Callable[[], None]) -> QToolButton:
    """One of several choices that stand side by side; the one at hand stays pressed."""
    button = QToolButton()
    button.setProperty("tile", True)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(TILE_SIGN_PX, TILE_SIGN_PX))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    signs.give(button, sign)
    button.clicked.connect(lambda *_: act())
    group.addButton(button)
    return button


def name_it(button: QToolButton, name: str) -> None:
    """Say what a sign means, to eyes and to screen readers."""
    button.setToolTip(name)
    button.setAccessibleName(name)
