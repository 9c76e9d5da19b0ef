"""Soft skills and responsibilities: which words state them, and where a statement counts.

Both are declared in lexicons (TOML): see the head of those files. Their expressions, and the signs that tell whom a
sentence is about, are looked for in one pass; pairs of verb and object in the sentences that tell of duties.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.normalise.addressee import (
    ASKED,
    BITS,
    DUTY,
    EITHER,
    SIGNS,
    Sentence,
    lines_after_lists,
    may_tell,
    sentences,
)
from pipelines.normalise.cues import Span, alternatives, lower_case
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document, Line
from pipelines.normalise.duties import Duties, spaced
from pipelines.normalise.expressions import Expressions
from pipelines.normalise.levels import level_in
from pipelines.normalise.phrases import lowered
from pipelines.normalise.prefilter import shortened
from pipelines.normalise.wording import LINES, Wording
from pipelines.normalised_posting import Evidence, NamedStatement

_COUNTS_IN = {"says": DUTY, "traits": EITHER, "asked": ASKED}
_LETTER = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What statements can be of: its names (a finer code has its family's too), where it counts, whether of the trade."""

    names: tuple[str, ...]
    also_asked: bool = False
    software: bool = False


_Told = tuple[_Subject, int, int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    subject: _Subject
    counts_in: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What a posting states of the person, each name once, in the order of the text."""

    soft_skills: tuple[NamedStatement, ...]
    responsibilities: tuple[NamedStatement, ...]
    responsibility_codes: tuple[NamedStatement, ...]


def find_stated(document: Document, software: bool) -> Stated:
    """Return what a text states of the person. Duties of the trade count only in its own postings (``software``)."""
    found: dict[str, NamedStatement] = {}
    after_lists = lines_after_lists(document)
    for line in filter(may_tell, document.lines):
        first: dict[str, tuple[int, int, int]] = {}
        for subject, stance, start, end in _told(line, line.start in after_lists, software):
            for name in subject.names:
                if name not in found and (name not in first or start < first[name][1]):
                    first[name] = stance, start, end
        for name, (stance, start, end) in first.items():
            level = level_in(line.wording, line.section, start, end) if stance == ASKED else "unstated"
            evidence = Evidence(
                line.wording.text[start:end], line.start + start, line.start + end, line.section, name
            )
            found[name] = NamedStatement(name.rsplit(".", 1)[1], level, evidence)
    by_kind: dict[str, list[NamedStatement]] = {}
    for name, statement in sorted(found.items(), key=lambda one: (one[1].evidence.start, one[1].name)):
        by_kind.setdefault(name.split(".", 1)[0], []).append(statement)
    kinds = ("soft_skills", "responsibilities", "responsibility_codes")
    return Stated(*(tuple(by_kind.get(kind, ())) for kind in kinds))


def _told(line: Line, is_after_list: bool, software: bool) -> tuple[_Told, ...]:
    """Return what a line states, as (subject, stance, start, end) within it; found out once for all such lines."""
    told = line.wording.told
    key = line.section, is_after_list, software
    if key not in told:
        told[key] = tuple(_counted(line, is_after_list, software))
    return told[key]


def _counted(line: Line, is_after_list: bool, software: bool) -> Iterator[_Told]:
    lexicon = _lexicon()
    wording = line.wording
    candidates, signs = lexicon.look(wording)
    tells_duties = lexicon.duties.may_tell(wording.written)
    if not (candidates or tells_duties):
        return
    told = sentences(line, signs, is_after_list)
    if not told:
        return
    low = lowered(wording.text)
    if tells_duties:
        yield from _pairs(wording.text, spaced(low), told, lexicon, software)
    if candidates:
        yield from _expressions(low, told, candidates, lexicon, software)


def _pairs(
    text: str, words: str, told: Sequence[Sentence], lexicon: "_Lexicon", software: bool
) -> Iterator[_Told]:
    wanted = lexicon.all_duties if software else lexicon.other_duties
    for left, right, stance in told:
        here = wanted if stance & DUTY else wanted & lexicon.asked_duties
        for number, start, end in lexicon.duties.find(words[left:right], here):
            if not _is_name(text, left + start, left):
                wanted &= ~(1 << number)
                yield lexicon.subjects[number], stance, left + start, left + end


def _expressions(
    low: str,
    told: Sequence[Sentence],
    candidates: Sequence[tuple[int, int]],
    lexicon: "_Lexicon",
    software: bool,
) -> Iterator[_Told]:
    starts = [sentence.start for sentence in told]
    done: set[tuple[str, ...]] = set()
    tried: set[tuple[int, int]] = set()
    for end, number in candidates:
        rule = lexicon.rules[number]
        left, right, stance = told[bisect_left(starts, end) - 1] if starts[0] < end else (0, 0, 0)
        if (
            not stance & rule.counts_in
            or end > right + 1
            or (number, left) in tried
            or rule.subject.names in done
        ):
            continue
        if rule.subject.software and not software:
            continue
        tried.add((number, left))
        if span := _match(lexicon.expressions[number], low, left, right):
            done.add(rule.subject.names)
            yield rule.subject, stance, *span


def _match(pattern: re.Pattern[str], lowered: str, left: int, right: int) -> Span | None:
    begin = left
    while found := pattern.search(lowered, begin, right):
        start, end = found.span()
        if end > start and _stands_alone(lowered, start):
            return start, end
        begin = start + 1
    return None


def _stands_alone(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not (before and _LETTER.match(text[start]) and (_LETTER.match(before) or before in "_0123456789"))


def _is_name(text: str, start: int, left: int) -> bool:
    """Return whether what looks like a verb is part of a title: "Country Lead and ..." inside a sentence."""
    return start - left > 2 and text[start].isupper() and text[start - 1] == " " and text[start - 2].isalpha()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The rules of both lexicons, the pairs of verb and object, and the signs of whom a sentence is about."""

    rules: tuple[_Rule, ...]
    expressions: Expressions  # of the rules
    signs: tuple[tuple[int, str], ...]  # with their bits; the automaton numbers them after the rules
    duties: Duties
    subjects: tuple[_Subject, ...]  # of the pairs
    all_duties: int  # as bits, by the number of their pair
    other_duties: int  # those that count in postings of other trades too
    asked_duties: int  # those that count where abilities are asked for, too

    @property
    def looked_for(self) -> Sequence[str]:
        """All that lines are searched for: the rules' expressions, then the signs."""
        return [*map(shortened, self.expressions.written), *(sign for _, sign in self.signs)]

    def look(self, wording: Wording) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return where rules may match, as (end, number), and where signs end, as (end, bit), each in order."""
        candidates: list[tuple[int, int]] = []
        signs: list[tuple[int, int]] = []
        if _PARTY not in wording.hits:
            return candidates, signs
        for number, end in wording.ends(_PARTY):
            if number < len(self.rules):
                candidates.append((end, number))
            else:
                signs.append((end, self.signs[number - len(self.rules)][0]))
        return sorted(candidates), sorted(signs)


def _looked_for() -> Sequence[str]:
    return _lexicon().looked_for


# The lexicons are read when the first line is.
_PARTY = LINES.join(_looked_for)


@cache
def _lexicon() -> _Lexicon:
    subjects, groups = _declared()
    pairs = [(subject, pair) for subject, says in subjects for pair in says.get("does", ())]
    written = tuple(_written())
    return _Lexicon(
        rules=tuple(rule for rule, _ in written),
        expressions=Expressions(expression for _, expression in written),
        signs=tuple((BITS[kind], sign) for kind, written in SIGNS.items() for sign in written),
        duties=Duties([pair for _, pair in pairs], groups),
        subjects=tuple(subject for subject, _ in pairs),
        all_duties=(1 << len(pairs)) - 1,
        other_duties=sum(1 << number for number, (subject, _) in enumerate(pairs) if not subject.software),
        asked_duties=sum(1 << number for number, (subject, _) in enumerate(pairs) if subject.also_asked),
    )


@cache
def _declared() -> tuple[tuple[tuple[_Subject, Mapping[str, Any]], ...], Mapping[str, str]]:
    """Return what the lexicons declare, by subject, and the groups of words that duties name."""
    found: list[tuple[_Subject, Mapping[str, Any]]] = [
        (_Subject((f"soft_skills.{name}",)), says) for name, says in declared("soft_skills").items()
    ]
    families = dict(declared("responsibilities"))
    groups: Mapping[str, str] = families.pop("groups")
    for family, says in families.items():
        names = (f"responsibilities.{family}",)
        flags = says.get("also_asked", False), says.get("software", False)
        found.append((_Subject(names, *flags), says))
        for code, finer in says.get("codes", {}).items():
            found.append((_Subject((*names, f"responsibility_codes.{code}"), *flags), finer))
    return tuple(found), groups


def _written() -> Iterator[tuple[_Rule, str]]:
    """Yield each expression, its alternatives apart, with its subject and the sentences that it counts in."""
    for subject, says in _declared()[0]:
        for kind, counts_in in _COUNTS_IN.items():
            for part in alternatives(_in_lower_case(written) for written in says.get(kind, ())):
                yield _Rule(subject, counts_in | (ASKED if subject.also_asked else 0)), part


def _in_lower_case(expression: str) -> str:
    """Return an expression for texts that ``lowered`` made."""
    return lower_case(expression).replace("’", "'")
