"""What the program imports is what an installation without the developers' tools brings along."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("charabook", "gui", "layouts", "projects")
ASKED_FOR = {"torchao"}
"""Imported only when the user installed it; without it the program says so."""
BROUGHT_ALONG = {"shiboken6": "pyside6-essentials"}


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def declared(*extras: str) -> set[str]:
    """What an installation with these extras asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    return {canonical(re.split(r"[<>=!~\[ ]", one, maxsplit=1)[0]) for one in wanted}


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_everything_that_the_program_imports_is_a_declared_dependency() -> None:
    modules = {
        module
        for room in OURS
        for path in (ROOT / room).rglob("*.py")
        for module in imported(path.read_text(encoding="utf-8"))
    }
    known = declared("models")
    distributions = packages_distributions()
    strangers = {
        module
        for module in modules - set(sys.stdlib_module_names) - set(OURS) - ASKED_FOR
        if not known & {BROUGHT_ALONG.get(module) or canonical(one) for one in distributions.get(module, [module])}
    }
    assert strangers == set()


def test_everything_that_is_declared_is_pinned() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonical(line.partition("==")[0]) for line in pins if "==" in line}
    assert declared("models", "train", "dev") - pinned == set()
