"""What a comment speaks of: a page, a panel, or one take of a panel. The take stands in the comment's pin."""

import json
from enum import StrEnum

from projects.records import Comment, PageId, Panel, TakeId


class About(StrEnum):
    """What a new comment speaks of."""

    PANEL = "panel"
    TAKE = "take"
    PAGE = "page"


def comment_on(panel: Panel, about: About, take: TakeId | None, *, text: str, author: str) -> Comment:
    """A new comment. One about a take belongs to its panel, so it stays when the take is not there."""
    if about is About.PAGE:
        return Comment(page=PageId(panel.page), text=text, author=author)
    pin = json.dumps({"take": take}) if about is About.TAKE and take is not None else None
    return Comment(panel=panel.id, text=text, author=author, pin_json=pin)


def take_of(comment: Comment) -> TakeId | None:
    """The take that a comment speaks of; None for any other, and for a pin that is not ours."""
    try:
        pinned = json.loads(comment.pin_json or "{}").get("take")
    except (ValueError, AttributeError, RecursionError):
        return None
    return TakeId(pinned) if isinstance(pinned, str) and pinned else None
