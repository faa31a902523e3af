"""The story script: a plain-text format for writers. `parse` reads it, `script_of` writes it."""

from charabook.story.parser import parse, read
from charabook.story.printer import script_of
from charabook.story.problems import Problem, ScriptError

__all__ = ["Problem", "ScriptError", "parse", "read", "script_of"]
