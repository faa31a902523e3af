"""Every record survives its JSON; nothing else gets in."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charabook.engine import requests as r
from charabook.engine import wire
from charabook.engine.worker_messages import FromWorker, ToWorker
from charabook.errors import BadInput

FINITE = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)
for simple, strategy in ((float, FINITE), (int, WHOLE)):
    st.register_type_strategy(simple, strategy)

request_texts = st.from_type(r.PanelRequest).map(wire.request_to_json)


def panel() -> r.PanelRequest:
    fox = r.Identity(look_id="fox", character="a fox", drawing=r.Drawing(image=b"\x00\xff"))
    outline = r.Polygon(points=((0.0, 0.0), (1.0, 0.0), (0.5, 1.0)))
    return r.PanelRequest(
        model=r.DEMO_MODEL,
        prompt=r.PromptSpans(text="a meadow, a fox", background=r.Span(start=0, end=8)),
        sampling=r.Sampling(guidance=2.5),
        figures=(r.Figure(identity=fox, prompt="a fox", region=outline),),
    )


def changed(**changes: Any) -> str:
    """The panel's JSON with some outer fields replaced; a value of `...` removes the field."""
    tree = {**json.loads(wire.request_to_json(panel())), **changes}
    return json.dumps({name: value for name, value in tree.items() if value is not ...})


@settings(max_examples=60, deadline=None)
@given(st.from_type(r.PanelRequest) | st.from_type(r.IdentityRequest) | st.from_type(r.UpscaleRequest))
def test_every_request_survives_its_json(request: r.Request) -> None:
    text = wire.request_to_json(request)
    assert wire.request_from_json(text) == request
    assert wire.request_to_json(wire.request_from_json(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.one_of([st.from_type(kind) for kind in r.Event.__args__]))
def test_every_event_survives_its_json(event: r.Event) -> None:
    assert wire.from_json(wire.to_json(event), r.Event) == event


@pytest.mark.parametrize("union", [ToWorker, FromWorker])
@settings(max_examples=30, deadline=None)
@given(choice=st.data())
def test_every_message_of_the_process_survives_its_json(union: Any, choice: st.DataObject) -> None:
    message = choice.draw(st.one_of([st.from_type(kind) for kind in union.__args__]))
    assert wire.from_json(wire.to_json(message), union) == message


def test_keys_stand_in_a_fixed_order() -> None:
    text = wire.request_to_json(panel())
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))


def stored(before: str, after: str) -> str:
    """The panel's JSON with some of its text replaced."""
    return wire.request_to_json(panel()).replace(before, after)


def test_fields_that_are_missing_take_their_defaults() -> None:
    assert wire.request_from_json(stored('"likeness":"balanced",', "")) == panel()
    assert wire.request_from_json(changed(sharing=..., isolation=..., location=...)) == panel()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not readable JSON"),
        ("[]", "not an object"),
        ("[" * 100_000, "not readable JSON"),
        ('{"a": 1, "a": 2}', "not readable JSON"),
        ("{}", "version is missing"),
        ('{"version": true}', "version is missing"),
        ('{"version": 1, "type": "Eval"}', "none of the known kinds"),
        (changed(soul="x"), "soul is not known to this version"),
        (changed(prompt=...), "prompt is missing"),
        (changed(prompt="a fox"), "prompt is not a PromptSpans"),
        (changed(model=7), "model is not text"),
        (changed(sharing="all"), "sharing is none of paper, charabook, fast, off"),
        (changed(figures={}), "figures is not a list"),
        (stored("balanced", "steel"), r"figures\[0\].likeness is none of gentle, balanced, firm"),
        (stored('"balanced"', "0.4"), r"figures\[0\].likeness is not text"),
        (changed(figures=[{"type": "Box"}]), r"figures\[0\] is not a Figure"),
        (changed(sampling={"type": "Sampling", "steps": 2.5}), "sampling.steps is not a whole number"),
        (changed(sampling={"type": "Sampling", "steps": True}), "sampling.steps is not a whole number"),
        (changed(sampling={"type": "Sampling", "seed": 2**70}), "sampling.seed is not a whole number"),
        (changed(sampling={"type": "Sampling", "guidance": "3"}), "sampling.guidance is not a number"),
        (changed(sampling={"type": "Sampling", "guidance": 10**400}), "guidance is not a finite number"),
        (stored("2.5", "NaN"), "not readable JSON"),
        (stored("2.5", "1e999"), "guidance is not a finite number"),
        (stored("AP8=", "AP8"), "drawing.image is not base64"),
        (stored("[1.0,0.0]", "[1.0]"), r"points\[1\] does not have 2 parts"),
    ],
)
def test_what_is_not_a_request_is_refused_with_the_place_that_is_wrong(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        wire.request_from_json(text)


def test_a_newer_format_asks_for_a_newer_charabook() -> None:
    with pytest.raises(BadInput, match="Update charabook"):
        wire.request_from_json(changed(version=wire.VERSION + 1))


def test_numbers_that_are_not_finite_are_not_written() -> None:
    request = r.PanelRequest(model=r.DEMO_MODEL, prompt=panel().prompt, sampling=r.Sampling(guidance=float("nan")))
    with pytest.raises(BadInput, match="finite"):
        wire.request_to_json(request)


@settings(max_examples=80, deadline=None)
@given(request_texts, st.data())
def test_damaged_text_is_refused_or_read_but_never_crashes(text: str, choice: st.DataObject) -> None:
    position = choice.draw(st.integers(0, len(text) - 1))
    damaged = text[:position] + choice.draw(st.text(max_size=3)) + text[position + choice.draw(st.integers(0, 5)) :]
    with contextlib.suppress(BadInput):
        assert isinstance(wire.request_from_json(damaged), r.PanelRequest)
