"""Editions of a book in several languages."""

from pathlib import Path

from charabook.studio import Studio
from layouts.problems import ProblemKind

SCRIPT = """Title: Wind
  de: Wind
Languages: en, de
# Cast
## Pip
look: a fox
# Page 1
## Panel
> Pip: sitting
Pip: Hello.
  de: Hallo.
Pip: Who is *there*?
sfx: WHUMP
"""


def test_an_edition_says_what_nobody_has_translated_sounds_aside(tmp_path: Path) -> None:
    with Studio.create(tmp_path / "wind.charabook", title="Wind") as studio:
        studio.import_script(SCRIPT)
        page = studio.records().pages()[0].id
        lettering = studio.records().letterings(studio.records().panels()[0].id)[1]

        def borrowed(language: str) -> list[tuple[str, str]]:
            found = studio.page(page, language).composition.problems
            return [(one.subject_id, one.what) for one in found if one.kind is ProblemKind.OTHER_LANGUAGE]

        assert borrowed("en") == []
        assert borrowed("de") == [(lettering.id, "“Who is there?” is not translated into “de” yet.")]
        studio.edit("Translate", lambda edit: edit.set_text(lettering.id, "de", "Wer ist da?"))
        assert borrowed("de") == []


def test_a_book_in_one_language_has_nothing_to_translate(tmp_path: Path) -> None:
    with Studio.create(tmp_path / "wind.charabook", title="Wind") as studio:
        studio.import_script("Languages: de\n# Page 1\n## Panel\ncaption: Es weht.\n")
        found = studio.page(studio.records().pages()[0].id).composition.problems
        assert ProblemKind.OTHER_LANGUAGE not in {one.kind for one in found}
