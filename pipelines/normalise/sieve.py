"""One pass over a text for the fields that few of its words turn on: people, ways of working, certificates, languages.

Expressions for ways of working are many and long, and most lines have none of the few words without which nothing is
said of them (``watch`` in their declarations): only lines that hold one are searched for them.
"""

import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.declarations import declared, latin_words
from pipelines.normalise.document import Document
from pipelines.normalise.expressions import Expressions
from pipelines.normalise.prefilter import Prefilter, Searchable

# Of these, the place alone matters: the end of a verb of leading, and a word of certifying.
_FAR = sys.maxsize
VERB, FRAME = "people verb", "certifications frame"


def said(document: Document, field: str) -> dict[str, list[Span]]:
    """Return where the expressions of a field match, by their names. All fields are searched for at once."""
    prefix = f"{field} "
    found = document.spans(_sieve())
    return {name[len(prefix) :]: spans for name, spans in found.items() if name.startswith(prefix)}


def said_of_workplace(line: str) -> dict[str, list[Span]]:
    """Return where the expressions for ways of working match in a line of its own, by their names."""
    return _sieve().workplace.spans(Searchable(line.lower()), [(0, len(line))])


class _Lowered(Cues):
    """Expressions for texts in small letters: without regard to case, ``re`` leaps to where one may begin."""

    def __init__(self, expressions: dict[str, list[str]]) -> None:
        super().__init__(
            {name: [latin_words(one.lower()) for one in says] for name, says in expressions.items()}
        )
        self._patterns = Expressions(self._patterns.written)


class _Sieve(Cues):
    def __init__(self) -> None:
        certificates, general = declared("certifications"), declared("certifications")["general"]
        vendor = rf"\b(?:{'|'.join(general['vendors'])})[- ]certif(?:ications?|ied|icates?)\b"
        super().__init__(
            {
                **_named("people", declared("people")["says"]),
                **_named("certifications", {**certificates["sure"], "vendor": [vendor]}),
                **_named("human_languages", declared("human_languages")["name"]),
            }
        )
        verbs = [f"[^a-z0-9-]{verb}[ ,]" for verb in declared("people")["leading"]["verbs"]]
        self._places = [*((VERB, verb) for verb in verbs), *((FRAME, frame) for frame in general["frames"])]
        self._watch: list[str] = declared("workplace")["watch"]
        self.workplace = _Lowered(declared("workplace")["says"])

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter(
            [
                *self._patterns.written,
                *(place for _, place in self._places),
                *self._watch,
            ]
        )

    def spans(self, text: Searchable, lines: Sequence[Span]) -> dict[str, list[Span]]:
        """Return where each expression matches, by field and name, and the places that matter."""
        found: dict[str, list[Span]] = {}
        tries: set[tuple[Span, int]] = set()
        near: set[Span] = set()
        places, watch = len(self._patterns), len(self._patterns) + len(self._places)
        for number, end in self._prefilter.candidates(text):
            place = bisect_right(lines, (end - 1, _FAR)) - 1
            if place < 0 or end - 1 > lines[place][1]:
                continue
            if number >= watch:
                near.add(lines[place])
            elif number >= places:
                found.setdefault(self._places[number - places][0], []).append((end - 1, end))
            else:
                tries.add((lines[place], number))
        for line, number in tries:
            for match in self._patterns[number].finditer(text.text, *line):
                found.setdefault(self._names[number], []).append(match.span())
        for spans in found.values():
            spans.sort()
        if near:
            said_there = closely(self.workplace, text.text, sorted(near), lowered=True)
            found |= {f"workplace {name}": spans for name, spans in said_there.items()}
        return found


def closely(cues: Cues, text: str, lines: Sequence[Span], lowered: bool = False) -> dict[str, list[Span]]:
    """Return where expressions match in some lines of a text, read as a text of their own."""
    pieces, own, start = [], [], 1
    for begin, end in lines:
        piece = text[begin:end]
        # A few letters grow when lowered.
        if lowered and len(small := piece.lower()) == len(piece):
            piece = small
        pieces.append(piece)
        own.append((start, start + len(piece)))
        start += len(piece) + 1
    moved: dict[str, list[Span]] = {}
    for name, spans in cues.spans(Searchable("\n" + "\n".join(pieces)), own).items():
        for start, end in spans:
            place = bisect_right(own, (start, _FAR)) - 1
            shift = lines[place][0] - own[place][0]
            moved.setdefault(name, []).append((start + shift, end + shift))
    return moved


def _named(field: str, says: dict[str, list[str]]) -> dict[str, list[str]]:
    return {f"{field} {name}": list(map(latin_words, expressions)) for name, expressions in says.items()}


@cache
def _sieve() -> _Sieve:
    return _Sieve()
