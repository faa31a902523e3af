"""Is this computer ready? Device, memory, disk, models and their licences: a line each, and a button that helps."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from charabook.engine.cache_folder import CacheFolder
from charabook.engine.client import EngineFacts, EngineProcess
from charabook.engine.models.listing import offered_models
from charabook.engine.models.places import identity_cache_folder, models_folder
from charabook.engine.requests import DEMO_MODEL
from charabook.engine.worker_messages import ModelFacts
from charabook.errors import KnownError
from gui import signs
from gui.long_work import LongWork
from gui.model_fetch import Fetch, ModelFetch, fetch_model
from gui.reading_order import fields_of, follow
from gui.said import in_our_words
from gui.theme import shades
from projects.workplace import local_data

LITTLE_MEMORY_BYTES, LITTLE_DISK_BYTES = 3e9, 2e9
GB = 1e9


class Standing(StrEnum):
    """How a line stands."""

    GOOD = "good"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was looked at."""

    standing: Standing
    what: str
    found: str
    fix: str = ""
    act: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the computer says about itself."""

    engine: EngineFacts | None
    trouble: str
    models: tuple[ModelFacts, ...]
    memory_bytes: int
    free_memory_bytes: int
    free_disk_bytes: int
    cache_bytes: int


def look_around(make_engine: Callable[[], EngineProcess] = EngineProcess) -> Findings:
    """Ask the engine process and the system. Takes seconds: the process must start."""
    engine = make_engine()
    facts, trouble = None, ""
    try:
        facts = engine.describe()
    except KnownError as problem:
        trouble = f"{problem.what} {problem.remedy}"
    finally:
        engine.close()
    memory = psutil.virtual_memory()
    entries = CacheFolder(identity_cache_folder()).entries()
    return Findings(
        engine=facts,
        trouble=trouble,
        models=offered_models(),
        memory_bytes=memory.total,
        free_memory_bytes=memory.available,
        free_disk_bytes=_free_bytes(local_data()),
        cache_bytes=sum(entry.recipe_bytes + entry.page_bytes for entry in entries),
    )


class CheckPage(QDialog):
    """Looks when it opens, and again when it is asked to."""

    def __init__(
        self,
        parent: QWidget | None = None,
        look: Callable[[], Findings] = look_around,
        fetch: Fetch = fetch_model,
    ) -> None:
        super().__init__(parent)
        self.fetch = ModelFetch(self, fetch)
        self.fetch.fetched.connect(lambda _: self.look())
        self._look = look
        self._is_looking = False
        self.setWindowTitle(self.tr("Is this computer ready?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("subheading", True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(10)
        self._lines.setColumnStretch(2, 1)
        self._card = QFrame()
        self._card.setProperty("card", True)
        self._card.hide()  # until something has been found
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addLayout(self._lines)
        self.again_button, self.close_button = QPushButton(self.tr("Look again")), QPushButton(self.tr("Close"))
        self.again_button.clicked.connect(self.look)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)  # not what fetches or clears something
        buttons = QHBoxLayout()
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(self.about)
        column.addWidget(self._card)
        column.addWidget(self.fetch)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(760, 540)
        self.close_button.setFocus()
        self.look()

    def look(self) -> None:
        """Look around, without holding the window up."""
        if self._is_looking:
            return
        self._is_looking = True
        self.about.setText(self.tr("Looking around… the engine takes a few seconds to start."))
        self.again_button.setEnabled(False)
        LongWork().begin(self._look, self._show)

    def done(self, result: int) -> None:
        """Fetching stops with the dialog; what has arrived stays."""
        self.fetch.finish()
        super().done(result)

    def _show(self, answer: object) -> None:
        self._is_looking = False
        self.again_button.setEnabled(True)
        if not isinstance(answer, Findings):
            self.about.setText(in_our_words(str(answer)))
            return
        self._fill([*self._machine(answer), *self._models(answer)])

    def _fill(self, lines: Sequence[Line]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for row, line in enumerate(lines):
            self._add(row, line)
        follow(self._card, (*fields_of(self._card), *fields_of(self.fetch), self.again_button, self.close_button))
        self._card.show()
        is_ready = all(line.standing is Standing.GOOD for line in lines)
        self.about.setText(
            self.tr("Everything is in order.")
            if is_ready
            else self.tr("charabook works here; the marked lines say what would help.")
        )

    def _add(self, row: int, line: Line) -> None:
        tones = shades()
        is_good = line.standing is Standing.GOOD
        sign, what, found = QLabel(), QLabel(line.what), QLabel(line.found)
        sign.setPixmap(signs.drawn("check" if is_good else "warning", tones.good if is_good else tones.warning, 20))
        sign.setAccessibleName(self.tr("in order") if is_good else self.tr("look at this"))
        what.setProperty("section", True)
        found.setWordWrap(True)
        top = Qt.AlignmentFlag.AlignVCenter
        self._lines.addWidget(sign, row, 0, top)
        self._lines.addWidget(what, row, 1, top)
        self._lines.addWidget(found, row, 2, top)
        if line.act is not None:
            button = QPushButton(line.fix)
            act = line.act
            button.clicked.connect(lambda *_: act())
            button.setAccessibleName(f"{line.fix}: {line.what}")
            self._lines.addWidget(button, row, 3, top)

    def _machine(self, found: Findings) -> list[Line]:
        lines = []
        if found.engine is None:
            lines.append(Line(standing=Standing.LOOK, what=self.tr("Engine"), found=in_our_words(found.trouble)))
        else:
            lines.append(self._device(found.engine))
        enough = found.free_memory_bytes >= LITTLE_MEMORY_BYTES
        memory = self.tr("{free} GB of {all} GB are free").format(
            free=f"{found.free_memory_bytes / GB:.1f}", all=f"{found.memory_bytes / GB:.1f}"
        )
        more = "" if enough else " " + self.tr("Close other programs before drawing.")
        lines.append(Line(standing=_standing(enough), what=self.tr("Memory"), found=memory + more))
        room = found.free_disk_bytes >= LITTLE_DISK_BYTES
        lines.append(
            Line(
                standing=_standing(room),
                what=self.tr("Disk"),
                found=self.tr("{free} GB are free").format(free=f"{found.free_disk_bytes / GB:.0f}"),
                fix=self.tr("Open folder"),
                act=lambda: _open_folder(local_data()),
            )
        )
        lines.append(
            Line(
                standing=Standing.GOOD,
                what=self.tr("Identity caches"),
                found=self.tr("{size} MB; they can always be made again").format(size=f"{found.cache_bytes / 1e6:.0f}"),
                fix=self.tr("Clear"),
                act=self._clear_caches,
            )
        )
        return lines

    def _device(self, engine: EngineFacts) -> Line:
        has_gpu = engine.device != "cpu"
        found = f"{in_our_words(engine.device_name)}, {engine.free_bytes / GB:.1f} / {engine.memory_bytes / GB:.1f} GB"
        if not has_gpu:
            found += ". " + self.tr("No graphics card: the small embedded model draws, large ones would be slow.")
        return Line(
            standing=Standing.GOOD,
            what=self.tr("Drawn by"),
            found=". ".join((found, *map(in_our_words, engine.problems))),
        )

    def _models(self, found: Findings) -> list[Line]:
        lines = []
        for model in found.models:
            licence = (
                self.tr("{licence}, paid work allowed") if model.commercial else self.tr("{licence}, no paid work")
            )
            said = f"{licence.format(licence=model.licence)}, {model.bytes_on_disk / 1e6:.0f} MB"
            name = self.tr("Demo model") if model.model == DEMO_MODEL else model.name
            lines.append(Line(standing=Standing.GOOD, what=name, found=said))
        has_demo = any(model.model == DEMO_MODEL for model in found.models)
        if not has_demo:
            missing = self.tr("The embedded model is missing. Install charabook again.")
            lines.append(Line(standing=Standing.LOOK, what=self.tr("Demo model"), found=missing))
        lines.append(
            Line(
                standing=Standing.GOOD,
                what=self.tr("More models"),
                found=self.tr("Put folders or files of FLUX models into the models folder."),
                fix=self.tr("Open folder"),
                act=lambda: _open_folder(models_folder()),
            )
        )
        return lines

    def _clear_caches(self) -> None:
        CacheFolder(identity_cache_folder()).clear()
        self.look()


def _standing(is_good: bool) -> Standing:  # noqa: FBT001  the one fact that it turns into words
    return Standing.GOOD if is_good else Standing.LOOK


def _open_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _free_bytes(folder: Path) -> int:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(there).free
