r"""Which of many expressions may match a text, and where: one pass of an automaton over all of them at once.

Hyperscan reads a text once for any number of expressions. It knows less than ``re`` does (no Unicode classes, no
looking around), so each expression is given to it in a wider form: what ``re`` matches, the wider form matches too.
The candidates are then looked at by ``re`` itself, so nothing is found that it would not find.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import hyperscan

from pipelines.normalise.expressions import letters_lowered

_FLAGS = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_PREFILTER
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


Hits = list[tuple[int, int]]


def searchable(text: str) -> bytes:
    """Return what an automaton reads of a text: letter by letter in lower case; quotes, dashes and bullets are plain ones."""
    lowered = letters_lowered(text)
    if lowered[:1] == "•":
        lowered = f"*{lowered[1:]}"
    if not lowered.isascii():
        for sign, plain in _PLAIN_SIGNS.items():
            lowered = lowered.replace(sign, plain)
        if not lowered.isascii() and _TWIN.search(lowered):
            lowered = lowered.translate(_ASCII_TWINS)
    return lowered.encode("utf-8", "replace")


def in_letters(written: bytes, length: int, found: Hits) -> Hits:
    """Return (expression, letters before its end) for each (expression, bytes before its end), for a text of a length."""
    if len(written) == length:
        return found
    seen = place = 0
    shifted: Hits = []
    for number, end in sorted(found, key=itemgetter(1)):
        # The sign behind the text, if a match holds it, is one byte long.
        place += len(written[seen:end].decode()) + max(0, end - max(seen, len(written)))
        seen = end
        shifted.append((number, place))
    return shifted


class Prefilter:
    """The automaton of some expressions (any case), numbered in their order."""

    def __init__(self, expressions: Sequence[str]) -> None:
        """Compile the expressions, or take them as compiled earlier. Raise ValueError where one matches nothing at all."""
        self._database = _database(expressions, [_FLAGS] * len(expressions))

    def numbers(self, text: str) -> set[int]:
        """Return which expressions may match a text."""
        found: set[int] = set()
        self._database.scan(searchable(text), _keep_number, 0, found)
        return found

    def candidates(self, text: str) -> set[tuple[int, int]]:
        """Return (expression, place) for each place of the text at which a match of the expression may end."""
        found: Hits = []
        written = searchable(text)
        self._database.scan(written, _keep, 0, found)
        return set(in_letters(written, len(text), found))


def _keep(number: int, _start: int, end: int, _flags: int, found: Any) -> None:
    found.append((number, end))


def _keep_number(number: int, _start: int, _end: int, _flags: int, found: Any) -> None:
    found.add(number)


class JointPrefilter:
    """The automaton of the expressions of several parties, each of which numbers its own: one pass finds those of all."""

    def __init__(self) -> None:
        """Begin without a party."""
        self._parties: list[tuple[Callable[[], Sequence[str]], bool]] = []

    def join(self, expressions: Callable[[], Sequence[str]], once: bool = False) -> int:
        """Return the number of a new party. Its expressions are asked for when the first line is read.

        With ``once``, it is told of one place in a line of those at which an expression may end. Raise RuntimeError
        where lines have been read already: what they hold for the party is not known.
        """
        if "_automaton" in self.__dict__:
            raise RuntimeError("expressions join a prefilter before the first line is read")
        self._parties.append((expressions, once))
        return len(self._parties) - 1

    def hits(self, line: bytes) -> dict[int, Hits]:
        """Return (expression, end) of each end in a searchable line, by party, as if it stood between two lines."""
        found: dict[int, Hits] = {}
        database, keep = self._automaton
        database.scan(b"\n%b\n" % line, keep, 0, found)
        return found

    @cached_property
    def _automaton(self) -> tuple[hyperscan.Database, Callable[[int, int, int, int, Any], None]]:
        owners: list[tuple[int, int]] = []
        expressions: list[str] = []
        flags: list[int] = []
        for party, (written, once) in enumerate(self._parties):
            for own, expression in enumerate(written()):
                owners.append((party, own))
                expressions.append(expression)
                flags.append(_FLAGS | hyperscan.HS_FLAG_SINGLEMATCH if once else _FLAGS)

        def keep(number: int, _start: int, end: int, _flags: int, found: dict[int, Hits]) -> None:
            party, own = owners[number]
            if party in found:
                found[party].append((own, end - 1))
            else:
                found[party] = [(own, end - 1)]

        return _database(expressions, flags), keep


def wider(expression: str) -> str:
    """Return an expression that matches a lowered text wherever the given one does, in words that Hyperscan understands."""
    return "".join(_wider_parts(_NAMED_GROUP.sub("(?:", expression)))


_ENDS_IN_NOTHING = re.compile(r"(?:(?<!\\)\\b|(?<!\\)\\w(?:\*|\{0,\d+\}))$")
_ENDS_IN_LETTERS = re.compile(r"(?<=(?<!\\)\\w)\+$")


def shortened(expression: str) -> str:
    """Return an expression that matches wherever the given one does, without what it need not end in.

    An automaton tells of each place at which a match may end, and one place is enough.
    """
    while True:
        shorter = _ENDS_IN_LETTERS.sub("", _ENDS_IN_NOTHING.sub("", expression))
        if (start := _last_group(shorter)) is not None and shorter.startswith(("(?!", "(?=", "(?<"), start):
            shorter = shorter[:start]
        if not shorter or shorter == expression:
            return expression
        expression = shorter


def _with_what_follows(expression: str) -> str:
    """Return an expression whose match holds what must follow it, so that fewer places look like one."""
    start = _last_group(expression)
    if start is None or not expression.startswith("(?=", start):
        return expression
    return f"{expression[:start]}(?:{expression[start + 3 :]}"


def _last_group(expression: str) -> int | None:
    """Return where the group begins with which an expression ends."""
    opened: list[int] = []
    start, skip, in_class = None, False, False
    for place, letter in enumerate(expression):
        start = None
        if skip or letter == "\\":
            skip = not skip
        elif in_class or letter == "[":
            in_class = letter != "]"
        elif letter == "(":
            opened.append(place)
        elif letter == ")":
            start = opened.pop()
    return start


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
        yield (rf"\{_PLAIN_SIGNS[letter]}" if letter in _PLAIN_SIGNS else letter.lower())
        place += 1


def _wider_escape(name: str, inside: bool, negated: bool) -> str:
    if not inside and name in "bB":
        return ""
    if inside and negated and name in "WDS":
        return r"\x00"  # left out: what it would exclude may be a letter beyond ASCII
    if inside and not negated and name in _WIDER_INSIDE:
        return _WIDER_INSIDE[name]
    return _WIDER[name] if not inside and name in _WIDER else f"\\{name}"


def _database(expressions: Sequence[str], flags: Sequence[int]) -> hyperscan.Database:
    """Return the compiled expressions, kept in the user's cache folder: compiling takes a thousand times as long.

    What is kept bears a name of the expressions and of all that decides how they are compiled.
    """
    version = getattr(hyperscan, "__version__", "")
    given = "\n".join((str(version), *map(str, flags), *expressions)).encode()
    name = hashlib.sha256(Path(__file__).read_bytes() + given).hexdigest()[:32]
    file = cache_folder() / f"{name}.hyperscan"
    try:
        kept = hyperscan.loadb(file.read_bytes(), hyperscan.HS_MODE_BLOCK)
        kept.scratch = hyperscan.Scratch(kept)
        return kept
    except (OSError, hyperscan.HyperscanError):
        pass  # not compiled yet, or for another processor or version
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    try:
        database.compile(
            expressions=[_in_wider_form(*one).encode() for one in zip(expressions, flags, strict=True)],
            ids=range(len(expressions)),
            elements=len(expressions),
            flags=flags,
        )
    except hyperscan.HyperscanError as error:
        raise ValueError(f"expressions that cannot be searched for: {error}") from error
    _write(file, hyperscan.dumpb(database))
    return database


def _in_wider_form(expression: str, flags: int) -> str:
    once = flags & hyperscan.HS_FLAG_SINGLEMATCH
    return wider(shortened(_with_what_follows(expression)) if once else expression)


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
