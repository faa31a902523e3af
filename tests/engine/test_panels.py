"""Whole panels on a tiny real pipeline: equal to the pipeline where nothing is shared, isolated where it must be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from charabook.engine import draw
from charabook.engine.attention import Part
from charabook.engine.cache_store import CacheStore
from charabook.engine.casting import Actor, pair_by_place, see
from charabook.engine.draw import draw_panel, draw_variants, make_identity
from charabook.engine.families.flux import FluxAdapter, attached
from charabook.engine.identities import CODEC
from charabook.engine.identity import Page
from charabook.engine.lending import CachedLender
from charabook.engine.masks import Grid
from charabook.engine.matching import Pairs
from charabook.engine.requests import (
    Box,
    IdentityRequest,
    Isolation,
    Likeness,
    Location,
    ModelId,
    PanelRequest,
    PromptSpans,
    Sharing,
    Span,
)
from charabook.engine.rules import Regional, Strict, TextLayout
from charabook.engine.sampler import denoise
from charabook.engine.script import BlockCall, Script
from charabook.errors import BadInput, Cancelled
from tests.engine import asking, tiny
from tests.engine.asking import FEW, LEFT, RECIPES, RIGHT, WHOLE, Watch, figure, panel


@pytest.fixture
def store(tmp_path: Path) -> CacheStore:
    return asking.store(tmp_path)


def drawn(request: Any, store: CacheStore, **kinds: Any) -> draw.Drawn:
    return draw_panel(asking.model(**kinds), request, store=store, watch=Watch())


def pixels(picture: Any) -> np.ndarray[Any, Any]:
    return np.asarray(picture, dtype=np.float32)


# -------------------------------------------------------------------------------------------- like the pipeline


def test_a_panel_without_figures_is_the_pipelines_own_picture(store: CacheStore) -> None:
    request = panel()
    expected = tiny.pipeline()(
        prompt=request.prompt.text,
        negative_prompt="",
        true_cfg_scale=FEW.guidance,
        width=FEW.width_px,
        height=FEW.height_px,
        num_inference_steps=FEW.steps,
        generator=torch.Generator().manual_seed(FEW.seed),
        max_sequence_length=24,
    ).images[0]
    assert np.array_equal(pixels(drawn(request, store).image), pixels(expected))


def test_distilled_guidance_is_the_pipelines_own_picture(store: CacheStore) -> None:
    request = panel(sampling=replace(FEW, width_px=96, height_px=64))
    expected = tiny.pipeline(guided=True)(
        prompt=request.prompt.text,
        guidance_scale=FEW.guidance,
        width=96,
        height=64,
        num_inference_steps=FEW.steps,
        generator=torch.Generator().manual_seed(FEW.seed),
        max_sequence_length=24,
    ).images[0]
    assert np.array_equal(pixels(drawn(request, store, guided=True).image), pixels(expected))


# -------------------------------------------------------------------------------------------- every kind of panel


@pytest.mark.parametrize("sharing", Sharing)
def test_every_way_of_sharing_draws(sharing: Sharing, store: CacheStore) -> None:
    result = drawn(panel(figure(), sharing=sharing), store)
    assert result.image.size == (asking.SIDE, asking.SIDE)
    assert result.figures[0].look_id == "fox"


@pytest.mark.parametrize("isolation", Isolation)
@pytest.mark.parametrize("count", [1, 2, 6])
def test_one_to_six_figures_draw(count: int, isolation: Isolation, store: CacheStore) -> None:
    looks = ["fox", "girl", "robot", "red fox", "small girl", "red robot"][:count]
    boxes = [Box(left=i / count, top=0, width=min(0.5, 1 / count + 0.1), height=1) for i in range(count)]
    figures = [figure(look, box, seed=i) for i, (look, box) in enumerate(zip(looks, boxes, strict=True))]
    result = drawn(panel(*figures, isolation=isolation), store)
    assert [outcome.look_id for outcome in result.figures] == looks
    assert any(outcome.matched > 0 for outcome in result.figures)
    assert result.image.size == (asking.SIDE, asking.SIDE)


@pytest.mark.parametrize("steps", [4, 8, 28])
@pytest.mark.parametrize("size", [(64, 160), (176, 80)])
def test_any_steps_and_any_shape_draw(steps: int, size: tuple[int, int], store: CacheStore) -> None:
    sampling = replace(FEW, steps=steps, width_px=size[0], height_px=size[1])
    assert drawn(panel(figure("fox", LEFT), sampling=sampling), store).image.size == size


def test_sharing_changes_the_picture_and_off_does_not_build_an_identity(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT))
    off = drawn(replace(request, sharing=Sharing.OFF), store)
    assert store.files.keys() == []
    on = drawn(request, store)
    assert on.figures[0].matched > 0
    assert not np.array_equal(pixels(on.image), pixels(off.image))


def test_variants_in_one_batch_are_the_panels_drawn_alone(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT), figure("girl", RIGHT))
    together = draw_variants(asking.model(), request, [3, 4], store=store, watch=Watch())
    for seed, one in zip([3, 4], together, strict=True):
        alone = drawn(replace(request, sampling=replace(FEW, seed=seed)), store)
        assert np.abs(pixels(one.image) - pixels(alone.image)).max() <= 2  # sums in another order
        assert one.figures == pytest.approx(alone.figures) or one.figures[0].matched == alone.figures[0].matched


def test_half_precision_draws(store: CacheStore) -> None:
    pipeline = tiny.pipeline()
    pipeline.transformer.to(torch.bfloat16)
    try:
        result = drawn(panel(figure("fox", LEFT), figure("girl", RIGHT)), store)
    finally:
        pipeline.transformer.to(torch.float32)
    assert np.isfinite(pixels(result.image)).all()
    assert result.figures[0].matched > 0


def test_a_figure_wholly_covered_by_another_is_said_and_harmless(store: CacheStore) -> None:
    result = drawn(panel(figure("girl", LEFT, z=1), figure("fox", LEFT, z=0), figure("hen", RIGHT)), store)
    assert [note for note in result.notes if "covered" in note] == [
        "“a small fox waving” is outside the picture or wholly covered."
    ]


def test_a_figure_outside_the_picture_is_said_and_harmless(store: CacheStore) -> None:
    result = drawn(panel(figure("fox", Box(left=2, top=0, width=1, height=1)), figure("girl", RIGHT)), store)
    assert result.figures[0].matched == 0
    assert any("outside the picture" in note for note in result.notes)


def test_a_prompt_without_a_background_draws(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT))
    text = request.figures[0].prompt
    spans = PromptSpans(text=text, background=Span(start=0, end=0), figures=(Span(start=0, end=len(text)),))
    assert drawn(replace(request, prompt=spans), store).image.size == (asking.SIDE, asking.SIDE)
    whole = replace(request, prompt=spans, figures=(figure("fox", WHOLE),))
    assert drawn(whole, store).image.size == (asking.SIDE, asking.SIDE)


def test_panels_of_a_place_begin_with_its_noise_outside_the_figures(store: CacheStore) -> None:
    place = Location(setting_id="wood", prompt="a forest at night", seed=99)
    one = drawn(panel(figure("fox", LEFT), location=place), store)
    other = drawn(panel(figure("fox", LEFT), location=place, sampling=replace(FEW, seed=8)), store)
    apart = drawn(panel(figure("fox", LEFT), sampling=replace(FEW, seed=8)), store)
    right = slice(None), slice(asking.SIDE // 2, None)
    alike = np.abs(pixels(one.image)[right] - pixels(other.image)[right]).mean()
    assert alike < np.abs(pixels(one.image)[right] - pixels(apart.image)[right]).mean() / 2


@pytest.mark.parametrize("figures", [(figure("fox", WHOLE),), ()])
def test_in_a_place_another_seed_is_another_picture(figures: tuple[Any, ...], store: CacheStore) -> None:
    place = Location(setting_id="wood", prompt="a forest at night", seed=99)
    one = drawn(panel(*figures, location=place), store)
    other = drawn(panel(*figures, location=place, sampling=replace(FEW, seed=8)), store)
    assert np.abs(pixels(one.image) - pixels(other.image)).mean() > 1


# -------------------------------------------------------------------------------------------- isolation

GRID = Grid(4, 6)
LAYOUT = TextLayout(figures=(slice(0, 3), slice(3, 5)), length=9)
HALVES = [torch.tensor([column < 3 for _ in range(4) for column in range(6)])]
HALVES.append(~HALVES[0])


class Probe:
    """Keeps every block's outputs."""

    def __init__(self) -> None:
        self.outputs: list[torch.Tensor] = []

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        self.outputs.append(out.clone())


