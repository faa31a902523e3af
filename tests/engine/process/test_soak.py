"""Many jobs, many faults: none is lost, none ends twice, nothing is left behind."""

import os
import random
import signal
import threading

import psutil
import pytest

from charabook.engine.client import EngineProcess, Patience
from charabook.engine.requests import FINAL_EVENTS, Done, Event, Failed, JobId, Stepped, Stopped
from tests.engine.process.stage import PATIENCE_S, misbehaving_engine, order

GOOD = ("draw", "chatter")
BAD = ("complain", "trip", "run_out_of_memory")
DEADLY = ("leave 3", "be_killed", "crash")
EXPECTED = {"draw": Done, "chatter": Done, "wait": Stopped, "complain": Failed, "trip": Failed}


def plan(count: int, seed: int) -> dict[str, str]:
    """Orders by job: mostly good ones, every fifth or so deadly, some to be cancelled, some bad."""
    chance = random.Random(seed)
    kinds = chance.choices((GOOD, BAD, DEADLY, ("wait",)), weights=(5, 2, 2, 1), k=count)
    return {f"{number}": chance.choice(kind) for number, kind in enumerate(kinds)}


def run_all(engine: EngineProcess, orders: dict[str, str], seed: int) -> dict[str, Event]:
    """Submit everything at once, cancel what waits to be cancelled, kill the process now and then from outside."""
    chance = random.Random(seed)
    for job, text in orders.items():
        engine.submit(JobId(job), order(text))
    finals: dict[str, Event] = {}
    while len(finals) < len(orders):
        event = engine.next_event(PATIENCE_S)
        assert event is not None, f"{len(orders) - len(finals)} jobs are lost"
        if isinstance(event, Stepped) and orders[event.job] == "wait":
            engine.cancel(event.job)
        elif isinstance(event, Stepped) and chance.random() < 0.03:
            kill_children()
        elif isinstance(event, FINAL_EVENTS):
            assert event.job not in finals, f"{event.job} ended twice"
            finals[event.job] = event
    return finals


def kill_children() -> None:
    for child in psutil.Process().children():
        os.kill(child.pid, signal.SIGKILL)


def check(orders: dict[str, str], finals: dict[str, Event]) -> None:
    assert finals.keys() == orders.keys()
    for job, event in finals.items():
        if orders[job] in DEADLY:
            assert isinstance(event, Failed)
        elif not isinstance(event, Failed):  # any job may be killed from outside
            assert isinstance(event, EXPECTED[orders[job]])
        if isinstance(event, Failed):
            assert event.what
            assert event.remedy
    assert sum(isinstance(event, Done) for event in finals.values()) > len(orders) / 4


def open_things() -> tuple[int, int, int]:
    """Children, open files and threads of this process."""
    own = psutil.Process()
    return len(own.children()), own.num_fds(), threading.active_count()


def soak(count: int, seed: int) -> None:
    before = open_things()
    engine = misbehaving_engine(Patience(silence_s=PATIENCE_S))
    orders = plan(count, seed)
    check(orders, run_all(engine, orders, seed))
    assert engine.next_event(0.0) is None
    engine.close()
    wait_for_threads(before[2])
    assert open_things() == before


def wait_for_threads(count: int) -> None:
    """The threads of ended processes notice their end on their own; give them a moment."""
    for thread in threading.enumerate():
        if thread.name.startswith("engine") and threading.active_count() > count:
            thread.join(PATIENCE_S)


def test_forty_jobs_with_faults_lose_none_and_leak_nothing() -> None:
    soak(40, seed=1)


@pytest.mark.reliability
@pytest.mark.parametrize("seed", range(5))
def test_two_hundred_jobs_with_faults_lose_none_and_leak_nothing(seed: int) -> None:
    soak(200, seed)


@pytest.mark.reliability
def test_the_memory_of_the_client_does_not_grow_with_its_jobs() -> None:
    engine = misbehaving_engine()
    own = psutil.Process()
    sizes = []
    for turn in range(6):
        orders = dict.fromkeys((f"{turn}-{number}" for number in range(50)), "draw")
        finals: set[str] = set()
        for job in orders:
            engine.submit(JobId(job), order("draw"))
        while len(finals) < len(orders):
            event = engine.next_event(PATIENCE_S)
            if isinstance(event, FINAL_EVENTS):
                finals.add(event.job)
        sizes.append(own.memory_info().rss)
    engine.close()
    assert sizes[-1] - sizes[1] < 4 * 2**20
