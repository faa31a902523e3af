"""The engine's front door: one panel request in, one picture out; one identity request in, one identity out.

The caller (the engine process, a benchmark, a test) brings a loaded pipeline, a store of identity caches and a
watcher. No tensor leaves this module.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from PIL import Image

from charabook.engine import identities, pictures, words
from charabook.engine.borrowing import borrowed
from charabook.engine.cache_store import CacheStore, Probed
from charabook.engine.casting import Actor, Backdrop
from charabook.engine.families.flux import attached
from charabook.engine.identities import Kept
from charabook.engine.masks import Grid, dilate
from charabook.engine.matching import Pairs
from charabook.engine.panel import Panel
from charabook.engine.paper_panel import draw_as_released
from charabook.engine.regions import mask_picture, owned, tokens_of
from charabook.engine.requests import FigureOutcome, IdentityRequest, Likeness, PanelRequest, Sharing, Timing
from charabook.engine.schedule import MIN_STEPS, Method, plan
from charabook.engine.session import LoadedModel, Session, StepWatcher
from charabook.errors import BadInput

__all__ = ["Drawn", "LoadedModel", "StepWatcher", "draw_panel", "draw_variants", "make_identity"]

MAX_FIGURES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One finished picture and what is worth keeping with it."""

    image: Image.Image
    figures: tuple[FigureOutcome, ...] = ()
    timings: tuple[Timing, ...] = ()
    notes: tuple[str, ...] = ()


def draw_panel(
    model: LoadedModel, request: PanelRequest, *, store: CacheStore, watch: StepWatcher, method: Method | None = None
) -> Drawn:
    """Draw one panel; identities that the store does not hold are made first.

    Raises `BadInput` for a request that no model can draw, `Cancelled` when the watcher says so. torch's
    out-of-memory errors pass through unchanged, with the model as it was before the call.
    """
    return draw_variants(model, request, [request.sampling.seed], store=store, watch=watch, method=method)[0]


def draw_variants(
    model: LoadedModel,
    request: PanelRequest,
    seeds: Sequence[int],
    *,
    store: CacheStore,
    watch: StepWatcher,
    method: Method | None = None,
) -> tuple[Drawn, ...]:
    """The same panel from several seeds at once, in one batch. Raises as `draw_panel` does."""
    check(request)
    session = Session(model=model, store=store, watch=watch, method=method or model.method)
    grid = pictures.grid_of(model.pipeline, request.sampling.width_px, request.sampling.height_px)
    if request.sharing is Sharing.PAPER:
        return tuple(_as_released(session, request, grid, seed) for seed in seeds)
    shared = borrowed(session, request)
    actors = _actors(session, request, grid, shared.cast)
    with attached(model.pipeline.transformer, grid) as adapter:
        said = words.words_of(model.pipeline, request, regional=_regional(actors))
        schedule = session.schedule(grid)
        panel = Panel(
            model=adapter,
            grid=grid,
            words=said,
            steps=plan(session.method, schedule, request.sampling.steps),
            match_sigma=float(schedule.levels([session.method.match_at])[0]),
            method=session.method,
            actors=actors,
            backdrop=_backdrop(session, request, shared.place),
            isolation=request.isolation,
            sharing=request.sharing,
            batch=len(seeds),
        )
        latents = pictures.start_noise(session.pipeline, grid, seeds, session.device)
        latents = _in_place(session, request, grid, latents, _known(actors, grid, len(seeds)))
        _prepare(session, panel, request, latents, seeds)
        start = _in_place(session, request, grid, latents, _seen(actors, grid, len(seeds)))
        if not start.equal(latents):
            panel.opening = None
        with session.timed("panel"):
            final = panel.draw(start, session.heard("panel", len(panel.steps), grid))
    return _finished(session, request, grid, actors, final)


