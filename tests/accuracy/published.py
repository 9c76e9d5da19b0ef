"""Where the results are published: the data file that the site draws from, and the table in the README."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DATA = ROOT / "reports" / "accuracy.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- accuracy: written by `make accuracy` -->", "<!-- end of accuracy -->"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
SETS = {"invented": "invented postings", "real": "postings of real boards"}
NAMES = {
    "technologies": "Technologies", "practices": "Practices", "skill_level": "Required, preferred or neither",
    "any_of": "Alternatives (“Java or Go”)", "years_amount": "Years: the amount", "years": "Years: the amount, of what, and of which skill",
    "lead": "Whether it is a lead role", "education": "Degree", "salary": "Pay", "workplace": "Remote, hybrid or on site",
    "soft_skills": "Soft skills", "responsibilities": "Responsibilities",
}  # fmt: skip

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
        f"| {title} | {' | '.join(cell(found.get(field)) for found in by_set.values())} |"
        for field, title in NAMES.items()
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
