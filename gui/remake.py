"""A take once more, with another seed, more steps, another guidance, another likeness."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QWidget,
)

from charabook.engine.requests import ClipRequest, IdentityRequest, ModelId, PanelRequest, Request
from charabook.studio.models import bounds_of
from charabook.studio.remaking import Remake
from charabook.studio.takes import request_of
from gui.book_view import BookView
from gui.dialogs import Foot, dialog_column
from gui.fields import DecimalField, NumberField, add_rows
from gui.likeness import LikenessField
from projects.records import LookId, Take


class RemakeDialog(QDialog):
    """Shows the settings of a take and asks for others."""

    chosen = Signal(object)
    """A `Remake`."""

    def __init__(self, view: BookView, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Make again with other settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        request = request_of(take)
        before = _settings(request)
        self.seed, self.steps, self.guidance = NumberField(), NumberField(), DecimalField()
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(take.seed)
        bounds = bounds_of(ModelId(take.model))
        self.steps.setRange(*bounds.steps)
        self.steps.setValue(before.steps or 0)
        self.guidance.setRange(*bounds.guidance)
        self.guidance.setSingleStep(0.5)
        self.guidance.setValue(before.guidance or 0.0)
        self.likenesses = [LikenessField(one) for one in before.likeness or ()]
        form = QFormLayout()
        form.setSpacing(9)
        numbers = (
            (self.tr("Seed"), self.seed),
            (self.tr("Steps"), self.steps),
            (self.tr("Guidance"), self.guidance),
        )
        add_rows(form, numbers)
        add_rows(form, zip(self._of_figures(view, request), self.likenesses, strict=True))
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(Foot(self, self._finish, self.tr("Generate"), self.tr("Cancel")))

    def _of_figures(self, view: BookView, request: Request | None) -> list[str]:
        """What the likeness of each figure is called."""
        figures = request.figures if isinstance(request, PanelRequest) else ()
        names = [view.look_name(LookId(figure.identity.look_id)) for figure in figures]
        return [self.tr("Likeness of {name}").format(name=name) for name in names]

    def _finish(self) -> None:
        likeness = tuple(field.value() for field in self.likenesses) or None
        self.chosen.emit(
            Remake(seed=self.seed.value(), steps=self.steps.value(), guidance=self.guidance.value(), likeness=likeness)
        )
        self.accept()


def _settings(request: Request | None) -> Remake:
    """What a take was made with, as far as that can be changed."""
    match request:
        case PanelRequest(sampling=sampling, figures=figures):
            held = tuple(figure.likeness for figure in figures)
            return Remake(steps=sampling.steps, guidance=sampling.guidance, likeness=held)
        case IdentityRequest(sampling=sampling):
            return Remake(steps=sampling.steps, guidance=sampling.guidance)
        case ClipRequest(sampling=clip):
            return Remake(steps=clip.steps, guidance=clip.text_guidance)
        case _:
            return Remake()
