"""What two people changed differently: both values side by side, pictures as pictures, and a button under each."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.invitation import Invitation
from gui.plain_scroll import PlainScroll
from gui.reading_order import fields_of, follow
from gui.team.conflict_words import ConflictWords
from projects.conflicts import Conflict, is_free_text
from projects.records import AssetHash, Panel, TakeId

PICTURE_PX = 220


class ConflictCards(PlainScroll):
    """One card for each field that waits for a choice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = ConflictWords(self)
        self.setAccessibleName(self.tr("Choices"))
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self.none = Invitation("check")
        self.none.say(self.tr("Nothing waits for a choice."))
        self.none.hide()  # until it is known
        self._column.addWidget(self.none)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self._cards: list[QFrame] = []

    def read(self) -> None:
        """Read what waits for a choice."""
        self._desk.ask(lambda studio: studio.project.conflicts(), self._show)

    def count(self) -> int:
        """How many choices are open."""
        return len(self._cards)

    def _show(self, conflicts: tuple[Conflict, ...]) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards = [self._card(conflict) for conflict in conflicts]
        for place, card in enumerate(self._cards):
            self._column.insertWidget(place, card)
        self.none.setVisible(not conflicts)
        follow(self, fields_of(self))

    def _card(self, conflict: Conflict) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        view = self._desk.view
        where = self._words.where(view, conflict) if view is not None else ""
        title = QLabel("  ·  ".join(filter(None, (self._words.title(conflict), where))))
        title.setProperty("section", True)
        column.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(14)
        for number in range(len(conflict.alternatives)):
            row.addLayout(self._alternative(conflict, number), 1)
        column.addLayout(row)
        if is_free_text(conflict) or (conflict.kind, conflict.field) == (Panel, "chosen_take"):
            both = _quiet_button(self.tr("Keep both"))
            both.setAccessibleName(f"{both.text()}: {title.text()}")
            both.clicked.connect(lambda: self._keep_both(conflict))
            column.addWidget(both)
        return card

    def _alternative(self, conflict: Conflict, number: int) -> QVBoxLayout:
        alternative = conflict.alternatives[number]
        shown = QLabel()
        shown.setWordWrap(True)
        shown.setMinimumHeight(40)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fill(shown, conflict, number)
        now = QLabel(self.tr("in the book now") if number == 0 else "")
        now.setProperty("muted", True)
        now.setAlignment(Qt.AlignmentFlag.AlignCenter)
        people = {one.person for one in conflict.alternatives}
        person = alternative.person or self.tr("Somebody")
        named = self.tr("Keep this ({person})").format(person=person)
        keep = _quiet_button(named if len(people) > 1 else self.tr("Keep this"))
        keep.setAccessibleName(": ".join(filter(None, (keep.text(), self._words.title(conflict), shown.text()))))
        keep.clicked.connect(lambda: self._choose(conflict, number))
        column = QVBoxLayout()
        column.addWidget(shown, 1)
        column.addWidget(now)
        column.addWidget(keep)
        return column

    def _fill(self, label: QLabel, conflict: Conflict, number: int) -> None:
        view = self._desk.view
        if view is None:
            return
        value = conflict.alternatives[number].value
        if conflict.field == "reference_asset" and value:
            self._fill_picture(label, AssetHash(str(value)))
        elif conflict.field in ("chosen_take", "identity_take"):
            take = view.takes_by_id.get(TakeId(str(value)))
            self._fill_picture(label, take.asset if take is not None else None)
        else:
            label.setText(self._words.value(view, conflict, number))

    def _fill_picture(self, label: QLabel, asset: AssetHash | None) -> None:
        if asset is None:
            label.setText(self.tr("no picture"))
            return
        label.setMinimumSize(QSize(PICTURE_PX, PICTURE_PX))

        def show(content: bytes) -> None:
            side = round(PICTURE_PX * label.devicePixelRatio())
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = QPixmap.fromImage(QImage.fromData(content)).scaled(side, side, keep, smooth)
            picture.setDevicePixelRatio(label.devicePixelRatio())
            label.setPixmap(picture)

        self._desk.fetch(asset, show)

    def _choose(self, conflict: Conflict, number: int) -> None:
        self._desk.change(lambda studio: studio.project.choose(conflict, number))
        self.read()

    def _keep_both(self, conflict: Conflict) -> None:
        self._desk.change(lambda studio: studio.project.keep_both(conflict))
        self.read()


def _quiet_button(name: str) -> QPushButton:
    """A choice that nobody makes by pressing Enter elsewhere in the dialog."""
    button = QPushButton(name)
    button.setAutoDefault(False)
    return button
