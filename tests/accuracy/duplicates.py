"""How well postings that are one role are found: pair precision and recall against pairs labelled by hand.

    DUPLICATE_SET=FOLDER python -m tests.accuracy.duplicates

The folder holds ``postings.jsonl`` (the fields of a posting, and ``observed_on``) and ``pairs.jsonl``: ``left`` and
``right``, each source, board and external id; ``same``; and ``set``, by which the figures are shown. The postings take
the real line: normalised, staged, loaded, looked through for duplicates.
"""

import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from pipelines.dimensions import policy_table, taxonomy_tables
from pipelines.identity import posting_id
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.staging import merged, posting_rows, write_part
from scrapers.posting import Posting
from tests.small_line import board_table, run_table
from warehouse.connection import open_writer
from warehouse.derive import derive
from warehouse.load import load

VARIABLE = "DUPLICATE_SET"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON Lines."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def roles(postings: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return the role that each posting was counted for, by posting id."""
    taxonomy = shared_taxonomy()
    rows, last = [], date.min
    for fields in postings:
        day = date.fromisoformat(fields.pop("observed_on"))
        posting = Posting.model_validate({"url": None, **fields})
        said = normalise(advertisement(posting), taxonomy, software_only=True)
        rows.append(posting_rows(posting, said, day, "import", taxonomy.version))
        last = max(last, day)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse.duckdb"
        write_part(Path(folder), 0, merged(rows))
        load(
            warehouse, Path(folder), run=run_table(last, kind="import"), taxonomy=taxonomy_tables(),
            board=board_table(), source_policy=policy_table(),
        )  # fmt: skip
        with open_writer(warehouse) as connection:
            derive(connection)
            return dict(
                connection.execute("select posting_id, cluster_id from core.posting_cluster").fetchall()
            )


def score(pairs: Iterable[dict[str, Any]], role: dict[str, str]) -> dict[str, Counter[str]]:
    """Return how many pairs of each set, and of all, are ``found``, ``missed``, ``wrong`` or ``apart``."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        together = role[posting_id(*pair["left"])] == role[posting_id(*pair["right"])]
        outcome = (
            ("found" if pair["same"] else "wrong") if together else ("missed" if pair["same"] else "apart")
        )
        counts[pair["set"]][outcome] += 1
        counts["all"][outcome] += 1
    return counts


def main() -> int:
    """Print the figures; return 1 where no set is named."""
    if VARIABLE not in os.environ:
        sys.stderr.write(f"set {VARIABLE} to a folder with postings.jsonl and pairs.jsonl\n")
        return 1
    folder = Path(os.environ[VARIABLE])
    counts = score(read_lines(folder / "pairs.jsonl"), roles(read_lines(folder / "postings.jsonl")))
    sys.stdout.write(f"{'set':40}{'same':>6}{'other':>7}{'precision':>11}{'recall':>8}\n")
    for name, count in sorted(counts.items()):
        same, told = count["found"] + count["missed"], count["found"] + count["wrong"]
        precision = f"{count['found'] / told:.3f}" if told else "-"
        recall = f"{count['found'] / same:.3f}" if same else "-"
        sys.stdout.write(f"{name:40}{same:6}{count['wrong'] + count['apart']:7}{precision:>11}{recall:>8}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
