"""Right: what is selected, as a form. The panel with its figures, lettering and comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.attention import Attention
from gui.book_view import BookView
from gui.desk import Desk
from gui.docks.comment_pins import About, comment_on
from gui.docks.inspector_rows import CommentRow, FigureRow, LetteringRow
from gui.facts import PanelFacts
from gui.fields import ChoiceField, LineField, NumberField, TextField, quiet
from projects.records import (
    Character,
    CharacterId,
    Comment,
    CommentId,
    Figure,
    FigureId,
    Lettering,
    LetteringId,
    LetteringKind,
    LookId,
    Panel,
    PanelId,
    Setting,
    TakeId,
)

if TYPE_CHECKING:
    from projects.editing import Edit

Row = TypeVar("Row", FigureRow, LetteringRow, CommentRow)
Told = TypeVar("Told", Figure, Lettering, Comment)

NEW_SETTING = "new setting"


class Section(QWidget):
    """A heading that folds what is under it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QToolButton()
        self.title.setCheckable(True)
        self.title.setChecked(True)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setStyleSheet(
            "QToolButton, QToolButton:checked { background: none; color: palette(text);"
            " font-weight: 600; padding: 3px 0; }"
        )
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 2, 0, 4)
        self.column.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.title)
        whole.addWidget(self.body)
        self.title.toggled.connect(self._fold)
        self._fold(True)

    def rename(self, name: str) -> None:
        """Say what is under the heading."""
        self.title.setText(name)
        self.title.setAccessibleName(name)

    def fold(self) -> None:
        """Show the heading alone."""
        self.title.setChecked(False)

    def _fold(self, is_open: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        self.body.setVisible(is_open)
        self.title.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)


