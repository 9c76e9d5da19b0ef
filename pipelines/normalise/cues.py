"""Many expressions over one text, each tried only on the lines that hold a word it cannot match without.

A regular expression says which letters every match of it must contain; one pass of an automaton finds those letters
for all expressions at once, and the expressions themselves run on the few lines that are left. The matches are the
same as without; a posting is read some thirty times faster.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

# The parser behind ``re`` is the one place that knows an expression's structure; it has kept its shape since 3.11.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick_rs

Span = tuple[int, int]
SHORTEST = 3
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Cues:
    """Named expressions (any case). No match reaches over the end of a line."""

    def __init__(self, expressions: Mapping[str, str | Sequence[str]]) -> None:
        """Compile the expressions and the automaton of their anchors."""
        self._names: list[str] = []
        self._patterns: list[re.Pattern[str]] = []
        self._everywhere: list[int] = []
        owners: dict[str, list[int]] = {}
        for name, written in expressions.items():
            for expression in alternatives([written] if isinstance(written, str) else written):
                number = len(self._patterns)
                self._names.append(name)
                self._patterns.append(re.compile(expression, re.IGNORECASE))
                anchors = anchors_of(expression)
                if anchors is None:
                    self._everywhere.append(number)
                for anchor in anchors or ():
                    owners.setdefault(anchor, []).append(number)
        self._owners = list(owners.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(owners)) if owners else None

    def spans(self, text: str, lines: Sequence[Span]) -> dict[str, list[Span]]:
        """Return where each expression matches, by name and in order; names without a match are left out."""
        found: dict[str, list[Span]] = {}
        for number, line in sorted(self._tries(text, lines)):
            for match in self._patterns[number].finditer(text, *line):
                found.setdefault(self._names[number], []).append(match.span())
        for spans in found.values():
            spans.sort()
        return found

    def first(self, text: str, lines: Sequence[Span]) -> dict[str, Span]:
        """Return where each name matches first, by name; names without a match are left out."""
        found: dict[str, Span] = {}
        for line, number in sorted((line, number) for number, line in self._tries(text, lines)):
            name = self._names[number]
            if name in found and found[name][0] < line[0]:
                continue
            match = self._patterns[number].search(text, *line)
            if match and (name not in found or match.start() < found[name][0]):
                found[name] = match.span()
        return found

    def _tries(self, text: str, lines: Sequence[Span]) -> Iterable[tuple[int, Span]]:
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow when lowered; then places would not hold
            return {(number, line) for number in range(len(self._patterns)) for line in lines}
        tries = {(number, line) for number in self._everywhere for line in lines}
        if self._automaton is None:
            return tries
        starts = [start for start, _ in lines]
        hits = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        found = {
            (index, place)
            for index, start, _ in hits
            if (place := bisect_right(starts, start) - 1) >= 0 and start < lines[place][1]
        }
        for index, place in found:
            tries.update((number, lines[place]) for number in self._owners[index])
        return tries


_WHOLE_WORDS = re.compile(r"\\b\(\?:(.*)\)\\b", re.DOTALL)


def alternatives(expressions: Iterable[str]) -> Iterator[str]:
    """Yield the alternatives of expressions one by one, those of whole words too: short ones are tried less often."""
    for expression in expressions:
        for part in _split(expression):
            inner = _WHOLE_WORDS.fullmatch(part)
            if inner and _is_balanced(inner[1]):
                yield from (rf"\b(?:{word})\b" for word in _split(inner[1]))
            else:
                yield part


def _split(expression: str) -> list[str]:
    parts, depth, begin, in_class, skip = [], 0, 0, False, False
    for place, letter in enumerate(expression):
        if skip:
            skip = False
        elif letter == "\\":
            skip = True
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            parts.append(expression[begin:place])
            begin = place + 1
    return [*parts, expression[begin:]]


def _is_balanced(inner: str) -> bool:
    try:
        re.compile(inner)
    except re.error:
        return False
    return True


def anchors_of(expression: str) -> set[str] | None:
    """Return lower-case words of which every match holds at least one, or None where there are none to rely on."""
    return _anchors(_parser.parse(expression, re.IGNORECASE))


def _anchors(sequence: Iterable[tuple[Any, Any]]) -> set[str] | None:
    best: set[str] | None = None
    run = ""
    for operation, argument in [*sequence, (None, None)]:
        if operation is _constants.LITERAL:
            run += chr(argument).lower()
            continue
        best = _better(best, {run} if _is_telling(run) else None)
        run = ""
        best = _better(best, _inner(operation, argument))
    return best


def _inner(operation: Any, argument: Any) -> set[str] | None:
    if operation is _constants.SUBPATTERN:
        return _anchors(argument[-1])
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return _anchors(argument[2]) if argument[0] > 0 else None
    if operation is _constants.BRANCH:
        branches = [_anchors(branch) for branch in argument[1]]
        whole = [anchors for anchors in branches if anchors is not None]
        return set().union(*whole) if len(whole) == len(branches) else None
    return None


def _is_telling(word: str) -> bool:
    return len(word) >= (1 if _IDEOGRAPH.search(word) else SHORTEST)


def _better(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))
