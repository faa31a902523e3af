"""What the window can do for a team: save to the shared file, versions, merging, recovered items, diagnostics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.desk import Desk
from gui.notices import Notice

if TYPE_CHECKING:
    from gui.team.versions_dialog import VersionsDialog
    from projects.changes import Changes

BOOKS = "*.charabook"


class TeamVerbs(QObject):
    """One verb for each wish."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def publish(self) -> None:
        """Save to the shared file, merging what teammates saved meanwhile."""
        self._desk.work(lambda studio, watch: studio.publish(watch), self._published)

    def save_version(self) -> None:
        """Ask for a name and keep the book as it is under it."""
        self._open_versions().name.setFocus()

    def show_versions(self) -> None:
        """List the versions that were kept."""
        self._open_versions().list.setFocus()

    def _open_versions(self) -> VersionsDialog:
        from gui.team.versions_dialog import VersionsDialog  # noqa: PLC0415  dialogs are read when they open

        dialog = VersionsDialog(self._desk, self._window)
        dialog.open()
        return dialog

    def ask_for_copy(self) -> None:
        """Ask which copy to merge."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Merge another copy of this book"), self._folder(), BOOKS
        )
        if path:
            self.merge(Path(path))

    def merge(self, path: Path) -> None:
        """Show what another copy would bring, page by page, and merge it if the user wants."""
        from gui.team.merge_dialog import MergeDialog  # noqa: PLC0415

        dialog = MergeDialog(self._desk, path, self._window)
        dialog.open()

    def show_recovered(self) -> None:
        """List what teammates changed differently, and what lost its home."""
        from gui.team.recovered_dialog import RecoveredDialog  # noqa: PLC0415

        RecoveredDialog(self._desk, self._window).open()

    def save_light_copy(self) -> None:
        """Ask where to, and write a small copy whose edits merge back."""
        from projects.sharing import Light  # noqa: PLC0415  the project file's room is not read by the GUI thread

        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Small copy for mailing"), self._folder(), BOOKS)
        if path:
            target = Path(path)
            self._desk.work(
                lambda studio, watch: studio.project.export_light(target, Light.CHOSEN_TAKES, watch),
                lambda _: self._desk.notice(self.tr("Written: {path}").format(path=target)),
            )

    def save_diagnostics(self) -> None:
        """Ask where to, and write what helps to find a mistake of ours; it stays on this computer."""
        from gui.diagnostics import write_diagnostics  # noqa: PLC0415

        suggested = str(Path(self._folder()) / "charabook-diagnostics.txt")
        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Collect diagnostics"), suggested, "*.txt")
        if path:
            target = Path(path)
            self._desk.ask(
                lambda studio: write_diagnostics(target, studio),
                lambda _: self._desk.notice(self.tr("Written: {path}").format(path=target)),
            )

    def _published(self, changes: Changes) -> None:
        self._desk.reload()
        if changes:
            text = self.tr("Saved. %n change(s) by teammates came in.", "", len(changes.touched))
        else:
            text = self.tr("Saved to the shared file.")
        self._desk.noticed.emit(Notice(text=text))

    def _folder(self) -> str:
        return str(self._desk.path.parent) if self._desk.path is not None else ""
