"""Precision, recall and F1 with their intervals, for all postings and for each language and kind of source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from pipelines.extract_contract import contract
from pipelines.normalise import normalise
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import NORMALISER_VERSION
from reports.statistics.intervals import wilson
from tests.accuracy.labelled import FEWEST, Labelled
from tests.accuracy.scorer import ANSWERS, FIELDS, Count, score

DRAWS = 2000
SEED = 20261101
ALL = "all"


@dataclass(frozen=True, slots=True)
class Result:
    """How well one field was read in one part of a set. ``n`` counts the facts that the labels state."""

    set: str
    field: str
    language: str
    source_type: str
    postings: int
    n: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    taxonomy_version: str
    normaliser_version: str


def measure(name: str, cases: Sequence[Labelled]) -> list[Result]:
    """Read the postings of a set and return the results of all its parts, in a fixed order."""
    taxonomy = shared_taxonomy()
    counts = [score(case.label, contract(case.id, normalise(case.advertisement, taxonomy))) for case in cases]
    parts = [(ALL, ALL, range(len(cases)))]
    for language in _common(case.language for case in cases):
        parts.append((language, ALL, [i for i, case in enumerate(cases) if case.language == language]))
    for source_type in _common(case.source_type for case in cases):
        parts.append((ALL, source_type, [i for i, case in enumerate(cases) if case.source_type == source_type]))  # fmt: skip
    return [
        _result(name, field, language, source_type, [counts[i][field] for i in chosen])
        for language, source_type, chosen in parts
        for field in FIELDS
    ]


def _common(values: Any) -> list[str]:
    return [value for value, count in sorted(Counter(values).items()) if count >= FEWEST]


def _result(name: str, field: str, language: str, source_type: str, counts: Sequence[Count]) -> Result:
    right, wrong, missed = (sum(part) for part in zip(*counts, strict=True))
    low, high = interval(field, counts)
    return Result(
        set=name,
        field=field,
        language=language,
        source_type=source_type,
        postings=len(counts),
        n=right + missed,
        precision=_share(right, right + wrong),
        recall=_share(right, right + missed),
        f1=_share(2 * right, 2 * right + wrong + missed),
        low=low,
        high=high,
        taxonomy_version=shared_taxonomy().version,
        normaliser_version=NORMALISER_VERSION,
    )


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def interval(field: str, counts: Sequence[Count]) -> tuple[float | None, float | None]:
    """Return the 95 % interval of F1: Wilson's for answers and where nothing was wrong, else drawn over postings.

    Facts of one posting are right and wrong together, so postings are drawn, not facts; the draws are always the same.
    """
    right, wrong, missed = (sum(part) for part in zip(*counts, strict=True))
    if not right + wrong + missed:
        return None, None
    if field in ANSWERS or not wrong + missed or not right:
        limits = wilson(right, right + max(wrong, missed))
        return round(limits.low, 4), round(limits.high, 4)
    table = np.array(counts, dtype=float)
    weights = np.random.default_rng(SEED).multinomial(
        len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS
    )
    drawn = weights @ table
    whole = 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]
    shares = 2 * drawn[whole > 0, 0] / whole[whole > 0]
    low, high = np.quantile(shares, (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def as_rows(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the results as they stand in the data file."""
    return [asdict(result) for result in results]
