"""`python packaging/evaluate --model FOLDER --judge judge.pt --out build/evaluation`: stories, ablation, leakage.

Every score is written down as soon as it is there; the same command goes on where it was stopped. With
`--share 1/2` and `--share 2/2` two processes draw half of everything each; the command without it then reports.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
ROOT = PACKAGING.parent
sys.path[:0] = [str(ROOT), str(PACKAGING), str(PACKAGING / "demo_model")]

import torch  # noqa: E402
from diffusers import FluxPipeline  # noqa: E402
from recipe.judge import load_judge  # noqa: E402

from charabook.engine.cache_store import CacheStore  # noqa: E402
from charabook.engine.draw import LoadedModel  # noqa: E402
from evaluate import codecs, places, report  # noqa: E402
from evaluate.drawing import (  # noqa: E402
    Score,
    Studio,
    append,
    identity_picture,
    pixels,
    read,
    scored,
    scored_pair,
    seen_figure,
)
from evaluate.sheet import picture_path, save_sheet  # noqa: E402
from evaluate.stories import PANELS, Story, stories  # noqa: E402
from evaluate.ways import ABLATIONS, DRAWING_FIRM, DRAWING_GENTLE, FIRM, FROM_DRAWING, GENTLE, OFF, ON, Way  # noqa: E402


def main() -> None:
    """Draw, score, report."""
    options = _options()
    torch.set_num_threads(1)
    options.out = options.out / _circumstances(options)  # scores of other weights or code are not gone on with
    options.out.mkdir(parents=True, exist_ok=True)
    studio = _studio(options)
    told = stories(options.stories)
    _draw_all(studio, options, told)
    if options.share == (0, 1):
        _report(studio, options, told)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the demo model's pipeline")
    parser.add_argument("--judge", type=Path, required=True, help="weights of the judge")
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--ablation", type=int, default=10, help="stories on which every way is drawn")
    parser.add_argument("--pairs", type=int, default=10, help="pairs of characters for leakage")
    parser.add_argument("--drawings", type=int, default=10, help="characters taken from drawings")
    parser.add_argument("--places", type=int, default=10, help="stories for keeping a place")
    parser.add_argument("--likeness", type=int, default=10, help="stories that are drawn gently and firmly too")
    parser.add_argument("--codecs", type=int, default=4, help="characters for the table of codecs")
    parser.add_argument("--sheet", type=int, default=4, help="stories on the sheet")
    parser.add_argument("--steps", type=int, default=16, help="as many as books are drawn with")
    parser.add_argument("--share", type=_share, default=(0, 1), help="1/2 draws half, 2/2 the other half")
    return parser.parse_args()


def _share(text: str) -> tuple[int, int]:
    number, of = (int(part) for part in text.split("/"))
    return number - 1, of


def _studio(options: argparse.Namespace) -> Studio:
    pipeline = FluxPipeline.from_pretrained(options.model, torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    return Studio(
        model=LoadedModel(pipeline=pipeline, revision=options.out.name),
        judge=load_judge(options.judge),
        store=CacheStore(options.out / "cache"),
        steps=options.steps,
    )


def _circumstances(options: argparse.Namespace) -> str:
    """A name for everything that scores depend on: weights, judge, steps, and the code that draws and scores."""
    weights = [*sorted(options.model.rglob("*.safetensors")), options.judge]
    code = [*sorted((ROOT / "charabook" / "engine").glob("*.py")), *sorted(Path(__file__).parent.glob("*.py"))]
    mixed = hashlib.sha256(str(options.steps).encode())
    for path in (*weights, *code):
        mixed.update(path.read_bytes())
    return mixed.hexdigest()[:12]


# -------------------------------------------------------------------------------------------- drawing


def _draw_all(studio: Studio, options: argparse.Namespace, told: Sequence[Story]) -> None:
    number, of = options.share
    for story in told[number::of]:
        firmness = (GENTLE, FIRM) if story.number < options.likeness else ()
        ways = (OFF, *firmness, ON, *(ABLATIONS if story.number < options.ablation else ()))
        _draw_story(studio, story, ways, options.out)
    pairs = list(zip(told[0::2], told[1::2], strict=False))[: options.pairs]
    for pair in pairs[number::of]:
        _draw_pair(studio, pair, options.out)
    for story in told[: options.drawings][number::of]:
        firmness = (DRAWING_GENTLE, DRAWING_FIRM) if story.number < options.likeness else ()
        _draw_from_drawing(studio, story, (OFF, *firmness, FROM_DRAWING), options.out)
    for story in told[: options.places][number::of]:
        if story.number not in {one.story for one in read(options.out / "places.jsonl", places.Change)}:
            append(options.out / "places.jsonl", places.changes(studio, story))


def _draw_story(studio: Studio, story: Story, ways: Sequence[Way], out: Path) -> None:
    wanted = _missing(out / "stories.jsonl", story, ways)
    if not wanted:
        return
    reference, _ = seen_figure(studio.judge, pixels(identity_picture(studio, story, ON)))
    for number, way in wanted:
        score, picture = scored(studio, story, number, way, reference)
        kept = picture_path(out, story, number, way)
        kept.parent.mkdir(exist_ok=True)
        picture.save(kept)
        append(out / "stories.jsonl", [score])


def _draw_from_drawing(studio: Studio, story: Story, ways: Sequence[Way], out: Path) -> None:
    """Panels of a drawn character, compared with the drawing itself; words alone for comparison."""
    wanted = _missing(out / "drawings.jsonl", story, ways)
    reference, _ = seen_figure(studio.judge, pixels(identity_picture(studio, story, FROM_DRAWING)))
    for number, way in wanted:
        append(out / "drawings.jsonl", [scored(studio, story, number, way, reference)[0]])


def _missing(path: Path, story: Story, ways: Sequence[Way]) -> list[tuple[int, Way]]:
    done = {(score.story, score.panel, score.way) for score in read(path, Score)}
    return [(n, w) for n in range(PANELS) for w in ways if (story.number, n, w.name) not in done]


def _draw_pair(studio: Studio, pair: tuple[Story, Story], out: Path) -> None:
    for number, way in _missing(out / "pairs.jsonl", pair[0], (OFF, ON)):
        if number < 2:
            append(out / "pairs.jsonl", scored_pair(studio, pair, number, way)[0])


# -------------------------------------------------------------------------------------------- telling


def _report(studio: Studio, options: argparse.Namespace, told: Sequence[Story]) -> None:
    text = _text(options)
    if options.codecs:
        text += "\n\n" + codecs.table(studio, told[: options.codecs])
    (options.out / "report.md").write_text(text + "\n", encoding="utf-8")
    save_sheet(studio, told[: options.sheet], (OFF, ON), options.out)
    save_sheet(studio, told[: min(2, options.likeness)], (GENTLE, ON, FIRM), options.out, "likeness")
    sys.stdout.write(f"{text}\n\n{options.out}\n")


def _text(options: argparse.Namespace) -> str:
    scores = read(options.out / "stories.jsonl", Score)
    pairs, drawings = (read(options.out / f"{name}.jsonl", Score) for name in ("pairs", "drawings"))
    parts = ["### Sharing on and off", report.table([s for s in scores if s.way in (OFF.name, ON.name)])]
    parts += [report.gains(scores, ON.name, OFF.name)]
    parts += ["### Ablation", report.table(_of(scores, (OFF, ON, *ABLATIONS), options.ablation))]
    parts += ["### Likeness", report.table(_of(scores, (OFF, GENTLE, ON, FIRM), options.likeness))]
    parts += [report.table(_of(drawings, (OFF, DRAWING_GENTLE, FROM_DRAWING, DRAWING_FIRM), options.likeness))]
    parts += ["### Two characters", report.table(pairs, extra="leakage")]
    parts += [
        "### From a drawing",
        report.table(_of(drawings, (OFF, FROM_DRAWING), options.drawings)),
        report.gains(drawings, FROM_DRAWING.name, OFF.name),
    ]
    parts += ["### A place", report.kept_places(read(options.out / "places.jsonl", places.Change))]
    return "\n\n".join(parts)


def _of(scores: Sequence[Score], ways: Sequence[Way], stories: int) -> list[Score]:
    """The scores of these ways, one way after the other, on the first stories."""
    return [score for way in ways for score in scores if score.way == way.name and score.story < stories]


if __name__ == "__main__":
    main()
