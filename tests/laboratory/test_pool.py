"""The pool with real worker processes: places, endings, and whoever has gone."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator

import pytest
import safetensors.torch

from vizcore.laboratory import pool as pools
from vizcore.laboratory.pool import LaboratoryError, Pool
from vizcore.laboratory.run import Run
from vizcore.laboratory.settings import RunSettings

SHORT = RunSettings(batch_size=512)


async def until(true: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


def workers_of(pool: Pool) -> list[int]:
    return [process.pid for process in pool._idle]


Story = Callable[[Pool], Awaitable[None]]


def played(story: Story, pool: Pool) -> None:
    """Play a story in a loop of its own with a pool whose workers are no real ones."""

    async def whole() -> None:
        try:
            await story(pool)
        finally:
            await pool.close()

    asyncio.run(whole())


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def real(loop: asyncio.Runner) -> Iterator[Pool]:
    """A pool of one worker, which serves many stories: it imports torch for seconds."""
    pool = Pool(1)
    yield pool
    loop.run(pool.close())


@pytest.fixture
def play(loop: asyncio.Runner, real: Pool) -> Iterator[Callable[[Story], None]]:
    """Play a story with `real`; no run goes on afterwards, whatever happens."""
    yield lambda story: loop.run(story(real))  # type: ignore[arg-type]

    async def stop() -> None:
        for run in list(real._runs.values()):
            real.cancel(run)
        await until(lambda: real.busy == 0)

    loop.run(stop())
    real._runs.clear()


@pytest.mark.lecture("L25", page="laboratory")
def test_a_run_goes_to_its_end_with_its_curves_its_kernels_and_its_weights(play):
    async def story(pool: Pool) -> None:
        run = pool.start(SHORT, "a")
        pool.watch(run)
        await until(lambda: run.state == "ended")
        assert (run.how, run.says) == ("done", "The run is over.")
        assert len(run.losses) == SHORT.steps == 120
        assert [epoch["epoch"] for epoch in run.epochs] == list(range(1, 41))
        assert run.epochs[-1]["validation_accuracy"] > 0.9
        assert run.shapes["filters"]["shape"] == [16, 1, 3, 3]
        assert run.shapes["maps"]["shape"] == [16, 32, 32]
        assert len(run.picture) == 16 * 9 + 16 * 32 * 32
        assert safetensors.torch.load(run.weights)["conv1.weight"].shape == (16, 1, 3, 3)

    play(story)


def test_one_run_a_person_and_the_others_wait_in_their_order(play):
    async def story(pool: Pool) -> None:
        first = pool.start(RunSettings(), "a")
        pool.watch(first)
        with pytest.raises(LaboratoryError, match="you have a run that goes on"):
            pool.start(SHORT, "a")
        second, third = pool.start(SHORT, "b"), pool.start(SHORT, "c")
        assert pool.place(second)[0] == 1
        assert pool.place(third)[0] == 2
        assert 0 < pool.place(second)[1] < pool.place(third)[1]
        pool.cancel(second)
        assert (second.state, second.how, pool.place(third)[0]) == ("ended", "stopped", 1)
        await until(lambda: len(first.losses) > 0)
        pool.cancel(first)
        await until(lambda: first.state == "ended")
        assert first.how == "stopped"
        assert 0 < len(first.losses) < RunSettings().steps
        await until(lambda: third.state == "running")
        pool.cancel(third)
        await until(lambda: third.state == "ended")

    play(story)


def test_a_rate_and_a_pause_reach_the_run_and_a_lost_one_says_so(play):
    async def story(pool: Pool) -> None:
        run = pool.start(RunSettings(optimiser="sgd"), "a")
        pool.watch(run)
        await until(lambda: len(run.losses) > 0)
        run.order({"pause": True})
        await asyncio.sleep(1)
        steps = len(run.losses)
        await asyncio.sleep(1)
        assert len(run.losses) == steps
        assert run.state == "paused"
        run.order({"rate": 100.0})
        run.order({"pause": False})
        await until(lambda: run.state == "ended")
        assert run.how == "diverged"
        assert run.says.startswith("The run has diverged")
        assert run.rates == [(0, 0.001), (steps, 100.0)]

    play(story)


def test_a_worker_that_is_killed_ends_its_run_in_a_sentence_and_the_next_one_goes_on(play):
    async def story(pool: Pool) -> None:
        await pool.prepare()
        (worker,) = workers_of(pool)
        run = pool.start(RunSettings(), "a")
        pool.watch(run)
        await until(lambda: len(run.losses) > 0)
        os.kill(worker, signal.SIGKILL)
        await until(lambda: run.state == "ended")
        assert run.how == "died"
        assert "has ended without a word" in run.says
        assert run.losses
        again = pool.start(SHORT, "a")
        pool.watch(again)
        await until(lambda: again.how == "done")

    play(story)


def test_a_run_that_waits_does_not_get_the_worker_that_has_just_died(play):
    async def story(pool: Pool) -> None:
        first, second = pool.start(RunSettings(), "a"), pool.start(SHORT, "b")
        for run in (first, second):
            pool.watch(run)
        await until(lambda: len(first.losses) > 0)
        second.order({"rate": 0.01})
        second.order({"pause": True})  # nothing to pause yet
        (worker,) = (one for one in pool._processes if one.returncode is None)
        os.kill(worker.pid, signal.SIGKILL)
        await until(lambda: second.state == "ended")
        assert (first.how, second.how) == ("died", "done")
        assert second.rates == [(0, 0.001), (0, 0.01)]

    play(story)


def test_a_class_that_opens_the_page_at_once_prepares_one_process():
    async def story(pool: Pool) -> None:
        await asyncio.gather(*(pool.prepare() for _ in range(30)))
        assert len(pool._processes) == 1

    played(story, Pool(4, [sys.executable, "-c", "import time; time.sleep(60)"]))


def test_a_run_that_nobody_watches_gives_up_its_place(play, monkeypatch):
    monkeypatch.setattr(pools, "GRACE", 0.3)

    async def story(pool: Pool) -> None:
        run, waiting = pool.start(RunSettings(), "a"), pool.start(RunSettings(), "b")
        tabs = [(one, pool.watch(one)) for one in (run, waiting)]
        await until(lambda: len(run.losses) > 0)
        for one, event in tabs:
            pool.leave(one, event)
        again = pool.watch(run)  # a reload: it is watched again before the grace is over
        await asyncio.sleep(0.6)
        assert run.state == "running"
        assert waiting.how == "left"
        assert pool.find(waiting.name) is None
        pool.leave(run, again)
        await until(lambda: pool.busy == 0, 10)
        assert pool.find(run.name) is None

    play(story)


def test_what_cannot_be_trained_is_a_sentence(monkeypatch):
    monkeypatch.setenv("CONVSCOPE_CIFAR10", "/nowhere.zip")

    async def story(pool: Pool) -> None:
        run = pool.start(RunSettings(data="cifar10"), "a")
        await until(lambda: run.state == "ended")
        assert run.how == "failed"
        assert run.says == "No data: /nowhere.zip does not exist."

    played(story, Pool(1))


def test_a_worker_that_talks_nonsense_has_died():
    async def story(pool: Pool) -> None:
        run = pool.start(SHORT, "a")
        await until(lambda: run.state == "ended")
        assert run.how == "died"

    played(story, Pool(1, [sys.executable, "-c", "print('not a message')"]))


def test_a_closed_laboratory_says_so():
    with pytest.raises(LaboratoryError, match="closed"):
        Pool(0).start(SHORT, "a")


def test_a_queue_has_an_end(monkeypatch):
    monkeypatch.setattr(pools, "_MOST_WAITING", 2)

    async def story(pool: Pool) -> None:
        runs: list[Run] = [pool.start(SHORT, str(i)) for i in range(3)]
        with pytest.raises(LaboratoryError, match="2 runs wait already"):
            pool.start(SHORT, "x")
        assert [pool.place(run)[0] for run in runs] == [0, 1, 2]
        await until(lambda: len(pool._processes) == 1)

    played(story, Pool(1, [sys.executable, "-c", "import time; time.sleep(60)"]))
