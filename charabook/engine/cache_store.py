"""Identity features within byte budgets: disk pages below, packed pages in memory, and again on the device."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import torch

from charabook.engine.cache_folder import CacheFolder, Manifest
from charabook.engine.codec import Packed
from charabook.engine.identity import Page, Recipe
from charabook.engine.matching import Pairs
from charabook.engine.script import Block
from charabook.errors import Damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How many bytes each tier may hold. The disk's budget lives with its folder."""

    ram_bytes: int = 2 << 30
    device_bytes: int = 1 << 30


Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Values by key, the least recently used ones dropped when their bytes exceed the budget."""

    def __init__(self, budget_bytes: int) -> None:
        self.budget_bytes = budget_bytes
        self.used_bytes = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """The value, now the most recently used, or None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Hashable, value: Value, nbytes: int) -> None:
        """Add a value; one larger than the whole budget is not kept."""
        with self._lock:
            self._drop(key)
            if nbytes > self.budget_bytes:
                return
            while self.used_bytes + nbytes > self.budget_bytes:
                self._drop(next(iter(self._values)))
            self._values[key] = (value, nbytes)
            self.used_bytes += nbytes

    def forget(self, belongs: Callable[[Hashable], bool]) -> None:
        """Drop every value whose key belongs."""
        with self._lock:
            for key in [key for key in self._values if belongs(key)]:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        _, nbytes = self._values.pop(key, (None, 0))
        self.used_bytes -= nbytes


Sighting = tuple[list[torch.Tensor], list[Pairs]]
"""Masks and pairs of one actor, for each picture of a batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a probe found out: the velocity [B, N, channels] at the start noise, and every actor's sighting."""

    opening: torch.Tensor | None
    sightings: Sequence[Sighting]

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        seen = [] if self.opening is None else [self.opening]
        for masks, pairs in self.sightings:
            seen += [*masks, *(tensor for one in pairs for tensor in (one.frame, one.identity, one.similarity))]
        return sum(tensor.numel() * tensor.element_size() for tensor in seen)


Descriptors = dict[Block, torch.Tensor]


class CacheStore:
    """The identity caches of one machine. One store serves one process; several may share a folder."""

    def __init__(self, folder: Path, budget: Budget | None = None) -> None:
        self.files = CacheFolder(folder)
        self.budget = budget or Budget()
        self.pages: Shelf[Page] = Shelf(self.budget.ram_bytes)
        self.descriptors: Shelf[Descriptors] = Shelf(self.budget.ram_bytes // 2)
        self.on_device: Shelf[Packed] = Shelf(self.budget.device_bytes)
        self.probes: Shelf[Probed] = Shelf(64 << 20)
        """What probes of panels drawn lately found, for re-rolls that change nothing before the matching level."""
        self.notes: list[str] = []
        """What happened to files, in sentences for the user; whoever draws takes them along."""
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cache-ahead")
        self._coming: dict[str, Future[Page | None]] = {}
        """The page of each entry that is being read ahead; never two of one entry, should the disk be slow."""

    def take_notes(self) -> tuple[str, ...]:
        """The notes so far, which are then forgotten."""
        notes, self.notes = tuple(dict.fromkeys(self.notes)), []
        return notes

    # ---------------------------------------------------------------------------------------- recipes

    def recipe(self, key: str, device: torch.device | str) -> Recipe | None:
        """The recipe of an entry, or None if it is absent or damaged (which is noted)."""
        try:
            content = self.files.read_recipe(key)
            return None if content is None else Recipe.from_bytes(content, device)
        except Damaged:
            self.notes.append("A stored character was damaged on disk and has been made again.")
        except OSError as trouble:
            self.notes.append(f"A stored character could not be read ({trouble.strerror}) and has been made again.")
        return None

    def keep_recipe(self, manifest: Manifest, recipe: Recipe, picture_png: bytes) -> None:
        """Store a new entry. A full or read-only disk is noted and costs only time later."""
        try:
            self.files.write_recipe(manifest, recipe.to_bytes(), picture_png)
        except OSError as trouble:
            self._not_kept(trouble)

    # ---------------------------------------------------------------------------------------- pages

    def page(self, key: str, block: Block) -> Page | None:
        """The page of one block from memory or disk; None if it must be made again."""
        known = self.pages.get((key, block))
        if known is not None:
            return known
        try:
            content = self.files.read_page(key, _name(block))
            page = None if content is None else Page.from_bytes(content)
        except Damaged:
            self.notes.append("A page of a character's cache was damaged and has been made again.")
            return None
        except OSError:
            return None
        if page is not None:
            self.pages.put((key, block), page, page.nbytes)
        return page

    def keep_pages(self, key: str, pages: dict[Block, Page]) -> dict[Block, Page]:
        """Store pages in memory and on disk; returns those that the disk did not keep."""
        for block, page in pages.items():
            self.pages.put((key, block), page, page.nbytes)
            try:
                self.files.write_page(key, _name(block), page.to_bytes())
            except OSError as trouble:
                self._not_kept(trouble)
        self.on_device.forget(lambda known: isinstance(known, tuple) and known[0] == key)
        self.files.trim()
        return {block: page for block, page in pages.items() if not self.is_on_disk(key, block)}

    def is_on_disk(self, key: str, block: Block) -> bool:
        """Whether a page is safe from being pushed out of memory by others."""
        return (self.files.folder / key / "pages" / _name(block)).is_file()

    def read_ahead(self, key: str, block: Block) -> None:
        """Begin to bring a page into memory while the model computes."""
        coming = self._coming.get(key)
        if self.pages.get((key, block)) is None and (coming is None or coming.done()):
            self._coming[key] = self._ahead.submit(self.page, key, block)

    # ---------------------------------------------------------------------------------------- the device

    def near(self, key: str, block: Block, stream: str, packed: Packed, device: torch.device) -> Packed:
        """One stream of a page on the device, still packed: unpacked it would take thrice the room."""
        if device.type == "cpu":
            return packed
        place = (key, block, stream, device)
        known = self.on_device.get(place)
        if known is None:
            known = {name: tensor.to(device) for name, tensor in packed.items()}
            self.on_device.put(place, known, sum(tensor.numel() * tensor.element_size() for tensor in known.values()))
        return known

    def leave_device(self) -> None:
        """Let go of everything on the device: another model needs the room."""
        self.on_device.forget(lambda _: True)
        self.probes.forget(lambda _: True)

    def _not_kept(self, trouble: OSError) -> None:
        self.notes.append(
            f"The character's cache could not be written to disk ({trouble.strerror}); it will be made again next time."
        )


def _name(block: Block) -> str:
    return f"{block.stream}-{block.number:03d}"
