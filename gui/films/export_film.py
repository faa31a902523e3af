"""“Export film…”: what kind of file, how large, which pages, which subtitles."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from gui.book_view import BookView
from gui.dialogs import Foot, dialog_column
from gui.file_names import file_name
from gui.films.choices import FilmChoices, film_wish
from gui.films.words import say_page
from gui.languages import language_name
from layouts.motion.direction import frame_size
from projects.records import PageId

if TYPE_CHECKING:
    from charabook.studio.films import FilmWish

SCALES = (1.0, 1.5, 0.5)
KINDS = (".mp4", ".webm", ".webp", ".gif")
SUBTITLE_KINDS = (".srt", ".vtt")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmExport:
    """One export as it was asked for; asked again, it goes on where it stopped."""

    choices: FilmChoices
    target: Path
    width: int
    height: int
    pages: tuple[PageId, ...] = ()
    subtitles: tuple[str, ...] = ()
    subtitle_kind: str = SUBTITLE_KINDS[0]

    def wish(self) -> "FilmWish":
        """As the studio hears it."""
        from layouts.motion.subtitles import SubtitleKind  # noqa: PLC0415  not when the window opens

        wish = film_wish(self.choices, self.width, self.height)
        kind = SubtitleKind(self.subtitle_kind)
        return replace(wish, pages=self.pages, subtitles=self.subtitles, subtitle_kind=kind)


def sizes(shape: str) -> list[tuple[int, int]]:
    """Frame sizes that are offered for a shape, in pixels; even numbers."""
    width, height = frame_size(shape)
    return [(round(width * scale / 2) * 2, round(height * scale / 2) * 2) for scale in SCALES]


class ExportFilm(QDialog):
    """Asks; writes nothing itself."""

    asked = Signal(object)
    """A `FilmExport`."""

    def __init__(self, view: BookView, choices: FilmChoices, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._choices = choices
        self._folder = folder
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export film"))
        self.kind, self.frame, self.subtitle_kind = QComboBox(), QComboBox(), QComboBox()
        self.first, self.last = QComboBox(), QComboBox()
        self.subtitles = {language: QCheckBox(language_name(language)) for language in view.book.languages}
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        self._offer()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._show_note())
        self._show_note()

    def export_to(self, target: Path) -> FilmExport:
        """What is asked for, into a file."""
        pages = [page.id for page in self._view.pages]
        first, last = sorted((self.first.currentIndex(), self.last.currentIndex()))
        is_whole = first == 0 and last == len(pages) - 1
        width, height = self.frame.currentData()
        return FilmExport(
            choices=self._choices,
            target=target,
            width=width,
            height=height,
            pages=() if is_whole else tuple(pages[first : last + 1]),
            subtitles=tuple(language for language, box in self.subtitles.items() if box.isChecked()),
            subtitle_kind=str(self.subtitle_kind.currentData()),
        )

    def _offer(self) -> None:
        names = {
            ".mp4": self.tr("MP4 (plays everywhere)"),
            ".webm": self.tr("WebM (free formats)"),
            ".webp": self.tr("Animated WebP (a picture that moves)"),
            ".gif": self.tr("GIF (for old programs)"),
        }
        for kind in KINDS:
            self.kind.addItem(names[kind], kind)
        for width, height in sizes(self._choices.shape):
            self.frame.addItem(f"{width} × {height}", (width, height))
        for kind in SUBTITLE_KINDS:
            self.subtitle_kind.addItem(kind[1:].upper(), kind)
        for page in self._view.pages:
            for field in (self.first, self.last):
                field.addItem(say_page(self._view, page.id), page.id)
        self.last.setCurrentIndex(self.last.count() - 1)

    def _lay_out(self) -> None:
        pages = QHBoxLayout()
        pages.addWidget(self.first, 1)
        pages.addWidget(QLabel("–"))
        pages.addWidget(self.last, 1)
        subtitles = QHBoxLayout()
        for box in self.subtitles.values():
            subtitles.addWidget(box)
        subtitles.addStretch(1)
        subtitles.addWidget(self.subtitle_kind)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("Make"), self.kind)
        form.addRow(self.tr("Size"), self.frame)
        form.addRow(self.tr("Pages"), pages)
        form.addRow(self.tr("Subtitles"), subtitles)
        self._name_fields()
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(Foot(self, self._ask_file, self.tr("Export…"), self.tr("Cancel")))
        self.setMinimumWidth(460)

    def _name_fields(self) -> None:
        self.kind.setAccessibleName(self.tr("Make"))
        self.frame.setAccessibleName(self.tr("Size"))
        self.first.setAccessibleName(self.tr("First page"))
        self.last.setAccessibleName(self.tr("Last page"))
        self.subtitle_kind.setAccessibleName(self.tr("Kind of subtitles"))
        for language, box in self.subtitles.items():
            box.setAccessibleName(self.tr("Subtitles in {language}").format(language=language_name(language)))

    def _show_note(self) -> None:
        is_silent = self.kind.currentData() in (".webp", ".gif")
        has_sound = bool(self._choices.music or self._choices.narration)
        self.note.setText(self.tr("This kind of file has no sound.") if is_silent and has_sound else "")
        self.note.setVisible(bool(self.note.text()))

    def _ask_file(self) -> None:
        suffix = str(self.kind.currentData())
        suggested = str(self._folder / f"{file_name(self._view.book.title, self.tr('Film'))}{suffix}")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export film"), suggested, f"*{suffix}")
        if path:
            target = Path(path) if path.lower().endswith(suffix) else Path(f"{path}{suffix}")
            self.asked.emit(self.export_to(target))
            self.accept()
