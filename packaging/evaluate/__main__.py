"""`python packaging/evaluate --model FOLDER --judge judge.pt --out build/evaluation`: stories, ablation, leakage.

Every score is written down as soon as it is there; the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING.parent), str(PACKAGING), str(PACKAGING / "demo_model")]

import torch  # noqa: E402
from diffusers import FluxPipeline  # noqa: E402
from recipe.judge import load_judge  # noqa: E402

from charabook.engine.cache_store import CacheStore  # noqa: E402
from charabook.engine.draw import LoadedModel  # noqa: E402
from evaluate import codecs, report  # noqa: E402
from evaluate.drawing import Studio, append, identity_picture, pixels, read, scored, scored_pair, seen_figure  # noqa: E402
from evaluate.sheet import picture_path, save_sheet  # noqa: E402
from evaluate.stories import PANELS, Story, stories  # noqa: E402
from evaluate.ways import ABLATIONS, OFF, ON, Way  # noqa: E402


def main() -> None:
    """Draw, score, report."""
    options = _options()
    torch.set_num_threads(1)
    options.out = options.out / _revision(options.model)  # scores of other weights are not gone on with
    options.out.mkdir(parents=True, exist_ok=True)
    studio = _studio(options)
    told = stories(options.stories)
    single, pairs = options.out / "stories.jsonl", options.out / "pairs.jsonl"
    for story in told:
        ways = (OFF, ON, *(ABLATIONS if story.number < options.ablation else ()))
        _draw_story(studio, story, ways, single)
    for first, second in zip(told[0 : 2 * options.pairs : 2], told[1 : 2 * options.pairs : 2], strict=True):
        _draw_pair(studio, (first, second), pairs)
    text = _text(options, single, pairs)
    if options.codecs:
        text += "\n\n" + codecs.table(studio, told[: options.codecs])
    (options.out / "report.md").write_text(text + "\n", encoding="utf-8")
    save_sheet(studio, told[: options.sheet], options.out)
    print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the demo model's pipeline")
    parser.add_argument("--judge", type=Path, required=True, help="weights of the judge")
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--ablation", type=int, default=10, help="stories on which every way is drawn")
    parser.add_argument("--pairs", type=int, default=10, help="pairs of characters for leakage")
    parser.add_argument("--codecs", type=int, default=4, help="characters for the table of codecs")
    parser.add_argument("--sheet", type=int, default=4, help="stories on the sheet")
    parser.add_argument("--steps", type=int, default=8)
    return parser.parse_args()


def _studio(options: argparse.Namespace) -> Studio:
    pipeline = FluxPipeline.from_pretrained(options.model, torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    return Studio(
        model=LoadedModel(pipeline=pipeline, revision=_revision(options.model)),
        judge=load_judge(options.judge),
        store=CacheStore(options.out / "cache"),
        steps=options.steps,
    )


def _revision(folder: Path) -> str:
    weights = b"".join(path.read_bytes() for path in sorted(folder.glob("transformer/*.safetensors")))
    return hashlib.sha256(weights).hexdigest()[:12]


def _draw_story(studio: Studio, story: Story, ways: tuple[Way, ...], path: Path) -> None:
    done = {(score.story, score.panel, score.way) for score in read(path)}
    wanted = [(n, w) for n in range(PANELS) for w in ways if (story.number, n, w.name) not in done]
    if not wanted:
        return
    reference, _ = seen_figure(studio.judge, pixels(identity_picture(studio, story).image))
    for number, way in wanted:
        score, picture = scored(studio, story, number, way, reference)
        kept = picture_path(path.parent, story, number, way)
        kept.parent.mkdir(exist_ok=True)
        picture.save(kept)
        append(path, [score])


def _draw_pair(studio: Studio, pair: tuple[Story, Story], path: Path) -> None:
    done = {(score.story, score.panel, score.way) for score in read(path)}
    for number in range(2):
        for way in (OFF, ON):
            if (pair[0].number, number, way.name) not in done:
                append(path, scored_pair(studio, pair, number, way)[0])


def _text(options: argparse.Namespace, single: Path, pairs: Path) -> str:
    scores = read(single)
    small = [score for score in scores if score.story < options.ablation]
    parts = ["### Sharing on and off", report.table([s for s in scores if s.way in ("off", "charabook")])]
    parts += [report.gain(scores), "### Ablation", report.table(small)]
    parts += ["### Two characters", report.table(read(pairs), extra="leakage")]
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
