"""`python packaging/evaluate/keeping.py`: how well the figures of clips tell subjects apart, on the storybook art.

Each character is drawn once before nothing, and then in places, deeds, framings and sides of its own; another character
takes its place in the very same scenes. No weights are needed.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING.parent), str(PACKAGING / "demo_model")]

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from storybook import VILLAGE, sample_character  # noqa: E402
from storybook.character import Character  # noqa: E402
from storybook.render import render  # noqa: E402
from storybook.scene import (  # noqa: E402
    Action,
    Backdrop,
    Expression,
    Facing,
    Figure,
    Placement,
    Scene,
    Time,
    Zoom,
)

from charabook.engine.moving.keeping import Look, drift, kept, look_of  # noqa: E402

SCENES = 4
FRAME_PX = (416, 240)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=60, help="how many characters are measured (60)")
    count = parser.parse_args().characters
    pairs = [_pair(random.Random(500 + number)) for number in range(count)]
    same, other = (np.array([pair[place] for pair in pairs]) for place in (0, 1))
    # [characters, scenes]
    right = (same.ravel()[:, None] > other.ravel()[None]).mean()
    steady = [drift(row) for row in same]
    swapped = [drift([*row[: SCENES // 2], *strange[SCENES // 2 :]]) for row, strange in zip(same, other, strict=True)]
    told = (np.array(swapped)[:, None] > np.array(steady)[None]).mean()
    print(f"kept: the subject {same.mean():.2f} (lowest twentieth {np.percentile(same, 5):.2f}),", end=" ")
    print(f"another {other.mean():.2f} (highest twentieth {np.percentile(other, 95):.2f}), told apart {right:.3f}")
    print(f"drift: steady {np.mean(steady):.2f}, exchanged half-way {np.mean(swapped):.2f}, told apart {told:.3f}")


def _pair(chance: random.Random) -> tuple[list[float], list[float]]:
    """How much of a character its own scenes keep, and the same scenes with another character in them."""
    subject, stranger = sample_character(chance, VILLAGE), sample_character(chance, VILLAGE)
    look = look_of(_reference(subject))
    scenes = [_scene(chance) for _ in range(SCENES)]
    return [_kept(look, scene, subject) for scene in scenes], [_kept(look, scene, stranger) for scene in scenes]


def _kept(look: Look, scene: Scene, character: Character) -> float:
    figure = _standing(character, scene.figures[0].action, scene.figures[0].placement)
    picture = render(_with(scene, figure), *FRAME_PX).image
    return kept(look, Image.fromarray(picture))


def _with(scene: Scene, figure: Figure) -> Scene:
    return Scene(place=scene.place, time=scene.time, zoom=scene.zoom, figures=(figure,))


def _scene(chance: random.Random) -> Scene:
    somebody = sample_character(chance, VILLAGE)
    deed = chance.choice(VILLAGE.actions)
    figure = _standing(somebody, deed, chance.choice(list(Placement)))
    return Scene(place=chance.choice(VILLAGE.places), time=Time.DAY, zoom=chance.choice(list(Zoom)), figures=(figure,))


def _standing(character: Character, deed: Action, placement: Placement) -> Figure:
    return Figure(
        character=character, action=deed, expression=Expression.HAPPY, placement=placement, facing=Facing.RIGHT
    )


def _reference(character: Character) -> Image.Image:
    figure = _standing(character, Action.STANDING, Placement.MIDDLE)
    plain = Scene(
        place=VILLAGE.places[0], time=Time.DAY, zoom=Zoom.FULL_FIGURE, figures=(figure,), backdrop=Backdrop.PLAIN
    )
    drawn = render(plain, 256, 256)
    picture = Image.fromarray(drawn.image).convert("RGBA")
    picture.putalpha(Image.fromarray((drawn.masks[0] * 255).astype(np.uint8)))
    return picture


if __name__ == "__main__":
    main()
