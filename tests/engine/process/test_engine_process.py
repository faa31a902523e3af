"""Jobs in, events out, whatever happens to the process in between."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from PIL import Image

from charabook.engine.client import EngineProcess, Patience
from charabook.engine.requests import Done, Failed, JobId, Loading, Queued, Stepped, Stopped
from charabook.errors import Unavailable
from tests.engine.process.misbehaving_worker import STEPS
from tests.engine.process.stage import (
    PATIENCE_S,
    do,
    misbehaving_engine,
    order,
    until_final,
    wait_for,
)


def pid_of(event: object) -> int:
    assert isinstance(event, Done)
    return int(event.notes[0])


def gone(pid: int) -> bool:
    """Whether the process has ended; a zombie waits only for its parent."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_job_tells_how_it_is_queued_loading_stepping_and_done(engine: EngineProcess) -> None:
    engine.submit(JobId("a"), order("draw"))
    events = []
    while not events or not isinstance(events[-1], Done):
        if event := engine.next_event(PATIENCE_S):
            events.append(event)
    assert isinstance(events[0], Queued)
    assert [event.what for event in events if isinstance(event, Loading)] == [
        "Starting the engine",  # which takes seconds: nobody shall wonder
        "Sharpening pencils",
    ]
    steps = [event for event in events if isinstance(event, Stepped)]
    assert [step.step for step in steps] == [1, 2, 3, 4]
    assert all(step.steps == STEPS for step in steps)


def test_previews_are_small_pictures_and_not_sent_with_every_step(engine: EngineProcess) -> None:
    engine.submit(JobId("a"), order("draw"))
    first, second = (wait_for(engine, Stepped) for _ in range(2))
    assert isinstance(first, Stepped)
    assert isinstance(second, Stepped)
    assert first.preview_png
    assert Image.open(BytesIO(first.preview_png)).size == (256, 128)
    assert second.preview_png is None


def test_a_known_error_arrives_with_its_own_words(engine: EngineProcess) -> None:
    event = do(engine, "complain")
    assert isinstance(event, Failed)
    assert (event.what, event.remedy) == ("The fox is too big.", "Draw a smaller fox.")


def test_a_bug_ends_in_a_calm_sentence_with_the_traceback_in_the_details(engine: EngineProcess) -> None:
    event = do(engine, "trip")
    assert isinstance(event, Failed)
    assert "your work is safe" in event.what
    assert "over my own feet" in event.details


def test_running_out_of_memory_says_so_and_the_process_goes_on(engine: EngineProcess) -> None:
    before = pid_of(do(engine, "draw", "first"))
    event = do(engine, "run_out_of_memory")
    assert isinstance(event, Failed)
    assert event.what.startswith("Memory ran out")
    assert pid_of(do(engine, "draw", "last")) == before


@pytest.mark.parametrize(
    ("fault", "words"),
    [("be_killed", "memory ran out"), ("crash", "crashed (SIGSEGV)"), ("leave 3", "code 3")],
)
def test_a_crash_fails_its_job_and_the_next_one_runs_in_a_new_process(
    engine: EngineProcess, fault: str, words: str
) -> None:
    before = pid_of(do(engine, "draw", "first"))
    engine.submit(JobId("fault"), order(fault))
    engine.submit(JobId("waiting"), order("draw"))
    finals = until_final(engine, "fault", "waiting")
    failure = finals["fault"]
    assert isinstance(failure, Failed)
    assert words in failure.what
    assert pid_of(finals["waiting"]) != before


def test_a_crash_in_native_code_leaves_its_trace_in_the_details(engine: EngineProcess) -> None:
    event = do(engine, "crash")
    assert isinstance(event, Failed)
    assert "in crash" in event.details


def test_what_libraries_print_does_not_disturb_the_messages(engine: EngineProcess) -> None:
    before = pid_of(do(engine, "draw", "first"))
    assert pid_of(do(engine, "chatter")) == before


def test_a_running_job_stops_between_two_steps(engine: EngineProcess) -> None:
    engine.submit(JobId("job"), order("wait"))
    wait_for(engine, Stepped)
    engine.cancel(JobId("job"))
    assert until_final(engine, "job") == {"job": Stopped(job=JobId("job"))}
    assert isinstance(do(engine, "draw", "next"), Done)


def test_a_waiting_job_stops_at_once_and_never_runs(engine: EngineProcess) -> None:
    engine.submit(JobId("first"), order("wait"))
    engine.submit(JobId("second"), order("be_killed"))
    engine.cancel(JobId("second"))
    assert isinstance(until_final(engine, "second")["second"], Stopped)
    engine.cancel(JobId("first"))
    assert isinstance(until_final(engine, "first")["first"], Stopped)


def test_cancelling_unknown_and_finished_jobs_is_ignored(engine: EngineProcess) -> None:
    do(engine, "draw", "done")
    engine.cancel(JobId("done"))
    engine.cancel(JobId("never heard of"))
    assert isinstance(do(engine, "draw", "next"), Done)


