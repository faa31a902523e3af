"""``python -m recipe``: make the embedded demo model. Every command goes on where it was stopped.

python -m recipe train --budget-minutes 600        everything, in order
python -m recipe shards | vae | transformer        one part
python -m recipe sheet | figures | export          look at it, measure it, write the folder that ships
python -m recipe words                             the words that it knows, as a table
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from recipe import encoding, export, figures, judge, sampling
from recipe.attention import PlainAttention
from recipe.autoencoder import Part, PicturePlan, PictureTraining
from recipe.flow import Plan, Training, train
from recipe.known import known_table
from recipe.machine import Device, Machine, machine
from recipe.network import SIZES
from recipe.pieces import load_pieces
from recipe.shards import Shard

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parents[3]
ROOT = HERE / ".training"
WEIGHTS = HERE / "charabook" / "engine" / "demo_model" / "weights"
SHEET_SCALE = 0.625
"""Pictures on the sheet that goes with the figures: 160 px each."""
VAE_SHARE = 0.3
"""Share of a whole training's minutes that goes into the autoencoder."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    asked = _parser().parse_args(arguments)
    asked.root.mkdir(parents=True, exist_ok=True)
    on = machine(Device(asked.device), asked.threads)
    commands: dict[str, Callable[[argparse.Namespace, Machine], None]] = {
        "train": train_all,
        "shards": shards,
        "vae": vae,
        "transformer": transformer,
        "sheet": sheet,
        "export": write_weights,
        "figures": show_figures,
        "words": show_words,
    }
    commands[asked.command](asked, on)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m recipe", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "shards", "vae", "transformer", "sheet", "export", "figures", "words"):
        command = commands.add_parser(name)
        command.add_argument("--root", type=Path, default=ROOT, help="where checkpoints and shards lie")
        command.add_argument("--device", choices=list(Device), default=Device.AUTO)
        command.add_argument("--threads", type=int, default=1, help="CPU cores to compute with")
        command.add_argument("--size", choices=list(SIZES), default="small")
        command.add_argument("--world", choices=("village", "full"), default="village")
        if name in ("train", "vae", "transformer"):
            command.add_argument(
                "--budget-minutes", type=float, required=True, help="in all, earlier sessions included"
            )
        if name in ("train", "shards"):
            command.add_argument("--shards", type=int, default=120, help="of 500 pictures each")
        if name == "vae":
            command.add_argument("--part", choices=list(Part), default=Part.BOTH)
        if name == "export":
            command.add_argument("--to", type=Path, default=WEIGHTS)
        if name in ("sheet", "figures"):
            command.add_argument("--picture", type=Path, help="where to write the pictures as a PNG")
        if name == "figures":
            command.add_argument("--quick", action="store_true", help="a quarter of the pictures")
            command.add_argument(
                "--judge-steps", type=int, default=500, help="batches of 32 that the judge learns from"
            )
    return parser


def train_all(asked: argparse.Namespace, on: Machine) -> None:
    """Do everything in order: pictures, autoencoder, shards, transformer."""
    minutes = asked.budget_minutes
    asked.part, asked.budget_minutes = Part.BOTH, VAE_SHARE * minutes
    vae(asked, on)
    shards(asked, on)
    asked.budget_minutes = (1 - VAE_SHARE) * minutes
    transformer(asked, on)


def vae(asked: argparse.Namespace, on: Machine) -> None:
    """Train the autoencoder and freeze it; or go on with its decoder alone."""
    part, pictures = Part(asked.part), asked.root / "pictures"
    frozen = asked.root / encoding.FROZEN
    if part is Part.BOTH and frozen.exists():
        print("The encoder is frozen: shards depend on it. Its decoder can be trained on with --part decoder.")
        return
    encoding.draw_pictures(pictures, asked.world, first_seed=70_000, files=3)
    plan = PicturePlan(minutes=asked.budget_minutes, part=part)
    if part is Part.DECODER:
        PictureTraining(asked.root / export.DECODER, plan, on, load_pieces(frozen)).run(pictures)
        return
    training = PictureTraining(asked.root / "autoencoder", plan, on)
    training.run(pictures)
    some = np.load(min(pictures.glob("*.npy")), mmap_mode="r")[:160]
    encoding.freeze(training.average.cpu(), frozen, some)


