"""What the tests of the engine process share: requests that give orders, and waiting for events."""

import sys
import time
from pathlib import Path

from charabook.engine.client import EngineProcess, Patience
from charabook.engine.requests import (
    DEMO_MODEL,
    FINAL_EVENTS,
    Event,
    JobId,
    PanelRequest,
    PromptSpans,
    Sampling,
    Span,
)

PATIENCE_S = 300.0
"""Only a broken test waits so long."""

MISBEHAVING = [sys.executable, "-P", str(Path(__file__).with_name("misbehaving_worker.py"))]


def order(text: str) -> PanelRequest:
    prompt = PromptSpans(text=text, background=Span(start=0, end=0))
    return PanelRequest(model=DEMO_MODEL, prompt=prompt, sampling=Sampling())


def misbehaving_engine(patience: Patience | None = None) -> EngineProcess:
    return EngineProcess(command=MISBEHAVING, patience=patience)


def until_final(engine: EngineProcess, *jobs: str) -> dict[str, Event]:
    """The final events of `jobs` by job; fails if a job gets two, or none in time."""
    finals: dict[str, Event] = {}
    deadline = time.monotonic() + PATIENCE_S
    while set(finals) != set(jobs):
        event = engine.next_event(1.0)
        assert time.monotonic() < deadline, f"no final event for {set(jobs) - set(finals)}"
        if isinstance(event, FINAL_EVENTS):
            assert event.job not in finals, f"second final event: {event}"
            finals[event.job] = event
    return finals


def do(engine: EngineProcess, text: str, job: str = "job") -> Event:
    engine.submit(JobId(job), order(text))
    return until_final(engine, job)[job]


def wait_for(engine: EngineProcess, kind: type[Event]) -> Event:
    """The next event of class `kind`; others before it are dropped."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        event = engine.next_event(1.0)
        if isinstance(event, kind):
            return event
    raise AssertionError(f"no {kind.__name__}")
