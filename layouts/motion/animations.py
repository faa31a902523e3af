"""Films as animated pictures: WebP, and GIF for old programs. Pillow writes them; frames are painted as it asks."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from charabook.errors import BadInput
from layouts.motion.kinds import FilmKind
from layouts.motion.projector import Projector
from layouts.motion.rasters import to_pillow
from layouts.whole_files import written_whole

_FEW = 12  # frames a second, or somewhat more, are enough for a picture
_MOST_GIF_BYTES = 256 * 2**20  # Pillow keeps a GIF's frames until all are there
_COLOURS = 256


def write_animation(projector: Projector, target: Path, kind: FilmKind, painted: Callable[[int], None]) -> None:
    """Write an animated picture that plays for ever; `painted` hears how many frames of the film are done.

    Raises BadInput for a GIF that no program would play.
    """
    timeline = projector.timeline
    numbers = range(0, timeline.frames, timeline.rate // _FEW)
    if kind is FilmKind.GIF and len(numbers) * timeline.width * timeline.height > _MOST_GIF_BYTES:
        raise BadInput(
            f"A GIF of {timeline.length_s:.0f} seconds in this size would be far too large.",
            "Choose fewer pages, a smaller size such as 480x270, or .webp or .mp4.",
        )
    book = _Flipbook(projector, numbers, kind, painted)
    durations = _durations_ms(numbers, timeline.rate, 10 if kind is FilmKind.GIF else 1)
    with written_whole(target) as part:
        if kind is FilmKind.GIF:
            book.save(part, "GIF", save_all=True, duration=durations, loop=0)
        else:
            book.save(part, "WEBP", save_all=True, duration=durations, loop=0, quality=80, method=2)


def _durations_ms(numbers: range, rate: int, unit_ms: int) -> list[int]:
    """How long each frame stays, in whole units, such that the whole keeps time."""
    ends = [round((number + numbers.step) * 1000 / rate / unit_ms) * unit_ms for number in numbers]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


class _Flipbook(Image.Image):
    """An image of many frames that paints each one when it is turned to, so that only one is in memory."""

    def __init__(self, projector: Projector, numbers: range, kind: FilmKind, painted: Callable[[int], None]) -> None:
        super().__init__()
        self._projector = projector
        self._numbers = numbers
        self._kind = kind
        self._painted = painted
        self._at = -1
        self.n_frames = len(numbers)
        self.is_animated = self.n_frames > 1
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Turn to a frame. EOFError behind the last one."""
        if frame >= self.n_frames:
            raise EOFError
        if frame == self._at:
            return
        picture = to_pillow(self._projector.frame(self._numbers[frame])).convert("RGB")
        if self._kind is FilmKind.GIF:
            # A third of the size knows the colours as well, ten times as fast. Grain would dance from frame to frame.
            palette = picture.reduce(3).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
            picture = picture.quantize(palette=palette, dither=Image.Dither.NONE)
            self.palette = picture.palette
        self.im, self._mode, self._size = picture.im, picture.mode, picture.size
        self._at = frame
        self._painted(self._numbers[frame])

    def tell(self) -> int:
        """The frame that is turned to."""
        return self._at

    def load(self) -> None:
        """Frames are loaded as they are turned to."""
