"""Which role a title offers, alone, in the header of a thread, and where the text decides."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.declarations import declared
from pipelines.normalise.role import find_role, find_seniority, is_lead
from pipelines.normalise.titles import LONGEST, read_title

ROLES = tomllib.loads((Path(__file__).parents[1] / "cases" / "roles.toml").read_text(encoding="utf-8"))
SOFTWARE = (
    "We write software in Java and Python. Our developers run it on Kubernetes, with databases and APIs."
)
BREAD = "We bake bread and cakes for the whole quarter, from four in the morning on. " * 8


@pytest.mark.parametrize("title", ROLES)
def test_titles(title):
    role = find_role(title, title)
    assert (role, is_lead(role, title, title)) == (ROLES[title]["role"], ROLES[title]["lead"])


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Data Integrity Lead", SOFTWARE, "lead_engineer"),
        ("Data Integrity Lead", BREAD, "other"),
        ("Head of Engineering", SOFTWARE, "head_director"),
        ("Head of Engineering", BREAD, "other"),
        ("Engineer", "", "senior_ic"),
        ("Technical Director", SOFTWARE, "head_director"),
        ("Tern Island Works", SOFTWARE, "senior_ic"),
        ("Tern Island Works", BREAD, "other"),
    ],
)
def test_a_title_that_leaves_the_trade_open_is_decided_by_the_text(title, text, role):
    assert find_role(title, f"{title}\n{text}") == role


@pytest.mark.parametrize(
    ("title", "text", "role", "lead"),
    [
        ("Gullworks | Faro | Onsite", "Gullworks | Faro | Onsite\nOpen roles:\n• Staff Engineer\n• Data Analyst", "several", True),
        ("Gullworks | Faro | Onsite", "Gullworks | Faro | Onsite\nWe are hiring a Senior Python Developer.", "senior_ic", False),
        ("Gullworks | Faro | Onsite", "Gullworks | Faro | Onsite\nWe're looking for engineering managers, recruiters and data scientists.", "several", True),
        ("Staff Engineer", "Gullworks | Staff Engineer (Faro) & Senior Platform Engineer | Onsite\nWe map tides.", "several", True),
        ("IT Manager", "Gullworks | IT Manager | Faro\nWe map tides.\nGullworks | Salesforce Administrator | Faro", "several", False),
        ("Software Engineer, Data Scientist", "Gullworks | Software Engineer, Data Scientist | Faro\nTides.", "several", False),
        ("Software Engineer, Frontend Developer", "We map tides.", "senior_ic", False),
    ],
)  # fmt: skip
def test_threads_list_several_roles(title, text, role, lead):
    whole = f"{title}\n{text}"
    found = find_role(title, whole)
    assert (found, is_lead(found, title, whole)) == (role, lead)


@pytest.mark.parametrize(
    ("title", "rung"),
    [
        ("Senior Engineer", "senior"), ("Jr. Developer", "junior"), ("Praktikum Softwareentwicklung", "intern"), ("Staff Engineer", "staff"),
        ("Head of Data", "director"), ("Engineering Managers", "manager"), ("資深工程師", "senior"), ("Développeur confirmé", "senior"), ("Engineer", None),
    ],
)  # fmt: skip
def test_rungs(title, rung):
    assert find_seniority(title, find_role(title, title)) == rung


def test_a_role_that_leads_is_a_rung_of_its_own():
    assert find_seniority("テックリード", "tech_lead") == "lead"
    assert find_seniority("Référent technique", "tech_lead") == "lead"


def test_addresses_and_underscores_say_nothing():
    assert not read_title("gullworks.dev").names_anybody
    assert read_title("Bank_IT人員").spans.keys() >= {"trade software"}


def test_a_title_is_read_up_to_a_length():
    assert len(read_title("a" * 5_000).text) == LONGEST


def test_every_declared_role_is_named_by_a_case():
    assert {block["role"] for block in declared("roles")["role"]} <= {case["role"] for case in ROLES.values()}
