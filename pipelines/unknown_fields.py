"""Which fields of the vendors' entries no spider knows: what a run staged of them, a line per source."""

from pathlib import Path

import pyarrow.parquet as pq

SHOWN = 5


def unknown_field_lines(staging: Path) -> list[str]:
    """Return a line for each source whose entries held unknown fields, the commonest first, from a staging folder."""
    counted: dict[str, dict[str, int]] = {}
    entries: dict[str, int] = {}
    for part in sorted((staging / "field_day").glob("*.parquet")):
        per_day: dict[tuple[str, object], int] = {}
        for row in pq.read_table(part).to_pylist():
            source = row["source"]
            per_day[source, row["observed_on"]] = row["entries"]
            if not row["known"]:
                fields = counted.setdefault(source, {})
                fields[row["field"]] = fields.get(row["field"], 0) + row["filled"]
        for (source, _), count in per_day.items():
            entries[source] = entries.get(source, 0) + count
    return [_line(source, counted[source], entries[source]) for source in sorted(counted)]


def _line(source: str, fields: dict[str, int], entries: int) -> str:
    ranked = sorted(fields.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{field!r} ({times:,})" for field, times in ranked[:SHOWN])
    more = f" and {len(ranked) - SHOWN} more, see `field_day`" if len(ranked) > SHOWN else ""
    return f"fields unknown to {source}, in {entries:,} entries: {named}{more}"
