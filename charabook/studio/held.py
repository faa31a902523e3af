"""How firmly everybody was held in a take, as its recorder wrote it beside the masks. Reads nothing heavy."""

from functools import lru_cache

from charabook.engine.requests import Likeness
from charabook.studio.stored import told_figures
from projects.records import Take


def held_in(take: Take) -> tuple[Likeness, ...]:
    """The likeness of each figure; none for takes of older programs and takes without figures."""
    return _held(take.masks_json)


@lru_cache(maxsize=1024)  # painted many times a second
def _held(masks_json: str) -> tuple[Likeness, ...]:
    try:
        return tuple(Likeness(str(one["likeness"])) for one in told_figures(masks_json))
    except (ValueError, KeyError):
        return ()
