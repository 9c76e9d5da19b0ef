"""Which other looks at a figure can a reader choose? Its views, and those of one region, drawn beforehand and loaded late.

What is no sum cannot be counted anew in a browser: it is drawn here with all its tests, once for each choice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures import FIGURES
from reports.figures.figure import Figure, FigureKind
from reports.one_region import only_region
from reports.published import Connection
from reports.regions import REGIONS
from reports.site.data_scripts import script
from reports.site.render import drawn_chart, table_view
from reports.site.skill_reports import SkillReport

USUAL, EVERYWHERE = "usual", "all"


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A figure drawn in one of its views ("" = the usual one), of one region ("" = all)."""

    name: str
    region: str
    figure: Figure

    @property
    def file(self) -> str:
        """The name under which the browser asks for it."""
        return f"{self.figure.id}.{self.name or USUAL}.{self.region or EVERYWHERE}"


def read_views(connection: Connection) -> tuple[DrawnView, ...]:
    """Return every view of every figure, of all regions and of each, but for those that the pages hold themselves."""
    found = [
        DrawnView(name, "", view.draw(connection)) for kind in FIGURES for name, view in kind.views.items()
    ]
    for region in REGIONS:
        with only_region(connection, region):
            for kind in (kind for kind in FIGURES if kind.by_region):
                found += [DrawnView(name, region, draw(connection)) for name, draw in _ways(kind)]
    return tuple(found)


def _ways(kind: FigureKind) -> Iterable[tuple[str, Any]]:
    return [("", kind.draw), *((name, view.draw) for name, view in kind.views.items())]


def views_of_skills(reports: Sequence[SkillReport]) -> tuple[DrawnView, ...]:
    """Return what comes with each skill that has a page, as views of that figure by the skill's name."""
    return tuple(
        DrawnView(report.slug, "", figure)
        for report in reports
        for figure in report.figures
        if figure.id == "f10"
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader can choose of a figure: what the usual view is called, (name, label) of the others.

    Where these are not drawn ``by_region``, each of them is of all regions.
    """

    usual: str
    others: Sequence[tuple[str, str]]
    by_region: bool


def choices(reports: Sequence[SkillReport]) -> Mapping[str, Choices]:
    """Return the choices of each figure that has some."""
    found = {
        kind.id: Choices(
            kind.usual, [(name, view.label) for name, view in kind.views.items()], kind.by_region
        )
        for kind in FIGURES
        if kind.views
    }
    named = {report.slug: report.label for report in reports}
    skills = sorted(
        ((view.name, named[view.name]) for view in views_of_skills(reports)),
        key=lambda entry: entry[1].lower(),
    )
    beside = Choices("the technology asked for most", skills, by_region=False)
    return {**found, "f10": beside} if skills else found


def view_script(view: DrawnView) -> str:
    """Return the script that hands a view over to the page: its chart, its words and its tables."""
    figure = view.figure
    value = {
        "figure": drawn_chart(figure),
        "question": figure.question,
        "finding": figure.finding if figure.enough else None,
        "missing": None if figure.enough else figure.finding,
        "alt": figure.alt,
        "notes": list(figure.notes),
        "source": figure.source,
        "tables": [_table(table_view(figure, table, "fig/")) for table in figure.tables],
    }  # fmt: skip
    return script("__view", view.file, value)


def _table(shown: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "caption": shown["caption"],
        "head": [label for label, _ in shown["columns"]],
        "kinds": [kind for _, kind in shown["columns"]],
        "rows": [
            {"id": skill, "cells": [text for text, _ in row]}
            for row, skill in zip(shown["rows"], shown["skills"], strict=True)
        ],
        "leftOut": shown["left_out"],
    }
