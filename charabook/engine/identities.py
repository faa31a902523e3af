"""Making identities and locations: find the recipe or draw it, then have its features ready to lend."""

import hashlib
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from PIL import Image

from charabook.engine import drawings, pictures, words
from charabook.engine.cache_folder import Manifest
from charabook.engine.codec import Basis, Codec
from charabook.engine.families.flux import FluxAdapter, attached
from charabook.engine.identity import Captured, KeyParts, Recipe, Use
from charabook.engine.lending import CachedLender, ready
from charabook.engine.listeners import Prominence
from charabook.engine.masks import prominent
from charabook.engine.requests import Drawing, Identity, Likeness, Location, Sampling, Span
from charabook.engine.sampler import Heard, Told, Trajectory, denoise
from charabook.engine.schedule import MIN_STEPS, Step, Window, plan
from charabook.engine.script import PLAIN, Script
from charabook.engine.session import Session

CODEC = Codec()
IDENTITY_STEPS = 24
FEW_STEPS = 8
"""Models that draw panels in so few steps draw identities in so many."""
PLAIN_AT = 0.75
"""Where in its run a character is plain to see, as a fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An identity or location that is at hand."""

    lender: CachedLender
    picture: Image.Image


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brief:
    """What is to be made, in the terms that identities and locations have in common."""

    kind: str
    owner: str
    stage: str
    prompt: str
    spans: tuple[Span, Span]
    seed: int
    width_px: int
    height_px: int
    windows: Sequence[Window]
    """Where in a run the features are asked for now; then where they may be asked for one day."""
    drawing: Drawing | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width_px, self.height_px


def sampling_of(panel: Sampling) -> Sampling:
    """How identities are drawn for panels drawn like this: the same for every panel of a model.

    Identities must not change when a panel's steps or guidance are tried out, so only two things count: whether the
    model is guided at all, and whether it is one of those that draw in few steps, which are none of the guided ones.
    """
    if panel.guidance > 1.0:
        return Sampling(steps=IDENTITY_STEPS, guidance=Sampling().guidance)
    return Sampling(steps=FEW_STEPS if panel.steps <= FEW_STEPS else IDENTITY_STEPS, guidance=1.0)


def identity(session: Session, who: Identity, panel: Sampling, likeness: Likeness = Likeness.BALANCED) -> Kept:
    """The identity of a look, made if the store does not have it, with the features that this likeness asks for."""
    background, character = who.background.strip(" ,"), ", ".join(t for t in (who.character, who.action) if t.strip())
    text = f"{background}, {character}" if background else character
    brief = _Brief(
        kind="identity",
        owner=who.look_id,
        stage=f"identity of {who.character[:60]}",
        prompt=text,
        spans=(Span(start=0, end=len(background)), Span(start=len(text) - len(character), end=len(text))),
        seed=who.seed,
        width_px=who.width_px,
        height_px=who.height_px,
        windows=session.method.reach(who).captured(likeness),
        drawing=who.drawing,
    )
    return _kept(session, brief, sampling_of(panel))


def location(session: Session, where: Location, panel: Sampling) -> Kept:
    """The background that panels of one place share, at the panel's own size."""
    brief = _Brief(
        kind="location",
        owner=where.setting_id,
        stage=f"location {where.prompt[:60]}",
        prompt=where.prompt,
        spans=(Span(start=0, end=len(where.prompt)), Span(start=0, end=0)),
        seed=where.seed,
        width_px=panel.width_px,
        height_px=panel.height_px,
        windows=(session.method.described.window(Likeness.BALANCED),),
    )
    return _kept(session, brief, sampling_of(panel))


def _kept(session: Session, brief: _Brief, sampling: Sampling) -> Kept:
    grid = pictures.grid_of(session.pipeline, brief.width_px, brief.height_px)
    key = _key(session, brief, sampling, brief.windows[0])
    recipe, picture = session.store.recipe(key, session.device), session.store.files.picture(key)
    with attached(session.pipeline.transformer, grid) as model:
        if recipe is None or picture is None:
            recipe, picture = _made(session, model, brief, sampling)
        session.stop_if_asked()
        lender = ready(
            model,
            key=key,
            recipe=recipe,
            method=session.method,
            codec=CODEC,
            use=Use.PLACE if brief.kind == "location" else Use.CHARACTER,
            store=session.store,
            advance=session.advance(brief.stage, CODEC.nodes),
        )
    return Kept(lender=lender, picture=Image.open(io.BytesIO(picture)))


def _key(session: Session, brief: _Brief, sampling: Sampling, captured: Window) -> str:
    drawing = b"" if brief.drawing is None else brief.drawing.image + b"|" + (brief.drawing.mask_png or b"")
    parts = KeyParts(
        revision=session.model.revision,
        kind=brief.kind,
        prompt=f"{brief.spans}{brief.prompt}",
        negative=sampling.negative,
        seed=brief.seed,
        width_px=brief.width_px,
        height_px=brief.height_px,
        steps=sampling.steps,
        guidance=sampling.guidance,
        drawing=hashlib.sha256(drawing).hexdigest() if drawing else "",
        captured=Captured.by(session.method, captured),
        codec=CODEC,
    )
    return parts.key()


# -------------------------------------------------------------------------------------------- making