def shards(asked: argparse.Namespace, on: Machine) -> None:
    """Draw and encode what the transformer learns from."""
    _wording_once(asked.root)
    painters = 1 if on.is_cpu else encoding.painters_here()
    encoding.make_shards(asked.root, asked.world, range(asked.shards), per_shard=500, on=on, painters=painters)


def _wording_once(root: Path) -> None:
    if not (root / "tokenizer.json").exists():
        encoding.write_wording(root)


def transformer(asked: argparse.Namespace, on: Machine) -> None:
    """Train the transformer and its text encoders, with a contact sheet at every tenth checkpoint."""
    tokenizer, names = encoding.wording(asked.root)
    training = Training(asked.root, tokenizer, asked.size, names, on)
    on.faster(training.network.transformer)
    train(training, Plan(minutes=asked.budget_minutes), _Sheets(on))


class _Sheets:
    """A contact sheet of held-out captions every few checkpoints."""

    EVERY = 10

    def __init__(self, on: Machine) -> None:
        self.machine, self.count = on, 0

    def __call__(self, training: Training) -> None:
        self.count += 1
        if self.count % self.EVERY == 0:
            path = training.root / "sheets" / f"step-{training.step:06d}.png"
            write_sheet(training.root, training.size, path, self.machine)


def sheet(asked: argparse.Namespace, on: Machine) -> None:
    """Draw held-out captions with the last checkpoint."""
    write_sheet(asked.root, asked.size, asked.picture or asked.root / "sheet.png", on)


def write_sheet(root: Path, size: str, path: Path, on: Machine) -> None:
    """Draw 12 single figures and 6 pairs."""
    tokenizer, names = encoding.wording(root)
    network = export.trained_network(root, size).to(on.device)
    if on.is_cpu:
        network.transformer.set_attn_processor(PlainAttention())
    captions = [
        words[0].text
        for figures_there, count in ((1, 12), (2, 6))
        for words in Shard.open(root / "shards" / f"test-{figures_there}.jsonl", names).wordings[:count]
    ]
    autoencoder = export.best_autoencoder(root).to(on.device)
    tiles = sampling.pictures(network, tokenizer, autoencoder, captions, draw=sampling.Draw(), on=on)
    save_png(sampling.contact_sheet(tiles, 6), path)


def save_png(picture: np.ndarray, path: Path, scale: float = 1.0) -> None:
    """Write uint8 [H, W, 3] as a PNG, smaller by `scale`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(picture)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    image.save(path, optimize=True)


def write_weights(asked: argparse.Namespace, on: Machine) -> None:
    """Write the folder that ships."""
    del on
    export.export(asked.root, asked.size, asked.to)


def show_words(asked: argparse.Namespace, on: Machine) -> None:
    """Print what the world of the model knows."""
    del on
    print(known_table(asked.world))


def show_figures(asked: argparse.Namespace, on: Machine) -> None:
    """Print the table of figures; train the judge first if there is none."""
    path = asked.root / "judge.pt"
    if not path.exists():
        judge.save_judge(judge.trained_judge(asked.world, asked.judge_steps), path)
    singles, pairs = (12, 6) if asked.quick else (48, 24)
    report = figures.measured(
        asked.root, asked.size, asked.world, judge.load_judge(path), on, singles=singles, pairs=pairs
    )
    print(figures.as_table(report.rows))
    figures.note(report.rows, asked.root / "log.jsonl")
    if asked.picture:
        save_png(sampling.contact_sheet(report.singles, 8), asked.picture, SHEET_SCALE)
        save_png(
            sampling.contact_sheet(report.pairs, 8), asked.picture.with_stem(asked.picture.stem + "-pairs"), SHEET_SCALE
        )


if __name__ == "__main__":
    sys.exit(main())
