"""Which spoken languages are asked for: a name alone is no request."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.document import Document
from pipelines.normalise.human_languages import find_human_languages

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "human_languages.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_cases(case):
    document = Document(f"Engineer\n{case['text']}")
    found = find_human_languages(document)
    assert [f"{one.name} {one.level}" for one in found] == case["asks"]
    for one in found:
        assert document.text[one.evidence.start : one.evidence.end] == one.evidence.matched_text


def test_the_language_of_the_papers_is_no_request():
    assert not find_human_languages(Document("Engineer\nHow to apply\nYour CV, written in English, please."))


def test_a_wish_stands_under_its_heading():
    [wish] = find_human_languages(Document("Engineer\nNice to have\n• Spoken French"))
    assert (wish.name, wish.level, wish.evidence.section) == ("French", "preferred", "preferred")


def test_a_language_is_asked_for_once():
    assert len(find_human_languages(Document("Engineer\nFluent English.\nEnglish is a must."))) == 1
