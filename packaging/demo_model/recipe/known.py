"""The words that a world knows, as a table for the documentation."""

from __future__ import annotations

from dataclasses import fields


def known_table(world_name: str) -> str:
    """Markdown: one row per kind of thing, other words for the same thing in brackets."""
    from storybook import WORLDS  # noqa: PLC0415 - drawing needs skia, training does not
    from storybook.words import known_words  # noqa: PLC0415

    known = known_words(WORLDS[world_name])
    rows = [(field.name, getattr(known, field.name)) for field in fields(known)]
    lines = [f"| {name} | {_listed(words)} |" for name, words in rows if words]
    return "\n".join(["| | words |", "|---|---|", *lines])


def _listed(words: dict[str, tuple[str, ...]] | tuple[str, ...]) -> str:
    if not isinstance(words, dict):
        return ", ".join(words)
    return ", ".join(f"{usual} ({', '.join(others)})" if others else usual for usual, *others in words.values())
