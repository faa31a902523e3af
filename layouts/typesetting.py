"""Which type a text is set in: the look's fonts, led by the font that its language needs."""

from dataclasses import dataclass

from layouts.lettering.passage import Type, base_language
from layouts.looks import Look
from layouts.page import BlockRole, LetteringKind
from layouts.shapes import mm_from_points
from layouts.typefaces import FontShelf

_LANGUAGE_FONTS = {
    "ja": "CharabookGothicJP-Medium",
    "ar": "Amiri-Bold",
    "fa": "Amiri-Bold",
    "ur": "Amiri-Bold",
    "hi": "NotoSansDevanagari-Medium",
    "mr": "NotoSansDevanagari-Medium",
    "ne": "NotoSansDevanagari-Medium",
    "sa": "NotoSansDevanagari-Medium",
}
_MIN_LEADING = {"ar": 1.55, "fa": 1.55, "ur": 1.6, "hi": 1.5, "mr": 1.5, "ne": 1.5, "sa": 1.5}
_LETTER_SIZE = {"ar": 1.25, "fa": 1.25, "ur": 1.25}  # small on its body, so set larger to look as large
_KIND_SIZE = {LetteringKind.WHISPER: 0.9, LetteringKind.SHOUT: 1.18, LetteringKind.NARRATION: 1.05}
SMALLEST_PT = 7.0  # printers refuse smaller letters


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Makes types out of a look and a shelf of fonts."""

    look: Look
    shelf: FontShelf

    def dialogue(self, kind: LetteringKind, language: str, scale: float) -> Type:
        """The type of balloons and captions."""
        part = self.look.dialogue
        plain = part.strong_font if kind is LetteringKind.SHOUT else part.font
        size = part.size_pt * _KIND_SIZE.get(kind, 1.0) * scale
        return self._type(plain, part.strong_font, size, part.leading, language)

    def sound(self, language: str, scale: float) -> Type:
        """The type of sound effects."""
        part = self.look.sound
        return self._type(part.font, part.font, part.size_pt * scale, 1.0, language)

    def block(self, role: BlockRole, language: str, scale: float) -> Type:
        """The type of story text and titles."""
        body, title = self.look.body, self.look.title
        match role:
            case BlockRole.TITLE:
                return self._type(title.font, title.font, title.size_pt * scale, title.leading, language)
            case BlockRole.SUBTITLE:
                return self._type(title.font, title.font, title.size_pt * 0.45 * scale, 1.2, language)
            case BlockRole.BYLINE:
                return self._type(body.font, body.strong_font, body.size_pt * 0.9 * scale, 1.2, language)
            case BlockRole.BODY:
                return self._type(body.font, body.strong_font, body.size_pt * scale, body.leading, language)
            case BlockRole.SMALL:
                return self._type(body.font, body.strong_font, body.size_pt * 0.62 * scale, 1.3, language)

    def number(self) -> Type:
        """The type of page numbers."""
        part = self.look.body
        return self._type(part.font, part.font, self.look.measure.number_pt, 1.0, "en")

    def _type(self, font: str, strong_font: str, size_pt: float, leading: float, language: str) -> Type:
        base = base_language(language)
        leader = _LANGUAGE_FONTS.get(base)
        lead = (leader,) if leader else ()
        return Type(
            fonts=self.shelf.chain(*lead, font),
            strong_fonts=self.shelf.chain(*lead, strong_font),
            size_mm=mm_from_points(size_pt * _LETTER_SIZE.get(base, 1.0)),
            leading=max(leading, _MIN_LEADING.get(base, 0.0)),
        )
