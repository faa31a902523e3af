"""Downloads: what is fetched, what is refused, what an interrupted one leaves. Without any network."""

import shutil
from pathlib import Path
from typing import ClassVar

import pytest
from huggingface_hub import errors

from charabook.engine.models import download as module
from charabook.engine.models.download import _asked, _counting, download
from charabook.errors import BadInput, Cancelled, Damaged, Unavailable
from tests.engine.models.folder_hub import FolderHub

REPOSITORY = "someone/tiny-flux"


@pytest.fixture
def hub(flux_folder: Path) -> FolderHub:
    return FolderHub(flux_folder)


def silent(what: str, done: float) -> None:
    pass


def test_a_download_is_a_checked_folder_and_tells_how_far_it_is(hub: FolderHub, tmp_path: Path) -> None:
    told: list[float] = []
    folder = download(REPOSITORY, tell=lambda what, done: told.append(done), hub=hub, into=tmp_path)
    assert folder == tmp_path / "tiny-flux"
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_only_the_files_of_the_pipeline_are_fetched(hub: FolderHub, tmp_path: Path) -> None:
    names = ["flux1.safetensors", "vae/run.py", "vae/old.bin", "../up.json", "vae/../../up.json", "a/b/c.json"]
    hub.extra = dict.fromkeys(names, b"x")
    download(REPOSITORY, tell=silent, hub=hub, into=tmp_path)
    assert not hub.extra.keys() & set(hub.fetched)
    assert "transformer/diffusion_pytorch_model.safetensors" in hub.fetched


def test_an_interrupted_download_goes_on_with_what_is_missing(hub: FolderHub, tmp_path: Path) -> None:
    def stop_in_the_middle(what: str, done: float) -> None:
        if done > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        download(REPOSITORY, tell=stop_in_the_middle, hub=hub, into=tmp_path)
    before = list(hub.fetched)
    download(REPOSITORY, tell=silent, hub=hub, into=tmp_path)
    assert before
    assert len(hub.fetched) == len(set(hub.fetched))


def test_a_spoiled_file_is_thrown_away_and_fetched_again(hub: FolderHub, tmp_path: Path) -> None:
    hub.spoiled = {"vae/config.json"}
    with pytest.raises(Damaged, match=r"vae/config\.json did not arrive whole"):
        download(REPOSITORY, tell=silent, hub=hub, into=tmp_path)
    hub.spoiled = set()
    assert download(REPOSITORY, tell=silent, hub=hub, into=tmp_path).is_dir()


def test_a_full_disk_is_told_before_anything_is_fetched(
    hub: FolderHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(Unavailable, match="GiB are free"):
        download(REPOSITORY, tell=silent, hub=hub, into=tmp_path)
    assert not hub.fetched


@pytest.mark.parametrize("name", ["", "flux", "../etc/passwd", "a/b/c", "https://x.y/z", "a/..", "-a/b"])
def test_names_that_are_no_repositories_are_refused(hub: FolderHub, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="owner/name"):
        download(name, tell=silent, hub=hub, into=tmp_path)


def test_a_repository_without_a_pipeline_is_refused(hub: FolderHub, tmp_path: Path) -> None:
    hub.source = tmp_path / "empty"
    hub.source.mkdir()
    with pytest.raises(BadInput, match=r"model_index\.json"):
        download(REPOSITORY, tell=silent, hub=hub, into=tmp_path)


class Response:
    """As much of an HTTP response as the Hub's errors look at."""

    headers: ClassVar[dict[str, str]] = {}
    request = None
    status_code = 403


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.GatedRepoError("gated", response=Response()), "accept"),
        (errors.RepositoryNotFoundError("404", response=Response()), "no model"),
        (ConnectionError("no route"), "no route"),
        (OSError(28, "No space left on device"), "disk is full"),
    ],
)
def test_refusals_of_the_hub_become_sentences(error: Exception, words: str) -> None:
    def refuse() -> None:
        raise error

    with pytest.raises(Unavailable, match=words):
        _asked(REPOSITORY, refuse)


def test_bytes_are_counted_from_where_an_earlier_try_stopped() -> None:
    counted: list[int] = []
    bar = _counting(counted.append)(total=100, initial=40, unit="B")
    bar.update(10)
    bar.update(50)
    assert counted == [50, 100]
