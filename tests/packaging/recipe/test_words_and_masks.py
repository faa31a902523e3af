"""What captions become: tokens, and who may read whom."""

import random

import pytest
import torch
from recipe.prompts import reading_mask
from recipe.wording import END, T5_LENGTH, as_pretrained, trained_tokenizer
from storybook import FULL, VILLAGE, caption, sample_scene

CAPTIONS = [caption(sample_scene(random.Random(n), VILLAGE), random.Random(n), VILLAGE).text for n in range(400)]


@pytest.fixture(scope="module")
def tokenizer():
    return as_pretrained(trained_tokenizer(CAPTIONS), T5_LENGTH)


def test_every_word_of_a_caption_is_one_token(tokenizer) -> None:
    words = CAPTIONS[0].replace(",", " ,").split()

    tokens = tokenizer.tokenize(CAPTIONS[0])

    assert len(tokens) == len(words)


@pytest.mark.parametrize("text", ["", "Ärger im Zoo", "狐と女の子", "🦊", "zzyzx 12345", "tab\tand\nline"])
def test_any_text_becomes_tokens_and_ends_with_the_end_token(tokenizer, text: str) -> None:
    ids = tokenizer(text).input_ids

    assert tokenizer.convert_ids_to_tokens(ids[-1]) == END
    assert tokenizer.unk_token_id not in ids


def test_offsets_point_at_the_words(tokenizer) -> None:
    text = "In a Forest, a fox"

    offsets = tokenizer(text, return_offsets_mapping=True)["offset_mapping"][:-1]

    assert [text[start:end].strip() for start, end in offsets] == ["In", "a", "Forest", ",", "a", "fox"]


def test_the_longest_captions_of_the_village_fit_into_a_panels_text(tokenizer) -> None:
    assert max(len(tokenizer(text).input_ids) for text in CAPTIONS) <= 64


def test_words_of_the_wide_world_are_spelled_out_by_a_narrow_tokenizer(tokenizer) -> None:
    text = caption(sample_scene(random.Random(3), FULL), random.Random(3), FULL).text

    assert tokenizer.decode(tokenizer(text).input_ids, skip_special_tokens=True).strip() == text.lower()


def test_a_region_prompt_is_read_by_its_region_and_by_itself_only() -> None:
    # two regions of two words (the second word of the second one is padding), one shared word, four image tokens
    inside = torch.tensor([[[1, 1, 0, 0], [0, 1, 1, 0]]]).bool()
    real = torch.tensor([[[1, 1], [1, 0]]]).bool()

    mask = reading_mask(inside, real, global_length=1)[0, 0]

    drawn = ["".join(".#"[int(cell)] for cell in row) for row in mask]
    assert drawn == [
        "##..###..",
        "##..###..",
        "..#.#.##.",
        "..#.#.##.",
        "....#####",
        "##..#####",
        "###.#####",
        "..#.#####",
        "....#####",
    ]
