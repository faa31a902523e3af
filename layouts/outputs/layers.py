"""A page as an OpenRaster file, for painting on in another program: paper, panels, frames, balloons and text apart."""

import io
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image

from layouts.book import BookPage
from layouts.display_list import DisplayList, DrawGlyphs, DrawImage, DrawOp
from layouts.outputs.archives import archive, cleaned, xml_text
from layouts.painter import Area, paint_layer, paint_pillow
from layouts.print.moving import bounds
from layouts.problems import Composition
from layouts.shapes import Rect

_THUMBNAIL_PX = 256
_NEAR_MM = 1.0


@dataclass(slots=True)
class Layer:
    """Drawings of one kind that can be painted one after the other."""

    name: str
    kind: str
    ops: list[DrawOp]


def export_ora(page: BookPage, target: Path, *, dpi: float = 300.0, area: Area = Area.BLEED) -> None:
    """Write a page as OpenRaster: layers that, put together, are the page exactly.

    Raises BadInput if the picture would be too large, Unavailable when the target cannot be written.
    """
    drawing = page.composition.display_list
    whole = paint_pillow(drawing, dpi, area)
    layers = layers_of(page.composition)
    with archive(target) as made:
        made.store("mimetype", b"image/openraster")
        root = ET.Element("image", {"version": "0.0.3", "w": str(whole.width), "h": str(whole.height)})
        root.attrib |= {"xres": str(round(dpi)), "yres": str(round(dpi))}
        stack = ET.SubElement(root, "stack")
        for at, layer in reversed(list(enumerate(layers, start=1))):
            name = f"data/layer{at:02d}.png"
            made.store(name, _png(_painted(drawing, layer, dpi, area)))
            ET.SubElement(stack, "layer", {"name": cleaned(layer.name), "src": name, "x": "0", "y": "0"})
        made.store("data/paper.png", _png(Image.new("RGB", whole.size, "white")))
        ET.SubElement(stack, "layer", {"name": "Paper", "src": "data/paper.png", "x": "0", "y": "0"})
        made.pack("stack.xml", xml_text(root))
        made.store("mergedimage.png", _png(whole))
        whole.thumbnail((_THUMBNAIL_PX, _THUMBNAIL_PX))
        made.store("Thumbnails/thumbnail.png", _png(whole))


def layers_of(composition: Composition) -> list[Layer]:
    """The drawings sorted into few layers, from the bottom up, without changing what the page looks like.

    A drawing joins an earlier layer of its kind only if nothing that was painted since lies where it is painted.
    """
    layers: list[Layer] = []
    pictures = 0
    for op in composition.display_list.ops:
        kind = _kind(op, composition)
        home = None if kind == "Picture" else _home(layers, kind, bounds(op))
        if home is not None:
            home.ops.append(op)
            continue
        pictures += kind == "Picture"
        count = sum(layer.kind == kind for layer in layers)
        name = f"Picture {pictures}" if kind == "Picture" else kind if not count else f"{kind} {count + 1}"
        layers.append(Layer(name, kind, [op]))
    return layers


def _kind(op: DrawOp, composition: Composition) -> str:
    if isinstance(op, DrawImage):
        return "Picture"
    if isinstance(op, DrawGlyphs):
        return "Text"
    box = bounds(op)
    balloons = (placed.outline.bounds().grown(_NEAR_MM) for placed in composition.letterings)
    return "Balloons" if any(balloon.contains(box) for balloon in balloons) else "Frames"


def _home(layers: list[Layer], kind: str, box: Rect) -> Layer | None:
    for layer in reversed(layers):
        if layer.kind == kind:
            return layer
        if any(bounds(op).overlap_area(box) > 0 for op in layer.ops):
            return None
    return None


def _painted(drawing: DisplayList, layer: Layer, dpi: float, area: Area) -> Image.Image:
    return paint_layer(drawing.with_ops(tuple(layer.ops)), dpi, area)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()
