"""Provide executors that read files: a pool of processes on this machine, or a dask cluster."""

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
    """An executor, its number of parallel tasks, and the seconds after which an unfinished file ends its process."""

    executor: Executor
    at_once: int
    seconds: float | None = None


Engine: TypeAlias = Callable[[int], AbstractContextManager[Opened]]
"""Opens an executor for a number of tasks."""
_SECONDS: Final = 120.0
"""Time limit for one file; the largest accepted file takes a tenth of it."""
_MEMORY: Final = 4 << 30
"""Bytes that a process may claim; several times the need of the largest accepted file."""
_MOST: Final = 61  # processes that Windows lets one wait for


def local(processes: int | None = None, seconds: float = _SECONDS) -> Engine:
    """A pool of processes on this machine.

    Args:
        processes: by default one per core; 1 reads in this process, where nothing ends a file that takes forever.
        seconds: time limit for one file.
    """

    @contextlib.contextmanager
    def opened(tasks: int) -> Iterator[Opened]:
        if processes == 1:
            yield Opened(_Here(), 1)
            return
        count = min(processes or os.cpu_count() or 1, max(tasks, 1), _MOST)
        # every system has spawn, and a fork of a program with threads may hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(seconds,))
        try:
            yield Opened(pool, count, seconds)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return opened


def dask(scheduler: str | None = None) -> Engine:
    """A dask.distributed cluster, which must see the files under the same paths.

    Args:
        scheduler: the address of its scheduler; by default a new cluster is started on this machine.

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
    """An executor that runs each task at once, in this process."""

    def submit(self, task: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        try:
            future.set_result(task(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _begin(seconds: float) -> None:
    """Initialize a process of the pool."""
    # Ctrl-C reaches every process of a terminal; the one that started the pool ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch.limit(seconds, _MEMORY)
