"""Which panel of an edited script is which panel of the project. Pure functions over what panels tell."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from charabook.story.script import Panel
from charabook.story.words import folded

ALIKE_ENOUGH = 0.45


@dataclass(slots=True)
class _Matching:
    """Pairs found so far: the index of the old panel for each new one."""

    old: Sequence[Panel]
    new: Sequence[Panel]
    found: dict[int, int] = field(default_factory=dict)

    def open_old(self) -> list[int]:
        taken = set(self.found.values())
        return [index for index in range(len(self.old)) if index not in taken]

    def open_new(self) -> list[int]:
        return [index for index in range(len(self.new)) if index not in self.found]

    def pair_equals(self, view: Callable[[Panel], Hashable | None]) -> None:
        """Pair panels whose `view` is equal, in order as far as possible, then wherever they went."""
        old, new = self.open_old(), self.open_new()
        old_views, new_views = [view(self.old[i]) for i in old], [view(self.new[i]) for i in new]
        for block in SequenceMatcher(None, old_views, new_views, autojunk=False).get_matching_blocks():
            for step in range(block.size):
                if old_views[block.a + step] is not None:
                    self.found[new[block.b + step]] = old[block.a + step]
        for index in self.open_new():
            wanted = view(self.new[index])
            twin = next((i for i in self.open_old() if wanted is not None and view(self.old[i]) == wanted), None)
            if twin is not None:
                self.found[index] = twin

    def pair_similar(self) -> None:
        """Pair what is alike enough, the most alike first."""
        pairs = [
            (likeness(self.old[old], self.new[new]), -abs(old - new), old, new)
            for old in self.open_old()
            for new in self.open_new()
            if _may_be_one(self.old[old], self.new[new])
        ]
        for alike, _, old, new in sorted(pairs, reverse=True):
            if alike >= ALIKE_ENOUGH and new not in self.found and old not in self.found.values():
                self.found[new] = old


def match_panels(old: Sequence[Panel], new: Sequence[Panel]) -> list[int | None]:
    """For each new panel the index of the old one that it continues, or None. Settings must be spelt out.

    First by key, then by everything, then by the picture alone, then by likeness.
    """
    matching = _Matching(old, new)
    matching.pair_equals(lambda panel: panel.key or None)
    matching.pair_equals(lambda panel: replace(panel, notes=()))
    matching.pair_equals(picture_of)
    matching.pair_similar()
    return [matching.found.get(index) for index in range(len(new))]


def picture_of(panel: Panel) -> Panel | None:
    """A panel without everything that its picture does not show; None for a panel without a picture to speak of."""
    bare = replace(panel, key="", letters=(), notes=())
    return bare if bare.figures or bare.picture else None


def likeness(old: Panel, new: Panel) -> float:
    """How much two panels have in common, from 0 to 1: who is there, where, and what is said."""
    return 0.35 * _shared(_names(old), _names(new)) + 0.15 * (old.setting == new.setting) + 0.5 * _said_alike(old, new)


def _may_be_one(old: Panel, new: Panel) -> bool:
    return not (old.key and new.key and old.key != new.key)


def _names(panel: Panel) -> set[str]:
    return {folded(figure.name) for figure in panel.figures}


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _said_alike(old: Panel, new: Panel) -> float:
    one, other = "\n".join(_words(old)), "\n".join(_words(new))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _words(panel: Panel) -> Iterator[str]:
    yield panel.picture
    yield from (figure.action for figure in panel.figures)
    yield from (wording.words for letters in panel.letters for wording in letters.text.wordings)
