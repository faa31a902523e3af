"""Reading what records keep as JSON. A book may come from a stranger: what is not as it should be is as if unset."""

import json
import math


def table(stored: str | None) -> dict[str, object]:
    """The named values of a text; none if it holds anything else."""
    try:
        found = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def number(value: object) -> float | None:
    """A finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:  # JSON knows whole numbers of any length
        return None
    return found if math.isfinite(found) else None


def box(value: object) -> tuple[float, float, float, float] | None:
    """Left, top, width, height: a list of four finite numbers; None for anything else."""
    sides = [number(one) for one in value] if isinstance(value, list) else []
    match sides:
        case [float(left), float(top), float(width), float(height)]:
            return left, top, width, height
        case _:
            return None


def told_figures(masks_json: str) -> list[dict[str, object]]:
    """What a take's recorder wrote of each figure, in the order of the request."""
    listed = table(masks_json).get("figures")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
