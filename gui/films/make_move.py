"""“Make it move…”: what happens in the clip, who keeps their look, how long, what it will cost."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from charabook.engine.worker_messages import ModelFacts
from charabook.errors import BugError, KnownError
from charabook.studio import Studio
from charabook.studio.clips import AREA_480P, ClipEstimate, ClipWish
from gui.buttons import name_it
from gui.costs import GB, say_time
from gui.desk import Desk
from gui.dialogs import Foot, dialog_column
from gui.fields import ChoiceField, NumberField, TextField
from gui.films.subjects import Subjects
from gui.notices import notice_of
from gui.queue.wishes import Wish
from gui.said import in_our_words
from projects.records import PanelId

RATE = 16
LENGTHS = (33, 49, 81, 121)
AREAS = (AREA_480P, 1280 * 720)
NEAR_PERCENT = 85
"""How freely a clip that begins near the panel's picture moves: below about 70 little does."""
PANELS_OWN = -1
ANY_MODEL = "any"
"""The panel's words can be asked for before a model is chosen."""
ASK_AFTER_MS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What would come of a wish."""

    prompt: str = ""
    problem: KnownError | None = None
    """Why it cannot be made."""
    estimate: ClipEstimate | None = None


class MakeMove(QDialog):
    """Queues a clip of one panel."""

    def __init__(self, desk: Desk, panel: PanelId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel = panel
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Make it move"))
        self.model, self.length, self.area = ChoiceField(), ChoiceField(), ChoiceField()
        self.other_button = QToolButton()
        self.prompt = TextField(3)
        self.subjects = Subjects(desk, panel)
        self.looks = self.subjects.looks
        self.seed = NumberField()
        self.seed.setRange(PANELS_OWN, 2**31 - 1)
        self.seed.setValue(PANELS_OWN)
        self.seed.setSpecialValueText(self.tr("The panel's own"))
        self.steps = NumberField()
        self.steps.setRange(4, 100)
        self.steps.setValue(50)
        self.near = QCheckBox(self.tr("Begin near the panel's picture"))
        self.freedom = NumberField()
        self.freedom.setRange(40, 98)
        self.freedom.setValue(NEAR_PERCENT)
        self.freedom.setSuffix(" %")
        self.freedom.setEnabled(False)
        self._freedom_label = QLabel(self.tr("Free to move"))
        self.cost, self.reason = QLabel(), QLabel()
        self.cost.setProperty("muted", True)
        self.reason.setProperty("warning", True)
        for label in (self.cost, self.reason):
            label.setWordWrap(True)
        self.foot = Foot(self, self.make, self.tr("Make it move"), self.tr("Cancel"))
        self.make_button = self.foot.go
        self._ask_timer = QTimer(self)
        self._ask_timer.setSingleShot(True)
        self._ask_timer.setInterval(ASK_AFTER_MS)
        self._ask_timer.timeout.connect(self._ask)
        self._asked = 0
        self._is_closed = False
        self._offer()
        self._lay_out()
        self._connect()
        desk.ask(lambda studio: (studio.clips.models(), studio.clips.model()), self._offer_models)

    def wish(self) -> ClipWish:
        """What the fields say."""
        return ClipWish(
            model=str(self.model.currentData() or ""),
            prompt=self.prompt.toPlainText().strip(),
            looks=self.subjects.chosen_looks(),
            drawings=self.subjects.chosen_drawings(),
            frames=int(self.length.currentData()),
            frames_per_second=RATE,
            steps=self.steps.value(),
            area_px=int(self.area.currentData()),
            seed=None if self.seed.value() == PANELS_OWN else self.seed.value(),
            start_noise=self.freedom.value() / 100 if self.near.isChecked() else None,
        )

    def make(self) -> None:
        """Queue it; the model is kept with the book."""
        panel, wish = self._panel, self.wish()
        if wish.model:
            self._desk.ask(lambda studio: studio.clips.model(), lambda kept: self._keep_model(kept, wish.model))
        clip = Wish(subjects=(panel,), how="clip", pictures=1)
        self._desk.wishes.make(clip, lambda studio: [studio.clips.make(panel, wish)])
        self.accept()

    def done(self, result: int) -> None:
        """Close: answers that are still on their way have nobody to hear them."""
        self._is_closed = True
        self.subjects.close_up()
        self._ask_timer.stop()
        super().done(result)

    def use_model(self, path: str) -> None:
        """Take a folder or file of weights that is none of those offered."""
        if path and self.model.findData(path) < 0:
            self.model.addItem(path.rsplit("/", 1)[-1], path)
        self.model.show_value(path)
        self._ask_soon()

    # ------------------------------------------------------------------ building

    def _offer(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None else None
        self.near.setEnabled(view is not None and panel is not None and view.picture(panel) is not None)
        for frames in LENGTHS:
            self.length.addItem(self.tr("{seconds} s").format(seconds=f"{frames / RATE:.1f}"), frames)
        self.length.show_value(81)
        for area, name in zip(AREAS, ("480p", "720p"), strict=True):
            self.area.addItem(name, area)
        self.other_button.setText("…")
        menu = QMenu(self)
        menu.addAction(self.tr("A folder…"), self._ask_folder)
        menu.addAction(self.tr("A file…"), self._ask_file)
        self.other_button.setMenu(menu)
        self.other_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        name_it(self.other_button, self.tr("Choose other weights of Phantom-Wan"))

    def _lay_out(self) -> None:
        model = QHBoxLayout()
        model.addWidget(self.model, 1)
        model.addWidget(self.other_button)
        size = QHBoxLayout()
        size.addWidget(self.length)
        size.addWidget(self.area)
        size.addStretch(1)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("What happens"), self.prompt)
        form.addRow(self.tr("Keep the look of"), self.subjects)
        form.addRow(self.tr("Length and size"), size)
        form.addRow(self.tr("Steps"), self.steps)
        form.addRow(self.tr("Seed"), self.seed)
        form.addRow("", self.near)
        form.addRow(self._freedom_label, self.freedom)
        form.addRow(self.tr("Model"), model)
        self._name_fields()
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(self.cost)
        column.addWidget(self.reason)
        column.addWidget(self.foot)
        self.setMinimumWidth(520)

    def _name_fields(self) -> None:
        self.prompt.setAccessibleName(self.tr("What happens"))
        self.length.setAccessibleName(self.tr("Length"))
        self.area.setAccessibleName(self.tr("Size"))
        self.steps.setAccessibleName(self.tr("Steps"))
        self.seed.setAccessibleName(self.tr("Seed"))
        self.freedom.setAccessibleName(self.tr("Free to move"))
        self.model.setAccessibleName(self.tr("Model"))

    def _connect(self) -> None:
        for field in (self.model, self.length, self.area):
            field.committed.connect(lambda _: self._ask_soon())
        self.prompt.textChanged.connect(self._ask_soon)
        self.steps.valueChanged.connect(lambda _: self._ask_soon())
        for number in (self.seed, self.freedom):
            number.valueChanged.connect(lambda _: self._ask_soon())
        self.near.toggled.connect(self.freedom.setEnabled)
        self.near.toggled.connect(lambda _: self._ask_soon())
        self.subjects.changed.connect(self._ask_soon)
        self.subjects.refused.connect(self._tell)

    # ------------------------------------------------------------------ asking

    def _offer_models(self, answer: tuple[tuple[ModelFacts, ...], str]) -> None:
        if self._is_closed:
            return
        models, chosen = answer
        for model in models:
            self.model.addItem(model.name, model.model)
        if chosen:
            self.use_model(chosen)
        self._ask_soon()

    def _ask_folder(self) -> None:
        self.use_model(QFileDialog.getExistingDirectory(self, self.tr("Weights of Phantom-Wan")))

    def _ask_file(self) -> None:
        kinds = "*.safetensors *.gguf *.pth"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Weights of Phantom-Wan"), "", kinds)
        self.use_model(path)

    def _ask_soon(self) -> None:
        self.make_button.setEnabled(False)
        self._ask_timer.start()

    def _ask(self) -> None:
        panel, wish = self._panel, self.wish()
        self._asked += 1
        asked = self._asked
        if not wish.looks and not wish.drawings:
            self._refuse(self.tr("Choose at least one whose look is kept, or add a drawing."))
            return
        self._desk.ask(
            lambda studio: _facts(studio, panel, wish),
            lambda facts: self._show(asked, facts),
            lambda problem: self._fail(asked, problem),
        )

    def _show(self, asked: int, facts: MoveFacts) -> None:
        if asked != self._asked or self._is_closed:
            return
        self.prompt.setPlaceholderText(facts.prompt)
        if facts.problem is not None:
            self._refuse(notice_of(facts.problem).text)
            return
        self.reason.hide()
        self.cost.setText(self._say_cost(facts.estimate) if facts.estimate is not None else "")
        self.cost.setVisible(bool(self.cost.text()))
        self.make_button.setEnabled(facts.estimate is not None and facts.estimate.fits)

    def _fail(self, asked: int, problem: KnownError | BugError) -> None:
        if asked == self._asked and not self._is_closed:
            self._refuse(notice_of(problem).text)

    def _tell(self, problem: KnownError | BugError) -> None:
        self.reason.setText(notice_of(problem).text)
        self.reason.show()

    def _refuse(self, why: str) -> None:
        self.reason.setText(why)
        self.reason.show()
        self.cost.hide()
        self.make_button.setEnabled(False)

    def _say_cost(self, estimate: ClipEstimate) -> str:
        memory = f"{estimate.memory_bytes / GB:.1f}"
        parts = [
            self.tr("About {time}.").format(time=say_time(estimate.seconds))
            if estimate.seconds is not None
            else self.tr("How long it takes is known after the first clip."),
            self.tr("Needs {memory} GB of memory ({way}).").format(memory=memory, way=in_our_words(estimate.way)),
        ]
        if not estimate.fits:
            parts.append(self.tr("That is more than this computer has."))
        licence = self.tr("Licence: {licence}.").format(licence=estimate.licence)
        return " ".join((*parts, licence)) + ("" if estimate.commercial else " " + self.tr("Not for paid work."))

    def _keep_model(self, kept: str, model: str) -> None:
        if kept != model:
            self._desk.change(lambda studio: studio.clips.set_model(model))


def _facts(studio: Studio, panel: PanelId, wish: ClipWish) -> MoveFacts:
    """On the studio's thread: what the panel says, why not, or what it would cost."""
    prompt = ""
    try:
        prompt = studio.clips.request(panel, replace(wish, model=wish.model or ANY_MODEL, prompt="")).prompt
        return MoveFacts(prompt=prompt, estimate=studio.clips.estimate(panel, wish))
    except KnownError as problem:
        return MoveFacts(prompt=prompt, problem=problem)
