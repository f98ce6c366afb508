"""Where files are read: a pool of processes on this machine, or a dask cluster. Both give an executor of `concurrent.futures`."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from lkjip.errors import LkjipError
from lkjip.recap import needs_extra, watch

_T = TypeVar("_T")


class Opened(NamedTuple):
    """An executor, how many tasks it does at a time, and the seconds after which a file that is not read ends its process."""

    executor: Executor
    at_once: int
    seconds: float | None = None


Engine: TypeAlias = Callable[[int], AbstractContextManager[Opened]]
"""Opens an executor for so many tasks."""
_SECONDS: Final = 120.0
"""For one file. The largest that is read takes a tenth of it."""
_MEMORY: Final = 4 << 30
"""Bytes that a process may claim: several times what the largest file that is read needs."""
_MOST: Final = 61  # processes that Windows lets one wait for


def local(processes: int | None = None, seconds: float = _SECONDS) -> Engine:
    """A pool on this machine, one process a core where no number is given.

    Args:
        processes: 1 reads in this process, where nothing ends a file that does not end by itself.
        seconds: what one file may take.
    """

    @contextlib.contextmanager
    def opened(tasks: int) -> Iterator[Opened]:
        if processes == 1:
            yield Opened(_Here(), 1)
            return
        count = min(processes or os.cpu_count() or 1, max(tasks, 1), _MOST)
        # spawn is what every system has, and a forked copy of a program with threads may hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(seconds,))
        try:
            yield Opened(pool, count, seconds)
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
    def opened(tasks: int) -> Iterator[Opened]:
        with contextlib.ExitStack() as stack:
            try:
                where = scheduler or stack.enter_context(distributed.LocalCluster(threads_per_worker=1, dashboard_address=None))
                client = stack.enter_context(distributed.Client(where))
            except (OSError, ValueError, TimeoutError):
                raise LkjipError(f"penjadwal dask {scheduler} tidak menjawab; periksa alamatnya") from None
            yield Opened(client.get_executor(pure=False), sum(client.nthreads().values()))

    return opened


class _Here(Executor):
    """Does a task at once, in this process."""

    def submit(self, task: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        try:
            future.set_result(task(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _begin(seconds: float) -> None:
    """What a process of the pool does first."""
    # Ctrl-C reaches every process of a terminal; the one that started the pool ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch.limit(seconds, _MEMORY)
