from __future__ import annotations

import os
import signal
import time

import pytest

from hegemon.arena.executors import SerialExecutor, SlotExecutor, WorkerDied
from tests.arena.fakes import luck


def test_jobs_run_in_other_processes_and_come_back() -> None:
    with SlotExecutor(2) as slots:
        futures = [slots.submit(luck, "x", i) for i in range(20)]
        assert [future.result() for future in futures] == [luck("x", i) for i in range(20)]
        pids = {slots.submit(os.getpid).result() for _ in range(8)}
        assert os.getpid() not in pids
        assert set(slots.pids()) >= pids


def test_an_error_of_the_job_is_the_futures_and_the_process_stays() -> None:
    with SlotExecutor(1) as slots:
        before = slots.submit(os.getpid).result()
        with pytest.raises(ValueError, match="invalid literal"):
            slots.submit(int, "x").result()
        with pytest.raises(AttributeError):
            slots.submit(lambda: 1).result()
        assert slots.submit(os.getpid).result() == before


def test_a_death_costs_one_job_only() -> None:
    with SlotExecutor(2) as slots:
        jobs = [slots.submit(abs, -i) for i in range(10)]
        doomed = slots.submit(os._exit, 3)
        jobs += [slots.submit(abs, -i) for i in range(10, 20)]
        with pytest.raises(WorkerDied, match="code 3"):
            doomed.result()
        assert [job.result() for job in jobs] == list(range(20))


def test_workers_do_not_hear_the_keyboard() -> None:
    with SlotExecutor(1) as slots:
        pid = slots.submit(os.getpid).result()
        os.kill(pid, signal.SIGINT)
        assert slots.submit(os.getpid).result() == pid


def test_shutting_down_at_once_ends_a_running_job() -> None:
    slots = SlotExecutor(1)
    slots.submit(os.getpid).result()
    running = slots.submit(time.sleep, 60)
    queued = slots.submit(abs, -1)
    while not running.running():
        time.sleep(0.01)
    slots.shutdown(cancel_futures=True)
    assert queued.cancelled()
    with pytest.raises(WorkerDied):
        running.result()
    with pytest.raises(RuntimeError):
        slots.submit(abs, -1)


def test_serial_runs_here() -> None:
    with SerialExecutor() as serial:
        assert serial.submit(os.getpid).result() == os.getpid()
        with pytest.raises(ValueError, match="invalid literal"):
            serial.submit(int, "x").result()
