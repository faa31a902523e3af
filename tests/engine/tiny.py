"""Tiny real FLUX transformers with random weights, and inputs for them."""

from functools import lru_cache
from typing import Any

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import CLIPTextConfig, CLIPTextModel, PreTrainedTokenizerFast, T5Config, T5EncoderModel

from charabook.engine.families.flux import Conditioning
from charabook.engine.masks import Grid
from charabook.engine.paper import PreparedPrompt

CHANNELS, TEXT_WIDTH, POOLED_WIDTH = 16, 24, 20


@lru_cache
def transformer(double: int = 1, single: int = 4, *, guided: bool = False, seed: int = 0) -> Any:
    torch.manual_seed(seed)
    model = FluxTransformer2DModel(
        in_channels=CHANNELS,
        num_layers=double,
        num_single_layers=single,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=TEXT_WIDTH,
        pooled_projection_dim=POOLED_WIDTH,
        guidance_embeds=guided,
        axes_dims_rope=(4, 6, 6),
    )
    _emphasise(model)
    return model.eval().requires_grad_(requires_grad=False)


def _emphasise(model: Any) -> None:
    """Fresh weights hardly look at each other; larger ones make attention matter."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "to_q" in name or "to_k" in name or "proj_out" in name or "embedder" in name:
                weight.mul_(3.0)


def scheduler_config() -> Any:
    return FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15, shift=3.0).config


def noise(grid: Grid, seed: int, batch: int = 1) -> torch.Tensor:
    return torch.randn(batch, grid.tokens, CHANNELS, generator=torch.Generator().manual_seed(seed))


def smooth_noise(grid: Grid, seed: int, batch: int = 1) -> torch.Tensor:
    """Noise whose neighbours are alike, so that masks come out as shapes rather than specks."""
    picture = noise(grid, seed, batch).transpose(1, 2).reshape(batch, CHANNELS, *grid)
    for _ in range(2):
        picture = torch.nn.functional.avg_pool2d(picture, 3, stride=1, padding=1, count_include_pad=False)
    return (picture / picture.std()).flatten(2).transpose(1, 2)


def conditioning(seed: int, length: int = 12, guidance: float | None = None) -> Conditioning:
    generator = torch.Generator().manual_seed(seed)
    return Conditioning(
        text=torch.randn(1, length, TEXT_WIDTH, generator=generator),
        pooled=torch.randn(1, POOLED_WIDTH, generator=generator),
        guidance=guidance,
    )


def prompt(seed: int, background: int = 4, real: int = 9, length: int = 12) -> PreparedPrompt:
    return PreparedPrompt(conditioning=conditioning(seed, length), background_length=background, real_length=real)


WORDS = [
    "a",
    "an",
    "the",
    "in",
    "on",
    "at",
    "of",
    "and",
    "with",
    "fox",
    "girl",
    "robot",
    "forest",
    "night",
    "plain",
    "background",
    "standing",
    "waving",
    "red",
    "small",
    ",",
    ".",
]


@lru_cache
def pipeline(*, guided: bool = False) -> Any:
    """A whole FluxPipeline, every part of it real and tiny: 16 px to a token, text of 24 tokens."""
    torch.manual_seed(3)
    model = FluxTransformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=4,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=TEXT_WIDTH,
        pooled_projection_dim=POOLED_WIDTH,
        guidance_embeds=guided,
        axes_dims_rope=(4, 6, 6),
    )
    _emphasise(model)
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        norm_num_groups=4,
        layers_per_block=1,
        shift_factor=0.1,
        scaling_factor=0.4,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )
    t5 = T5EncoderModel(
        T5Config(vocab_size=64, d_model=TEXT_WIDTH, d_kv=8, d_ff=32, num_layers=1, num_heads=2, dropout_rate=0.0)
    )
    clip = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=64,
            hidden_size=POOLED_WIDTH,
            intermediate_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            max_position_embeddings=24,
            eos_token_id=1,
            bos_token_id=2,
            pad_token_id=0,
        )
    )
    made = FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15),
        vae=vae,
        text_encoder=clip,
        tokenizer=_tokenizer(),
        text_encoder_2=t5,
        tokenizer_2=_tokenizer(),
        transformer=model,
    )
    for part in (model, vae, t5, clip):
        part.eval().requires_grad_(requires_grad=False)
    made.set_progress_bar_config(disable=True)
    return made


def _tokenizer() -> Any:
    vocabulary = {"<pad>": 0, "</s>": 1, "<unk>": 2} | {word: 3 + i for i, word in enumerate(WORDS)}
    words = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = Whitespace()
    words.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=24
    )
