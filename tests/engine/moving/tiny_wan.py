"""A whole Phantom-Wan model with random weights, small, saved in every layout in which the real one is found."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKLWan, WanTransformer3DModel
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast, UMT5Config, UMT5EncoderModel

Weights = Mapping[str, torch.Tensor]

WORDS = ["a", "the", "small", "red", "fox", "bear", "meadow", "waves", "static"]
TEXT_WIDTH = 32


def tiny_transformer(**changes: Any) -> Any:
    torch.manual_seed(0)
    options = {
        "num_attention_heads": 1,
        "attention_head_dim": 128,
        "text_dim": TEXT_WIDTH,
        "freq_dim": 32,
        "ffn_dim": 64,
        "num_layers": 2,
        **changes,
    }
    return WanTransformer3DModel(**options).eval()


def tiny_text_encoder() -> Any:
    torch.manual_seed(1)
    config = UMT5Config(
        vocab_size=64,
        d_model=TEXT_WIDTH,
        d_kv=16,
        d_ff=48,
        num_layers=2,
        num_heads=2,
        relative_attention_num_buckets=8,
        is_encoder_decoder=False,
        use_cache=False,
    )
    return UMT5EncoderModel(config).eval()


def tiny_vae() -> Any:
    torch.manual_seed(2)
    return AutoencoderKLWan(base_dim=4, z_dim=16, num_res_blocks=2).eval()


def tokenizer() -> Any:
    vocabulary = {word: number for number, word in enumerate(["<pad>", "</s>", "<unk>", *WORDS])}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace()])
    words.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=512
    )


# ---------------------------------------------------------------------------------------------- original names

_TRANSFORMER = [
    (r"condition_embedder\.text_embedder\.linear_1", "text_embedding.0"),
    (r"condition_embedder\.text_embedder\.linear_2", "text_embedding.2"),
    (r"condition_embedder\.time_embedder\.linear_1", "time_embedding.0"),
    (r"condition_embedder\.time_embedder\.linear_2", "time_embedding.2"),
    (r"condition_embedder\.time_proj", "time_projection.1"),
    (r"^scale_shift_table", "head.modulation"),
    (r"scale_shift_table", "modulation"),
    (r"^proj_out", "head.head"),
    (r"attn1", "self_attn"),
    (r"attn2", "cross_attn"),
    (r"to_out\.0", "o"),
    (r"to_([qkv])", r"\1"),
    (r"norm2", "norm3"),
    (r"ffn\.net\.0\.proj", "ffn.0"),
    (r"ffn\.net\.2", "ffn.2"),
]
_TEXT = [
    (r"^shared", "token_embedding"),
    (r"^encoder\.final_layer_norm", "norm"),
    (r"^encoder\.block", "blocks"),
    (r"layer\.0\.layer_norm", "norm1"),
    (r"layer\.1\.layer_norm", "norm2"),
    (r"layer\.0\.SelfAttention\.relative_attention_bias", "pos_embedding.embedding"),
    (r"layer\.0\.SelfAttention", "attn"),
    (r"layer\.1\.DenseReluDense\.wi_0", "ffn.gate.0"),
    (r"layer\.1\.DenseReluDense\.wi_1", "ffn.fc1"),
    (r"layer\.1\.DenseReluDense\.wo", "ffn.fc2"),
]
_VAE = [
    (r"^quant_conv", "conv1"),
    (r"^post_quant_conv", "conv2"),
    (r"\.conv_in", ".conv1"),
    (r"\.norm_out", ".head.0"),
    (r"\.conv_out", ".head.2"),
    (r"mid_block\.attentions\.0", "middle.1"),
    (r"mid_block\.resnets\.0", "middle.0"),
    (r"mid_block\.resnets\.1", "middle.2"),
    (r"(middle\.[02]|downsamples\.\d+|upsamples\.\d+)\.norm1", r"\1.residual.0"),
    (r"(middle\.[02]|downsamples\.\d+|upsamples\.\d+)\.conv1", r"\1.residual.2"),
    (r"(middle\.[02]|downsamples\.\d+|upsamples\.\d+)\.norm2", r"\1.residual.3"),
    (r"(middle\.[02]|downsamples\.\d+|upsamples\.\d+)\.conv2", r"\1.residual.6"),
    (r"conv_shortcut", "shortcut"),
]


def _renamed(name: str, rules: list[tuple[str, str]]) -> str:
    for pattern, new in rules:
        name = re.sub(pattern, new, name)
    return name


def original_transformer(weights: Weights) -> dict[str, torch.Tensor]:
    return {_renamed(name, _TRANSFORMER): tensor.contiguous() for name, tensor in weights.items()}


def original_text_encoder(weights: Weights) -> dict[str, torch.Tensor]:
    plain = {name: tensor for name, tensor in weights.items() if name != "encoder.embed_tokens.weight"}
    return {_renamed(name, _TEXT): tensor.contiguous() for name, tensor in plain.items()}


def original_vae(weights: Weights) -> dict[str, torch.Tensor]:
    def moved(name: str) -> str:
        name = name.replace("encoder.down_blocks.", "encoder.downsamples.")
        if match := re.match(r"decoder\.up_blocks\.(\d+)\.(resnets|upsamplers)\.(\d+)\.(.*)", name):
            block, kind, place, rest = match.groups()
            number = int(block) * 4 + (3 if kind == "upsamplers" else int(place))
            name = f"decoder.upsamples.{number}.{rest}"
        return _renamed(name, _VAE)

    return {moved(name): tensor.contiguous() for name, tensor in weights.items()}


# ---------------------------------------------------------------------------------------------- folders


def save_diffusers(folder: Path) -> Path:
    """As diffusers saves a pipeline; the text encoder and the transformer in shards."""
    tiny_transformer().save_pretrained(folder / "transformer", max_shard_size="200KB")
    tiny_text_encoder().save_pretrained(folder / "text_encoder", max_shard_size="20KB")
    tiny_vae().save_pretrained(folder / "vae")
    tokenizer().save_pretrained(folder / "tokenizer")
    return folder


def save_release(folder: Path) -> Path:
    """As Wan 2.1 and Phantom were released: one folder for Wan, Phantom's file in it."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(original_transformer(tiny_transformer().state_dict()), folder / "Phantom-Wan-1.3B.pth")
    torch.save(original_text_encoder(tiny_text_encoder().state_dict()), folder / "models_t5_umt5-xxl-enc-bf16.pth")
    torch.save(original_vae(tiny_vae().state_dict()), folder / "Wan2.1_VAE.pth")
    tokenizer().save_pretrained(folder / "google" / "umt5-xxl")
    return folder


def save_safetensors(folder: Path) -> Path:
    """As they are passed on: original names in safetensors, the transformer's with the prefix of other programs."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = original_transformer(tiny_transformer().state_dict())
    save_file({f"model.diffusion_model.{n}": t for n, t in weights.items()}, folder / "Phantom-Wan-1_3B.safetensors")
    save_file(original_vae(tiny_vae().state_dict()), folder / "wan_2.1_vae.safetensors")
    text = {n: t for n, t in tiny_text_encoder().state_dict().items() if n != "encoder.embed_tokens.weight"}
    save_file({**text, "spiece_model": torch.zeros(4, dtype=torch.uint8)}, folder / "umt5_xxl_fp16.safetensors")
    tokenizer().save_pretrained(folder / "tokenizer")
    return folder
