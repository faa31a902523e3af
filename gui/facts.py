"""What the window shows beside the records: facts that the studio works out, read off the GUI thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from charabook.engine.cache_folder import CacheFolder
from charabook.engine.models.places import identity_cache_folder
from charabook.engine.requests import Likeness, Region
from charabook.errors import KnownError
from gui.book_view import BookView
from projects.records import AssetHash, FigureId, LookId, Panel, PanelId, Take

if TYPE_CHECKING:
    from charabook.studio import Studio
    from charabook.studio.estimates import Estimate
    from charabook.studio.identities import IdentityState


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
    estimate: Estimate | None = None
    likeness: Likeness = Likeness.BALANCED
    """How firmly the book holds the figures, if there are any."""


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
        reasons = studio.drawing.why_not(panel)
        asked = studio.drawing.prompt_of(panel)
        estimate = None if reasons else studio.drawing.estimate([panel])
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
        estimate=estimate,
        likeness=next((figure.likeness for figure in request.figures), Likeness.BALANCED),
    )


class StateReader:
    """Compares shown pictures with what the book now says.

    That takes milliseconds for each panel, so a panel is compared again only when something that its picture depends
    on has changed: itself, its page, its figures, their looks, its setting, the book, the take.
    """

    def __init__(self) -> None:
        self._known: dict[PanelId, tuple[object, bool]] = {}

    def read(self, studio: Studio, view: BookView) -> BookStates:
        """What is stale, and how the identities are. Not for the GUI thread."""
        inputs = {panel.id: _inputs(view, panel) for panel in view.panels}
        changed = [panel for panel, given in inputs.items() if self._known.get(panel, (None,))[0] != given]
        stale = set(studio.drawing.stale_among(changed))
        self._known = {panel: self._known[panel] for panel in inputs if panel in self._known and panel not in changed}
        self._known |= {panel: (inputs[panel], panel in stale) for panel in changed}
        return BookStates(
            stale=frozenset(panel for panel, (_, is_stale) in self._known.items() if is_stale),
            identities={look: studio.looks.identity_state(look) for look in view.looks},
        )


def _inputs(view: BookView, panel: Panel) -> object:
    """Everything that a panel's picture depends on."""
    figures = view.figures_of_panel.get(panel.id, ())
    looks = tuple(view.looks.get(figure.look) for figure in figures if figure.look is not None)
    setting = view.settings.get(panel.setting) if panel.setting is not None else None
    page = view.pages_by_id[panel.page], view.panels_of_page[panel.page]
    return view.book, page, figures, looks, setting, view.shown_take(panel)


def cache_bytes(look: LookId) -> int:
    """How much disk the identity cache of a look takes on this machine."""
    entries = CacheFolder(identity_cache_folder()).entries()
    return sum(one.recipe_bytes + one.page_bytes for one in entries if one.manifest.owner == look)


def evict_cache(look: LookId) -> int:
    """Remove the identity cache of a look; how many bytes that freed."""
    folder = CacheFolder(identity_cache_folder())
    return folder.clear(tuple(one.manifest.key for one in folder.entries() if one.manifest.owner == look))


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
