"""What the image model reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.prompts import FigureWords, SceneWords, dialect_for, settled_sides
from charabook.story.script import Depth, Shot, Side

LARGE_MODEL = ModelId("/models/flux-dev")
MINA = FigureWords(look="a girl with red pigtails in a blue dress", action="waving", side=Side.LEFT)
PIP = FigureWords(look="a fox in a green sweater", action="sitting", side=Side.RIGHT)


def test_the_demo_model_is_spoken_to_in_its_captions() -> None:
    composed = dialect_for(DEMO_MODEL).scene(SceneWords(setting="a meadow", variation="at night", figures=(PIP, MINA)))
    assert composed.prompt.text == (
        "in a flower meadow at night, on the left a girl with red pigtails in a blue dress, waving, "
        "on the right a fox in a green sweater, sitting"
    )
    assert composed.notes == ()


def test_a_close_up_of_one_figure_is_said_at_the_end() -> None:
    composed = dialect_for(DEMO_MODEL).scene(SceneWords(setting="a lake", shot=Shot.CLOSE_UP, figures=(PIP,)))
    assert composed.prompt.text.endswith("sitting, close-up")


@pytest.mark.parametrize("model", [DEMO_MODEL, LARGE_MODEL])
def test_every_figure_has_a_span_of_its_own_text(model: ModelId) -> None:
    composed = dialect_for(model).scene(SceneWords(setting="a lake", figures=(PIP, MINA)))
    text, spans = composed.prompt.text, composed.prompt.figures
    assert all(
        text[span.start : span.end].endswith(region) for span, region in zip(spans, composed.regions, strict=True)
    )
    assert text[composed.prompt.background.start : composed.prompt.background.end] == composed.location


@pytest.mark.parametrize(
    ("description", "character", "unknown"),
    [
        ("a girl with red pigtails in a blue dress", "a girl with red pigtails in a blue dress", ()),
        ("A little Girl in an ORANGE shirt", "a girl in an orange shirt", ()),
        ("a girl with long black hair and tan skin", "a girl with tan skin and long black hair", ()),
        ("a brown bear in a red sweater and a crown", "a bear in a red sweater and a crown", ()),
        ("a puppy in a green sweater", "a fox in a green sweater", ("puppy",)),
        ("a boy in a pink hoodie with a scarf", "a boy in a red sweater", ("pink", "hoodie", "scarf")),
        ("a spaceship", "a girl", ("spaceship",)),
    ],
)
def test_near_words_are_drawn_as_what_the_demo_model_knows_and_said(
    description: str, character: str, unknown: tuple[str, ...]
) -> None:
    words = dialect_for(DEMO_MODEL).look(description, "")
    assert words.character == character
    assert len(words.notes) == len(unknown)
    assert all(any(word in note for note in words.notes) for word in unknown)


def test_a_large_model_gets_the_authors_own_words() -> None:
    composed = dialect_for(LARGE_MODEL).scene(
        SceneWords(
            setting="an abandoned greenhouse",
            variation="at dawn",
            picture="dust in the light",
            style="watercolour",
            shot=Shot.WIDE,
            figures=(FigureWords(look="a clockwork owl", action="asleep", side=Side.CENTRE, depth=Depth.BACK),),
        )
    )
    assert composed.prompt.text == (
        "watercolour, a wide shot, an abandoned greenhouse, at dawn, dust in the light, "
        "in the centre in the background a clockwork owl, asleep"
    )
    assert composed.notes == ()


@given(st.lists(st.sampled_from(Side), max_size=6))
def test_everybody_ends_up_somewhere_and_nobody_who_chose_is_moved(sides: list[Side]) -> None:
    settled = settled_sides(sides)
    assert Side.ANY not in settled
    assert all(side in (Side.ANY, found) for side, found in zip(sides, settled, strict=True))


def test_two_who_may_stand_anywhere_stand_apart() -> None:
    assert settled_sides([Side.ANY, Side.ANY]) == (Side.LEFT, Side.RIGHT)
    assert settled_sides([Side.RIGHT, Side.ANY]) == (Side.RIGHT, Side.LEFT)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40))
def test_any_words_give_a_prompt(look: str, action: str) -> None:
    words = SceneWords(setting=look, figures=(FigureWords(look=look, action=action),))
    for model in (DEMO_MODEL, LARGE_MODEL):
        assert dialect_for(model).scene(words).prompt.figures
