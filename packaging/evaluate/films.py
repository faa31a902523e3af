"""`python packaging/evaluate/films.py BOOK.charabook --judge judge.pt`: is a film's figure the one drawn?

Frames of every shot are brought back to the panel's picture by the inverse of camera and depth. Where the frame shows
the figure, its pixels take the place of the drawn ones; then the judge embeds both, film and still. A frame shows a
picture through maps of the plane alone, so only resampling may part the two; how much that is by itself is told beside.
What a frame does not show (outside the view, under a balloon) is left out: it is found by filming the same pages with
white and with black pictures. Beside it stand `kept` and `drift` of each shot, as clips have them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING.parent), str(PACKAGING), str(PACKAGING / "demo_model")]

import numpy as np  # noqa: E402
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from recipe.judge import Judge, load_judge  # noqa: E402
from recipe.oracle import Sight, agreement, sight  # noqa: E402
from torch.nn import functional  # noqa: E402

from charabook.engine.moving.cutouts import subject_of  # noqa: E402
from charabook.engine.moving.keeping import Look, drift, kept, look_of  # noqa: E402
from charabook.studio import Studio  # noqa: E402
from charabook.studio.clips import ClipWish  # noqa: E402
from charabook.studio.films import FilmWish  # noqa: E402
from layouts.display_list import DrawImage, DrawOp  # noqa: E402
from layouts.motion.direction import FilmStyle, frame_size  # noqa: E402
from layouts.motion.projector import Precision, Projector  # noqa: E402
from layouts.motion.rasters import to_pillow  # noqa: E402
from layouts.motion.sightings import Sighting  # noqa: E402
from layouts.motion.sources import FilmPage, PageSource  # noqa: E402
from layouts.shapes import Affine  # noqa: E402
from projects.records import PanelId  # noqa: E402

MOMENTS = 5
LEAST_SEEN = 0.25
"""Of a figure a frame must show so much to be asked for."""
ANY_MODEL = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A figure in one shot: by how much of it is seen, how like the still it is, and how far its pixels are off."""

    page: int
    panel: str
    who: str
    seen: float
    likeness: float
    resampled: float
    is_named_alike: bool
    levels: float
    kept: tuple[float, ...]
    still: Sight


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", type=Path)
    parser.add_argument("--judge", type=Path, required=True, help="weights of the judge")
    parser.add_argument("--size", default="16:9")
    parser.add_argument("--depth", type=float, default=1.0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    width, height = frame_size(options.size)
    style = FilmStyle(width=width, height=height, parallax=options.depth)
    with Studio.open(options.book) as studio, tempfile.TemporaryDirectory() as folder:
        preview = studio.films.projector(FilmWish(style=style))
        projector = Projector(preview.timeline, preview.source, options.depth, Precision.EXACT)  # as files are written
        found = list(_Measure(studio, projector, load_judge(options.judge), Path(folder)).shots(options.depth))
        _tell(studio, found)
        for moving in studio.clips.takes():
            told = "not measured" if moving.clip.drift is None else f"{moving.clip.drift:.3f}"
            print(f"clip {moving.take.id[:8]}: drift {told}")


class _Measure:
    """Looks at every shot of a film."""

    def __init__(self, studio: Studio, projector: Projector, judge: Judge, folder: Path) -> None:
        self._studio = studio
        self._projector = projector
        self._judge = judge
        self._folder = folder
        self._looks: dict[tuple[str, str], Look] = {}

    def shots(self, depth: float) -> Iterator[Kept]:
        """Every figure of every shot that shows enough of it."""
        timeline, source = self._projector.timeline, self._projector.source
        white, black = (Projector(timeline, _Plain(source, self._folder, grey), depth) for grey in (255, 0))
        for index, scene in enumerate(timeline.scenes):
            cutouts = source.page(scene.page_id).cutouts
            for shot in scene.shots:
                start = timeline.start_s(index) + shot.at_s
                times = [start + shot.length_s * part for part in np.linspace(0, 0.98, MOMENTS)]
                for figure, cutout in enumerate(cutouts.get(shot.panel_id, ())):
                    views = [self._view(white, black, at_s, shot.panel_id, figure) for at_s in times]
                    yield from self._kept(index + 1, shot.panel_id, cutout.who, cutout.mask, views)

    def _view(self, white: Projector, black: Projector, at_s: float, panel_id: str, figure: int) -> _View | None:
        sightings = self._projector.sightings(at_s, panel_id)
        if not sightings:
            return None
        frame, light, dark = (_pixels(one, at_s) for one in (self._projector, white, black))
        shown = ((light.astype(int) - dark).min(axis=-1, keepdims=True) >= 250) * 255.0
        return _View(sightings[figure], frame, shown)

    def _kept(self, page: int, panel_id: str, who: str, mask: Path, views: list[_View | None]) -> Iterator[Kept]:
        seen = [view for view in views if view is not None]
        if not seen:
            return
        still = np.array(Image.open(seen[0].sighting.picture.path).convert("RGB"))
        figure = np.asarray(Image.open(mask).convert("L").resize(still.shape[1::-1])) >= 128
        backs = [view.back_on(still, figure) for view in seen]
        shown = [back for back in backs if back.share >= LEAST_SEEN]
        if not shown:
            return
        drawn = sight(self._judge, still, figure)
        filmed = [sight(self._judge, back.picture, figure) for back in shown]
        control = [sight(self._judge, back.resampled, figure) for back in shown]
        yield Kept(
            page=page,
            panel=panel_id,
            who=who,
            seen=min(back.share for back in shown),
            likeness=min(agreement(drawn, one).likeness for one in filmed),
            resampled=min(agreement(drawn, one).likeness for one in control),
            is_named_alike=all(one.labels == drawn.labels for one in filmed),
            levels=max(back.levels for back in shown),
            kept=tuple(kept(self._look(panel_id, who), Image.fromarray(back.picture)) for back in shown),
            still=drawn,
        )

    def _look(self, panel_id: str, who: str) -> Look:
        if (panel_id, who) not in self._looks:
            request = self._studio.clips.request(PanelId(panel_id), ClipWish(model=ANY_MODEL))
            for subject in request.subjects:
                self._looks[panel_id, subject.look_id] = look_of(subject_of(subject.drawing))
        return self._looks[panel_id, who]


@dataclass(frozen=True, slots=True)
class _Back:
    """A still with what a frame shows of a figure put back into it; the same of the still itself, resampled alone."""

    picture: np.ndarray
    resampled: np.ndarray
    share: float
    levels: float


@dataclass(frozen=True, slots=True)
class _View:
    """A frame, and which of its pixels are a picture's: 255 where nothing is drawn over it."""

    sighting: Sighting
    frame: np.ndarray
    shown: np.ndarray

    def back_on(self, still: np.ndarray, figure: np.ndarray) -> _Back:
        """Bring the figure back to where it was drawn."""
        size, own = (still.shape[1], still.shape[0]), self.sighting.own
        back, shown = (_brought_back(one, own, size) for one in (self.frame, self.shown))
        place = figure & (shown[..., 0] >= 250)
        alone = _brought_back(_put_into(still, own, self.frame.shape), own, size)
        off = np.abs(back - still)[place]
        return _Back(
            picture=_bytes(np.where(place[..., None], back, still)),
            resampled=_bytes(np.where(place[..., None], alone, still)),
            share=float(place.sum() / max(1, figure.sum())),
            levels=float(off.mean()) if off.size else 0.0,
        )


def _brought_back(pixels: np.ndarray, place: Affine, size: tuple[int, int]) -> np.ndarray:
    """The part of a frame [H, W, channels] that shows a picture, asked for at the middle of each of its pixels."""
    frame_height, frame_width = pixels.shape[:2]
    width, height = size
    across = (place.a * (torch.arange(width) + 0.5) / width + place.e) / frame_width * 2 - 1
    down = (place.d * (torch.arange(height) + 0.5) / height + place.f) / frame_height * 2 - 1
    grid = torch.stack(torch.meshgrid(across, down, indexing="xy"), dim=-1)[None]
    # [1, height, width, 2], -1 to 1: pictures are not turned in their panels
    frame = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)[None]
    back = functional.grid_sample(frame, grid, mode="bilinear", align_corners=False)
    return back[0].permute(1, 2, 0).numpy()


