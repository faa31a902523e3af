"""What the window shows beside the records: facts that the studio works out, read off the GUI thread."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from charabook.engine.requests import Region
from charabook.errors import KnownError
from charabook.studio import Studio
from charabook.studio.identities import IdentityState
from projects.records import AssetHash, FigureId, Look, LookId, PanelId, Take


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFacts:
    """What would happen if a panel were drawn now."""

    panel: PanelId
    aspect: float = 1.0
    """Width over height."""
    regions: Mapping[FigureId, Region] = field(default_factory=lambda: MappingProxyType({}))
    prompt: str = ""
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it cannot be drawn; empty if it can."""
    estimate_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookStates:
    """What no longer fits the story, and how the identities are."""

    stale: frozenset[PanelId] = frozenset()
    identities: Mapping[LookId, IdentityState] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMask:
    """What the engine took for a look in a take."""

    look: LookId
    mask: AssetHash
    similarity: float


def read_panel_facts(studio: Studio, panel: PanelId) -> PanelFacts:
    """Everything about the next picture of a panel; a panel that is gone or cannot be asked for has few facts."""
    try:
        reasons = studio.why_not(panel)
        asked = studio.prompt_of(panel)
        estimate = None if reasons else studio.estimate_s(panel)
    except KnownError as problem:
        return PanelFacts(panel=panel, reasons=(problem.what,))
    request = asked.request
    figures = [one for one in studio.records().figures(panel) if one.look is not None]
    return PanelFacts(
        panel=panel,
        aspect=request.sampling.width_px / request.sampling.height_px,
        regions={record.id: drawn.region for record, drawn in zip(figures, request.figures, strict=False)},
        prompt=request.prompt.text,
        notes=asked.notes,
        reasons=reasons,
        estimate_s=estimate,
    )


def read_states(studio: Studio) -> BookStates:
    """Compare every shown picture with what the book now says. Takes a while for a long book."""
    looks = studio.records().every(Look)
    return BookStates(
        stale=frozenset(studio.stale_panels()),
        identities={look.id: studio.identity_state(look.id) for look in looks},
    )


def seen_masks(take: Take) -> tuple[SeenMask, ...]:
    """The masks that the engine left with a take; none if it left none that can be read."""
    try:
        listed = json.loads(take.masks_json).get("figures", [])
        return tuple(
            SeenMask(
                look=LookId(str(one["look"])),
                mask=AssetHash(str(one["mask"])),
                similarity=float(one.get("mean_similarity", 0.0)),
            )
            for one in listed
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()
