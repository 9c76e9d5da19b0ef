"""How does a page become HTML? Figures, tables and quotations as pages that escape all they are given.

Pages load nothing but the site's own files and need no server. Chart data stand in them as JSON, which browsers
do not run.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import source_terms, theme
from reports.cells import written
from reports.figures import FIGURES
from reports.figures.f15_pay import pay_words
from reports.figures.figure import Column, Figure, Kind, Table
from reports.published import Basis, day_name, month_name
from reports.regions import REGIONS
from reports.site.cubes import GROUPS, CubeFrame
from reports.site.dictionary import PublishedTable
from reports.site.figure_files import LICENCE, file_stem, table_file
from reports.site.pages import FILTERS, PAGES, Page
from reports.site.skill_reports import SkillReport
from reports.source_terms import SourceTerms, VocabularyCredit

TEMPLATES = Path(__file__).parent / "templates"
# Plotly needs style attributes; scripts come from files of the site only, and nothing from any other host.
CONTENT_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Site:
    """All that the pages show: what the numbers rest on, the figures, the sources, the skills, the past versions."""

    basis: Basis
    figures: Mapping[str, Figure]
    terms: Sequence[SourceTerms]
    vocabularies: Sequence[VocabularyCredit]
    dictionary: Sequence[PublishedTable]
    skills: Sequence[SkillReport]
    frame: CubeFrame | None
    archive: Sequence[str] = ()
    # By figure: its views.Choices.
    choices: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that have something to show, in the order of the menu."""
        return tuple(page for page in PAGES if page.stands(self.figures))

    @cached_property
    def _pay(self) -> Mapping[str, str]:
        return pay_words(self.figures["f15"]) if "f15" in self.figures else {}

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        environment.globals = {
            **environment.globals,
            "content_policy": CONTENT_POLICY.format(scripts="'self'"),
            "alone": False,
            "basis": self.basis,
            "pages": self.pages,
            "skills": self.skills,
            "compared": self._compared(),
            "terms": self.terms,
            "vocabularies": self.vocabularies,
            "dictionary": self.dictionary,
            "terms_file": f"data/{source_terms.FILE}",
            "data_day": day_name(self.basis.data_date) if self.basis.data_date else None,
            "version": str(self.basis.data_date or ""),
            "archive": list(self.archive),
            "licence": LICENCE,
            "theme": embedded(theme.for_scripts()),
            "skill_names": {report.slug: report.label for report in self.skills},
            "filters": self._filters(),
            "choices": self.choices,
            "by_region": {kind.id for kind in FIGURES if kind.by_region},
        }
        environment.filters["unbroken"] = unbroken
        return environment

    def page(self, page: Page) -> str:
        """Return the HTML of a page."""
        views = [figure_view(self.figures[name]) for name in page.figures if name in self.figures]
        return self._render(page.template, page.file, page=page, title=page.question, root="", figures=views)

    def single(self, scripts_allowed: str, style: Markup, at_once: Markup, scripts: Sequence[Markup]) -> str:
        """Return the HTML of the overview as one file, of which only the scripts run that the policy allows."""
        page = self.pages[0]
        views = [figure_view(self.figures[name]) for name in page.figures if name in self.figures]
        return self._render(
            "single.html.j2", page.file, page=page, title=page.question, root="", figures=views, alone=True,
            content_policy=CONTENT_POLICY.format(scripts=scripts_allowed), style=style, at_once=at_once, scripts=scripts,
        )  # fmt: skip

    def skill_page(self, report: SkillReport) -> str:
        """Return the HTML of the page of one skill."""
        page = next(page for page in PAGES if page.file == "skills.html")
        views = [figure_view(figure, f"skill/{report.slug}/") for figure in report.figures]
        return self._render(
            "skill.html.j2", f"skill/{report.slug}.html", page=page, title=f"{report.label} in tech-lead postings", root="../",
            figures=views, report=report, pay=self._pay.get(report.slug), skill=report.slug,
            controls=FILTERS,
        )  # fmt: skip

    def embed(self, figure: Figure, picture: bool = False) -> str:
        """Return the HTML of a figure alone, for a frame on another page; with ``picture``, its SVG lies in fig/."""
        page = next((page for page in self.pages if figure.id in page.figures), self.pages[0])
        return self._render(
            "embed.html.j2",
            f"embed/{file_stem(figure)}.html",
            page=page,
            title=figure.question,
            root="../",
            figures=[figure_view(figure)],
            picture=picture,
        )

    def _render(self, template: str, file: str, skill: str = "", **given: Any) -> str:
        settings = {
            "skill": skill,
            "version": str(self.basis.data_date or ""),
            "archive": list(self.archive),
            "skills": {report.slug: report.label for report in self.skills},
            "compared": [report.slug for report in self._compared()],
            "page": file,
        }
        return self._environment.get_template(template).render(**given, settings=embedded(settings))

    def _compared(self) -> list[SkillReport]:
        """Return the skills that are compared at first: technologies, where there are two of them."""
        technologies = [report for report in self.skills if report.count.kind == "tech"]
        return technologies if len(technologies) > 1 else list(self.skills)

    def _filters(self) -> dict[str, list[Any]]:
        """Return what the reader can choose from: only what the cubes hold."""
        frame = self.frame
        if frame is None:
            return {"months": [], "regions": [], "groups": [], "categories": []}
        named = [
            (GROUPS[name].title, name, values) for name, values in frame.groups.items() if name != "none"
        ]
        named.append(("Source", "source", dict(frame.sources)))
        return {
            "months": [(f"{month:%Y-%m}", month_name(month)) for month in reversed(frame.months)],
            "regions": list(REGIONS.items()),
            "groups": [
                (title, [(f"{name}:{value}", label) for value, label in values.items()])
                for title, name, values in named
                if values
            ],
            "categories": list(dict.fromkeys(count.category for count in frame.skills)),
        }


