"""What leaves the studio, and the check before printing."""

from collections.abc import Sequence
from pathlib import Path

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress
from charabook.studio.output_kinds import OutputWish
from charabook.studio.pages import PageMaker
from layouts.print.findings import Finding
from layouts.print.presets import preset as named_preset
from layouts.typefaces import FontShelf


class OutputDesk:
    """Writes editions of one book."""

    def __init__(self, maker: PageMaker, fonts: FontShelf) -> None:
        self._maker = maker
        self._fonts = fonts

    def preflight(self, preset: str, language: str = "", progress: Progress = SILENT) -> tuple[Finding, ...]:
        """What stands in the way of printing with a preset. Checked by charabook; never a certificate."""
        from layouts.print.preflight import preflight  # noqa: PLC0415 - reads PDF libraries

        return preflight(self._maker.book(language), named_preset(preset), progress)

    def write_preflight_report(self, findings: Sequence[Finding], preset: str, target: Path) -> None:
        """Write findings as a PDF that can be mailed."""
        from layouts.outputs.preflight_report import export_preflight_report  # noqa: PLC0415 - reads PDF libraries

        title = self._maker.book("").title
        export_preflight_report(title, named_preset(preset).name, findings, target)

    def write(self, wish: OutputWish, progress: Progress = SILENT) -> Path:
        """Write one output and return where it is. Raises KnownError; a half-written file is never left."""
        from charabook.studio.output_writers import Task, write  # noqa: PLC0415 - reads every writer

        book = self._maker.book(wish.language)
        if not len(book.pages):
            raise BadInput("The book has no pages yet.", "Import a story or add a page first.")
        _make_folder(wish)
        write(Task(wish=wish, book=book, look=self._maker.look(), fonts=self._fonts, progress=progress))
        return wish.target


def _make_folder(wish: OutputWish) -> None:
    folder = wish.target if wish.kind.is_folder else wish.target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be made ({error.strerror}).", "Choose another place.") from error
