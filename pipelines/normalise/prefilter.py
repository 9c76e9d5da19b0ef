r"""Which of many expressions may match a text, and where: one pass of an automaton over all of them at once.

Hyperscan reads a text once for any number of expressions. It knows less than ``re`` does (no Unicode classes, no
looking around), so each expression is given to it in a wider form: what ``re`` matches, the wider form matches too.
The candidates are then looked at by ``re`` itself, so nothing is found that it would not find.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import hyperscan
import numpy as np

_FLAGS = (
    hyperscan.HS_FLAG_CASELESS
    | hyperscan.HS_FLAG_UTF8
    | hyperscan.HS_FLAG_MULTILINE
    | hyperscan.HS_FLAG_PREFILTER
)
_BEYOND_ASCII = r"\x{80}-\x{10ffff}"
# What stands for each class in a wider form: outside of brackets, and inside.
_WIDER = {"w": r"[^\x00-\x20]", "d": rf"[0-9{_BEYOND_ASCII}]"}
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_WIDER_INSIDE = {name: rf"\{name}{_BEYOND_ASCII}" for name in "wd"}
# Letters that ``re`` takes for ASCII letters where case does not count, and spaces beyond ASCII.
_ASCII_TWINS = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"} | dict.fromkeys(
    (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000), " "
)
# Signs that make nearly every English text more than ASCII: read as plain ones, they leave most places as they are.
_PLAIN_SIGNS = {"’": "'", "•": "*", "–": "-", "—": "-", "“": '"', "”": '"'}
_TWIN = re.compile("[" + "".join(map(chr, sorted(_ASCII_TWINS))) + "]")


class Searchable:
    """A text, and what an automaton reads of it: made once, searched for many things."""

    def __init__(self, text: str) -> None:
        """Lower the text letter by letter, so that places hold; quotes, dashes and bullets become plain ones."""
        self.text = text
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow when lowered
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        if not lowered.isascii():
            for sign, plain in _PLAIN_SIGNS.items():
                lowered = lowered.replace(sign, plain)
            if not lowered.isascii() and _TWIN.search(lowered):
                lowered = lowered.translate(_ASCII_TWINS)
        self.written = lowered.encode("utf-8", "replace")

    @cached_property
    def places(self) -> "np.ndarray[tuple[int], np.dtype[np.int64]] | range":
        """How many letters have begun at each byte: the letter that a byte belongs to ends there."""
        if len(self.written) == len(self.text):
            return range(1, len(self.text) + 1)
        begins = (np.frombuffer(self.written, np.uint8) & 0xC0) != 0x80
        return np.cumsum(begins, dtype=np.int64)


class Prefilter:
    """The automaton of some expressions (any case), numbered in their order."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Compile the expressions, or take them as compiled earlier. Raise ValueError where one matches nothing at all."""
        self._database = _database([wider(expression) for expression in expressions])

    def candidates(self, text: Searchable) -> set[tuple[int, int]]:
        """Return (expression, place) for each place of the text at which a match of the expression may end."""
        found: set[tuple[int, int]] = set()
        self._database.scan(text.written, match_event_handler=_keep, context=found)
        places = text.places
        return {(number, int(places[end - 1])) for number, end in found if end}


def _keep(number: int, _start: int, end: int, _flags: int, found: Any) -> None:
    found.add((number, end))


def wider(expression: str) -> str:
    """Return an expression that matches wherever the given one does, in the words that Hyperscan understands."""
    return "".join(_wider_parts(_NAMED_GROUP.sub("(?:", expression)))


def _wider_parts(expression: str) -> Iterator[str]:
    place, inside, negated = 0, False, False
    while place < len(expression):
        letter = expression[place]
        if letter == "\\":
            name = expression[place + 1]
            if name in "uU":
                digits = 4 if name == "u" else 8
                yield rf"\x{{{expression[place + 2 : place + 2 + digits]}}}"
                place += 2 + digits
                continue
            yield _wider_escape(name, inside, negated)
            place += 2
            continue
        if inside:
            inside = letter != "]"
        elif letter == "[":
            inside, negated = True, expression.startswith("[^", place)
        yield (
            rf"\{_PLAIN_SIGNS[letter]}"
            if letter in _PLAIN_SIGNS
            else letter
            if letter.isascii()
            else letter.lower()
        )
        place += 1


def _wider_escape(name: str, inside: bool, negated: bool) -> str:
    if not inside and name in "bB":
        return ""
    if inside and negated and name in "WDS":
        return r"\x00"  # left out: what it would exclude may be a letter beyond ASCII
    if inside and not negated and name in _WIDER_INSIDE:
        return _WIDER_INSIDE[name]
    return _WIDER[name] if not inside and name in _WIDER else f"\\{name}"


def _database(expressions: Sequence[str]) -> hyperscan.Database:
    """Return the compiled expressions, kept in the user's cache folder: compiling takes a thousand times as long."""
    written = "\n".join(expressions).encode()
    version = getattr(hyperscan, "__version__", "")
    file = cache_folder() / f"{hashlib.sha256(written + str(version).encode()).hexdigest()[:32]}.hyperscan"
    try:
        kept = hyperscan.loadb(file.read_bytes(), hyperscan.HS_MODE_BLOCK)
        kept.scratch = hyperscan.Scratch(kept)
        return kept
    except (OSError, hyperscan.HyperscanError):
        pass  # not compiled yet, or for another processor or version
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    try:
        database.compile(
            expressions=[expression.encode() for expression in expressions],
            ids=range(len(expressions)),
            elements=len(expressions),
            flags=[_FLAGS] * len(expressions),
        )
    except hyperscan.HyperscanError as error:
        raise ValueError(f"expressions that cannot be searched for: {error}") from error
    _write(file, hyperscan.dumpb(database))
    return database


def cache_folder() -> Path:
    """Return where compiled expressions are kept: they can be deleted at any time."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "skilltide"


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
            new.write(content)
        Path(new.name).replace(file)
    except OSError:
        return  # without a cache, every start compiles anew
