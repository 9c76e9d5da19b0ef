"""The words of one line, and what hangs on them alone: found out once for all the postings that hold the line.

Boards repeat whole paragraphs, and headings are the same everywhere. All expressions that are looked for in lines are
looked for in one pass; a line in which nothing may match costs nothing more.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.expressions import letters_lowered
from pipelines.normalise.prefilter import JointPrefilter, in_letters, searchable
from pipelines.normalised_posting import Level, Section

LINES = JointPrefilter()
# Lines of the postings read last: those of a board follow each other.
KEPT = 512
# The sign comes first, so that the engine looks for it before it looks back at what it may belong to.
_STOP = re.compile(
    r"[.!?](?=\s+[A-Z•\"'(])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bmin\.)(?<!\b[A-Z]\.)|[。！？；;](?=.)"
)
_NOTHING: Mapping[str, list[Span]] = {}


class SearchedInLines(Protocol):
    """What is looked for in lines, as one party of those that read them."""

    party: int

    def spans_in(self, wording: "Wording") -> Mapping[str, list[Span]]:
        """Return where its expressions match in a line in which they may, by name and in order."""


class Wording:
    """A line's words, and what others found out of them. All places are those within the line."""

    __slots__ = ("_low", "_spans", "_stops", "claims", "hits", "levels", "text", "told", "written")

    def __init__(self, text: str) -> None:
        """Look for everything at once."""
        self.text = text
        self.written = searchable(text)
        self.hits = LINES.hits(self.written)
        self._low: str | None = None
        self._stops: Sequence[Span] | None = None
        self._spans: dict[int, Mapping[str, list[Span]]] | None = None
        # What ``levels`` found out: whether the line opens with a claim, and the level of its places in a section.
        self.claims: bool | None = None
        self.levels: dict[tuple[Section, int, int], Level] = {}
        # What ``statements`` found out, by what it hangs on besides.
        self.told: dict[tuple[Section, bool, bool], tuple[Any, ...]] = {}

    @property
    def low(self) -> str:
        """The line in lower case, letter by letter, so that places hold."""
        if self._low is None:
            self._low = letters_lowered(self.text)
        return self._low

    def spans(self, cues: SearchedInLines) -> Mapping[str, list[Span]]:
        """Return where expressions match, by name and in order; names without a match are left out."""
        party = cues.party
        if party not in self.hits:
            return _NOTHING
        if self._spans is None:
            self._spans = {}
        if party not in self._spans:
            self._spans[party] = cues.spans_in(self)
        return self._spans[party]

    def ends(self, party: int) -> Sequence[tuple[int, int]]:
        """Return (expression, place) of each place at which one of a party may end."""
        return in_letters(self.written, len(self.text), self.hits.get(party, []))

    def sentence_at(self, place: int) -> Span:
        """Return start and end of the sentence that holds a place."""
        if self._stops is None:
            self._stops = tuple(stop.span() for stop in _STOP.finditer(self.text))
        start, end = 0, len(self.text)
        for begin, after in self._stops:
            if after <= place:
                start = after
            elif begin >= place:
                return start, begin + 1
        return start, end


class LineCues(Cues):
    """Named expressions (any case) that are looked for in lines."""

    def __init__(self, expressions: Mapping[str, str | Sequence[str]]) -> None:
        """Take one expression or several for each name."""
        super().__init__(expressions)
        self.party = LINES.join(lambda: self._patterns.written, once=True)

    def spans_in(self, wording: Wording) -> Mapping[str, list[Span]]:
        """Return where each expression matches, by name and in order."""
        return self.matches((number for number, _ in wording.hits[self.party]), wording.low)


class Gate:
    """An expression that is slow to search for: lines in which it cannot match are known beforehand."""

    def __init__(self, expressions: Iterable[str]) -> None:
        """Take the alternatives of what may stand in a line, without what must stand at its end."""
        written = list(expressions)
        self._party = LINES.join(lambda: written, once=True)

    def opens(self, wording: Wording) -> bool:
        """Whether one of the expressions may match in a line."""
        return self._party in wording.hits


@lru_cache(maxsize=KEPT)
def wording_of(text: str) -> Wording:
    """Return what the words of a line say, known from another posting or found out."""
    return Wording(text)
