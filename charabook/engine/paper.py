"""Paper mode: CharaConsist as released, number for number, on any FLUX.1 transformer in memory.

Inputs are prepared tensors, so that any two implementations can be compared: see `draw_identity` and `draw_frame`.
The order inside a step: the transformer runs with the mask and the pairs known before the step; then the step's own
mask (steps 0..match_at) and, at match_at, its own pairs replace them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import torch

from charabook.engine.attention import Part, rotate
from charabook.engine.families.flux import FluxAdapter, attached
from charabook.engine.listeners import Outputs, Similarities, TextEvidence
from charabook.engine.masks import Grid, clean
from charabook.engine.matching import Pairs, match
from charabook.engine.merge import merge_tokens
from charabook.engine.paper_bank import BankKind, Recorder, TokenBank, empty_bank
from charabook.engine.paper_inputs import Keep, PaperRun, PreparedPrompt, TokenMerge, check_inputs
from charabook.engine.sampler import Told, euler, velocity
from charabook.engine.script import PLAIN, Block, BlockCall, Listener, Script, Stream
from charabook.errors import Cancelled

__all__ = [
    "Keep",
    "PaperFrame",
    "PaperIdentity",
    "PaperRun",
    "PreparedPrompt",
    "TokenBank",
    "TokenMerge",
    "draw_frame",
    "draw_identity",
    "draw_plain",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIdentity:
    """An identity pass: the picture's final latents [1, N, channels] and everything that frames borrow."""

    latents: torch.Tensor
    mask: torch.Tensor
    """[N] bool, the character."""
    foreground: TokenBank
    descriptors: dict[Block, torch.Tensor]
    """Attention outputs [N, C] of every single block at the matching step, in host memory."""
    background: TokenBank | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFrame:
    """One frame. Pairs index image tokens; `similarity` [N] is every frame token's best similarity."""

    prerun_latents: torch.Tensor
    """The picture that the pre-run would have become: x0 estimated at the matching step."""
    prerun_mask: torch.Tensor
    prerun_pairs: Pairs
    prerun_similarity: torch.Tensor
    latents: torch.Tensor
    mask: torch.Tensor
    pairs: Pairs
    similarity: torch.Tensor
    background: TokenBank | None


# -------------------------------------------------------------------------------------------- sharing


class _Phase(StrEnum):
    PRERUN = "pre-run"
    REAL = "real run"


@dataclass(slots=True)
class _Sharing:
    """The state of one frame: what it borrows, from whom, and what it knows about itself so far."""

    identity: PaperIdentity
    scene: TokenBank | None
    mask: torch.Tensor
    pairs: Pairs
    similarity: torch.Tensor
    step: int = 0
    merge_weight: float = 0.0
    phase: _Phase = _Phase.PRERUN

    def identity_part(self, call: BlockCall) -> list[Part]:
        moment = (call.block, self.step)
        bank = self.identity.foreground
        if self.phase is _Phase.PRERUN or moment not in bank.keys or not self.pairs.count:
            return []
        rows = bank.rows(self.pairs.identity)
        positions = call.text_length + self.pairs.frame
        queries = call.text_length + self.mask.nonzero().squeeze(1)
        key = rotate(bank.keys[moment][:, rows], call.rope, positions)
        return [Part(queries=queries, key=key, value=bank.values[moment][:, rows])] if queries.numel() else []

    def background_part(self, call: BlockCall) -> list[Part]:
        moment = (call.block, self.step)
        if self.scene is None or moment not in self.scene.keys:
            return []
        tokens = (self.scene.mask & ~self.mask).nonzero().squeeze(1)
        queries = call.text_length + (~self.mask).nonzero().squeeze(1)
        if not tokens.numel():
            return []
        rows = self.scene.rows(tokens)
        key = rotate(self.scene.keys[moment][:, rows], call.rope, call.text_length + tokens)
        return [Part(queries=queries, key=key, value=self.scene.values[moment][:, rows])]

    def parts(self, call: BlockCall) -> Sequence[Part]:
        if call.block.stream is not Stream.SINGLE:
            return ()
        return [*self.identity_part(call), *self.background_part(call)]

    def merge(self, call: BlockCall, out: torch.Tensor) -> torch.Tensor:
        outputs = self.identity.foreground.outputs.get((call.block, self.step))
        if self.merge_weight == 0.0 or outputs is None or not self.pairs.count:
            return out
        lent = outputs[0, self.identity.foreground.rows(self.pairs.identity)]
        # lent: [n, C]
        merged = out.clone()
        merged[0, self.pairs.frame] = merge_tokens(
            out[0, self.pairs.frame], lent, self.pairs.similarity, self.merge_weight
        )
        return merged


