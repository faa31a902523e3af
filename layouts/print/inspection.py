"""charabook's look at a finished PDF: does the file keep the structure that its preset promises?

These are the structural rules of PDF/X that a file can be read for; they are no certificate.
"""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Name

from charabook.errors import BadInput
from layouts.print.findings import Finding, Rule, Severity
from layouts.print.rules import ColourSpace, Preset, Standard, Transparency
from layouts.shapes import Affine

_BOX_SLACK = 0.01
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_XMP_WANTED = (
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "dc:title",
)
_RGB_OPERATORS = ("rg", "RG")


def inspect_pdf(path: Path, preset: Preset) -> tuple[Finding, ...]:
    """Every promise of the preset that the file at `path` does not keep. BadInput for what is no readable PDF."""
    try:
        with pikepdf.open(path) as pdf:
            return tuple(_File(pdf, preset, path.stat().st_size).findings())
    except (pikepdf.PdfError, OSError) as error:
        raise BadInput(f"{path.name} is not a readable PDF.", "Export the book again.") from error


class _File:
    def __init__(self, pdf: pikepdf.Pdf, preset: Preset, size: int) -> None:
        self._pdf = pdf
        self._preset = preset
        self._size = size

    def findings(self) -> Iterator[Finding]:
        yield from self._whole()
        if self._preset.standard.is_pdf_x:
            yield from self._pdf_x()
        for number, page in enumerate(self._pdf.pages, start=1):
            yield from _Page(page, number, self._preset).findings()

    def _whole(self) -> Iterator[Finding]:
        megabytes = self._size / 1_000_000
        if self._preset.max_file_mb is not None and megabytes > self._preset.max_file_mb:
            yield _stop(Rule.FILE_SIZE, f"The file has {megabytes:.0f} MB; at most {self._preset.max_file_mb:g} go.")
        if "/StructTreeRoot" not in self._pdf.Root:
            yield _stop(Rule.STRUCTURE, "The file is not tagged: reading order and alt text are missing.")
        if self._pdf.is_encrypted:
            yield _stop(Rule.STRUCTURE, "The file is encrypted.")
        forbidden = [key for key in ("/AcroForm", "/AA", "/OpenAction") if key in self._pdf.Root]
        if forbidden:
            yield _stop(Rule.STRUCTURE, f"The file carries {', '.join(forbidden)}.")

    def _pdf_x(self) -> Iterator[Finding]:
        if "/ID" not in self._pdf.trailer:
            yield _stop(Rule.STRUCTURE, "The file has no identifier.")
        if str(self._pdf.docinfo.get("/Trapped")) not in ("/True", "/False"):
            yield _stop(Rule.STRUCTURE, "The file does not say whether it is trapped.")
        yield from self._intent()
        yield from self._x1a_marks() if self._preset.standard is Standard.X1A else self._x4_marks()

    def _intent(self) -> Iterator[Finding]:
        intents = [one for one in self._pdf.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFX]
        if len(intents) != 1:
            yield _stop(Rule.COLOUR, f"The file declares {len(intents)} printing conditions instead of one.")
            return
        profile = intents[0].get("/DestOutputProfile")
        if "/OutputConditionIdentifier" not in intents[0] or profile is None:
            yield _stop(Rule.COLOUR, "The printing condition has no name or no profile.")
            return
        header = profile.read_bytes()[:20]
        if header[12:16] != b"prtr" or header[16:20] != b"CMYK" or int(profile.get("/N", 0)) != 4:
            yield _stop(Rule.COLOUR, "The profile of the printing condition is not that of a CMYK press.")

    def _x4_marks(self) -> Iterator[Finding]:
        if _version(self._pdf) < (1, 6):
            yield _stop(Rule.STRUCTURE, "PDF/X-4 is PDF 1.6; the file is older.")
        metadata = self._pdf.open_metadata()
        if metadata.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion") != "PDF/X-4":
            yield _stop(Rule.STRUCTURE, "The file does not call itself PDF/X-4.")
        missing = [key for key in _XMP_WANTED if key not in metadata]
        if missing:
            yield _stop(Rule.STRUCTURE, f"The metadata lack {', '.join(missing)}.")

    def _x1a_marks(self) -> Iterator[Finding]:
        if _version(self._pdf) > (1, 3):
            yield _stop(Rule.STRUCTURE, "PDF/X-1a:2001 is PDF 1.3; the file is newer.")
        names = str(self._pdf.docinfo.get("/GTS_PDFXVersion")), str(self._pdf.docinfo.get("/GTS_PDFXConformance"))
        if names != ("PDF/X-1:2001", "PDF/X-1a:2001"):
            yield _stop(Rule.STRUCTURE, "The file does not call itself PDF/X-1a:2001.")


