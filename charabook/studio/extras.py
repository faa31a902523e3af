"""What the studio keeps in the `settings_json` fields of records: small named texts and numbers."""

import json
from collections.abc import Mapping

from charabook.studio.stored import table

WHERE = "where"  # of a panel: what is different about its setting here
SIDE, ANYWHERE = "side", "any"  # of a figure in the centre: it may stand wherever there is room
DEPTH = "depth"  # of a figure
TITLES, CHAPTER_TITLES = "titles", "chapter_titles"  # of the book: translations
SEED = "seed"  # of the book
LOOK_OF_PAGES = "look"  # of the book: type and inks


def read_extras(stored: str) -> dict[str, object]:
    """The named values; none if the text is not ours."""
    return table(stored)


def text_extra(stored: str, name: str) -> str:
    """One text, or "" if it is missing or no text."""
    value = read_extras(stored).get(name, "")
    return value if isinstance(value, str) else ""


def number_extra(stored: str, name: str, default: int) -> int:
    """One whole number."""
    value = read_extras(stored).get(name, default)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def table_extra(stored: str, name: str) -> dict[str, object]:
    """One table of named values."""
    value = read_extras(stored).get(name)
    return value if isinstance(value, dict) else {}


def with_extras(stored: str, **values: object) -> str:
    """The stored text with some values set; empty values are taken out."""
    merged: Mapping[str, object] = read_extras(stored) | values
    kept = {name: value for name, value in merged.items() if value not in ("", None, {}, [])}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
