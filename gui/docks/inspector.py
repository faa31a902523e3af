"""Right: what is selected, as a form. The panel with its figures and lettering, or the page."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDockWidget,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.desk import Desk
from gui.fields import ChoiceField, LineField, TextField, quiet
from projects.records import (
    Figure,
    FigureId,
    Lettering,
    LetteringId,
    LetteringKind,
    Panel,
    PanelId,
    Placement,
)

SHOTS = ("", "close-up", "full figure", "wide")


class Inspector(QDockWidget):
    """Follows the selection. Every field writes one gesture when it is left."""

    figure_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._desk = desk
        self._panel: PanelId | None = None
        self.action, self.prompt, self.notes = TextField(2), TextField(2), TextField(2)
        self.alt_text = LineField()
        self.shot, self.setting = ChoiceField(), ChoiceField()
        self.locked = QCheckBox()
        self.figures, self.letterings = QVBoxLayout(), QVBoxLayout()
        self.figures_box, self.letterings_box, self.advanced = QGroupBox(), QGroupBox(), QGroupBox()
        self.add_balloon, self.add_caption = QPushButton(), QPushButton()
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        desk.book_changed.connect(lambda _: self._refresh())
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Inspector"))
        names = {
            "action": self.tr("Action"),
            "shot": self.tr("Shot"),
            "setting": self.tr("Setting"),
            "prompt": self.tr("Own prompt"),
            "alt": self.tr("Alt text"),
            "notes": self.tr("Notes"),
        }
        for key, label in self._labels.items():
            label.setText(names[key])
            buddy = label.buddy()
            if buddy is not None:
                buddy.setAccessibleName(names[key])
        self.locked.setText(self.tr("Locked: keep this panel as it is"))
        self.figures_box.setTitle(self.tr("Figures"))
        self.letterings_box.setTitle(self.tr("Lettering"))
        self.advanced.setTitle(self.tr("Advanced"))
        self.add_balloon.setText(self.tr("Add balloon"))
        self.add_caption.setText(self.tr("Add caption"))
        self.prompt.setPlaceholderText(self.tr("Empty: composed from setting, looks and actions"))
        self._refresh()

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel, or nothing."""
        self._panel = panel
        self._refresh()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._add_rows(form, action=self.action, shot=self.shot, setting=self.setting)
        column.addLayout(form)
        column.addWidget(self._group(self.figures_box, self.figures))
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_balloon)
        buttons.addWidget(self.add_caption)
        buttons.addStretch(1)
        column.addWidget(self._group(self.letterings_box, self.letterings, buttons))
        more = QFormLayout()
        more.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._add_rows(more, prompt=self.prompt, alt=self.alt_text, notes=self.notes)
        more.addRow(self.locked)
        self.advanced.setLayout(more)
        column.addWidget(self.advanced)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.setWidget(scroll)
        self.setMinimumWidth(280)

    def _add_rows(self, form: QFormLayout, **fields: QWidget) -> None:
        for key, field in fields.items():
            self._labels[key] = QLabel()
            self._labels[key].setBuddy(field)
            form.addRow(self._labels[key], field)

    @staticmethod
    def _group(box: QGroupBox, rows: QVBoxLayout, buttons: QHBoxLayout | None = None) -> QGroupBox:
        column = QVBoxLayout(box)
        column.addLayout(rows)
        if buttons is not None:
            column.addLayout(buttons)
        return box

    def _connect(self) -> None:
        self.action.committed.connect(lambda text: self._set(self.tr("Change action"), action=text))
        self.prompt.committed.connect(lambda text: self._set(self.tr("Change prompt"), prompt=text))
        self.alt_text.committed.connect(lambda text: self._set(self.tr("Change alt text"), alt_text=text))
        self.notes.committed.connect(lambda text: self._set(self.tr("Change notes"), notes=text))
        self.shot.committed.connect(lambda shot: self._set(self.tr("Change shot"), shot=shot))
        self.setting.committed.connect(lambda setting: self._set(self.tr("Change setting"), setting=setting))
        self.locked.toggled.connect(lambda on: self._set(self.tr("Lock panel"), locked=on))
        self.add_balloon.clicked.connect(lambda: self._add_lettering(LetteringKind.BALLOON))
        self.add_caption.clicked.connect(lambda: self._add_lettering(LetteringKind.CAPTION))

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view and self._panel else None
        body = self.widget()
        if body is not None:
            body.setEnabled(panel is not None)
        if view is None or panel is None:
            return
        self.shot.offer((shot or self.tr("Any"), shot) for shot in dict.fromkeys((*SHOTS, panel.shot)))
        self.setting.offer([(self.tr("None"), None), *((one.name, one.id) for one in view.settings.values())])
        with quiet(self.locked):
            self.locked.setChecked(panel.locked)
        self.action.show_value(panel.action)
        self.shot.show_value(panel.shot)
        self.setting.show_value(panel.setting)
        self.prompt.show_value(panel.prompt)
        self.alt_text.show_value(panel.alt_text)
        self.notes.show_value(panel.notes)
        self._fill(self.figures, [self._figure_row(view, one) for one in view.figures_of_panel.get(panel.id, ())])
        rows = [self._lettering_row(view, one) for one in view.letterings_of_panel.get(panel.id, ())]
        self._fill(self.letterings, rows)

    @staticmethod
    def _fill(column: QVBoxLayout, rows: list[QWidget]) -> None:
        while (item := column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            column.addWidget(row)

    def _figure_row(self, view: BookView, figure: Figure) -> QWidget:
        card = _Card(view.colour(figure.look))
        look, placement = ChoiceField(), ChoiceField()
        look.offer((view.look_name(one), one) for one in view.looks)
        look.show_value(figure.look)
        look.setAccessibleName(self.tr("Look"))
        look.committed.connect(lambda value: self._set_figure(figure.id, look=value))
        placement.offer((name, value) for value, name in self._placements().items())
        placement.show_value(figure.placement)
        placement.setAccessibleName(self.tr("Place"))
        placement.committed.connect(lambda value: self._set_figure(figure.id, placement=value, region_json=None))
        action, expression = LineField(), LineField()
        action.setPlaceholderText(self.tr("does what"))
        action.setAccessibleName(self.tr("Action of the figure"))
        action.show_value(figure.action)
        action.committed.connect(lambda value: self._set_figure(figure.id, action=value))
        expression.setPlaceholderText(self.tr("expression"))
        expression.setAccessibleName(self.tr("Expression"))
        expression.show_value(figure.expression)
        expression.committed.connect(lambda value: self._set_figure(figure.id, expression=value))
        card.row(look, placement, self._layer_buttons(figure))
        card.row(action, expression)
        return card

    def _layer_buttons(self, figure: Figure) -> QWidget:
        nearer = _small("▲", self.tr("Nearer"), lambda: self._set_figure(figure.id, z=figure.z + 1))
        farther = _small("▼", self.tr("Farther"), lambda: self._set_figure(figure.id, z=figure.z - 1))
        remove = _small("✕", self.tr("Remove figure"), lambda: self.remove_figure(figure.id))
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (nearer, farther, remove):
            row.addWidget(button)
        return group

    def _lettering_row(self, view: BookView, lettering: Lettering) -> QWidget:
        speaker_record = view.characters.get(lettering.speaker) if lettering.speaker else None
        card = _Card(speaker_record.colour if speaker_record else "#6d6875")
        kind, speaker = ChoiceField(), ChoiceField()
        kind.offer((name, value) for value, name in self._kinds().items())
        kind.show_value(lettering.kind)
        kind.setAccessibleName(self.tr("Kind of lettering"))
        kind.committed.connect(lambda value: self._set_lettering(lettering.id, kind=value))
        speaker.offer([(self.tr("Nobody"), None), *((one.name, one.id) for one in view.characters.values())])
        speaker.show_value(lettering.speaker)
        speaker.setAccessibleName(self.tr("Speaker"))
        speaker.committed.connect(lambda value: self._set_lettering(lettering.id, speaker=value))
        remove = _small("✕", self.tr("Remove lettering"), lambda: self._remove_lettering(lettering.id))
        card.row(kind, speaker, remove)
        texts = {text.language: text.text for text in view.texts_of_lettering.get(lettering.id, ())}
        for language in dict.fromkeys((*view.book.languages, *texts)):
            field = TextField(2)
            field.setPlaceholderText(language)
            field.setAccessibleName(self.tr("Text ({language})").format(language=language))
            field.show_value(texts.get(language, ""))
            field.committed.connect(self._text_setter(lettering.id, language))
            card.row(field)
        return card

    def _placements(self) -> dict[Placement, str]:
        return {
            Placement.LEFT: self.tr("left"),
            Placement.CENTRE: self.tr("centre"),
            Placement.RIGHT: self.tr("right"),
            Placement.BACK: self.tr("back"),
        }

    def _kinds(self) -> dict[LetteringKind, str]:
        return {
            LetteringKind.BALLOON: self.tr("Balloon"),
            LetteringKind.THOUGHT: self.tr("Thought"),
            LetteringKind.CAPTION: self.tr("Caption"),
            LetteringKind.EFFECT: self.tr("Sound effect"),
        }

    # ------------------------------------------------------------------ writing

    def _set(self, label: str, **fields: object) -> None:
        panel = self._panel
        if panel is not None:
            self._desk.edit(label, lambda edit: edit.update(Panel, panel, **fields))

    def _set_figure(self, figure: FigureId, **fields: object) -> None:
        self._desk.edit(self.tr("Change figure"), lambda edit: edit.update(Figure, figure, **fields))

    def remove_figure(self, figure: FigureId) -> None:
        """Take a figure out of the panel."""
        self._desk.edit(self.tr("Remove figure"), lambda edit: edit.delete(Figure, figure))

    def _set_lettering(self, lettering: LetteringId, **fields: object) -> None:
        self._desk.edit(self.tr("Change lettering"), lambda edit: edit.update(Lettering, lettering, **fields))

    def _text_setter(self, lettering: LetteringId, language: str) -> Callable[[str], None]:
        def write(text: str) -> None:
            self._desk.edit(self.tr("Change text"), lambda edit: edit.set_text(lettering, language, text))

        return write

    def _add_lettering(self, kind: LetteringKind) -> None:
        panel = self._panel
        if panel is not None:
            lettering = Lettering(panel=panel, kind=kind)
            self._desk.edit(self.tr("Add lettering"), lambda edit: edit.insert(lettering))

    def _remove_lettering(self, lettering: LetteringId) -> None:
        self._desk.edit(self.tr("Remove lettering"), lambda edit: edit.delete(Lettering, lettering))


class _Card(QFrame):
    """A few fields that belong together, marked with a character's colour."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setStyleSheet(f"_Card {{ border-left: 4px solid {colour}; }}")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 6, 6)
        self._column.setSpacing(4)

    def row(self, *widgets: QWidget) -> None:
        """Add fields side by side; the first takes the room."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == 0 else 0)
        self._column.addLayout(row)


def _small(sign: str, name: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAutoRaise(True)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.clicked.connect(lambda *_: act())
    return button
