"""Writing a book out, and checking it before."""

from pathlib import Path

import click

from charabook.cli.exit_codes import NOT_ALL_DONE, OK
from charabook.cli.options import json_option, language_option, project_argument
from charabook.cli.screen import Screen
from charabook.studio import OutputKind, OutputWish, Studio
from charabook.studio.output_kinds import DEFAULT_PRESET, PRINT_DPI
from layouts.print.findings import Severity


@click.command("export")
@project_argument
@click.argument("kind", type=click.Choice([kind.value for kind in OutputKind]))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File or folder to write; beside the book without."
)
@click.option("--preset", default=DEFAULT_PRESET, show_default=True, help="Print preset of a PDF (see docs).")
@click.option(
    "--dpi", type=click.FloatRange(20, 1200), default=PRINT_DPI, show_default=True, help="Resolution of PNG pages."
)
@language_option
@json_option
def export_command(  # noqa: PLR0917 - click passes what the user wrote
    project: Path,
    kind: str,
    output: Path | None,
    preset: str,
    dpi: float,
    language: str,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Write a book: a PDF for print, PNG pages, a CBZ or EPUB for screens, a webtoon strip, layered ORA pages.

    \b
      charabook export crown.charabook pdf --preset kdp-paperback
      charabook export crown.charabook png --dpi 150 -o pages
      charabook export crown.charabook epub --language ja
    """
    screen = Screen(json=as_json)
    wanted = OutputKind(kind)
    target = output or _beside(project, wanted, language)
    with Studio.open(project) as studio, screen.bars() as bars:
        wish = OutputWish(kind=wanted, target=target, language=language, preset=preset, dpi=dpi)
        studio.export(wish, bars)
    screen.say(f"Wrote {target}.")
    screen.answer({"output": str(target)})


def _beside(project: Path, kind: OutputKind, language: str) -> Path:
    stem = f"{project.stem}-{language}" if language else project.stem
    return project.with_name(f"{stem}-{kind}" if kind.is_folder else stem + kind.suffix)


@click.command("preflight")
@project_argument
@click.option("--preset", default=DEFAULT_PRESET, show_default=True, help="Print preset to check against.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Also write the findings as a PDF.")
@language_option
@json_option
def preflight_command(
    project: Path,
    preset: str,
    report: Path | None,
    language: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Check a book before it is printed: resolution, safe area, missing pictures, text that does not fit, fonts.

    This is charabook's own check, never a certificate of a printer. Exit code 6 if something must be corrected.
    """
    screen = Screen(json=as_json)
    with Studio.open(project) as studio, screen.bars() as bars:
        findings = studio.preflight(preset, language, bars)
        if report is not None:
            studio.write_preflight_report(findings, preset, report)
    for finding in findings:
        page = f"page {finding.page_number}: " if finding.page_number else ""
        screen.say(f"{finding.severity.value}: {page}{finding.what} {finding.remedy}")
    must = [finding for finding in findings if finding.severity is Severity.STOP]
    screen.say(
        f"{len(findings)} findings, {len(must)} of them must be corrected." if findings else "Nothing was found."
    )
    screen.answer(
        [
            {"severity": one.severity.value, "page": one.page_number, "what": one.what, "remedy": one.remedy}
            for one in findings
        ]
    )
    return NOT_ALL_DONE if must else OK
