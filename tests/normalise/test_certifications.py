"""Which certificates are named, known ones and others, and whose they are."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.certifications import find_certifications
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "certifications.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_cases(case):
    document = Document(f"Engineer\n{case['text']}")
    found = find_certifications(document)
    assert [one.name for one in found] == case["names"]
    for one in found:
        assert document.text[one.evidence.start : one.evidence.end] == one.evidence.matched_text


def test_a_certificate_counts_once_and_with_its_level():
    [one] = find_certifications(
        Document("Engineer\nNice to have\n• CKA certificate\n• Certified Kubernetes Administrator")
    )
    assert (one.name, one.level) == ("CKA", "preferred")


@pytest.mark.parametrize("heading", ["Benefits", "How to apply"])
def test_what_the_employer_pays_for_is_not_asked(heading):
    assert not find_certifications(
        Document(f"Engineer\n{heading}\nWe pay for your CISSP and AWS certifications.")
    )


def test_many_certificates_are_known_by_name():
    words = declared("certifications")
    assert len({*words["sure"], *words["framed"]}) >= 150
