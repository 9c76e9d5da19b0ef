"""Expressions for short pieces of lower-case text: Latin ones begin words, signs and ideographs stand anywhere.

The text is lowered once and the boundary is looked at once for all alternatives, so that the engine passes over those
whose first letter differs; the same expressions with ``IGNORECASE`` and a boundary each take ten times as long.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from pipelines.normalise.expressions import letters_lowered

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = "a-zß-öø-ÿ"
_SIGNS = "/\\+<["


def lowered(words: str) -> str:
    """Return words in lower case and with plain apostrophes, letter by letter, so that places hold."""
    return letters_lowered(words).replace("’", "'")


def either(expressions: Iterable[str]) -> str:
    """Return one expression of several, longer ones first."""
    return "|".join(sorted(expressions, key=len, reverse=True))


class Phrases:
    """Several expressions as one. ``tail`` is what must follow each of them."""

    def __init__(self, expressions: Iterable[str], tail: str = "") -> None:
        """Sort the expressions by script; they are compiled when they are first tried."""
        written = list(expressions)
        self._tail = tail
        self._written_in_ideographs = [one for one in written if _IDEOGRAPH.search(one)]
        self._written = [one for one in written if one not in self._written_in_ideographs]

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        signs = [one for one in self._written if one[0] in _SIGNS]
        latin = [one for one in self._written if one not in signs]
        words = [rf"(?<![{_LATIN}])(?:{either(latin)})"] if latin else []
        return re.compile(rf"(?:{'|'.join([*words, *signs])}){self._tail}")

    @cached_property
    def _ideographs(self) -> re.Pattern[str] | None:
        if not self._written_in_ideographs:
            return None
        return re.compile(rf"(?:{either(self._written_in_ideographs)}){self._tail}")

    def search(self, words: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first Latin match in ``words[start:end]``, else the first of ideographs."""
        found = self._latin.search(words, start, end)
        if found or words.isascii() or self._ideographs is None:
            return found
        return self._ideographs.search(words, start, end)

    def match(self, words: str, start: int, end: int) -> re.Match[str] | None:
        """Return the match that begins at ``start``."""
        found = self._latin.match(words, start, end)
        if found or words.isascii() or self._ideographs is None:
            return found
        return self._ideographs.match(words, start, end)

    def finditer(self, words: str, start: int, end: int) -> list[re.Match[str]]:
        """Return all matches, the Latin ones first."""
        found = list(self._latin.finditer(words, start, end))
        if not words.isascii() and self._ideographs is not None:
            found += self._ideographs.finditer(words, start, end)
        return found
