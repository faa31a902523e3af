"""Make the Japanese font that ships: the characters of JIS X 0208 out of Noto Sans JP Medium.

    python layouts/fonts/make_japanese_subset.py NotoSansJP_500Medium.ttf layouts/fonts/CharabookGothicJP-Medium.ttf

The source comes from the npm package `@expo-google-fonts/noto-sans-jp` (0.4.3). A changed font gets a name of its
own, so that nobody takes the subset for the original; the copyright and the licence stay as they are.
"""

import sys
from collections.abc import Iterator

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY, STYLE, POSTSCRIPT_NAME = "Charabook Gothic JP", "Medium", "CharabookGothicJP-Medium"
EXTRA = "♥♡❤★☆♪♫〜～—–…‥“”‘’¡¿«»€"
VERTICAL_AND_KERNING = ["vert", "vrt2", "vhal", "halt", "palt", "vpal", "kern", "vkrn", "ruby", "ccmp", "locl", "fwid"]


def jis_x_0208() -> Iterator[str]:
    """The characters of the 94 by 94 grid, as the EUC encoding spells them."""
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("euc_jp")
            except UnicodeDecodeError:
                continue


def make(source: str, target: str) -> None:
    """Write the subset of `source` to `target`."""
    font = TTFont(source)
    options = subset.Options(layout_features=VERTICAL_AND_KERNING, hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    latin = (chr(code) for code in range(0x20, 0x180))
    subsetter.populate(text="".join((*jis_x_0208(), *latin, EXTRA)))
    subsetter.subset(font)
    names = {1: f"{FAMILY} {STYLE}", 2: "Regular", 4: f"{FAMILY} {STYLE}", 6: POSTSCRIPT_NAME, 16: FAMILY, 17: STYLE}
    names[10] = "The characters of JIS X 0208 out of Noto Sans JP Medium."
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font.save(target)


if __name__ == "__main__":
    make(*sys.argv[1:])
