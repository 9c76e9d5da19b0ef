"""What an employer says of itself asks for nothing; its stack and its requests do."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise import normalise
from pipelines.normalise.boilerplate import employer_names
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "employer.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_employer(case):
    said = normalise(Advertisement("Tech Lead", case["text"], company=case.get("company")), shared_taxonomy())
    assert [skill.label for skill in said.skills] == case["found"]


@pytest.mark.parametrize(
    ("company", "names"),
    [
        ("Grafana Labs", {"grafana labs", "grafana"}),
        ("Kestrelworks GmbH", {"kestrelworks gmbh", "kestrelworks"}),
        ("Go", {"go"}),
        ("Senior Ruby Developer", set()),
        (None, set()),
    ],
)
def test_names_of_an_employer(company, names):
    assert employer_names(company, "Title\nText") == names