# -------------------------------------------------------------------------------------------- passes


def draw_identity(
    run: PaperRun, latents: torch.Tensor, prompt: PreparedPrompt, *, keep: Keep = Keep.NOTHING
) -> PaperIdentity:
    """The identity pass from start latents [1, N, channels].

    With `Keep.BACKGROUND` its background is kept too, for stories that stay in one place.
    Raises `BadInput` for a batch of more than one picture, `Cancelled` when the run's progress says so.
    """
    check_inputs(run, latents, prompt)
    foreground, background = empty_bank(run, latents), empty_bank(run, latents)
    banks = [Recorder(run, foreground, BankKind.FOREGROUND)]
    if keep is Keep.BACKGROUND:
        banks.append(Recorder(run, background, BankKind.BACKGROUND))
    mask, descriptors = foreground.mask, Outputs(foreground.mask)
    sigmas = run.sigmas()
    with attached(run.transformer, run.grid) as model:
        for step in range(run.schedule.steps):
            evidence = _evidence(prompt)
            matching: tuple[Listener, ...] = (evidence, descriptors) if step == run.schedule.match_at else ()
            towards = _evaluate(
                run, model, latents, step, told=prompt, script=Script(listeners=(*_at(banks, step), *matching))
            )
            if matching:
                mask = _mask(evidence, run.grid)
            latents = euler(latents, towards, sigmas[step + 1] - sigmas[step])
    return PaperIdentity(
        latents=latents,
        mask=mask,
        foreground=foreground.reduced(mask),
        descriptors=descriptors.of_block,
        background=background.reduced(~mask) if keep is Keep.BACKGROUND else None,
    )


def draw_frame(
    run: PaperRun,
    latents: torch.Tensor,
    prompt: PreparedPrompt,
    identity: PaperIdentity,
    *,
    scene: TokenBank | None = None,
    keep: Keep = Keep.NOTHING,
) -> PaperFrame:
    """A frame that borrows the identity: pre-run, then the real run from the same start latents [1, N, channels].

    With `scene` (the `background` of an identity or of a scene's first frame) the background is shared as well; a
    scene's first frame takes `Keep.BACKGROUND` and no `scene`.
    Raises `BadInput` for a batch of more than one picture, `Cancelled` when the run's progress says so.
    """
    check_inputs(run, latents, prompt)
    nobody = torch.zeros(run.grid.tokens, dtype=torch.bool, device=latents.device)
    state = _Sharing(identity, scene, nobody, Pairs.none(latents.device), torch.zeros(run.grid.tokens))
    with attached(run.transformer, run.grid) as model:
        frame = _Frame(run=run, model=model, prompt=prompt, state=state)
        prerun = frame.prerun(latents)
        first = (state.mask, state.pairs, state.similarity)
        banks = [Recorder(run, empty_bank(run, latents), BankKind.BACKGROUND)] if keep is Keep.BACKGROUND else []
        final = frame.real_run(latents, banks)
    return PaperFrame(
        prerun_latents=prerun,
        prerun_mask=first[0],
        prerun_pairs=first[1],
        prerun_similarity=first[2],
        latents=final,
        mask=state.mask,
        pairs=state.pairs,
        similarity=state.similarity,
        background=banks[0].kept(~state.mask) if banks else None,
    )


