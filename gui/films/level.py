"""A slider for a level: hands over once, when the hand lets go."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

STEPS = 20
SETTLE_MS = 300
"""Strokes of keys so near each other are one change."""


class Level(QWidget):
    """From 0 to `most`, 1 being as usual; shown in percent."""

    committed = Signal(float)

    def __init__(self, most: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0.0
        self.slider, self.words = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setRange(0, round(most * STEPS))
        self.slider.setPageStep(STEPS // 4)
        self.words.setProperty("muted", True)
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance("200 %") + 6)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.words)
        self.setFocusProxy(self.slider)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._commit)
        self.slider.valueChanged.connect(self._hear)
        self.slider.sliderReleased.connect(self._commit)

    def name(self, name: str) -> None:
        """Say what it is, to screen readers."""
        self.slider.setAccessibleName(name)

    def value(self) -> float:
        """The level."""
        return self.slider.value() / STEPS

    def show_value(self, value: float) -> None:
        """Show a stored level; what the keys have chosen and have not handed over yet stays."""
        if self._settle.isActive() and value == self._shown:
            return
        self._settle.stop()
        self._shown = value
        if not self.slider.isSliderDown():
            blocked = self.slider.blockSignals(True)
            self.slider.setValue(round(value * STEPS))
            self.slider.blockSignals(blocked)
            self._say()

    def _hear(self) -> None:
        self._say()
        if not self.slider.isSliderDown():
            self._settle.start()

    def _say(self) -> None:
        self.words.setText(f"{round(100 * self.value())} %")

    def _commit(self) -> None:
        self._settle.stop()
        if abs(self.value() - self._shown) > 1e-6:
            self._shown = self.value()
            self.committed.emit(self._shown)