def _made(session: Session, model: FluxAdapter, brief: _Brief, sampling: Sampling) -> tuple[Recipe, bytes]:
    """Draw the identity (or encode the drawing), find the character in it, and keep the recipe for every window."""
    keys = {window: _key(session, brief, sampling, window) for window in brief.windows}
    _note_stale(session, brief, keys.values())
    with session.timed(brief.stage):
        text, pooled = words.encode(session.pipeline, [brief.prompt], [brief.prompt])
        said = words.told(session.pipeline, sampling, text, pooled)
        path = _Path(session, model, brief, sampling, said)
        shown = pictures.png(path.draw())
        plain = path.level(PLAIN_AT)
        mask = _mask(session, model, brief, said, (path.at(plain), plain))
    recipes = {window: path.recipe(window, mask) for window in keys}
    for window, key in keys.items():
        session.store.keep_recipe(_manifest(session, brief, key, window), recipes[window], shown)
    return recipes[brief.windows[0]], shown


class _Path:
    """The latents of an identity at any noise level: those of its own run, or of a drawing under noise."""

    def __init__(self, session: Session, model: FluxAdapter, brief: _Brief, sampling: Sampling, said: Told) -> None:
        self._session, self._model, self._brief, self._said = session, model, brief, said
        self._schedule = session.schedule(model.grid)
        self._steps = plan(session.method, self._schedule, sampling.steps)
        self._noise = pictures.start_noise(session.pipeline, model.grid, [brief.seed], session.device)
        self._trajectory = Trajectory()
        self._drawn: torch.Tensor | None = None

    def level(self, fraction: float) -> float:
        """The noise level at a fraction of a run."""
        return float(self._schedule.levels([fraction])[0])

    def draw(self) -> Image.Image:
        """Draw the identity, or take the drawing; its picture."""
        if self._brief.drawing is not None:
            picture = drawings.fitted_drawing(self._brief.drawing, self._brief.size)
            self._drawn = pictures.encode(self._session.pipeline, picture).to(self._noise)
            return picture
        told = self._session.heard(self._brief.stage, len(self._steps), self._model.grid)
        final = denoise(
            self._model,
            self._noise,
            self._steps,
            self._said,
            script_of=_plain,
            heard=_both(told, self._trajectory.hear),
        )
        return pictures.decode(self._session.pipeline, final, self._model.grid)[0]

    def at(self, sigma: float) -> torch.Tensor:
        """Latents [1, N, channels] at a noise level, once drawn."""
        if self._drawn is None:
            return self._trajectory.at(sigma)
        return (1 - sigma) * self._drawn + sigma * self._noise  # noise-then-capture

    def recipe(self, captured: Window, mask: torch.Tensor) -> Recipe:
        """What brings back the features of the tokens in `mask` [N] bool that are asked for in this window."""
        low = self.level(max(captured.end, 1 / MIN_STEPS))
        basis = Basis(low=low, high=self.level(captured.start), rank=CODEC.rank)
        sigmas = (*basis.nodes(CODEC.nodes), self.level(self._session.method.match_at))
        return Recipe(
            grid=self._model.grid,
            sigmas=sigmas,
            latents=torch.cat([self.at(sigma) for sigma in sigmas]),  # [nodes + 1, N, channels]
            conditioning=self._said.positive,
            mask=mask,
            basis=basis,
        )


def _plain(step: Step) -> Script:
    del step
    return PLAIN


def _both(first: Heard, second: Heard) -> Heard:
    def hear(step: Step, latents: torch.Tensor, towards: torch.Tensor) -> None:
        first(step, latents, towards)
        second(step, latents, towards)

    return hear


# -------------------------------------------------------------------------------------------- the character's mask


def _mask(
    session: Session, model: FluxAdapter, brief: _Brief, said: Told, seen: tuple[torch.Tensor, float]
) -> torch.Tensor:
    """Which tokens are the character: [N] bool. All of them for a location.

    `seen` are the latents [1, N, channels] at a level at which the character is plain to see, and that level.
    """
    everything = torch.ones(model.grid.tokens, dtype=torch.bool, device=session.device)
    if brief.kind == "location":
        return everything
    given = drawings.given_mask(brief.drawing, brief.size, model.grid) if brief.drawing else None
    if given is not None:
        return given.to(session.device)
    tokens = words.tokenise(session.pipeline, brief.prompt)
    spans = [tokens.within(span).to(session.device) for span in brief.spans]
    session.stop_if_asked()
    prominence = Prominence(torch.arange(tokens.real_length, device=session.device), spans, session.method)
    model.velocity(*seen, said.positive, Script(listeners=(prominence,)))
    mask = prominent(prominence.of_figures()[0, :, 0], everything)
    if mask.any() and spans[1].numel():
        return mask
    session.notes.append(f"The model did not find “{brief.prompt[-60:]}” in its own picture; all of it counts.")
    return everything


# -------------------------------------------------------------------------------------------- the store


def _manifest(session: Session, brief: _Brief, key: str, captured: Window) -> Manifest:
    return Manifest(
        key=key,
        kind=brief.kind,
        owner=brief.owner,
        prompt=brief.prompt,
        seed=brief.seed,
        width_px=brief.width_px,
        height_px=brief.height_px,
        revision=session.model.revision,
        shared_until=captured.end,
    )


def _note_stale(session: Session, brief: _Brief, keys: Collection[str]) -> None:
    """Say so when the same look was made before under other circumstances: its old cache is not used."""
    old = session.store.files.stale(brief.owner, keys)
    if old is None:
        return
    if old.revision != session.model.revision:
        why = "with other model weights; with these it may look a little different"
    else:
        why = "with other words, settings or size"
    session.notes.append(f"The {brief.kind} “{brief.prompt[:60]}” was made before {why}, so it was made anew.")
