"""How it stands with the identity of a look."""

from dataclasses import dataclass
from enum import StrEnum


class IdentityStanding(StrEnum):
    """The badge of a look."""

    NONE = "none"
    BUILDING = "building"
    READY = "ready"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityState:
    """The badge of a look and, for a stale one, why."""

    standing: IdentityStanding
    reason: str = ""
