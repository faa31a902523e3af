"""The words that the script format reserves, in English and Japanese. The printer writes the first of each."""

import unicodedata
from enum import StrEnum
from typing import TypeVar

from charabook.story.script import Depth, Direction, Manner, PageKind, Shot, Side


class Section(StrEnum):
    """What a first-level heading opens."""

    CAST = "Cast"
    SETTINGS = "Settings"
    CHAPTER = "Chapter"
    PAGE = "Page"
    SPREAD = "Spread"


class Field(StrEnum):
    """What a line "word: text" can begin with, besides a speaker's name."""

    TITLE = "title"
    AUTHOR = "author"
    FORMAT = "format"
    LANGUAGES = "languages"
    READS = "reads"
    STYLE = "style"
    SEED = "seed"
    ABOUT = "about"
    LOOK = "look"
    DRAWING = "drawing"
    SETTING = "setting"
    SHOT = "shot"
    PICTURE = "picture"
    CAPTION = "caption"
    SFX = "sfx"
    NOTE = "note"


PANEL = "panel"

SECTIONS: dict[str, Section] = {
    "cast": Section.CAST,
    "characters": Section.CAST,
    "登場人物": Section.CAST,
    "settings": Section.SETTINGS,
    "places": Section.SETTINGS,
    "舞台": Section.SETTINGS,
    "chapter": Section.CHAPTER,
    "章": Section.CHAPTER,
    "page": Section.PAGE,
    "ページ": Section.PAGE,
    "spread": Section.SPREAD,
    "見開き": Section.SPREAD,
}
PAGE_KINDS = {Section.PAGE: PageKind.PAGE, Section.SPREAD: PageKind.SPREAD}
PANELS = frozenset({"panel", "コマ"})

FIELDS: dict[str, Field] = {field.value: field for field in Field} | {
    "題名": Field.TITLE,
    "作者": Field.AUTHOR,
    "判型": Field.FORMAT,
    "言語": Field.LANGUAGES,
    "読み方向": Field.READS,
    "画風": Field.STYLE,
    "シード": Field.SEED,
    "紹介": Field.ABOUT,
    "姿": Field.LOOK,
    "原画": Field.DRAWING,
    "place": Field.SETTING,
    "場所": Field.SETTING,
    "ショット": Field.SHOT,
    "絵": Field.PICTURE,
    "語り": Field.CAPTION,
    "効果音": Field.SFX,
    "メモ": Field.NOTE,
}

SIDES: dict[str, Side] = {
    "left": Side.LEFT,
    "centre": Side.CENTRE,
    "center": Side.CENTRE,
    "middle": Side.CENTRE,
    "right": Side.RIGHT,
    "左": Side.LEFT,
    "中央": Side.CENTRE,
    "右": Side.RIGHT,
}
DEPTHS: dict[str, Depth] = {"front": Depth.FRONT, "back": Depth.BACK, "手前": Depth.FRONT, "奥": Depth.BACK}

SHOTS: dict[str, Shot] = {shot.value: shot for shot in Shot} | {
    "close up": Shot.CLOSE_UP,
    "closeup": Shot.CLOSE_UP,
    "long": Shot.WIDE,
    "遠景": Shot.WIDE,
    "全身": Shot.FULL,
    "半身": Shot.MEDIUM,
    "アップ": Shot.CLOSE_UP,
}
MANNERS: dict[str, Manner] = {manner.value: manner for manner in Manner} | {
    "thought": Manner.THINKS,
    "shout": Manner.SHOUTS,
    "whisper": Manner.WHISPERS,
    "心の声": Manner.THINKS,
    "叫ぶ": Manner.SHOUTS,
    "ささやく": Manner.WHISPERS,
}
DIRECTIONS: dict[str, Direction] = {direction.value: direction for direction in Direction} | {
    "left to right": Direction.LEFT_TO_RIGHT,
    "right to left": Direction.RIGHT_TO_LEFT,
    "左から右": Direction.LEFT_TO_RIGHT,
    "右から左": Direction.RIGHT_TO_LEFT,
}

Meaning = TypeVar("Meaning")


def lookup(table: dict[str, Meaning], word: str) -> Meaning | None:
    """What `word` means in one of the tables above, however it is capitalised."""
    return table.get(folded(word))


def folded(word: str) -> str:
    """`word` in the form in which two spellings of the same name are equal."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def is_place_word(word: str) -> bool:
    """Whether `word` says where a figure stands."""
    return folded(word) in SIDES or folded(word) in DEPTHS
