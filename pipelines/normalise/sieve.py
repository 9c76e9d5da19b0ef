"""One pass over a text for the fields that few of its words turn on: people, ways of working, certificates, languages.

Expressions for ways of working are many and long, and most lines have none of the few words without which nothing is
said of them (``watch`` in their declarations): only lines that hold one are searched for them.
"""

from collections.abc import Sequence
from functools import cache

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.declarations import declared, latin_words
from pipelines.normalise.document import Document
from pipelines.normalise.wording import LINES, Wording

# Of these, the place alone matters: the end of a verb of leading, and a word of certifying.
VERB, FRAME = "people verb", "certifications frame"


def said(document: Document, field: str) -> dict[str, list[Span]]:
    """Return where the expressions of a field match, by their names. All fields are searched for at once."""
    prefix = f"{field} "
    found = document.spans(_sieve())
    return {name[len(prefix) :]: spans for name, spans in found.items() if name.startswith(prefix)}


def said_of_workplace(line: str) -> dict[str, list[Span]]:
    """Return where the expressions for ways of working match in a line, by their names."""
    return _sieve().workplace.spans(line)


def _looked_for() -> Sequence[str]:
    return _sieve().looked_for()


# The declarations are read when the first line is.
_PARTY = LINES.join(_looked_for)


class _Sieve(Cues):
    party = _PARTY

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
        self.workplace = Cues(_latin(declared("workplace")["says"]))

    def looked_for(self) -> Sequence[str]:
        """Return all that lines are searched for."""
        return [*self._patterns.written, *(place for _, place in self._places), *self._watch]

    def spans_in(self, wording: Wording) -> dict[str, list[Span]]:
        """Return where each expression matches, by field and name, and the places that matter."""
        places, watch = len(self._patterns), len(self._patterns) + len(self._places)
        tries: set[int] = set()
        ends: dict[str, set[int]] = {}
        is_watched = False
        for number, end in wording.ends(self.party):
            if number >= watch:
                is_watched = True
            elif number >= places:
                ends.setdefault(self._places[number - places][0], set()).add(end)
            else:
                tries.add(number)
        found = self.matches(tries, wording.low)
        found |= {name: [(end - 1, end) for end in sorted(there)] for name, there in ends.items()}
        if is_watched:
            said_there = said_of_workplace(wording.text)
            found |= {f"workplace {name}": spans for name, spans in said_there.items()}
        return found


def _named(field: str, says: dict[str, list[str]]) -> dict[str, list[str]]:
    return {f"{field} {name}": expressions for name, expressions in _latin(says).items()}


def _latin(says: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [*map(latin_words, expressions)] for name, expressions in says.items()}


@cache
def _sieve() -> _Sieve:
    return _Sieve()
