"""Which pages does the site have, and which figures stand on which? A new page is one entry here.

Figures are named by their id and appear where ``reports.figures`` has them. A page whose figures are all missing
and that has no template of its own is left out, and so is its link.
"""

from collections.abc import Collection
from dataclasses import dataclass

# What a reader can filter by; skills only where there is a ranking of them.
FILTERS = ("period", "region", "by")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: file, name in the menu, question it answers, what to know first, figures, template, filters."""

    file: str
    name: str
    question: str
    lead: str
    figures: tuple[str, ...] = ()
    template: str = "page.html.j2"
    filters: tuple[str, ...] = ()

    def stands(self, figures: Collection[str]) -> bool:
        """Return whether there is something to show, given the ids of the figures there are."""
        return self.template != "page.html.j2" or any(name in figures for name in self.figures)


PAGES = (
    Page(
        "index.html",
        "Overview",
        "What do tech-lead postings ask for, and what is really changing?",
        "Counted in postings on public job boards. Every share comes with its 95 % interval; what rests on too "
        "little says so and shows no number.",
        ("f02", "f03", "f16", "f05", "f06", "f01"),
        template="overview.html.j2",
        filters=(*FILTERS, "skills"),
    ),
    Page(
        "skills.html",
        "Skills",
        "How often is each skill asked for?",
        "Each skill has a page of its own: how often, how strongly, since when, by whom, and in which words.",
        ("f03", "f04", "f16", "f10"),
        template="skills.html.j2",
        filters=(*FILTERS, "skills"),
    ),
    Page(
        "compare.html",
        "Compare",
        "How do skills compare?",
        "Two to six skills side by side, on one scale. The address of this page holds your choice.",
        template="compare.html.j2",
    ),
    Page(
        "experience.html",
        "Experience",
        "How many years of experience are asked for?",
        "The least years a posting names, for the role, for a skill, and by the size of the company.",
        ("f06", "f07", "f08"),
        filters=FILTERS,
    ),
    Page(
        "requirements.html",
        "Requirements",
        "What does a tech lead do, and what must one bring?",
        "Duties, must-haves and nice-to-haves, soft skills, degrees and certificates, as the postings word them.",
        ("f09", "f05", "f11", "f12", "f13"),
        filters=FILTERS,
    ),
    Page(
        "market.html",
        "Market",
        "How many postings are there, where, and by whom?",
        "Postings are not jobs, and more postings online are not more jobs: only the same boards are compared.",
        ("f01", "f14"),
        filters=FILTERS,
    ),
    Page(
        "pay.html",
        "Pay",
        "What do postings say about pay?",
        "Few postings name pay, and those that do differ from those that do not: how many they are stands first.",
        ("f15",),
        filters=("region",),
    ),
    Page(
        "sources.html",
        "Data & limits",
        "Where do the numbers come from, and what can they not say?",
        "Sources and their terms, how well postings are read, how the numbers are made, and what they leave out.",
        ("f17", "f18"),
        template="sources.html.j2",
    ),
    Page(
        "dictionary.html",
        "Dictionary",
        "What does each column of the published data hold?",
        "The tables of skilltide.duckdb, read-only for anyone with a SQL prompt, as they describe themselves.",
        template="dictionary.html.j2",
    ),
)
