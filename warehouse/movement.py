"""What moved between two published files, skill by skill, and why: new rules, other postings, other weights of sources."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import WarehouseError

_SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
COLUMNS = ("skill_id", "label", "category", "share_before", "share_after", "change", "rules", "data", "mix")


@dataclass(frozen=True, slots=True)
class Movement:
    """One skill's share of tech-lead postings before and after; ``rules``, ``data`` and ``mix`` add up to the change."""

    skill_id: str
    label: str
    category: str
    share_before: float
    share_after: float
    change: float
    rules: float
    data: float
    mix: float

    @property
    def cause(self) -> str:
        """The largest part of the change: rules, data or mix."""
        return max(("rules", "data", "mix"), key=lambda name: abs(float(getattr(self, name))))


def movements(before: Path, after: Path) -> list[Movement]:
    """Return what moved from one published file to another, the largest change first.

    Without postings for tech leads in either, that file's shares are 0 and the change is told as data. Raise
    WarehouseError where a file cannot be read.
    """
    with duckdb.connect() as connection:
        try:
            for name, file in (("before", before), ("after", after)):
                quoted = str(file).replace("'", "''")
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            rows = connection.execute(_SQL).fetchall()
        except duckdb.Error as error:
            raise WarehouseError(f"{before} and {after} cannot be compared: {error}") from error
    return [Movement(*row) for row in rows]
