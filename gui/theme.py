"""Colours and type of the window: Fusion with palettes of our own, light and dark.

Greys are neutral on purpose: an illustrator judges colours on this screen, and tinted panels would lie to the eye.
"""

from dataclasses import dataclass
from enum import StrEnum

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


ROLES = {
    "window": QPalette.ColorRole.Window,
    "base": QPalette.ColorRole.Base,
    "raised": QPalette.ColorRole.AlternateBase,
    "text": QPalette.ColorRole.Text,
    "muted": QPalette.ColorRole.PlaceholderText,
    "line": QPalette.ColorRole.Mid,
    "accent": QPalette.ColorRole.Highlight,
    "accent_text": QPalette.ColorRole.HighlightedText,
    "accent_strong": QPalette.ColorRole.Accent,
    "hover": QPalette.ColorRole.Light,
    "selected": QPalette.ColorRole.Midlight,
    "chosen": QPalette.ColorRole.LinkVisited,
    "warning": QPalette.ColorRole.BrightText,
    "warning_wash": QPalette.ColorRole.Shadow,
    "good": QPalette.ColorRole.ToolTipText,
    "good_wash": QPalette.ColorRole.ToolTipBase,
}
"""Which role carries which shade, for the style sheet; a shade without a role of its own lives in one that nothing else
draws with under the sheet (tooltips, for one, are dressed by a rule)."""

_TWINS = {
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Dark: "line",
}
"""Roles that Fusion draws with, and whose shade they repeat."""


def palette_of(tones: Shades) -> QPalette:
    """A whole Qt palette from the few shades."""
    palette = QPalette()
    for role, shade in (*((role, shade) for shade, role in ROLES.items()), *_TWINS.items()):
        palette.setColor(role, QColor(getattr(tones, shade)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.muted))
    return palette
