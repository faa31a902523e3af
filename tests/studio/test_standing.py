"""One rule says which take stands for a panel, for the window as for the page."""

import json

from charabook.studio.moving_takes import is_moving
from charabook.studio.standing import standing_take
from projects.records import AssetHash, PanelId, Rating, Take

PANEL = PanelId("panel")
CLIP = json.dumps(
    {"clip": {"video": "v", "mime": "video/mp4", "frames": 9, "frames_per_second": 8, "still": 0, "subjects": []}}
)


def take(made_s: float, *, masks: str = "", rating: Rating = Rating.NONE) -> Take:
    return Take(panel=PANEL, asset=AssetHash("a"), created_s=made_s, masks_json=masks, rating=rating)


def test_a_newer_clip_does_not_take_the_place_of_a_still_picture() -> None:
    still, clip = take(1.0), take(2.0, masks=CLIP)
    assert is_moving(clip)
    assert standing_take(None, [still, clip]) is still


def test_a_clip_stands_for_its_panel_where_it_was_chosen() -> None:
    still, clip = take(1.0), take(2.0, masks=CLIP)
    assert standing_take(clip.id, [still, clip]) is clip


def test_a_panel_with_clips_alone_has_no_picture_until_one_is_chosen() -> None:
    assert standing_take(None, [take(1.0, masks=CLIP)]) is None


def test_a_rejected_take_and_one_without_a_picture_do_not_stand() -> None:
    first = take(1.0)
    bare = Take(panel=PANEL, created_s=3.0)
    assert standing_take(None, [first, take(2.0, rating=Rating.REJECT), bare]) is first
