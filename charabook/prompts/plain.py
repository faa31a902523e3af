"""The dialect of large models: the author's own words, in the order background, characters, actions."""

from charabook.engine.requests import PromptSpans
from charabook.prompts.prompt import ComposedPrompt, FigureWords, LookWords, PromptWriter, SceneWords
from charabook.story.script import Depth, Shot, Side

_SHOTS = {Shot.WIDE: "a wide shot", Shot.FULL: "", Shot.MEDIUM: "a medium shot", Shot.CLOSE_UP: "a close-up"}
_SIDES = {Side.LEFT: "on the left", Side.CENTRE: "in the centre", Side.RIGHT: "on the right", Side.ANY: ""}
_DEPTHS = {Depth.FRONT: "in the foreground", Depth.MIDDLE: "", Depth.BACK: "in the background"}

DEFAULT_ACTION = "standing"


class PlainDialect:
    """Passes free text on; only says where everybody stands."""

    def scene(self, words: SceneWords) -> ComposedPrompt:
        """The prompt of a panel: "[style, shot, setting], [left a girl, waving], [right a fox, sitting]"."""
        location = ", ".join(part for part in (words.setting, words.variation, words.picture) if part)
        writer = PromptWriter()
        background = writer.write(", ".join(part for part in (words.style, _SHOTS[words.shot], location) if part))
        regions = tuple(_region(figure) for figure in words.figures)
        spans = tuple(
            writer.write(f"{place} {region}" if (place := _place(figure)) else region)
            for figure, region in zip(words.figures, regions, strict=True)
        )
        return ComposedPrompt(
            prompt=PromptSpans(text=writer.text, background=background, figures=spans),
            regions=regions,
            location=", ".join(part for part in (words.style, location) if part),
        )

    def look(self, description: str, style: str) -> LookWords:
        """The prompt of an identity picture: the whole figure before nothing that could be taken for it."""
        background = "a plain light background"
        return LookWords(
            background=f"{style}, {background}" if style else background,
            character=description,
            action=f"{DEFAULT_ACTION}, full body",
        )


def _region(figure: FigureWords) -> str:
    return ", ".join(part for part in (figure.look, figure.expression, figure.action or DEFAULT_ACTION) if part)


def _place(figure: FigureWords) -> str:
    return " ".join(part for part in (_SIDES[figure.side], _DEPTHS[figure.depth]) if part)
