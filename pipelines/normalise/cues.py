"""Many expressions over one line: those that may match are known after one pass, and only they are tried.

The matches are the same as if each expression were searched for; a posting is read many times faster.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pipelines.normalise.expressions import Expressions, letters_lowered
from pipelines.normalise.prefilter import Prefilter

Span = tuple[int, int]


class Cues:
    """Named expressions (any case)."""

    def __init__(self, expressions: Mapping[str, str | Sequence[str]]) -> None:
        """Take one expression or several for each name."""
        parts = [
            (name, expression)
            for name, written in expressions.items()
            for expression in alternatives([written] if isinstance(written, str) else written)
        ]
        self._names = [name for name, _ in parts]
        self._patterns = Expressions(_leaping(expression) for _, expression in parts)

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter(self._patterns.written)

    def spans(self, line: str) -> dict[str, list[Span]]:
        """Return where each expression matches in a line, by name and in order; names without a match are left out."""
        return self.matches(self._prefilter.numbers(line), letters_lowered(line))

    def matches(self, numbers: Iterable[int], low: str) -> dict[str, list[Span]]:
        """Return where some of the expressions match in a line in lower case, by name and in order."""
        found: dict[str, list[Span]] = {}
        for number in sorted(numbers):
            if spans := [match.span() for match in self._patterns[number].finditer(low)]:
                name = self._names[number]
                found[name] = sorted(found[name] + spans) if name in found else spans
        return found


_LETTER = re.compile(r"\\.|[^\W\d_]")
_FIRST_LETTER = re.compile(r"^\\b([a-z])(?![?*+{])")


def lower_case(expression: str) -> str:
    """Return an expression for texts in lower case."""
    return _LETTER.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), expression)


def _leaping(expression: str) -> str:
    """Return an expression for texts in lower case in which ``re`` leaps to the letter that a word begins with."""
    return _FIRST_LETTER.sub(lambda found: rf"{found[1]}(?<!\w{found[1]})", lower_case(expression))


_WHOLE_WORDS = re.compile(r"\\b\(\?:(.*)\)\\b", re.DOTALL)


def alternatives(expressions: Iterable[str]) -> Iterator[str]:
    """Yield the alternatives of expressions one by one, those of whole words too: short ones are tried less often."""
    for expression in expressions:
        for part in _split(expression):
            inner = _WHOLE_WORDS.fullmatch(part)
            if inner and _is_balanced(inner[1]):
                yield from (rf"\b{word}\b" for word in _split(inner[1]))
            else:
                yield part


def _split(expression: str) -> list[str]:
    if "|" not in expression:
        return [expression]
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
