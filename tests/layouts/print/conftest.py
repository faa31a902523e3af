"""Print PDFs of the sample book, each written once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from layouts.book import Book
from layouts.print.presets import preset
from layouts.print.writer import export_pdf

Printed = Callable[[str], Path]


@pytest.fixture(scope="session")
def printed(book: Book, exports: Path) -> Printed:
    """Gives the PDF of the sample book for a preset."""

    def write(preset_id: str) -> Path:
        target = exports / f"{preset_id}.pdf"
        if not target.exists():
            export_pdf(book, target, preset(preset_id))
        return target

    return write
