"""Does every fact of a whole corpus stand where it says? ``plain_text[start:end] == matched_text``, counted."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.importer import FileReader
from pipelines.normalise import normalise
from pipelines.normalise_postings import CHUNK, advertisement, shared_taxonomy
from pipelines.normalised_posting import Evidence, NormalisedPosting
from pipelines.worker_pool import map_in_order
from scrapers.posting import Posting
from tests.accuracy.labelled import NoSet


def pieces(fact: Any) -> Iterator[Evidence]:
    """Yield the evidence of all facts in a reading, however deep it stands: fields that are yet to come too."""
    if isinstance(fact, Evidence):
        yield fact
    elif isinstance(fact, tuple):
        for part in fact:
            yield from pieces(part)
    elif is_dataclass(fact):
        for field in fields(fact):
            yield from pieces(getattr(fact, field.name))


def out_of_place(said: NormalisedPosting) -> list[Evidence]:
    """Return the pieces of evidence that do not stand where they say."""
    return [one for one in pieces(said) if said.plain_text[one.start : one.end] != one.matched_text or one.start >= one.end]  # fmt: skip


def check_corpus() -> Counter[str]:
    """Return facts, postings and violations of the Parquet files in the folder that ``BENCH_CORPUS`` names."""
    corpus = os.environ.get("BENCH_CORPUS")
    files = sorted(Path(corpus).glob("*.parquet")) if corpus else []
    if not files:
        raise NoSet("BENCH_CORPUS names no folder with Parquet files")
    found: Counter[str] = Counter()
    for part in map_in_order(_checked, _chunks(files), None, shared_taxonomy):
        found.update(part)
    return found


def _chunks(files: list[Path]) -> Iterator[list[Posting]]:
    postings = (one for file in files for one in FileReader(file).postings() if isinstance(one, Posting))
    while chunk := list(islice(postings, CHUNK)):
        yield chunk


def _checked(chunk: list[Posting]) -> Counter[str]:
    found = Counter(postings=len(chunk), facts=0, violations=0)
    for posting in chunk:
        said = normalise(advertisement(posting), shared_taxonomy())
        found["facts"] += sum(1 for _ in pieces(said))
        found["violations"] += len(out_of_place(said))
    return found
