"""The window's own letters: a face that shows Japanese on a bare machine, and labels where there is none."""

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parent.parent / "layouts" / "fonts"
"""Named here once more: the module that reads typefaces is not needed to show a window."""
JAPANESE = "CharabookGothicJP-Medium.ttf"
BARE = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", ""})
"""What a Linux machine falls back to when nobody has chosen a typeface for it."""


def dress_letters(application: QApplication) -> None:
    """Register the shipped face and put it behind (on a bare machine: before) the system's own."""
    number = QFontDatabase.addApplicationFont(str(FOLDER / JAPANESE))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        return
    font = QFont(application.font())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if sys.platform == "linux" and system in BARE:
        font.setFamilies([families[0], system])
        font.setPointSizeF(9.5)
    else:
        font.setFamilies([font.family(), families[0]])
    application.setFont(font)
