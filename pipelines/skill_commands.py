"""The commands ``skilltide skills``: the taxonomy is examined, and what postings name beyond it is listed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.arguments import ConfigOption
from pipelines.config import read_config
from pipelines.terminal import out

if TYPE_CHECKING:
    import duckdb

EXIT_FAILED = 1
skills_app = typer.Typer(help="The taxonomy of skills.", no_args_is_help=True, rich_markup_mode=None)

# A term counts once for each employer, however many postings repeat it; its words are those that most postings write.
_UNKNOWN_TERMS = """
with named as (
    select
        posting_skill.skill_id, cluster_id, posting_id, company,
        coalesce(employer_id, posting_id) as employer,
        trim(replace(substring(plain_text, greatest(start_at - 39, 1), 80 + end_at - start_at), chr(10), ' ')) as words
    from posting_skill
    join posting using (posting_id)
    join posting_text using (posting_id)
    where not is_listed
),
counted as (
    select skill_id, count(distinct cluster_id) as postings, count(distinct employer) as employers,
        list_slice(list_sort(list(distinct company) filter (company is not null)), 1, 3) as companies,
        arg_min(words, posting_id) as example
    from named group by skill_id
)
select label, postings, employers, companies, example
from counted join skill using (skill_id)
where employers >= ?
order by employers desc, postings desc, label
limit ?
"""


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A technology that postings name and the taxonomy does not know, with some who name it, and in which words."""

    label: str
    postings: int
    employers: int
    companies: tuple[str, ...]
    example: str


def unknown_terms(
    connection: "duckdb.DuckDBPyConnection", limit: int = 20, minimum: int = 3
) -> list[UnknownTerm]:
    """Return the terms of a published file that at least ``minimum`` employers name, those of most employers first."""
    rows = connection.execute(_UNKNOWN_TERMS, [minimum, limit]).fetchall()
    return [
        UnknownTerm(label, postings, employers, tuple(companies or ()), example)
        for label, postings, employers, companies, example in rows
    ]


@skills_app.command("discover")
def discover(
    config: ConfigOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="No more terms than this.")] = 20,
    minimum: Annotated[
        int, typer.Option("--minimum", min=1, help="Only terms that so many employers name.")
    ] = 3,
) -> None:
    """List technologies that postings name and the taxonomy does not know, with who names them.

    Example: skilltide skills discover --minimum 5 --limit 50
    """
    from warehouse.connection import open_reader

    with open_reader(read_config(config).published) as connection:
        terms = unknown_terms(connection, limit, minimum)
    for term in terms:
        who = f"  {', '.join(term.companies)}" if term.companies else ""
        out.print(f"{term.employers:5} employers {term.postings:6} postings  {term.label}{who}", markup=False)
        out.print(f"      … {term.example} …", markup=False)
    out.print(
        f"{len(terms)} terms. One that is a technology goes to pipelines/taxonomy/skills/, one that is none to "
        "pipelines/taxonomy/unlisted.toml",
        markup=False,
    )


@skills_app.command("lint")
def skills_lint(
    config: ConfigOption = None,
    warehouse: Annotated[
        bool, typer.Option("--warehouse", help="List the words that no published posting uses, too.")
    ] = False,
) -> None:
    """Check the taxonomy for collisions, gaps and aliases that cannot fire.

    Example: skilltide skills lint --warehouse
    """
    from pipelines.taxonomy import load_taxonomy
    from pipelines.taxonomy.external_ids import read_external_ids
    from pipelines.taxonomy.lint import lint, lint_external_ids, unused

    taxonomy = load_taxonomy()
    findings = [*lint(taxonomy), *lint_external_ids(taxonomy, read_external_ids())]
    for finding in findings:
        out.print(finding, markup=False)
    if warehouse:
        from warehouse.connection import open_reader

        with open_reader(read_config(config).published) as connection:
            written = words_in_use(connection)
        for line in unused(taxonomy, written):
            out.print(line, markup=False)
    out.print(f"{len(taxonomy.skills)} skills, {len(findings)} findings", markup=False)
    if findings:
        raise typer.Exit(EXIT_FAILED)


def words_in_use(connection: "duckdb.DuckDBPyConnection") -> dict[str, set[str]]:
    """Return the words that stand as evidence in a published file, by skill."""
    rows = connection.execute("select distinct skill_id, matched_text from posting_skill").fetchall()
    words: dict[str, set[str]] = {}
    for skill_id, matched in rows:
        words.setdefault(skill_id, set()).add(matched)
    return words
