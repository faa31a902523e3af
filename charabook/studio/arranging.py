"""Where the panels of a page stand: by their own frames, or by the page's template."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from charabook.errors import BadInput
from charabook.studio.formats import page_format_of
from charabook.studio.page_shapes import points_in
from charabook.studio.script_export import HEADLINE_STYLE
from layouts.arranging import arranged
from layouts.page import Border, FrameShape, PageFormat, Sheet
from layouts.shapes import Rect
from layouts.template_records import Area, GridEntry, Kind, PanelEntry, PanelPlace, Span, Template, TextPlace
from layouts.templates import shipped_templates
from projects import records
from projects.reading import Reading

_FAVOURITES = {
    1: "story-full-bleed",
    2: "comic-two",
    3: "comic-inset",
    4: "comic-four",
    5: "comic-wide-top",
    6: "comic-six",
    9: "comic-nine",
}
_TEXT_PAGE = "story-dedication"
_SPREAD = "story-spread"
_TITLE_PAGE = "story-title"
_FAMILIES = ("", "story-", "comic-", "manga-", "webtoon-")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPanel:
    """A panel of the project and its place on the page, mm."""

    panel: records.Panel
    place: PanelPlace

    @property
    def aspect(self) -> float:
        """Width over height of the box round the frame."""
        box = Rect.around(self.place.frame)
        return box.width / box.height if box.height > 0 else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangedPage:
    """A page with everything in its place; `notes` say what could not be done as asked."""

    format: PageFormat
    sheet: Sheet
    panels: tuple[PlacedPanel, ...]
    texts: tuple[TextPlace, ...]
    notes: tuple[str, ...] = ()


def sheets_of(pages: Sequence[records.Page], format_: PageFormat) -> dict[records.PageId, tuple[int, Sheet]]:
    """The number of each page, from 1, and the side of the open book that it falls on."""
    numbered: dict[records.PageId, tuple[int, Sheet]] = {}
    number = 1
    for page in pages:
        sheet = Sheet.SPREAD if page.spread else format_.sheet_of_page(number)
        numbered[page.id] = (number, sheet)
        number += 2 if page.spread else 1
    return numbered


def arrange(project: Reading, page: records.Page, sheet: Sheet) -> ArrangedPage:
    """Put the panels of a page into their frames."""
    format_ = page_format_of(project.book())
    panels = project.panels(page.id)
    template, notes = _template_for(page, len(panels), _purpose(project, page, panels))
    arrangement = arranged(template, format_, sheet)
    if len(arrangement.panels) < len(panels):
        notes.append(
            f"The template “{page.template}” has {len(arrangement.panels)} frames for {len(panels)} panels: "
            "a grid is used."
        )
        arrangement = arranged(_grid(len(panels), _span(page)), format_, sheet)
    placed = [
        PlacedPanel(panel=panel, place=_own_place(panel) or place)
        for panel, place in zip_longest(panels, arrangement.panels)
        if panel is not None
    ]
    return ArrangedPage(format=format_, sheet=sheet, panels=tuple(placed), texts=arrangement.texts, notes=tuple(notes))


def named_template(name: str, templates: Mapping[str, Template] | None = None) -> Template | None:
    """The template of that name; the family ("story-", "comic-") may be left out."""
    known = shipped_templates() if templates is None else templates
    return next((known[family + name] for family in _FAMILIES if family + name in known), None)


def _purpose(project: Reading, page: records.Page, panels: Sequence[records.Panel]) -> records.PageKind:
    """What a page is for: one that bears a headline over a single picture is a title page."""
    headlines = [one for panel in panels for one in project.letterings(panel.id) if one.style == HEADLINE_STYLE]
    return records.PageKind.TITLE if len(panels) == 1 and headlines and not page.spread else page.kind


def _template_for(page: records.Page, count: int, purpose: records.PageKind) -> tuple[Template, list[str]]:
    if not page.template:
        return _default_template(page, count, purpose), []
    template = named_template(page.template)
    if template is not None and template.span is _span(page):
        return template, []
    wanted = "a spread" if page.spread else "one page"
    note = f"There is no template “{page.template}” for {wanted}: another is used."
    return _default_template(page, count, purpose), [note]


def _span(page: records.Page) -> Span:
    return Span.SPREAD if page.spread else Span.SINGLE


def _default_template(page: records.Page, count: int, purpose: records.PageKind) -> Template:
    if page.spread:
        return _spread(count)
    if purpose is records.PageKind.TITLE and count == 1:
        return shipped_templates()[_TITLE_PAGE]
    if count == 0:
        return shipped_templates()[_TEXT_PAGE]
    favourite = shipped_templates().get(_FAVOURITES.get(count, ""))
    return favourite or _grid(count, Span.SINGLE)


def _spread(count: int) -> Template:
    """One picture over both pages, two that fill a page each, or a grid."""
    if count <= 1:
        return shipped_templates()[_SPREAD]
    if count > 2:
        return _grid(count, Span.SPREAD)
    halves = (("A", 0.0), ("B", 0.5))
    return Template(
        name="two pictures",
        kind=Kind.STORYBOOK,
        span=Span.SPREAD,
        panel=tuple(
            PanelEntry(name=name, box=(left, 0.0, 0.5, 1.0), on=Area.BLEED, border=Border.NONE) for name, left in halves
        ),
    )


def _grid(count: int, span: Span) -> Template:
    """As even a grid as `count` panels allow."""
    columns = max(1, math.ceil(math.sqrt(count * (2 if span is Span.SPREAD else 1))))
    letters = "".join(chr(0x4E00 + index) for index in range(count))
    rows = [letters[start : start + columns] for start in range(0, count, columns)]
    # the last row is widened to the full width by repeating its last panel
    filled = tuple(row + row[-1] * (columns - len(row)) for row in rows)
    return Template(
        name=f"{count} panels",
        kind=Kind.COMIC,
        span=span,
        grid=GridEntry(rows=filled, on=Area.LIVE),
    )


def _own_place(panel: records.Panel) -> PanelPlace | None:
    """The frame that somebody cut for this panel."""
    if not panel.frame_json:
        return None
    unreadable = BadInput("The frame of a panel cannot be read.", "Reset the panel's frame.")
    try:
        told = json.loads(panel.frame_json)
    except (ValueError, RecursionError) as error:
        raise unreadable from error
    corners = tuple(points_in(told))
    if not isinstance(told, list) or len(corners) < len(told):
        raise unreadable
    if len(corners) < 3:
        return None
    return PanelPlace(name=panel.id, frame=corners, shape=FrameShape.STRAIGHT, border=Border.LINE)
