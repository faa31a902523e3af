"""The order in which panels are read: derived from the frames by cutting the page along its gutters.

The page is cut across wherever a gutter runs from side to side; each band is cut upright wherever a gutter runs from
its top to its foot; and so on. Slanted gutters count as straight ones. Where no cut is left, panels are read by their
tops. An inset is read after the panel that it lies in.
"""

from collections.abc import Callable, Sequence

from layouts.page import Binding, Panel, PanelId
from layouts.shapes import Rect

_SLANT = 0.12  # of its size a panel may reach over a gutter, as slanted panels do


def reading_order(panels: Sequence[Panel], binding: Binding, by_hand: Sequence[PanelId] = ()) -> list[Panel]:
    """The panels in reading order; those named in `by_hand` come in that order, the others are threaded in behind."""
    ground = min((panel.layer for panel in panels), default=0)
    ordered = _cut_across([panel for panel in panels if panel.layer == ground], binding)
    for inset in sorted((panel for panel in panels if panel.layer > ground), key=lambda panel: panel.layer):
        host = max(range(len(ordered)), key=lambda i: _box(inset).overlap_area(_box(ordered[i])), default=-1)
        ordered.insert(host + 1, inset)
    return _put_by_hand(ordered, by_hand)


def _put_by_hand(ordered: list[Panel], by_hand: Sequence[PanelId]) -> list[Panel]:
    places = {panel_id: place for place, panel_id in enumerate(by_hand)}
    chosen = sorted((panel for panel in ordered if panel.id in places), key=lambda panel: places[panel.id])
    return [*chosen, *(panel for panel in ordered if panel.id not in places)]


def _box(panel: Panel) -> Rect:
    return Rect.around(panel.frame)


def _cut_across(panels: list[Panel], binding: Binding) -> list[Panel]:
    bands = _groups(panels, lambda panel: _shrunk(_box(panel).y, _box(panel).bottom))
    if len(bands) == 1:
        return _cut_upright(panels, binding) if len(panels) > 1 else panels
    return [panel for band in bands for panel in _cut_upright(band, binding)]


def _cut_upright(panels: list[Panel], binding: Binding) -> list[Panel]:
    columns = _groups(panels, lambda panel: _shrunk(_box(panel).x, _box(panel).right))
    if len(columns) == 1:
        return panels if len(panels) == 1 else _by_tops(panels, binding)
    if binding is Binding.RIGHT:
        columns.reverse()
    return [panel for column in columns for panel in _cut_across(column, binding)]


def _shrunk(low: float, high: float) -> tuple[float, float]:
    slack = (high - low) * _SLANT
    return low + slack, high - slack


def _groups(panels: list[Panel], extent: Callable[[Panel], tuple[float, float]]) -> list[list[Panel]]:
    """Panels whose extents overlap stand together; groups are in order of their extents."""
    groups: list[list[Panel]] = []
    reach = float("-inf")
    for panel in sorted(panels, key=extent):
        low, high = extent(panel)
        if low >= reach:
            groups.append([])
        groups[-1].append(panel)
        reach = max(reach, high)
    return groups


def _by_tops(panels: list[Panel], binding: Binding) -> list[Panel]:
    along = 1.0 if binding is Binding.LEFT else -1.0
    return sorted(panels, key=lambda panel: (round(_box(panel).y), along * _box(panel).centre.x))
