"""Figures of money as postings write them: "80k-95k", "€80.000", "$120-150k", "RM 5,000.00", "4萬~5萬元", "20 - 30K RMB".

Only the writing is read here; whether a figure is pay, of which country's dollars, and of which period, is decided
elsewhere.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.normalise.declarations import declared
from pipelines.normalise.phrases import either

PAY = declared("pay")
_SIGNS = sorted((*PAY["signs"], *PAY["shared"]), key=len, reverse=True)
_FACTORS = {"k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "萬": 10_000, "m": 1_000_000, "lpa": 100_000, "lakhs": 100_000,
            "lakh": 100_000}  # fmt: skip
_LETTERS = "a-zß-öø-ÿ"
_SPACE = r"[ \u00a0\u202f]"
_GROUPED = rf"\d{{1,3}}(?:[,.，'’]\d{{3}}|{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d{{1,2}})?"
_NUMBER = rf"{_GROUPED}|\d{{1,8}}(?:[.,]\d{{1,2}})?"


# Behind a number, letters may touch it: "60keur", "4ku".
_BEHIND = either(
    re.escape(sign) + (rf"(?![{_LETTERS}])" if sign[-1].isalpha() and sign.isascii() else "")
    for sign in _SIGNS
)
_CODES_BEHIND = either(sign for sign in PAY["signs"] if len(sign) == 3 and sign.isalpha() and sign.isascii())
# The sign before a number is looked up letter by letter: a search for all of them at every place would be slow.
_TOKEN = re.compile(
    rf"(?<![\d.,#])(?P<number>{_NUMBER})(?![\d%]){_SPACE}?"
    rf"(?:(?P<factor>k(?=[^{_LETTERS}]|$|u\b|usd|eur|rmb|cny)|w(?=[^{_LETTERS}]|$|u\b)|[千万萬]|m(?![{_LETTERS}])|lpa\b|lakhs?\b)\+?{_SPACE}?)?"
    rf"(?:(?P<open>[-–~]{_SPACE}?(?=(?:{_CODES_BEHIND})(?![{_LETTERS}])(?!\s?\$?\d)))|/(?=(?:{_CODES_BEHIND})(?![{_LETTERS}])))?"
    rf"(?:(?P<behind>{_BEHIND})|/{_SPACE}?(?:月|年|month|mo|year|yr|hour|h){_SPACE}?(?P<late>{_BEHIND}))?"
)
_DIGITS = re.compile(r"\d+")
_SYMBOLS = frozenset(sign for sign in _SIGNS if len(sign) == 1 and not sign.isalpha())
_WORDS_BEFORE = frozenset(sign for sign in _SIGNS if sign.isascii() and sign.isalpha() and sign != "u") | {
    "zł",
    "kč",
}
_IDEOGRAPHS_BEFORE = tuple(
    sign for sign in _SIGNS if not sign.isascii() and len(sign) > 1 and sign[0] > "\u2000"
)


def _sign_before(words: str, place: int) -> tuple[tuple[str, ...], int]:
    """Return the signs that end before a number, and where they begin."""
    end = place - (words[place - 1 : place] in (" ", "\u00a0", "\u202f"))
    begin, last = end, words[end - 1 : end]
    if last in _SYMBOLS:
        begin = end - 1
        letters = _letters_before(words, begin)
        compound = words[letters:end]
        if letters < begin and compound in PAY["signs"]:
            return (compound,), letters
        spaced = _letters_before(words, begin - 1) if words[begin - 1 : begin] == " " else begin
        code = words[spaced : begin - 1] if spaced < begin else ""
        return ((code, last), spaced) if code in _WORDS_BEFORE else ((last,), begin)
    if last and last.isalpha() and last < "\u0250":
        begin = _letters_before(words, end)
        word = words[begin:end]
        return ((word,), begin) if word in _WORDS_BEFORE else ((), place)
    sign = next((sign for sign in _IDEOGRAPHS_BEFORE if words.endswith(sign, 0, end)), None)
    return ((sign,), end - len(sign)) if sign else ((), place)


def _letters_before(words: str, end: int) -> int:
    begin = end
    while begin > 0 and end - begin < 6 and words[begin - 1].isalpha() and words[begin - 1] < "\u0250":
        begin -= 1
    return begin


_PERIOD = r"(?:/\s?[a-z月年時时]{1,6}\.?|per \w+|an? (?:year|month|hour|week|day)|p\.?a\.?|annually|yearly|monthly|gross|brutto|net(?:to)?|base|plus|\+)"
_TO = re.compile(
    rf"\s?\)?\s?{_PERIOD}?\s?\\?(?P<to>[-–—−~～〜]{{1,2}}>?|\bto\b|\bbis\b|\buntil\b|\bà\b|\ba\b|\bau\b|至|到)\\?\s?(?:\bup to\b\s?)?â?"
)
_AND = re.compile(rf"\s?{_PERIOD}?\s?(?:and|und|et|y|e|與|和|&)\s")
_BETWEEN = re.compile(r"(?:between|zwischen|entre|tra|介於|介于)\s?(?:the |les )?$")


class Figure(NamedTuple):
    """An amount or a range, in full numbers; ``sign`` is its currency as written. ``text[start:end]`` is the writing.

    An open one is written as a range without an end: "33000- TWD".
    """

    low: float
    high: float | None
    sign: str | None
    start: int
    end: int
    is_open: bool = False


class _Amount(NamedTuple):
    number: float
    factor: str | None
    signs: tuple[str, ...]
    start: int
    end: int
    is_open: bool

    def worth(self, factor: str | None = None) -> float:
        """Return the full number, by its own factor or else another's."""
        return round(self.number * _FACTORS.get(self.factor or factor or "", 1), 2)


