"""How many postings one core reads: text, sections, skills, levels, years and the other fields."""

import os
import time
from itertools import islice
from pathlib import Path

from pipelines.importer import FileReader
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from scrapers.posting import Posting
from tests.bench.measurement import Measurement, Skipped

POSTINGS = 2000


def measure() -> list[Measurement]:
    """Normalise the first postings of each corpus file in this process."""
    corpus = os.environ.get("SKILLTIDE_BENCH_CORPUS")
    files = sorted(Path(corpus).glob("*.parquet")) if corpus else []
    if not files:
        raise Skipped("SKILLTIDE_BENCH_CORPUS names no folder with Parquet files")
    each = POSTINGS // len(files) + 1
    postings = [
        posting
        for file in files
        for posting in islice(FileReader(file).postings(), each)
        if isinstance(posting, Posting)
    ]
    taxonomy = shared_taxonomy()
    started = time.process_time()
    for posting in postings:
        normalise(advertisement(posting), taxonomy)
    seconds = time.process_time() - started
    return [Measurement("postings normalised per second and core", len(postings) / seconds, "1/s")]
