"""Whether people are led and code is written: stated by words or by the title, denied, or left open."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.document import Document
from pipelines.normalise.people import is_hands_on, manages_people
from pipelines.normalised_posting import Evidence, NamedStatement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "people.toml").read_text("utf-8"))["case"]
CODING = NamedStatement(
    "hands_on_coding", "unstated", Evidence("build", 0, 5, "other", "responsibilities.hands_on_coding")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_cases(case):
    document = Document(f"Engineer\n{case['text']}")
    if "manages" in case:
        assert manages_people(document) is (None if case["manages"] == "" else case["manages"])
    if "hands_on" in case:
        assert is_hands_on(document) is (case["hands_on"] or None)


@pytest.mark.parametrize(
    ("role", "manages"),
    [
        ("engineering_manager", True),
        ("team_lead", True),
        ("head_director", True),
        ("tech_lead", None),
        (None, None),
    ],
)
def test_some_titles_name_people_to_lead(role, manages):
    assert manages_people(Document("Title\nWe map tides."), role) is manages


def test_a_title_does_not_outweigh_a_denial():
    assert manages_people(Document("Team Lead\nYou have no direct reports."), "team_lead") is False


@pytest.mark.parametrize("heading", ["About us", "Benefits", "How to apply"])
def test_what_others_do_is_no_duty(heading):
    document = Document(f"Engineer\n{heading}\nManage a team of engineers. Hands-on coding.")
    assert manages_people(document) is None
    assert is_hands_on(document) is None


@pytest.mark.parametrize(("role", "hands_on"), [("senior_ic", True), ("engineering_manager", None)])
def test_duties_of_building_are_hands_on_for_builders(role, hands_on):
    assert is_hands_on(Document("Title\nWe map tides."), role, [CODING]) is hands_on
