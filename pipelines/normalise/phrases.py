"""Expressions for short pieces of lower-case text: Latin ones begin words, signs and ideographs stand anywhere.

The text is lowered once and the boundary is looked at once for all alternatives, so that the engine passes over those
whose first letter differs; the same expressions with ``IGNORECASE`` and a boundary each take ten times as long.
"""

import re
from collections.abc import Iterable

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = "a-zß-öø-ÿ"
_SIGNS = "/\\+<["


def lowered(words: str) -> str:
    """Return words in lower case and with plain apostrophes, letter by letter, so that places hold."""
    low = words.lower().replace("’", "'")
    if len(low) == len(words):
        return low
    return "".join(
        small if len(small := letter.lower()) == 1 else letter for letter in words.replace("’", "'")
    )


def either(expressions: Iterable[str]) -> str:
    """Return one expression of several, longer ones first."""
    return "|".join(sorted(expressions, key=len, reverse=True))


class Phrases:
    """Several expressions as one. ``tail`` is what must follow each of them."""

    def __init__(self, expressions: Iterable[str], tail: str = "") -> None:
        """Sort the expressions by script."""
        written = list(expressions)
        ideographs = [one for one in written if _IDEOGRAPH.search(one)]
        signs = [one for one in written if one not in ideographs and one[0] in _SIGNS]
        latin = [one for one in written if one not in ideographs and one not in signs]
        words = [rf"(?<![{_LATIN}])(?:{either(latin)})"] if latin else []
        self._latin = re.compile(rf"(?:{'|'.join([*words, *signs])}){tail}")
        self._ideographs = re.compile(rf"(?:{either(ideographs)}){tail}") if ideographs else None

    def search(self, words: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first Latin match in ``words[start:end]``, else the first of ideographs."""
        found = self._latin.search(words, start, end)
        if found or self._ideographs is None or words.isascii():
            return found
        return self._ideographs.search(words, start, end)

    def match(self, words: str, start: int, end: int) -> re.Match[str] | None:
        """Return the match that begins at ``start``."""
        found = self._latin.match(words, start, end)
        if found or self._ideographs is None or words.isascii():
            return found
        return self._ideographs.match(words, start, end)

    def finditer(self, words: str, start: int, end: int) -> list[re.Match[str]]:
        """Return all matches, the Latin ones first."""
        found = list(self._latin.finditer(words, start, end))
        if self._ideographs is not None and not words.isascii():
            found += self._ideographs.finditer(words, start, end)
        return found
