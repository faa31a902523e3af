"""charabook's way to draw a panel: a probe of two evaluations, then one run with everything known.

The probe jumps from the start noise to the matching level and looks where the figures are and which of their tokens
match their identities. Both then stay as they are: matching again inside the run makes tiny differences jump.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import torch

from charabook.engine.attention import Part
from charabook.engine.casting import Actor, Backdrop, Sightings, confined, pair, pair_by_place, see, stand_in
from charabook.engine.families.flux import FluxAdapter
from charabook.engine.listeners import Prominence, Similarities
from charabook.engine.masks import Grid, dilate
from charabook.engine.requests import Isolation, Sharing
from charabook.engine.rules import Regional, Strict, TextLayout
from charabook.engine.sampler import Heard, Told, denoise, euler, velocity
from charabook.engine.schedule import Method, Step
from charabook.engine.script import OPEN, PLAIN, BlockCall, Listener, Rule, Script, is_shared

REVIEW_AT = 0.6
"""Where in a run it is plain where everybody came to be, as a fraction."""

PLACED_SIMILARITY = 0.75
"""How far pairs are trusted that come from places rather than features."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The panel's text as the transformer gets it, and whom each token speaks of."""

    told: Told
    layout: TextLayout
    real_text: torch.Tensor
    """[M] text tokens that are no padding."""
    spans: tuple[torch.Tensor, ...]
    """Background first, then each figure: indices into `real_text`."""