def find_figures(words: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of lower-case words in order, those without a sign too."""
    amounts = list(_amounts(words, start, end))
    place = 0
    while place < len(amounts):
        first = amounts[place]
        then = amounts[place + 1] if place + 1 < len(amounts) else None
        figure = _range(words, first, then) if then else None
        place += 2 if figure else 1
        if figure:
            yield figure
        elif first.factor != "m":
            yield Figure(first.worth(), None, _first_sign(first.signs), first.start, first.end, first.is_open)


def _amounts(words: str, start: int, end: int) -> Iterator[_Amount]:
    for digits in _DIGITS.finditer(words, start, end):
        if digits.start() >= start and (found := _TOKEN.match(words, digits.start(), end)):
            start = found.end()
            yield _amount(found)


def _amount(found: re.Match[str]) -> _Amount:
    before, start = _sign_before(found.string, found.start())
    signs = (*(sign for sign in (found["behind"], found["late"]) if sign), *before)
    if not signs and found["factor"] in ("lpa", "lakh", "lakhs"):
        signs = ("inr",)
    end = found.end()
    while found.string[end - 1] in " \u00a0\u202f+":
        end -= 1
    return _Amount(_number(found["number"]), found["factor"], signs, start, end, bool(found["open"]))


def _number(written: str) -> float:
    if re.fullmatch(_GROUPED, written):
        decimals = re.search(r"[.,](\d{1,2})$", written)
        whole = written[: decimals.start()] if decimals else written
        return float(re.sub(r"\D", "", whole)) + (float(f"0.{decimals[1]}") if decimals else 0)
    return float(written.replace(",", "."))


def _range(words: str, first: _Amount, then: _Amount) -> Figure | None:
    gap = words[first.end : then.start]
    if len(gap) > 32:
        return None
    if not _TO.fullmatch(gap) and not (
        _AND.fullmatch(gap) and _BETWEEN.search(words, max(0, first.start - 16), first.start)
    ):
        return None
    low, high = first.worth(), then.worth()
    if then.factor and not first.factor and first.number < 1_000 and first.number <= then.number:
        low = first.worth(then.factor)
    elif first.factor and not then.factor and then.number < 1_000:
        high = then.worth(first.factor)
    sign = _first_sign((*then.signs, *first.signs))
    return Figure(min(low, high), max(low, high), sign, first.start, then.end)


def _first_sign(signs: tuple[str, ...]) -> str | None:
    """Return the first sign that means one currency, else the first: "$80k - $90k CAD" is in Canadian dollars."""
    return next((sign for sign in signs if sign in PAY["signs"]), signs[0] if signs else None)
