"""Jobs run in order, are recorded once, and survive whatever happens to the program."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from charabook.engine.requests import DEMO_MODEL, Done, JobId, PanelRequest, PromptSpans, Sampling, Span
from charabook.errors import Unavailable
from charabook.queue import Job, JobKind, JobState, RenderQueue
from charabook.queue.job_folder import JobFolder
from tests.fakes.engine import FakeEngine, failed


def request(words: str) -> PanelRequest:
    spans = PromptSpans(text=words, background=Span(start=0, end=len(words)))
    return PanelRequest(model=DEMO_MODEL, prompt=spans, sampling=Sampling(width_px=16, height_px=16))


class Shelf:
    """A recorder that remembers, and refuses as often as it is told."""

    def __init__(self) -> None:
        self.recorded: list[str] = []
        self.refusals = 0

    def is_recorded(self, job: Job) -> bool:
        return job.title in self.recorded

    def record(self, job: Job, done: Done) -> None:
        if self.refusals:
            self.refusals -= 1
            raise Unavailable("The disk is full.", "Free some space.")
        self.recorded.append(job.title)


class Bench:
    """A queue with everything round it, to be restarted at will."""

    def __init__(self, folder: Path) -> None:
        self.folder = JobFolder(folder)
        self.engine = FakeEngine()
        self.shelf = Shelf()
        self.news: list[Job] = []
        self.queue = self.restart()

    def restart(self) -> RenderQueue:
        self.queue = RenderQueue(self.folder, lambda: self.engine, self.shelf)
        self.queue.listen(self.news.append)
        return self.queue

    def add(self, *titles: str) -> list[JobId]:
        return [self.queue.add(JobKind.PANEL, title, title, request(title)) for title in titles]

    def run_all(self) -> None:
        self.queue.start()
        assert self.queue.wait(10)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "queue")
    yield bench
    bench.queue.close()


def test_jobs_run_in_order_and_leave_the_queue(bench: Bench) -> None:
    bench.add("one", "two", "three")
    bench.run_all()
    assert bench.shelf.recorded == ["one", "two", "three"]
    assert bench.queue.jobs() == ()
    assert bench.folder.read() == []


def test_listeners_hear_every_state_and_one_final_one(bench: Bench) -> None:
    bench.add("one")
    bench.run_all()
    bench.queue.close()
    assert [job.state for job in bench.news] == [
        JobState.WAITING,
        JobState.RUNNING,
        JobState.RUNNING,
        JobState.FINISHED,
    ]
    assert bench.shelf.recorded == ["one"]
    assert bench.news[-2].done == 0.5


def test_asking_twice_for_the_same_picture_waits_once(bench: Bench) -> None:
    assert len(set(bench.add("one", "one"))) == 1


def test_waiting_jobs_survive_a_restart(bench: Bench) -> None:
    bench.add("one", "two")
    bench.queue.close()
    bench.restart()
    bench.run_all()
    assert bench.shelf.recorded == ["one", "two"]


def test_a_job_interrupted_by_closing_waits_for_the_next_start(bench: Bench) -> None:
    bench.engine.hold()
    bench.add("one")
    bench.queue.start()
    assert bench.engine.begun.wait(10)
    bench.queue.close()
    assert bench.engine.closed
    assert [job.state for job in bench.folder.read()] == [JobState.WAITING]


def test_a_picture_recorded_just_before_a_crash_is_not_drawn_again(bench: Bench) -> None:
    bench.add("one")
    bench.shelf.recorded.append("one")
    bench.run_all()
    assert bench.engine.requests == []
    assert bench.queue.jobs() == ()


def test_a_failure_says_what_to_do_and_the_next_job_goes_on(bench: Bench) -> None:
    bench.engine = FakeEngine(lambda job, asked: failed(job, asked) if asked.prompt.text == "one" else None)
    one, _ = bench.add("one", "two")
    bench.run_all()
    (job,) = bench.queue.jobs()
    assert (job.id, job.state, job.remedy) == (one, JobState.FAILED, "Choose a smaller picture.")
    assert bench.shelf.recorded == ["two"]


def test_a_failed_job_stays_over_a_restart_and_can_be_tried_again(bench: Bench) -> None:
    bench.engine = FakeEngine(failed)
    (one,) = bench.add("one")
    bench.run_all()
    bench.queue.close()
    bench.engine = FakeEngine()
    bench.restart().retry(one)
    bench.run_all()
    assert bench.shelf.recorded == ["one"]


def test_a_picture_that_could_not_be_stored_is_kept_until_it_can(bench: Bench) -> None:
    bench.shelf.refusals = 1
    (one,) = bench.add("one")
    bench.run_all()
    assert bench.queue.jobs()[0].what == "The disk is full."
    bench.queue.retry(one)
    assert bench.queue.wait(10)
    assert bench.shelf.recorded == ["one"]
    assert len(bench.engine.requests) == 1


def test_cancelling_takes_a_waiting_job_out_and_stops_a_running_one(bench: Bench) -> None:
    bench.engine.hold()
    one, two = bench.add("one", "two")
    bench.queue.start()
    assert bench.engine.begun.wait(10)
    bench.queue.cancel(two)
    bench.queue.cancel(one)
    assert bench.queue.wait(10)
    assert [job.state for job in bench.queue.jobs()] == [JobState.CANCELLED, JobState.CANCELLED]
    bench.queue.dismiss(one)
    assert [job.id for job in bench.queue.jobs()] == [two]


def test_a_paused_queue_begins_nothing(bench: Bench) -> None:
    bench.queue.pause()
    bench.add("one")
    bench.queue.start()
    assert not bench.queue.wait(0.05)
    assert bench.engine.requests == []
    bench.queue.resume()
    assert bench.queue.wait(10)


def test_jobs_can_be_moved_forward(bench: Bench) -> None:
    _, _, three = bench.add("one", "two", "three")
    bench.queue.move(three, 0)
    bench.run_all()
    assert bench.shelf.recorded == ["three", "one", "two"]


def test_a_damaged_job_file_is_set_aside_and_the_rest_runs(bench: Bench, tmp_path: Path) -> None:
    bench.add("one")
    (tmp_path / "queue" / "broken.job").write_text("{")
    bench.restart()
    bench.run_all()
    assert bench.shelf.recorded == ["one"]
    assert (tmp_path / "queue" / "broken.unreadable").exists()


def test_a_listener_that_fails_does_not_stop_the_queue(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Job) -> None:
        raise ValueError("listener")

    bench.queue.listen(fail)
    bench.add("one")
    bench.run_all()
    assert bench.shelf.recorded == ["one"]
    assert "a listener of the render queue failed" in caplog.text


def test_verbs_may_come_from_many_threads(bench: Bench) -> None:
    bench.queue.start()
    threads = [threading.Thread(target=bench.add, args=(f"{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bench.queue.wait(10)
    assert sorted(bench.shelf.recorded) == [f"{number}" for number in range(8)]
