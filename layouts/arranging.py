"""Lays a template out on a page format."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from charabook.errors import BadInput
from layouts.frames import Side, bleed_off, cut, is_steep
from layouts.page import Binding, PageFormat, Sheet
from layouts.shapes import Insets, Point, Rect
from layouts.template_records import (
    Area,
    Arrangement,
    Box,
    CutEntry,
    GridEntry,
    Mirrored,
    PanelPlace,
    Span,
    Template,
    TextEntry,
    TextPlace,
)

NUMBER_ROOM_MM = 7.0  # kept free above the lower edge of the safe area for the page number


def strip_format(template: Template, width_mm: float) -> PageFormat:
    """The page of a webtoon strip: as high as the template says, without margins or bleed."""
    return PageFormat(
        name=template.name,
        width_mm=width_mm,
        height_mm=width_mm * template.strip_aspect,
        bleed_mm=0.0,
        outer_mm=0.0,
        gutter_mm=0.0,
    )


def live_area(format_: PageFormat, sheet: Sheet) -> Rect:
    """The safe part of the sheet above the page number."""
    room = NUMBER_ROOM_MM if format_.outer_mm > 0 else 0.0
    return format_.safe_box(sheet).inset(Insets(0.0, 0.0, 0.0, room))


def arranged(template: Template, format_: PageFormat, sheet: Sheet) -> Arrangement:
    """The template on a page. Raises BadInput if a cut cannot be made on this format."""
    if (template.span is Span.SPREAD) != (sheet is Sheet.SPREAD):
        wanted = "a spread" if template.span is Span.SPREAD else "a single page"
        raise BadInput(f"The template {template.name} is for {wanted}.", "Choose another template.")
    is_mirrored = template.mirrored is Mirrored.RIGHT_BOUND and format_.binding is Binding.RIGHT
    in_order = tuple(letters_of(template.grid)) if template.grid else ()
    if is_mirrored:
        template = _turned_round(template)
    areas = {
        Area.LIVE: live_area(format_, sheet),
        Area.TRIM: format_.trim_box(sheet),
        Area.BLEED: format_.bleed_box(sheet),
    }
    panels = _by_name(_panels(template, areas), in_order)
    for one in template.cut:
        _cut(panels, one, Binding.RIGHT if is_mirrored else Binding.LEFT)
    for bleed in template.bleed:
        place = _named(panels, bleed.panel)
        frame = bleed_off(place.frame, areas[Area.LIVE], areas[Area.BLEED], bleed.sides)
        panels[bleed.panel] = replace(place, frame=frame)
    texts = tuple(_text(entry, areas) for entry in template.text)
    return Arrangement(panels=tuple(panels.values()), texts=texts)


def _by_name(places: Iterator[PanelPlace], in_order: tuple[str, ...]) -> dict[str, PanelPlace]:
    """The panels by name: those of the grid in the order of its letters, then the others."""
    panels: dict[str, PanelPlace] = {}
    for place in places:
        if place.name in panels:
            raise BadInput(f"There are two panels named {place.name}.", "Give each its own name.")
        panels[place.name] = place
    return {name: panels[name] for name in dict.fromkeys((*in_order, *panels))}


def _panels(template: Template, areas: Mapping[Area, Rect]) -> Iterator[PanelPlace]:
    if template.grid is not None:
        yield from _grid_panels(template.grid, areas[template.grid.on])
    for entry in template.panel:
        frame = _within(areas[entry.on], entry.box).corners
        yield PanelPlace(name=entry.name, frame=frame, shape=entry.shape, border=entry.border, layer=entry.layer)


def _text(entry: TextEntry, areas: Mapping[Area, Rect]) -> TextPlace:
    return TextPlace(
        role=entry.role,
        box=_within(areas[entry.on], entry.box),
        align=entry.align,
        backing=entry.backing,
        initial_lines=entry.initial_lines,
    )


def _within(area: Rect, box: Box) -> Rect:
    left, top, width, height = box
    return Rect(area.x + left * area.width, area.y + top * area.height, width * area.width, height * area.height)


def letters_of(grid: GridEntry) -> list[str]:
    """The panels of a grid in the order in which they first appear; spaces and dots are empty."""
    return [letter for letter in dict.fromkeys("".join(grid.rows)) if letter not in " ."]


def cells_of(grid: GridEntry, letter: str) -> tuple[range, range]:
    """The columns and the rows that a letter reaches over."""
    rows = [at for at, row in enumerate(grid.rows) if letter in row]
    columns = [at for row in grid.rows for at, one in enumerate(row) if one == letter]
    return range(min(columns), max(columns) + 1), range(rows[0], rows[-1] + 1)


def _grid_panels(grid: GridEntry, area: Rect) -> Iterator[PanelPlace]:
    across, down = grid.gutter_mm
    lefts = _tracks(area.x, area.width, grid.column_widths or (1.0,) * len(grid.rows[0]), across)
    tops = _tracks(area.y, area.height, grid.row_heights or (1.0,) * len(grid.rows), down)
    for letter in letters_of(grid):
        columns, rows = cells_of(grid, letter)
        x0, x1 = lefts[columns[0]][0], lefts[columns[-1]][1]
        y0, y1 = tops[rows[0]][0], tops[rows[-1]][1]
        yield PanelPlace(name=letter, frame=Rect(x0, y0, x1 - x0, y1 - y0).corners)


def _tracks(start: float, length: float, sizes: tuple[float, ...], gutter: float) -> list[tuple[float, float]]:
    """Start and end of each column (or row) of a grid."""
    free = length - gutter * (len(sizes) - 1)
    if free <= 0:
        raise BadInput("The gutters leave no room for panels.", "Use fewer panels or narrower gutters.")
    tracks, at = [], start
    for size in sizes:
        extent = free * size / sum(sizes)
        tracks.append((at, at + extent))
        at += extent + gutter
    return tracks


def _cut(panels: dict[str, PanelPlace], entry: CutEntry, binding: Binding) -> None:
    place = _named(panels, entry.panel)
    box = Rect.around(place.frame)
    start, end = (Point(box.x + x * box.width, box.y + y * box.height) for x, y in (entry.start, entry.end))
    pieces = cut(place.frame, start, end, entry.gutter_mm)
    if binding is Binding.RIGHT and is_steep(start, end):
        pieces = pieces[::-1]
    cut_up = {f"{entry.panel}{i}": replace(place, name=f"{entry.panel}{i}", frame=f) for i, f in enumerate(pieces, 1)}
    kept = dict(panels)
    panels.clear()
    for name, other in kept.items():
        panels.update(cut_up if name == entry.panel else {name: other})


def _named(panels: Mapping[str, PanelPlace], name: str) -> PanelPlace:
    if name not in panels:
        raise BadInput(f"There is no panel {name}.", f"Choose one of: {', '.join(panels)}.")
    return panels[name]


# ---------------------------------------------------------------- mirrored for right-to-left books


def _turned_round(template: Template) -> Template:
    grid = template.grid
    return replace(
        template,
        grid=grid and replace(grid, rows=tuple(row[::-1] for row in grid.rows), column_widths=grid.column_widths[::-1]),
        panel=tuple(replace(entry, box=_mirrored(entry.box)) for entry in template.panel),
        text=tuple(replace(entry, box=_mirrored(entry.box)) for entry in template.text),
        cut=tuple(replace(one, start=_flipped(one.start), end=_flipped(one.end)) for one in template.cut),
        bleed=tuple(
            replace(one, sides=tuple(_OTHER_SIDE.get(side, side) for side in one.sides)) for one in template.bleed
        ),
    )


_OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def _mirrored(box: Box) -> Box:
    left, top, width, height = box
    return (1.0 - left - width, top, width, height)


def _flipped(share: tuple[float, float]) -> tuple[float, float]:
    return (1.0 - share[0], share[1])