def make_identity(model: LoadedModel, request: IdentityRequest, *, store: CacheStore, watch: StepWatcher) -> Drawn:
    """Make (or find) the identity of one look; `figures[0].mask_png` shows what counts as the character."""
    session = Session(model=model, store=store, watch=watch, method=model.method)
    kept = identities.identity(session, request.identity, request.sampling, request.likeness)
    recipe = kept.lender.recipe
    figure = FigureOutcome(
        look_id=request.identity.look_id,
        mask_png=pictures.png(mask_picture(recipe.mask, recipe.grid)),
        matched=recipe.tokens,
        mean_similarity=1.0,
    )
    return Drawn(image=kept.picture, figures=(figure,), timings=tuple(session.timings), notes=_notes(session))


def check(request: PanelRequest) -> None:
    """Raise `BadInput` for a panel that cannot be drawn."""
    if request.sampling.steps < MIN_STEPS:
        raise BadInput(f"A picture cannot be drawn in {request.sampling.steps} steps.", f"Use {MIN_STEPS} or more.")
    if len(request.figures) > MAX_FIGURES:
        raise BadInput(
            f"{len(request.figures)} characters are too many for one panel.",
            f"Keep to {MAX_FIGURES}, or use two panels.",
        )
    if not request.prompt.text.strip():
        raise BadInput("The panel has no description.", "Write what is to be seen.")


# -------------------------------------------------------------------------------------------- before the run


def _actors(session: Session, request: PanelRequest, grid: Grid, cast: Sequence[Kept | None]) -> list[Actor]:
    regions = [tokens_of(figure.region, grid) for figure in request.figures]
    fronts = owned(regions, [figure.z for figure in request.figures])
    return [
        Actor(
            region=region.to(session.device),
            owned=front.to(session.device),
            lender=kept.lender if kept else None,
            shared_in=session.method.reach(figure.identity).window(figure.likeness).steps(request.sampling.steps),
        )
        for figure, region, front, kept in zip(request.figures, regions, fronts, cast, strict=True)
    ]


def _backdrop(session: Session, request: PanelRequest, place: Kept | None) -> Backdrop | None:
    window = session.method.described.window(Likeness.BALANCED)
    return Backdrop(lender=place.lender, shared_in=window.steps(request.sampling.steps)) if place else None


def _regional(actors: Sequence[Actor]) -> list[int]:
    """The figures with text of their own: all of them, unless a single one may be anywhere."""
    if len(actors) == 1 and actors[0].is_anywhere:
        return []
    return list(range(len(actors)))


def _in_place(
    session: Session, request: PanelRequest, grid: Grid, latents: torch.Tensor, figures: Sequence[torch.Tensor]
) -> torch.Tensor:
    """Start noise [B, N, channels] that is the location's own around the `figures` [N] bool of each picture.

    A picture without any figure keeps its own noise: it would be the same picture for every seed.
    """
    if request.location is None:
        return latents
    there = pictures.start_noise(session.pipeline, grid, [request.location.seed], session.device)
    keeps = torch.stack([own if own.any() else torch.ones_like(own) for own in figures])
    return torch.where(keeps[:, :, None].to(latents.device), latents, there)


def _known(actors: Sequence[Actor], grid: Grid, batch: int) -> list[torch.Tensor]:
    """The tokens [N] bool of each picture that are a figure's, before anything was seen: the regions."""
    nobody = torch.zeros(grid.tokens, dtype=torch.bool)
    return [torch.stack([nobody, *(actor.owned.cpu() for actor in actors)]).any(dim=0)] * batch


def _seen(actors: Sequence[Actor], grid: Grid, batch: int) -> list[torch.Tensor]:
    """The same after a probe: a figure without a region is where it was seen, and a little around."""
    regions = _known([actor for actor in actors if not actor.is_anywhere], grid, batch)
    for actor in (actor for actor in actors if actor.is_anywhere):
        regions = [known | dilate(found.cpu(), grid, 3) for known, found in zip(regions, actor.found, strict=True)]
    return regions


