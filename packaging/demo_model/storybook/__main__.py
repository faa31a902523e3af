"""Look at a world: `python -m storybook sheet --out sheet.png`, `python -m storybook words`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from storybook.sheet import contact_sheet, save_small
from storybook.words import known_words
from storybook.world import WORLDS


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="storybook", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_sheet(commands.add_parser("sheet", help="draw many random pictures side by side"))
    _add_words(commands.add_parser("words", help="print the words of a world's captions as JSON"))
    chosen = parser.parse_args()
    chosen.run(chosen)


def _add_sheet(command: argparse.ArgumentParser) -> None:
    _add_world(command)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--columns", type=int, default=12)
    command.add_argument("--rows", type=int, default=6)
    command.add_argument("--cell", type=int, default=160, help="pixels per picture")
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=_sheet)


def _add_words(command: argparse.ArgumentParser) -> None:
    _add_world(command)
    command.set_defaults(run=_words)


def _add_world(command: argparse.ArgumentParser) -> None:
    command.add_argument("--world", choices=sorted(WORLDS), default="village")


def _sheet(chosen: argparse.Namespace) -> None:
    made = contact_sheet(
        WORLDS[chosen.world],
        columns=chosen.columns,
        rows=chosen.rows,
        cell_px=chosen.cell,
        seed=chosen.seed,
    )
    save_small(made, chosen.out)


def _words(chosen: argparse.Namespace) -> None:
    print(json.dumps(asdict(known_words(WORLDS[chosen.world])), indent=2))


if __name__ == "__main__":
    main()
