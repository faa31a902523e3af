"""What two people changed differently: both values side by side, pictures as pictures, and a button under each."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.book_view import BookView
from gui.desk import Desk
from gui.invitation import Invitation
from gui.places import place_name
from projects.conflicts import Conflict, is_free_text
from projects.records import CharacterId, Look, LookId, Panel, PanelId, Take, TakeId

PICTURE_PX = 220


class ConflictCards(QScrollArea):
    """One card for each field that waits for a choice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("plain", True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
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

    def _card(self, conflict: Conflict) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        title = QLabel("  ·  ".join(filter(None, (self._title(conflict), self._where(conflict)))))
        title.setProperty("section", True)
        column.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(14)
        for number in range(len(conflict.alternatives)):
            row.addLayout(self._alternative(conflict, number), 1)
        column.addLayout(row)
        if is_free_text(conflict) or (conflict.kind, conflict.field) == (Panel, "chosen_take"):
            both = QPushButton(self.tr("Keep both"))
            both.clicked.connect(lambda: self._keep_both(conflict))
            column.addWidget(both)
        return card

    def _alternative(self, conflict: Conflict, number: int) -> QVBoxLayout:
        alternative = conflict.alternatives[number]
        shown = QLabel()
        shown.setWordWrap(True)
        shown.setMinimumHeight(40)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fill(shown, conflict, alternative.value)
        person = alternative.person or self.tr("Somebody")
        keep = QPushButton(self.tr("Keep this ({person})").format(person=person))
        keep.clicked.connect(lambda: self._choose(conflict, number))
        column = QVBoxLayout()
        column.addWidget(shown, 1)
        column.addWidget(keep)
        return column

    def _fill(self, label: QLabel, conflict: Conflict, value: object) -> None:
        view = self._desk.view
        if conflict.field == "deleted":
            label.setText(self.tr("removed") if value else self.tr("kept"))
        elif conflict.field in ("chosen_take", "identity_take") and view is not None:
            self._fill_picture(label, view, value)
        else:
            label.setText(str(value) if value not in (None, "") else self.tr("(empty)"))

    def _fill_picture(self, label: QLabel, view: BookView, value: object) -> None:
        take: Take | None = view.takes_by_id.get(TakeId(str(value)))
        if take is None or take.asset is None:
            label.setText(self.tr("no picture"))
            return
        label.setMinimumSize(QSize(PICTURE_PX, PICTURE_PX))

        def show(content: bytes) -> None:
            picture = QPixmap.fromImage(QImage.fromData(content))
            label.setPixmap(
                picture.scaled(
                    PICTURE_PX,
                    PICTURE_PX,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )

        self._desk.fetch(take.asset, show)

    def _title(self, conflict: Conflict) -> str:
        fields = {
            "chosen_take": self.tr("The picture of a panel"),
            "identity_take": self.tr("The identity of a look"),
            "text": self.tr("A text"),
            "title": self.tr("A title"),
            "name": self.tr("A name"),
            "description": self.tr("A description"),
            "action": self.tr("What is seen"),
            "prompt": self.tr("A prompt"),
            "notes": self.tr("Notes"),
            "deleted": self.tr("Removed by one, changed by the other"),
            "region_json": self.tr("Where a figure stands"),
            "geometry_json": self.tr("Where lettering stands"),
        }
        return fields.get(conflict.field, self.tr("A setting ({field})").format(field=conflict.field))

    def _where(self, conflict: Conflict) -> str:
        """Which panel, look or character it is about, if it is one that has a name."""
        view = self._desk.view
        if view is None:
            return ""
        if conflict.kind is Panel:
            return place_name(view, PanelId(conflict.id))
        if conflict.kind is Look:
            return view.look_name(LookId(conflict.id))
        character = view.characters.get(CharacterId(conflict.id))
        return character.name if character is not None else ""

    def _choose(self, conflict: Conflict, number: int) -> None:
        self._desk.change(lambda studio: studio.project.choose(conflict, number))
        self.read()

    def _keep_both(self, conflict: Conflict) -> None:
        self._desk.change(lambda studio: studio.project.keep_both(conflict))
        self.read()
