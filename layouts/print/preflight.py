"""charabook's preflight: a composed book against a printing house's rules, before anything is exported."""

from collections import Counter
from collections.abc import Iterator

from charabook.errors import KnownError
from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book, BookPage, SinglePage
from layouts.page import Sheet
from layouts.print.colour import press
from layouts.print.findings import Finding, Rule, Severity
from layouts.print.fonts import embedding_problem
from layouts.print.page_checks import check_page
from layouts.print.rules import ColourSpace, PageNumbers, Preset, TrimSizes
from layouts.problems import Problem, ProblemKind

_PROBLEMS = {
    ProblemKind.TEXT_OVERFLOW: (Rule.TEXT, Severity.STOP),
    ProblemKind.MISSING_GLYPH: (Rule.FONT, Severity.STOP),
    ProblemKind.NO_PICTURE: (Rule.PICTURE, Severity.STOP),
    ProblemKind.PICTURE_UNREADABLE: (Rule.PICTURE, Severity.STOP),
    ProblemKind.BAD_FRAME: (Rule.LAYOUT, Severity.WARN),
    ProblemKind.NO_SPEAKER: (Rule.LAYOUT, Severity.NOTE),
    ProblemKind.COVERS_FACE: (Rule.FACE, Severity.WARN),
    ProblemKind.OUTSIDE_SAFE: (Rule.SAFE_AREA, Severity.WARN),
    ProblemKind.OTHER_LANGUAGE: (Rule.LANGUAGE, Severity.WARN),
}
_ORDER = {Severity.STOP: 0, Severity.WARN: 1, Severity.NOTE: 2}
_SAME_SIZE_MM = 0.1


def preflight(book: Book, preset: Preset, progress: Progress = SILENT) -> tuple[Finding, ...]:
    """Everything to look at before `book` goes to the house of `preset`: the worst first, then in page order.

    Nothing is changed and nothing written. Raises Cancelled when `progress` says so.
    """
    found = [*_book_findings(book, preset), *_composition_findings(book, preset)]
    count = book.page_count()
    fonts: dict[str, str] = {}
    for page in book.single_pages():
        checkpoint(progress)
        found += _size_findings(book, page)
        found += check_page(page, preset, count)
        found += _font_findings(page, fonts)
        progress.advance("Checking pages", page.number, max(1, count))
    return tuple(sorted(_merged(found), key=lambda one: (_ORDER[one.severity], one.page_number or 0)))


def _merged(found: list[Finding]) -> list[Finding]:
    """Each finding once: composing and preflight may have seen the same thing."""
    seen: dict[tuple[Rule, str, str, int | None], Finding] = {}
    for finding in found:
        place = finding.page_number if not finding.subject_id else None
        key = (finding.rule, finding.page_id, finding.subject_id or finding.what, place)
        seen.setdefault(key, finding)
    return list(seen.values())


def _book_findings(book: Book, preset: Preset) -> Iterator[Finding]:
    yield from _page_count(book.page_count(), preset)
    yield from _trim(book, preset.trims)
    if book.binding not in preset.bindings:
        yield Finding(
            rule=Rule.BINDING,
            severity=Severity.STOP,
            what=f"{preset.name} binds no books on the {book.binding.value} edge.",
            remedy="Choose another printer for this reading direction.",
        )
    if preset.colour is not ColourSpace.RGB:
        yield from _profile(preset)


def _page_count(count: int, preset: Preset) -> Iterator[Finding]:
    rules = preset.pages
    if not rules.least <= count <= rules.most:
        yield Finding(
            rule=Rule.PAGE_COUNT,
            severity=Severity.STOP,
            what=f"The book has {count} pages; {preset.name} prints {rules.least} to {rules.most}.",
            remedy="Add or take out pages, or choose another printer.",
        )
    missing = -count % rules.multiple_of
    if missing:
        yield Finding(
            rule=Rule.PAGE_COUNT,
            severity=Severity.STOP,
            what=f"{count} pages cannot be bound: {preset.name} needs a multiple of {rules.multiple_of}.",
            remedy=f"Add {missing} page{'s' if missing > 1 else ''}, such as a title, a dedication or blank pages.",
        )


def _trim(book: Book, trims: TrimSizes) -> Iterator[Finding]:
    width, height = book.format.width_mm, book.format.height_mm
    if trims.allows(width, height):
        return
    nearest = min(trims.listed_mm, key=lambda size: abs(size[0] - width) + abs(size[1] - height))
    yield Finding(
        rule=Rule.TRIM,
        severity=Severity.STOP,
        what=f"Pages of {width:g} by {height:g} mm are not offered.",
        remedy=f"The nearest size on offer is {nearest[0]:g} by {nearest[1]:g} mm.",
    )


