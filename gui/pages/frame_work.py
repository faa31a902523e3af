"""Frames cut and moved by hand: from what is composed to what is stored with the panels. Knows no widgets."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from charabook.errors import BadInput
from layouts.frames import Frame, FrameName, cut, move_edge
from layouts.problems import Composition
from layouts.shapes import Point
from projects.records import Panel, PanelId

if TYPE_CHECKING:
    from projects.editing import Edit

GUTTER_MM = 4.0
MOST_CORNERS = 12
"""A frame with more is a curve; it is not cut."""


def frames_of(composition: Composition) -> dict[FrameName, Frame]:
    """The frames as they lie on the page now, by panel."""
    found = {}
    for placed in composition.panels:
        contour = next(iter(placed.outline.contours()), [])
        corners = tuple(contour[:-1] if len(contour) > 1 and contour[0] == contour[-1] else contour)
        if 3 <= len(corners) <= MOST_CORNERS:
            found[FrameName(placed.panel_id)] = corners
    return found


def cut_panel(
    edit: Edit, composition: Composition, panels: Sequence[Panel], panel: PanelId, knife: tuple[Point, Point]
) -> None:
    """Cut one panel in two: it keeps its picture in the first piece, a new panel gets the second.

    All panels of the page keep the frames that they have now: the template's slots no longer fit them.
    """
    frames = frames_of(composition)
    if FrameName(panel) not in frames:
        raise BadInput("This panel's frame is curved.", "Choose a layout with straight frames, then cut.")
    first, *others = cut(frames[FrameName(panel)], *knife, GUTTER_MM)
    written_frames(edit, panels, {**frames, FrameName(panel): first})
    record = next(one for one in panels if one.id == panel)
    behind = record.id
    for frame in others:
        added = edit.insert(Panel(page=record.page, setting=record.setting, frame_json=frame_text(frame)))
        edit.move(Panel, added.id, after=behind)
        behind = added.id


def moved_edge(
    composition: Composition, panel: PanelId, edge: int, distance_mm: float, gutter_mm: float
) -> Mapping[FrameName, Frame]:
    """All frames of the page after one edge was moved outwards; edges that face it follow."""
    return move_edge(frames_of(composition), FrameName(panel), edge, distance_mm, gutter_mm)


def written_frames(edit: Edit, panels: Sequence[Panel], frames: Mapping[FrameName, Frame]) -> None:
    """Store frames with their panels."""
    for panel in panels:
        if FrameName(panel.id) in frames:
            edit.update(Panel, panel.id, frame_json=frame_text(frames[FrameName(panel.id)]))


def reset_frames(edit: Edit, panels: Sequence[Panel]) -> None:
    """Give the panels back to the template."""
    for panel in panels:
        edit.update(Panel, panel.id, frame_json=None)


def frame_text(frame: Frame) -> str:
    """A frame as it is stored: corners in millimetres."""
    return json.dumps([[round(x, 3), round(y, 3)] for x, y in frame])
