"""Colours and type of the window: Fusion with palettes of our own, light and dark.

Greys are neutral on purpose: an illustrator judges colours on this screen, and tinted panels would lie to the eye.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

ICONS = Path(__file__).with_name("icons")


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
    faint: str
    """Large signs where there is nothing yet."""
    accent: str
    accent_text: str
    accent_strong: str
    """The accent under the mouse."""
    desk: str
    """Behind pages and pictures."""
    hover: str
    selected: str
    """Behind selected rows and chosen tools: quiet, so that pictures on it keep their colours."""
    chosen: str
    """Words and signs on `selected`."""
    warning: str
    warning_wash: str
    good: str
    good_wash: str
    """Behind words in `good`, as `warning_wash` behind those in `warning`."""


LIGHT = Shades(
    window="#f3f3f2",
    base="#ffffff",
    raised="#fafaf9",
    text="#232326",
    muted="#6c6c73",
    line="#d6d6d4",
    faint="#b9b9b6",
    accent="#c2512f",
    accent_text="#ffffff",
    accent_strong="#a94323",
    desk="#d4d4d2",
    hover="#e6e6e4",
    selected="#f1e0d9",
    chosen="#8f3416",
    warning="#b3261e",
    warning_wash="#f9e1de",
    good="#326b20",
    good_wash="#e0efd9",
)
DARK = Shades(
    window="#2a2a2c",
    base="#212123",
    raised="#343437",
    text="#ececec",
    muted="#a0a0a6",
    line="#454549",
    faint="#5b5b60",
    accent="#e9805d",
    accent_text="#1b1b1c",
    accent_strong="#f39a7a",
    desk="#18181a",
    hover="#3b3b3f",
    selected="#47362f",
    chosen="#ffb69c",
    warning="#ff9d90",
    warning_wash="#4b2a26",
    good="#9ad485",
    good_wash="#2b3d24",
)

CAST_COLOURS = ("#e4572e", "#2e86ab", "#5b8e3e", "#9b5de5", "#d99a00", "#00a6a6", "#d1495b", "#6d6875")
"""One for each member of the cast, in order: told apart on both themes and by most colour-blind eyes."""


def shades() -> Shades:
    """The shades that are worn now."""
    dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if dark else LIGHT


READABLE = 4.5
"""The least contrast of small text that most eyes can read (WCAG 2.2, AA)."""


def readable(colour: str) -> str:
    """A colour, darkened or lightened until it can be read as small text on the base of the theme."""
    tones = shades()
    base, mixed = QColor(tones.base), QColor(colour)
    target = QColor(tones.text)
    for _ in range(20):
        if contrast(mixed, base) >= READABLE:
            break
        mixed = QColor.fromRgbF(*(0.88 * a + 0.12 * b for a, b in zip(_rgb(mixed), _rgb(target), strict=True)))
    return mixed.name()


def contrast(one: QColor, other: QColor) -> float:
    """How strongly two colours differ, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


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
        QPalette.ColorRole.Light: tones.hover,
        QPalette.ColorRole.Dark: tones.line,
        QPalette.ColorRole.Shadow: tones.line,
        QPalette.ColorRole.Accent: tones.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.muted))
    return palette


def style_sheet(tones: Shades) -> str:
    """What a palette cannot say: spacing, hairlines, the mode bar, chips and cards."""
    tone = "dark" if tones is DARK else "light"
    pictures = {f"{name}_sign": (ICONS / f"{name}-{tone}.svg").as_posix() for name in ("up", "down", "tick")}
    return "".join(part.format(**asdict(tones), **pictures) for part in (_FRAME, _FIELDS, _LISTS))


