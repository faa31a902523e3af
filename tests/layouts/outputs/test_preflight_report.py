"""The preflight report: everything that was found can be read in it, its fonts are embedded, no half file is left."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from charabook.errors import Unavailable
from layouts.outputs.preflight_report import FONT, export_preflight_report
from layouts.print.findings import Finding, Rule, Severity


def finding(number: int, what: str, severity: Severity = Severity.WARN) -> Finding:
    return Finding(rule=Rule.TEXT, severity=severity, what=what, remedy="Make it shorter.", page_number=number)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_every_finding_can_be_read_also_in_japanese_and_with_markup_in_it(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    findings = [finding(3, "The text <b>& more</b> overflows.", Severity.STOP), finding(4, "文字がはみ出しています。")]
    export_preflight_report("Gerald", "KDP paperback", findings, target)
    text = text_of(target)
    for words in (
        "Preflight of Gerald",
        "KDP paperback",
        "page 3",
        "<b>& more</b>",
        "文字がはみ出しています",
        "1 of 2",
    ):
        assert words in text


def test_a_long_list_runs_over_several_pages_and_only_embedded_fonts_are_named(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    export_preflight_report("Gerald", "A5", [finding(page, f"Finding {page}.") for page in range(1, 121)], target)
    with pikepdf.open(target) as document:
        assert len(document.pages) > 2
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("+" in name and FONT.lower() in name.lower() for name in fonts)


def test_an_impossible_target_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        export_preflight_report("Gerald", "A5", [], tmp_path / "missing" / "deeper" / "report.pdf")
    assert list(tmp_path.iterdir()) == []