def embedded(value: Any) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could leave the element is written as an escape


def unbroken(text: str) -> str:
    """Return a sentence in which no line ends within an interval or before a number of postings."""
    joined = re.sub(r"(?<=\d)–(?=\d)", "\u2060–\u2060", text)
    return joined.replace("n = ", "n\u00a0=\u00a0")


def figure_view(figure: Figure, folder: str = "fig/") -> dict[str, Any]:
    """Return what the templates show of a figure whose files lie in ``folder``."""
    drawn = drawn_chart(figure)
    return {
        "figure": figure,
        "stem": file_stem(figure),
        "folder": folder,
        "tables": [table_view(figure, table, folder) for table in figure.tables],
        "chart": embedded(drawn) if drawn else None,
    }


def drawn_chart(figure: Figure) -> dict[str, Any] | None:
    """Return a figure's chart as the browser draws it, with its layout for narrow screens; None where there is none."""
    if figure.chart is None:
        return None
    return {**_rounded(json.loads(figure.chart.to_json())), "narrow": figure.narrow}


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


def table_view(figure: Figure, table: Table, folder: str) -> dict[str, Any]:
    """Return what a page shows of a table: its first rows, written, and how many it leaves to the file."""
    shown = table.rows[: table.on_page]
    return {
        "id": f"{figure.id}-{table.name}",
        "caption": table.caption,
        "file": folder + table_file(figure, table),
        "columns": [(column.label, _class(column)) for column in table.columns],
        "rows": [_row_view(row, table.columns) for row in shown],
        "skills": [row.get("skill_id") for row in shown],
        "left_out": len(table.rows) - len(shown),
    }


def _row_view(row: Mapping[str, Any], columns: Sequence[Column]) -> list[tuple[str, str]]:
    return [(written(row.get(column.name), column.kind), _class(column)) for column in columns]


def _class(column: Column) -> str:
    return "words" if column.kind in (Kind.TEXT, Kind.MONTH) else "number"
