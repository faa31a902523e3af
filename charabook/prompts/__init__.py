"""From what a panel shows to what the image model reads. Pure functions: the same words in, the same prompt out."""

from charabook.prompts.dialects import dialect_for
from charabook.prompts.prompt import ComposedPrompt, Dialect, FigureWords, LookWords, SceneWords, settled_sides

__all__ = ["ComposedPrompt", "Dialect", "FigureWords", "LookWords", "SceneWords", "dialect_for", "settled_sides"]
