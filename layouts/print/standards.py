"""What makes a PDF a file for the press: output intent, document facts, and the marks of PDF/X-4 and PDF/X-1a:2001."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pikepdf.models.metadata import PdfMetadata

from layouts.page import Binding
from layouts.print.colour import Press
from layouts.print.rules import ColourSpace, Preset, Standard, Transparency

PROGRAM = "charabook"
UNTITLED = "Untitled"
_PDFX_NAMESPACE = "http://www.npes.org/pdfx/ns/id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What the file says of itself; PDF/X wants a title of every file."""

    title: str
    authors: tuple[str, ...]
    language: str
    binding: Binding


def declare(pdf: pikepdf.Pdf, preset: Preset, press: Press, facts: DocumentFacts) -> None:
    """Write intent, document facts and the standard's own marks into `pdf`."""
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf, preset, press))])
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if facts.binding is Binding.RIGHT:
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    pdf.Root.PageLayout = Name.TwoPageRight
    moment = datetime.now(UTC).replace(microsecond=0)
    _information(pdf, preset, facts, moment)
    if preset.standard is not Standard.X1A:
        _metadata(pdf, preset, facts, moment)


def transparency_group(preset: Preset) -> Dictionary | None:
    """The space in which a page's see-through drawings are blended; None where there are none."""
    if preset.transparency is Transparency.FLATTENED:
        return None
    space = Name.DeviceRGB if preset.colour is ColourSpace.RGB else Name.DeviceCMYK
    return Dictionary(Type=Name.Group, S=Name.Transparency, CS=space, I=True, K=False)


def registration_colour(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The colour that prints on every plate."""
    tint = pdf.make_stream(b"{dup dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def save(pdf: pikepdf.Pdf, file: BinaryIO, standard: Standard) -> None:
    """Write the file; PDF/X-1a:2001 is PDF 1.3, which knows no compressed object streams."""
    if standard is Standard.X1A:
        plain = pikepdf.ObjectStreamMode.disable
        pdf.save(file, deterministic_id=True, force_version="1.3", object_stream_mode=plain)
    else:
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(file, deterministic_id=True, min_version="1.6", object_stream_mode=packed)


def _intent(pdf: pikepdf.Pdf, preset: Preset, press: Press) -> Dictionary:
    channels, space = (3, Name.DeviceRGB) if preset.colour is ColourSpace.RGB else (4, Name.DeviceCMYK)
    profile = pdf.make_stream(press.icc, N=channels, Alternate=space)
    intent = Dictionary(
        Type=Name.OutputIntent,
        # A press is declared by PDF/X's intent; GTS_PDFA1 is the one that may name a display.
        S=Name.GTS_PDFA1 if preset.colour is ColourSpace.RGB else Name.GTS_PDFX,
        OutputConditionIdentifier=String(press.condition),
        OutputCondition=String(press.description),
        Info=String(press.description),
        DestOutputProfile=profile,
    )
    if press.registry:
        intent.RegistryName = String(press.registry)
    return intent


def _information(pdf: pikepdf.Pdf, preset: Preset, facts: DocumentFacts, moment: datetime) -> None:
    stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
    known = {
        "/Title": facts.title or UNTITLED,
        "/Author": ", ".join(facts.authors),
        "/Creator": PROGRAM,
        "/Producer": PROGRAM,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    for key, text in known.items():
        if text:
            pdf.docinfo[key] = String(text)
    pdf.docinfo["/Trapped"] = Name("/False")
    if preset.standard is Standard.X1A:
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1:2001")
        pdf.docinfo["/GTS_PDFXConformance"] = String("PDF/X-1a:2001")


def _metadata(pdf: pikepdf.Pdf, preset: Preset, facts: DocumentFacts, moment: datetime) -> None:
    PdfMetadata.register_xml_namespace(_PDFX_NAMESPACE, "pdfxid")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as written:
        written["dc:title"] = facts.title or UNTITLED
        if facts.authors:
            written["dc:creator"] = list(facts.authors)
        written["dc:language"] = [facts.language]
        written["pdf:Producer"] = PROGRAM
        written["pdf:Trapped"] = "False"
        written["xmp:CreatorTool"] = PROGRAM
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            written[key] = moment.isoformat()
        written["xmpMM:DocumentID"] = f"uuid:{uuid.uuid4()}"
        written["xmpMM:RenditionClass"] = "default"
        written["xmpMM:VersionID"] = "1"
        if preset.standard is Standard.X4:
            written[f"{{{_PDFX_NAMESPACE}}}GTS_PDFXVersion"] = "PDF/X-4"
