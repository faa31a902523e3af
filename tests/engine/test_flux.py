"""The adapter for FLUX leaves no trace, and under an empty script it is the model."""

import pytest
import torch
from diffusers.models.transformers.transformer_flux import FluxIPAdapterAttnProcessor

from charabook.engine.families.flux import attached, image_ids
from charabook.engine.masks import Grid
from charabook.engine.script import BlockCall, Script
from charabook.errors import BadInput
from tests.engine import tiny

GRID = Grid(4, 5)


def direct(guided: float | None = None) -> torch.Tensor:
    told = tiny.conditioning(1)
    out: torch.Tensor = tiny.transformer(guided=guided is not None)(
        hidden_states=tiny.noise(GRID, 0),
        timestep=torch.tensor([0.5]),
        guidance=None if guided is None else torch.tensor([guided]),
        pooled_projections=told.pooled,
        encoder_hidden_states=told.text,
        txt_ids=torch.zeros(told.text.shape[1], 3),
        img_ids=image_ids(GRID, told.text),
        return_dict=False,
    )[0]
    return out


def test_processors_and_outputs_are_the_same_afterwards() -> None:
    model = tiny.transformer()
    before, output = dict(model.attn_processors), direct()
    with attached(model, GRID) as adapter:
        adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1))
    assert model.attn_processors == before
    assert torch.equal(direct(), output)


def test_the_model_comes_back_whole_from_a_failure() -> None:
    model = tiny.transformer()
    before = dict(model.attn_processors)

    def fail(call: BlockCall, out: torch.Tensor) -> torch.Tensor:
        raise MemoryError

    with pytest.raises(MemoryError), attached(model, GRID) as adapter:
        adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1), Script(merge=fail))
    assert model.attn_processors == before
    assert direct().isfinite().all()


def test_a_plain_evaluation_is_the_models_own() -> None:
    with attached(tiny.transformer(), GRID) as adapter:
        got = adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1))
    torch.testing.assert_close(got, direct(), atol=1e-6, rtol=1e-6)


def test_distilled_guidance_reaches_the_model() -> None:
    with attached(tiny.transformer(guided=True), GRID) as adapter:
        got = adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1, guidance=4.0))
    torch.testing.assert_close(got, direct(4.0), atol=1e-6, rtol=1e-6)


def test_fused_projections_give_the_same_picture() -> None:
    model = tiny.transformer(seed=5)
    with attached(model, GRID) as adapter:
        expected = adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1))
    model.fuse_qkv_projections()
    with attached(model, GRID) as adapter:
        got = adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1))
    model.unfuse_qkv_projections()
    torch.testing.assert_close(got, expected, atol=1e-5, rtol=1e-5)


def test_keys_recomputed_from_a_blocks_input_are_the_blocks_keys() -> None:
    seen = []

    class Check:
        def hear(self, call: BlockCall, out: torch.Tensor) -> None:
            key, value = call.project(call.image_input)
            seen.append(torch.equal(key, call.still_key))
            seen.append(torch.equal(value, call.value[:, call.text_length :]))

    with attached(tiny.transformer(), GRID) as adapter:
        adapter.velocity(tiny.noise(GRID, 0), 0.5, tiny.conditioning(1), Script(listeners=(Check(),)))
    assert len(seen) == 10
    assert all(seen)


def test_a_model_with_an_image_prompt_adapter_is_refused() -> None:
    model = tiny.transformer(1, 2, seed=9)
    before = dict(model.attn_processors)
    strange = dict(before)
    strange[next(iter(strange))] = FluxIPAdapterAttnProcessor(32, 24)
    model.set_attn_processor(strange)
    with pytest.raises(BadInput, match="adapter"), attached(model, GRID):
        pass
    model.set_attn_processor(before)
