"""Pages of a small book, with pictures drawn for the purpose: heads are where the records say."""

from pathlib import Path

from PIL import Image, ImageDraw

from layouts.arranging import Arrangement, arranged
from layouts.lettering.passage import parse_markup
from layouts.page import (
    Binding,
    BlockId,
    BlockRole,
    Figure,
    Lettering,
    LetteringId,
    LetteringKind,
    Page,
    PageFormat,
    Panel,
    PanelId,
    Picture,
    Sheet,
    TextBlock,
)
from layouts.shapes import Rect
from layouts.template_records import Span
from layouts.templates import shipped_templates

SQUARE = PageFormat(name="square", width_mm=215.9, height_mm=215.9, bleed_mm=3.175)
COMIC = PageFormat(name="comic", width_mm=168.3, height_mm=260.4, bleed_mm=3.175, outer_mm=8.0, gutter_mm=10.0)
MANGA = PageFormat(
    name="manga", width_mm=182.0, height_mm=257.0, bleed_mm=3.0, outer_mm=10.0, gutter_mm=15.0, binding=Binding.RIGHT
)

HEADS = {"Pip": Rect(0.15, 0.45, 0.2, 0.2), "Mo": Rect(0.62, 0.5, 0.2, 0.2)}
FIGURES = tuple(
    Figure(name=name, head=head, box=Rect(head.x - 0.03, head.y, head.width + 0.06, 0.95 - head.y))
    for name, head in HEADS.items()
)


def draw_picture(path: Path, width: int = 600, height: int = 450, hue: int = 0) -> Picture:
    """A meadow with two round-headed figures."""
    image = Image.new("RGB", (width, height), ((120 + hue) % 256, 190, 235))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.7, width, height), fill=(110, 180, (90 + hue) % 256))
    for figure, colour in zip(FIGURES, ((240, 140, 60), (170, 120, 200)), strict=True):
        head = figure.head_box
        body = figure.box
        pen.rectangle((body.x * width, head.bottom * height, body.right * width, body.bottom * height), fill=colour)
        box = (head.x * width, head.y * height, head.right * width, head.bottom * height)
        pen.ellipse(box, fill=(250, 225, 195), outline=(40, 30, 30), width=4)
    image.save(path)
    return Picture(path=path, pixels=(width, height))


def say(
    number: int, kind: LetteringKind, text: str, *, panel: str = "A", speaker: str = "", language: str = ""
) -> Lettering:
    """A lettering with few words about it."""
    return Lettering(
        id=LetteringId(f"{panel}-{number}"),
        kind=kind,
        runs=parse_markup(text),
        panel_id=PanelId(panel),
        speaker=speaker,
        language=language,
    )


def panels_of(arrangement: Arrangement, picture: Picture) -> tuple[Panel, ...]:
    """The panels of an arrangement, all with the same picture."""
    return tuple(
        Panel(
            id=PanelId(place.name),
            frame=place.frame,
            shape=place.shape,
            border=place.border,
            layer=place.layer,
            picture=picture,
            figures=FIGURES,
            alt="Pip and Mo on a meadow",
        )
        for place in arrangement.panels
    )


WORDS = {
    BlockRole.TITLE: "Pip and Mo",
    BlockRole.SUBTITLE: "A story about a meadow",
    BlockRole.BYLINE: "told by their friends",
    BlockRole.BODY: "Pip and Mo lived on the meadow behind the hill, where the wind tells stories to the grass.",
    BlockRole.SMALL: "For everyone who reads under the blanket.",
}


def page_of(template: str, format_: PageFormat, picture: Picture, number: int = 3) -> Page:
    """A template with pictures and story text."""
    chosen = shipped_templates()[template]
    sheet = Sheet.SPREAD if chosen.span is Span.SPREAD else format_.sheet_of_page(number)
    arrangement = arranged(chosen, format_, sheet)
    blocks = tuple(
        TextBlock(
            id=BlockId(f"text-{at}"),
            role=place.role,
            runs=parse_markup(WORDS[place.role]),
            box=place.box,
            align=place.align,
            backing=place.backing,
            initial_lines=place.initial_lines,
        )
        for at, place in enumerate(arrangement.texts)
    )
    return Page(format=format_, sheet=sheet, panels=panels_of(arrangement, picture), blocks=blocks, number=number)
