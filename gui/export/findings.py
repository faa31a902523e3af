"""What a preflight found, said once: the same finding on many pages is one line that names the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from layouts.print.findings import Finding, Rule, Severity

ORDER = (Severity.STOP, Severity.WARN, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOnPages:
    """One finding and everywhere it was found, in the order of the pages."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The one to go to."""
        return self.findings[0]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages, each once."""
        return tuple(dict.fromkeys(one.page_number for one in self.findings if one.page_number is not None))


def gathered(findings: Sequence[Finding]) -> tuple[FoundOnPages, ...]:
    """The same findings together, what stops the printer first."""
    groups: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.what, finding.remedy), []).append(finding)
    found = (FoundOnPages(findings=tuple(group)) for group in groups.values())
    return tuple(sorted(found, key=lambda one: ORDER.index(one.first.severity)))


def has_soft_pictures(findings: Sequence[Finding]) -> bool:
    """Whether enlarging pictures would help."""
    return any(finding.rule is Rule.RESOLUTION for finding in findings)


def runs(pages: Sequence[int]) -> str:
    """Pages as people write them: 2–4, 7."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][-1] + 1:
            spans[-1].append(page)
        else:
            spans.append([page])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)
