"""Export: check the book, choose what it becomes, and watch it being written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.desk import Desk
from gui.jobs import WatchedWork
from layouts.print.preflight import NOT_CERTIFIED, Finding, Severity
from layouts.print.presets import presets

ENDINGS = {"pdf": ".pdf", "cbz": ".cbz", "epub": ".epub", "contact-sheet": ".png", "ora": ".ora"}
"""What a single file of each kind is called; kinds that are not here fill a folder."""


class ExportMode(QWidget):
    """Left what it becomes, right what the preflight found."""

    finding_chosen = Signal(str, str)
    """Page id and subject id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: WatchedWork | None = None
        self.kind, self.preset, self.language = QComboBox(), QComboBox(), QComboBox()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("muted", True)
        self.heading, self.verdict = QLabel(), QLabel()
        self.heading.setProperty("heading", True)
        self.verdict.setWordWrap(True)
        self.small_print = QLabel(NOT_CERTIFIED)
        self.small_print.setProperty("muted", True)
        self.small_print.setWordWrap(True)
        self.findings = QListWidget()
        self.check_button, self.export_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.export_button.setProperty("primary", True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stage = QLabel()
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_work(None)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        kind = self.kind.currentData()
        self.kind.clear()
        for key, name in self._kinds():
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        names = {"kind": self.tr("Make"), "preset": self.tr("For"), "language": self.tr("Edition")}
        for key, label in self._labels.items():
            label.setText(names[key])
            buddy = label.buddy()
            if buddy is not None:
                buddy.setAccessibleName(names[key])
        self.heading.setText(self.tr("Preflight"))
        self.check_button.setText(self.tr("Check the book"))
        self.export_button.setText(self.tr("Export…"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.findings.setAccessibleName(self.tr("What the preflight found"))

    def check(self) -> None:
        """Check the book against what the printer asks."""
        preset, language = str(self.preset.currentData()), self._language()
        self.verdict.setText(self.tr("Checking…"))
        self._desk.ask(lambda studio: studio.preflight(preset, language), self._show_findings)

    def export(self) -> None:
        """Ask where to, then write."""
        kind = str(self.kind.currentData())
        ending = ENDINGS.get(kind)
        title = self._desk.view.book.title if self._desk.view else "book"
        if ending is None:
            target = QFileDialog.getExistingDirectory(self, self.tr("Folder for the pages"))
        else:
            suggested = f"{title}{ending}"
            target, _ = QFileDialog.getSaveFileName(self, self.tr("Export as"), suggested, f"*{ending}")
        if target:
            self.export_to(Path(target))

    def export_to(self, target: Path) -> None:
        """Write the book to a file or folder."""
        kind, preset, language = str(self.kind.currentData()), str(self.preset.currentData()), self._language()
        work = WatchedWork(self)
        work.advanced.connect(self._advance)
        self._show_work(work)
        self._desk.work(lambda studio: studio.export(kind, preset, language, target, work), work, self._written)

    # ------------------------------------------------------------------ building

    def _kinds(self) -> Sequence[tuple[str, str]]:
        return (
            ("pdf", self.tr("PDF for print")),
            ("png", self.tr("PNG pages")),
            ("cbz", self.tr("CBZ comic")),
            ("epub", self.tr("EPUB, fixed layout")),
            ("webtoon", self.tr("Webtoon strip")),
            ("contact-sheet", self.tr("Contact sheet")),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        for key, field in (("kind", self.kind), ("preset", self.preset), ("language", self.language)):
            self._labels[key] = QLabel()
            self._labels[key].setBuddy(field)
            form.addRow(self._labels[key], field)
        for preset in presets():
            self.preset.addItem(preset.name, preset.id)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addWidget(self.about)
        left.addStretch(1)
        left.addWidget(self.stage)
        left.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        left.addLayout(buttons)
        right = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.check_button)
        right.addLayout(top)
        right.addWidget(self.verdict)
        right.addWidget(self.findings, 1)
        right.addWidget(self.small_print)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(32)
        row.addLayout(left, 2)
        row.addLayout(right, 3)

    def _connect(self) -> None:
        self.check_button.clicked.connect(self.check)
        self.export_button.clicked.connect(self.export)
        self.cancel_button.clicked.connect(lambda: self._work.cancel() if self._work else None)
        self.findings.itemActivated.connect(self._go_to)
        self.findings.itemClicked.connect(self._go_to)
        self.preset.currentIndexChanged.connect(lambda _: self._show_preset())
        self._desk.book_changed.connect(self._show_book)
        self._show_preset()

    # ------------------------------------------------------------------ showing

    def _language(self) -> str:
        return str(self.language.currentData() or "en")

    def _show_book(self, view: BookView) -> None:
        chosen = self.language.currentData()
        self.language.clear()
        for language in view.book.languages:
            self.language.addItem(language, language)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))

    def _show_preset(self) -> None:
        chosen = self.preset.currentData()
        self.about.setText(next((preset.about for preset in presets() if preset.id == chosen), ""))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings.clear()
        marks = {Severity.STOP: "✕", Severity.WARN: "!", Severity.NOTE: "·"}
        for finding in findings:
            place = self.tr("page {number}: ").format(number=finding.page_number) if finding.page_number else ""
            item = QListWidgetItem(f"{marks[finding.severity]}  {place}{finding.what} {finding.remedy}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.findings.addItem(item)
        stops = sum(finding.severity is Severity.STOP for finding in findings)
        if stops:
            self.verdict.setText(self.tr("%n thing(s) will stop the printer.", "", stops))
        elif findings:
            self.verdict.setText(self.tr("Ready, with a few things worth a look."))
        else:
            self.verdict.setText(self.tr("Nothing to find fault with."))

    def _go_to(self, item: QListWidgetItem) -> None:
        finding: Finding = item.data(Qt.ItemDataRole.UserRole)
        if finding.page_id:
            self.finding_chosen.emit(finding.page_id, finding.subject_id or "")

    def _advance(self, stage: str, done: float, total: float) -> None:
        self.stage.setText(stage)
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * done / total) if total else 0)

    def _written(self, paths: Sequence[Path]) -> None:
        self._show_work(None)
        if paths:
            self._desk.notice(self.tr("Written: {path}").format(path=paths[0]))

    def _show_work(self, work: WatchedWork | None) -> None:
        self._work = work
        for widget in (self.progress, self.stage, self.cancel_button):
            widget.setVisible(work is not None)
        self.export_button.setEnabled(work is None)
