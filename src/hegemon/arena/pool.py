"""Experiments of many parts: each part is a job that any process can do, and answers come back by job."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Executor, as_completed
from typing import TextIO, TypeVar

from hegemon.arena.executors import SerialExecutor, SlotExecutor
from hegemon.arena.progress import bar

_Job = TypeVar("_Job", bound=Hashable)
_Answer = TypeVar("_Answer")


def answers(
    work: Callable[[_Job], _Answer], jobs: Sequence[_Job], workers: int, progress: TextIO | None = None
) -> dict[_Job, _Answer]:
    """Returns what work makes of each job, on so many processes (one: this process itself).

    progress: where to draw how far it is, if that is a terminal. What a job raises is raised here, after the others
    are dropped.
    """
    began = time.monotonic()
    executor: Executor = SerialExecutor() if workers == 1 else SlotExecutor(min(workers, max(1, len(jobs))))
    found: dict[_Job, _Answer] = {}

    def said() -> None:
        if progress is not None and progress.isatty():
            seconds = time.monotonic() - began
            line = bar(len(found), len(jobs), len(found), seconds, 0, 80, "parts") if len(found) < len(jobs) else ""
            progress.write("\r\x1b[K" + line)
            progress.flush()

    try:
        if workers == 1:
            for job in jobs:
                found[job] = executor.submit(work, job).result()
                said()
        else:
            running = {executor.submit(work, job): job for job in jobs}
            for future in as_completed(running):
                found[running[future]] = future.result()
                said()
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise
    executor.shutdown()
    return found
