"""Postings in, staging files out: the normalisers over all cores, in an order that never varies.

Each chunk is normalised and written by one worker process; chunk numbers name the files, so the same postings
give the same files however many workers there are. A posting on which a normaliser fails becomes a rejection.

Postings of one board that follow each other are read together, since what most of them repeat is talk of their
employer. No other board has a part in it, so what a posting says does not hang on what else is read.
"""

import gc
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

from pipelines.limits import Rows
from pipelines.normalise import normalise
from pipelines.normalise.boilerplate import FEWEST_POSITIONS, repeated_lines
from pipelines.normalise.text import plain_text
from pipelines.normalised_posting import Advertisement
from pipelines.staging import merged, posting_rows, write_part
from pipelines.taxonomy import Taxonomy, load_taxonomy
from pipelines.worker_pool import map_in_order
from scrapers.posting import Posting, PublishedSalary, Rejection

Item = TypeVar("Item")

CHUNK = 400
REPORTED_EVERY = 4000


@dataclass(frozen=True, slots=True)
class Observed:
    """A posting, the day it was seen on, and whether a crawl or an import saw it."""

    posting: Posting
    on: date
    origin: str


@dataclass(slots=True)
class Normalised:
    """How many postings were staged, and those that a normaliser could not take, with their day."""

    postings: int = 0
    rejections: list[tuple[date, Rejection]] = field(default_factory=list)


def advertisement(posting: Posting) -> Advertisement:
    """Return what the normalisers read of a posting."""
    pay = posting.salary or PublishedSalary()
    return Advertisement(
        title=posting.title,
        description=posting.description,
        description_format=posting.description_format,
        company=posting.company,
        locations=posting.locations,
        salary_text=pay.text,
        language=posting.language,
        workplace=posting.workplace,
        employment_type=posting.employment_type,
        salary_min=pay.min,
        salary_max=pay.max,
        salary_currency=pay.currency,
        salary_period=pay.period,
    )


def normalise_postings(
    observed: Iterable[Observed],
    staging: Path,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Normalised:
    """Normalise and stage all postings. ``progress`` is called with the running count now and then."""
    total = Normalised()
    jobs = ((number, chunk, staging) for number, chunk in enumerate(chunks(observed, _board_day)))
    for staged, rejections in map_in_order(_stage_chunk, jobs, workers, shared_taxonomy):
        total.postings += staged
        total.rejections += rejections
        if total.postings // REPORTED_EVERY > (total.postings - staged) // REPORTED_EVERY:
            progress(total.postings)
    return total


def chunks(items: Iterable[Item], board: Callable[[Item], Hashable]) -> Iterator[list[list[Item]]]:
    """Yield the items in lists of CHUNK or somewhat more; within, those of one board that follow each other in lists of
    CHUNK at most.
    """
    chunk: list[list[Item]] = []
    held = 0
    for _, same in groupby(items, board):
        while group := list(islice(same, CHUNK)):
            chunk.append(group)
            held += len(group)
            if held >= CHUNK:
                yield chunk
                chunk, held = [], 0
    if chunk:
        yield chunk


def board_of(posting: Posting) -> Hashable:
    """Return what the postings of one employer on one board have in common."""
    return posting.source, posting.board, posting.company


def _board_day(item: Observed) -> Hashable:
    return item.on, board_of(item.posting)


def lines_of_board(postings: Sequence[Posting]) -> frozenset[str]:
    """Return the lines that a board repeats under most of its positions."""
    if len(postings) < FEWEST_POSITIONS:
        return frozenset()
    return repeated_lines(_texts(postings))


def _texts(postings: Iterable[Posting]) -> Iterator[tuple[str, str]]:
    for posting in postings:
        text = ""
        with suppress(Exception):  # its own turn comes, and lists it with the reason
            text = plain_text("", posting.description, posting.description_format)
        yield posting.title, text


def _stage_chunk(job: tuple[int, list[list[Observed]], Path]) -> tuple[int, list[tuple[date, Rejection]]]:
    number, chunk, staging = job
    parts: list[Rows] = []
    rejections: list[tuple[date, Rejection]] = []
    for group in chunk:
        _normalise_group(group, parts, rejections)
    write_part(staging, number, merged(parts))
    return len(parts), rejections


def _normalise_group(
    group: list[Observed], parts: list[Rows], rejections: list[tuple[date, Rejection]]
) -> None:
    taxonomy = shared_taxonomy()
    repeated = lines_of_board([item.posting for item in group])
    for item in group:
        posting = item.posting
        try:
            said = normalise(advertisement(posting), taxonomy, software_only=True, repeated=repeated)
        except Exception as error:  # one posting must not stop a night; it is listed with its reason
            reason = f"normaliser failed: {type(error).__name__}: {error}"[:500]
            rejections.append((item.on, _rejection(posting, reason)))
            continue
        parts.append(posting_rows(posting, said, item.on, item.origin, taxonomy.version))


def _rejection(posting: Posting, reason: str) -> Rejection:
    return Rejection(
        source=posting.source,
        board=posting.board,
        external_id=posting.external_id,
        url=posting.url,
        reason=reason,
    )


_TAXONOMY: list[Taxonomy] = []


def shared_taxonomy() -> Taxonomy:
    """Return the packaged taxonomy, compiled once per process."""
    if not _TAXONOMY:
        _TAXONOMY.append(load_taxonomy())
        gc.freeze()  # it lives as long as the process: the collector need not walk through it again
    return _TAXONOMY[0]
