"""Models on the command line. Nothing here, and nothing but `fetch`, uses the network."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from charabook.cli import exit_codes
from charabook.cli.app import run
from charabook.engine.models import download
from charabook.errors import Unavailable
from tests.engine.models.folder_hub import FolderHub
from tests.engine.models.tiny_pipeline import save_tiny

Told = Callable[..., tuple[int, str]]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command with a models folder of its own: exit code and everything said."""
    monkeypatch.setenv("CHARABOOK_MODELS", str(tmp_path / "models"))

    def call(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        return code, "".join(capsys.readouterr())

    return call


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderHub:
    hub = FolderHub(save_tiny(tmp_path / "hub"))
    monkeypatch.setattr(download, "HuggingFaceHub", lambda: hub)
    return hub


def test_the_demo_model_is_listed_without_asking_the_network(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "HuggingFaceHub", None)
    code, words = told("models")
    assert code == 0
    assert "Apache-2.0" in words


def test_a_fetched_model_is_offered_from_then_on(told: Told, hub: FolderHub, tmp_path: Path) -> None:
    code, words = told("models", "fetch", "someone/tiny-flux")
    assert code == 0
    assert "licence" in words
    offered = [one["model"] for one in json.loads(told("models", "--json")[1])]
    assert str(tmp_path / "models" / "tiny-flux") in offered


def test_fetching_again_fetches_nothing(told: Told, hub: FolderHub) -> None:
    told("models", "fetch", "someone/tiny-flux")
    once = list(hub.fetched)
    assert told("models", "fetch", "someone/tiny-flux")[0] == 0
    assert hub.fetched == once


def test_a_part_that_arrived_spoiled_is_said_and_fetched_the_next_time(told: Told, hub: FolderHub) -> None:
    hub.spoiled = {"vae/config.json"}
    code, words = told("models", "fetch", "someone/tiny-flux")
    assert code == exit_codes.DAMAGED
    assert "vae/config.json did not arrive whole" in words
    hub.spoiled = set()
    assert told("models", "fetch", "someone/tiny-flux")[0] == 0


def test_what_the_hub_refuses_is_one_sentence_and_a_remedy(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def files(self, repository: str) -> None:
            raise Unavailable(f"{repository} is given only to those who accept its licence.", "Accept it.")

    monkeypatch.setattr(download, "HuggingFaceHub", Closed)
    code, words = told("models", "fetch", "someone/gated")
    assert code == exit_codes.UNAVAILABLE
    assert "accept its licence" in words


def test_a_name_that_is_no_model_is_refused(told: Told) -> None:
    code, words = told("models", "fetch", "https://example.org/flux")
    assert code == exit_codes.BAD_INPUT
    assert "owner/name" in words
