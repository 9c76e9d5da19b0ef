"""What postings name beyond the taxonomy: kept apart in the warehouse, left out of figures, listed for whoever adds it."""

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.skill_commands import unknown_terms, words_in_use
from pipelines.taxonomy import load_taxonomy
from pipelines.taxonomy.lint import lint, unused
from tests.small_line import MONDAY, board_day, load_day, posting
from warehouse.publish import publish

TEXT = "We keep lighthouses.\nRequirements\n• Kafka, {} and Redis\n• Python"


@pytest.fixture
def published(tmp_path):
    warehouse = tmp_path / "warehouse.duckdb"
    named = [
        ("Foobarium", "Kestrel"), ("Foobarium", "Heron"), ("Foobarium", "Osprey"), ("FooBarium", "Tern"),
        ("Quuxlet", "Kestrel"), ("Quuxlet", "Heron"),
    ]  # fmt: skip
    postings = [
        posting(number, company=company, description=f"{TEXT.format(word)}\nTeam of {company}")
        for number, (word, company) in enumerate(named)
    ]
    # The same employer again, in another city: one employer more it is not.
    postings.append(posting(100, company="Kestrel", description=f"{TEXT.format('Quuxlet')}\nTeam in Porto"))
    load_day(warehouse, MONDAY, postings, [board_day(listed=len(postings))])
    file = tmp_path / "published" / "skilltide.duckdb"
    publish(warehouse, file)
    return file


@pytest.fixture
def connection(published):
    with duckdb.connect(str(published), read_only=True) as connection:
        yield connection


def test_unlisted_skills_are_kept_apart(connection):
    rows = connection.execute(
        "select skill_id, label, kind, category, is_listed from skill where not is_listed"
    ).fetchall()
    assert sorted(rows) == [
        ("unlisted-foobarium", "Foobarium", "tech", "unlisted", False),
        ("unlisted-quuxlet", "Quuxlet", "tech", "unlisted", False),
    ]
    assert connection.execute("select count(*) from posting_skill where is_listed").fetchone() == (21,)
    assert connection.execute("select count(*) from posting_skill where not is_listed").fetchone() == (7,)


def test_figures_count_listed_skills_only(connection):
    rows = connection.execute("select distinct skill_id from skill_month_employer order by 1").fetchall()
    assert rows == [("kafka",), ("python",), ("redis",)]


def test_a_listed_skill_may_not_pass_for_an_unlisted_one(published):
    from warehouse.checks import run_checks

    for change in (
        "update posting_skill set is_listed = true where skill_id = 'unlisted-quuxlet'",
        "update posting_skill set is_listed = false where skill_id = 'kafka'",
        "update posting_skill set skill_id = 'quuxlet' where skill_id = 'unlisted-quuxlet'",
    ):
        with duckdb.connect(str(published)) as connection:
            connection.execute("begin")
            connection.execute(change)
            failed = {result.name for result in run_checks(connection) if not result.passed}
            connection.execute("rollback")
        assert "skill_is_in_taxonomy" in failed, change


def test_terms_count_employers_and_quote_one(connection):
    terms = unknown_terms(connection, minimum=1)
    assert [(term.label, term.employers, term.postings) for term in terms] == [
        ("Foobarium", 4, 4), ("Quuxlet", 2, 3),
    ]  # fmt: skip
    assert terms[0].companies == ("Heron", "Kestrel", "Osprey")
    assert "Kafka, Foobarium and Redis" in terms[0].example.replace("FooBarium", "Foobarium")
    assert unknown_terms(connection, minimum=3) == terms[:1]
    assert unknown_terms(connection, limit=1, minimum=1) == terms[:1]


def run(published, *words):
    return CliRunner().invoke(app, list(words), env={"SKILLTIDE_DATA_DIR": str(published.parent.parent)})


def test_discover_lists_terms(published):
    done = run(published, "skills", "discover", "--minimum", "4")
    assert done.exit_code == 0
    assert "4 employers      4 postings  Foobarium  Heron, Kestrel, Osprey" in done.output
    assert "Quuxlet" not in done.output
    assert "1 terms" in done.output


def test_discover_without_a_warehouse_says_so(tmp_path):
    done = CliRunner().invoke(app, ["skills", "discover"], env={"SKILLTIDE_DATA_DIR": str(tmp_path)})
    assert done.exit_code == 1
    assert "no warehouse there" in str(done.exception)


def test_lint_lists_what_nobody_writes(published):
    done = run(published, "skills", "lint", "--warehouse")
    assert done.exit_code == 0, done.output
    assert "kafka: nobody writes" in done.output
    assert "\nruby: nobody names it" in done.output
    assert "0 findings" in done.output


def test_words_in_use_spare_their_aliases(connection, tmp_path):
    (tmp_path / "skills").mkdir()
    (tmp_path / "never.toml").write_text("phrases = []\n")
    (tmp_path / "skills" / "messaging.toml").write_text(
        '[kafka]\nlabel = "Kafka"\ndescription = "Log"\naliases = ["apache kafka"]\n'
    )
    lines = unused(load_taxonomy(tmp_path), words_in_use(connection))
    assert lines == ["kafka: nobody writes 'apache kafka'"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[a]\nlabel = "Alpha"\n', "a: it has no description"),
        (
            '[a]\nlabel = "Alpha"\nparent = "b"\n[b]\nlabel = "Beta"\nparent = "a"\n',
            "a: it is its own parent",
        ),
        ('[a]\nlabel = "Alpha"\naliases = ["qxq™"]\n', "a: 'qxq™' is never found"),
        ('[a]\nlabel = "Alpha"\naliases = ["go far"]\n', "a: 'go far' stands in never.toml too"),
        (
            '[a]\nlabel = "Alpha"\ncased = ["AL"]\n[b]\nlabel = "Beta"\nbeside = ["AL"]\n',
            "b: 'AL' names a too",
        ),
    ],
)
def test_lint_finds_gaps(tmp_path, content, fault):
    (tmp_path / "skills").mkdir()
    (tmp_path / "never.toml").write_text('phrases = ["go far"]\n')
    (tmp_path / "skills" / "language.toml").write_text(content)
    assert any(finding.startswith(fault) for finding in lint(load_taxonomy(tmp_path))), lint(
        load_taxonomy(tmp_path)
    )
