"""What a job title says by itself: the roles, trades, people and rungs that its words name, and where they stand.

The words are declared in ``taxonomy/roles.toml``; what follows from them is decided in ``several.py`` and ``role.py``.
"""

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from pipelines.normalise.cues import Cues, Span, alternatives
from pipelines.normalise.declarations import declared
from pipelines.normalised_posting import Role, Seniority

LONGEST = 300
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|【[^【】]{0,200}】|（[^（）]{0,200}）")
_BRACKET_SIGNS = re.compile(r"[(\[【（]")
_SEPARATOR = re.compile(r"[,;/|&+、，／｜;]|\s(?:and|or|und|et|y)\s", re.IGNORECASE)
_SEGMENT = re.compile(r"[,;|(\[（【:：、，｜)）】\]]|\s[-–—]\s|\s[-–—]|[-–—]\s")
# "Acme is hiring a developer": the employer's own words before it are no part of the title.
_CALLS = (
    " is looking for ", " is hiring ", " is seeking ", " is recruiting ", " recrute ", " recherche ", " sucht ", " busca ", " zoekt ",
    "诚聘", "誠聘", "誠徵", "招聘", "急聘", "急徵", "招募",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:an?|une?|eine?n?) ", re.IGNORECASE)
_ENOUGH = re.compile(r"\W*[^\W\d]{3}")
# Addresses say nothing ("example.dev"), and Latin words beside Han ones are words of their own.
_ADDRESS = re.compile(r"https?://\S+|\b[\w-]{1,60}\.(?:com|io|dev|ai|org|co|app|tech)\b\S*", re.IGNORECASE)
_BESIDE_HAN = re.compile(
    r"(?<=[A-Za-z0-9+#])(?=[\u3040-\u30ff\u3400-\u9fff])|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[A-Za-z0-9])"
)


class Named(NamedTuple):
    """Where a title names a kind of people or a field."""

    start: int
    end: int
    name: str


class Part(NamedTuple):
    """A part of a title that names somebody, what joins it to the one before, and the people and fields it names."""

    start: int
    end: int
    joint: str
    nouns: frozenset[str]
    fields: frozenset[str]
    plural: bool


