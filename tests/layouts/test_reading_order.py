"""Reading order: derived from gutters, turned round for books bound at the right, changed by hand."""

from hypothesis import given
from hypothesis import strategies as st

from layouts.page import Binding, Panel, PanelId
from layouts.reading_order import reading_order
from layouts.shapes import Point, Rect


def panel(name: str, *box: float, layer: int = 0) -> Panel:
    return Panel(id=PanelId(name), frame=Rect(*box).corners, layer=layer)


def names(panels: list[Panel], binding: Binding = Binding.LEFT, by_hand: str = "") -> str:
    return "".join(panel.id for panel in reading_order(panels, binding, [PanelId(name) for name in by_hand]))


TALL_LEFT = [panel("a", 0, 0, 48, 100), panel("b", 52, 0, 48, 48), panel("c", 52, 52, 48, 48)]


def test_a_tall_panel_is_read_before_the_ones_beside_it() -> None:
    assert names(TALL_LEFT) == "abc"


def test_a_book_bound_at_the_right_reads_from_the_right() -> None:
    assert names(TALL_LEFT, Binding.RIGHT) == "bca"


def test_slanted_gutters_count_as_straight_ones() -> None:
    left = Panel(id=PanelId("a"), frame=(Point(0, 0), Point(58, 0), Point(46, 50), Point(0, 50)))
    right = Panel(id=PanelId("b"), frame=(Point(62, 0), Point(100, 0), Point(100, 50), Point(50, 50)))
    assert names([right, left]) == "ab"


def test_an_inset_is_read_after_its_host() -> None:
    panels = [panel("a", 0, 0, 100, 60), panel("b", 0, 64, 100, 36), panel("i", 60, 40, 30, 15, layer=1)]
    assert names(panels) == "aib"


def test_the_author_may_put_panels_in_another_order() -> None:
    assert names(TALL_LEFT, by_hand="cab") == "cab"
    assert names(TALL_LEFT, by_hand="c") == "cab"
    assert names(TALL_LEFT, by_hand="zc") == "cab"


def test_panels_that_overlap_without_a_gutter_are_read_by_their_tops() -> None:
    assert names([panel("b", 30, 30, 60, 60), panel("a", 0, 0, 60, 60)]) == "ab"


@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90), st.floats(5, 60), st.floats(5, 60)), max_size=15),
    st.sampled_from(Binding),
)
def test_every_panel_is_read_exactly_once(boxes: list[tuple[float, float, float, float]], binding: Binding) -> None:
    panels = [panel(chr(97 + i), *box, layer=i % 2) for i, box in enumerate(boxes)]
    assert sorted(names(panels, binding)) == sorted(panel.id for panel in panels)
