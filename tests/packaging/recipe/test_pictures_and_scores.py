"""The autoencoder's arithmetic, the judge and the scores."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from recipe import judge as judging
from recipe.autoencoder import latent_mean, new_autoencoder, psnr_db
from recipe.encoding import normalise
from recipe.figures import frechet, right_answers
from recipe.judge import Judge, names_of, trained_judge
from recipe.oracle import Sight, agreement, figure_mask, leakage, mask_iou, sight
from recipe.shards import drawn_scenes


def test_normalised_latents_decode_to_the_same_picture() -> None:
    torch.manual_seed(0)
    autoencoder = new_autoencoder().eval()
    pictures = torch.rand(4, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        before = latent_mean(autoencoder, pictures)
        drawn = autoencoder.decoder(before)
        normalise(autoencoder, before.mean((0, 2, 3)), before.std((0, 2, 3)))
        after = latent_mean(autoencoder, pictures)

        assert torch.allclose(after.mean((0, 2, 3)), torch.zeros(16), atol=1e-4)
        assert torch.allclose(after.std((0, 2, 3)), torch.ones(16), atol=1e-3)
        assert psnr_db(autoencoder.decoder(after), drawn) > 15  # the border's padding means something else now


def test_pictures_can_be_any_multiple_of_sixteen() -> None:
    autoencoder = new_autoencoder()
    with torch.no_grad():
        assert latent_mean(autoencoder, torch.zeros(1, 3, 48, 80)).shape == (1, 16, 6, 10)


@pytest.mark.parametrize(
    ("first", "second", "wanted"), [("11..", "11..", 1.0), ("11..", ".11.", 1 / 3), ("....", "....", 1.0)]
)
def test_masks_are_compared_on_the_judges_grid(first: str, second: str, wanted: float) -> None:
    def mask(row: str) -> np.ndarray:
        return np.repeat(np.array([[cell == "1" for cell in row]] * 4), 4, 1).repeat(4, 0)

    assert mask_iou(mask(first), mask(second)) == pytest.approx(wanted)


def seen(**labels: str) -> Sight:
    everything = dict.fromkeys(judging.IDENTITY, "same")
    return Sight(labels=everything | labels, embedding=np.eye(1, judging.EMBEDDING)[0])


def test_leakage_counts_only_what_tells_two_characters_apart() -> None:
    fox, cat = seen(kind="fox", top_color="red"), seen(kind="cat", top_color="blue")

    assert leakage(fox, fox, cat) == 0
    assert leakage(seen(kind="fox", top_color="blue"), fox, cat) == 0.5
    assert leakage(cat, fox, cat) == 1
    assert leakage(cat, fox, fox) == 0


def test_agreement_of_a_character_with_itself_is_whole() -> None:
    fox = seen(kind="fox")

    assert agreement(fox, fox).attributes == 1
    assert agreement(fox, fox).likeness == pytest.approx(1)
    assert agreement(fox, replace(fox, labels=seen(kind="cat").labels)).attributes < 1


def test_frechet_distance_is_nothing_to_oneself_and_grows_with_the_shift() -> None:
    cloud = np.random.default_rng(0).normal(size=(200, 4))

    assert frechet(cloud, cloud) == pytest.approx(0, abs=1e-6)
    assert frechet(cloud, cloud + 3) == pytest.approx(36, rel=1e-3)


@pytest.mark.slow
def test_a_judge_learns_places_and_figures_within_a_few_lessons() -> None:
    judge = trained_judge("village", steps=24)
    drawn = drawn_scenes("village", 99, 24, 256, 256)
    alone = [d for d in drawn if len(d.labels["figures"]) == 1]

    right = right_answers(judge, np.stack([d.picture for d in alone]), [d.labels for d in alone])

    assert right["environment"].mean() > 0.4  # one in eight by chance
    assert np.mean([mask_iou(figure_mask(judge, d.picture), d.figures[0] > 127) for d in alone]) > 0.4
    assert set(sight(judge, alone[0].picture, alone[0].figures[0] > 127).labels) == set(judging.IDENTITY)


def test_the_judge_knows_every_name_of_its_world() -> None:
    names = names_of("village")

    assert len(names["environment"]) == 8
    assert {"fox", "girl"} <= set(names["kind"])
    assert Judge(names).heads["kind"].out_features == len(names["kind"])
