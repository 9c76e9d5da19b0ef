"""What stands on the overview? Figures and tables as one HTML file that escapes all it is given.

The page loads nothing but its own files and needs no server. Chart data stand in it as JSON, which browsers
do not run.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import source_terms, theme
from reports.cells import written
from reports.figures.figure import Column, Figure, Kind, Table
from reports.published import Basis, day_name
from reports.source_terms import SourceTerms, VocabularyCredit

TEMPLATES = Path(__file__).parent / "site" / "templates"
# Plotly needs style attributes; scripts come from files of the site only, and nothing from any other host.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)


def overview(
    figures: Sequence[Figure],
    basis: Basis,
    terms: Sequence[SourceTerms],
    vocabularies: Sequence[VocabularyCredit],
) -> str:
    """Return the HTML of the overview."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True
    )  # fmt: skip
    return environment.get_template("index.html.j2").render(
        content_policy=CONTENT_POLICY,
        figures=[_view(figure) for figure in figures],
        basis=basis,
        terms=terms,
        vocabularies=vocabularies,
        terms_file=f"data/{source_terms.FILE}",
        data_day=day_name(basis.data_date) if basis.data_date else None,
        colours=embedded(theme.DARK),
    )


def csv_name(figure: Figure, table: Table) -> str:
    """Return the name of a table's file: the figure's, and for further tables their own name added."""
    return f"{figure.id}.csv" if table is figure.table else f"{figure.id}-{table.name}.csv"


def embedded(value: Any) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could leave the element is written as an escape


def _view(figure: Figure) -> dict[str, Any]:
    drawn = json.loads(figure.chart.to_json()) if figure.chart is not None else None
    return {
        "figure": figure,
        "tables": [_table_view(figure, table) for table in figure.tables],
        "chart": embedded({**_rounded(drawn), "narrow": figure.narrow}) if drawn else None,
    }


def _rounded(value: Any) -> Any:
    """Return chart data with six decimals: finer ones only make the page heavy."""
    match value:
        case float():
            return round(value, 6)
        case list():
            return [_rounded(part) for part in value]
        case dict():
            return {name: _rounded(part) for name, part in value.items()}
    return value


def _table_view(figure: Figure, table: Table) -> dict[str, Any]:
    shown = table.rows[: table.on_page]
    return {
        "id": f"{figure.id}-{table.name}",
        "caption": table.caption,
        "file": f"data/{csv_name(figure, table)}",
        "columns": [(column.label, _class(column)) for column in table.columns],
        "rows": [_row_view(row, table.columns) for row in shown],
        "left_out": len(table.rows) - len(shown),
    }


def _row_view(row: Mapping[str, Any], columns: Sequence[Column]) -> list[tuple[str, str]]:
    return [(written(row.get(column.name), column.kind), _class(column)) for column in columns]


def _class(column: Column) -> str:
    return "words" if column.kind in (Kind.TEXT, Kind.MONTH) else "number"
