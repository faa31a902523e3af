"""Missing tools fail the check where it counts and are forgiven on a developer's machine."""

import pytest
from PIL import Image

from tests.layouts.others_tools import found, similarity


def test_a_missing_tool_fails_in_continuous_integration(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="system-packages"):
        found("no-such-tool-anywhere")


def test_a_missing_tool_skips_elsewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        found("no-such-tool-anywhere")


def test_similarity_tells_same_from_different():
    ramp = Image.linear_gradient("L")
    assert similarity(ramp, ramp) == pytest.approx(1.0)
    assert similarity(ramp, ramp.rotate(90)) < 0.7
