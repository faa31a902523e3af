"""Tables of weight files: read without weights, refused when they lie."""

import json
import struct
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from charabook.engine.models.headers import read_table
from charabook.errors import BadInput, Damaged, KnownError, Unavailable


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.safetensors"
    save_file({"a": torch.zeros(2, 3), "b": torch.zeros(4, dtype=torch.bfloat16)}, path)
    return path


def written(folder: Path, content: bytes, name: str = "weights.safetensors") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def with_header(folder: Path, header: object, payload: bytes = b"\0" * 8) -> Path:
    text = json.dumps(header).encode()
    return written(folder, struct.pack("<Q", len(text)) + text + payload)


def test_a_table_tells_shapes_numbers_and_bytes(weights: Path) -> None:
    table = read_table(weights)
    assert table.tensors["a"].shape == (2, 3)
    assert table.numbers == 10
    assert table.size == 6 * 4 + 4 * 2


def test_a_tensor_is_where_its_entry_says(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    save_file({"a": torch.arange(3, dtype=torch.float32)}, path)
    entry = read_table(path).tensors["a"]
    assert path.read_bytes()[entry.start : entry.start + entry.size] == struct.pack("<3f", 0, 1, 2)


def test_a_partial_file_says_how_much_is_there(weights: Path) -> None:
    content = weights.read_bytes()
    weights.write_bytes(content[:-5])
    with pytest.raises(Damaged, match=f"incomplete: {len(content) - 5:,} of {len(content):,} bytes"):
        read_table(weights)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a safetensors or GGUF file"),
        (b"short", "not a safetensors or GGUF file"),
        (b"\xff" * 64, "not a safetensors or GGUF file"),
        (struct.pack("<Q", 40) + b"{}", "incomplete"),
        (struct.pack("<Q", 4) + b"nope", "not a safetensors or GGUF file"),
        (struct.pack("<Q", 2) + b"[]", "not a safetensors or GGUF file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "placeholder of Git LFS"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"Access to model is restricted", "web page"),
        (b"PK\x03\x04archive/data.pkl", "pickled"),
        (b"\x80\x02ccollections", "pickled"),
    ],
)
def test_what_is_no_weight_file_is_named_for_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read_table(written(tmp_path, content))


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [-1], "data_offsets": [4, 0]},
        {"dtype": "EVIL", "shape": [2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2]},
        {"dtype": "F32", "shape": "2", "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2.0], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 8, 9]},
        7,
    ],
)
def test_entries_that_lie_are_refused(tmp_path: Path, entry: object) -> None:
    with pytest.raises(BadInput):
        read_table(with_header(tmp_path, {"a": entry}))


def test_a_pickle_is_refused_by_its_name_too(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="pickled"):
        read_table(written(tmp_path, b"whatever", "model.ckpt"))


def test_a_missing_file_is_told_calmly(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        read_table(tmp_path / "nothing.safetensors")


def test_a_broken_gguf_file_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="GGUF"):
        read_table(written(tmp_path, b"GGUF\x03\x00\x00\x00" + b"\xff" * 8, "model.gguf"))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.safetensors"
    for start in (b"", b"GGUF\x03\x00\x00\x00", struct.pack("<Q", 60)):
        path.write_bytes(start + content)
        with pytest.raises(KnownError):
            read_table(path)
