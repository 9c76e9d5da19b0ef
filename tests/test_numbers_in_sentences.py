"""Every number that a sentence of the site says stands in the table that the sentence was made from."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reports.figures import FIGURES
from reports.figures.figure import Figure
from reports.published import read_basis
from reports.site.evidence import read_quotations
from reports.site.skill_reports import skill_reports
from reports.site.views import read_views
from tests.published_fixture import published_file
from warehouse.connection import open_reader

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
# What a sentence says of its method: the level of its intervals, what a gate needs. What gives most of the postings
# stands in every row of the files, for the figure as a whole.
METHOD = re.compile(r"95 % intervals?|[\d,]+ [\w ]+, [\d,]+ are needed| Weak evidence: [^.]*\.")


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> list[tuple[str, Figure]]:
    """Every figure that says something: those of the pages, their views, those of regions and of skills."""
    with open_reader(published_file(tmp_path_factory.mktemp("said"))) as connection:
        basis = read_basis(connection)
        reports = skill_reports(connection, basis, read_quotations(connection, basis))
        return [
            *((kind.id, kind.draw(connection)) for kind in FIGURES),
            *((view.file, view.figure) for view in read_views(connection)),
            *((f"{report.slug}/{figure.id}", figure) for report in reports for figure in report.figures),
        ]


def in_words(value: object) -> set[str]:
    """Return how a sentence may write what a cell holds."""
    match value:
        case bool() | None:
            return set()
        case date():
            return {str(value.year), str(value.day)}
        case int():
            return {str(abs(value))}
        case float():
            size = abs(value)
            ways = (f"{size:.{digits}f}" for digits in (0, 1, 2, 3))
            shares = (f"{100 * size:.{digits}f}" for digits in (0, 1))
            return {f"{size:g}", *ways, *shares}
    return {number.replace(",", "") for number in NUMBER.findall(str(value))}


def numbers(text: str) -> list[str]:
    plain = text.replace("\u00a0", " ").replace("\u2060", "")
    return [number.replace(",", "") for number in NUMBER.findall(METHOD.sub("", plain))]


def unfounded(figure: Figure) -> list[str]:
    """Return the numbers of a figure's finding that none of its tables holds."""
    known = set()
    for table in figure.tables:
        known |= in_words(table.caption)
        for row in table.rows:
            for value in row.values():
                known |= in_words(value)
    return [number for number in numbers(figure.finding) if number not in known]


def test_every_number_that_is_said_stands_in_a_table(said):
    told = [(name, figure) for name, figure in said if figure.enough]
    assert len(told) > 80
    assert sum(len(numbers(figure.finding)) for _, figure in told) > 500
    assert [(name, unfounded(figure), figure.finding) for name, figure in told if unfounded(figure)] == []


def test_a_number_that_no_table_holds_is_noticed(said):
    name, figure = said[0]
    wrong = replace(figure, finding=f"{figure.finding} And 98,765 more, 43.21 % of them.")
    assert unfounded(wrong) == ["98765", "43.21"], name
