"""Words that reach a person, hidden sign by sign before anything else reads a text: offsets hold in what is published.

Hidden are e-mail addresses (also spelt-out ones), telephone numbers, names in messengers, personal pages and the names of
contact persons. What is hidden, and what it is known by, stands in ``taxonomy/contacts.toml``.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pipelines.normalise.prefilter import Prefilter
from pipelines.taxonomy import read_skills

MASK = "•"
PERSON = "contact person"
_DECLARED = Path(__file__).parents[1] / "taxonomy" / "contacts.toml"
_WORD = re.compile(r"\{(\w+)\}")
_LAST_WORD = re.compile(r"\w{1,30} $")
_HIDDEN = re.compile(f"{MASK}{{5,}}")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d ()（）.–/-]{4,22}\d")
_YEARS = re.compile(r"\(?(?:19|20)\d\d\D{1,4}(?:19|20)\d\d\b")
# How far a rule reaches around what it is tried at; behind, to the end of the line besides.
BEFORE, BEHIND = 120, 120

Span = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """What is hidden, and around which words or numbers it is looked for."""

    kind: str
    needs: tuple[str, ...]
    says: str
    fewest_digits: int
    most_digits: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for, compiled when it is first tried."""
        return re.compile(self.says, re.IGNORECASE)

    @cached_property
    def group(self) -> str | int:
        """The group that is hidden."""
        return "hide" if "hide" in self.pattern.groupindex else 0

    @property
    def beside_mask(self) -> bool:
        """Whether the rule tells names by a mask beside them."""
        return not (self.needs or self.most_digits)

    def spans(self, text: str, places: list[int]) -> Iterator[Span]:
        """Yield what the rule hides around places of a text."""
        for begin, end in _windows(text, sorted(places)):
            for found in self.pattern.finditer(text, begin, end):
                if self._hides(found):
                    yield found.span(self.group)

    def _hides(self, found: re.Match[str]) -> bool:
        hidden = found[self.group]
        if self.kind == PERSON:
            before = _LAST_WORD.search(
                found.string, max(0, found.start(self.group) - 30), found.start(self.group)
            )
            return not _names_skills(hidden, before[0] if before else "")
        if not self.most_digits:
            return True
        digits = len(_DIGIT.findall(hidden))
        return self.fewest_digits <= digits <= self.most_digits and not _YEARS.match(hidden)


def mask_contacts(text: str) -> str:
    """Return a text of the same length in which each sign of contact data is a mask."""
    return _masked(text, Counter())


def count_contacts(text: str) -> Counter[str]:
    """Return how many pieces of contact data a text holds, by kind."""
    counted: Counter[str] = Counter()
    _masked(text, counted)
    return counted


def _masked(text: str, counted: Counter[str]) -> str:
    places = _places(text)
    if not places:
        return text
    for number, rule in enumerate(_rules()):
        if rule.beside_mask:
            near = [found.start() for found in _HIDDEN.finditer(text)] if counted else []
        else:
            near = places.get(number, [])
        for start, end in list(rule.spans(text, near)) if near else ():
            text = text[:start] + MASK * (end - start) + text[end:]
            counted[rule.kind] += 1
    return text


def _places(text: str) -> dict[int, list[int]]:
    """Return where the words or numbers stand that rules need, by the number of the rule."""
    rules_of, prefilter = _needs()
    places: dict[int, list[int]] = {}
    for number, end in prefilter.candidates(text):
        for rule in rules_of[number]:
            places.setdefault(rule, []).append(end)
    if numbers := [found.start() for found in _NUMBER.finditer(text)]:
        places |= {number: numbers for number, rule in enumerate(_rules()) if rule.most_digits}
    return places


def _windows(text: str, places: list[int]) -> Iterator[Span]:
    """Yield the stretches of a text around places, none of them twice; each ends where a line does."""
    begin = end = -1
    for place in places:
        if place - BEFORE > end:
            if end >= 0:
                yield begin, end
            begin = max(0, place - BEFORE)
        if place + BEHIND > end:
            line_end = text.find("\n", place + BEHIND)
            end = line_end if line_end >= 0 else len(text)
    if end >= 0:
        yield begin, end


def _names_skills(words: str, before: str) -> bool:
    """Whether words that have the shape of a name are skills, one or each of them: "Machine Learning", "Ping Identity"."""
    small, known = words.casefold(), _skill_words()
    return (
        small in known
        or f"{before.casefold()}{small}" in known
        or all(word in known for word in small.split())
    )


@cache
def _skill_words() -> frozenset[str]:
    phrases = (phrase for skill in read_skills().values() for phrase in skill.phrases())
    return frozenset(phrase.words.casefold() for phrase in phrases)


@cache
def _needs() -> tuple[list[list[int]], Prefilter]:
    """Return the automaton of the words that rules need, and which rules need each."""
    rules_of: dict[str, list[int]] = {}
    for number, rule in enumerate(_rules()):
        for word in rule.needs:
            rules_of.setdefault(word, []).append(number)
    return list(rules_of.values()), Prefilter([re.escape(word) for word in rules_of])


@cache
def _rules() -> tuple[Rule, ...]:
    declared = tomllib.loads(_DECLARED.read_text("utf-8"))
    words: dict[str, str] = {}
    for name, expression in declared["words"].items():
        words[name] = _filled(expression, words)
    return tuple(_rule(entry, words) for entry in declared["rule"])


def _filled(expression: str, words: dict[str, str]) -> str:
    return _WORD.sub(lambda found: words.get(found[1], found[0]), expression)


def _rule(entry: dict[str, Any], words: dict[str, str]) -> Rule:
    fewest, most = entry.get("digits", (0, 0))
    return Rule(entry["kind"], tuple(entry.get("needs", ())), _filled(entry["says"], words), fewest, most)
