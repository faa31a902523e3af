"""Identity caches: small, exact enough, checked before they are believed, and always made again from the recipe."""

import json
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from charabook.engine.cache_folder import CacheFolder, Manifest
from charabook.engine.cache_store import Budget, CacheStore, Shelf
from charabook.engine.codec import Basis, Codec, evaluate, pack, pages_bytes, unpack
from charabook.engine.draw import LoadedModel, draw_panel, make_identity
from charabook.engine.identity import KeyParts, Page, Recipe
from charabook.engine.requests import IdentityRequest, Likeness, Location, ModelId
from charabook.engine.script import Block, Stream
from charabook.errors import BadInput, Damaged
from tests.engine import asking
from tests.engine.asking import FEW, LEFT, RECIPES, RIGHT, Watch, figure, panel

# -------------------------------------------------------------------------------------------- codec


def test_a_character_of_flux_dev_takes_less_than_half_a_gigabyte() -> None:
    assert pages_bytes(tokens=1024, width=3072, blocks=19, codec=Codec()) <= 0.5e9


CODECS = [Codec(), Codec(fine=5), Codec(fine=0), Codec(nodes=1, rank=1, fine=1)]


def unpacked(coefficients: torch.Tensor, codec: Codec) -> torch.Tensor:
    return torch.stack(list(unpack(pack(coefficients, codec))))


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("width", [32, 48, 256])
def test_packed_pages_have_the_size_of_the_formula(codec: Codec, width: int) -> None:
    packed = pack(torch.randn(codec.rank, 10, width), codec)
    nbytes = sum(tensor.numel() * tensor.element_size() for tensor in packed.values())
    if width % 32 == 0:
        assert 2 * nbytes == pages_bytes(tokens=10, width=width, blocks=1, codec=codec)
    assert nbytes < 4 * codec.rank * 10 * width


def error(of: torch.Tensor, again: torch.Tensor) -> float:
    return float((again - of).norm() / of.norm())


def test_packing_loses_little() -> None:
    coefficients = torch.randn(5, 200, 64, generator=torch.Generator().manual_seed(0))
    again = unpacked(coefficients, Codec())
    assert error(coefficients[:2], again[:2]) < 0.008
    assert error(coefficients[2:], again[2:]) < 0.12


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1, 1e-12, 12345.6])
@pytest.mark.parametrize("tokens", [1, 7])
def test_equal_tokens_survive_packing(value: float, tokens: int) -> None:
    again = unpacked(torch.full((5, tokens, 32), value), Codec())
    torch.testing.assert_close(again, torch.full_like(again, value), rtol=2e-3, atol=1e-20)


@pytest.mark.parametrize("where", [(slice(None), slice(None), slice(5, None, 96)), (slice(None), slice(3, None, 50))])
def test_outliers_a_hundred_times_as_large_do_not_blind_their_neighbours(where: Any) -> None:
    plain = torch.randn(5, 200, 192, generator=torch.Generator().manual_seed(0))
    louder = plain.clone()
    louder[where] *= 100  # whole channels, or whole tokens
    rest = torch.ones_like(plain, dtype=torch.bool)
    rest[where] = False
    without, beside = unpacked(plain, Codec()), unpacked(louder, Codec())
    assert error(plain[rest], beside[rest]) < 1.2 * error(plain[rest], without[rest])
    assert error(louder[~rest], beside[~rest]) < 0.12


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=4), st.floats(0.25, 0.99))
def test_polynomials_are_exact_for_polynomials(factors: list[float], sigma: float) -> None:
    basis = Basis(low=0.25, high=0.99, rank=4)

    def truth(at: float) -> float:
        return sum(factor * at**power for power, factor in enumerate(factors))

    nodes = basis.nodes(5)
    values = torch.tensor([[truth(node)] for node in nodes])
    fitted = (basis.fit(nodes) @ values).squeeze(-1)
    # fitted: [rank]
    at = torch.tensor(basis.values(sigma))
    assert float(at @ fitted) == pytest.approx(truth(sigma), abs=1e-3)


