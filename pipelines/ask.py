"""``skilltide sql``: a quick look at the published file, as a table for eyes or as CSV and JSON for programs."""

import csv
import io
import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table
from rich.text import Text

from pipelines.arguments import ConfigOption, UsageFault
from pipelines.config import read_config
from pipelines.terminal import err, out

if TYPE_CHECKING:
    from warehouse.query import Answer

SHOWN = 50
LONGEST_CELL = 80
# Where no terminal sets the width, rows stay on one line.
WIDEST_FILE = 1000
# Signs that would steer a terminal; scraped words may hold them.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Form(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def sql(
    query: Annotated[str | None, typer.Argument(help="One SQL statement.")] = None,
    config: ConfigOption = None,
    example: Annotated[
        str | None, typer.Option("--example", help="A question that comes with the program.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How the answer is written.")] = Form.TABLE,
) -> None:
    """Ask the published warehouse a question, read-only; without one, list its tables and the examples.

    Example: skilltide sql "select label, postings from skill_demand order by postings desc limit 10"
    """
    from warehouse.query import ask, tables

    published = read_config(config).published
    if query and example:
        raise UsageFault("a statement or --example, not both")
    if not query and not example:
        _write(tables(published), form)
        if form is Form.TABLE:
            _list_examples()
        return
    _write(ask(published, query or _example(example or "")), form)


def _example(name: str) -> str:
    from warehouse.query import read_examples

    examples = read_examples()
    if name not in examples:
        raise UsageFault(f"--example {name}: none of that name; there are {', '.join(examples)}")
    err.print(examples[name].question, markup=False)
    return examples[name].sql


def _list_examples() -> None:
    from warehouse.query import read_examples

    out.print("\nskilltide sql --example NAME answers:", markup=False)
    examples = read_examples().values()
    widest = max(len(example.name) for example in examples)
    for example in examples:
        out.print(f"  {example.name:{widest}}  {example.question}", markup=False)


def _write(answer: "Answer", form: Form) -> None:
    match form:
        case Form.CSV:
            out.file.write(_csv(answer))
        case Form.JSON:
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            out.file.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")
        case Form.TABLE:
            _print(answer)


def _csv(answer: "Answer") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_in_csv(cell) for cell in row] for row in answer.rows)
    return stream.getvalue()


def _in_csv(cell: Any) -> str:
    """Return a cell in full; words that a spreadsheet would run are quoted."""
    from reports.cells import in_file

    if isinstance(cell, str):
        return in_file(cell)
    if isinstance(cell, list | dict):
        return in_file(orjson.dumps(cell, default=str).decode())
    return "" if cell is None else str(cell)


def _print(answer: "Answer") -> None:
    table = Table(box=None, pad_edge=False, header_style="")
    shown = answer.rows[:SHOWN]
    for number, name in enumerate(answer.columns):
        cells = [row[number] for row in shown if row[number] is not None]
        counts = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
        table.add_column(Text(_on_screen(name)), justify="right" if counts else "left", overflow="fold")
    for row in shown:
        table.add_row(*(Text(_on_screen(cell)) for cell in row))
    out.print(table, width=None if out.is_terminal else WIDEST_FILE)
    if len(answer.rows) > SHOWN:
        out.print(
            f"{len(answer.rows) - SHOWN:,} more rows; --format csv or json gives all of them", markup=False
        )


def _on_screen(cell: Any) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool | date):
        return str(cell)
    if isinstance(cell, float):
        return f"{cell:,.6g}"
    if isinstance(cell, int):
        return f"{cell:,}"
    words = _STEERING.sub(" ", str(cell))
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"
