"""Amounts of time: how they are written, what hostile texts cost, and what the words of the declarations promise."""

import time

import pytest

from pipelines.normalise.amounts import WORDS, find_amounts
from pipelines.normalise.document import Document
from pipelines.normalise.experience_of import Clause
from pipelines.normalise.phrases import Phrases, lowered
from pipelines.normalise.years import find_years, overall_years
from pipelines.normalise_postings import shared_taxonomy


def amounts(words):
    document = Document(f"Title\n{words}")
    return [(one.min, one.max, document.text[one.start : one.end]) for one in find_amounts(document)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("5+ years", (5, None, "5+ years")), ("5 + years", (5, None, "5 + years")), ("5–7 yrs.", (5, 7, "5–7 yrs.")),
        ("3 years to 5 years", (3, 5, "3 years to 5 years")), ("12months", (1, None, "12months")),
        ("two (2) full years", (2, None, "two (2) full years")), ("4 à 5 ans minimum", (4, None, "4 à 5 ans minimum")),
        ("3~5年以上", (3, None, "3~5年以上")), ("3年(含)以上", (3, None, "3年(含)以上")), ("十二年", (12, None, "十二年")),
        ("3年以內", (None, 3, "3年以內")), ("6ヶ月", (0.5, None, "6ヶ月")), ("2 of those years", (2, None, "2 of those years")),
        ("2 year(s)", (2, None, "2 year(s)")), ("1 an d'expérience", (1, None, "1 an")),
    ],
)  # fmt: skip
def test_ways_to_write_an_amount(words, found):
    assert amounts(words) == [found]


@pytest.mark.parametrize(
    "words",
    [
        "2016年5月",
        "20,000 years",
        "$5 years",
        "years 5",
        "per year",
        "7-5 years",
        "every other year",
        "plans",
    ],
)
def test_what_is_no_amount(words):
    assert amounts(words) == []


@pytest.mark.parametrize(
    "hostile",
    ["five " * 20_000, "5 years of " * 10_000, "5-" * 50_000 + "years", "(5) " * 30_000, "年" * 100_000, "3年以上" * 25_000,
     "1 year, including 2 of those, " * 4_000, "5 years experience " + "in a " * 20_000],
)  # fmt: skip
def test_hostile_texts_are_read_in_reasonable_time(hostile):
    document = Document(f"Title\nRequirements\n{hostile}")
    document.mentions(shared_taxonomy())
    started = time.process_time()
    find_years(document, shared_taxonomy())
    assert time.process_time() - started < 2


def test_places_hold_where_letters_grow_when_lowered():
    document = Document("İİİ\nRequirements\n• İstanbul: 5 years of experience with Java, “İ” and Go’s tools")
    [one] = find_years(document, shared_taxonomy())
    assert document.text[one.evidence.start : one.evidence.end] == one.evidence.matched_text
    assert one.targets == ("Java",) or one.targets == ("Java", "Go")
    [clause] = [Clause(document, amount) for amount in find_amounts(document)]
    assert clause.words[clause.start : clause.end] == "5 years"
    assert len(lowered("İ’ß")) == 3


def test_every_expression_of_leading_holds_one_of_its_hints():
    examples = "lead leader leadership manager management managing people supervisor mentor coaching head of director vp cto"
    phrases = Phrases(WORDS["lead"]["words"])
    for word in examples.split():
        if phrases.search(word, 0, len(word)):
            assert any(hint in word for hint in WORDS["lead"]["hints"]), word


def test_the_posting_asks_for_its_smallest_total_else_its_largest_skill():
    def asked(text):
        return overall_years(find_years(Document(f"T\nRequirements\n{text}"), shared_taxonomy()))

    assert asked("• BSc and 8 years of experience\n• MSc and 6 years of experience\n• 10 years of Java") == (
        6,
        None,
    )
    assert asked("• 3 years of Java\n• 4-6 years of Go\n• 9 years leading teams") == (4, 6)
    assert asked("• Any amount") == (None, None)