@dataclass(slots=True, kw_only=True)
class Panel:
    """One panel being drawn (or several pictures of it at once)."""

    model: FluxAdapter
    grid: Grid
    words: Words
    steps: Sequence[Step]
    match_sigma: float
    method: Method = field(default_factory=Method)
    actors: Sequence[Actor] = ()
    backdrop: Backdrop | None = None
    isolation: Isolation = Isolation.COHERENT
    sharing: Sharing = Sharing.CHARABOOK
    batch: int = 1
    """Pictures drawn at once."""
    opening: torch.Tensor | None = None
    """The velocity [B, N, channels] at the start noise, which the probe finds out and the first step needs again."""
    _rules: dict[bool, Rule] = field(default_factory=dict, init=False)

    # ---------------------------------------------------------------------------------------- rules

    def rule(self, fraction: float) -> Rule:
        """Regions bind hard until the matching level; then text follows the figures themselves."""
        if not self.words.layout.figures:
            return OPEN
        early = fraction <= self.method.match_at
        if early not in self._rules:
            self._rules[early] = self._new_rule(fraction)
        return self._rules[early]

    def _new_rule(self, fraction: float) -> Rule:
        if self.isolation is Isolation.STRICT:
            return Strict.of(self.words.layout, [actor.owned for actor in self.actors])
        return Regional.of(self.words.layout, [self._reach(actor, fraction) for actor in self.actors])

    def away(self) -> Script:
        """What the negative branch of guidance does: strict isolation holds there too."""
        if self.isolation is not Isolation.STRICT or not self.words.layout.figures or not self.words.told.negative:
            return PLAIN
        silent = TextLayout(figures=(slice(0, 0),) * len(self.actors), length=self.words.told.negative.text.shape[1])
        return Script(rule=Strict.of(silent, [actor.owned for actor in self.actors]))

    def _reach(self, actor: Actor, fraction: float) -> list[torch.Tensor]:
        """Where a figure's text reaches in each picture."""
        if fraction <= self.method.match_at or any(not found.any() for found in actor.found):
            return [actor.region] * len(actor.found)
        return [dilate(found, self.grid, 3) for found in actor.found]

    # ---------------------------------------------------------------------------------------- sharing

    def script(self, step: Step) -> Script:
        """What the blocks do in a step of the run."""
        rule, lending, place = self.rule(step.fraction), self.lending(step), self._place(step)
        if not lending and place is None:
            return Script(rule=rule)

        def merge(call: BlockCall, out: torch.Tensor) -> torch.Tensor:
            if not is_shared(call.block, self.method):
                return out
            merged = out.clone()
            for actor in lending:
                actor.merge(call, merged, step.sigma, step.merge_weight)
            return merged

        parts = self._parts(step.sigma, lending, place)
        return (
            Script(rule=rule, parts=parts) if step.merge_weight == 0.0 else Script(rule=rule, parts=parts, merge=merge)
        )

    def lending(self, step: Step) -> list[Actor]:
        """The actors whose identities are shared in this step."""
        if self.sharing is Sharing.OFF:
            return []
        return [actor for actor in self.actors if step.index in actor.shared_in]

    def _place(self, step: Step) -> Backdrop | None:
        if self.backdrop is None or self.sharing is Sharing.OFF:
            return None
        return self.backdrop if step.index in self.backdrop.shared_in else None

    def _parts(
        self, sigma: float, lending: Sequence[Actor], place: Backdrop | None
    ) -> Callable[[BlockCall], Sequence[Part]]:
        tokens = [actor.tokens() for actor in lending]
        free = self._free() if place else []

        def of(call: BlockCall) -> Sequence[Part]:
            if not is_shared(call.block, self.method):
                return ()
            parts = [p for actor, own in zip(lending, tokens, strict=True) for p in actor.parts(call, sigma, own)]
            lent = [replace(part, times=self.method.emphasis) for part in parts]
            return [*lent, *place.parts(call, sigma, free)] if place else lent

        return of

    def _free(self) -> list[torch.Tensor]:
        """Indices of the tokens of no figure, in each picture."""
        nobody = torch.zeros(self.grid.tokens, dtype=torch.bool, device=self.words.real_text.device)
        taken = [torch.stack([nobody, *(actor.found[b] for actor in self.actors)]) for b in range(self.batch)]
        return [(~figures.any(dim=0)).nonzero().squeeze(1) for figures in taken]

    # ---------------------------------------------------------------------------------------- probe

    def probe(self, latents: torch.Tensor, between: Callable[[], None] = lambda: None) -> None:
        """Two evaluations that tell where the actors are and what of them matches: from start latents [B, N, ch].

        The first of them is the run's own first step, so that the probe costs one. `between` them may raise to stop.
        """
        stand_in(self.actors, latents.shape[0])
        first = self.steps[0].sigma
        rule = Script(rule=self.rule(0.0))
        self.opening = velocity(self.model, latents, first, self.words.told, rule, away=self.away())
        between()
        self.look(euler(latents, self.opening, self.match_sigma - first), self.match_sigma, rule)

    def look(self, latents: torch.Tensor, sigma: float, script: Script) -> torch.Tensor:
        """One evaluation under `script` that sets every actor's mask and pairs; returns its velocity."""
        eyes = self._eyes()
        observed = replace(script, listeners=eyes.listeners)
        towards = self.model.velocity(latents, sigma, self.words.told.positive, observed)
        self._note(eyes)
        return towards

    def _eyes(self) -> "_Eyes":
        similarities = [Similarities(actor.lender.descriptors) if actor.lender else None for actor in self.actors]
        return _Eyes(self.onlooker(), similarities)

    def onlooker(self) -> Prominence:
        """A listener that sees where the actors are."""
        return Prominence(self.words.real_text, self.words.spans, self.method)

    def seen(self, prominence: Prominence) -> Sightings:
        """Where the actors are, by what an onlooker heard."""
        seen = see(self.actors, prominence.of_figures(), self.grid)
        return confined(self.actors, seen) if self.isolation is Isolation.STRICT else seen

    def _note(self, eyes: "_Eyes") -> None:
        self._rules.clear()
        for actor, found, similarities in zip(self.actors, self.seen(eyes.prominence), eyes.similarities, strict=True):
            actor.found = found
            if similarities is not None:
                pair(actor, similarities.mean(), self.method.threshold, self.grid)

    def place(self, batch: int) -> None:
        """Without a probe: regions are the masks, and identities are laid over them."""
        stand_in(self.actors, batch)
        self._rules.clear()
        for actor in self.actors:
            if actor.lender is not None:
                laid = [pair_by_place(f, actor.lender.places, self.grid, PLACED_SIMILARITY) for f in actor.found]
                actor.pairs = laid

    # ---------------------------------------------------------------------------------------- run

    def draw(self, latents: torch.Tensor, heard: Heard) -> torch.Tensor:
        """The run from start latents [B, N, channels] to the final ones; `probe` or `place` came before.

        An `opening` must be that of these very latents.
        """
        eyes = self._eyes() if self.sharing is Sharing.FAST and self.actors else None
        onlooker = self.onlooker() if self.actors else None
        glance, review = self._first_from(self.method.match_at), self.review_step

        def script_of(step: Step) -> Script:
            heard_by: list[Listener] = [*eyes.listeners] if eyes and step is glance else []
            heard_by += [onlooker] if onlooker and step is review else []
            return replace(self.script(step), listeners=tuple(heard_by))

        def heard_too(step: Step, before: torch.Tensor, towards: torch.Tensor) -> None:
            if eyes and step is glance:
                self._note(eyes)
            if onlooker and step is review:
                self._review(onlooker)
            heard(step, before, towards)

        return denoise(
            self.model,
            latents,
            self.steps,
            self.words.told,
            script_of=script_of,
            heard=heard_too,
            away=self.away(),
            opening=self.opening,
        )

    @property
    def review_step(self) -> Step:
        """The step in which is seen where everybody came to be."""
        return self._first_from(REVIEW_AT)

    def _first_from(self, fraction: float) -> Step:
        return next((step for step in self.steps if step.fraction >= fraction), self.steps[-1])

    def _review(self, prominence: Prominence) -> None:
        for actor, shown in zip(self.actors, self.seen(prominence), strict=True):
            actor.shown = shown


@dataclass(frozen=True, slots=True)
class _Eyes:
    """Listeners that see where the actors are and what of them matches."""

    prominence: Prominence
    similarities: Sequence[Similarities | None]

    @property
    def listeners(self) -> tuple[Listener, ...]:
        return (self.prominence, *(similarity for similarity in self.similarities if similarity))
