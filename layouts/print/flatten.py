"""Pages without transparency: what one can see through is painted together with what lies under it.

Only the touched rectangle becomes a picture; everything else, and all text above it, stays sharp vector drawing.
PDF/X-1a knows no transparency at all, and a press that flattens by itself would turn the whole page into a picture.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from layouts.display_list import DisplayList, DrawImage, DrawOp, DrawPath
from layouts.print.moving import bounds, part_of
from layouts.shapes import MM_PER_INCH, Affine, Outline, Rect

Paint = Callable[[DisplayList, float], Image.Image]  # the trim of a page at so many pixels an inch


def flattened(page: DisplayList, dpi: float, folder: Path, paint: Paint) -> DisplayList:
    """The page with an opaque picture (kept in `folder`) in place of every see-through drawing."""
    if not any(is_see_through(op) for op in page.ops):
        return page
    done: list[DrawOp] = []
    for op in page.ops:
        done.append(_opaque(page, (*done, op), dpi, folder, paint) if is_see_through(op) else op)
    return page.with_ops(tuple(op for op in done if bounds(op).width > 0))


def is_see_through(op: DrawOp) -> bool:
    """Whether something under the drawing shows through it. (Pictures lie on white: their own alpha hides nothing.)"""
    return op.alpha < 1.0


def _opaque(page: DisplayList, ops: tuple[DrawOp, ...], dpi: float, folder: Path, paint: Paint) -> DrawOp:
    """The last of `ops`, painted together with those under it."""
    top = ops[-1]
    seen = bounds(top).shared(page.bleed_box)
    if seen.width <= 0 or seen.height <= 0:
        return replace(top, alpha=1.0, clip=Outline.rectangle(Rect(0, 0, 0, 0)))
    box = _on_pixels(seen, dpi)
    picture = paint(part_of(page, box, ops), dpi)
    path = folder / f"blend-{len(list(folder.glob('blend-*.png')))}.png"
    picture.save(path, "PNG", compress_level=1)
    return DrawImage(
        path=path,
        pixels=picture.size,
        placing=Affine(box.width, 0, 0, box.height, box.x, box.y),
        clip=_edge(top),
        element=top.element,
    )


def _edge(op: DrawOp) -> Outline | None:
    """The exact edge of a filled shape stays vector; anything else is cut at its rectangle."""
    if isinstance(op, DrawPath) and op.stroke is None and op.clip is None:
        return op.outline
    return op.clip


def _on_pixels(box: Rect, dpi: float) -> Rect:
    """The box grown to whole pixels, so that painting it scales nothing."""
    pixel = MM_PER_INCH / dpi
    x, y = box.x - box.x % pixel, box.y - box.y % pixel
    wide, high = -(-(box.right - x) // pixel), -(-(box.bottom - y) // pixel)
    return Rect(x, y, wide * pixel, high * pixel)
