"""Which of its takes stands for a panel: one rule for the window, the pages, print and film. Reads nothing heavy."""

from collections.abc import Iterable

from charabook.studio.moving_takes import is_moving
from projects.records import Rating, Take, TakeId


def standing_take(chosen: TakeId | None, takes: Iterable[Take]) -> Take | None:
    """The chosen take, else the newest still one that is not rejected: a clip stands for its panel only if chosen."""
    known = tuple(takes)
    picked = next((take for take in known if take.id == chosen), None)
    return picked or newest(take for take in known if not is_moving(take))


def newest(takes: Iterable[Take]) -> Take | None:
    """The newest take that has a picture and is not rejected."""
    usable = (take for take in takes if take.rating is not Rating.REJECT and take.asset is not None)
    return max(usable, key=lambda take: take.created_s, default=None)
