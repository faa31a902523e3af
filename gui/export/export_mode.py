"""Export: check the book, choose what it becomes, and watch it being written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from charabook.studio import OutputKind, OutputWish
from charabook.studio.output_kinds import DEFAULT_PRESET
from gui import signs
from gui.attention import Attention
from gui.book_view import BookView
from gui.desk import Desk
from gui.edition_choice import EditionChoice
from gui.export.findings import FoundOnPages, gathered, has_soft_pictures, runs
from gui.export.output_list import OutputList
from gui.fields import FieldNames
from gui.file_names import file_name
from gui.invitation import Invitation
from gui.languages import language_name
from gui.long_work import WatchedWork
from gui.notices import Notice
from gui.said import in_our_words
from gui.theme import shades
from layouts.print.findings import Finding, Severity
from layouts.print.presets import presets


class ExportMode(QWidget):
    """Left what it becomes, right what the preflight found."""

    finding_chosen = Signal(str, str)
    """Page id and subject id."""
    enlarge_asked = Signal()
    """All pictures shall be enlarged for print."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: WatchedWork | None = None
        self._found: Sequence[Finding] | None = None
        Attention(self, self._dress_findings).follow_theme()
        self.kind, self.preset, self.language = OutputList(), QComboBox(), EditionChoice()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("muted", True)
        self.make_heading, self.heading, self.verdict = QLabel(), QLabel(), QLabel()
        self.make_heading.setProperty("heading", True)
        self.heading.setProperty("heading", True)
        self.verdict.setWordWrap(True)
        self.small_print = QLabel()
        self.small_print.setProperty("muted", True)
        self.small_print.setWordWrap(True)
        self.findings = QListWidget()
        self.findings.setWordWrap(True)
        self.findings.setProperty("framed", True)
        self.findings.setSpacing(3)
        self.findings.setIconSize(QSize(18, 18))
        self.nothing = Invitation("check", self.check)
        self.fix_row, self.fix_about, self.fix_button = QFrame(), QLabel(), QPushButton()
        self.fix_about.setWordWrap(True)
        self.fix_row.setProperty("card", True)
        self.fix_row.hide()
        self.findings.hide()
        self.check_button, self.export_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.export_button.setProperty("primary", True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stage = QLabel()
        self._names = FieldNames()
        self._lay_out()
        self.setFocusProxy(self.kind)
        self._connect()
        self.retranslate()
        self._show_work(None)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.kind.offer(self._kinds())
        self.kind.setAccessibleName(self.tr("Make"))
        self._names.say({"preset": self.tr("For"), "language": self.tr("Edition")})
        self.make_heading.setText(self.tr("Make the book"))
        self.fix_about.setText(self.tr("Some pictures are too coarse for this printer."))
        self.fix_button.setText(self.tr("Enlarge all pictures for print"))
        self.nothing.say(
            self.tr("See what a printer would find fault with, before the printer does."), self.tr("Check the book")
        )
        self._show_preset()
        for row in range(self.language.count()):
            self.language.setItemText(row, language_name(str(self.language.itemData(row))))
        for row in range(self.preset.count()):
            self.preset.setItemText(row, in_our_words(self._preset_names[row]))
        self.heading.setText(self.tr("Preflight"))
        self.small_print.setText(
            self.tr("Checked by charabook's own preflight. It finds what usually goes wrong; it is no certificate.")
        )
        if self._found is None:
            self.verdict.setText(self.tr("Not checked yet."))
        else:
            self._show_findings(self._found)
        self.check_button.setText(self.tr("Check the book"))
        self.export_button.setText(self.tr("Export…"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.findings.setAccessibleName(self.tr("What the preflight found"))

    def check(self) -> None:
        """Check the book against what the printer asks."""
        preset, language = str(self.preset.currentData()), self.language.language()
        self.verdict.setText(self.tr("Checking…"))
        self.check_button.setEnabled(False)
        work = self._desk.work(lambda studio, watch: studio.preflight(preset, language, watch), self._show_findings)
        work.ended.connect(lambda: self.check_button.setEnabled(True))

    def export(self) -> None:
        """Ask where to, then write."""
        kind = OutputKind(self.kind.chosen())
        title = file_name(self._desk.view.book.title if self._desk.view else "", self.tr("Untitled book"))
        if kind.is_folder:
            target = QFileDialog.getExistingDirectory(self, self.tr("Folder for the pages"))
        else:
            suggested = str(Path(self._folder()) / f"{title}{kind.suffix}")
            target, _ = QFileDialog.getSaveFileName(self, self.tr("Export as"), suggested, f"*{kind.suffix}")
        if target:
            self.export_to(Path(target))

    def export_to(self, target: Path) -> None:
        """Write the book to a file or folder."""
        kind = OutputKind(self.kind.chosen())
        wish = OutputWish(
            kind=kind, target=target, language=self.language.language(), preset=str(self.preset.currentData())
        )
        work = self._desk.work(lambda studio, watch: studio.export(wish, watch), self._written)
        work.advanced.connect(self._advance)
        work.ended.connect(lambda: self._show_work(None))
        self._show_work(work)

    def _folder(self) -> Path:
        return self._desk.path.parent if self._desk.path is not None else Path.home()

    # ------------------------------------------------------------------ building

    def _kinds(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("pdf", self.tr("PDF for print"), self.tr("As the chosen printer asks for it")),
            ("png", self.tr("PNG pages"), self.tr("One picture for each page")),
            ("cbz", self.tr("CBZ comic"), self.tr("For comic readers on every device")),
            ("epub", self.tr("EPUB, fixed layout"), self.tr("For bookshops and tablets, with alt texts")),
            ("webtoon", self.tr("Webtoon strip"), self.tr("One long strip, cut where panels end")),
            ("ora", self.tr("Layered pages (OpenRaster)"), self.tr("To go on in Krita or another painter")),
            ("contact-sheet", self.tr("Contact sheet"), self.tr("All pages small on a sheet, to talk about")),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        for key, field in (("preset", self.preset), ("language", self.language)):
            form.addRow(self._names.label(key, field), field)
        self._preset_names = [preset.name for preset in presets()]
        for preset in presets():
            self.preset.addItem(preset.name, preset.id)
        self.preset.setCurrentIndex(max(0, self.preset.findData(DEFAULT_PRESET)))
        form.setSpacing(9)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.make_heading)
        left.addWidget(self.kind, 10)
        left.addLayout(form)
        left.addWidget(self.about)
        left.addWidget(self.stage)
        left.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        left.addLayout(buttons)
        left.addStretch(1)
        right = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.check_button)
        right.setSpacing(10)
        right.addLayout(top)
        right.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        fix = QHBoxLayout(self.fix_row)
        fix.setContentsMargins(14, 9, 10, 9)
        fix.addWidget(self.fix_about, 1)
        fix.addWidget(self.fix_button)
        right.addWidget(self.fix_row)
        right.addWidget(self.findings, 1)
        right.addWidget(self.nothing, 1)
        right.addWidget(self.small_print)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 28, 36, 24)
        row.setSpacing(48)
        row.addLayout(left, 2)
        row.addLayout(right, 3)

    def _connect(self) -> None:
        self.check_button.clicked.connect(self.check)
        self.export_button.clicked.connect(self.export)
        self.cancel_button.clicked.connect(lambda: self._work.cancel() if self._work else None)
        self.fix_button.clicked.connect(self.enlarge_asked)
        self.findings.itemActivated.connect(self._go_to)
        self.findings.itemClicked.connect(self._go_to)
        self.preset.currentIndexChanged.connect(lambda _: self._show_preset())
        self._desk.follow(self._show_book)
        self._show_preset()

    # ------------------------------------------------------------------ showing

    def _show_book(self, view: BookView) -> None:
        self.language.offer(view.book.languages)

    def _show_preset(self) -> None:
        chosen = self.preset.currentData()
        self.about.setText(in_our_words(next((preset.note for preset in presets() if preset.id == chosen), "")))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self._found = findings
        self.findings.clear()
        for found in gathered(findings):
            finding = found.first
            said = f"{self._say_pages(found)}{in_our_words(finding.what)}\n{in_our_words(finding.remedy)}"
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.findings.addItem(item)
        self._dress_findings()
        self.findings.setVisible(bool(findings))
        self.nothing.setVisible(False)
        self.fix_row.setVisible(has_soft_pictures(findings))
        stops = sum(finding.severity is Severity.STOP for finding in findings)
        if stops:
            self.verdict.setText(self.tr("%n thing(s) will stop the printer.", "", stops))
        elif findings:
            self.verdict.setText(self.tr("Ready, with a few things worth a look."))
        else:
            self.verdict.setText(self.tr("Nothing to find fault with."))

    def _dress_findings(self) -> None:
        """Each finding carries the sign of how bad it is, in the colours of the theme."""
        marks = {Severity.STOP: "close", Severity.WARN: "warning", Severity.NOTE: "comment"}
        tones = shades()
        colours = {Severity.STOP: tones.warning, Severity.WARN: "#d99a00", Severity.NOTE: tones.muted}
        for item in (self.findings.item(row) for row in range(self.findings.count())):
            severity = item.data(Qt.ItemDataRole.UserRole).severity
            item.setIcon(QIcon(signs.drawn(marks[severity], colours[severity], 36)))

    def _say_pages(self, found: FoundOnPages) -> str:
        if not found.pages:
            return ""
        if len(found.pages) == 1:
            return self.tr("Page {number}: ").format(number=found.pages[0])
        return self.tr("Pages {numbers}: ").format(numbers=runs(found.pages))

    def _go_to(self, item: QListWidgetItem) -> None:
        finding: Finding = item.data(Qt.ItemDataRole.UserRole)
        if finding.page_id:
            self.finding_chosen.emit(finding.page_id, finding.subject_id or "")

    def _advance(self, stage: str, done: float, total: float) -> None:
        self.stage.setText(in_our_words(stage))
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * done / total) if total else 0)

    def _written(self, path: Path) -> None:
        self._desk.noticed.emit(
            Notice(
                text=self.tr("Written: {path}").format(path=path),
                action=self.tr("Show in folder"),
                act=lambda: _show_in_folder(path),
            )
        )

    def _show_work(self, work: WatchedWork | None) -> None:
        self._work = work
        for widget in (self.progress, self.stage, self.cancel_button):
            widget.setVisible(work is not None)
        self.export_button.setEnabled(work is None)


def _show_in_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
