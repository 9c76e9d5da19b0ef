"""``skilltide extract``: a file of postings in, what each one says out, as JSON Lines; no warehouse.

Lines come in the order of the input. A row that cannot be read gives no line; it is returned with its reason.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import orjson

from pipelines.extract_contract import contract
from pipelines.importer import FileReader
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, board_of, chunks, lines_of_board, shared_taxonomy
from pipelines.worker_pool import map_in_order
from scrapers.posting import Posting, Rejection


def extract(
    path: Path,
    out: BinaryIO,
    mapping: Mapping[str, str] | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[int, list[Rejection]]:
    """Write one JSON object per posting of ``path`` to ``out``; return how many, and the rows that were refused.

    Raise ImportFormatError where the file itself cannot be read.
    """
    rejections: list[Rejection] = []
    count = 0
    postings = _postings(FileReader(path, mapping=mapping or {}).postings(), rejections)
    for lines in map_in_order(_lines, chunks(postings, board_of), workers, shared_taxonomy):
        out.writelines(lines)
        count += len(lines)
        progress(count)
    return count, rejections


def _postings(items: Iterable[Posting | Rejection], rejections: list[Rejection]) -> Iterator[Posting]:
    for item in items:
        if isinstance(item, Rejection):
            rejections.append(item)
        else:
            yield item


def _lines(chunk: list[list[Posting]]) -> list[bytes]:
    taxonomy = shared_taxonomy()
    lines = []
    for group in chunk:
        repeated = lines_of_board(group)
        for posting in group:
            said = normalise(advertisement(posting), taxonomy, repeated=repeated)
            lines.append(orjson.dumps(contract(posting.external_id, said)) + b"\n")
    return lines
