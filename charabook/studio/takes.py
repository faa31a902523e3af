"""Which take stands for a panel or look, and whether it still shows what the project says."""

import math
from dataclasses import dataclass, replace

from charabook.engine.requests import IdentityRequest, Likeness, PanelRequest, Request, Sampling
from charabook.engine.wire import request_from_json
from charabook.errors import BadInput
from charabook.studio.recording import UPSCALE
from charabook.studio.standing import newest, standing_take
from charabook.studio.stored import box, told_figures
from layouts.shapes import Rect
from projects import records
from projects.reading import Reading
from projects.records import AssetHash, LookId

TOKEN_PX = 16
"""Sides of pictures are whole numbers of so many pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFigure:
    """Where the engine saw a look in a take, in fractions of the picture."""

    look: LookId
    box: Rect
    head: Rect | None = None


def shown_take(project: Reading, panel: records.Panel) -> records.Take | None:
    """The take that stands for a panel; see `standing_take`."""
    return standing_take(panel.chosen_take, project.takes(panel.id))


def identity_take(project: Reading, look: records.Look) -> records.Take | None:
    """The take that the user chose as this look's identity, else the newest."""
    if look.identity_take and (chosen := project.find(records.Take, look.identity_take)):
        return chosen
    return newest(project.takes_of_look(look.id))


def request_of(take: records.Take) -> Request | None:
    """What a take was made from; None if it cannot be read (made by a newer program, or by hand)."""
    try:
        return request_from_json(take.request_json)
    except BadInput:
        return None


def is_stale(take: records.Take, wanted: PanelRequest | IdentityRequest) -> bool:
    """Whether the story now asks for another picture than the one that `take` shows.

    How it was drawn does not count: seed, steps, guidance, likeness, and size as long as the shape is the same.
    """
    made = request_of(take)
    if not isinstance(made, PanelRequest | IdentityRequest):
        return False
    return _told(made) != _told(wanted) or not have_one_shape(made.sampling, wanted.sampling)


def _told(request: PanelRequest | IdentityRequest) -> PanelRequest | IdentityRequest:
    """What the story says of a request."""
    sampling = Sampling(negative=request.sampling.negative)
    if isinstance(request, IdentityRequest):
        identity = replace(request.identity, seed=0, width_px=0, height_px=0)
        return replace(request, sampling=sampling, identity=identity, likeness=Likeness.BALANCED)
    figures = tuple(replace(figure, likeness=Likeness.BALANCED) for figure in request.figures)
    return replace(request, sampling=sampling, figures=figures)


def have_one_shape(one: Sampling, other: Sampling) -> bool:
    """Whether two pictures have the same shape, as far as sides in whole tokens can."""
    sides = (one.width_px, one.height_px, other.width_px, other.height_px)
    if min(sides) < 1:
        return False
    differ = math.log(one.width_px * other.height_px / (one.height_px * other.width_px))
    return abs(differ) <= TOKEN_PX / min(sides)


def print_asset(project: Reading, take: records.Take) -> AssetHash | None:
    """The best picture of a take for print: enlarged, if that was done."""
    edits = [edit for edit in project.take_edits(take.id) if edit.kind == UPSCALE and edit.asset]
    return edits[-1].asset if edits else take.asset


def seen_figures(take: records.Take) -> tuple[SeenFigure, ...]:
    """Where the engine saw each look."""
    told = ((one.get("look"), box(one.get("box")), box(one.get("head"))) for one in told_figures(take.masks_json))
    return tuple(
        SeenFigure(look=LookId(look), box=Rect(*where), head=Rect(*head) if head else None)
        for look, where, head in told
        if isinstance(look, str) and where
    )


def identity_mask(take: records.Take) -> AssetHash | None:
    """The mask of the character in a look's own take; None if the engine saw none."""
    mask = next((one.get("mask") for one in told_figures(take.masks_json)), None)
    return AssetHash(mask) if isinstance(mask, str) and mask in take.mask_assets else None
