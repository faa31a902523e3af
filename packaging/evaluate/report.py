"""Tables from scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluate.drawing import Score, interval
from evaluate.places import Change

COLUMNS = {
    "attributes": "attributes kept",
    "likeness": "likeness",
    "mask_iou": "mask IoU",
    "deed": "deed shown",
    "place": "place shown",
}
GAINS = ("attributes", "likeness", "deed", "place")


def table(scores: Sequence[Score], extra: str | None = None) -> str:
    """One line for each way."""
    columns = {**COLUMNS, **({extra: extra} if extra else {})}
    lines = ["| way | panels | " + " | ".join(columns.values()) + " |", "|---" * (len(columns) + 2) + "|"]
    for way in dict.fromkeys(score.way for score in scores):
        group = [score for score in scores if score.way == way]
        means = (float(np.mean([getattr(score, name) for score in group])) for name in columns)
        lines.append(f"| {way} | {len(group)} | " + " | ".join(f"{mean:.3f}" for mean in means) + " |")
    return "\n".join(lines)


def gains(scores: Sequence[Score], on: str, off: str) -> str:
    """What sharing adds, panel by panel, with its confidence interval (by story)."""
    lines = ["| | gain | 95% interval | stories |", "|---|---|---|---|"]
    for name in GAINS:
        differences = _by_story(scores, name, on, off)
        low, high = interval(differences)
        told = f"{np.mean(differences):+.3f} | {low:+.3f} to {high:+.3f} | {len(differences)}"
        lines.append(f"| {COLUMNS[name]} | {told} |")
    return "\n".join(lines)


def kept_places(changes: Sequence[Change]) -> str:
    """How much the background changes from one panel of a place to another."""
    lines = ["| way | pairs of panels | change of the background, levels of 255 | 95% interval |", "|---|---|---|---|"]
    for way in dict.fromkeys(change.way for change in changes):
        levels = [change.levels for change in changes if change.way == way]
        low, high = interval(levels)
        lines.append(f"| {way} | {len(levels)} | {np.mean(levels):.1f} | {low:.1f} to {high:.1f} |")
    return "\n".join(lines)


def _by_story(scores: Sequence[Score], name: str, on: str, off: str) -> list[float]:
    panels: dict[tuple[int, int], dict[str, float]] = {}
    for score in scores:
        panels.setdefault((score.story, score.panel), {})[score.way] = float(getattr(score, name))
    stories: dict[int, list[float]] = {}
    for (story, _), ways in panels.items():
        if on in ways and off in ways:
            stories.setdefault(story, []).append(ways[on] - ways[off])
    return [float(np.mean(values)) for values in stories.values()]
