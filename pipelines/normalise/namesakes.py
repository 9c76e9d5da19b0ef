"""Where the name of a skill names none: people, animals, money, addresses, the kind of what is named next to it; and where
it is said not to be needed.

Texts that hold no sign of such talk, nearly all, are passed over at the cost of looking for those signs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.wording import LineCues
from pipelines.taxonomy.matcher import UNNAMED_CLOUD, Match

_WORDS = declared("namesakes")
_PEOPLE = frozenset(_WORDS["people"]["skills"])
_ANIMALS = frozenset(_WORDS["animals"]["skills"])
_MONEY = frozenset(_WORDS["money"]["skills"])
_INTRODUCED = re.compile(rf"(?:{'|'.join(_WORDS['people']['before'])})[^.;\n]{{0,30}}$", re.IGNORECASE)
_INTRODUCES = re.compile("|".join(_WORDS["people"]["after"]))
_ANIMAL_TALK = re.compile("|".join(_WORDS["animals"]["talk"]), re.IGNORECASE)
NOT_NEEDED = LineCues(_WORDS["not_needed"])
_AMOUNT_AFTER, _AMOUNT_BEFORE = re.compile(r" ?\d{1,3}[,.' ]?\d{3}\b"), re.compile(r"\d[,.' ]?\d{3} ?$")
# What follows the host of an address that is written without "https://".
_PATH = re.compile(
    r"\.(?:com|org|dev|co|ai|de|fr|es|tw|cn|eu|uk|app|me|info|example)/[^\s<>()\[\]\"'，。、；（）]*"
)
_CLOUDS = frozenset({"aws", "azure", "google_cloud", "alibaba_cloud", "oracle_cloud", "ibm_cloud"})
_NAMES_IT = re.compile(
    r"[\s‑-]{0,2}(?:\w+\s){0,2}?\w*\s?(?:[(（:,–-]\s?|\b(?:such as|like|on|in|of)\s){1,2}(?:(?:e\.?g\.?|i\.?e\.?|z\. ?B\.|such as|like|ideally|preferably|either|"
    r"including|Microsoft|Amazon|Google|the),?\s){0,3}",
    re.IGNORECASE,
)
_END_OF_CLAUSE = re.compile(r"[,.;:!?，。；]\s|\n|\b(?:but|aber|mais)\b")
REACH = 60


def without_namesakes(text: str, denied: Mapping[str, Sequence[Span]], matches: list[Match]) -> list[Match]:
    """Return the matches that name a skill, in order, without those that only seem to or that nobody needs.

    ``denied`` are the spans of ``NOT_NEEDED`` in the text.
    """
    named = {match.skill_id for match in matches}
    others = [*_paths(text), *_not_needed(text, denied, matches)]
    if not _PEOPLE.isdisjoint(named):
        others += _people(text, matches)
    if not _ANIMALS.isdisjoint(named):
        others += _animals(text, matches)
    if UNNAMED_CLOUD in named and not _CLOUDS.isdisjoint(named):
        others += _kinds(text, matches)
    if not others and _MONEY.isdisjoint(named):
        return matches
    others.sort()
    begins = [begin for begin, _ in others]
    return [
        match
        for match in matches
        if not _lies_within(match.start, others, begins) and not _is_money(text, match)
    ]


def _lies_within(place: int, spans: Sequence[Span], begins: Sequence[int]) -> bool:
    number = bisect_right(begins, place) - 1
    return number >= 0 and place < spans[number][1]


def _paths(text: str) -> Iterator[Span]:
    return (found.span() for found in _PATH.finditer(text))


def _is_money(text: str, match: Match) -> bool:
    return match.skill_id in _MONEY and (
        _AMOUNT_AFTER.match(text, match.end) is not None
        or _AMOUNT_BEFORE.search(text, max(0, match.start - 8), match.start) is not None
    )


def _people(text: str, matches: Iterable[Match]) -> Iterator[Span]:
    """Yield where people are named: all such names of a line in which one is introduced."""
    named = [
        (line, match)
        for line, match in _in_lines(text, matches)
        if match.skill_id in _PEOPLE and text[match.start : match.end].istitle()
    ]
    introduced = {line for line, match in named if _is_introduced(text, line, match)}
    for line, match in named:
        if line in introduced:
            yield match.start, match.end


def _is_introduced(text: str, line: int, match: Match) -> bool:
    return (
        _INTRODUCES.match(text, match.end) is not None
        or _INTRODUCED.search(text, max(line, match.start - REACH), match.start) is not None
    )


def _animals(text: str, matches: Iterable[Match]) -> Iterator[Span]:
    """Yield where animals are named: in small letters, within reach of words for keeping them."""
    for line, match in _in_lines(text, matches):
        if (
            match.skill_id in _ANIMALS
            and text[match.start : match.end].islower()
            and _ANIMAL_TALK.search(text, max(line, match.start - REACH), match.end + REACH)
        ):
            yield match.start, match.end


def _in_lines(text: str, matches: Iterable[Match]) -> Iterator[tuple[int, Match]]:
    """Yield each match with the start of its line."""
    line = seen = 0
    for match in matches:
        line = max(line, text.rfind("\n", seen, match.start) + 1)
        seen = match.start
        yield line, match


def _kinds(text: str, matches: Sequence[Match]) -> Iterator[Span]:
    """Yield where "cloud" only says of what kind the cloud named right behind it is: "cloud platforms (AWS, Azure)"."""
    for one, other in pairwise(matches):
        if (
            one.skill_id == UNNAMED_CLOUD
            and other.skill_id in _CLOUDS
            and _NAMES_IT.fullmatch(text, one.end, other.start)
        ):
            yield one.start, one.end


def _not_needed(text: str, denied: Mapping[str, Sequence[Span]], matches: Sequence[Match]) -> Iterator[Span]:
    """Yield where something is named of which the text says that nobody needs it."""
    if not denied:
        return
    for _, end in denied.get("ahead", ()):
        stop = _END_OF_CLAUSE.search(text, end, end + REACH)
        yield end, stop.start() if stop else min(len(text), end + REACH)
    starts = [match.start for match in matches]
    for start, _ in denied.get("behind", ()):
        number = bisect_right(starts, start) - 1
        if number >= 0 and _speaks_of(text, matches[number].end, start):
            yield matches[number].start, matches[number].end


def _speaks_of(text: str, end: int, start: int) -> bool:
    """Whether a denial at ``start`` is of what ends at ``end``: both stand in one clause, close together."""
    return start - end <= REACH and not _END_OF_CLAUSE.search(text, end, start)
