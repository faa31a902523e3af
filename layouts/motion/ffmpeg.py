"""The one door to FFmpeg's libraries, by way of PyAV: a build of charabook may go without them.

What they say goes to Python's log and not to the terminal; their errors become sentences here or where a file is known.
"""

import importlib
from types import ModuleType

from charabook.errors import Unavailable
from layouts.motion.kinds import Codec

LIBRARY = "av"
_REMEDY = "Install the package “av” beside charabook, or choose .webp or .gif, which need none."


def libraries() -> ModuleType:
    """The module `av`. Raises Unavailable where it is not installed or does not load."""
    try:
        av = importlib.import_module(LIBRARY)
    except ImportError as error:
        raise Unavailable("This charabook was built without video.", _REMEDY) from error
    av.logging.set_level(None)
    return av


def require(codec: Codec) -> None:
    """Raise Unavailable if an encoder is missing, before any work is done."""
    av = libraries()
    for name in (codec.name, codec.sound):
        try:
            av.Codec(name, "w")
        except ValueError as error:
            what = f"The video library of this machine cannot write {codec.offered_by} ({name} is missing)."
            raise Unavailable(what, "Choose another ending: .mp4, .webm, .webp or .gif.") from error
