"""A clip as a file: H.264 in MP4, written whole or not at all, and its frames read back. Torch-free.

The chosen frame of a clip is printed, so quality comes before size: rate factor 10, which the eye cannot tell from the
frames. H.264 wants even sides; sizes of clips are multiples of sixteen.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charabook.errors import BadInput, Damaged, Unavailable

MIME = "video/mp4"
# x264 reads memory that it never wrote while it plans ahead for very small frames: other bytes for the same clip.
_OPTIONS = {"crf": "10", "preset": "medium", "x264-params": "mbtree=0"}
_CODEC = "libx264"
_MOST_PIXELS = 8192 * 8192

Frame = NDArray[np.uint8]
"""[H, W, 3], RGB."""


def encoded(
    frames: Sequence[Frame], frames_per_second: int, *, tell: Callable[[int], None] = lambda done: None
) -> bytes:
    """Frames as an MP4 file. `tell` hears how many are done. Raises Unavailable if the codec is missing."""
    av = _library()
    height, width, _ = frames[0].shape
    if width % 2 or height % 2:
        raise BadInput(f"A clip of {width} x {height} pixels cannot be stored.", "Use even sides.")
    target = io.BytesIO()
    try:
        with av.open(target, "w", format="mp4") as container:
            stream = container.add_stream(_CODEC, rate=frames_per_second, options=_OPTIONS)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.codec_context.thread_count = 1  # more threads, other bytes
            stream.codec_context.time_base = Fraction(1, frames_per_second)
            for number, frame in enumerate(frames):
                container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")))
                tell(number + 1)
            container.mux(stream.encode())
    except av.FFmpegError as error:
        raise _no_codec() from error
    return target.getvalue()


def decoded(video: bytes) -> Iterator[Frame]:
    """The frames of a video file, one by one. Raises Damaged for what is none."""
    av = _library()
    try:
        with av.open(io.BytesIO(video), "r") as container:
            if not container.streams.video:
                raise Damaged("The file holds no moving picture.", "Make the clip anew from its take.")
            stream = container.streams.video[0]
            if stream.width * stream.height > _MOST_PIXELS:
                raise BadInput("The clip is far too large.", "Make it smaller.")
            for frame in container.decode(stream):
                yield frame.to_ndarray(format="rgb24")
    except av.FFmpegError as error:
        raise Damaged("The clip is damaged and cannot be shown.", "Make it anew from its take.") from error


def frame_of(video: bytes, number: int) -> Frame:
    """One frame of a video, counted from 0. Raises BadInput beyond its end."""
    count = 0
    for frame in decoded(video):
        if count == number:
            return frame
        count += 1
    raise BadInput(f"The clip has no frame {number + 1}.", f"Choose one from 1 to {count}.")


def _library() -> Any:
    try:
        import av  # noqa: PLC0415 - only those who make clips pay for it
    except ImportError as error:
        raise Unavailable(
            "The Python package “av” is needed for clips, and it is not installed.",
            "Install it with “pip install av” in charabook's environment.",
        ) from error
    if _CODEC not in av.codecs_available:
        raise _no_codec()
    return av


def _no_codec() -> Unavailable:
    return Unavailable(
        "This build of FFmpeg cannot write H.264 video.", "Install the package “av” as charabook's constraints name it."
    )