def test_a_job_submitted_twice_runs_once(engine: EngineProcess) -> None:
    engine.submit(JobId("twin"), order("draw"))
    engine.submit(JobId("twin"), order("draw"))
    engine.submit(JobId("after"), order("draw"))
    assert all(isinstance(event, Done) for event in until_final(engine, "twin", "after").values())


def test_a_process_that_dies_idle_is_replaced_by_the_next_job(engine: EngineProcess) -> None:
    before = pid_of(do(engine, "draw", "first"))
    os.kill(before, signal.SIGKILL)
    wait_until_gone(before)
    # The job may still reach the dying process; then it fails, and the one after it has a new one.
    do(engine, "draw", "second")
    assert pid_of(do(engine, "draw", "third")) != before


def test_a_frozen_process_is_ended_after_its_time_of_silence() -> None:
    engine = misbehaving_engine(Patience(silence_s=0.5))
    event = do(engine, "freeze")
    engine.close()
    assert isinstance(event, Failed)
    assert event.what == "The engine stopped answering."


def test_a_job_that_ignores_its_cancelling_is_stopped_with_its_process() -> None:
    engine = misbehaving_engine(Patience(cancel_s=0.2))
    engine.submit(JobId("deaf"), order("ignore_cancel"))
    wait_for(engine, Stepped)
    engine.cancel(JobId("deaf"))
    assert isinstance(until_final(engine, "deaf")["deaf"], Stopped)
    assert isinstance(do(engine, "draw", "next"), Done)
    engine.close()


def test_an_engine_that_cannot_start_fails_every_waiting_job_with_its_log() -> None:
    engine = EngineProcess(command=[sys.executable, "-c", "raise SystemExit('no legs')"])
    for job in ("a", "b"):
        engine.submit(JobId(job), order("draw"))
    finals = until_final(engine, "a", "b")
    engine.close()
    for event in finals.values():
        assert isinstance(event, Failed)
        assert event.what.startswith("The engine cannot start")
        assert "no legs" in event.details


def test_a_missing_interpreter_is_told_calmly(tmp_path: Path) -> None:
    engine = EngineProcess(command=[str(tmp_path / "nothing")])
    event = do(engine, "draw")
    engine.close()
    assert isinstance(event, Failed)
    assert event.what == "The engine cannot start: No such file or directory."


def test_closing_stops_every_job_quickly_and_leaves_no_process() -> None:
    engine = misbehaving_engine()
    pid = pid_of(do(engine, "draw", "first"))
    engine.submit(JobId("running"), order("ignore_cancel"))
    wait_for(engine, Stepped)
    engine.submit(JobId("waiting"), order("draw"))
    started = time.monotonic()
    engine.close()
    engine.close()
    assert time.monotonic() - started < 2.0
    engine.submit(JobId("late"), order("draw"))
    finals = until_final(engine, "running", "waiting", "late")
    assert all(isinstance(event, Stopped) for event in finals.values())
    assert gone(pid)


def test_the_process_describes_itself_even_during_a_job(engine: EngineProcess) -> None:
    engine.submit(JobId("job"), order("wait"))
    wait_for(engine, Stepped)
    assert engine.describe().device_name == "paper and pencil"
    engine.cancel(JobId("job"))


def test_a_closed_engine_describes_nothing() -> None:
    engine = misbehaving_engine()
    engine.close()
    with pytest.raises(Unavailable, match="closed"):
        engine.describe()


def test_an_engine_that_cannot_start_describes_nothing() -> None:
    engine = EngineProcess(command=[sys.executable, "-c", "pass"])
    with pytest.raises(Unavailable, match="cannot start"):
        engine.describe()
    engine.close()


def test_no_engine_process_outlives_a_killed_parent() -> None:
    program = (
        "from tests.engine.process.stage import *\n"
        "engine = misbehaving_engine()\n"
        "event = do(engine, 'draw')\n"
        "engine.submit(JobId('b'), order('ignore_cancel'))\n"
        "wait_for(engine, Stepped)\n"
        "print(event.notes[0], flush=True)\n"
        "engine.next_event(60)\n"
    ).replace("import *", "import *; from charabook.engine.requests import Stepped")
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert not gone(pid)
        parent.kill()
    wait_until_gone(pid)


def test_the_client_imports_in_a_blink_and_without_torch() -> None:
    program = (
        "import time, sys; start = time.process_time(); import charabook.engine.client\n"
        "print(time.process_time() - start, 'torch' in sys.modules or 'PIL' in sys.modules)"
    )
    outputs = [subprocess.check_output([sys.executable, "-c", program], text=True).split() for _ in range(3)]
    assert all(heavy == "False" for _, heavy in outputs)
    assert min(float(seconds) for seconds, _ in outputs) < 0.2  # seconds of CPU; about 0.04


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not gone(pid):
        assert time.monotonic() < deadline, f"process {pid} lives on"
        time.sleep(0.01)