def _profile(preset: Preset) -> Iterator[Finding]:
    try:
        press(preset.profile)
    except KnownError as error:
        yield Finding(rule=Rule.COLOUR, severity=Severity.STOP, what=error.what, remedy=error.remedy)


def _composition_findings(book: Book, preset: Preset) -> Iterator[Finding]:
    """What composing noticed, and page numbers, both by the pages and spreads of the book."""
    number = 1
    for page in book.pages:
        yield from (_from_problem(problem, page, number, book) for problem in page.composition.problems)
        yield from _balloons(page, number, book)
        yield from _parity(page, number, book)
        if preset.pages.numbers is PageNumbers.REQUIRED:
            yield from _page_numbers(page, number, preset)
        number += 2 if page.sheet is Sheet.SPREAD else 1


def _from_problem(problem: Problem, page: BookPage, number: int, book: Book) -> Finding:
    rule, severity = _PROBLEMS[problem.kind]
    second = page.sheet is Sheet.SPREAD and problem.where.centre.x > book.format.width_mm
    return Finding(
        rule=rule,
        severity=severity,
        what=problem.what,
        remedy=problem.remedy,
        page_number=number + int(second),
        page_id=page.id,
        subject_id=problem.subject_id,
        where=problem.where,
    )


def _balloons(page: BookPage, number: int, book: Book) -> Iterator[Finding]:
    """Balloons that the knife or the fold goes through."""
    trim = page.composition.display_list.trim_box
    fold = book.format.width_mm if page.sheet is Sheet.SPREAD else None
    for placed in page.composition.letterings:
        box = placed.outline.bounds() if placed.outline.segments else placed.text
        is_folded = fold is not None and placed.text.x < fold < placed.text.right
        if trim.contains(box) and not is_folded:
            continue
        yield Finding(
            rule=Rule.CUT_BALLOON,
            severity=Severity.WARN,
            what="Words lie across the fold." if is_folded else "A balloon is cut by the knife.",
            remedy="Move it to one side." if is_folded else "Move it onto the page.",
            page_number=number + int(fold is not None and box.centre.x > fold),
            page_id=page.id,
            subject_id=placed.lettering_id,
            where=box,
        )


def _parity(page: BookPage, number: int, book: Book) -> Iterator[Finding]:
    """Spreads must open on facing pages, and a page's gutter must lie at its own spine."""
    side = book.format.sheet_of_page(number)
    if page.sheet is Sheet.SPREAD:
        opens_rightly = number % 2 == 0
        what = f"The spread begins on page {number}: its halves would be printed on the two sides of one leaf."
    else:
        opens_rightly = page.sheet is side
        what = f"Page {number} is laid out as a {page.sheet.value} page, but is bound as a {side.value} one."
    if not opens_rightly:
        yield Finding(
            rule=Rule.LAYOUT,
            severity=Severity.STOP if page.sheet is Sheet.SPREAD else Severity.WARN,
            what=what,
            remedy="Add or move a single page before it.",
            page_number=number,
            page_id=page.id,
        )


def _page_numbers(page: BookPage, number: int, preset: Preset) -> Iterator[Finding]:
    texts = Counter(getattr(op, "text", "").strip() for op in page.composition.display_list.ops)
    pages = (number, number + 1) if page.sheet is Sheet.SPREAD else (number,)
    if not any(texts[str(one)] for one in pages):
        yield Finding(
            rule=Rule.PAGE_NUMBERS,
            severity=Severity.WARN,
            what=f"Page {number} carries no page number; {preset.name} wants one on every page.",
            remedy="Switch page numbers on for the book.",
            page_number=number,
            page_id=page.id,
        )


def _size_findings(book: Book, page: SinglePage) -> Iterator[Finding]:
    drawing, wanted = page.drawing, book.format
    across, down = abs(drawing.width_mm - wanted.width_mm), abs(drawing.height_mm - wanted.height_mm)
    if max(across, down) > _SAME_SIZE_MM:
        yield Finding(
            rule=Rule.TRIM,
            severity=Severity.STOP,
            what=f"Page {page.number} is {drawing.width_mm:g} by {drawing.height_mm:g} mm, unlike the others.",
            remedy="Give the page the format of the book.",
            page_number=page.number,
            page_id=page.page_id,
        )


def _font_findings(page: SinglePage, known: dict[str, str]) -> Iterator[Finding]:
    """Fonts that cannot go into the file, each told once, on the first page that uses it."""
    for font in page.drawing.fonts():
        if font.sha256 in known:
            continue
        known[font.sha256] = embedding_problem(font)
        if known[font.sha256]:
            yield Finding(
                rule=Rule.FONT,
                severity=Severity.STOP,
                what=known[font.sha256],
                remedy="Choose another font for this text.",
                page_number=page.number,
                page_id=page.page_id,
            )
