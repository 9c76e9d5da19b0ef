"""Responsibilities on two levels: which there are, and how the finer ones come to analysts."""

import duckdb
import pytest

from pipelines.taxonomy.responsibilities import read_responsibilities
from tests.small_line import MONDAY, TUESDAY, board_day, load_day, posting
from warehouse.publish import publish

FAMILIES = {
    "architecture", "hands_on_coding", "code_review", "technical_leadership", "people_management", "mentoring", "hiring",
    "onboarding", "planning_delivery", "roadmap_strategy", "stakeholder_comm", "requirements_analysis", "tech_selection",
    "quality_testing", "ci_cd_deployment", "infra_operations", "availability_incident", "cloud_cost", "security_ownership",
    "process_improvement", "refactor_legacy", "documentation", "automation_tooling", "performance_scalability",
}  # fmt: skip
# What sentences about tech leads are tested with.
CLAIMED = {
    "architecture", "automation", "availability", "ci", "cloud_cost", "coaching_1on1", "delegation", "delivery_oversight",
    "delivery_quality_user", "deployment_automation", "deployment_pipeline", "deployment_support", "devops_practices",
    "hands_on_coding", "hiring", "infra_maintenance", "mentoring", "onboarding", "people_management", "quality_ownership",
    "refactor_legacy", "release_launch", "stakeholder_comm", "team_lead", "tech_selection", "technical_leadership",
    "testing_process", "tooling", "unblock",
}  # fmt: skip
DECLARED = read_responsibilities()
DUTIES = "What you will do\n• Mentor graduates\n• Build deployment pipelines"


def test_the_families_are_the_known_ones():
    assert {one.name for one in DECLARED if one.name == one.family} == FAMILIES


def test_each_responsibility_stands_once_under_a_family_and_says_what_it_is():
    names = [one.name for one in DECLARED]
    assert len(names) == len(set(names))
    assert {one.family for one in DECLARED} == FAMILIES
    assert all(one.label for one in DECLARED)


def test_whatever_is_claimed_of_tech_leads_has_a_code():
    assert CLAIMED - {one.name for one in DECLARED} == set()


@pytest.fixture
def connection(tmp_path):
    warehouse, file = tmp_path / "warehouse.duckdb", tmp_path / "skilltide.duckdb"
    load_day(warehouse, MONDAY, [posting(1, description=DUTIES), posting(2)], [board_day(listed=2)])
    # The same posting with another text: what the old one said is gone.
    load_day(warehouse, TUESDAY, [posting(3, description=DUTIES)], [board_day(listed=1)])
    load_day(warehouse, TUESDAY, [posting(3)], [board_day(listed=1)])
    publish(warehouse, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def test_finer_responsibilities_stand_beside_their_families_with_evidence(connection):
    finer = connection.execute(
        "select external_id, name, family, matched_text = substring(plain_text, start_at + 1, end_at - start_at), section "
        "from posting_responsibility_code join posting using (posting_id) join posting_text using (posting_id)"
    ).fetchall()
    assert finer == [
        ("1", "mentoring_juniors", "mentoring", True, "responsibilities"),
        ("1", "deployment_pipeline", "ci_cd_deployment", True, "responsibilities"),
    ]
    families = connection.execute("select distinct name from posting_responsibility").fetchall()
    assert {name for (name,) in families} >= {"mentoring", "ci_cd_deployment"}
    assert {name for (name,) in families} <= FAMILIES


def test_both_levels_are_described(connection):
    rows = connection.execute("select name, family, label from responsibility").fetchall()
    assert sorted(rows) == sorted((one.name, one.family, one.label) for one in DECLARED)
