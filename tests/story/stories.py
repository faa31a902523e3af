"""Hypothesis strategies for stories that a script can tell."""

from hypothesis import strategies as st

from charabook.story.places import is_possible_name
from charabook.story.script import (
    Balloon,
    Caption,
    CastMember,
    Chapter,
    Depth,
    Direction,
    Effect,
    Figure,
    Headline,
    Look,
    Manner,
    Page,
    PageKind,
    Panel,
    Setting,
    SettingUse,
    Shot,
    Side,
    Story,
    Text,
    Wording,
)
from charabook.story.words import folded

_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
_LETTERS = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Mn")), min_size=1, max_size=8)

names = st.lists(_LETTERS, min_size=1, max_size=2).map(" ".join).filter(is_possible_name)
prose = st.text(_CHARACTERS, max_size=40).map(lambda s: " ".join(s.split()))
some_prose = prose.filter(bool)
templates = st.sampled_from(["", "splash", "two-rows"])
_lines = st.text(_CHARACTERS | st.sampled_from("\\ :：#>　"), max_size=30).map(str.rstrip)
_tricky = st.sampled_from(["", "ja: こんにちは", "\\", "\\ja: x", "  indented", "# Page", "> Mina", "// no", "en:"])
words = st.lists(_lines | _tricky, min_size=1, max_size=4).map("\n".join).filter(str.strip)
language_sets = st.sampled_from([("en",), ("ja",), ("en", "ja"), ("ja", "en", "pt-BR")])


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...]) -> Text:
    used = draw(st.sets(st.sampled_from(languages), min_size=1))
    return Text(tuple(Wording(language=one, words=draw(words)) for one in languages if one in used))


@st.composite
def members(draw: st.DrawFn) -> tuple[CastMember, ...]:
    found = draw(st.lists(names, max_size=3, unique_by=folded))
    looks = st.lists(
        st.builds(Look, name=_LETTERS.filter(is_possible_name), description=some_prose, drawing=prose),
        min_size=1,
        max_size=2,
        unique_by=lambda look: folded(look.name),
    )
    return tuple(CastMember(name=name, about=draw(prose), looks=tuple(draw(looks))) for name in found)


@st.composite
def figures(draw: st.DrawFn, cast: tuple[CastMember, ...]) -> Figure:
    member = draw(st.sampled_from(cast))
    return Figure(
        name=member.name,
        look=draw(st.sampled_from(["", *(look.name for look in member.looks)])),
        side=draw(st.sampled_from(Side)),
        depth=draw(st.sampled_from(Depth)),
        expression=draw(prose.filter(lambda s: ":" not in s and "：" not in s and s[:1] not in (",", "，", "、"))),
        action=draw(prose),
    )


@st.composite
def panels(draw: st.DrawFn, story: Story, key: str) -> Panel:
    text = texts(story.languages)
    letters = st.builds(Caption, text=text) | st.builds(Effect, text=text) | st.builds(Headline, text=text)
    if story.cast:
        speakers = st.sampled_from([member.name for member in story.cast])
        letters |= st.builds(Balloon, speaker=speakers, manner=st.sampled_from(Manner), text=text)
    setting = None
    if story.settings and draw(st.booleans()):
        variation = draw(prose.filter(lambda s: s[:1] not in (",", "，", "、")))
        setting = SettingUse(name=draw(st.sampled_from(story.settings)).name, variation=variation)
    return Panel(
        key=key,
        setting=setting,
        shot=draw(st.sampled_from(Shot)),
        picture=draw(prose),
        figures=tuple(draw(st.lists(figures(story.cast), max_size=3))) if story.cast else (),
        letters=tuple(draw(st.lists(letters, max_size=3))),
        notes=tuple(draw(st.lists(some_prose, max_size=2))),
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    languages = draw(language_sets)
    frame = Story(
        title=draw(st.just(Text()) | texts(languages)),
        author=draw(prose),
        format=draw(prose),
        languages=languages,
        direction=draw(st.sampled_from(Direction)),
        style=draw(prose),
        seed=draw(st.integers(0, 10**9 - 1)),
        cast=draw(members()),
        settings=tuple(
            Setting(name=name, description=draw(some_prose))
            for name in draw(st.lists(names, max_size=3, unique_by=folded))
        ),
    )
    count = iter(range(1000))
    chapters: list[Chapter] = []
    for index in range(draw(st.integers(0, 2))):
        title = draw(texts(languages)) if index else draw(st.just(Text()) | texts(languages))
        pages: list[Page] = []
        for _ in range(draw(st.integers(0 if title else 1, 2))):
            keyed = draw(st.lists(st.booleans(), max_size=2))
            made = tuple(draw(panels(frame, f"k{next(count)}" if key else "")) for key in keyed)
            pages.append(Page(kind=draw(st.sampled_from(PageKind)), template=draw(templates), panels=made))
        chapters.append(Chapter(title=title, pages=tuple(pages)))
    return Story(
        **{name: getattr(frame, name) for name in ("title", "author", "format", "languages", "direction", "style")},
        seed=frame.seed,
        cast=frame.cast,
        settings=frame.settings,
        chapters=tuple(chapters),
    )
