"""Expressions for texts in lower case, each compiled when it is first tried: of thousands declared, a posting tries a few."""

import re
from collections.abc import Iterable


class Expressions:
    """Numbered expressions. ``written`` are their words."""

    def __init__(self, written: Iterable[str]) -> None:
        """Take the words only; one that is no expression is found out when it is compiled."""
        self.written = tuple(written)
        self._compiled: dict[int, re.Pattern[str]] = {}

    def __len__(self) -> int:
        return len(self.written)

    def __getitem__(self, number: int) -> re.Pattern[str]:
        """Return an expression compiled. Raise re.error where its words are none."""
        compiled = self._compiled.get(number)
        if compiled is None:
            compiled = self._compiled[number] = re.compile(self.written[number])
        return compiled


def letters_lowered(text: str) -> str:
    """Return a text in lower case, letter by letter, so that places hold; a few letters grow when lowered."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
