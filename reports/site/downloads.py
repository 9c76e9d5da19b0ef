"""All data of the site in one file, with a dictionary of every column. The same tables give the same bytes."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from reports.cells import in_file
from reports.figures.figure import Figure, Kind
from reports.published import Basis
from reports.site.figure_files import LICENCE, table_file

FILE = "skilltide-data.zip"
# Zip files carry times; one for all keeps the bytes the same.
_TIME = (1980, 1, 1, 0, 0, 0)
_MEANINGS = {
    Kind.TEXT: "words",
    Kind.COUNT: "a number of things counted",
    Kind.SHARE: "a share from 0 to 1; empty where there is not enough data",
    Kind.NUMBER: "a number",
    Kind.POINTS: "a difference of shares, from -1 to 1",
    Kind.MONTH: "the first day of a month, ISO 8601",
}


# What every file of a figure carries beside the columns of its table.
_OF_ALL = {
    "period": "the period that the row speaks of",
    "region": "the region that the row speaks of",
    "employers": "employers that the figure rests on",
    "sources": "sources that the figure rests on",
    "largest_employer": "the part of the period's postings that one employer gives at most, from 0 to 1",
    "largest_source": "the part of the period's postings that one source gives at most, from 0 to 1",
    "licence": "the licence of the file",
    "data_date": "the day of the data, ISO 8601",
    "sample": "true where the data are invented",
    "source_line": "whose postings these are",
}


def write_zip(folder: Path, figures: Iterable[tuple[str, Figure]], basis: Basis) -> None:
    """Pack the CSV files in ``folder``, with a readme and a dictionary; figures come with their folder's name."""
    files = sorted(path for path in folder.rglob("*.csv") if path.is_file())
    entries = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    entries["dictionary.csv"] = _dictionary(figures).encode()
    entries["README.txt"] = _readme(basis).encode()
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(entries):
            packed.writestr(zipfile.ZipInfo(name, _TIME), entries[name], zipfile.ZIP_DEFLATED)


def _dictionary(figures: Iterable[tuple[str, Figure]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["file", "table", "column", "heading", "meaning"])
    for name, meaning in _OF_ALL.items():
        writer.writerow(["every file", "", name, "", meaning])
    seen: set[tuple[str, str]] = set()
    for folder, figure in figures:
        for table in figure.tables:
            name = folder + table_file(figure, table)
            for column in table.columns:
                if (name, column.name) not in seen:
                    seen.add((name, column.name))
                    cells = (name, table.name, column.name, column.label, _MEANINGS[column.kind])
                    writer.writerow([in_file(cell) for cell in cells])
    return stream.getvalue()


def _readme(basis: Basis) -> str:
    return "\n".join(
        [
            "Skilltide: what do tech-lead postings ask for?",
            "",
            *(["SAMPLE DATA: employers and texts are invented.", ""] if basis.sample else []),
            f"Data of {basis.data_date or 'no run yet'}. {basis.counted}.",
            basis.source_line,
            f"Licence: {LICENCE}; name “Skilltide” and the sources.",
            "",
            "One CSV file per table, UTF-8. dictionary.csv says what each column holds. Every row carries n, the day of",
            "the data and its source line. A share without a value is “not enough data”; its status says why.",
            "Words that a spreadsheet would run as a formula begin with an apostrophe.",
            "",
        ]
    )