_FRAME = """
QToolTip {{ border: 1px solid {line}; padding: 5px 7px; background: {raised}; color: {text}; }}
QMainWindow {{ background: {window}; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QMenuBar {{ background: {window}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {base}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QStatusBar {{ border-top: 1px solid {line}; background: {window}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {muted}; padding: 2px 4px; }}
QToolBar {{ border: none; background: {window}; spacing: 2px; padding: 4px 8px; }}
QToolBar#modes {{ border-bottom: 1px solid {line}; }}
QToolBar#tools {{ border-right: 1px solid {line}; padding: 4px; spacing: 1px; }}
QToolBar#tools::separator {{ margin: 3px 5px; }}
QToolBar::separator {{ background: {line}; width: 1px; height: 1px; margin: 5px; }}
QToolButton {{ padding: 5px; border-radius: 5px; border: none; background: transparent; color: {text}; }}
QToolBar#modes QToolButton {{ padding: 7px 14px; border-radius: 6px; }}
QToolBar#tools QToolButton {{ padding: 4px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:focus {{ border: 1px solid {accent}; padding: 4px; }}
QToolBar#modes QToolButton:focus {{ padding: 6px 13px; }}
QToolBar#tools QToolButton:focus {{ padding: 3px; }}
QToolButton:pressed {{ background: {line}; }}
QToolButton:checked {{ background: {selected}; color: {chosen}; }}
QToolBar#modes QToolButton:checked {{ font-weight: 600; }}
QToolButton:disabled {{ color: {muted}; }}
QToolButton[finder="true"] {{
    background: {base}; border: 1px solid {line}; color: {muted}; padding: 5px 12px; min-width: 170px;
}}
QToolButton[finder="true"]:hover {{ border-color: {muted}; background: {base}; }}
QToolButton::menu-indicator {{ image: none; }}
QTabBar {{ background: {window}; }}
QTabBar::tab {{ padding: 6px 14px; border: none; color: {muted}; background: {window}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QTabBar::tab:hover {{ color: {text}; }}
QFrame[line="true"] {{ background: {line}; border: none; }}
QFrame[card="true"] {{ background: {raised}; border: 1px solid {line}; border-radius: 6px; }}
QWidget[bar="true"] {{ background: {window}; border-top: 1px solid {line}; }}
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[title="true"] {{ font-size: 20pt; font-weight: 600; }}
QLabel[heading="true"] {{ font-size: 15pt; font-weight: 600; }}
QLabel[subheading="true"] {{ font-size: 11.5pt; font-weight: 600; }}
QLabel[small="true"] {{ font-size: 8.5pt; color: {muted}; }}
QLabel[section="true"] {{ color: {muted}; font-weight: 600; }}
QLabel[warning="true"] {{ color: {warning}; }}
QLabel[good="true"] {{ color: {good}; }}
QLabel[chip="true"] {{ background: {hover}; border-radius: 9px; padding: 2px 10px; font-weight: 600; }}
QLabel[chip="true"][good="true"] {{ background: {good_wash}; }}
QLabel[chip="true"][warning="true"] {{ background: {warning_wash}; }}
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {{
    padding: 4px 6px; border: 1px solid {line}; border-radius: 4px; background: {base}; color: {text};
    selection-background-color: {accent}; selection-color: {accent_text};
}}
QLineEdit[heading="true"] {{ font-size: 15pt; font-weight: 600; padding: 6px 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {{
    border: 1px solid {accent};
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{
    color: {muted}; background: {window};
}}
QPlainTextEdit[page="true"] {{ border: none; border-radius: 0; padding: 0; }}
QComboBox {{ padding-right: 20px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{down_sign}"); width: 12px; height: 12px; }}
QSpinBox, QDoubleSpinBox {{ padding-right: 20px; }}
QComboBox QLineEdit {{
    border: none; background: transparent; padding: 0 0 0 5px; border-radius: 0;
}}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
    border: none; width: 18px; background: transparent;
}}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url("{up_sign}"); width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url("{down_sign}"); width: 10px; height: 10px; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator {{
    width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 3px; background: {base};
}}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{tick_sign}"); }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {line}; padding: 3px; outline: 0; }}
QPushButton {{
    padding: 5px 13px; border: 1px solid {line}; border-radius: 5px; background: {raised}; color: {text};
}}
QPushButton:hover {{ background: {hover}; border-color: {muted}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {selected}; color: {chosen}; }}
QPushButton:disabled {{ color: {muted}; background: {window}; }}
QPushButton[primary="true"] {{
    background: {accent}; color: {accent_text}; border-color: {accent}; font-weight: 600; padding: 6px 18px;
}}
QPushButton[primary="true"]:hover {{ background: {accent_strong}; border-color: {accent_strong}; }}
QPushButton[primary="true"]:pressed {{ background: {chosen}; border-color: {chosen}; color: {base}; }}
QPushButton[primary="true"]:focus {{ border-color: {text}; }}
QPushButton[primary="true"]:disabled {{ background: {line}; color: {muted}; border-color: {line}; }}
QPushButton[row="true"] {{ text-align: left; padding: 5px 10px; }}
QPushButton[quiet="true"] {{ border: none; background: transparent; padding: 4px 6px; }}
QPushButton[quiet="true"]:hover, QPushButton[quiet="true"]:focus {{ background: {hover}; }}
QProgressBar {{ border: none; background: {line}; max-height: 3px; min-height: 3px; }}
QProgressBar::chunk {{ background: {accent}; }}
QSlider::groove:horizontal {{ height: 3px; background: {line}; border-radius: 1px; }}
QSlider::handle:horizontal {{ width: 14px; margin: -6px 0; border-radius: 7px; background: {accent}; }}
"""

_LISTS = """
QTreeView, QListView, QTableView, QScrollArea {{ border: none; background: {base}; outline: 0; }}
QTreeView {{ selection-background-color: transparent; show-decoration-selected: 1; }}
QListView[framed="true"] {{ border: 1px solid {line}; border-radius: 6px; padding: 4px; }}
QScrollArea[plain="true"], QScrollArea[plain="true"] > QWidget > QWidget {{ background: {window}; }}
QListView[panel="true"] {{ background: {window}; padding: 12px 6px; border-right: 1px solid {line}; }}
QDockWidget QTreeView, QDockWidget QListView {{ background: {window}; }}
QTreeView::item {{ padding: 3px 2px; }}
QListView::item, QTreeView::item {{ border-radius: 4px; color: {text}; }}
QListView[roomy="true"]::item {{ padding: 6px 8px; margin: 1px 2px; }}
QTreeView[framed="true"] {{ border: 1px solid {line}; border-radius: 6px; padding: 4px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {hover}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {selected}; color: {text}; }}
QTreeView::branch {{ background: transparent; }}
QTreeView#chapters::item, QTreeView#chapters::item:selected, QTreeView#chapters::item:hover,
QTreeView#chapters::item:focus {{ background: transparent; border: none; }}
QListView::item:focus, QTreeView::item:focus {{ border: 1px solid {accent}; }}
QHeaderView::section {{ background: {window}; border: none; border-bottom: 1px solid {line}; padding: 5px; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; min-width: 24px; min-height: 24px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0;
}}
"""


DRESSED = "wears Fusion"


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
    if not application.property(DRESSED):
        # Once: with a style sheet on, the style no longer says its name, and setting it anew polishes every widget.
        application.setStyle("Fusion")
        application.setProperty(DRESSED, True)
    # Through no sheet to the other: from sheet to sheet, Qt dresses every widget once for each of its ancestors.
    application.setStyleSheet("")
    application.setPalette(palette_of(tones))
    application.setStyleSheet(style_sheet(tones))
