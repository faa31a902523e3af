"""Requests from strangers' files: what is refused before anything is loaded."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charabook.engine import requests as r
from charabook.engine.worker_limits import check_request
from charabook.errors import BadInput

FOX = r.Identity(look_id="fox", character="a fox")
FIGURE = r.Figure(identity=FOX, prompt="a fox", region=r.Box(left=0, top=0, width=1, height=1))
PANEL = r.PanelRequest(
    model=r.DEMO_MODEL,
    prompt=r.PromptSpans(text="a meadow", background=r.Span(start=0, end=8)),
    sampling=r.Sampling(),
    figures=(FIGURE,),
)


def test_an_ordinary_panel_passes() -> None:
    check_request(PANEL)
    check_request(r.IdentityRequest(model=r.DEMO_MODEL, identity=FOX, sampling=r.Sampling()))
    check_request(r.UpscaleRequest(image=b"png"))


@pytest.mark.parametrize(
    "sampling",
    [
        r.Sampling(width_px=0),
        r.Sampling(width_px=-256),
        r.Sampling(height_px=2**40),
        r.Sampling(width_px=4096, height_px=4096),
        r.Sampling(steps=0),
        r.Sampling(steps=10**9),
        r.Sampling(guidance=float("nan")),
        r.Sampling(guidance=-1),
        r.Sampling(negative="x" * 30_000),
        r.Sampling(seed=2**63),
        r.Sampling(seed=-(10**400)),
    ],
)
def test_samplings_without_sense_are_refused(sampling: r.Sampling) -> None:
    with pytest.raises(BadInput):
        check_request(replace(PANEL, sampling=sampling))


@pytest.mark.parametrize(
    "region",
    [
        r.Box(left=0, top=0, width=0, height=1),
        r.Box(left=0, top=float("inf"), width=1, height=1),
        r.Polygon(points=((0, 0), (1, 1))),
        r.Polygon(points=((0, 0), (1, 1), (float("nan"), 0))),
        r.Polygon(points=((0, 0),) * 20_000),
        r.PaintedMask(png=b""),
    ],
)
def test_empty_and_broken_regions_are_refused(region: r.Region) -> None:
    with pytest.raises(BadInput, match="Draw the region again"):
        check_request(replace(PANEL, figures=(replace(FIGURE, region=region),)))


@pytest.mark.parametrize(
    "request_",
    [
        replace(PANEL, figures=(FIGURE,) * 7),
        replace(PANEL, prompt=r.PromptSpans(text="short", background=r.Span(start=0, end=6))),
        replace(PANEL, prompt=r.PromptSpans(text="short", background=r.Span(start=3, end=2))),
        replace(PANEL, prompt=r.PromptSpans(text="x" * 30_000, background=r.Span(start=0, end=6))),
        replace(PANEL, figures=(replace(FIGURE, prompt="x" * 30_000),)),
        replace(PANEL, figures=(replace(FIGURE, identity=replace(FOX, width_px=9)),)),
        replace(PANEL, figures=(replace(FIGURE, identity=replace(FOX, drawing=r.Drawing(image=b""))),)),
        replace(PANEL, location=r.Location(setting_id="wood", prompt="x" * 30_000)),
        r.UpscaleRequest(image=b""),
    ],
)
def test_other_requests_without_sense_are_refused(request_: r.Request) -> None:
    with pytest.raises(BadInput):
        check_request(request_)


@settings(max_examples=50, deadline=None)
@given(st.from_type(r.PanelRequest) | st.from_type(r.IdentityRequest) | st.from_type(r.UpscaleRequest))
def test_every_request_passes_or_is_refused_with_advice(request: r.Request) -> None:
    refusal = refusal_of(request)
    assert refusal is None or (refusal.what.endswith(".") and refusal.remedy.endswith("."))


def refusal_of(request: r.Request) -> BadInput | None:
    try:
        check_request(request)
    except BadInput as error:
        return error
    return None
