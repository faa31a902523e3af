"""The layouts that fit a page, each as a small drawing of its frames."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QComboBox, QWidget

from charabook.studio.formats import page_format_of
from gui.fields import quiet
from gui.said import in_our_words
from gui.theme import shades
from layouts.arranging import arranged
from layouts.page import PageFormat, Sheet
from layouts.template_records import Arrangement, Kind, Span, Template
from layouts.templates import shipped_templates
from projects.records import Book, Page

ICON_PX = 30
LEAST_PX = 104
"""Where there is no room for the longest name."""


class TemplateChoice(QComboBox):
    """Offers what fits; tells what was chosen."""

    chosen = Signal(str)
    """The name of a template; empty for the automatic layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[object, ...] = ()
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _: self.chosen.emit(str(self.currentData() or "")))

    def minimumSizeHint(self) -> QSize:
        """On small screens the drawing and the beginning of the name."""
        return super().minimumSizeHint().boundedTo(QSize(LEAST_PX, ICON_PX * 2))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Layout of the page"))
        self.setToolTip(self.tr("Layout of the page"))
        for row in range(self.count()):
            self.setItemText(row, self._name(str(self.itemData(row))))

    def offer(self, book: Book, page: Page, panels: int) -> None:
        """Offer the layouts for a page with so many panels."""
        format_ = page_format_of(book)
        key = (format_, page.spread, panels, page.template, shades().base)
        if key == self._offered:
            return
        self._offered = key
        span = Span.SPREAD if page.spread else Span.SINGLE
        sheet = Sheet.SPREAD if page.spread else Sheet.RIGHT
        fitting = {
            name: drawing
            for name, template in shipped_templates().items()
            if template.span is span and template.kind is not Kind.WEBTOON
            if len((drawing := _arranged(template, format_, sheet)).panels) == panels or name == page.template
        }
        with quiet(self):
            self.clear()
            self.addItem(self._name(""), "")
            for name, drawing in fitting.items():
                self.addItem(QIcon(drawn(drawing, format_, sheet)), self._name(name), name)
            self.setCurrentIndex(max(0, self.findData(_full_name(page.template, fitting))))

    def _name(self, template: str) -> str:
        return in_our_words(spoken_name(template)) if template else self.tr("Automatic layout")


def spoken_name(template: str) -> str:
    """The name of a template's file as a person says it, in English."""
    return template.replace("-", " ")


def _full_name(name: str, known: dict[str, Arrangement]) -> str:
    """Stories may leave out the family of a template."""
    return next((one for one in known if one == name or one.partition("-")[2] == name), "")


@lru_cache(maxsize=256)
def _arranged(template: Template, format_: PageFormat, sheet: Sheet) -> Arrangement:
    return arranged(template, format_, sheet)


def drawn(arrangement: Arrangement, format_: PageFormat, sheet: Sheet) -> QPixmap:
    """A small drawing of a layout: pictures filled, text as lines."""
    trim = format_.trim_box(sheet)
    tones = shades()
    side = ICON_PX * 2
    icon = QPixmap(side, side)
    icon.fill(Qt.GlobalColor.transparent)
    painter = QPainter(icon)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = (side - 4) / max(trim.width, trim.height)
    painter.translate((side - trim.width * scale) / 2, (side - trim.height * scale) / 2)
    painter.setPen(QPen(QColor(tones.muted), 1.5))
    painter.setBrush(QColor(tones.base))
    painter.drawRect(0, 0, round(trim.width * scale), round(trim.height * scale))
    painter.setClipRect(0, 0, round(trim.width * scale) + 1, round(trim.height * scale) + 1)
    painter.setBrush(QColor(tones.line))
    for place in arrangement.panels:
        painter.drawPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in place.frame]))
    painter.setPen(QPen(QColor(tones.accent), 3))
    for text in arrangement.texts:
        middle = (text.box.y + text.box.height / 2) * scale
        painter.drawLine(QPointF(text.box.x * scale + 3, middle), QPointF(text.box.right * scale - 3, middle))
    painter.end()
    icon.setDevicePixelRatio(2.0)
    return icon
