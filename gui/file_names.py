"""What files are called after: a title with everything left out that a desktop does not take in a name."""

import re

REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(title: str, otherwise: str) -> str:
    """A name without an ending; `otherwise` where nothing is left of the title."""
    return " ".join(REFUSED.sub(" ", title).split()).strip(" .") or otherwise
