"""What an edit, an undo, a merge or a save has changed: views that show a changed record read it again."""

from dataclasses import dataclass
from enum import Enum

from projects.records import Record


class Change(Enum):
    """What happened to a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One record that changed, and the names of its fields that did (empty for added and removed records)."""

    kind: type[Record]
    id: str
    change: Change
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that one step changed."""

    label: str = ""
    """What the user did, as the undo menu shows it."""
    touched: tuple[Touched, ...] = ()
    skipped: tuple[Touched, ...] = ()
    """After an undo or redo: what was left alone because a teammate's copy has changed it since."""

    def __bool__(self) -> bool:
        return bool(self.touched)

    def ids(self, kind: type[Record]) -> frozenset[str]:
        """The ids of the records of one kind that were added, changed or removed."""
        return frozenset(touched.id for touched in self.touched if touched.kind is kind)


NOTHING = Changes()
