"""Where files are read: a pool of processes on this machine, or a dask cluster. Both give an executor of `concurrent.futures`."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Final, TypeAlias, TypeVar

from lkjip.errors import LkjipError
from lkjip.rollup import needs_extra

_T = TypeVar("_T")
Engine: TypeAlias = Callable[[int], AbstractContextManager[tuple[Executor, int]]]
"""Opens an executor for so many files, and says how many tasks it does at a time."""
_FEW: Final = 16
"""Files that are read sooner than another process has started."""


def local(processes: int | None = None) -> Engine:
    """A pool on this machine, one process a core where no number is given."""

    @contextlib.contextmanager
    def opened(files: int) -> Iterator[tuple[Executor, int]]:
        count = processes or os.cpu_count() or 1
        if count == 1 or files <= _FEW:
            yield _Here(), 1
            return
        # spawn is what every system has, and a forked copy of a program with threads may hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_leave_interrupts_to_the_parent)
        try:
            yield pool, count
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return opened


def dask(scheduler: str | None = None) -> Engine:
    """A dask.distributed cluster: the one whose scheduler is named, or one on this machine. Its workers must see the same files.

    Raises:
        LkjipError: dask is not installed, or the scheduler does not answer.
    """
    try:
        import distributed
    except ImportError:
        raise needs_extra("--mesin dask") from None

    @contextlib.contextmanager
    def opened(files: int) -> Iterator[tuple[Executor, int]]:
        with contextlib.ExitStack() as stack:
            try:
                where = scheduler or stack.enter_context(distributed.LocalCluster(threads_per_worker=1, dashboard_address=None))
                client = stack.enter_context(distributed.Client(where))
            except (OSError, ValueError, TimeoutError):
                raise LkjipError(f"penjadwal dask {scheduler} tidak menjawab; periksa alamatnya") from None
            yield client.get_executor(pure=False), sum(client.nthreads().values())

    return opened


class _Here(Executor):
    """Does a task at once, in this process."""

    def submit(self, task: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        future.set_result(task(*args, **kwargs))
        return future


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal; the one that started the pool ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
