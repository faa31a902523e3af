"""Identity caches on disk and in memory, within byte budgets."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How many bytes each tier may hold."""

    disk_bytes: int = 8 << 30
    ram_bytes: int = 2 << 30
    vram_bytes: int = 1 << 30


class CacheStore:
    """The identity caches of one machine: recipes and pages below `folder`, recently used ones in memory."""

    def __init__(self, folder: Path, budget: Budget | None = None) -> None:
        self.folder = folder
        self.budget = budget or Budget()
