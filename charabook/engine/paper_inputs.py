"""What paper mode is given: prepared prompts, and what all pictures of a story have in common."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import torch

from charabook.engine.families.flux import Conditioning
from charabook.engine.masks import Grid
from charabook.engine.schedule import NoiseSchedule, PaperSchedule
from charabook.errors import BadInput
from charabook.progress import SILENT, Progress


class TokenMerge(StrEnum):
    """Whether matched tokens lean towards the identity's attention outputs."""

    ON = "on"
    OFF = "off"


class Keep(StrEnum):
    """What a run leaves behind for later frames."""

    NOTHING = "nothing"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPrompt:
    """A prompt as the transformer gets it, `[background], [character], [action]` in that order.

    Text tokens 0..background_length are the background, background_length..real_length character and action; what
    follows is the end token and padding.
    """

    conditioning: Conditioning
    background_length: int
    real_length: int

    def spans(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Token indices of background and foreground."""
        tokens = torch.arange(self.real_length, device=self.conditioning.text.device)
        return tokens[: self.background_length], tokens[self.background_length :]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRun:
    """What all pictures of a story have in common."""

    transformer: Any
    scheduler_config: Any
    grid: Grid
    schedule: PaperSchedule = field(default_factory=PaperSchedule)
    merge: TokenMerge = TokenMerge.ON
    negative: Conditioning | None = None
    """For models whose guidance is not distilled, which the released method does not know: plain evaluations."""
    guidance_scale: float = 1.0
    progress: Progress = SILENT
    """Hears every step and may stop the run."""

    def sigmas(self) -> tuple[float, ...]:
        """Noise levels of the run, with the final zero: `steps` + 1 of them."""
        schedule = NoiseSchedule(config=self.scheduler_config, tokens=self.grid.tokens)
        return tuple(schedule.run(self.schedule.steps).tolist())


def check_inputs(run: PaperRun, latents: torch.Tensor, prompt: PreparedPrompt) -> None:
    """Raise `BadInput` for inputs that do not fit each other."""
    if latents.ndim != 3 or latents.shape[:2] != (1, run.grid.tokens):
        raise BadInput(
            f"The released method draws one picture of {run.grid.tokens} tokens at a time, not {list(latents.shape)}.",
            "Hand over latents of shape [1, tokens, channels].",
        )
    if not 0 <= prompt.background_length <= prompt.real_length <= prompt.conditioning.text.shape[1]:
        raise BadInput(
            "The prompt's spans do not fit its length.", "Background length <= real length <= text length must hold."
        )
    if not 0 <= run.schedule.match_at < run.schedule.steps:
        raise BadInput(
            f"Step {run.schedule.match_at} of {run.schedule.steps} does not exist, so nothing can be matched in it.",
            "Choose match_at from 0 to steps - 1.",
        )
    if bool(run.transformer.config.guidance_embeds) is (prompt.conditioning.guidance is None):
        raise BadInput(
            "Only transformers with distilled guidance are told its strength, and they must be.",
            "Give the conditioning a guidance if the transformer's config says guidance_embeds, and None if not.",
        )
