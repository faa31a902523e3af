"""`python -m storybook sheet --world village --out sheet.png`: look at a world."""

from __future__ import annotations

import argparse
from pathlib import Path

from storybook.sheet import contact_sheet, save_small
from storybook.world import WORLDS


def main() -> None:
    """Read the command line and make the sheet."""
    parser = argparse.ArgumentParser(prog="storybook", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    sheet = commands.add_parser("sheet", help="draw many random pictures side by side")
    sheet.add_argument("--world", choices=sorted(WORLDS), default="village")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--columns", type=int, default=12)
    sheet.add_argument("--rows", type=int, default=6)
    sheet.add_argument("--cell", type=int, default=160, help="pixels per picture")
    sheet.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    made = contact_sheet(
        WORLDS[chosen.world],
        columns=chosen.columns,
        rows=chosen.rows,
        cell_px=chosen.cell,
        seed=chosen.seed,
    )
    save_small(made, chosen.out)


if __name__ == "__main__":
    main()