def regional(strict: bool) -> Regional | Strict:
    if strict:
        return Strict.of(LAYOUT, HALVES)
    return Regional.of(LAYOUT, [[half] for half in HALVES])


def identity_part(call: BlockCall, shift: float) -> list[Part]:
    generator = torch.Generator().manual_seed(call.block.number)
    key = torch.randn(1, 6, *call.key.shape[2:], generator=generator) + shift
    return [Part(queries=9 + HALVES[0].nonzero().squeeze(1), key=key, value=2 * key, sample=0)]


def evaluated(rule: Any, shift: float, text_shift: float = 0.0) -> tuple[torch.Tensor, list[torch.Tensor]]:
    told = tiny.conditioning(1, 9)
    told.text[:, LAYOUT.figures[0]] += text_shift
    probe = Probe()
    script = Script(rule=rule, parts=lambda call: identity_part(call, shift), listeners=(probe,))
    with attached(tiny.transformer(), GRID) as adapter:
        return adapter.velocity(tiny.noise(GRID, 0), 0.5, told, script), probe.outputs


def test_one_characters_cache_has_no_influence_on_the_others_queries() -> None:
    (_, one), (_, other) = (evaluated(regional(strict=False), shift) for shift in (0.0, 1.0))
    assert torch.equal(one[0][:, HALVES[1]], other[0][:, HALVES[1]])
    assert not torch.equal(one[0][:, HALVES[0]], other[0][:, HALVES[0]])


