"""How fast films are made: `charabook bench film`.

Times are of the processor, so that a busy machine does not blur them: two cores give twice the frames of one.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from PIL import Image, ImageDraw

from layouts.bench_book import BenchPages
from layouts.motion.direction import FilmStyle, frame_size
from layouts.motion.film import FilmOrder, write_film
from layouts.motion.planning import plan
from layouts.motion.projector import Projector
from layouts.motion.sources import Cutout, FilmPage
from layouts.page import Page

LEAST_FRAMES_A_SECOND = 15.0
MEMORY_LIMIT_MIB = 1024.0
CORES = 2
PREVIEW = (1120, 630)
"""As the window paints it."""
LATEST_S = 0.25
"""More, and the eye sees the preview stop."""
_MIB = 2**20


class BenchFilmPages:
    """The pages of the book to measure with, each with a figure that can be lifted off."""

    def __init__(self, count: int, folder: Path) -> None:
        self._pages = BenchPages(count, folder)
        self._mask = folder / "mask.png"
        mask = Image.new("L", (256, 192))
        ImageDraw.Draw(mask).ellipse((150, 70, 215, 190), fill=255)
        mask.save(self._mask)

    def ids(self) -> Iterable[str]:
        """The pages in order."""
        return (str(at) for at in range(len(self._pages)))

    def page(self, page_id: str) -> FilmPage:
        """One page."""
        at = int(page_id)
        page: Page = self._pages.page(at)
        cutouts = {panel.id: (Cutout(mask=self._mask),) for panel in page.panels}
        return FilmPage(id=page_id, page=page, composition=self._pages[at].composition, cutouts=cutouts)


class _MemoryWatch:
    """A `Progress` that looks at the memory in use now and then."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._calls = 0
        self.peak_mib = 0.0

    def advance(self, stage: str, done: float, total: float) -> None:
        """Note the memory in use."""
        self._calls += 1
        if self._calls % 16 == 0:
            self.peak_mib = max(self.peak_mib, self._process.memory_info().rss / _MIB)

    def is_cancelled(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: frames, processor seconds, and the most memory meanwhile."""

    what: str
    frames: int
    seconds: float
    peak_mib: float
    is_limit: bool = False
    late_s: float | None = None

    @property
    def frames_a_second(self) -> float:
        """Frames a second with one core."""
        return self.frames / max(self.seconds, 1e-9)

    @property
    def holds(self) -> bool:
        """Whether the limits are kept."""
        if self.late_s is not None:
            return self.late_s <= LATEST_S
        is_fast = self.frames_a_second * CORES >= LEAST_FRAMES_A_SECOND
        return not self.is_limit or (is_fast and self.peak_mib <= MEMORY_LIMIT_MIB)


def run(pages: int, size: str) -> list[Row]:
    """Measure a film of `pages` comic and picture book pages in a temporary folder."""
    width, height = frame_size(size)
    with tempfile.TemporaryDirectory(prefix="charabook-bench-") as name:
        folder = Path(name)
        source = BenchFilmPages(pages, folder)
        style = FilmStyle(width=width, height=height)
        start = time.process_time()
        timeline = plan((source.page(one) for one in source.ids()), style)
        planning = Row(what="planning", frames=timeline.frames, seconds=time.process_time() - start, peak_mib=0.0)
        order = FilmOrder(timeline=timeline, source=source, workshop=folder / "pieces")
        return [
            planning,
            _scrubbing(order),
            _playing(source),
            _film(order, folder / "film.mp4", f"mp4 of {width}x{height}"),
            _film(order, folder / "film.webm", f"webm of {width}x{height}"),
            _film(order, folder / "film.mp4", "mp4 again, nothing changed"),
        ]


def _scrubbing(order: FilmOrder) -> Row:
    """Frames alone, without encoding, one second apart."""
    projector = Projector(order.timeline, order.source)
    numbers = range(0, order.timeline.frames, order.timeline.rate)
    start = time.process_time()
    for number in numbers:
        projector.frame(number)
    return Row(what="scrubbing", frames=len(numbers), seconds=time.process_time() - start, peak_mib=0.0)


def _playing(source: BenchFilmPages) -> Row:
    """The window's preview on one core: every frame after the other, and how late the latest is for its time.

    The clock begins when the first frame is there, as in the window; frames are painted ahead meanwhile.
    """
    width, height = PREVIEW
    timeline = plan((source.page(one) for one in source.ids()), FilmStyle(width=width, height=height))
    projector = Projector(timeline, source)
    projector.frame(0)
    start, late_s = time.process_time(), 0.0
    for number in range(1, timeline.frames):
        projector.frame(number)
        late_s = max(late_s, time.process_time() - start - number / timeline.rate)
    seconds = time.process_time() - start
    what = f"preview of {width}x{height}, latest frame {late_s * 1000:.0f} ms late"
    return Row(what=what, frames=timeline.frames, seconds=seconds, peak_mib=0.0, is_limit=True, late_s=late_s)


def _film(order: FilmOrder, target: Path, what: str) -> Row:
    gc.collect()
    watch, start = _MemoryWatch(), time.process_time()
    write_film(order, target, watch)
    seconds = time.process_time() - start
    return Row(what=what, frames=order.timeline.frames, seconds=seconds, peak_mib=watch.peak_mib, is_limit=True)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | frames | ms a frame | frames/s, two cores | memory | |", "|---|---|---|---|---|---|"]
    for row in rows:
        verdict = "" if not row.is_limit else "ok" if row.holds else "over"
        per_frame = row.seconds / row.frames * 1000
        lines.append(
            f"| {row.what} | {row.frames} | {per_frame:.1f} | {row.frames_a_second * CORES:.0f} "
            f"| {row.peak_mib:.0f} MiB | {verdict} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(prog="charabook bench film", description=__doc__)
    parser.add_argument("--pages", type=int, default=4, help="pages of the book (4)")
    parser.add_argument("--size", default="1280x720", help="of the film (1280x720)")
    options = parser.parse_args(arguments)
    rows = run(max(1, options.pages), options.size)
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
