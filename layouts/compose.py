"""From a page to its display list: panels, then their lettering, then story text, all in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from layouts.blocks import block_pieces, number_piece
from layouts.display_list import DisplayList, DrawPath
from layouts.letterings import Lettered, lettered
from layouts.looks import Look
from layouts.page import Lettering, Page, Panel, Sheet
from layouts.panels import frame_trouble, panel_piece, placed_panel
from layouts.pictures import on_page, placing
from layouts.pieces import Depth, Piece, assembled
from layouts.placement import Surroundings
from layouts.problems import Composition, PlacedLettering, PlacedPanel, Problem, ProblemKind
from layouts.quiet import quiet_map
from layouts.reading_order import reading_order
from layouts.shapes import Insets, Outline, Rect
from layouts.typefaces import FontShelf
from layouts.typesetting import Typesetter

_WITHIN_PANEL_MM = 1.6  # balloons keep this far from the panel's edge


def compose(page: Page, look: Look, shelf: FontShelf) -> Composition:
    """Lay out a page: what is drawn where, and what its author should look at.

    Never raises for what an author may do: a broken frame, a missing picture or too much text are problems of the
    composition. Raises BadInput only if a font of the look cannot be opened.
    """
    return _Composer(page, look, shelf).composed()


class _Composer:
    """Collects the pieces of one page."""

    def __init__(self, page: Page, look: Look, shelf: FontShelf) -> None:
        self._page = page
        self._look = look
        self._typesetter = Typesetter(look, shelf)
        self._binding = page.format.binding
        self._pieces: list[Piece] = []
        self._problems: list[Problem] = []
        self._panels: list[PlacedPanel] = []
        self._letterings: list[PlacedLettering] = []

    def composed(self) -> Composition:
        """The whole page."""
        self._add_paper()
        usable = self._usable_panels()
        for panel in reading_order(usable, self._binding, self._page.order):
            self._add_panel(panel)
        self._add_page_lettering({panel.id for panel in usable})
        self._add_blocks()
        ops, structure = assembled(self._pieces)
        page = self._page
        drawing = DisplayList(
            width_mm=page.trim_box.width,
            height_mm=page.trim_box.height,
            bleed=Insets.even(page.format.bleed_mm),
            safe=page.safe_box,
            ops=ops,
            structure=structure,
            language=page.language,
        )
        return Composition(
            display_list=drawing,
            panels=tuple(self._panels),
            letterings=tuple(self._letterings),
            problems=tuple(self._problems),
        )

    def _add_paper(self) -> None:
        if self._page.paper is not None:
            sheet = Outline.rectangle(self._page.bleed_box)
            self._pieces.append(Piece(ops=(DrawPath(outline=sheet, fill=self._page.paper),), depth=Depth.PAPER))

    def _usable_panels(self) -> list[Panel]:
        usable = []
        for panel in self._page.panels:
            trouble = frame_trouble(panel.frame, self._page.bleed_box)
            if trouble is None:
                usable.append(panel)
                continue
            self._problems.append(
                Problem(
                    kind=ProblemKind.BAD_FRAME,
                    what=f"A panel cannot be drawn: {trouble}.",
                    remedy="Draw its frame again or remove the panel.",
                    subject_id=panel.id,
                    where=self._page.trim_box,
                )
            )
        return usable

    def _add_panel(self, panel: Panel) -> None:
        placed = placed_panel(panel, self._look)
        piece, problems = panel_piece(panel, placed, self._look, self._page)
        self._pieces.append(piece)
        self._panels.append(placed)
        self._problems.extend(problems)
        letterings = [one for one in self._page.letterings if one.panel_id == panel.id]
        if letterings:
            lettered = self._lettered(letterings, self._surroundings(panel, placed), placed.heads)
            self._add_lettered(lettered if panel.picture is not None else _nobody_missed(lettered))

    def _surroundings(self, panel: Panel, placed: PlacedPanel) -> Surroundings:
        """What balloons of this panel must mind: they stay on the safe part of the page."""
        visible = Rect.around(panel.frame).kept_within(self._page.safe_box).grown(-_WITHIN_PANEL_MM)
        around = Surroundings(region=visible, corners=panel.frame, forbidden=self._fold(), binding=self._binding)
        if panel.picture is None:
            return around
        place = placing(panel.picture, panel.frame, panel.crop, panel.figures)
        return replace(
            around,
            heads=tuple(head for _, head in placed.heads),
            figures=tuple(on_page(figure.box, place) for figure in panel.figures),
            quiet=quiet_map(panel.picture.path, place),
        )

    def _fold(self) -> tuple[Rect, ...]:
        """The strip along the fold of a spread, where words would disappear."""
        page = self._page
        if page.sheet is not Sheet.SPREAD:
            return ()
        gutter = page.format.gutter_mm
        return (Rect(page.format.width_mm - gutter, 0.0, 2 * gutter, page.format.height_mm),)

    def _add_page_lettering(self, panel_ids: set[str]) -> None:
        """Lettering of the page itself, and of panels that are gone."""
        free = [one for one in self._page.letterings if one.panel_id not in panel_ids]
        if free:
            safe = self._page.safe_box
            around = Surroundings(region=safe, corners=safe.corners, forbidden=self._fold(), binding=self._binding)
            heads = tuple(named for panel in self._panels for named in panel.heads)
            self._add_lettered(self._lettered(free, replace(around, heads=tuple(head for _, head in heads)), heads))

    def _lettered(
        self, letterings: Sequence[Lettering], around: Surroundings, heads: tuple[tuple[str, Rect], ...]
    ) -> Lettered:
        return lettered(tuple(letterings), heads, around, self._page.language, self._typesetter)

    def _add_lettered(self, lettered: Lettered) -> None:
        self._pieces.extend(lettered.pieces)
        self._letterings.extend(lettered.placed)
        self._problems.extend(lettered.problems)

    def _add_blocks(self) -> None:
        for block in self._page.blocks:
            pieces, problems = block_pieces(block, self._page, self._look, self._typesetter)
            self._pieces.extend(pieces)
            self._problems.extend(problems)
        number = number_piece(self._page, self._look, self._typesetter)
        if number is not None:
            self._pieces.append(number)


def _nobody_missed(lettered: Lettered) -> Lettered:
    """Without a picture nobody is in it: that is said already."""
    found = tuple(one for one in lettered.problems if one.kind is not ProblemKind.NO_SPEAKER)
    return replace(lettered, problems=found)
