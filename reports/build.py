"""The site: pages, figures as files, data, and the versions of past months, made from the published warehouse.

It is built beside and takes its place by a rename, so a reader never sees half a site and a failure keeps the
old one.
"""

import gzip
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.cells import csv_text
from reports.figures import FIGURES
from reports.published import Connection, read_basis
from reports.site.archive import all_months, keep_month
from reports.site.cubes import cells_of, choose_postings, cube, cube_frame
from reports.site.data_scripts import script, skill_script
from reports.site.dictionary import read_dictionary
from reports.site.downloads import write_zip
from reports.site.evidence import read_quotations
from reports.site.feed import FILE as FEED
from reports.site.feed import feed
from reports.site.figure_files import file_stem, write_figure_files, write_table
from reports.site.paired import paired_sums
from reports.site.pictures import write_pictures
from reports.site.render import Site
from reports.site.single_file import FILE as SINGLE
from reports.site.single_file import single_file
from reports.site.skill_cubes import SkillSums, count_skills
from reports.site.skill_reports import skill_reports
from reports.site.subject_cubes import count_subjects, find_subjects, subject_cube
from reports.site.views import DrawnView, choices, read_views, view_script, views_of_skills
from reports.source_terms import FILE, read_terms, read_vocabularies, terms_table
from warehouse.connection import WarehouseError, open_reader

SITE = Path(__file__).parent / "site"


class ReportError(RuntimeError):
    """The site cannot be drawn; the message says what mends it. An older site stays as it is."""


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was drawn: pages, all figures, those without enough data, bytes; why pictures that were asked for lack."""

    pages: int
    figures: int
    without_data: int
    bytes: int
    no_pictures: str | None = None

    def __str__(self) -> str:
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        missing = f" ({self.without_data} without enough data)" if self.without_data else ""
        return f"{pages}, {self.figures} figures{missing}, {self.bytes / 1e6:.1f} MB"


def build_site(published: Path, out: Path, images: bool = False) -> SiteSummary:
    """Draw the site from the file ``published`` into the folder ``out``, in place of what was there.

    With ``images`` every figure lies there as SVG and PNG too; that needs Chrome and takes a while.

    Raise ReportError where there is no published file or it cannot be read.
    """
    if not published.is_file():
        raise ReportError(
            f"{published}: nothing is published yet; `skilltide run` or `skilltide sample` publishes"
        )
    try:
        with open_reader(published) as connection:
            site = read_site(connection, out)
            cubes = read_cubes(connection, site) if site.frame else {}
            views = (*read_views(connection), *views_of_skills(site.skills))
    except WarehouseError as error:
        raise ReportError(str(error)) from error
    building = out.with_name(f".building-{out.name}")
    shutil.rmtree(building, ignore_errors=True)
    try:
        write_site(building, site)
        write_cubes(building / "data" / "cube", cubes)
        write_views(building / "data" / "view", views)
        figures = site.figures.values()
        lacking = write_pictures(building / "fig", figures, site.basis) if images else None
        write_embeds(building, site)
        size = sum(file.stat().st_size for file in building.rglob("*") if file.is_file())
        keep_month(building, out, site.basis.data_date)
        _swap(building, out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    missing = sum(not figure.enough for figure in figures)
    pages = len(site.pages) + len(site.skills)
    return SiteSummary(pages, len(site.figures), missing, size, lacking)


def read_cubes(connection: Connection, site: Site) -> dict[str, object]:
    """Return the sums that filters load, by the name of their script."""
    assert site.frame is not None  # noqa: S101 - asked for where postings are dated
    subjects = find_subjects(connection, site.basis)
    found: dict[str, object] = {
        "pairs": paired_sums(connection, site.basis, [report.slug for report in site.skills])
    }
    choose_postings(connection, site.frame)
    count_subjects(connection)
    named = (*site.frame.skills, *(report.count for report in site.skills))
    skills = tuple({count.skill_id: count for count in named}.values())
    count_skills(connection, skills)
    for name in (name for name, values in site.frame.groups.items() if values):
        cells = cells_of(connection, site.frame, name)
        sums = SkillSums(connection, skills, cells)
        found[name] = cube(connection, site.frame, cells)
        found[f"{name}-subjects"] = subject_cube(connection, subjects, cells)
        found[f"{name}-skills"] = sums.of_all(site.frame.skills)
        for report in site.skills:
            found[f"{name}-skill-{report.slug}"] = sums.of_one(report.count)
    return found


def read_site(connection: Connection, out: Path) -> Site:
    """Return all that the pages show, read from an open published file; ``out`` holds the versions of past months."""
    basis = read_basis(connection)
    figures = {kind.id: kind.draw(connection) for kind in FIGURES}
    skills = skill_reports(connection, basis, read_quotations(connection, basis))
    return Site(
        basis,
        figures,
        read_terms(connection),
        read_vocabularies(connection),
        read_dictionary(connection),
        skills,
        cube_frame(connection, basis),
        all_months(out, basis.data_date),
        choices(skills),
    )


def write_site(folder: Path, site: Site) -> None:
    """Write the pages and files of a site into a new folder."""
    basis = site.basis
    _write_assets(folder / "assets")
    for name in ("fig", "data/skill", "skill"):
        (folder / name).mkdir(parents=True)
    for page in site.pages:
        (folder / page.file).write_text(site.page(page), encoding="utf-8")
    for figure in site.figures.values():
        write_figure_files(folder / "fig", figure, basis)
    for report in site.skills:
        (folder / "skill" / f"{report.slug}.html").write_text(site.skill_page(report), encoding="utf-8")
        (folder / "data" / "skill" / f"{report.slug}.js").write_text(skill_script(report), encoding="utf-8")
        beside = folder / "skill" / report.slug
        beside.mkdir()
        for figure in report.figures:
            write_table(beside, figure, figure.table, basis)
    said = csv_text(terms_table(tuple(site.terms)), basis.source_line, basis.data_date, basis.sample)
    (folder / "data" / FILE).write_text(said, encoding="utf-8")
    (folder / FEED).write_text(feed(site), encoding="utf-8")
    (folder / SINGLE).write_text(single_file(site, folder / "assets"), encoding="utf-8")
    of_skills = [(f"skill/{report.slug}/", figure) for report in site.skills for figure in report.figures]
    write_zip(folder, [*(("fig/", figure) for figure in site.figures.values()), *of_skills], basis)


def write_embeds(folder: Path, site: Site) -> None:
    """Write each figure alone, for frames on other pages: its picture where there is one, so that the frame is light."""
    (folder / "embed").mkdir()
    for figure in site.figures.values():
        stem = file_stem(figure)
        drawn = (folder / "fig" / f"{stem}.svg").is_file()
        (folder / "embed" / f"{stem}.html").write_text(site.embed(figure, drawn), encoding="utf-8")


def write_cubes(folder: Path, cubes: Mapping[str, object]) -> None:
    """Write the sums that the filters load."""
    folder.mkdir()
    for name, value in cubes.items():
        (folder / f"{name}.js").write_text(script("__cube", name, value), encoding="utf-8")


def write_views(folder: Path, views: Iterable[DrawnView]) -> None:
    """Write the other looks at figures that a reader can choose."""
    folder.mkdir()
    for view in views:
        (folder / f"{view.file}.js").write_text(view_script(view), encoding="utf-8")


def _write_assets(folder: Path) -> None:
    shutil.copytree(SITE / "assets", folder)
    for packed in (SITE / "vendor").glob("*.gz"):
        (folder / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    shutil.copy(SITE / "vendor" / "plotly-LICENSE.txt", folder)


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
