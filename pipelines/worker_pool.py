"""How work spreads over all cores: one function, jobs in, results in the same order, memory bounded."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

# Fewer jobs than this are done here: starting a worker costs more than it saves.
FEW = 3


def map_in_order(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int | None = None,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Result]:
    """Yield ``function(job)`` in the order of ``jobs``, over ``workers`` processes (default: one per core).

    At most a few jobs per worker are read ahead, so an endless iterator of jobs needs little memory.
    ``prepare`` runs once in each worker. An exception of a job is raised here.
    """
    iterator = iter(jobs)
    count = workers or os.cpu_count() or 1
    head = list(islice(iterator, FEW))
    if count == 1 or len(head) < FEW:
        yield from map(function, (job for part in (head, iterator) for job in part))
        return
    # Spawned, not forked: Arrow and DuckDB run threads, which a fork does not survive.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=prepare) as pool:
        waiting: deque[Future[Result]] = deque(pool.submit(function, job) for job in head)
        for job in iterator:
            waiting.append(pool.submit(function, job))
            if len(waiting) > 3 * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
