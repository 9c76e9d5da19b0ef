"""A verb and its object: how a duty is told, whatever stands between the two ("design highly scalable systems").

A sentence is read word by word. A verb reaches on to an object until a preposition or the end of the clause begins
another thing; "work with" goes on after its preposition. Each word is looked up once, so time grows with the words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_BETWEEN_WORDS = ',()/"&*_•'
_WORD = re.compile(r"\.*[^\s;:!?.][^\s;:!?]*")
_STOPS = frozenset((
    ".", ";", ":", "!", "?", "with", "to", "for", "by", "that", "which", "who", "where", "when", "from", "into", "through",
    "via", "using", "utilizing", "in", "on", "within", "alongside", "among", "during", "towards", "than", "so", "while", "we", "you", "have", "is", "are", "was", "as",
))  # fmt: skip
_ENDS_CLAUSE = frozenset(".;:!?")
# In a line of bytes, the signs between words as blanks: those above, those that end clauses, full stops and numbers' points.
_SPACED = bytes(0x20 if chr(code) in _BETWEEN_WORDS or chr(code) in ";:!?" else code for code in range(256))
_STOP = re.compile(rb"\.(?=\s|$|(?<=\d.)[a-z])")
_NUMBERED = re.compile(r"[.、](?<=\d.)(?=[a-z])")
_BEFORE_NAMES = frozenset(("a", "an", "the", "our", "your", "their", "its", "this"))
_EMPLOYER = frozenset(("we", "we're", "we've", "we'll"))
_NOUNS = frozenset(("understanding",))
_REACH, _REACH_AFTER_PREPOSITION, _ROOM_BEFORE_PREPOSITION = 10, 12, 4


@dataclass(slots=True)
class _Word:
    """What a word can be in a duty; duties are bits of a number."""

    begins: int = 0  # duties that it begins as their verb
    begins_before: dict[str, int] = field(default_factory=dict)  # those that it begins before a preposition
    ends: int = 0  # duties whose object it is
    ends_after: dict[str, int] = field(default_factory=dict)  # those whose object it is after another word
    not_after: dict[str, int] = field(default_factory=dict)  # those whose object it is not after another word
    not_before: dict[str, int] = field(default_factory=dict)
    stops: bool = False
    is_object: bool = False


def spaced(low: str) -> str:
    """Return a text in lower case with spaces for the signs that part words, place by place."""
    for sign in _BETWEEN_WORDS:
        low = low.replace(sign, " ")
    return _NUMBERED.sub(" ", low) if "." in low or "、" in low else low


class Duties:
    """Pairs of verbs and objects, numbered in their order."""

    def __init__(self, declared: Sequence[str], groups: Mapping[str, str]) -> None:
        """Take "verb|verb -> object|object" each. An object has one word or two."""
        self._words: dict[str, _Word] = {stop: _Word(stops=True) for stop in _STOPS}
        for number, written in enumerate(declared):
            verbs, objects = written.split(" -> ", 1)
            for verb in _in_full(verbs, groups):
                self._add_verb(verb, 1 << number)
            for name in _in_full(objects, groups):
                self._add_object(name, 1 << number)

    def _known(self, word: str) -> _Word:
        return self._words.setdefault(word, _Word())

    def _add_verb(self, verb: str, bit: int) -> None:
        first, *rest = verb.split()
        for form in verb_forms(first):
            known = self._known(form)
            if rest:
                known.begins_before[rest[-1]] = known.begins_before.get(rest[-1], 0) | bit
                self._known(rest[-1]).stops = True
            else:
                known.begins |= bit

    def _add_object(self, name: str, bit: int) -> None:
        *before, last = name.removeprefix("-").split()
        for form in _noun_forms(last):
            known = self._known(form)
            if name.startswith("-"):
                _add(known.not_after, before[0], bit)
                _add(self._known(before[0]).not_before, form, bit)
            elif before:
                known.is_object = True
                _add(known.ends_after, before[0], bit)
            else:
                known.is_object = True
                known.ends |= bit

    def may_tell(self, line: bytes) -> bool:
        """Whether a line, in lower case and with plain signs, holds a verb and an object at all."""
        if b"." in line:
            line = _STOP.sub(b" ", line)
        words = line.translate(_SPACED).split()
        return not (self._verbs.isdisjoint(words) or self._objects.isdisjoint(words))

    def find(self, sentence: str, wanted: int) -> Iterator[tuple[int, int, int]]:
        """Yield (number, start, end) of the duties among the bits ``wanted`` that a sentence tells, as ``spaced`` left it."""
        words = _tokens(sentence)
        known = [(place, word) for place, word in enumerate(map(self._words.get, words)) if word]
        places: list[tuple[int, int]] = []
        for number, verb, last in _pairs(words, known, wanted):
            places = places or [found.span() for found in _WORD.finditer(sentence)]
            signs = [word in _ENDS_CLAUSE for word in words[:last]]
            start, end = places[verb - sum(signs[:verb])][0], places[last - sum(signs)][0]
            yield number, start, end + len(words[last])

    @cached_property
    def _verbs(self) -> frozenset[bytes]:
        words = self._words.items()
        return frozenset(written.encode() for written, word in words if word.begins or word.begins_before)

    @cached_property
    def _objects(self) -> frozenset[bytes]:
        return frozenset(written.encode() for written, word in self._words.items() if word.is_object)


def _tokens(words: str) -> list[str]:
    """Return the words of a text as ``spaced`` left it, the signs that end clauses apart."""
    for sign in ";:!?":
        if sign in words:
            words = words.replace(sign, f" {sign} ")
    if "." in words:
        words = f"{words} ".replace(". ", " . ")
    return words.split()


def _pairs(words: list[str], known: list[tuple[int, _Word]], wanted: int) -> Iterator[tuple[int, int, int]]:
    """Yield (number, place of the verb, place of the object's last word)."""
    reaching: list[tuple[int, int, int]] = []  # duties begun, where, how far they reach
    waiting: list[tuple[dict[str, int], int]] = []  # verbs that go on after a preposition
    for place, word in known:
        if reaching and word.is_object:
            told = _told(word, words, place) & wanted
            for bits, begun, reach in reaching if told else ():
                if (new := bits & told) and place <= reach:
                    told &= ~new
                    wanted &= ~new
                    yield from ((number, begun, place) for number in _numbers(new))
        if word.stops and (reaching or waiting):
            written = words[place]
            goes_on = [
                (after[written], begun, place + _REACH_AFTER_PREPOSITION)
                for after, begun in waiting
                if written in after and place - begun <= _ROOM_BEFORE_PREPOSITION
            ]
            if goes_on or written in _STOPS:
                reaching = goes_on
            if written in _ENDS_CLAUSE:
                waiting = []
        if (word.begins or word.begins_before) and not _begins_nothing(words, place):
            if word.begins & wanted:
                reaching = [one for one in reaching if place <= one[2]]
                reaching.append((word.begins, place, place + _REACH))
            if word.begins_before:
                waiting = [one for one in waiting if place - one[1] < _ROOM_BEFORE_PREPOSITION]
                waiting.append((word.begins_before, place))


def _told(word: _Word, words: list[str], place: int) -> int:
    """Return the duties whose object ends at a word."""
    told = word.ends
    if place and word.ends_after:
        told |= word.ends_after.get(words[place - 1], 0)
    if place and word.not_after:
        told &= ~word.not_after.get(words[place - 1], 0)
    if word.not_before and place + 1 < len(words):
        told &= ~word.not_before.get(words[place + 1], 0)
    return told


def _begins_nothing(words: list[str], place: int) -> bool:
    """Return whether what looks like a verb is a noun ("our growing team") or the employer's ("we are hiring")."""
    word, before = words[place], words[place - 1] if place else ""
    if word in _NOUNS or (word.endswith("ing") and before in _BEFORE_NAMES):
        return True
    return before in _EMPLOYER or (before == "are" and place > 1 and words[place - 2] == "we")


def _add(bits: dict[str, int], word: str, bit: int) -> None:
    bits[word] = bits.get(word, 0) | bit


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _in_full(written: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Yield the words of a list, those with a group in braces once for each of its members."""
    for part in written.split("|"):
        found = re.search(r"\{(\w+)\}", part)
        if found:
            yield from (part.replace(found[0], member) for member in groups[found[1]].split("|"))
        else:
            yield part


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the forms in which duties name a verb: design, designs, designing; both spellings of "optimize"."""
    spelled = [verb, verb[:-2] + "se"] if verb.endswith(("ize", "yze")) else [verb]
    return tuple(form for one in spelled for form in _forms(one))


def _forms(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb, f"{verb}s", f"{verb[:-1]}ing")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb, f"{verb[:-1]}ies", f"{verb}ing")
    return (verb, f"{verb}s", f"{verb}es", f"{verb}ing", f"{verb}{verb[-1]}ing")


def _noun_forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("s") and not noun.endswith("ss"):
        return (noun,)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun, f"{noun[:-1]}ies")
    return (noun, f"{noun}es") if noun.endswith(("ss", "x", "ch", "sh")) else (noun, f"{noun}s")