def test_in_strict_isolation_one_characters_cache_never_reaches_the_other() -> None:
    (one, _), (other, _) = (evaluated(regional(strict=True), shift) for shift in (0.0, 1.0))
    assert torch.equal(one[:, HALVES[1]], other[:, HALVES[1]])
    assert not torch.equal(one[:, HALVES[0]], other[:, HALVES[0]])


def test_in_strict_isolation_one_characters_text_never_reaches_the_other() -> None:
    (one, _), (other, _) = (evaluated(regional(strict=True), 0.0, shift) for shift in (0.0, 1.0))
    assert torch.equal(one[:, HALVES[1]], other[:, HALVES[1]])
    assert not torch.equal(one[:, HALVES[0]], other[:, HALVES[0]])


def test_a_characters_text_has_no_influence_on_the_others_region_in_a_block() -> None:
    (_, one), (_, other) = (evaluated(regional(strict=False), 0.0, shift) for shift in (0.0, 1.0))
    assert torch.equal(one[0][:, HALVES[1]], other[0][:, HALVES[1]])
    assert not torch.equal(one[0][:, HALVES[0]], other[0][:, HALVES[0]])


def test_regional_attention_equals_a_dense_mask() -> None:
    length = 9 + GRID.tokens
    allowed = torch.zeros(length, length, dtype=torch.bool)
    allowed[5:, 5:] = True
    for span, half in zip(LAYOUT.figures, HALVES, strict=True):
        inside = torch.cat([torch.zeros(9, dtype=torch.bool), half])
        allowed[span, span] = True
        allowed[span, 5:9] = True
        allowed[span] |= inside
        allowed[inside, span] = True
    seen: list[torch.Tensor] = []

    class Dense:
        def attend(self, call: BlockCall, parts: Any) -> torch.Tensor:
            heads = (tensor.transpose(1, 2) for tensor in (call.query, call.key, call.value))
            out = torch.nn.functional.scaled_dot_product_attention(*heads, attn_mask=allowed).transpose(1, 2)
            seen.append((out - regional(strict=False).attend(call, ())).abs().max())
            return out

    with attached(tiny.transformer(), GRID) as adapter:
        adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1, 9), Script(rule=Dense()))
    assert len(seen) == 5
    assert max(seen) < 1e-5


