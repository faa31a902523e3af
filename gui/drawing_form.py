"""The rows of a form that say how a book's pictures are drawn; every one may be left to the model."""

import math

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractSpinBox, QFormLayout, QLabel, QWidget

from charabook.engine.requests import ModelId
from charabook.studio.models import (
    DrawingSettings,
    areas_of,
    bounds_of,
    own_card,
)
from gui.fields import ChoiceField, DecimalField, add_rows
from gui.likeness import LikenessField, likeness_effect


class OwnField(DecimalField):
    """A number, or the model's own: that one stands below the least."""

    def __init__(self, step: float, decimals: int) -> None:
        super().__init__()
        self._own = 0.0
        self.setDecimals(decimals)
        self.setSingleStep(step)

    def show_own(self, own: float, bounds: tuple[float, float], words: str) -> None:
        """What the model does by itself, as a number and in words, and what may be asked of it."""
        choice, (least, most) = self.choice(), bounds
        self._own = own
        self.setRange(least - self.singleStep(), most)
        self.setSpecialValueText(words.format(value=self.textFromValue(own)))
        self.show_choice(choice if choice is not None and least <= choice <= most else None)
        self.setEnabled(least < most)

    def show_choice(self, choice: float | None) -> None:
        """Show a number that was chosen, or None."""
        self.setValue(self.minimum() if choice is None else choice)

    def choice(self) -> float | None:
        """The number, or None for the model's own."""
        return None if self.value() < self.minimum() + self.singleStep() else self.value()

    def stepBy(self, steps: int) -> None:
        """From the model's own one steps on to the number behind it."""
        if self.choice() is None:
            self.setValue(self._own)
        super().stepBy(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Both ways, from the model's own too."""
        if self.choice() is None:
            return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return super().stepEnabled()


class DrawingForm(QObject):
    """Fields for likeness, steps, guidance and picture size."""

    def __init__(self, settings: DrawingSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = ModelId("")
        self.likeness = LikenessField(settings.likeness)
        self._asked = settings
        self.steps, self.guidance = OwnField(1, 0), OwnField(0.5, 1)
        self.size = ChoiceField()
        self.effect, self.work = QLabel(), QLabel()
        for label in (self.effect, self.work):
            label.setProperty("muted", True)
        self.size.addItem("", settings.area_px)
        self.likeness.currentIndexChanged.connect(self._tell)
        self.size.currentIndexChanged.connect(self._tell)
        self.steps.valueChanged.connect(self._tell)

    def add_to(self, form: QFormLayout) -> None:
        """Add the rows."""
        add_rows(form, [(self.tr("Likeness"), self.likeness)])
        form.addRow("", self.effect)
        numbers = (
            (self.tr("Steps"), self.steps),
            (self.tr("Guidance"), self.guidance),
            (self.tr("Picture size"), self.size),
        )
        add_rows(form, numbers)
        self.steps.setToolTip(self.tr("More steps draw more finely and take longer"))
        self.guidance.setToolTip(self.tr("How closely pictures follow the words; too much makes them harsh"))
        form.addRow("", self.work)

    def show_model(self, model: ModelId) -> None:
        """Say what this model does by itself; a size that another model was given is not asked of it."""
        is_first = not self._model
        self._model = model
        card = own_card(model)
        own = self.tr("The model's own, {value}")
        self.steps.show_own(card.steps, bounds_of(model).steps, own)
        self.guidance.show_own(card.guidance, bounds_of(model).guidance, own)
        if is_first:
            self.steps.show_choice(self._asked.steps)
            self.guidance.show_choice(self._asked.guidance)
        areas = areas_of(model)
        asked = self.size.currentData()
        is_kept = asked in areas or (is_first and asked is not None and len(areas) > 1)
        offered = sorted({*areas, *([asked] if is_kept else [])} - {card.canvas.area_px})
        named = [(_square(area), area) for area in offered]
        self.size.offer([(own.format(value=_square(card.canvas.area_px)), None), *named])
        self.size.setCurrentIndex(max(0, self.size.currentIndex()))
        self.size.setEnabled(bool(offered))
        self.size.setToolTip(
            self.tr("Of a square picture; other shapes have as many pixels")
            if offered
            else self.tr("This model draws no other size well; pictures can be enlarged for print")
        )
        self._tell()

    def wish(self) -> DrawingSettings:
        """What was chosen."""
        steps = self.steps.choice()
        return DrawingSettings(
            steps=None if steps is None else round(steps),
            guidance=self.guidance.choice(),
            area_px=self.size.currentData(),
            likeness=self.likeness.value(),
        )

    def _tell(self, *_: object) -> None:
        self.effect.setText(likeness_effect(self.likeness.value()))
        card, wish = own_card(self._model), self.wish()
        factor = (wish.steps or card.steps) / card.steps * (wish.area_px or card.canvas.area_px) / card.canvas.area_px
        said = self.tr("A picture takes about {factor} times as long.")
        self.work.setText("" if 0.95 < factor < 1.05 else said.format(factor=f"{factor:.1f}"))


def _square(area_px: int) -> str:
    side = round(math.sqrt(area_px))
    return f"{side} × {side}"