def test_features_are_the_polynomial_of_the_packed_coefficients() -> None:
    basis = Basis(low=0.25, high=0.99, rank=5)
    coefficients = torch.randn(5, 20, 64, generator=torch.Generator().manual_seed(0))
    expected = torch.einsum("r,rnc->nc", torch.tensor(basis.values(0.7)), unpacked(coefficients, Codec()))
    torch.testing.assert_close(evaluate(pack(coefficients, Codec()), basis, 0.7), expected)


def test_levels_outside_the_range_count_as_its_end() -> None:
    basis = Basis(low=0.3, high=0.9, rank=4)
    assert basis.values(0.0) == basis.values(0.3)
    assert basis.values(1.0) == basis.values(0.9)


# -------------------------------------------------------------------------------------------- key


@pytest.mark.parametrize(
    "change",
    [
        {"revision": "other"}, {"prompt": "x"}, {"seed": 2}, {"width_px": 64}, {"steps": 9}, {"guidance": 2.0},
        {"drawing": "d"}, {"codec": Codec(rank=3)}, {"format": 99}, {"negative": "n"}, {"kind": "location"},
    ],
)  # fmt: skip
def test_whatever_features_depend_on_changes_the_key(change: dict[str, Any]) -> None:
    parts = KeyParts(
        revision="r", kind="identity", prompt="p", negative="", seed=1, width_px=32, height_px=32, steps=8, guidance=1.0
    )
    assert replace(parts, **change).key() != parts.key()
    assert replace(parts).key() == parts.key()


# -------------------------------------------------------------------------------------------- memory


def test_a_shelf_keeps_to_its_budget_and_drops_what_was_used_longest_ago() -> None:
    shelf: Shelf[str] = Shelf(10)
    for name in "abc":
        shelf.put(name, name, 3)
    assert shelf.get("a") == "a"
    shelf.put("d", "d", 3)
    assert shelf.get("b") is None
    assert [shelf.get(name) for name in "acd"] == ["a", "c", "d"]
    shelf.put("huge", "huge", 11)
    assert shelf.get("huge") is None
    assert shelf.used_bytes == 9


# -------------------------------------------------------------------------------------------- folder

MANIFEST = Manifest(
    key="k1", kind="identity", owner="fox", prompt="a fox", seed=1, width_px=32, height_px=32, revision="r"
)


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    made = CacheFolder(tmp_path)
    for key, used in (("k1", 100), ("k2", 200), ("k3", 300)):
        made.write_recipe(replace(MANIFEST, key=key, owner=key), b"recipe", b"png")
        for page in ("single-000", "single-002"):
            made.write_page(key, page, b"x" * 1000)
        os.utime(tmp_path / key / "recipe", (used, used))
    return made


def test_entries_are_listed_with_the_last_used_first(folder: CacheFolder) -> None:
    entries = folder.entries()
    assert [entry.manifest.key for entry in entries] == ["k3", "k2", "k1"]
    assert entries[0].page_bytes == 2 * (4096 + 1000)


def test_the_budget_evicts_pages_used_longest_ago_and_keeps_recipes(folder: CacheFolder) -> None:
    folder.set_budget(2 * 2 * 5096)
    assert [entry.page_bytes for entry in folder.entries()] == [10192, 10192, 0]
    assert folder.read_recipe("k1") == b"recipe"
    assert folder.disk_bytes == 20384
    with pytest.raises(BadInput):
        folder.set_budget(-1)


def test_a_changed_byte_is_noticed_and_the_file_is_gone(folder: CacheFolder) -> None:
    page = folder.folder / "k1" / "pages" / "single-000"
    content = bytearray(page.read_bytes())
    content[-1] ^= 1
    page.write_bytes(content)
    with pytest.raises(Damaged):
        folder.read_page("k1", "single-000")
    assert folder.read_page("k1", "single-000") is None


