"""The site: one overview, a CSV file per table, and the files they need, made from the published warehouse.

It is built beside and takes its place by a rename, so a reader never sees half a site and a failure keeps the
old one.
"""

import gzip
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.cells import csv_text
from reports.figures import FIGURES
from reports.figures.figure import Figure
from reports.page import csv_name, overview
from reports.published import Basis, read_basis
from reports.source_terms import (
    FILE,
    SourceTerms,
    VocabularyCredit,
    read_terms,
    read_vocabularies,
    terms_table,
)
from warehouse.connection import WarehouseError, open_reader

SITE = Path(__file__).parent / "site"


class ReportError(RuntimeError):
    """The site cannot be drawn; the message says what mends it. An older site stays as it is."""


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was drawn: pages, figures with enough data, all figures, bytes of all files."""

    pages: int
    figures: int
    without_data: int
    bytes: int

    def __str__(self) -> str:
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        missing = f" ({self.without_data} without enough data)" if self.without_data else ""
        return f"{pages}, {self.figures} figures{missing}, {self.bytes / 1e6:.1f} MB"


def build_site(published: Path, out: Path) -> SiteSummary:
    """Draw the site from the file ``published`` into the folder ``out``, in place of what was there.

    Raise ReportError where there is no published file or it cannot be read.
    """
    if not published.is_file():
        raise ReportError(
            f"{published}: nothing is published yet; `skilltide run` or `skilltide sample` publishes"
        )
    try:
        with open_reader(published) as connection:
            basis = read_basis(connection)
            figures = [kind.draw(connection) for kind in FIGURES]
            terms = read_terms(connection)
            vocabularies = read_vocabularies(connection)
    except WarehouseError as error:
        raise ReportError(str(error)) from error
    building = out.with_name(f".building-{out.name}")
    shutil.rmtree(building, ignore_errors=True)
    try:
        _write(building, figures, basis, terms, vocabularies)
        size = sum(file.stat().st_size for file in building.rglob("*") if file.is_file())
        _swap(building, out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    missing = sum(not figure.enough for figure in figures)
    return SiteSummary(pages=1, figures=len(figures), without_data=missing, bytes=size)


def _write(
    folder: Path,
    figures: Sequence[Figure],
    basis: Basis,
    terms: tuple[SourceTerms, ...],
    vocabularies: tuple[VocabularyCredit, ...],
) -> None:
    assets, data = folder / "assets", folder / "data"
    shutil.copytree(SITE / "assets", assets)
    for packed in (SITE / "vendor").glob("*.gz"):
        (assets / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    shutil.copy(SITE / "vendor" / "plotly-LICENSE.txt", assets)
    data.mkdir()
    for figure in figures:
        for table in figure.tables:
            text = csv_text(table, figure.source, basis.data_date, basis.sample)
            (data / csv_name(figure, table)).write_text(text, encoding="utf-8")
    said = csv_text(terms_table(terms), basis.source_line, basis.data_date, basis.sample)
    (data / FILE).write_text(said, encoding="utf-8")
    (folder / "index.html").write_text(overview(figures, basis, terms, vocabularies), encoding="utf-8")


def _swap(new: Path, out: Path) -> None:
    """Put the new folder in the place of the old one; the old one comes back where that fails."""
    out.parent.mkdir(parents=True, exist_ok=True)
    old = out.with_name(f".old-{out.name}")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
