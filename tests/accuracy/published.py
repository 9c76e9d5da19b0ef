"""Where the results are published: the data file that the site draws from, and the table in the README."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.figures.f18_how_well_we_read import FIELDS, RESULTS, SETS

ROOT = Path(__file__).parents[2]
DATA = RESULTS
README = ROOT / "README.md"
BEGIN, END = "<!-- accuracy: written by `make accuracy` -->", "<!-- end of accuracy -->"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
# Fields in the order of the README's table; the figure has all.
IN_README = (
    "technologies", "practices", "skill_level", "any_of", "years_amount", "years", "lead", "education", "salary", "workplace",
    "soft_skills", "responsibilities",
)  # fmt: skip

Rows = Sequence[dict[str, Any]]


def read(file: Path = DATA) -> list[dict[str, Any]]:
    """Return the published rows; none where nothing is published."""
    return list(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else []


def write(measured: Rows, file: Path = DATA) -> list[dict[str, Any]]:
    """Publish rows, one on a line. Sets that were not measured this time keep theirs, with their versions."""
    names = {row["set"] for row in measured}
    rows = [*measured, *(row for row in read(file) if row["set"] not in names)]
    rows.sort(key=lambda row: list(SETS).index(row["set"]))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return rows


def block(rows: Rows) -> str:
    """Return the README's table: each field, and its F1 with interval and n in each set."""
    whole = [row for row in rows if (row["language"], row["source_type"]) == ("all", "all")]
    by_set = {
        name: {row["field"]: row for row in whole if row["set"] == name}
        for name in SETS
        if any(row["set"] == name for row in whole)
    }
    heads = [f"{next(iter(found.values()))['postings']} {SETS[name]}" for name, found in by_set.items()]
    lines = [f"| field | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    lines += [
        f"| {FIELDS[field]} | {' | '.join(cell(found.get(field)) for found in by_set.values())} |"
        for field in IN_README
    ]
    return "\n".join([BEGIN, *lines, END])


def cell(row: dict[str, Any] | None) -> str:
    """Return "0.91 (0.88–0.93), n = 320"."""
    if row is None or row["f1"] is None:
        return "–"
    return f"{row['f1']:.2f} ({row['low']:.2f}–{row['high']:.2f}), n = {row['n']:,}"


def write_readme(rows: Rows, file: Path = README) -> None:
    """Put the table between its marks. Raise ValueError where they are gone."""
    text = file.read_text(encoding="utf-8")
    if not _BLOCK.search(text):
        raise ValueError(f"{file.name} has no place for the table: {BEGIN} ... {END}")
    file.write_text(_BLOCK.sub(lambda _: block(rows), text), encoding="utf-8")


def in_readme(file: Path = README) -> str | None:
    """Return the table that stands in the README."""
    found = _BLOCK.search(file.read_text(encoding="utf-8"))
    return found[0] if found else None
