"""Degrees: cases by language and look-alikes, and that the lowest of several counts."""

import time
import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.document import Document
from pipelines.normalise.education import find_education

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "education.toml").read_text(encoding="utf-8"))[
    "case"
]


def written(found):
    if found is None:
        return ""
    return " ".join(
        [found.level, *([] if found.required else ["wish"]), *(["or"] if found.or_equivalent else [])]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_degrees(case):
    document = Document(f"Title\n{case['text']}")
    found = find_education(document)
    assert written(found) == case["found"]
    if found:
        evidence = found.evidence
        assert document.text[evidence.start : evidence.end] == evidence.matched_text


def test_fields_of_study_are_named_once_each_in_order():
    document = Document("T\nRequirements\n• BSc in Computer Science, statistics or Computer Science")
    assert find_education(document).fields == ("computer science", "statistics")


def test_hostile_texts_are_read_in_reasonable_time():
    for hostile in ("degree or " * 8_000, "BS, " * 20_000, "Master's\nOR " * 5_000, "大學" * 40_000):
        started = time.process_time()
        find_education(Document(f"T\nRequirements\n{hostile}"))
        assert time.process_time() - started < 4
