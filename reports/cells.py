"""How is a cell written: for eyes, and for files? Words in files cannot become formulas of a spreadsheet."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import assert_never

from reports.figures.figure import Cell, Kind, Table

# A spreadsheet runs cells that begin like this.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LINE_END = re.compile(r"[\r\n\x00]+")


def written(cell: Cell, kind: Kind) -> str:
    """Return a cell as people read it; nothing known is a dash. Not escaped: the template does that."""
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, date):
        return f"{cell:%b %Y}"
    if isinstance(cell, str):
        return cell
    match kind:
        case Kind.SHARE:
            return f"{cell * 100:.1f} %"
        case Kind.POINTS:
            return f"{cell * 100:+.1f}"
        case Kind.COUNT:
            return f"{cell:,.0f}"
        case Kind.NUMBER:
            return f"{cell:.3g}"
        case Kind.TEXT | Kind.MONTH:
            return str(cell)
        case _:
            assert_never(kind)


def in_file(cell: Cell) -> str:
    """Return a cell as a CSV file holds it: numbers in full, months as dates, words that cannot run."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.6g}"
    if isinstance(cell, str):
        line = _LINE_END.sub(" ", cell)
        return f"'{line}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else line
    return str(cell)


def csv_text(
    table: Table,
    source: str,
    data_date: date | None,
    sample: bool,
    facts: Mapping[str, Cell] = MappingProxyType({}),
) -> str:
    """Return a table as CSV; every row carries the data date, the source line and whether it is a sample.

    ``facts`` hold for all rows; those that the table has as a column of its own stay as the table says.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [column.name for column in table.columns]
    origin: dict[str, Cell] = {name: fact for name, fact in facts.items() if name not in names}
    origin |= {"data_date": data_date, "sample": str(sample).lower(), "source_line": source}
    writer.writerow([*names, *origin])
    same = [in_file(cell) for cell in origin.values()]
    for row in table.rows:
        writer.writerow([*(in_file(row.get(name)) for name in names), *same])
    return stream.getvalue()
