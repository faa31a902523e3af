"""Draws panels: the picture in its frame, the border, or an honest placeholder where there is no picture yet."""

from pathlib import Path

from shapely.geometry import Polygon

from layouts.display_list import DrawImage, DrawOp, DrawPath, Role, Stroke, StructureElement
from layouts.frames import trouble_of
from layouts.looks import Look
from layouts.page import Border, FrameShape, Page, Panel
from layouts.pictures import effective_dpi, on_page, placing
from layouts.pieces import Depth, Piece
from layouts.problems import PlacedPanel, Problem, ProblemKind
from layouts.shapes import Outline, Point, Rect, ellipse, rounded_rectangle
from layouts.vignettes import vignette


def frame_trouble(frame: tuple[Point, ...], sheet: Rect) -> str | None:
    """Why a frame cannot be drawn on this sheet, or None."""
    trouble = trouble_of(frame)
    if trouble is None and Rect.around(frame).overlap_area(sheet) == 0:
        return "it lies off the page"
    return trouble


def frame_outline(panel: Panel, corner_mm: float) -> Outline:
    """The edge of a panel's picture."""
    bounds = Rect.around(panel.frame)
    match panel.shape:
        case FrameShape.STRAIGHT:
            return Outline.polygon(panel.frame)
        case FrameShape.ROUNDED if len(panel.frame) == 4 and _is_upright(panel.frame):
            return rounded_rectangle(bounds, corner_mm, corner_mm)
        case FrameShape.ROUNDED:
            return _softened(panel.frame, corner_mm)
        case FrameShape.ELLIPSE:
            return ellipse(bounds)
        case FrameShape.VIGNETTE:
            return vignette(bounds, str(panel.id))


def _is_upright(frame: tuple[Point, ...]) -> bool:
    return len({round(x, 6) for x, _ in frame}) == 2 and len({round(y, 6) for _, y in frame}) == 2


def _softened(frame: tuple[Point, ...], corner_mm: float) -> Outline:
    soft = Polygon(frame).buffer(-corner_mm).buffer(corner_mm, quad_segs=6)
    if soft.is_empty or soft.geom_type != "Polygon":
        return Outline.polygon(frame)
    return Outline.polygon([(x, y) for x, y in soft.exterior.coords[:-1]])


def placed_panel(panel: Panel, look: Look) -> PlacedPanel:
    """Where the picture and the heads in it come to lie."""
    outline = frame_outline(panel, look.measure.corner_mm)
    if panel.picture is None:
        return PlacedPanel(panel_id=panel.id, outline=outline, heads=(), effective_dpi=None)
    place = placing(panel.picture, panel.frame, panel.crop, panel.figures)
    heads = tuple((figure.name, on_page(figure.head_box, place)) for figure in panel.figures)
    dpi = effective_dpi(panel.picture, place)
    return PlacedPanel(panel_id=panel.id, outline=outline, heads=heads, effective_dpi=dpi)


def panel_piece(panel: Panel, placed: PlacedPanel, look: Look, page: Page) -> tuple[Piece, list[Problem]]:
    """The drawings of one panel, and what is wrong with its picture."""
    bounds = Rect.around(panel.frame)
    problems = _picture_problems(panel, bounds)
    ops: list[DrawOp] = []
    if panel.picture is not None and not problems:
        place = placing(panel.picture, panel.frame, panel.crop, panel.figures)
        ops.append(DrawImage(path=panel.picture.path, pixels=panel.picture.pixels, placing=place, clip=placed.outline))
        alt = panel.alt
    else:
        ops.extend(_placeholder(placed.outline, bounds, look))
        alt = f"No picture yet. {panel.alt}".strip()
    if panel.border is Border.LINE and look.measure.border_mm > 0 and panel.shape is not FrameShape.VIGNETTE:
        pen = Stroke(colour=look.ink.border, width_mm=look.measure.border_mm)
        ops.append(DrawPath(outline=placed.outline, stroke=pen))
    element = StructureElement(role=Role.FIGURE, source_id=panel.id, alt=alt, language=page.language, bounds=bounds)
    return Piece(ops=tuple(ops), depth=Depth.PANEL + panel.layer, element=element), problems


def _picture_problems(panel: Panel, bounds: Rect) -> list[Problem]:
    if panel.picture is None:
        what, remedy, kind = "This panel has no picture yet.", "Make or choose a take.", ProblemKind.NO_PICTURE
    elif not Path(panel.picture.path).is_file() or min(panel.picture.pixels) < 1:
        what = f"The picture {panel.picture.path.name} is not there."
        remedy, kind = "Make the panel again or choose another take.", ProblemKind.PICTURE_UNREADABLE
    else:
        return []
    return [Problem(kind=kind, what=what, remedy=remedy, subject_id=panel.id, where=bounds)]


def _placeholder(outline: Outline, bounds: Rect, look: Look) -> list[DrawOp]:
    """A tinted frame with a small hill-and-sun sign in the middle: clearly no picture, and not ugly."""
    size = min(bounds.width, bounds.height, 40.0) * 0.42
    at = bounds.centre
    sign = Rect(at.x - size / 2, at.y - size * 0.4, size, size * 0.8)
    line = Stroke(colour=look.ink.border, width_mm=max(0.25, size * 0.02))
    sun = ellipse(Rect(sign.x + size * 0.64, sign.y + size * 0.14, size * 0.16, size * 0.16))
    hills = [(0.08, 0.68), (0.36, 0.3), (0.54, 0.54), (0.66, 0.42), (0.92, 0.68)]
    ridge = Outline.polyline((sign.x + x * size, sign.y + y * size) for x, y in hills)
    return [
        DrawPath(outline=outline, fill=look.ink.placeholder),
        DrawPath(outline=rounded_rectangle(sign, size * 0.06, size * 0.06), stroke=line, alpha=0.35),
        DrawPath(outline=ridge, stroke=line, clip=outline, alpha=0.35),
        DrawPath(outline=sun, stroke=line, alpha=0.35),
    ]
