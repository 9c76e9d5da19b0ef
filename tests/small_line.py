"""A few postings taken down the real line: normalised, staged, loaded into a real DuckDB file, published."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.dimensions import policy_table, taxonomy_tables
from pipelines.limits import Rows
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.staging import merged, night_rows, posting_rows, write_part
from scrapers.posting import BoardDay, Posting, Rejection
from warehouse.load import LoadCounts, load

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
TEXT = "Kestrelworks builds lighthouses.\nRequirements\n• At least 5 years of Python\n• PostgreSQL\nNice to have\n• Rust"


def posting(number: int = 1, **changes: object) -> Posting:
    given = {
        "source": "ashby",
        "board": "kestrelworks",
        "external_id": str(number),
        "title": "Tech Lead",
        "company": "Kestrelworks",
        "description": f"{TEXT}\nTeam {number}",
        "description_format": "text",
        "url": f"https://kestrelworks.example/{number}",
    }
    return Posting.model_validate({**given, **changes})


def board_day(outcome: str = "ok", listed: int = 1, **changes: object) -> BoardDay:
    given = {
        "source": "ashby",
        "board": "kestrelworks",
        "outcome": outcome,
        "listed": listed,
        "fetched": listed,
    }
    return BoardDay.model_validate({**given, **changes})


def night_of(
    day: date,
    postings: Sequence[Posting],
    days: Sequence[BoardDay] = (),
    rejections: Sequence[Rejection] = (),
    origin: str = "crawl",
) -> Rows:
    """Return the rows of one night."""
    taxonomy = shared_taxonomy()
    parts = []
    for item in postings:
        said = normalise(advertisement(item), taxonomy, software_only=True)
        parts.append(posting_rows(item, said, day, origin, taxonomy.version))
    return merged([*parts, night_rows([*days, *rejections], day)])


def stage(
    folder: Path, day: date, postings: Sequence[Posting], days: Sequence[BoardDay] = (), **more: object
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_part(folder, 0, night_of(day, postings, days, **more))  # type: ignore[arg-type]
    return folder


def load_day(
    warehouse: Path,
    day: date,
    postings: Sequence[Posting],
    days: Sequence[BoardDay] = (),
    expected_min: int | None = 1,
    **more: object,
) -> LoadCounts:
    run = run_table(day, kind="import" if more.get("origin") == "import" else "crawl")
    return load_rows(warehouse, run, night_of(day, postings, days, **more), expected_min)  # type: ignore[arg-type]


def load_rows(warehouse: Path, run: pa.Table, rows: Rows, expected_min: int | None = 1) -> LoadCounts:
    """Load rows, of one night or, as an import does, of several, as one run."""
    before = len(list(warehouse.parent.iterdir())) if warehouse.parent.is_dir() else 0
    staging = warehouse.parent / f"staging-{before}"
    write_part(staging, 0, rows)
    return load(
        warehouse,
        staging,
        run=run,
        taxonomy=taxonomy_tables(),
        board=board_table(expected_min),
        source_policy=policy_table(),
    )


def run_table(day: date, kind: str = "crawl", sample: bool = False) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "run_id": f"{day}-{kind}",
                "kind": kind,
                "run_date": day,
                "sample": sample,
                "taxonomy_version": "t",
                "normaliser_version": "n",
                "software_version": "s",
            }
        ]
    )


def board_table(expected_min: int | None = 1) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "source": "ashby",
                "board": "kestrelworks",
                "company": "Kestrelworks",
                "country": "PT",
                "industry": "Software",
                "size": "51-200",
                "employer_id": "kestrelworks",
                "written_ids": ["kestrel"],
                "expected_min": expected_min,
                "expected_max": 40,
                "enabled": True,
                "note": "",
            }
        ]
    )
