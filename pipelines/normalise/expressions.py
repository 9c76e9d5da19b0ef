"""Expressions in their order, each compiled when it is first tried: of thousands declared, a posting tries a few."""

import re
from collections.abc import Iterable


class Expressions:
    """Numbered expressions. ``written`` are their words."""

    def __init__(self, written: Iterable[str], ignore_case: bool = False) -> None:
        """Take the words only; one that is no expression is found out when it is compiled."""
        self.written = tuple(written)
        self._flags = re.IGNORECASE if ignore_case else 0
        self._compiled: dict[int, re.Pattern[str]] = {}

    def __len__(self) -> int:
        return len(self.written)

    def __getitem__(self, number: int) -> re.Pattern[str]:
        """Return an expression compiled. Raise re.error where its words are none."""
        compiled = self._compiled.get(number)
        if compiled is None:
            compiled = self._compiled[number] = re.compile(self.written[number], self._flags)
        return compiled