def draw_plain(run: PaperRun, latents: torch.Tensor, prompt: PreparedPrompt) -> torch.Tensor:
    """The same picture without the method: final latents [B, N, channels]."""
    sigmas = run.sigmas()
    with attached(run.transformer, run.grid) as model:
        for step in range(run.schedule.steps):
            towards = _evaluate(run, model, latents, step, told=prompt, script=PLAIN)
            latents = euler(latents, towards, sigmas[step + 1] - sigmas[step])
    return latents


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """A frame being drawn: both of its runs."""

    run: PaperRun
    model: FluxAdapter
    prompt: PreparedPrompt
    state: _Sharing

    def prerun(self, latents: torch.Tensor) -> torch.Tensor:
        """Steps 0..match_at without the identity: the first mask, the first pairs, and the x0 estimate."""
        sigmas = self.run.sigmas()
        self.state.phase = _Phase.PRERUN
        for step in range(self.run.schedule.match_at):
            towards = self._observed(latents, step, ())
            latents = euler(latents, towards, sigmas[step + 1] - sigmas[step])
        towards = self._observed(latents, self.run.schedule.match_at, ())
        return euler(latents, towards, -sigmas[self.run.schedule.match_at])

    def real_run(self, latents: torch.Tensor, banks: Sequence[Recorder]) -> torch.Tensor:
        """All steps with the identity: the final latents."""
        sigmas = self.run.sigmas()
        self.state.phase = _Phase.REAL
        for step in range(self.run.schedule.steps):
            self.state.merge_weight = self.run.schedule.merge_at(step) if self.run.merge is TokenMerge.ON else 0.0
            towards = self._observed(latents, step, _at(banks, step))
            latents = euler(latents, towards, sigmas[step + 1] - sigmas[step])
        return latents

    def _observed(self, latents: torch.Tensor, step: int, listeners: Sequence[Listener]) -> torch.Tensor:
        """One evaluation with what is known, after which the step's own mask and pairs replace it."""
        state, match_at = self.state, self.run.schedule.match_at
        state.step = step
        evidence, similarities = _evidence(self.prompt), Similarities(state.identity.descriptors.__getitem__)
        heard: list[Listener] = list(listeners)
        heard += [evidence] if step <= match_at else []
        heard += [similarities] if step == match_at else []
        script = Script(parts=state.parts, merge=state.merge, listeners=tuple(heard))
        towards = _evaluate(self.run, self.model, latents, step, told=self.prompt, script=script)
        if step <= match_at:
            state.mask = _mask(evidence, self.run.grid)
        if step == match_at:
            state.pairs, state.similarity = match(
                similarities.mean()[0],
                frame_mask=state.mask,
                identity_mask=state.identity.mask,
                threshold=self.run.schedule.threshold,
            )
        return towards


def _evaluate(
    run: PaperRun, model: FluxAdapter, latents: torch.Tensor, step: int, *, told: PreparedPrompt, script: Script
) -> torch.Tensor:
    if run.progress.is_cancelled():
        raise Cancelled
    guided = Told(positive=told.conditioning, negative=run.negative, scale=run.guidance_scale)
    towards = velocity(model, latents, float(run.sigmas()[step]), guided, script)
    run.progress.advance("paper", step + 1, run.schedule.steps)
    return towards


def _evidence(prompt: PreparedPrompt) -> TextEvidence:
    spans = prompt.spans()
    return TextEvidence(torch.cat(spans), spans)


def _mask(evidence: TextEvidence, grid: Grid) -> torch.Tensor:
    """Foreground where the prompt's background draws no more attention than its foreground: [N] bool, cleaned."""
    background, foreground = evidence.scores()[0].unbind(-1)
    return clean(background <= foreground, grid)


def _at(banks: Sequence[Recorder], step: int) -> tuple[Recorder, ...]:
    for bank in banks:
        bank.step = step
    return tuple(banks)
