"""What an edition still says in another language, since nobody has translated it."""

from collections.abc import Iterator
from dataclasses import replace

from layouts.lettering.passage import parse_markup
from layouts.page import Page, plain_text
from layouts.problems import Composition, Problem, ProblemKind
from layouts.shapes import Rect
from projects.reading import Reading
from projects.records import Lettering, LetteringKind, PageId, PanelId

MOST_LETTERS = 40
"""So much of the words is quoted."""


def with_borrowed_words(project: Reading, page_id: PageId, page: Page, composition: Composition) -> Composition:
    """The composed page, with its words of another language among what its author should look at."""
    if len(project.book().languages) < 2:
        return composition
    places = {str(one.lettering_id): one.text for one in composition.letterings}
    found = tuple(
        _problem(lettering, words, page.language, places.get(lettering.id, where))
        for lettering, where in _letterings(project, page_id, page)
        if (words := _borrowed_words(project, lettering, page.language))
    )
    return replace(composition, problems=composition.problems + found) if found else composition


def _letterings(project: Reading, page_id: PageId, page: Page) -> Iterator[tuple[Lettering, Rect]]:
    """All of them, and where each is at the latest: those that stand as text beside the pictures have no place."""
    for panel in page.panels:
        for lettering in project.letterings(PanelId(panel.id)):
            yield lettering, Rect.around(panel.frame)
    for lettering in project.page_letterings(page_id):
        yield lettering, page.safe_box


def _borrowed_words(project: Reading, lettering: Lettering, language: str) -> str:
    """The words that stand there for want of a translation. Sounds are the same in many languages."""
    texts = {text.language: text.text.strip() for text in project.texts(lettering.id)}
    if lettering.kind is LetteringKind.EFFECT or texts.get(language):
        return ""
    return next((texts[one] for one in (*project.book().languages, *texts) if texts.get(one)), "")


def _problem(lettering: Lettering, words: str, language: str, where: Rect) -> Problem:
    quoted = plain_text(parse_markup(words))[:MOST_LETTERS]
    return Problem(
        kind=ProblemKind.OTHER_LANGUAGE,
        what=f"“{quoted}” is not translated into “{language}” yet.",
        remedy="Write it in the inspector; until then the words of another language stand there.",
        subject_id=lettering.id,
        where=where,
    )
