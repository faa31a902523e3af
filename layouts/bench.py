"""How fast pages are composed, painted and printed: `charabook bench pages`.

Times are of the processor, so that a busy machine does not blur them; each figure stands beside its limit.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from layouts.bench_book import BenchPages, bench_book
from layouts.compose import compose
from layouts.looks import shipped_look
from layouts.outputs.page_pictures import export_png
from layouts.painter import paint_image
from layouts.print.presets import preset
from layouts.print.writer import export_pdf
from layouts.shapes import Point
from layouts.typefaces import FontShelf

SCREEN_DPI = 110.0
_REPAINTS = 12
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: seconds of processor time for a page, the most memory meanwhile, and the limits of both."""

    what: str
    seconds: float
    limit_seconds: float
    peak_mib: float

    @property
    def holds(self) -> bool:
        """Whether both limits are kept."""
        return self.seconds <= self.limit_seconds and self.peak_mib <= MEMORY_LIMIT_MIB


MEMORY_LIMIT_MIB = 1024.0


class _MemoryWatch:
    """A `Progress` that looks at the memory in use whenever a page is done."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self.peak_mib = 0.0

    def advance(self, stage: str, done: float, total: float) -> None:
        """Note the memory in use."""
        self.peak_mib = max(self.peak_mib, self._process.memory_info().rss / _MIB)

    def is_cancelled(self) -> bool:
        """Never."""
        return False


def run(pages: int) -> list[Row]:
    """Measure a book of `pages` pages in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="charabook-bench-") as name:
        folder = Path(name)
        book = bench_book(pages, folder)
        rgb, cmyk = preset("lulu-paperback"), preset("ingramspark")
        return [
            repaint_while_editing(BenchPages(4, folder)),
            _per_page("PNG page, 300 dpi", 0.6, pages, lambda watch: export_png(book, folder / "png", progress=watch)),
            _per_page("PDF page, RGB", 0.1, pages, lambda watch: export_pdf(book, folder / "rgb.pdf", rgb, watch)),
            _per_page("PDF page, CMYK", 1.0, pages, lambda watch: export_pdf(book, folder / "cmyk.pdf", cmyk, watch)),
        ]


def repaint_while_editing(pages: BenchPages) -> Row:
    """A balloon is dragged: the page is composed and painted anew at screen size each time."""
    watch = _MemoryWatch()
    page, shelf, look = pages.page(0), FontShelf.shipped(), shipped_look("comic")
    times = []
    for step in range(_REPAINTS):
        dragged = replace(page.letterings[0], place=Point(60.0 + step, 40.0))
        edited = replace(page, letterings=(dragged, *page.letterings[1:]))
        start = time.process_time()
        paint_image(compose(edited, look, shelf).display_list, SCREEN_DPI)
        times.append(time.process_time() - start)
        watch.advance("repaint", step, _REPAINTS)
    return Row(
        what=f"repaint at {SCREEN_DPI:.0f} dpi while dragging",
        seconds=statistics.median(times),
        limit_seconds=0.05,
        peak_mib=watch.peak_mib,
    )


def _per_page(what: str, limit: float, pages: int, work: Callable[[_MemoryWatch], object]) -> Row:
    gc.collect()
    watch, start = _MemoryWatch(), time.process_time()
    work(watch)
    seconds = (time.process_time() - start) / pages
    return Row(what=what, seconds=seconds, limit_seconds=limit, peak_mib=watch.peak_mib)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | time | limit | memory | |", "|---|---|---|---|---|"]
    for row in rows:
        verdict = "ok" if row.holds else "over"
        lines.append(
            f"| {row.what} | {row.seconds * 1000:.0f} ms | {row.limit_seconds * 1000:.0f} ms "
            f"| {row.peak_mib:.0f} MiB | {verdict} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(prog="charabook bench pages", description=__doc__)
    parser.add_argument("--pages", type=int, default=32, help="pages of the book (32)")
    options = parser.parse_args(arguments)
    rows = run(max(1, options.pages))
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
