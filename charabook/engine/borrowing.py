"""Everything that a panel borrows: its characters' identities and its location, all at hand at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from charabook.engine import identities
from charabook.engine.identities import Kept
from charabook.engine.requests import Figure, PanelRequest, Sharing
from charabook.engine.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """What the request asks to share; nothing that it does not."""

    cast: tuple[Kept | None, ...]
    """For each figure."""
    place: Kept | None


def borrowed(session: Session, request: PanelRequest) -> Borrowed:
    """Find or make everything that the panel borrows; figures of one look share it."""
    makers: dict[str, Callable[[], Kept]] = {}
    if request.sharing is not Sharing.OFF:
        for figure in request.figures:
            asked = (session, figure.identity, request.sampling, figure.likeness)
            makers[_name(figure)] = partial(identities.identity, *asked)
    if request.location:
        makers["place"] = partial(identities.location, session, request.location, request.sampling)
    made = _together(makers)
    return Borrowed(cast=tuple(made.get(_name(figure)) for figure in request.figures), place=made.get("place"))


def _together(makers: dict[str, Callable[[], Kept]]) -> dict[str, Kept]:
    """Make all. Where the store has no room for all, one pushes out another's pages: that one is then held."""
    made = {name: make() for name, make in makers.items()}
    while lost := [name for name, kept in made.items() if not kept.lender.is_complete]:
        for name in lost:
            made[name] = makers[name]()
            made[name].lender.hold()
    return made


def _name(figure: Figure) -> str:
    return repr((figure.identity, figure.likeness))
