"""Where the work is done: remote, hybrid or on site, as the source's field says, else as place, title and text say.

Office days of a week make it hybrid, whatever else is said; remote and office as alternatives make it remote.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.normalise.sieve import said, said_of_workplace
from pipelines.normalised_posting import Advertisement, Workplace

_GIVEN: dict[str, Workplace] = {
    "remote": "remote", "fully": "remote", "fullyremote": "remote", "telecommute": "remote", "wfh": "remote", "hybrid": "hybrid", "onsite": "onsite",
    "inoffice": "onsite", "inperson": "onsite", "office": "onsite",
}  # fmt: skip
# A posting that opens with the way of working means it, whatever is said of offices further down.
OPENING = 250
# Said in so many words, it counts wherever it stands.
_PLAIN = frozenset({"no_remote", "anywhere"})
_LETTERS = re.compile(r"[^a-z]")


def find_workplace(advertisement: Advertisement, document: Document) -> Workplace | None:
    """Return the way of working, or None where nothing is stated."""
    if advertisement.workplace:
        given = _LETTERS.sub("", advertisement.workplace.lower())
        if given in _GIVEN:
            return _GIVEN[given]
    in_text = said(document, "workplace")
    in_places = [_said_of_a_place(place) for place in advertisement.locations]
    if "weekly" in in_text or any("weekly" in said for said in in_places):
        return "hybrid"
    told = _without_passing(document, in_text)
    title = document.lines[0].end
    in_title = {name for name, spans in told.items() if spans[0][1] <= title}
    fields = in_title.union(*in_places)
    opening = {name for name, spans in told.items() if spans[0][0] < title + OPENING}
    return _way(fields, place=True) or _way(opening) or _way(told)


@lru_cache(maxsize=4096)
def _said_of_a_place(place: str) -> frozenset[str]:
    """Return what a location field says of the way of working ("Remote, US"); that it is an office says something."""
    line = place.replace("\n", " ")
    office = {"onsite_place"} if _office().search(line) else set()
    return frozenset({*_lasting(said_of_workplace(line)), *office})


def _way(stated: Collection[str], place: bool = False) -> Workplace | None:
    if "no_remote" in stated:
        return "onsite"
    if "anywhere" in stated:
        return "remote"
    if "hybrid" in stated:
        return "hybrid"
    if "remote" in stated:
        return "remote"
    return "onsite" if "onsite" in stated or (place and "onsite_place" in stated) else None


def _lasting(found: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """Return the statements without those that hold for a time only."""
    passing = found.get("passing", ())
    if not passing:
        return found
    kept = {
        name: [(a, b) for a, b in spans if not any(a < end and start < b for start, end in passing)]
        for name, spans in found.items()
    }
    return {name: spans for name, spans in kept.items() if spans}


def _without_passing(document: Document, found: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """Return the lasting statements, passing words on how to apply left out."""
    kept = {
        name: [span for span in spans if name in _PLAIN or document.line_at(span[0]).section != "apply"]
        for name, spans in _lasting(found).items()
    }
    return {name: spans for name, spans in kept.items() if spans}


@cache
def _office() -> re.Pattern[str]:
    return re.compile("|".join(declared("workplace")["place"]["onsite_place"]), re.IGNORECASE)
