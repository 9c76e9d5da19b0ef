"""Which files does a figure have beside its page? CSV, JSON, Markdown and alt text, at addresses that stay.

Each is enough by itself: it names the question, the period, n, the source, the day of the data and the licence.
"""

import json
from pathlib import Path

from reports.cells import csv_text, written
from reports.figures.figure import Cell, Figure, Kind, Table
from reports.published import Basis

LICENCE = "CC BY 4.0"
_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>|#&"})


def file_stem(figure: Figure) -> str:
    """Return the name of a figure's files without their ends, such as "F03"."""
    return figure.id.upper()


def table_file(figure: Figure, table: Table) -> str:
    """Return the name of a table's file: the figure's, and for further tables their own name added."""
    stem = file_stem(figure)
    return f"{stem}.csv" if table is figure.table else f"{stem}-{table.name}.csv"


def write_figure_files(folder: Path, figure: Figure, basis: Basis) -> None:
    """Write the files of a figure that need no browser into ``folder``."""
    stem = file_stem(figure)
    for table in figure.tables:
        write_table(folder, figure, table, basis)
    (folder / f"{stem}.json").write_text(as_json(figure, basis), encoding="utf-8")
    (folder / f"{stem}.md").write_text(as_markdown(figure), encoding="utf-8")
    (folder / f"{stem}.alt.txt").write_text(f"{figure.alt}\n", encoding="utf-8")


def write_table(folder: Path, figure: Figure, table: Table, basis: Basis) -> None:
    """Write a table of a figure as CSV; each row says the period, the region and what all of it rests on."""
    facts: dict[str, Cell] = {
        "period": figure.period, "region": "all", "employers": figure.employers, "sources": len(basis.sources),
        "largest_employer": round(basis.top_employer, 4), "largest_source": round(basis.top_source, 4),
        "licence": LICENCE,
    }  # fmt: skip
    text = csv_text(table, figure.source, basis.data_date, basis.sample, facts)
    (folder / table_file(figure, table)).write_text(text, encoding="utf-8")


def as_json(figure: Figure, basis: Basis) -> str:
    """Return a figure with all its tables as JSON; months are ISO dates, what is not known is null."""
    content = {
        "id": figure.id,
        "question": figure.question,
        "finding": figure.finding,
        "alt": figure.alt,
        "status": figure.reason or "ok",
        "period": figure.period,
        "postings": figure.postings,
        "employers": figure.employers,
        "notes": list(figure.notes),
        "source": figure.source,
        "data_date": str(basis.data_date or ""),
        "sample": basis.sample,
        "licence": LICENCE,
        "tables": [
            {
                "name": table.name,
                "caption": table.caption,
                "columns": [
                    {"name": column.name, "label": column.label, "kind": column.kind.value}
                    for column in table.columns
                ],
                "rows": [
                    {column.name: row.get(column.name) for column in table.columns} for row in table.rows
                ],
            }
            for table in figure.tables
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def as_markdown(figure: Figure) -> str:
    """Return a figure as Markdown: question, finding, its tables as the page shows them, notes and source."""
    notes = [f"- {_marked(note)}" for note in figure.notes]
    parts = [
        f"## {_marked(figure.question)}",
        _marked(figure.finding),
        *(_table(table) for table in figure.tables),
        *(["\n".join(notes)] if notes else []),
        f"{_marked(figure.source)} · {LICENCE}",
    ]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    head = [_marked(column.label) for column in table.columns]
    sides = [":--" if column.kind in (Kind.TEXT, Kind.MONTH) else "--:" for column in table.columns]
    rows = [
        [_marked(written(row.get(column.name), column.kind)) for column in table.columns]
        for row in table.rows[: table.on_page]
    ]
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, sides, *rows)]
    return f"{_marked(table.caption)}\n\n" + "\n".join(lines)


def _marked(text: Cell) -> str:
    """Return words that Markdown shows as they are: scraped words cannot become links, markup or cells."""
    return " ".join(str(text).split()).translate(_MARKDOWN_SIGNS)
