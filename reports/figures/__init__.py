"""The figures in the order of the page. A new chart is one file here, with a FIGURE, and one line below."""

from reports.figures import (
    f01_how_many,
    f02_key_figures,
    f03_skills_asked_for,
    f04_how_a_skill_moved,
    f05_must_or_nice,
    f06_years,
    f07_years_by_skill,
    f08_years_by_size,
    f09_duties,
    f10_what_comes_with_what,
    f11_soft_skills,
    f12_degree,
    f13_titles,
    f14_who_hires_and_where,
    f15_pay,
    f16_rising_and_falling,
    f17_what_this_is_based_on,
    f18_how_well_we_read,
)
from reports.figures.figure import FigureKind

FIGURES: tuple[FigureKind, ...] = (
    f02_key_figures.FIGURE,
    f01_how_many.FIGURE,
    f03_skills_asked_for.FIGURE,
    f16_rising_and_falling.FIGURE,
    f05_must_or_nice.FIGURE,
    f06_years.FIGURE,
    f07_years_by_skill.FIGURE,
    f08_years_by_size.FIGURE,
    f04_how_a_skill_moved.FIGURE,
    f10_what_comes_with_what.FIGURE,
    f09_duties.FIGURE,
    f11_soft_skills.FIGURE,
    f12_degree.FIGURE,
    f13_titles.FIGURE,
    f14_who_hires_and_where.FIGURE,
    f15_pay.FIGURE,
    f17_what_this_is_based_on.FIGURE,
    f18_how_well_we_read.FIGURE,
)
