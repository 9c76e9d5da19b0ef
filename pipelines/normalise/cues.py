"""Many expressions over one text: those that may match are known after one pass, and only they are tried.

The matches are the same as if each expression were searched for in each line; a posting is read many times faster.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pipelines.normalise.expressions import Expressions
from pipelines.normalise.prefilter import Prefilter, Searchable

Span = tuple[int, int]


class Cues:
    """Named expressions (any case). No match reaches over the end of a line."""

    def __init__(self, expressions: Mapping[str, str | Sequence[str]]) -> None:
        """Take one expression or several for each name."""
        parts = [
            (name, expression)
            for name, written in expressions.items()
            for expression in alternatives([written] if isinstance(written, str) else written)
        ]
        self._names = [name for name, _ in parts]
        self._patterns = Expressions((expression for _, expression in parts), ignore_case=True)

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter(self._patterns.written)

    def spans(self, text: Searchable, lines: Sequence[Span]) -> dict[str, list[Span]]:
        """Return where each expression matches, by name and in order; names without a match are left out."""
        found: dict[str, list[Span]] = {}
        for line, number in self._tries(text, lines):
            for match in self._patterns[number].finditer(text.text, *line):
                found.setdefault(self._names[number], []).append(match.span())
        for spans in found.values():
            spans.sort()
        return found

    def first(self, text: Searchable, lines: Sequence[Span]) -> dict[str, Span]:
        """Return where each name matches first, by name; names without a match are left out."""
        found: dict[str, Span] = {}
        for line, number in sorted(self._tries(text, lines)):
            name = self._names[number]
            if name in found and found[name][0] < line[0]:
                continue
            match = self._patterns[number].search(text.text, *line)
            if match and (name not in found or match.start() < found[name][0]):
                found[name] = match.span()
        return found

    def _tries(self, text: Searchable, lines: Sequence[Span]) -> set[tuple[Span, int]]:
        starts = [start for start, _ in lines]
        tries: set[tuple[Span, int]] = set()
        for number, end in self._prefilter.candidates(text):
            place = bisect_right(starts, end - 1) - 1
            if place >= 0 and end - 1 < lines[place][1]:
                tries.add((lines[place], number))
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