def test_strictly_isolated_panels_do_not_notice_each_others_identity(
    store: CacheStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = panel(figure("fox", LEFT), figure("girl", RIGHT), isolation=Isolation.STRICT)
    finals: list[torch.Tensor] = []
    decode = draw.pictures.decode
    monkeypatch.setattr(draw.pictures, "decode", lambda p, final, g: finals.append(final) or decode(p, final, g))
    drawn(request, store)
    spoil(store, owner="fox")
    drawn(request, store)
    right = torch.tensor([column >= 4 for _ in range(8) for column in range(8)])
    one, other = finals[-2:]
    assert torch.equal(one[:, right], other[:, right])
    assert not torch.equal(one[:, ~right], other[:, ~right])


def spoil(store: CacheStore, owner: str) -> None:
    """Turn up the stored features of one character."""
    keys = {e.manifest.key for e in store.files.entries() if e.manifest.owner == owner}
    for (stored, block), (page, nbytes) in list(store.pages._values.items()):
        if stored in keys:
            louder = {**page.inputs, "spread": page.inputs["spread"] * 1.3}
            store.pages.put((stored, block), Page(inputs=louder, outputs=page.outputs), nbytes)


# -------------------------------------------------------------------------------------------- casting


def test_a_token_belongs_to_whose_words_it_looks_at_most_within_its_region() -> None:
    actors = [Actor(region=half, owned=half) for half in HALVES]
    prominence = torch.zeros(1, GRID.tokens, 2)
    prominence[..., 0] = 1.0  # everything looks at the first figure's words
    (first,), (second,) = see(actors, prominence, GRID)
    assert first[HALVES[0]].all()
    assert torch.equal(second, HALVES[1])  # hardly seen: the region stands in
    assert not (first & second).any()


def test_a_character_without_a_region_may_be_nowhere() -> None:
    everywhere = torch.ones(GRID.tokens, dtype=torch.bool)
    actor = Actor(region=everywhere, owned=everywhere)
    ((seen,),) = see([actor], torch.zeros(1, GRID.tokens, 1), GRID)
    assert not seen.any()


def test_pairs_by_place_lay_the_identity_over_the_region() -> None:
    places = torch.tensor([[0, 0], [0, 3], [6, 0], [6, 3]])
    found = torch.zeros(GRID.tokens, dtype=torch.bool)
    found[[7, 8, 13, 14, 19, 20]] = True  # rows 1..3, columns 1..2
    pairs = pair_by_place(found, places, GRID, 0.7)
    assert pairs.identity.tolist()[:2] == [0, 1]
    assert pairs.identity.tolist()[-2:] == [2, 3]
    assert pair_by_place(found, places[:0], GRID, 0.7).count == 0


@pytest.mark.parametrize("count", [0, 1])
def test_no_match_and_a_single_match_draw(count: int, store: CacheStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def few(actor: Actor, similarities: torch.Tensor, threshold: float, grid: Grid) -> None:
        actor.pairs = [
            Pairs(frame=torch.arange(count), identity=torch.arange(count), similarity=torch.ones(count))
            for _ in actor.found
        ]

    monkeypatch.setattr("charabook.engine.panel.pair", few)
    result = drawn(panel(figure("fox", LEFT)), store)
    assert result.figures[0].matched == count
    assert any("matched nothing" in note for note in result.notes) == (count == 0)


# -------------------------------------------------------------------------------------------- identity and process


def test_an_identity_is_made_once_and_found_again(store: CacheStore) -> None:
    request = IdentityRequest(model=ModelId("tiny"), identity=asking.identity(), sampling=FEW)
    first, again = Watch(), Watch()
    made = make_identity(asking.model(), request, store=store, watch=first)
    found = make_identity(asking.model(), request, store=store, watch=again)
    assert len(first.stages) > 5
    assert again.stages == []
    assert np.array_equal(pixels(made.image), pixels(found.image))
    drawn(panel(figure()), store)
    assert len(store.files.keys()) == RECIPES


def test_the_firmer_the_likeness_the_more_it_changes_the_picture(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT), sampling=replace(FEW, steps=16))
    free = pixels(drawn(replace(request, sharing=Sharing.OFF), store).image)
    held = [pixels(drawn(_held(request, likeness), store).image) for likeness in Likeness]
    gentle, balanced, firm = (float(np.abs(picture - free).mean()) for picture in held)
    assert 0 < gentle < balanced < firm


def test_one_figure_is_held_firmly_and_another_gently(store: CacheStore, monkeypatch: pytest.MonkeyPatch) -> None:
    lent: dict[str, set[float]] = {"fox": set(), "girl": set()}
    lend = CachedLender.lend

    def heard(lender: CachedLender, call: BlockCall, sigma: float, rows: Any) -> Any:
        lent[owners[id(lender.recipe)]].add(sigma)
        return lend(lender, call, sigma, rows)

    owners: dict[int, str] = {}
    found = draw.borrowed

    def borrowed(session: Any, request: Any) -> Any:
        shared = found(session, request)
        owners.update({id(kept.lender.recipe): who for kept, who in zip(shared.cast, lent, strict=True)})
        return shared

    monkeypatch.setattr(CachedLender, "lend", heard)
    monkeypatch.setattr(draw, "borrowed", borrowed)
    firm = replace(figure("fox", LEFT), likeness=Likeness.FIRM)
    gentle = replace(figure("girl", RIGHT, seed=2), likeness=Likeness.GENTLE)
    drawn(panel(firm, gentle, sampling=replace(FEW, steps=16)), store)
    assert (len(lent["fox"]), len(lent["girl"])) == (6, 2)


def test_another_likeness_draws_no_identity_anew_and_needs_no_second_probe(
    store: CacheStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes: list[int] = []
    probe = draw.Panel.probe
    monkeypatch.setattr(draw.Panel, "probe", lambda *asked: probes.append(1) or probe(*asked))
    request = panel(figure("fox", LEFT))
    drawn(request, store)
    for likeness in Likeness:
        watch = Watch()
        result = draw_panel(asking.model(), _held(request, likeness), store=store, watch=watch)
        captured = CODEC.nodes if likeness is Likeness.FIRM else 0  # evaluations that bring the features back
        assert len(watch.stages) == captured + FEW.steps
        assert result.notes == ()
    assert len(probes) == 1
    assert len(store.files.keys()) == RECIPES


def test_features_kept_for_a_short_while_are_not_borrowed_for_a_long_one(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT), sampling=replace(FEW, steps=16))
    drawn(request, store)
    after = drawn(_held(request, Likeness.FIRM), store)
    fresh = drawn(_held(request, Likeness.FIRM), CacheStore(store.files.folder / "fresh"))
    assert np.array_equal(pixels(after.image), pixels(fresh.image))


def test_an_identity_is_made_ready_for_the_likeness_that_panels_will_ask_for(store: CacheStore) -> None:
    request = IdentityRequest(model=ModelId("tiny"), identity=asking.identity(), sampling=FEW, likeness=Likeness.FIRM)
    make_identity(asking.model(), request, store=store, watch=Watch())
    watch = Watch()
    draw_panel(asking.model(), _held(panel(figure("fox", LEFT)), Likeness.FIRM), store=store, watch=watch)
    assert len(watch.stages) == FEW.steps


def _held(request: PanelRequest, likeness: Likeness) -> PanelRequest:
    return replace(request, figures=tuple(replace(one, likeness=likeness) for one in request.figures))


def test_a_reroll_of_later_settings_needs_no_second_probe(store: CacheStore, monkeypatch: pytest.MonkeyPatch) -> None:
    probes: list[int] = []
    probe = draw.Panel.probe
    monkeypatch.setattr(draw.Panel, "probe", lambda *asked: probes.append(1) or probe(*asked))
    request = panel(figure("fox", LEFT))
    drawn(request, store)
    drawn(replace(request, sampling=replace(FEW, steps=9)), store)
    assert len(probes) == 1
    drawn(replace(request, sampling=replace(FEW, seed=123)), store)
    assert len(probes) == 2


def test_the_first_step_is_not_evaluated_twice(store: CacheStore, monkeypatch: pytest.MonkeyPatch) -> None:
    levels: list[float] = []
    velocity = FluxAdapter.velocity

    def counted(self: FluxAdapter, latents: torch.Tensor, sigma: float, *further: Any) -> torch.Tensor:
        levels.append(sigma)
        return velocity(self, latents, sigma, *further)

    monkeypatch.setattr(FluxAdapter, "velocity", counted)
    unguided = panel(figure("fox", LEFT), sampling=replace(FEW, guidance=1.0))
    frugal = drawn(unguided, store)
    levels.clear()
    store.probes.forget(lambda _: True)
    assert np.array_equal(pixels(drawn(unguided, store).image), pixels(frugal.image))
    assert len(levels) == FEW.steps + 1
    monkeypatch.setattr("charabook.engine.panel.denoise", lambda *a, **k: denoise(*a, **{**k, "opening": None}))
    store.probes.forget(lambda _: True)
    assert np.array_equal(pixels(drawn(unguided, store).image), pixels(frugal.image))


def test_between_the_evaluations_of_a_probe_one_can_stop(store: CacheStore) -> None:
    request = panel(figure("fox", LEFT))
    drawn(request, store)
    store.probes.forget(lambda _: True)

    class Hasty(Watch):
        asked = 0

        def is_cancelled(self) -> bool:
            self.asked += 1
            return self.asked == 3  # after the identity, before the probe, between its evaluations

    watch, tried = Hasty(), []
    model = asking.model()
    hook = model.pipeline.transformer.register_forward_hook(lambda *_: tried.append(1))
    with pytest.raises(Cancelled):
        draw_panel(model, request, store=store, watch=watch)
    hook.remove()
    assert watch.stages == []
    assert len(tried) == 2  # both branches of guidance of one evaluation


def test_the_watcher_stops_the_run_and_gets_small_pictures(store: CacheStore) -> None:
    request, impatient = panel(figure("fox", LEFT)), Watch(patience=3)
    with pytest.raises(Cancelled):
        draw_panel(asking.model(), request, store=store, watch=impatient)
    assert len(impatient.stages) == 3
    assert impatient.previews[0]().size == (asking.SIDE // 2, asking.SIDE // 2)
    assert all(type(p).__name__ == "FluxAttnProcessor" for p in tiny.pipeline().transformer.attn_processors.values())


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (panel(sampling=replace(FEW, steps=3)), "3 steps"),
        (panel(sampling=replace(FEW, width_px=100)), "100 by 128"),
        (panel(*[figure()] * 7), "7 characters"),
        (panel(background=" "), "no description"),
        (panel(figure(), figure("girl"), sharing=Sharing.PAPER), "one character"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(broken: Any, what: str, store: CacheStore) -> None:
    with pytest.raises(BadInput, match=what):
        drawn(broken, store)


def test_steps_and_guidance_of_a_panel_do_not_change_its_identities(store: CacheStore) -> None:
    drawn(panel(figure("fox", LEFT)), store)
    drawn(panel(figure("fox", LEFT), sampling=replace(FEW, steps=12, guidance=4.0)), store)
    assert len(store.files.keys()) == RECIPES
