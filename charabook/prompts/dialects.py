"""Which model reads which dialect."""

from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.prompts.plain import PlainDialect
from charabook.prompts.prompt import Dialect
from charabook.prompts.village import VillageDialect


def dialect_for(model: ModelId) -> Dialect:
    """How `model` wants to be spoken to."""
    return VillageDialect() if model == DEMO_MODEL else PlainDialect()
