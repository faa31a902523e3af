"""What lies under the figures: the picture or an empty sheet, and over it what the engine took for whom."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene

from gui.canvas.painting import mask_image, tinted
from gui.theme import shades

LONG_WIDTH = 1024
"""Every picture is so many scene units wide, however many pixels it has."""
ONION_Z, MASK_Z = 4, 5
MASK_ALPHA = 150


class PictureLayer:
    """The bottom of the canvas; `size` is the picture's in scene units."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene.addItem(self._picture)
        self._onion = QGraphicsPixmapItem()
        self._onion.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._onion.setZValue(ONION_Z)
        scene.addItem(self._onion)
        self._masks: list[QGraphicsPixmapItem] = []
        self.size = QRectF(0, 0, LONG_WIDTH, LONG_WIDTH)
        self.is_blank = True

    def show_picture(self, picture: QPixmap) -> None:
        """Show a take."""
        self.is_blank = False
        self._lay(picture, picture.width() / picture.height())

    def show_blank(self, aspect: float) -> None:
        """Show an empty sheet of the given aspect (width / height)."""
        self.is_blank = True
        sheet = QPixmap(LONG_WIDTH, max(1, round(LONG_WIDTH / aspect)))
        sheet.fill(QColor(shades().base))
        self._lay(sheet, aspect)

    def picture(self) -> QPixmap:
        """What is shown."""
        return self._picture.pixmap()

    def show_onion(self, picture: QPixmap) -> None:
        """Lay another panel's picture faintly over this one; a null one takes it away."""
        self._onion.setPixmap(picture)
        self._lay_onion()

    def set_onion_opacity(self, opacity: float) -> None:
        """How much of it is seen, 0 to 1."""
        self._onion.setOpacity(opacity)

    def show_masks(self, masks: Sequence[tuple[bytes, str]]) -> None:
        """Lay the engine's own masks, each in a colour, over the picture; none takes them away."""
        for old in self._masks:
            self._scene.removeItem(old)
        self._masks = [self._mask(mask, colour) for mask, colour in masks]

    def _lay(self, picture: QPixmap, aspect: float) -> None:
        self.size = QRectF(0, 0, LONG_WIDTH, LONG_WIDTH / aspect)
        self._picture.setPixmap(picture)
        self._picture.setScale(LONG_WIDTH / picture.width())
        self._lay_onion()

    def _lay_onion(self) -> None:
        """As large as it fits without another shape, in the middle."""
        picture = self._onion.pixmap()
        if picture.isNull():
            return
        scale = min(self.size.width() / picture.width(), self.size.height() / picture.height())
        self._onion.setScale(scale)
        self._onion.setPos(
            (self.size.width() - scale * picture.width()) / 2, (self.size.height() - scale * picture.height()) / 2
        )

    def _mask(self, mask: bytes, colour: str) -> QGraphicsPixmapItem:
        stain = tinted(mask_image(mask), QColor(colour), alpha=MASK_ALPHA)
        item = QGraphicsPixmapItem(stain)
        item.setZValue(MASK_Z)
        # Token masks are coarse and not square-pixelled: stretch each axis on its own.
        across, down = self.size.width() / stain.width(), self.size.height() / stain.height()
        item.setTransform(QTransform.fromScale(across, down))
        self._scene.addItem(item)
        return item
