"""What the user sees in the terminal: words, tables, progress bars; or JSON for scripts."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table


class Screen:
    """The terminal. With `json`, words are silent and only `answer` speaks."""

    def __init__(self, *, json: bool = False) -> None:
        self._json = json
        self._console = Console(stderr=json, highlight=False, soft_wrap=True)

    @property
    def is_live(self) -> bool:
        """Whether somebody watches: bars make sense."""
        return self._console.is_terminal

    def say(self, words: str = "", style: str = "") -> None:
        """A line for people."""
        if not self._json:
            self._console.print(words, style=style or None, markup=False)

    def remark(self, words: str) -> None:
        """A line of lesser weight."""
        self.say(words, style="dim")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A small table for people."""
        if self._json:
            return
        table = Table(*headings, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*(str(cell) for cell in row))
        self._console.print(table)

    def answer(self, tree: object) -> None:
        """The result for scripts."""
        if self._json:
            click.echo(json.dumps(tree, ensure_ascii=False, indent=2))

    @contextmanager
    def bars(self) -> Iterator["ScreenProgress"]:
        """Progress bars for what happens inside."""
        columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(*columns, console=self._console, disable=not self.is_live) as bars:
            yield ScreenProgress(bars)


class ScreenProgress:
    """A `Progress` that draws one bar for each stage. `advance` may be called from any thread."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def advance(self, stage: str, done: float, total: float) -> None:
        """Say that `done` of `total` units of `stage` are finished."""
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total)
        self._bars.update(self._tasks[stage], completed=done, total=total)

    def show(self, stage: str, done: float, total: float, title: str) -> None:
        """The same for a stage that changes its title."""
        self.advance(stage, done, total)
        self._bars.update(self._tasks[stage], description=title)

    def hide(self, stage: str) -> None:
        """Take a bar away."""
        task = self._tasks.pop(stage, None)
        if task is not None:
            self._bars.remove_task(task)

    def is_cancelled(self) -> bool:
        """Never: Ctrl-C interrupts by itself."""
        return False
