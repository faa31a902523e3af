"""Page templates: where the panels and the story text of a page go. Templates are data files that users can add.

A template speaks in shares of an area, so it fits every page format:

    live   the safe part of the page above the page number
    trim   the page
    bleed  the page with its bleed

Panels are given one by one as boxes, or together as a grid drawn with letters:

    [grid]
    rows = ["AAB", "CCB"]

Then straight cuts may divide panels at any angle, and panels may bleed off the page. In a book that is bound at the
right everything is mirrored, except pages that say `mirrored = "never"`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from charabook.errors import BadInput
from layouts.arranging import arranged, cells_of, letters_of, strip_format
from layouts.frames import trouble_of
from layouts.page import PageFormat, Sheet
from layouts.tables import read_table, record
from layouts.template_records import Span, Template

FOLDER = Path(__file__).parent / "templates"
MAX_PANELS = 60


def load_template(path: Path) -> Template:
    """The template in a TOML file. Raises BadInput naming what is wrong; a loaded template fits every page format."""
    template = record(Template, read_table(path, "template"), path.name)
    _check(template, path.name)
    return template


@cache
def shipped_templates() -> Mapping[str, Template]:
    """The templates that come with charabook, by the names of their files."""
    return {path.stem: load_template(path) for path in sorted(FOLDER.glob("*.toml"))}


def templates_in(folder: Path) -> tuple[dict[str, Template], tuple[BadInput, ...]]:
    """The user's own templates in a folder, and why the others were refused."""
    found, refused = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = load_template(path)
        except BadInput as error:
            refused.append(error)
    return found, tuple(refused)


_TRIAL = PageFormat(name="trial", width_mm=200.0, height_mm=250.0)


def _check(template: Template, where: str) -> None:
    _check_boxes(template, where)
    _check_grid(template, where)
    sheet = Sheet.SPREAD if template.span is Span.SPREAD else Sheet.RIGHT
    format_ = strip_format(template, 200.0) if template.strip_aspect else _TRIAL
    try:
        arrangement = arranged(template, format_, sheet)
    except BadInput as error:
        raise BadInput(f"{where} cannot be laid out: {error.what}", error.remedy) from error
    names = [panel.name for panel in arrangement.panels]
    if not 0 < len(names) + len(arrangement.texts) <= MAX_PANELS:
        raise BadInput(f"{where} has no panel and no text, or more than {MAX_PANELS}.", "Correct the file.")
    for panel in arrangement.panels:
        trouble = trouble_of(panel.frame)
        if trouble:
            raise BadInput(f"{where}: panel {panel.name} cannot be used: {trouble}.", "Correct its box or cuts.")


def _check_boxes(template: Template, where: str) -> None:
    boxes = [entry.box for entry in template.panel] + [entry.box for entry in template.text]
    for left, top, width, height in boxes:
        if min(left, top) < -0.001 or min(width, height) <= 0 or max(left + width, top + height) > 1.001:
            raise BadInput(
                f"{where}: the box {[left, top, width, height]} does not lie within its area.",
                "Give left, top, width and height as shares from 0 to 1.",
            )
    if template.strip_aspect and not 0.2 <= template.strip_aspect <= 40:
        raise BadInput(f"{where}: strip_aspect = {template.strip_aspect} makes no sense.", "Use 0.2 to 40.")


def _check_grid(template: Template, where: str) -> None:
    grid = template.grid
    if grid is None:
        return
    if not grid.rows or len({len(row) for row in grid.rows}) != 1 or not grid.rows[0]:
        raise BadInput(f"{where}: the rows of the grid are not of one length.", "Draw each row with as many letters.")
    for sizes, count, what in (
        (grid.column_widths, len(grid.rows[0]), "column_widths"),
        (grid.row_heights, len(grid.rows), "row_heights"),
    ):
        if sizes and (len(sizes) != count or min(sizes) <= 0):
            raise BadInput(f"{where}: {what} does not fit the grid.", f"Give {count} numbers above 0.")
    for letter in letters_of(grid):
        columns, rows = cells_of(grid, letter)
        if any(grid.rows[row][column] != letter for row in rows for column in columns):
            raise BadInput(f"{where}: panel {letter} of the grid is no rectangle.", "Use one letter for a rectangle.")
