"""The preflight's findings as a PDF that can be mailed: a running text with a table, which reportlab sets."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from layouts.print.findings import NOT_CERTIFIED, Finding, Severity
from layouts.whole_files import written_whole

FONT = "CharabookGothicJP"
"""Reads Latin, Greek, Cyrillic and Japanese; findings quote the author's own words."""

_FONT_FILE = Path(__file__).parents[1] / "fonts" / "CharabookGothicJP-Medium.ttf"
_INKS = {Severity.STOP: "#b3261e", Severity.WARN: "#8a5a00", Severity.NOTE: "#4a4a4f"}
_COLUMNS = (24 * mm, 26 * mm, 124 * mm)


def export_preflight_report(title: str, preset_name: str, findings: Sequence[Finding], target: Path) -> None:
    """Write the report to `target`, whole or not at all. Raises Unavailable if the target cannot be written."""
    _register_font()
    with written_whole(target) as path:
        document = SimpleDocTemplate(
            str(path),
            pagesize=A4,
            leftMargin=18 * mm,
            rightMargin=18 * mm,
            topMargin=18 * mm,
            bottomMargin=18 * mm,
            title=f"Preflight of {title}",
            initialFontName=FONT,  # otherwise an unembedded Helvetica is named on every page
        )
        document.build(_story(title, preset_name, findings))


def _register_font() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(_FONT_FILE)))


def _style(size_pt: float, ink: str = "#232326", space_after_pt: float = 0.0) -> ParagraphStyle:
    return ParagraphStyle(
        name=f"{size_pt}{ink}",
        fontName=FONT,
        bulletFontName=FONT,
        fontSize=size_pt,
        leading=size_pt * 1.4,
        textColor=colors.HexColor(ink),
        alignment=TA_LEFT,
        spaceAfter=space_after_pt,
        wordWrap="CJK",
    )


def _story(title: str, preset_name: str, findings: Sequence[Finding]) -> list[Flowable]:
    story: list[Flowable] = [
        Paragraph(escape(f"Preflight of {title}"), _style(18, space_after_pt=6)),
        Paragraph(escape(f"Checked for: {preset_name}"), _style(10, "#4a4a4f")),
        Paragraph(escape(_verdict(findings)), _style(11, space_after_pt=10)),
    ]
    if findings:
        story.append(_table(findings))
    story.extend((Spacer(1, 12), Paragraph(escape(NOT_CERTIFIED), _style(8, "#4a4a4f"))))
    return story


def _verdict(findings: Sequence[Finding]) -> str:
    stops = sum(finding.severity is Severity.STOP for finding in findings)
    if stops:
        return f"{stops} of {len(findings)} findings must be corrected."
    return f"{len(findings)} findings, none of them must be corrected." if findings else "Nothing was found."


def _table(findings: Sequence[Finding]) -> LongTable:
    rows = [
        [
            Paragraph(escape(finding.place), _style(9)),
            Paragraph(escape(finding.severity.value), _style(9, _INKS[finding.severity])),
            Paragraph(escape(f"{finding.what} {finding.remedy}"), _style(9)),
        ]
        for finding in findings
    ]
    table = LongTable(rows, colWidths=_COLUMNS)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), FONT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#d6d6d4")),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        )
    )
    return table
