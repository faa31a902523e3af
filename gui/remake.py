"""A take once more, with another seed, more steps, another guidance."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QWidget,
)

from charabook.engine.requests import PanelRequest, Sampling
from charabook.engine.wire import request_from_json
from charabook.errors import BadInput
from charabook.studio.remaking import Remake
from gui.dialogs import Foot, dialog_column
from gui.fields import DecimalField, NumberField
from projects.records import Take


class RemakeDialog(QDialog):
    """Shows the settings of a take and asks for others."""

    chosen = Signal(object)
    """A `Remake`."""

    def __init__(self, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Make again with other settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        settings = _sampling(take)
        self.seed, self.steps, self.guidance = NumberField(), NumberField(), DecimalField()
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(settings.seed)
        self.steps.setRange(1, 200)
        self.steps.setValue(settings.steps)
        self.guidance.setRange(0.0, 30.0)
        self.guidance.setSingleStep(0.5)
        self.guidance.setValue(settings.guidance)
        form = QFormLayout()
        form.setSpacing(9)
        for label, field in (
            (self.tr("Seed"), self.seed),
            (self.tr("Steps"), self.steps),
            (self.tr("Guidance"), self.guidance),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(Foot(self, self._finish, self.tr("Generate"), self.tr("Cancel")))

    def _finish(self) -> None:
        self.chosen.emit(Remake(seed=self.seed.value(), steps=self.steps.value(), guidance=self.guidance.value()))
        self.accept()


def _sampling(take: Take) -> Sampling:
    try:
        request = request_from_json(take.request_json)
    except BadInput:
        return Sampling(seed=take.seed)
    return request.sampling if isinstance(request, PanelRequest) else Sampling(seed=take.seed)
