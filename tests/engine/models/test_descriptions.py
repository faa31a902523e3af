"""Model descriptions in TOML: what they may say, and what is refused."""

from pathlib import Path

import pytest

from charabook.engine.models.descriptions import LoraFile, ModelDescription, Precision, describe
from charabook.engine.requests import ModelId
from charabook.errors import BadInput

WHOLE = """
name = "Watercolour FLUX"
base = "FLUX.1-schnell"
transformer = "flux.gguf"
precision = "bf16"
licence = "apache-2.0"

[[lora]]
file = "paper.safetensors"
strength = 0.5

[[lora]]
file = "ink.safetensors"
"""


def read(folder: Path, text: str) -> ModelDescription:
    path = folder / "mine.toml"
    path.write_text(text)
    return describe(ModelId(str(path)))


def test_a_whole_description_is_read_with_paths_beside_it(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == ModelDescription(
        name="Watercolour FLUX",
        base=tmp_path / "FLUX.1-schnell",
        transformer=tmp_path / "flux.gguf",
        loras=(
            LoraFile(path=tmp_path / "paper.safetensors", strength=0.5),
            LoraFile(path=tmp_path / "ink.safetensors", strength=1.0),
        ),
        precision=Precision.BF16,
        licence="apache-2.0",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs a text for “base”"),
        ("base = 3", "needs a text for “base”"),
        ("base = ", "not readable TOML"),
        ('base = "a"\nrun = "rm"', "unknown entry “run”"),
        ('base = "a"\nprecision = "int2"', "none of fp32, bf16, int8, int4"),
        ('base = "a"\nlora = 3', "up to 16"),
        ('base = "a"\n[[lora]]\nname = "x"', "other entries"),
        ('base = "a"\n[[lora]]\nstrength = 1', "needs a text for “file”"),
        ('base = "a"\n[[lora]]\nfile = "x"\nstrength = true', "not a number"),
        ('base = "a"\n[[lora]]\nfile = "x"\nstrength = inf', "not a number"),
        (f'base = "a"\n[[lora]]\nfile = "x"\nstrength = 1{"0" * 400}', "not a number"),
        ('base = "a"\n' + '[[lora]]\nfile = "x"\n' * 17, "up to 16"),
    ],
)
def test_what_a_description_may_not_say_is_refused_with_a_reason(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(tmp_path, text)


def test_relative_ids_are_found_in_the_models_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARABOOK_MODELS", str(tmp_path))
    (tmp_path / "FLUX.1-schnell").mkdir()
    assert describe(ModelId("FLUX.1-schnell")).base == tmp_path / "FLUX.1-schnell"
