"""Processes that play games: N slots of one process each, so that a crash costs one game and no other.

`concurrent.futures.ProcessPoolExecutor` breaks as a whole when a worker dies. Here every slot is a thread of the
driver with a process of its own at the end of a pipe; a death is that job's `WorkerDied`, and the slot begins
again with a new process. A driver that is killed closes the pipes, and its workers end after their game.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

_Job = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class WorkerDied(Exception):
    """The process that played a job ended before it answered."""


class SerialExecutor(Executor):
    """Runs each job in this process when it is submitted."""

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        """Runs the job and returns its finished future; an interrupt by the user goes through."""
        future: Future[_R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class SlotExecutor(Executor):
    """Runs jobs on `slots` spawned processes, each beside the others."""

    def __init__(self, slots: int) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._processes: list[SpawnProcess | None] = [None] * slots
        self._closed = False
        self._threads = [
            threading.Thread(target=self._run, args=(slot,), name=f"slot {slot}", daemon=True)
            for slot in range(slots)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        """Queues a job; its future raises WorkerDied if the process dies, else what the job raised."""
        if self._closed:
            raise RuntimeError("the executor is shut down")
        future: Future[_R] = Future()
        self._jobs.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the slots after their queued jobs, or at once with `cancel_futures`."""
        self._closed = True
        if cancel_futures:
            while not self._jobs.empty():
                job = self._jobs.get()
                if job is not None:
                    job[0].cancel()
            for process in self._processes:
                if process is not None:
                    process.kill()
        for _ in self._threads:
            self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def pids(self) -> list[int]:
        """Returns the ids of the processes that run now."""
        return [p.pid for p in self._processes if p is not None and p.pid is not None and p.is_alive()]

    def _run(self, slot: int) -> None:
        # The slot's process inherits the mask: an interrupt from the keyboard is the driver's to handle.
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        pipe: Connection | None = None
        while (job := self._jobs.get()) is not None:
            future, fn, args, kwargs = job
            if not future.set_running_or_notify_cancel():
                continue
            if pipe is None:
                pipe = self._begin(slot)
            try:
                pipe.send((fn, args, kwargs))
                done, value = pipe.recv()
            except (EOFError, OSError):
                code = self._end(slot, pipe)
                pipe = None
                future.set_exception(WorkerDied(f"worker process ended with code {code}"))
            except Exception as error:
                # The job or its answer does not travel; the process itself is well.
                future.set_exception(error)
            else:
                if done:
                    future.set_result(value)
                else:
                    future.set_exception(value)
        if pipe is not None:
            self._end(slot, pipe)

    def _begin(self, slot: int) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        self._processes[slot] = process
        return ours

    def _end(self, slot: int, pipe: Connection) -> int | None:
        pipe.close()
        process = self._processes[slot]
        self._processes[slot] = None
        if process is None:
            return None
        process.join()
        return process.exitcode


def _serve(pipe: Connection) -> None:
    """Runs in a worker: answers jobs until the pipe closes; the driver alone hears an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # What a job prints must not fall into the driver's screen or its --json.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, fn(*args, **kwargs))
        except Exception as error:
            answer = (False, error)
        try:
            pipe.send(answer)
        except (BrokenPipeError, EOFError):
            return
        except Exception as error:
            pipe.send((False, RuntimeError(f"{type(error).__name__}: {error}")))