@pytest.mark.parametrize("length", [0, 10, 4096, 5000])
def test_a_truncated_file_is_noticed_by_verify(folder: CacheFolder, length: int) -> None:
    page = folder.folder / "k2" / "pages" / "single-002"
    page.write_bytes(page.read_bytes()[:length])
    assert {verdict.key: verdict.damaged for verdict in folder.verify()} == {
        "k1": (), "k2": ("single-002",), "k3": (),
    }  # fmt: skip


def test_clearing_frees_everything_and_refuses_paths(folder: CacheFolder) -> None:
    with pytest.raises(BadInput):
        folder.clear(("../elsewhere",))
    assert folder.clear(("k1",)) > 10000
    assert folder.keys() == ["k2", "k3"]
    folder.clear()
    assert folder.entries() == ()


def test_half_written_files_are_no_pages(folder: CacheFolder) -> None:
    (folder.folder / "k1" / "pages" / ".writing-abc").write_bytes(b"half")
    assert all(verdict.damaged == () for verdict in folder.verify())


def test_many_writers_of_one_page_leave_a_whole_one(folder: CacheFolder) -> None:
    threads = [
        threading.Thread(target=folder.write_page, args=("k1", "single-000", bytes([i]) * 50000)) for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    content = folder.read_page("k1", "single-000")
    assert content is not None
    assert len(set(content)) == 1


# -------------------------------------------------------------------------------------------- whole store


def test_of_a_place_only_what_is_seen_is_kept(tmp_path: Path) -> None:
    store, place = asking.store(tmp_path), Location(setting_id="wood", prompt="a forest", seed=9)
    draw_panel(asking.model(), panel(figure("fox", LEFT), location=place), store=store, watch=Watch())
    kinds = {entry.manifest.key: entry.manifest.kind for entry in store.files.entries()}
    kept = {kinds[key]: page for (key, _), (page, _) in store.pages._values.items()}
    assert kept["location"].outputs is None
    assert kept["identity"].outputs is not None


def test_what_lies_on_a_device_is_let_go_for_another_model(tmp_path: Path) -> None:
    store, packed = asking.store(tmp_path), pack(torch.randn(5, 4, 32), Codec())
    device, block = torch.device("meta"), Block(Stream.SINGLE, 0)
    assert store.near("key", block, "inputs", packed, torch.device("cpu")) is packed
    moved = store.near("key", block, "inputs", packed, device)
    assert all(tensor.device == device for tensor in moved.values())
    assert store.near("key", block, "inputs", packed, device) is moved
    store.leave_device()
    assert store.on_device.used_bytes == 0


ASKED = IdentityRequest(model=ModelId("tiny"), identity=asking.identity(), sampling=FEW)


def pixels(request: Any, store: CacheStore) -> np.ndarray[Any, Any]:
    drawn = draw_panel(asking.model(), request, store=store, watch=Watch())
    assert drawn.figures[0].matched > 0
    return np.asarray(drawn.image, dtype=np.float32)


def test_a_new_process_draws_the_same_from_disk(tmp_path: Path) -> None:
    request = panel(figure("fox", LEFT))
    first, watch = pixels(request, asking.store(tmp_path)), Watch()
    again = draw_panel(asking.model(), request, store=asking.store(tmp_path), watch=watch)
    assert set(watch.stages) == {"panel"}  # nothing was made anew
    assert np.abs(first - np.asarray(again.image, dtype=np.float32)).max() <= 1


def test_evicted_pages_come_back_from_the_recipe(tmp_path: Path) -> None:
    request = panel(figure("fox", LEFT))
    first = pixels(request, asking.store(tmp_path))
    asking.store(tmp_path).files.set_budget(0)
    assert np.abs(first - pixels(request, asking.store(tmp_path))).max() <= 1


def test_a_damaged_page_is_made_again_and_said(tmp_path: Path) -> None:
    request = panel(figure("fox", LEFT))
    first, store = pixels(request, asking.store(tmp_path)), asking.store(tmp_path)
    page = next((tmp_path / "cache").glob("*/pages/single-000"))
    page.write_bytes(page.read_bytes()[:-5] + b"wrong")
    drawn = draw_panel(asking.model(), request, store=store, watch=Watch())
    assert any("damaged" in note for note in drawn.notes)
    assert np.abs(first - np.asarray(drawn.image, dtype=np.float32)).max() <= 1
    assert store.files.verify()[0].damaged == ()


def test_a_damaged_recipe_is_made_again_and_said(tmp_path: Path) -> None:
    make_identity(asking.model(), ASKED, store=asking.store(tmp_path), watch=Watch())
    for recipe in (tmp_path / "cache").glob("*/recipe"):
        recipe.write_bytes(b"nonsense")
    made = make_identity(asking.model(), ASKED, store=asking.store(tmp_path), watch=Watch())
    assert any("damaged" in note for note in made.notes)


def test_other_weights_make_another_identity_and_say_so(tmp_path: Path) -> None:
    store = asking.store(tmp_path)
    make_identity(asking.model(), ASKED, store=store, watch=Watch())
    other = LoadedModel(pipeline=asking.model().pipeline, revision="retrained")
    made = make_identity(other, ASKED, store=store, watch=Watch())
    assert any("other model weights" in note for note in made.notes)
    assert len(store.files.keys()) == 2 * RECIPES


def test_an_identity_that_an_older_program_kept_is_used_and_another_likeness_does_not_call_it_stale(
    tmp_path: Path,
) -> None:
    store = asking.store(tmp_path)
    make_identity(asking.model(), ASKED, store=store, watch=Watch())
    (balanced,) = (one.manifest for one in store.files.entries() if one.page_bytes)
    (firm,) = (one.manifest for one in store.files.entries() if not one.page_bytes)
    assert (balanced.shared_until, firm.shared_until) == (0.2, 0.4)
    store.files.clear((firm.key,))
    manifest = store.files.folder / balanced.key / "manifest.json"
    known = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({name: value for name, value in known.items() if name != "shared_until"}), "utf-8")
    watch = Watch()
    make_identity(asking.model(), ASKED, store=store, watch=watch)
    assert watch.stages == []
    made = make_identity(asking.model(), replace(ASKED, likeness=Likeness.FIRM), store=store, watch=Watch())
    assert made.notes == ()
    assert {one.manifest.key for one in store.files.entries()} == {balanced.key, firm.key}


