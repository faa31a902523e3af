"""A whole FLUX pipeline with random weights, a few hundred kilobytes, saved as diffusers saves it."""

from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import CLIPTextConfig, CLIPTextModel, PreTrainedTokenizerFast, T5Config, T5EncoderModel

WORDS = ["a", "an", "the", "small", "red", "fox", "bear", "in", "meadow", "wood", "waving", "standing", "plain", ","]


def tokenizer(length: int, end: str) -> Any:
    vocabulary = {word: number for number, word in enumerate(["<pad>", end, "<unk>", *WORDS])}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace()])
    words.post_processor = processors.TemplateProcessing(single=f"$A {end}", special_tokens=[(end, 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="<pad>", eos_token=end, unk_token="<unk>", model_max_length=length
    )


def tiny_transformer(*, guided: bool = False, width: int = 32, double: int = 1, single: int = 2) -> Any:
    torch.manual_seed(0)
    return FluxTransformer2DModel(
        in_channels=16,
        num_layers=double,
        num_single_layers=single,
        attention_head_dim=16,
        num_attention_heads=width // 16,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        guidance_embeds=guided,
        axes_dims_rope=(2, 6, 8),
    )


def tiny_pipeline(transformer: Any = None) -> Any:
    torch.manual_seed(1)
    clip = CLIPTextConfig(
        vocab_size=32,
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=77,
        projection_dim=32,
        eos_token_id=1,
        bos_token_id=1,
        pad_token_id=0,
    )
    t5 = T5Config(vocab_size=32, d_model=32, d_kv=16, d_ff=32, num_layers=1, num_heads=2)
    vae = AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        use_quant_conv=False,
        use_post_quant_conv=False,
        shift_factor=0.1,
        scaling_factor=0.4,
        sample_size=32,
    )
    return FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, shift=3.0),
        vae=vae,
        text_encoder=CLIPTextModel(clip),
        tokenizer=tokenizer(77, "<end>"),
        text_encoder_2=T5EncoderModel(t5),
        tokenizer_2=tokenizer(64, "</s>"),
        transformer=transformer or tiny_transformer(),
    )


def save_tiny(folder: Path, transformer: Any = None, **options: Any) -> Path:
    tiny_pipeline(transformer).save_pretrained(folder, **options)
    return folder