def _prepare(
    session: Session, panel: Panel, request: PanelRequest, latents: torch.Tensor, seeds: Sequence[int]
) -> None:
    """Find out where everybody is: by a probe, from memory, or from the regions alone."""
    if request.sharing is Sharing.FAST or request.sharing is Sharing.OFF or not panel.actors:
        panel.place(latents.shape[0])
    else:
        session.stop_if_asked()
        with session.timed("probe"):
            _probe(session, panel, request, latents, seeds)


def _probe(session: Session, panel: Panel, request: PanelRequest, latents: torch.Tensor, seeds: Sequence[int]) -> None:
    """The probe, or what it found the last time: nothing that comes after the matching level matters to it."""
    alike = tuple(replace(figure, likeness=Likeness.BALANCED) for figure in request.figures)
    before = replace(request, sampling=replace(request.sampling, steps=0), figures=alike)
    name = hashlib.sha256(repr((session.model.revision, session.method, before, tuple(seeds))).encode()).hexdigest()
    known = session.store.probes.get(name)
    if known is None:
        panel.probe(latents, session.stop_if_asked)
        sightings = [(actor.found, actor.pairs) for actor in panel.actors]
        known = Probed(opening=panel.opening, sightings=sightings)
        session.store.probes.put(name, known, known.nbytes)
    panel.opening = known.opening
    for actor, (seen, pairs) in zip(panel.actors, known.sightings, strict=True):
        actor.found, actor.pairs = seen, pairs


# -------------------------------------------------------------------------------------------- after the run


def _finished(
    session: Session, request: PanelRequest, grid: Grid, actors: Sequence[Actor], final: torch.Tensor
) -> tuple[Drawn, ...]:
    with session.timed("decode"):
        images = pictures.decode(session.pipeline, final, grid)
    _note_matches(session, request, actors)
    notes, timings = _notes(session), tuple(session.timings)
    return tuple(
        Drawn(image=image, figures=_outcomes(request, actors, grid, sample), timings=timings, notes=notes)
        for sample, image in enumerate(images)
    )


def _outcomes(request: PanelRequest, actors: Sequence[Actor], grid: Grid, sample: int) -> tuple[FigureOutcome, ...]:
    outcomes = []
    for figure, actor in zip(request.figures, actors, strict=True):
        pairs = actor.pairs[sample] if actor.pairs else Pairs.none()
        outcomes.append(
            FigureOutcome(
                look_id=figure.identity.look_id,
                mask_png=pictures.png(mask_picture(actor.shown[sample], grid)),
                matched=pairs.count,
                mean_similarity=pairs.mean_similarity,
            )
        )
    return tuple(outcomes)


def _note_matches(session: Session, request: PanelRequest, actors: Sequence[Actor]) -> None:
    for figure, actor in zip(request.figures, actors, strict=True):
        if not actor.owned.any():
            session.notes.append(f"“{figure.prompt[:60]}” is outside the picture or wholly covered.")
        elif actor.lender is not None and not any(pairs.count for pairs in actor.pairs):
            session.notes.append(
                f"“{figure.prompt[:60]}” matched nothing of its identity and was drawn from words alone."
            )


def _notes(session: Session) -> tuple[str, ...]:
    return (*session.notes, *session.store.take_notes())


# -------------------------------------------------------------------------------------------- the released method


def _as_released(session: Session, request: PanelRequest, grid: Grid, seed: int) -> Drawn:
    with session.timed("panel"):
        final, pairs, mask = draw_as_released(session, request, grid, seed)
    with session.timed("decode"):
        image = pictures.decode(session.pipeline, final, grid)[0]
    figures: tuple[FigureOutcome, ...] = ()
    if request.figures:
        figures = (
            FigureOutcome(
                look_id=request.figures[0].identity.look_id,
                mask_png=pictures.png(mask_picture(mask, grid)),
                matched=pairs.count,
                mean_similarity=pairs.mean_similarity,
            ),
        )
    return Drawn(image=image, figures=figures, timings=tuple(session.timings), notes=_notes(session))