class Inspector(QDockWidget):
    """Follows the selection. Every field writes one gesture when it is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._desk = desk
        self._panel: PanelId | None = None
        self._attention = Attention(self, self._refresh)
        self._wanted_text: LetteringId | None = None
        self.action, self.prompt, self.notes = TextField(3), TextField(3), TextField(2)
        self.alt_text, self.setting_words = LineField(), LineField()
        self.shot, self.setting = ChoiceField(), ChoiceField()
        self.locked = QCheckBox()
        self.seed = NumberField()
        self.seed.setRange(-1, 2**31 - 1)
        self.scene, self.figures, self.letterings = Section(), Section(), Section()
        self.comments, self.advanced = Section(), Section()
        self.add_balloon, self.add_caption, self.add_effect = QPushButton(), QPushButton(), QPushButton()
        self.comment, self.comment_about = LineField(), ChoiceField()
        self.comment_about.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.comment_about.setMinimumContentsLength(8)
        self.comment.setMinimumWidth(60)
        self._take: TakeId | None = None
        self.asked = QLabel()
        self._figure_rows: dict[str, FigureRow] = {}
        self._lettering_rows: dict[str, LetteringRow] = {}
        self._comment_rows: dict[str, CommentRow] = {}
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Inspector"))
        names = {
            "action": self.tr("What is seen"),
            "shot": self.tr("Shot"),
            "setting": self.tr("Setting"),
            "place": self.tr("The setting is described as"),
            "prompt": self.tr("Own prompt"),
            "alt": self.tr("Alt text"),
            "notes": self.tr("Notes"),
            "seed": self.tr("Seed"),
        }
        for key, label in self._labels.items():
            label.setText(names[key])
            buddy = label.buddy()
            if buddy is not None:
                buddy.setAccessibleName(names[key])
        self.locked.setText(self.tr("Locked: keep this panel as it is"))
        self.seed.setSpecialValueText(self.tr("from the book"))
        self.scene.rename(self.tr("Panel"))
        self.figures.rename(self.tr("Figures"))
        self.letterings.rename(self.tr("Lettering"))
        self.comments.rename(self.tr("Comments"))
        self.advanced.rename(self.tr("Advanced"))
        self.add_balloon.setText(self.tr("Balloon"))
        self.add_caption.setText(self.tr("Caption"))
        self.add_effect.setText(self.tr("Sound"))
        for button in (self.add_balloon, self.add_caption, self.add_effect):
            button.setAccessibleName(self.tr("Add lettering: {kind}").format(kind=button.text()))
        self.comment.setPlaceholderText(self.tr("Write a comment and press Enter"))
        self.comment.setAccessibleName(self.tr("New comment"))
        self.comment_about.setAccessibleName(self.tr("What the comment is about"))
        self.comment_about.offer(
            (
                (self.tr("on the panel"), About.PANEL),
                (self.tr("on this take"), About.TAKE),
                (self.tr("on the page"), About.PAGE),
            )
        )
        if self.comment_about.currentIndex() < 0:
            self.comment_about.setCurrentIndex(0)
        self.prompt.setPlaceholderText(self.tr("Empty: composed from setting, looks and actions"))
        rows: list[FigureRow | LetteringRow | CommentRow] = [*self._figure_rows.values()]
        rows += [*self._lettering_rows.values(), *self._comment_rows.values()]
        for row in rows:
            row.retranslate()
        self._refresh()

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel, or nothing."""
        self._panel = panel
        self._attention.call()

    def show_take(self, take: str) -> None:
        """Know which take is at hand: comments may speak of it."""
        self._take = TakeId(take) if take else None

    def show_facts(self, facts: PanelFacts) -> None:
        """Show what the model would be asked."""
        if facts.panel == self._panel:
            self.asked.setText(facts.prompt)

    def add_lettering(self, kind: LetteringKind, figure: str = "") -> None:
        """Add a balloon, caption or sound, spoken by a figure, and go to its text."""
        panel, view = self._panel, self._desk.view
        if panel is None or view is None:
            return
        lettering = Lettering(panel=panel, kind=kind, speaker=self._speaker(view, figure, kind))
        self._wanted_text = lettering.id
        self._desk.edit(self.tr("Add lettering"), lambda edit: edit.insert(lettering))

    def pick_lettering(self, lettering: str) -> None:
        """Go to the text of a piece of lettering."""
        self._attention.catch_up()
        row = self._lettering_rows.get(lettering)
        if row is not None and row.texts:
            self.letterings.title.setChecked(True)
            next(iter(row.texts.values())).setFocus()
            self.area.ensureWidgetVisible(row)

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(8)
        self._add_rows(self.scene, action=self.action)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        for key, field in (("setting", self.setting), ("shot", self.shot)):
            pair.addLayout(self._labelled(key, field), 1)
        self.scene.column.addLayout(pair)
        self._add_rows(self.scene, place=self.setting_words)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.add_balloon, self.add_caption, self.add_effect):
            buttons.addWidget(button)
        self.letterings.column.addLayout(buttons)
        written = QHBoxLayout()
        written.setSpacing(6)
        written.addWidget(self.comment, 1)
        written.addWidget(self.comment_about)
        self.comments.column.addLayout(written)
        self._add_rows(self.advanced, seed=self.seed, prompt=self.prompt)
        self.asked.setProperty("muted", True)
        self.asked.setWordWrap(True)
        self.asked.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.advanced.column.addWidget(self.asked)
        self._add_rows(self.advanced, alt=self.alt_text, notes=self.notes)
        self.advanced.fold()
        for part in (self.scene, self.figures, self.letterings, self.comments):
            column.addWidget(part)
        column.addWidget(self.locked)
        column.addWidget(self.advanced)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setProperty("plain", True)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        self.setWidget(self.area)
        self.setMinimumWidth(316)

    def _labelled(self, key: str, field: QWidget) -> QVBoxLayout:
        label = QLabel()
        label.setProperty("muted", True)
        label.setBuddy(field)
        self._labels[key] = label
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(label)
        column.addWidget(field)
        return column

    def _add_rows(self, section: Section, **fields: QWidget) -> None:
        for key, field in fields.items():
            section.column.addLayout(self._labelled(key, field))

    def _connect(self) -> None:
        self.action.committed.connect(lambda text: self._set(self.tr("Change what is seen"), action=text))
        self.prompt.committed.connect(lambda text: self._set(self.tr("Change prompt"), prompt=text))
        self.alt_text.committed.connect(lambda text: self._set(self.tr("Change alt text"), alt_text=text))
        self.notes.committed.connect(lambda text: self._set(self.tr("Change notes"), notes=text))
        self.shot.committed.connect(lambda shot: self._set(self.tr("Change shot"), shot=shot))
        self.setting.committed.connect(self._choose_setting)
        self.setting_words.committed.connect(self._describe_setting)
        self.locked.toggled.connect(lambda on: self._set(self.tr("Lock panel"), locked=on))
        self.seed.editingFinished.connect(self._seed_left)
        self.add_balloon.clicked.connect(lambda: self.add_lettering(LetteringKind.BALLOON))
        self.add_caption.clicked.connect(lambda: self.add_lettering(LetteringKind.CAPTION))
        self.add_effect.clicked.connect(lambda: self.add_lettering(LetteringKind.EFFECT))
        self.comment.committed.connect(self._add_comment)
        self._desk.book_changed.connect(self._attention.call)

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view and self._panel else None
        body = self.area.widget()
        if body is not None:
            body.setEnabled(panel is not None)
        if view is None or panel is None:
            return
        self._show_fields(view, panel)
        figures = view.figures_of_panel.get(panel.id, ())
        for figure, figure_row in self._kept(self.figures, self._figure_rows, figures, self._figure_row):
            figure_row.show_record(view, figure)
        letterings = view.letterings_of_panel.get(panel.id, ())
        for lettering, lettering_row in self._kept(self.letterings, self._lettering_rows, letterings, self._letter_row):
            lettering_row.show_record(view, lettering)
        comments = (*view.comments_of_panel.get(panel.id, ()), *view.comments_of_page.get(panel.page, ()))
        for comment, comment_row in self._kept(self.comments, self._comment_rows, comments, self._comment_row):
            comment_row.show_record(view, comment)
        self._go_to_new_text()

    def _show_fields(self, view: BookView, panel: Panel) -> None:
        shots = (
            ("", self.tr("any")),
            ("wide", self.tr("wide")),
            ("full", self.tr("full")),
            ("medium", self.tr("medium")),
            ("close-up", self.tr("close-up")),
        )
        known = {value for value, _ in shots}
        others = [] if panel.shot in known else [(panel.shot, panel.shot)]
        self.shot.offer([*((name, value) for value, name in shots), *others])
        settings = ((one.name, one.id) for one in view.settings.values())
        self.setting.offer([(self.tr("none"), None), *settings, (self.tr("New setting…"), NEW_SETTING)])
        setting = view.settings.get(panel.setting) if panel.setting else None
        self.setting_words.setEnabled(setting is not None)
        self.setting_words.show_value(setting.prompt if setting is not None else "")
        with quiet(self.locked, self.seed):
            self.locked.setChecked(panel.locked)
            self.seed.setValue(-1 if panel.seed is None else panel.seed)
        self.action.show_value(panel.action)
        self.shot.show_value(panel.shot)
        self.setting.show_value(panel.setting)
        self.prompt.show_value(panel.prompt)
        self.alt_text.show_value(panel.alt_text)
        self.notes.show_value(panel.notes)

    @staticmethod
    def _kept(
        section: Section, rows: dict[str, Row], records: Sequence[Told], make: Callable[[str], Row]
    ) -> list[tuple[Told, Row]]:
        """A row for every record, in order: known ones stay where the focus may be, others come and go."""
        wanted = [record.id for record in records]
        for gone in rows.keys() - set(wanted):
            row = rows.pop(gone)
            section.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, record in enumerate(wanted):
            if record not in rows:
                rows[record] = make(record)
                rows[record].retranslate()
            if section.column.indexOf(rows[record]) != place:
                section.column.insertWidget(place, rows[record])
        return [(record, rows[record.id]) for record in records]

    def _figure_row(self, figure: str) -> FigureRow:
        row = FigureRow(FigureId(figure))
        row.changed.connect(self._set_figure)
        row.removed.connect(lambda key: self.remove_figure(FigureId(key)))
        return row

    def _letter_row(self, lettering: str) -> LetteringRow:
        row = LetteringRow(LetteringId(lettering))
        row.changed.connect(self._set_lettering)
        row.texted.connect(self._set_text)
        row.removed.connect(self._remove_lettering)
        return row

    def _comment_row(self, comment: str) -> CommentRow:
        row = CommentRow(CommentId(comment))
        row.settled.connect(self._settle)
        return row

    def _go_to_new_text(self) -> None:
        wanted = self._wanted_text
        if wanted is not None and wanted in self._lettering_rows:
            self._wanted_text = None
            self.pick_lettering(wanted)

    def _speaker(self, view: BookView, figure: str, kind: LetteringKind) -> CharacterId | None:
        if kind not in (LetteringKind.BALLOON, LetteringKind.THOUGHT):
            return None
        figures = view.figures_of_panel.get(self._panel, ()) if self._panel else ()
        said = {one.speaker for one in view.letterings_of_panel.get(self._panel, ())} if self._panel else set()
        owners = [(one.id, _owner(view, one.look)) for one in figures]
        picked = [owner for key, owner in owners if key == figure]
        silent = [owner for _, owner in owners if owner is not None and owner.id not in said]
        found = [*picked, *silent, *(owner for _, owner in owners)]
        return found[0].id if found and found[0] is not None else None

    # ------------------------------------------------------------------ writing

    def _set(self, label: str, **fields: object) -> None:
        panel = self._panel
        if panel is not None:
            self._desk.edit(label, lambda edit: edit.update(Panel, panel, **fields))

    def _choose_setting(self, choice: object) -> None:
        panel, view = self._panel, self._desk.view
        if panel is None or view is None:
            return
        if choice != NEW_SETTING:
            self._set(self.tr("Change setting"), setting=choice)
            return
        setting = Setting(name=self.tr("Setting {number}").format(number=len(view.settings) + 1))

        def add(edit: Edit) -> None:
            edit.insert(setting)
            edit.update(Panel, panel, setting=setting.id)

        self._desk.edit(self.tr("New setting"), add)

    def _describe_setting(self, words: str) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None and self._panel is not None else None
        setting = panel.setting if panel is not None else None
        if setting is not None:
            self._desk.edit(self.tr("Describe setting"), lambda edit: edit.update(Setting, setting, prompt=words))

    def _seed_left(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view and self._panel else None
        seed = None if self.seed.value() < 0 else self.seed.value()
        if panel is not None and panel.seed != seed:
            self._set(self.tr("Change seed"), seed=seed)

    def _set_figure(self, figure: str, fields: Mapping[str, object]) -> None:
        self._desk.edit(self.tr("Change figure"), lambda edit: edit.update(Figure, figure, **fields))

    def remove_figure(self, figure: FigureId) -> None:
        """Take a figure out of the panel."""
        self._desk.edit(self.tr("Remove figure"), lambda edit: edit.delete(Figure, figure))

    def _set_lettering(self, lettering: str, fields: Mapping[str, object]) -> None:
        self._desk.edit(self.tr("Change lettering"), lambda edit: edit.update(Lettering, lettering, **fields))

    def _set_text(self, lettering: str, language: str, text: str) -> None:
        self._desk.edit(self.tr("Change text"), lambda edit: edit.set_text(LetteringId(lettering), language, text))

    def _remove_lettering(self, lettering: str) -> None:
        self._desk.edit(self.tr("Remove lettering"), lambda edit: edit.delete(Lettering, lettering))

    def _add_comment(self, text: str) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None and self._panel is not None else None
        self.comment.show_value("")
        self.comment.clear()
        if panel is None or not text.strip():
            return
        about, take = About(self.comment_about.currentData()), self._take
        self._desk.ask(
            lambda studio: studio.project.person,
            lambda person: self._write_comment(comment_on(panel, about, take, text=text.strip(), author=person)),
        )

    def _write_comment(self, comment: Comment) -> None:
        self._desk.edit(self.tr("Comment"), lambda edit: edit.insert(comment))

    def _settle(self, comment: str, resolved: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        self._desk.edit(self.tr("Settle comment"), lambda edit: edit.update(Comment, comment, resolved=resolved))


def _owner(view: BookView, look: LookId | None) -> Character | None:
    record = view.looks.get(look) if look is not None else None
    return view.characters.get(record.character) if record is not None else None
