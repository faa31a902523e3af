"""Round portraits of the cast, in their colours and with a badge that tells how their identity is."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap

from charabook.studio.identities import IdentityStanding, IdentityState
from gui.theme import shades

PORTRAIT_PX = 60

BADGES = {
    IdentityStanding.NONE: "",
    IdentityStanding.BUILDING: "#2e86ab",
    IdentityStanding.READY: "#5b8e3e",
    IdentityStanding.STALE: "#c2512f",
}


def standing_name(state: IdentityState) -> str:
    """The state of an identity in words."""
    names = {
        IdentityStanding.NONE: QCoreApplication.translate("Identity", "no identity yet"),
        IdentityStanding.BUILDING: QCoreApplication.translate("Identity", "identity is being made"),
        IdentityStanding.READY: QCoreApplication.translate("Identity", "identity ready"),
        IdentityStanding.STALE: QCoreApplication.translate("Identity", "identity stale"),
    }
    return names[state.standing]


def portrait_sign(picture: QPixmap | None, colour: str, state: IdentityState | None = None) -> QIcon:
    """The same as an icon that a selection does not tint."""
    shown = portrait_icon(picture, colour, state)
    icon = QIcon(shown)
    icon.addPixmap(shown, QIcon.Mode.Selected)
    return icon


def portrait_icon(picture: QPixmap | None, colour: str, state: IdentityState | None = None) -> QPixmap:
    """A round portrait in its character's colour; without a picture, a head and shoulders."""
    side = PORTRAIT_PX * 2
    icon = QPixmap(side, side)
    icon.fill(Qt.GlobalColor.transparent)
    painter = QPainter(icon)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(QPen(QColor(colour), 6))
    inner = QRectF(6, 6, side - 12, side - 12)
    if picture is not None and not picture.isNull():
        grown = picture.scaled(
            side - 12,
            side - 12,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        brush = QBrush(grown)
        painter.setBrushOrigin(6 - (grown.width() - side + 12) // 2, 6 - (grown.height() - side + 12) // 2)
        painter.setBrush(brush)
        painter.drawEllipse(inner)
    else:
        painter.setBrush(QColor(shades().base))
        painter.drawEllipse(inner)
        _paint_nobody(painter, side, QColor(colour))
    if state is not None and BADGES[state.standing]:
        painter.setPen(QPen(QColor(shades().base), 5))
        painter.setBrush(QColor(BADGES[state.standing]))
        painter.drawEllipse(QRectF(side - 36, side - 36, 30, 30))
    painter.end()
    icon.setDevicePixelRatio(2.0)
    return icon


def _paint_nobody(painter: QPainter, side: int, colour: QColor) -> None:
    colour.setAlpha(110)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(side * 0.37, side * 0.24, side * 0.26, side * 0.28))
    painter.drawChord(QRectF(side * 0.25, side * 0.56, side * 0.5, side * 0.56), 0, 180 * 16)
