"""Colours and type of the window: Fusion with palettes of our own, light and dark.

Greys are neutral on purpose: an illustrator judges colours on this screen, and tinted panels would lie to the eye.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


class Theme(StrEnum):
    """Which palette the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """The few colours that everything else is derived from; hex, sRGB."""

    window: str
    base: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    accent_text: str
    desk: str
    """Behind pages and pictures."""


LIGHT = Shades(
    window="#f3f3f2",
    base="#ffffff",
    raised="#fafaf9",
    text="#232326",
    muted="#6c6c73",
    line="#d6d6d4",
    accent="#c2512f",
    accent_text="#ffffff",
    desk="#c9c9c8",
)
DARK = Shades(
    window="#2a2a2c",
    base="#212123",
    raised="#343437",
    text="#ececec",
    muted="#a0a0a6",
    line="#454549",
    accent="#e9805d",
    accent_text="#1b1b1c",
    desk="#18181a",
)

CAST_COLOURS = ("#e4572e", "#2e86ab", "#5b8e3e", "#9b5de5", "#d99a00", "#00a6a6", "#d1495b", "#6d6875")
"""One for each member of the cast, in order: told apart on both themes and by most colour-blind eyes."""


def shades() -> Shades:
    """The shades that are worn now."""
    dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if dark else LIGHT


def palette_of(tones: Shades) -> QPalette:
    """A whole Qt palette from the few shades."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tones.window,
        QPalette.ColorRole.WindowText: tones.text,
        QPalette.ColorRole.Base: tones.base,
        QPalette.ColorRole.AlternateBase: tones.raised,
        QPalette.ColorRole.Text: tones.text,
        QPalette.ColorRole.Button: tones.raised,
        QPalette.ColorRole.ButtonText: tones.text,
        QPalette.ColorRole.ToolTipBase: tones.raised,
        QPalette.ColorRole.ToolTipText: tones.text,
        QPalette.ColorRole.Highlight: tones.accent,
        QPalette.ColorRole.HighlightedText: tones.accent_text,
        QPalette.ColorRole.Link: tones.accent,
        QPalette.ColorRole.PlaceholderText: tones.muted,
        QPalette.ColorRole.Mid: tones.line,
        QPalette.ColorRole.Accent: tones.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.muted))
    return palette


def style_sheet(tones: Shades) -> str:
    """What a palette cannot say: spacing, hairlines, the mode bar, chips and cards."""
    return f"""
    QToolTip {{ border: 1px solid {tones.line}; padding: 4px 6px; }}
    QMainWindow::separator {{ background: {tones.line}; width: 1px; height: 1px; }}
    QDockWidget {{ font-weight: 600; }}
    QDockWidget::title {{ padding: 7px 10px; background: {tones.window}; border-bottom: 1px solid {tones.line}; }}
    QStatusBar {{ border-top: 1px solid {tones.line}; }}
    QStatusBar::item {{ border: none; }}
    QToolBar {{ border: none; border-bottom: 1px solid {tones.line}; spacing: 2px; padding: 4px 8px; }}
    QToolBar QToolButton {{ padding: 5px 10px; border-radius: 5px; }}
    QToolBar QToolButton:hover {{ background: {tones.raised}; }}
    QToolBar QToolButton:checked {{ background: {tones.accent}; color: {tones.accent_text}; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {{
        padding: 4px 6px; border: 1px solid {tones.line}; border-radius: 4px; background: {tones.base};
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
        border: 1px solid {tones.accent};
    }}
    QPushButton {{ padding: 5px 12px; border: 1px solid {tones.line}; border-radius: 5px; background: {tones.raised}; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {tones.accent}; }}
    QPushButton:disabled {{ color: {tones.muted}; }}
    QPushButton[primary="true"] {{
        background: {tones.accent}; color: {tones.accent_text}; border-color: {tones.accent}; font-weight: 600;
    }}
    QPushButton[primary="true"]:disabled {{
        background: {tones.line}; color: {tones.muted}; border-color: {tones.line};
    }}
    QTreeView, QListView {{ border: none; background: {tones.base}; outline: 0; }}
    QTreeView::item {{ padding: 3px 2px; }}
    QListView::item:selected, QTreeView::item:selected {{ background: {tones.accent}; color: {tones.accent_text}; }}
    QProgressBar {{ border: none; background: {tones.line}; border-radius: 2px; max-height: 4px; }}
    QProgressBar::chunk {{ background: {tones.accent}; border-radius: 2px; }}
    QLabel[muted="true"] {{ color: {tones.muted}; }}
    QLabel[heading="true"] {{ font-size: 15pt; font-weight: 600; }}
    QFrame[card="true"] {{ background: {tones.base}; border: 1px solid {tones.line}; border-radius: 7px; }}
    """


def wear(theme: Theme) -> None:
    """Dress the running application; may be called again at any time."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    hints = application.styleHints()
    wanted = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
    hints.setColorScheme(wanted.get(theme, Qt.ColorScheme.Unknown))
    is_dark = theme is Theme.DARK or (theme is Theme.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark)
    tones = DARK if is_dark else LIGHT
    application.setStyle("Fusion")
    application.setPalette(palette_of(tones))
    application.setStyleSheet(style_sheet(tones))
