"""Beside the preview: what the camera does in the shot at hand, how long it lasts, its keyframes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import signs
from gui.buttons import name_it, small, tile
from gui.fields import ChoiceField, DecimalField, FieldNames, quiet
from gui.films.blocks import ShotBlock
from gui.films.camera_work import key_at, with_easing, without_key
from gui.films.level import Level
from gui.films.reel import Reel
from gui.films.timeline_paint import MOVE_SIGNS
from gui.films.words import easing_names, move_names
from layouts.motion.direction import PanelDirection
from layouts.motion.easing import Easing
from layouts.motion.timeline import Move

LONGEST_S = 120.0
MOST_DEPTH = 2.0


class ShotPanel(QWidget):
    """Everything that a click on the timeline can change, as fields."""

    camera_toggled = Signal(bool)
    """Whether the camera is placed by hand on the page."""
    move_asked = Signal()
    """The panel of this shot shall move by itself."""

    def __init__(self, reel: Reel, say_shot: Callable[[ShotBlock], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self._say_shot = say_shot
        self.where, self.hint = QLabel(), QLabel()
        self.where.setProperty("subheading", True)
        self.where.setWordWrap(True)
        self.hint.setProperty("muted", True)
        self.hint.setWordWrap(True)
        self.moves: dict[Move, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.seconds = DecimalField()
        self.seconds.setRange(0.0, LONGEST_S)
        self.seconds.setSingleStep(0.5)
        self.seconds.setDecimals(1)
        self.seconds.setKeyboardTracking(False)
        self.relief = Level(MOST_DEPTH)
        self.camera_button = QPushButton()
        self.camera_button.setCheckable(True)
        self.move_button = QPushButton()
        self.keys = QListWidget()
        self.keys.setProperty("framed", True)
        self.easing = ChoiceField()
        self.remove_button = small("remove", self._remove_key)
        self._names = FieldNames()
        self._fields = QWidget()
        self._by_hand = QWidget()
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for move, name in move_names():
            self.moves[move].setText(name)
        names = {
            "move": self.tr("The camera"),
            "seconds": self.tr("Lasts"),
            "depth": self.tr("Depth of the picture"),
            "keys": self.tr("Keyframes"),
            "easing": self.tr("Comes here"),
        }
        self._names.say(names)
        self.seconds.setSpecialValueText(self.tr("as its words take"))
        self.seconds.setSuffix(self.tr(" s"))
        self.relief.name(names["depth"])
        self.easing.offer((name, easing) for easing, name in easing_names())
        self.camera_button.setText(self.tr("Place the camera"))
        self.camera_button.setToolTip(self.tr("Drag the camera's view on the page; each time sets a keyframe (C)"))
        self.move_button.setText(self.tr("Make it move…"))
        self.move_button.setToolTip(self.tr("A clip of this panel in which everybody keeps their look"))
        name_it(self.remove_button, self.tr("Remove this keyframe"))
        self.hint.setText(self.tr("Here the whole page is seen. Click a shot on the timeline to direct its camera."))
        self._refresh()

    def _lay_out(self) -> None:
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        fields.addWidget(self._names.label("move"))
        fields.addLayout(self._move_grid())
        fields.addSpacing(6)
        fields.addWidget(self.camera_button)
        fields.addWidget(self._by_hand)
        for key, field in (("seconds", self.seconds), ("depth", self.relief)):
            fields.addSpacing(6)
            fields.addWidget(self._names.label(key, field))
            fields.addWidget(field)
        fields.addSpacing(10)
        fields.addWidget(self.move_button)
        by_hand = QVBoxLayout(self._by_hand)
        by_hand.setContentsMargins(0, 6, 0, 0)
        by_hand.setSpacing(6)
        by_hand.addWidget(self._names.label("keys", self.keys))
        self.keys.setFixedHeight(110)
        by_hand.addWidget(self.keys)
        row = QHBoxLayout()
        row.addWidget(self._names.label("easing", self.easing))
        row.addWidget(self.easing, 1)
        row.addWidget(self.remove_button)
        by_hand.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.where)
        column.addWidget(self.hint)
        column.addWidget(self._fields)
        column.addStretch(1)

    def _move_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (move, _) in enumerate(move_names()):
            self.moves[move] = tile(MOVE_SIGNS[move], self._group, partial(self._choose_move, move))
            grid.addWidget(self.moves[move], place // 3, place % 3)
        return grid

    def _connect(self) -> None:
        self.seconds.valueChanged.connect(self._reel.director.set_seconds)
        self.relief.committed.connect(lambda depth: self._direct(parallax=depth))
        self.camera_button.toggled.connect(self.camera_toggled)
        self.move_button.clicked.connect(self.move_asked)
        self.keys.itemActivated.connect(lambda _: self._go_to_key())
        self.keys.itemClicked.connect(lambda _: self._go_to_key())
        self.keys.currentRowChanged.connect(lambda _: self._show_easing())
        self.easing.committed.connect(self._choose_easing)
        self._reel.shot_changed.connect(self._refresh)
        self._reel.planned.connect(self._refresh)
        self._reel.moved.connect(self._show_key_at_hand)

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        shot, direction = self._reel.shot(), self._reel.direction()
        is_directed = shot is not None and bool(shot.key.panel_id)
        self.where.setText(self._say_shot(shot) if shot is not None else "")
        self.where.setVisible(shot is not None)
        self.hint.setVisible(not is_directed)
        self._fields.setVisible(is_directed)
        if shot is None or not is_directed:
            return
        self.moves[direction.move].setChecked(True)
        self._by_hand.setVisible(direction.move is Move.KEYFRAMES)
        with quiet(self.seconds):
            self.seconds.setValue(direction.seconds)
        self.relief.show_value(direction.parallax)
        self._show_keys(shot, direction)

    def _show_keys(self, shot: ShotBlock, direction: PanelDirection) -> None:
        with quiet(self.keys):
            self.keys.clear()
            for key in direction.keys:
                seconds = shot.time(key.at) - shot.arrival_s
                words = self.tr("{seconds} s   {zoom}×").format(seconds=f"{seconds:.1f}", zoom=f"{key.zoom:.2f}")
                self.keys.addItem(QListWidgetItem(signs.sign("keyframe"), words))
        self._show_key_at_hand()

    def _show_key_at_hand(self) -> None:
        shot = self._reel.shot()
        if shot is None or not self._by_hand.isVisible():
            return
        at_hand = key_at(self._reel.direction(), shot.part(self._reel.at_s))
        with quiet(self.keys):
            self.keys.setCurrentRow(-1 if at_hand is None else at_hand)
        self._show_easing()

    def _show_easing(self) -> None:
        row, keys = self.keys.currentRow(), self._reel.direction().keys
        is_one = 0 <= row < len(keys)
        self.easing.setEnabled(is_one)
        self.remove_button.setEnabled(is_one)
        self.easing.show_value(keys[row].easing if is_one else None)

    # ------------------------------------------------------------------ writing

    def _choose_move(self, move: Move) -> None:
        direction = self._reel.direction()
        if move is Move.KEYFRAMES:
            if direction.keys:
                self._direct(move=move)
            else:
                self._reel.director.direct_by_hand()
            return
        self._direct(move=move)

    def _direct(self, **fields: object) -> None:
        self._reel.director.direct(replace(self._reel.direction(), **fields))  # type: ignore[arg-type]

    def _go_to_key(self) -> None:
        shot, row, keys = self._reel.shot(), self.keys.currentRow(), self._reel.direction().keys
        if shot is not None and 0 <= row < len(keys):
            self._reel.pause()
            # A hair before the end: at the end itself the shot is over.
            self._reel.seek(min(shot.time(keys[row].at), shot.end_s - 0.05))

    def _remove_key(self) -> None:
        row = self.keys.currentRow()
        if 0 <= row < len(self._reel.direction().keys):
            self._reel.director.direct(without_key(self._reel.direction(), row))

    def _choose_easing(self, easing: Easing) -> None:
        row = self.keys.currentRow()
        if 0 <= row < len(self._reel.direction().keys):
            self._reel.director.direct(with_easing(self._reel.direction(), row, easing))
