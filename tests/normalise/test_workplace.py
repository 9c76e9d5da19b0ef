"""Where the work is done: by the source's field, the place, the title and the text, and which goes first."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.document import Document
from pipelines.normalise.sieve import _sieve, said
from pipelines.normalise.workplace import find_workplace
from pipelines.normalised_posting import Advertisement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "workplace.toml").read_text("utf-8"))["case"]


def way(text="", place=None, title="Tech Lead", given=None):
    places = (place,) if place else ()
    advertisement = Advertisement(title=title, description=text, locations=places, workplace=given)
    return find_workplace(advertisement, Document(f"{title}\n{text}"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("text", case.get("place"))[:50])
def test_cases(case):
    assert (way(case.get("text", ""), case.get("place"), case.get("title", "Tech Lead")) or "") == case["way"]


@pytest.mark.parametrize("given", ["Hybrid", "hybrid", "HYBRID "])
def test_the_field_of_the_source_goes_first(given):
    assert way("This role is fully remote.", "Remote", given=given) == "hybrid"


def test_a_field_that_says_something_else_decides_nothing():
    assert way("This role is fully remote.", given="flexible") == "remote"


def test_what_opens_a_text_outweighs_what_follows():
    filler = "We map the tides of the whole coast and sell the maps. " * 10
    assert way(f"On-site in Faro.\n{filler}\nSome of us work from home.") == "onsite"


def test_talk_of_applying_is_no_way_of_working():
    assert way("We map tides.\nHow to apply\nWe talk to you onsite, for an hour.") is None


def test_lines_without_a_watched_word_hold_no_match():
    texts = [f"Tides are mapped.\n{case['text']}\nTides are sold." for case in CASES if "text" in case]
    for text in texts:
        document = Document(f"Tech Lead\n{text}")
        whole = _sieve().workplace.spans(document.text)
        assert said(document, "workplace").keys() == whole.keys()
        for spans in said(document, "workplace").values():
            assert all("Tides" not in document.text[start:end] for start, end in spans)