def _put_into(still: np.ndarray, place: Affine, shape: tuple[int, ...]) -> np.ndarray:
    """A picture resampled as a frame of this shape shows it: the inverse of `_brought_back`."""
    height, width = still.shape[:2]
    back = Affine(shape[1] / place.a, 0, 0, shape[0] / place.d, -place.e / place.a, -place.f / place.d)
    unit = Affine(back.a * width, 0, 0, back.d * height, back.e * width, back.f * height)
    return _brought_back(still, unit, (shape[1], shape[0]))


def _bytes(pixels: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)


def _pixels(projector: Projector, at_s: float) -> np.ndarray:
    return np.asarray(to_pillow(projector.frame_at(at_s)).convert("RGB"))


class _Plain:
    """The same pages with pictures of one grey."""

    def __init__(self, source: PageSource, folder: Path, grey: int) -> None:
        self._source = source
        self._folder = folder
        self._grey = grey

    def ids(self) -> Iterable[str]:
        return self._source.ids()

    def page(self, page_id: str) -> FilmPage:
        page = self._source.page(page_id)
        drawing = page.composition.display_list
        plain = drawing.with_ops(tuple(self._plain(op) for op in drawing.ops))
        return replace(page, composition=replace(page.composition, display_list=plain))

    def _plain(self, op: DrawOp) -> DrawOp:
        if not isinstance(op, DrawImage):
            return op
        path = self._folder / f"{self._grey}-{op.pixels[0]}-{op.pixels[1]}.png"
        if not path.exists():
            Image.new("RGB", op.pixels, (self._grey,) * 3).save(path)
        return replace(op, path=path)


def _tell(studio: Studio, found: list[Kept]) -> None:
    characters = {one.id: one.name for one in studio.project.characters()}
    names = {look.id: characters[look.character] for look in studio.project.looks()}
    print("scene  figure      seen  cosine    resampling alone  labels  grey levels off  kept  drift")
    for one in found:
        alike = "same" if one.is_named_alike else "other"
        print(
            f"{one.page:5}  {names.get(one.who, one.who):10}  {one.seen:4.0%}  {one.likeness:.5f}   {one.resampled:.5f}"
            f"           {alike:6}  {one.levels:5.2f}            {np.mean(one.kept):.2f}  {drift(one.kept):.2f}"
        )
    others = [
        agreement(one.still, other.still).likeness for one, other in combinations(found, 2) if one.who != other.who
    ]
    if found:
        lowest, alike = min(one.likeness for one in found), sum(one.is_named_alike for one in found)
        print(f"{len(found)} figures in shots: lowest cosine {lowest:.5f} (distance {1 - lowest:.5f});", end=" ")
        print(f"resampling alone {min(one.resampled for one in found):.5f}; labels the same in {alike};", end=" ")
        print(f"drift at most {max(drift(one.kept) for one in found):.3f}")
    if others:
        print(
            f"for comparison, different characters: cosine {np.mean(others):.3f} on average, at most {max(others):.3f}"
        )


if __name__ == "__main__":
    main()
