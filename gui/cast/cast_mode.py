"""Cast: who plays in the book. Characters with their looks, each look with its identity and where it appears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from gui.attention import Attention
from gui.cast.affected_panels import AffectedPanels
from gui.cast.cast_list import CastList
from gui.cast.continuity_sheet import ContinuitySheet
from gui.cast.crop_dialog import CropDialog
from gui.cast.identity_card import IdentityCard
from gui.cast.look_form import LookForm
from gui.cast.picture_choice import PictureChoice
from gui.desk import Desk
from gui.facts import seen_masks
from gui.invitation import Invitation
from gui.pictures import read_picture
from gui.plain_scroll import PlainScroll
from gui.theme import CAST_COLOURS
from gui.thumbnails import Thumbnails
from projects.records import Character, CharacterId, Look, LookId, TakeId

if TYPE_CHECKING:
    from projects.editing import Edit


class CastMode(QWidget):
    """Left the cast, right the look at hand: words, identity, continuity sheet."""

    panels_asked = Signal(object)
    """Panel ids that shall be made again."""
    panel_opened = Signal(str)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails
        self._look: LookId | None = None
        self._coming: LookId | None = None
        """Added and to be shown, as soon as the book that is shown holds it."""
        self._newcomer: LookId | None = None
        """A look whose name shall be written next."""
        self._attention = Attention(self, self._refresh)
        self._attention.follow_theme()
        self.people, self.form = CastList(thumbnails), LookForm(desk)
        self.identity = IdentityCard(desk, thumbnails)
        self.affected = AffectedPanels(desk)
        self.sheet_title, self.sheet_about = QLabel(), QLabel()
        self.sheet_title.setProperty("heading", True)
        self.sheet_about.setProperty("muted", True)
        self.sheet = ContinuitySheet(desk)
        self.nobody = Invitation("cast", self._add_character)
        self._lay_out()
        self.setFocusProxy(self.people.list)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.sheet_title.setText(self.tr("Every appearance"))
        self.nobody.say(
            self.tr("Nobody is in the cast yet. Add a character, or write the story first."), self.tr("Add character")
        )
        for part in (self.people, self.form, self.identity, self.sheet):
            part.retranslate()
        self._refresh()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._scroll = PlainScroll()
        self._scroll.setWidget(self._detail())
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        for part in (self.people, self._scroll, self.nobody):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 800, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _detail(self) -> QWidget:
        top = QHBoxLayout()
        top.addWidget(self.identity, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(28)
        top.addWidget(self.form, 1)
        top.addStretch(0)
        heading = QHBoxLayout()
        heading.addWidget(self.sheet_title)
        heading.addSpacing(10)
        heading.addWidget(self.sheet_about, 1, Qt.AlignmentFlag.AlignBottom)
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(28, 20, 28, 20)
        column.addLayout(top)
        column.addSpacing(16)
        column.addWidget(self.affected)
        column.addSpacing(6)
        column.addLayout(heading)
        column.addWidget(self.sheet)
        column.addStretch(1)
        return detail

    def _connect(self) -> None:
        self.people.look_chosen.connect(lambda look: self.show_look(LookId(look)))
        self.people.character_asked.connect(self._add_character)
        self.people.look_asked.connect(self._add_look)
        self.form.remove_asked.connect(self._remove_look)
        self.identity.drawing_asked.connect(self._pick_drawing)
        self.identity.picture_asked.connect(self._pick_picture)
        self.identity.crop_asked.connect(self._pick_part)
        self.affected.panels_asked.connect(self.panels_asked)
        self.sheet.panel_opened.connect(self.panel_opened)
        self._desk.follow(self._attention.call)
        self._desk.states_changed.connect(self._attention.call)
        self._thumbnails.ready.connect(self._portrait_arrived)

    # ------------------------------------------------------------------ showing

    def show_look(self, look: LookId | None) -> None:
        """Show another look."""
        self._look, self._coming = look, None
        self._attention.call()

    def look(self) -> LookId | None:
        """The look at hand."""
        self._attention.catch_up()
        return self._look

    def _portrait_arrived(self, asset: str) -> None:
        view = self._desk.view
        if view is not None and view.is_portrait(asset):
            self._attention.call()

    def _refresh(self) -> None:
        view = self._desk.view
        if view is None:
            return
        if self._coming in view.looks:
            self._look, self._coming = self._coming, None
        if self._look not in view.looks:
            self._look = next(iter(view.looks), None)
        look = view.looks.get(self._look) if self._look else None
        self.people.show_cast(view, self._desk.states.identities, self._look)
        self._scroll.setVisible(look is not None)
        self.nobody.setVisible(look is None)
        self.identity.show_look(look.id if look is not None else None)
        if look is None:
            return
        self.form.show_look(view, look)
        self.sheet.show_look(look.id)
        self.sheet_about.setText(self.tr("in %n panel(s)", "", len(view.panels_of_look.get(look.id, ()))))
        self.affected.show_look(view, look.id)
        if look.id == self._newcomer:
            self._newcomer = None
            self.form.begin_name()

    # ------------------------------------------------------------------ the look's picture

    def _pick_drawing(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Drawing of the character"), "", self.tr("Pictures (*.png *.jpg *.jpeg *.webp)")
        )
        if path:
            self.use_drawing(Path(path))

    def use_drawing(self, path: Path) -> None:
        """Let a drawing define the look at hand."""
        look = self._look
        if look is not None:
            self._desk.change(lambda studio: studio.looks.use_drawing(look, read_picture(path)))

    def _pick_picture(self) -> None:
        if self._look is not None:
            dialog = PictureChoice(self._desk, self._look, self)
            dialog.chosen.connect(self.use_picture)
            dialog.open()

    def use_picture(self, take: str) -> None:
        """Let the look at hand be as a take of a panel shows it."""
        view, look = self._desk.view, self._look
        record = view.takes_by_id.get(TakeId(take)) if view is not None else None
        if look is None or record is None or record.asset is None:
            return
        asset = record.asset
        mask = next((one.mask for one in seen_masks(record) if one.look == look), None)
        self._desk.change(
            lambda studio: studio.looks.use_drawing(look, studio.asset(asset), studio.asset(mask) if mask else None)
        )

    def _pick_part(self) -> None:
        view, look = self._desk.view, self._look
        record = view.looks.get(look) if view is not None and look is not None else None
        asset = (record.reference_asset or view.portrait(record)) if view is not None and record is not None else None
        if asset is not None and look is not None:
            self._desk.fetch(asset, lambda content: self._crop(look, content))

    def _crop(self, look: LookId, content: bytes) -> None:
        dialog = CropDialog(QPixmap.fromImage(QImage.fromData(content)), self)
        dialog.chosen.connect(lambda box: self._desk.change(lambda studio: studio.looks.crop(look, box)))
        dialog.open()

    # ------------------------------------------------------------------ who is in the cast

    def _owner(self) -> CharacterId | None:
        view = self._desk.view
        look = view.looks.get(self._look) if view and self._look else None
        return look.character if look else None

    def _add_character(self) -> None:
        count = len(self._desk.view.characters) if self._desk.view else 0
        name = self.tr("New character")
        character = Character(name=name, colour=CAST_COLOURS[count % len(CAST_COLOURS)])
        look = Look(character=character.id, name="")

        def add(edit: Edit) -> None:
            edit.insert(character)
            edit.insert(look)

        self._coming = self._newcomer = look.id
        self._desk.edit(self.tr("Add character"), add)

    def _add_look(self) -> None:
        owner = self._owner()
        if owner is None:
            return
        look = Look(character=owner, name=self.tr("New look"))
        self._coming = look.id
        self._desk.edit(self.tr("Add look"), lambda edit: edit.insert(look))

    def _remove_look(self) -> None:
        """Remove the look at hand; with the last one its character goes too. One undo brings both back."""
        view, look, owner = self._desk.view, self._look, self._owner()
        if view is None or look is None or owner is None:
            return
        is_last = sum(one.character == owner for one in view.looks.values()) == 1

        def remove(edit: Edit) -> None:
            edit.delete(Look, look)
            if is_last:
                edit.delete(Character, owner)

        self._look = None
        self._desk.edit(self.tr("Remove look"), remove)