class Title:
    """A title and where the declared words stand in it, by their names: ``role 3``, ``noun build`` and the like."""

    def __init__(self, written: str) -> None:
        """Search the title; what announces a vacancy is left out."""
        self.text = _bare(written[:LONGEST])
        self.spans = _search(self.text)

    @cached_property
    def outside(self) -> str:
        """The title with blanks for what stands in brackets."""
        if not _BRACKET_SIGNS.search(self.text):
            return self.text
        return _BRACKETS.sub(lambda found: " " * len(found[0]), self.text)

    @cached_property
    def is_parted(self) -> bool:
        """Whether commas, slashes or "and" stand in the title, outside brackets."""
        return bool(_SEPARATOR.search(self.outside))

    @cached_property
    def role(self) -> Role | None:
        """The first role of the declared order that the title names."""
        return next((role for name, role in _roles() if name in self.spans), None)

    @cached_property
    def seniority(self) -> Seniority | None:
        """The rung that the title names."""
        return next((rung for name, rung in _rungs() if name in self.spans), None)

    @cached_property
    def names_anybody(self) -> bool:
        """Whether the title names people at all: an employer's name does not."""
        return any(name.startswith(("noun", "trade other_role", "trade engineer")) for name in self.spans)

    def says(self, name: str) -> bool:
        """Whether the title says it, and not in brackets only."""
        return any(self.outside[start:end].strip() for start, end in self.spans.get(name, ()))

    def role_within(self, start: int, end: int) -> Role | None:
        """Return the first role of the declared order that a part of the title names."""
        for name, role in _roles():
            if any(start <= begin and stop <= end for begin, stop in self.spans.get(name, ())):
                return role
        return None

    @cached_property
    def segment(self) -> Span:
        """The part between dashes, commas or brackets that says who is wanted: the first that names anybody."""
        told = min(
            (
                spans[0]
                for name, spans in self.spans.items()
                if name.startswith(("noun", "role", "trade other_role"))
            ),
            default=None,
        )
        start, end = 0, len(self.text)
        if told is None:
            return start, end
        for found in _SEGMENT.finditer(self.text):
            if found.end() <= told[0]:
                start = found.end()
            elif found.start() >= told[0]:
                return start, max(found.start(), told[1])
        return start, end

    @cached_property
    def nouns(self) -> list[Named]:
        """The words for people outside brackets, in order."""
        return self._named("noun ")

    @cached_property
    def fields(self) -> list[Named]:
        """The fields outside brackets, in order."""
        return self._named("field ")

    @cached_property
    def parts(self) -> list[Part]:
        """The parts between commas, slashes and "and" that name somebody; what stands in brackets is left out."""
        parts, start, joint = [], 0, ""
        for found in [*_SEPARATOR.finditer(self.outside), None] if self.nouns else ():
            end = found.start() if found else len(self.text)
            nouns = [one for one in self.nouns if start <= one.start and one.end <= end]
            if nouns:
                fields = frozenset(one.name for one in self.fields if start <= one.start and one.end <= end)
                plural = any(self.text[one.end - 1] in "sS" for one in nouns)
                parts.append(Part(start, end, joint, frozenset(one.name for one in nouns), fields, plural))
                joint = ""
            if found:
                start, joint = found.end(), joint + found[0].strip().lower()
        return parts

    def _named(self, kind: str) -> list[Named]:
        return sorted(
            Named(start, end, name[len(kind) :])
            for name, spans in self.spans.items()
            if name.startswith(kind)
            for start, end in spans
            if self.outside[start] != " "
        )


def _bare(written: str) -> str:
    """Return a title without announcement and addresses, with blanks between Latin words and Han ones."""
    lowered = written[:80].lower()
    for call in _CALLS:
        place = lowered.find(call)
        if place >= 0 and _ENOUGH.match(written, place + len(call)):
            written = written[place + len(call) :]
            if article := _ARTICLE.match(written):
                written = written[article.end() :]
            break
    if "_" in written:
        written = written.replace("_", " ")
    if "." in written or "://" in written:
        written = _ADDRESS.sub(" ", written)
    return written if written.isascii() else _BESIDE_HAN.sub(" ", written)


@lru_cache(maxsize=4096)
def _read(written: str) -> Title:
    return Title(written)


def read_title(written: str) -> Title:
    """Return a title read; many postings bear the same one."""
    return _read(written[:LONGEST])


@cache
def _roles() -> tuple[tuple[str, Role], ...]:
    return tuple((f"role {number}", block["role"]) for number, block in enumerate(declared("roles")["role"]))


@cache
def _rungs() -> tuple[tuple[str, Seniority], ...]:
    return tuple((f"seniority {name}", name) for name in declared("roles")["seniority"])


def _search(text: str) -> dict[str, list[Span]]:
    """Return where the declared words stand, by their names; what several names share is searched for once."""
    cues, names = _cues()
    found: dict[str, list[Span]] = {}
    for expression, spans in cues.spans(text).items():
        for name in names[expression]:
            found[name] = sorted((*found[name], *spans)) if name in found else spans
    return found


@cache
def _cues() -> tuple[Cues, dict[str, list[str]]]:
    words = declared("roles")
    expressions = {f"role {number}": block["title"] for number, block in enumerate(words["role"])}
    for kind in ("trade", "noun", "field", "several", "seniority"):
        expressions |= {f"{kind} {name}": says for name, says in words[kind].items()}
    names: dict[str, list[str]] = {}
    for name, says in expressions.items():
        for expression in alternatives(says):
            names.setdefault(expression, []).append(name)
    return Cues({expression: expression for expression in names}), names