class _Page:
    def __init__(self, page: pikepdf.Page, number: int, preset: Preset) -> None:
        self._page = page
        self._number = number
        self._preset = preset
        self._resources = page.obj.get("/Resources", pikepdf.Dictionary())

    def findings(self) -> Iterator[Finding]:
        yield from self._boxes()
        yield from self._fonts()
        yield from self._transparency()
        yield from self._colours()
        yield from self._pictures()

    def _stop(self, rule: Rule, what: str) -> Finding:
        return _stop(rule, f"Page {self._number}: {what}", self._number)

    def _boxes(self) -> Iterator[Finding]:
        obj = self._page.obj
        if "/TrimBox" not in obj or "/BleedBox" not in obj or "/ArtBox" in obj:
            yield self._stop(Rule.STRUCTURE, "it must say where it is trimmed and bled, and have no art box.")
            return
        media, bleed, trim = ([float(side) for side in obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        if not (_inside(trim, bleed) and _inside(bleed, media)):
            yield self._stop(Rule.STRUCTURE, "trim, bleed and sheet do not lie within each other.")

    def _fonts(self) -> Iterator[Finding]:
        for font in self._resources.get("/Font", {}).values():
            name = str(font.get("/BaseFont", ""))
            inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield self._stop(Rule.FONT, f"the font {name} is not embedded.")
            elif not _SUBSET.match(name):
                yield self._stop(Rule.FONT, f"the font {name} is embedded whole.")

    def _transparency(self) -> Iterator[Finding]:
        if self._preset.transparency is Transparency.LIVE:
            return
        states = self._resources.get("/ExtGState", {}).values()
        is_blended = any(float(state.get(key, 1)) < 1 for state in states for key in ("/ca", "/CA"))
        if is_blended or "/Group" in self._page.obj or any("/SMask" in image for image in self._images()):
            yield self._stop(Rule.TRANSPARENCY, "there is transparency left.")

    def _images(self) -> list[pikepdf.Object]:
        return list(self._resources.get("/XObject", {}).values())

    def _colours(self) -> Iterator[Finding]:
        if self._preset.colour is ColourSpace.RGB:
            return
        used = {str(step.operator) for step in pikepdf.parse_content_stream(self._page)}
        spaces = {str(image.get("/ColorSpace")) for image in self._images()}
        if used & set(_RGB_OPERATORS) or "/DeviceRGB" in spaces:
            yield self._stop(Rule.COLOUR, "there is RGB left.")

    def _pictures(self) -> Iterator[Finding]:
        for name, dpi in self._resolutions():
            if dpi < self._preset.min_dpi * 0.99:
                yield Finding(
                    rule=Rule.RESOLUTION,
                    severity=Severity.WARN,
                    what=f"Page {self._number}: the picture {name} has {dpi:.0f} dpi.",
                    remedy="Use a larger picture if it looks soft in the proof.",
                    page_number=self._number,
                )

    def _resolutions(self) -> Iterator[tuple[str, float]]:
        """Every drawn image with its pixels an inch, following the transformations of the page."""
        here, kept = Affine(), list[Affine]()
        for step in pikepdf.parse_content_stream(self._page):
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                continue
            operands = step.operands
            match str(step.operator):
                case "q":
                    kept.append(here)
                case "Q":
                    here = kept.pop()
                case "cm":
                    here = Affine(*(float(part) for part in operands)).then(here)
                case "Do":
                    image = self._resources.XObject[str(operands[0])]
                    across, down = math.hypot(here.a, here.b), math.hypot(here.c, here.d)
                    yield str(operands[0]), min(int(image.Width) / across, int(image.Height) / down) * 72


def _stop(rule: Rule, what: str, number: int | None = None) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.STOP,
        what=what,
        remedy="Export the book again; if it stays, report it.",
        page_number=number,
    )


def _inside(inner: list[float], outer: list[float]) -> bool:
    return (
        inner[0] >= outer[0] - _BOX_SLACK
        and inner[1] >= outer[1] - _BOX_SLACK
        and inner[2] <= outer[2] + _BOX_SLACK
        and inner[3] <= outer[3] + _BOX_SLACK
    )


def _version(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    return tuple(int(part) for part in pdf.pdf_version.split("."))
