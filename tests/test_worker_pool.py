"""Work over all cores: in order, with few jobs read ahead, and faults raised where they are asked for."""

from collections.abc import Iterator

import pytest

from pipelines.worker_pool import map_in_order


def double(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return 2 * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    assert list(map_in_order(double, range(14, 60), workers)) == [2 * number for number in range(14, 60)]


def test_an_endless_iterator_is_not_read_to_its_end() -> None:
    taken = []

    def jobs() -> Iterator[int]:
        for number in range(100, 10_000):
            taken.append(number)
            yield number

    results = map_in_order(double, jobs(), 2)
    assert next(results) == 200
    results.close()  # type: ignore[attr-defined]
    assert len(taken) < 20


@pytest.mark.parametrize("workers", [1, 2])
def test_the_exception_of_a_job_is_raised(workers: int) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(map_in_order(double, range(10, 20), workers))
