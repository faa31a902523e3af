"""Tables from scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluate.drawing import Score, interval

COLUMNS = ("attributes kept", "likeness", "mask IoU", "deed shown", "place shown", "seconds")


def by_way(scores: Sequence[Score]) -> dict[str, list[Score]]:
    """Scores grouped, in the order in which the ways first appear."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.way, []).append(score)
    return groups


def table(scores: Sequence[Score], extra: str | None = None) -> str:
    """One line for each way."""
    columns = [*COLUMNS, *([extra] if extra else [])]
    lines = ["| way | panels | " + " | ".join(columns) + " |", "|---" * (len(columns) + 2) + "|"]
    for way, group in by_way(scores).items():
        values = [
            np.mean([s.attributes for s in group]),
            np.mean([s.likeness for s in group]),
            np.mean([s.mask_iou for s in group]),
            np.mean([s.deed for s in group]),
            np.mean([s.place for s in group]),
            np.mean([s.seconds for s in group]),
            *([np.mean([s.leakage for s in group])] if extra else []),
        ]
        lines.append(f"| {way} | {len(group)} | " + " | ".join(f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


def gain(scores: Sequence[Score], on: str = "charabook", off: str = "off") -> str:
    """What sharing adds, panel by panel, with its confidence interval (by story)."""
    lines = []
    for name in ("attributes", "likeness"):
        differences = _by_story(scores, name, on, off)
        low, high = interval(differences)
        sure = f"95% interval {low:+.3f} to {high:+.3f}, {len(differences)} stories"
        lines.append(f"* {name}: {np.mean(differences):+.3f} ({sure})")
    return "\n".join(lines)


def _by_story(scores: Sequence[Score], name: str, on: str, off: str) -> list[float]:
    pairs: dict[tuple[int, int], dict[str, float]] = {}
    for score in scores:
        pairs.setdefault((score.story, score.panel), {})[score.way] = float(getattr(score, name))
    stories: dict[int, list[float]] = {}
    for (story, _), ways in pairs.items():
        if on in ways and off in ways:
            stories.setdefault(story, []).append(ways[on] - ways[off])
    return [float(np.mean(values)) for values in stories.values()]
