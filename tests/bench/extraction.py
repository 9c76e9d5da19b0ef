"""How many postings one core reads: text, sections, skills, levels, years and the other fields."""

import os
import re
import time
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

from pipelines.importer import FileReader
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.taxonomy import Taxonomy
from scrapers.posting import Posting
from tests.bench.measurement import Measurement, Skipped

POSTINGS = 2000
REFERENCE = 200


def measure() -> list[Measurement]:
    """Normalise the first postings of each corpus file in this process."""
    corpus = os.environ.get("BENCH_CORPUS")
    files = sorted(Path(corpus).glob("*.parquet")) if corpus else []
    if not files:
        raise Skipped("BENCH_CORPUS names no folder with Parquet files")
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
    speed = len(postings) / seconds
    reference = _reference_speed(postings[:: len(postings) // REFERENCE or 1], taxonomy)
    return [
        Measurement("postings normalised per second and core", speed, "1/s"),
        Measurement("  of a plain reading by tags and labels alone", speed / reference, "times"),
    ]


def _reference_speed(postings: list[Posting], taxonomy: Taxonomy) -> float:
    """Return postings per second of what a first attempt would be: html.parser, and one expression of all labels."""
    labels = sorted((skill.label for skill in taxonomy.skills.values()), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, labels)) + r")(?!\w)", re.IGNORECASE)
    started = time.process_time()
    for posting in postings:
        text = _Text()
        text.feed(posting.description)
        {found[0].lower() for found in pattern.finditer("".join(text.parts))}
    return len(postings) / (time.process_time() - started)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