def test_without_room_anywhere_the_panel_is_still_drawn(tmp_path: Path) -> None:
    request = panel(figure("fox", LEFT))
    first = pixels(request, asking.store(tmp_path))
    poor = CacheStore(tmp_path / "poor", Budget(ram_bytes=0, device_bytes=0))
    poor.files.set_budget(0)
    assert np.abs(first - pixels(request, poor)).max() <= 1


@pytest.mark.parametrize("disk_bytes", [1, 20_000, 60_000])
def test_without_room_for_all_characters_at_once_the_panel_is_still_drawn(disk_bytes: int, tmp_path: Path) -> None:
    request = panel(figure("fox", LEFT), figure("girl", RIGHT), location=Location(setting_id="wood", prompt="a wood"))
    first = pixels(request, asking.store(tmp_path))
    poor = CacheStore(tmp_path / "poor", Budget(ram_bytes=0, device_bytes=0))
    poor.files.set_budget(disk_bytes)
    assert np.abs(first - pixels(request, poor)).max() <= 1
    assert np.abs(first - pixels(request, poor)).max() <= 1  # from what is left


def test_a_disk_that_cannot_be_written_is_said_and_harmless(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    drawn = draw_panel(asking.model(), panel(figure("fox", LEFT)), store=asking.store(tmp_path), watch=Watch())
    assert any("could not be written" in note for note in drawn.notes)
    assert drawn.figures[0].matched > 0


@pytest.mark.parametrize("content", [b"", b"junk", b'\x08\0\0\0\0\0\0\0{"a":1}'])
def test_bytes_that_are_no_recipe_or_page_are_refused(content: bytes) -> None:
    with pytest.raises(Damaged):
        Recipe.from_bytes(content, "cpu")
    with pytest.raises(Damaged):
        Page.from_bytes(content)
