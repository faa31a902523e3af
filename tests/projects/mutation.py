"""Plants a bug: replaces a piece of a module's source while a test runs. What does not notice it tests nothing."""

import inspect
from types import ModuleType

import pytest


def mutate(monkeypatch: pytest.MonkeyPatch, module: ModuleType, piece: str, broken: str) -> None:
    """Run `module` with `broken` in the place of `piece` until the end of the test."""
    source = inspect.getsource(module)
    assert source.count(piece) == 1, f"{piece!r} must stand exactly once in {module.__name__}"
    namespace = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source.replace(piece, broken), str(module.__file__), "exec"), namespace)
    for name, value in namespace.items():
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            monkeypatch.setattr(module, name, value)
