"""One page's drawing instructions, in the operators of PDF's content streams."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from layouts.shapes import Affine, Close, Cubic, Line, Move, Outline, Point

_SPACES = {3: ("rg", "RG"), 4: ("k", "K")}


class Content:
    """Collects operators; points go through `to_points`, from page millimetres to PDF points."""

    def __init__(self, to_points: Affine) -> None:
        self.to_points = to_points
        self._parts: list[str] = []

    def bytes(self) -> bytes:
        """The whole stream."""
        return "\n".join(self._parts).encode("ascii")

    def put(self, *parts: str) -> None:
        """Operands and their operator, as they are."""
        self._parts.append(" ".join(parts))

    @contextmanager
    def saved(self) -> Iterator[None]:
        """Graphics state within is forgotten after."""
        self.put("q")
        yield
        self.put("Q")

    @contextmanager
    def marked(self, opening: str) -> Iterator[None]:
        """Marked content: `opening` holds the tag, its properties and BDC or BMC."""
        self.put(opening)
        yield
        self.put("EMC")

    def fill_colour(self, inks: tuple[float, ...]) -> None:
        """Three values are RGB, four CMYK."""
        self.put(numbers(inks), _SPACES[len(inks)][0])

    def stroke_colour(self, inks: tuple[float, ...]) -> None:
        """Three values are RGB, four CMYK."""
        self.put(numbers(inks), _SPACES[len(inks)][1])

    def pen(self, width_mm: float, dash_mm: tuple[float, ...]) -> None:
        """A pen with round joins and caps."""
        unit = abs(self.to_points.a)
        dashes = numbers(dash * unit for dash in dash_mm)
        self.put(f"{number(width_mm * unit)} w 1 J 1 j [{dashes}] 0 d")

    def graphics_state(self, name: str) -> None:
        """An entry of the page's ExtGState."""
        self.put(name, "gs")

    def clip(self, outline: Outline) -> None:
        """Only what lies within `outline` is drawn from here on."""
        self.path(outline)
        self.put("W n")

    def path(self, outline: Outline) -> None:
        """Put the contours down, to be filled, stroked or clipped with."""
        for segment in outline.segments:
            match segment:
                case Move(to):
                    self.put(self._point(to), "m")
                case Line(to):
                    self.put(self._point(to), "l")
                case Cubic(first, second, to):
                    self.put(self._point(first), self._point(second), self._point(to), "c")
                case Close():
                    self.put("h")

    def image(self, name: str, placing: Affine) -> None:
        """Draw an image whose unit square (y down) `placing` maps to page millimetres."""
        # PDF's own unit square has y up: turn the picture over first.
        whole = Affine(1, 0, 0, -1, 0, 1).then(placing).then(self.to_points)
        with self.saved():
            self.put(numbers(whole), "cm")
            self.put(name, "Do")

    def glyph(self, gid: int, turned: Affine) -> None:
        """Show one glyph; `turned` maps the em square (y up) to PDF points."""
        self.put(numbers(turned), f"Tm <{gid:04X}> Tj")

    def _point(self, point: Point) -> str:
        x, y = self.to_points.apply(point)
        return f"{number(x)} {number(y)}"


def number(value: float) -> str:
    """A number as PDF wants it: plain, at most four places (a 300th of a hair), never with an exponent."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(values: Iterable[float]) -> str:
    """Several numbers, parted by spaces."""
    return " ".join(number(value) for value in values)


def text_string(text: str) -> str:
    """A text as PDF writes it in content streams: UTF-16 with its mark, in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
