"""Where a text writes an amount of years or months, and what range it states: digits, words, pluses, several scripts.

Whether it is an amount of experience is another question (``years.py``): here, "a 3-year contract" is an amount too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document, Line
from pipelines.normalise.phrases import either
from pipelines.normalise.wording import LINES
from pipelines.normalised_posting import Section

WORDS = declared("experience")
LONGEST = 30  # a career; larger numbers are ages and anniversaries
REACH = 40
_LATIN_ENDS = "\u0250"
_NUMBERS: dict[str, float] = {**dict(WORDS["numbers"]["words"]), **dict(WORDS["numbers"]["ideographs"])}


_IDEOGRAPHS = either([number for number, _ in WORDS["numbers"]["ideographs"]])
_LATIN = either([number for number, _ in WORDS["numbers"]["words"]])
_NUMBER = rf"\d{{1,2}}(?:[.,](?:5|25|75|0)(?!\d))?|{_LATIN}|{_IDEOGRAPHS}"
_YEARS, _MONTHS = either(WORDS["units"]["years"]), either(WORDS["units"]["months"])
_TO = r"-{1,2}|–|—|−|~|～|〜|/|to|bis|à|a|ate|até|al|hingga|sampai|至|到|or|und|and|y|et|ou|oder"
# All that may stand before the unit, read from its place back to the number.
_BEFORE_UNIT = re.compile(
    rf"(?<![A-Za-zÀ-ÿ\d$€£#%])(?<!\d[,:/])(?P<low>{_NUMBER})(?P<half> and a half| ½|½)?"
    rf"(?:\s?[(（]\s?(?P<again>{_NUMBER})\s?(?:[-–]\s?(?P<again_high>{_NUMBER})\s?)?(?P<again_open>\+)?\s?[)）])?"
    rf"\s?(?P<open>\+|plus\b|or more\b|(?:or )?above\b)?\s?(?:(?:{_YEARS})\s?\+?\s?)?"
    rf"(?:-?(?P<to>{_TO})[\s-]?(?P<high>{_NUMBER})(?:\s?\(\s?\d{{1,2}}\s?\))?\s?(?P<more>\+|plus\b)?\s?)?"
    rf"(?:(?:full|or more|plus|solid|good|strong|whole|complete|calendar|of (?:those|these|which|the|them))\s)?[-‐–]?\s?$",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"(?:(?P<years>{_YEARS})|(?P<months>{_MONTHS}))(?![A-Za-zÀ-ÿ])", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_IDEOGRAPHIC = re.compile(_IDEOGRAPHS)
_DIGIT_OR_IDEOGRAPH = re.compile(rf"[\d{''.join(number for number, _ in WORDS['numbers']['ideographs'])}]")
_FIRST_WORDS = frozenset(number.split()[0] for number, _ in WORDS["numbers"]["words"])
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
_GOES_ON = re.compile(
    rf"\s?(?:-|–|—|~|～|to|至|到|bis|à)\s?(?:{_NUMBER})\s?\+?\s?(?:{_YEARS}|{_MONTHS})", re.IGNORECASE
)
_OR_MORE = re.compile(rf"(?:'|’)?s?\s?(?:{either(WORDS['bounds']['or_more_after'])})", re.IGNORECASE)
_AT_MOST_AFTER = re.compile(rf"\s?(?:{either(WORDS['bounds']['at_most_after'])})", re.IGNORECASE)
_AT_MOST = tuple(WORDS["bounds"]["at_most_before"])
# Plain words that each unit begins with: an automaton of nothing else reads a text in a few microseconds.
_HINTS = LINES.join(lambda: WORDS["units"]["hints"])


# "ten years, including five in leadership", "8 years, 3+ of those leading a team": the unit is that of the amount before.
_PART = re.compile(
    rf"(?:,|;|，|\band)?\s?(?:(?:with|of which|including|incl\.?|davon|dont|de los cuales|其中)\s?)?(?:at least |a minimum of |mindestens |au moins |al menos |至少)?"
    rf"(?P<low>{_NUMBER})\s?(?P<open>\+)?\s?(?:(?:of (?:them|those|these|which)|davon|d'entre)\b(?!\s?(?:{_YEARS})))|"
    rf"(?:including|of which|incl\.?|davon|dont)\s(?:at least |a minimum of |mindestens |au moins )?(?P<low2>{_NUMBER})\s?(?P<open2>\+)?(?=\s(?:in|as|leading|managing|with|im|als|en|comme)\s)",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """An amount in years: ``text[start:end]`` is the number with its unit, ``line`` the line it stands in."""

    min: float | None
    max: float | None
    start: int
    end: int
    months: bool
    line: Line


def find_amounts(document: Document, without: frozenset[Section] = frozenset()) -> Iterator[Amount]:
    """Yield each amount of time that the text writes, in order, those in some sections left out."""
    text, reached = document.text, 0
    for line, place in document.places(_HINTS):
        if place <= reached or line.section in without or not _may_count(text[max(0, place - REACH) : place]):
            continue
        unit = _unit_at(text, place, line.end)
        if unit is None or unit.end() <= reached:
            continue
        reached = unit.end()
        found = _number_before(text, max(line.start, unit.start() - REACH), unit.start())
        if found and not _GOES_ON.match(text, unit.end(), line.end):
            amount = _amount(text, found, unit, line)
            if amount:
                yield amount


def part_of(document: Document, amount: Amount, end: int) -> Amount | None:
    """Return the amount of which the rest of the sentence says that it is a part of this one, None where none is."""
    found = _PART.search(document.text, amount.end, end)
    if found is None:
        return None
    name = "low" if found["low"] else "low2"
    low = _number(found[name]) / (12 if amount.months else 1)
    if amount.min is not None and low > amount.min:
        return None
    return Amount(round(low, 2), None, found.start(name), found.end(), amount.months, amount.line)


def _may_count(words: str) -> bool:
    """Whether words hold a number at all: half of all units stand alone ("per year")."""
    if _DIGIT_OR_IDEOGRAPH.search(words):
        return True
    return not _FIRST_WORDS.isdisjoint(words.lower().replace("-", " ").replace("(", " ").split())


def _unit_at(text: str, place: int, end: int) -> re.Match[str] | None:
    """Return the whole unit that holds the letter before ``place``."""
    if text.startswith(" d", place - 2):  # "1 an d'expérience": the hint reaches into the next word
        place -= 2
    start = place - 1
    if text[start] < _LATIN_ENDS:
        while start > 0 and text[start - 1] < _LATIN_ENDS and text[start - 1].isalpha():
            start -= 1
    elif text[start] == "月":
        start -= 1
    unit = _UNIT.match(text, max(0, start), end)
    return unit if unit and unit.end() >= place else None


def _number_before(text: str, begin: int, end: int) -> re.Match[str] | None:
    """Return the number, with all that belongs to it, that the unit at ``end`` counts."""
    for digits in _DIGITS.finditer(text, begin, end):
        if found := _BEFORE_UNIT.match(text, digits.start(), end):
            return found
    if text[end : end + 1] > _LATIN_ENDS:
        firsts = [number.start() for number in _IDEOGRAPHIC.finditer(text, begin, end)]
    elif _FIRST_WORDS.isdisjoint(text[begin:end].lower().replace("-", " ").split()):
        return None
    else:
        words = _WORD.finditer(text, begin, end)
        firsts = [word.start() for word in words if word[0].lower() in _FIRST_WORDS]
    return next((found for first in firsts if (found := _BEFORE_UNIT.match(text, first, end))), None)


def _amount(text: str, found: re.Match[str], unit: re.Match[str], line: Line) -> Amount | None:
    low, high, is_open = _range(found)
    end = unit.end()
    if later := _OR_MORE.match(text, end, line.end):
        end, is_open, high = later.end(), True, None
    scale = 12 if unit["months"] else 1
    low, high = low / scale, None if high is None else high / scale
    if low > LONGEST or (high is not None and (high < low or high > LONGEST)) or (low == 0 and high is None):
        return None
    start = found.start("low")
    if high is None and not is_open:
        below = _AT_MOST_AFTER.match(text, end, line.end)
        if below or text[max(line.start, start - 20) : start].rstrip().lower().endswith(_AT_MOST):
            return Amount(None, round(low, 2), start, below.end() if below else end, scale == 12, line)
    return Amount(round(low, 2), None if high is None else round(high, 2), start, end, scale == 12, line)


def _range(found: re.Match[str]) -> tuple[float, float | None, bool]:
    """Return least, most and whether more is welcome: "five (3-5)" counts as its digits do."""
    low = _number(found["again"] if found["again_high"] else found["low"])
    if found["half"]:
        low += 0.5
    high = _number(found["again_high"]) if found["again_high"] else None
    if found["high"]:
        high = None if found["more"] else _number(found["high"])
    return low, high, bool(found["open"] or found["again_open"] or found["more"])


def _number(written: str) -> float:
    known = _NUMBERS.get(written.lower())
    return float(written.replace(",", ".")) if known is None else known
