"""Storybook pictures drawn in code: scenes, captions, labels, exact masks and key points.

rng = random.Random(7)
scene = sample_scene(rng, VILLAGE)
picture = render(scene, 256, 256)
words = caption(scene, rng, VILLAGE)
labels = attributes(scene)
"""

from storybook.attributes import FigureAttributes, SceneAttributes, attributes
from storybook.captions import Caption, caption, plain_caption
from storybook.render import KeyPoint, KeyPoints, Rendering, render
from storybook.sampling import sample_character, sample_figure, sample_held_out, sample_scene
from storybook.scene import Figure, Scene
from storybook.words import KnownWords, known_words
from storybook.world import FULL, VILLAGE, WORLDS, World

__all__ = [
    "FULL",
    "VILLAGE",
    "WORLDS",
    "Caption",
    "Figure",
    "FigureAttributes",
    "KeyPoint",
    "KeyPoints",
    "KnownWords",
    "Rendering",
    "Scene",
    "SceneAttributes",
    "World",
    "attributes",
    "caption",
    "known_words",
    "plain_caption",
    "render",
    "sample_character",
    "sample_figure",
    "sample_held_out",
    "sample_scene",
]
