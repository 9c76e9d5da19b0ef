"""Technologies that no list knows, by the company they keep: "Kafka, Foobarium and Redis", 熟悉 FooBar 框架.

A name is a few words that are written as names are: with a capital, in capitals, or strangely ("fooDB"). The stranger
it is written, the less has to speak for it: known technologies on both sides in a list, known ones on one side, words
that announce examples of tools, or words that ask for it. What stands in such places and names none is in
``taxonomy/unlisted.toml``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pipelines.normalise.boilerplate import CUES, lists_companies
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.taxonomy import UNLISTED, Skill, Taxonomy, read_never
from pipelines.taxonomy.matcher import Match

_WORDS = declared("unlisted")
_ORDINARY, _ENDS = frozenset(_WORDS["ordinary"]), frozenset(_WORDS["ends"])
_OTHERS, _LEADS = frozenset(_WORDS["others"]) | frozenset(read_never()), frozenset(_WORDS["leads"])
PREFIX = "unlisted-"

_AND = r"(?:and/or|and|or|&|und|oder|et|ou|y|o|e)"
_SEPARATOR = rf"\s?[)）]?\s?(?:[,，、;；/]\s?(?:{_AND}\s)?|\s{_AND}\s|以及|[和或及與与])\s?[(（]?"
_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9_+#.!'-]{0,28}[A-Za-z0-9+#])?"
_NEXT_WORD = r"[A-Z0-9](?:[A-Za-z0-9_+#.'-]{0,28}[A-Za-z0-9+#])?"
_NAME = rf"{_WORD}(?: {_NEXT_WORD}){{0,2}}"
_NAMES = rf"(?P<names>{_NAME}(?:{_SEPARATOR}{_NAME}){{0,4}})"
# What a known name may have after it before the list goes on: a version, or what kind of thing it is.
_TAIL = r"(?: [a-z]+| v?\d[\d.x+]*)?"
_ENDING = (
    r"(?=\s?(?:[,，、;；/)）.。:：\n]|$|[\u4e00-\u9fff])"
    r"|\s(?:etc|and|or|und|oder|et|ou|is|are|as|for|to|in|on|with|would|will|preferred|required|experience|skills|knowledge|"
    r"tools?|frameworks?|librar(?:y|ies)|databases?|platforms?|systems?|protocols?)\b)"
)
_GAP = re.compile(rf"{_TAIL}{_SEPARATOR}")
_BETWEEN = re.compile(rf"{_TAIL}{_SEPARATOR}{_NAMES}{_SEPARATOR}")
_AFTER = re.compile(rf"{_TAIL}{_SEPARATOR}{_NAMES}{_ENDING}")
_BEFORE = re.compile(
    r"(?:[,，、;；:：(（•]\s?|[\u4e00-\u9fff]\s?|\b(?:with|in|of|using|like|as|and|or|use|know|mit|wie|avec|comme|con|com|como|"
    rf"e\.g\.|i\.e\.|z\.\s?B\.)\s){_NAMES}{_SEPARATOR}$"
)
_LISTED_BY_WORDS = re.compile(rf"{_NAMES}{_ENDING}")
_SPLIT = re.compile(_SEPARATOR)
_MAY_GO_ON = frozenset(" )）,，、;；/以和或及與与")
_AFTER_A_SEPARATOR = re.compile(rf"(?:[,，、;；/和或及與与]|\s{_AND}\s)\s?[(（]?$")
SHORTEST_GAP, LONGEST_GAP, REACH = 5, 90, 70
# How far the same word is looked for without its capital.
NEARBY = 3_000

_ASKED = frozenset({"requirements", "preferred", "stack"})
_SILENT = frozenset({"title", "about", "benefits", "apply"})
_GERMAN = re.compile(r"\b(?:und|oder|mit|der|die|für|sowie|von|im)\b")
_KIND_FOLLOWS = re.compile(
    r"\s?(?:框架|工具|平[台臺]|系[统統]|[数數][据據]库|資料庫|[语語]言|[编編]程|[开開][发發])"
)

_ITEM_NUMBER = re.compile(r"(?<=[A-Za-z])\.\d{1,2}$")
_VERSION = re.compile(r" v?\d+(?:\.[\dx]+)*\+?$")
_PLURAL_OF_CAPITALS = re.compile(r"[A-Z0-9]{2,}s")
_GLUED = re.compile(
    r"(?:of|or|and|with|like|in|mit|wie|und|oder|von|to|for|using|the|an?|on|via|by|[a-z]{4,}(?=[A-Z][a-z])|e\.g\.|i\.e\.|z\.B\.)[A-Z]"
)
# Frequencies, amounts of years, two sentences run together, and what is the possessive or the plural of something.
_NO_NAME = re.compile(r"\d[GMk]?Hz|\d\+?(?:years?|yrs?)|\d\.[A-Z]|'s$|-as-a-")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_STRANGE = re.compile(rf"{_INNER_CAPITAL.pattern}|\w\.js\b|\w[+#]|[A-Za-z]\d|\d[A-Za-z]")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+(?:[.-][A-Z0-9]+)*")
_ORDINARY_ENDING = re.compile(
    r"(?:ings?|tions?|ments?|ity|ities|ness|ships?|[ae]nces?|ists?|ics|ies|ures?|a[bl]ly|als|ives?|ly|[eo]rs|[ae]nts|isms?|ages|"
    r"ungs?|ungen|keit|heit|schaft|isierung|ción|ções|ção)$"
)
Shape = Literal["strange", "capitals", "capital", "words"]
Company = Literal["between", "beside", "examples", "asked"]


class _Name(NamedTuple):
    start: int
    end: int
    shape: Shape


class _Chain(NamedTuple):
    """Matches ``first`` to ``last``, which stand in one list, and how many technologies they name."""

    first: int
    last: int
    known: int


def find_unlisted(document: Document, taxonomy: Taxonomy, matches: Sequence[Match]) -> list[Match]:
    """Return where the text names technologies beside ``matches``, in order and apart from each other.

    A listed one in a spelling that no list holds ("SumoLogic") bears its listed id.
    """
    found: set[Match] = set()
    for chain, between in _chains(document.text, taxonomy.skills, matches):
        company: Company = "beside" if between is None else "between"
        names = _beside(document, taxonomy.skills, matches, chain) if between is None else between
        if names and not lists_companies(
            document.line_at(matches[chain.first].start), matches[chain.first].start
        ):
            found.update(_that_count(document, taxonomy, names, company, chain.known))
    for cue, begin in _announced(document):
        names = _announced_names(document, cue, begin)
        found.update(_that_count(document, taxonomy, names, cue, 0))
    in_order = sorted(found, key=lambda one: (one.start, -one.end, one.skill_id))
    return _apart(in_order, document.mentions(taxonomy)) if found else []


def _that_count(
    document: Document, taxonomy: Taxonomy, names: list[_Name], company: Company, known: int
) -> Iterator[Match]:
    for name in names:
        section = document.line_at(name.start).section
        written = document.text[name.start : name.end]
        if section in _SILENT or taxonomy.respellings.knows(written):
            continue
        listed = taxonomy.respellings.skill_of(written)
        if listed:
            yield Match(listed, name.start, name.end, "respelt")
        elif _is_enough(name.shape, company, known, section in _ASKED) and not (
            name.shape == "capital" and _is_ordinary(document, name, company)
        ):
            yield Match(slug(written), name.start, name.end, "unlisted")


def _is_enough(shape: Shape, company: Company, known: int, asked: bool) -> bool:
    """Whether what stands around a name speaks for a technology, given how it is written."""
    if company == "between":
        return True
    if company == "beside":
        return asked or known > 1 if shape == "strange" else asked and known > 1 and shape != "words"
    return asked and (shape != "words" if company == "examples" else shape == "strange")


def _is_ordinary(document: Document, name: _Name, company: Company) -> bool:
    """Whether a word with a capital may owe it to its language, or stands in the text without it."""
    text = document.text
    low, high = max(0, name.start - NEARBY), name.end + NEARBY
    if text.find(f" {text[name.start : name.end].lower()}", low, high) >= 0:
        return True
    line = document.line_at(name.start)
    return company != "between" and _GERMAN.search(text, line.start, line.end) is not None


def _chains(
    text: str, skills: Mapping[str, Skill], matches: Sequence[Match]
) -> Iterator[tuple[_Chain, list[_Name] | None]]:
    """Yield each chain of matches, and before it the names between two of its technologies."""
    first, known = 0, set[str]()
    for number, match in enumerate(matches):
        is_tech = skills[match.skill_id].kind == "tech"
        if number:
            before = matches[number - 1]
            joined = _joined(text, before.end, match.start)
            if joined is None:
                yield _Chain(first, number - 1, len(known)), None
                first, known = number, set()
            elif joined and is_tech and skills[before.skill_id].kind == "tech":
                yield _Chain(first, number, len(known)), joined
        if is_tech:
            known.add(match.skill_id)
    if matches:
        yield _Chain(first, len(matches) - 1, len(known)), None


def _joined(text: str, start: int, end: int) -> list[_Name] | None:
    """Return the names in a gap between two items of a list; None where they stand in no list."""
    if (
        not 0 < end - start <= LONGEST_GAP
        or text[start] not in _MAY_GO_ON
        or text.find("\n", start, end) >= 0
    ):
        return None
    if _GAP.fullmatch(text, start, end):
        return []
    between = _BETWEEN.fullmatch(text, start, end) if end - start >= SHORTEST_GAP else None
    return _names(text, between) if between else None


def _beside(
    document: Document, skills: Mapping[str, Skill], matches: Sequence[Match], chain: _Chain
) -> list[_Name]:
    """Return the names that a list goes on with after its last match, and those before its first."""
    text, names = document.text, []
    first, last = matches[chain.first], matches[chain.last]
    line = document.line_at(first.start)
    if text[last.end : last.end + 1] in _MAY_GO_ON and skills[last.skill_id].kind == "tech":
        limit = min(matches[chain.last + 1].start if chain.last + 1 < len(matches) else line.end, line.end)
        after = _AFTER.match(text, last.end, min(limit + 1, last.end + REACH))
        if after and after.end() <= limit:
            names += _names(text, after)
    if skills[first.skill_id].kind == "tech":
        low = max(matches[chain.first - 1].end if chain.first else 0, line.start, first.start - REACH)
        opens = _AFTER_A_SEPARATOR.search(text, max(low, first.start - 8), first.start)
        before = _BEFORE.search(text, low, first.start) if opens else None
        if before:
            names += _names(text, before)
    return names


def _announced(document: Document) -> Iterator[tuple[Company, int]]:
    spans = document.spans(CUES)
    for _, end in spans.get("examples", ()):
        yield "examples", end
    for _, end in spans.get("asked_by_name", ()):
        yield "asked", end


def _announced_names(document: Document, cue: Company, begin: int) -> list[_Name]:
    text, line = document.text, document.line_at(begin)
    found = _LISTED_BY_WORDS.match(text, begin, min(line.end + 1, begin + 2 * REACH))
    if found is None or found.end() > line.end:
        return []
    names = _names(text, found)
    if cue == "examples":
        return names if len(names) > 1 or any(name.shape == "strange" for name in names) else []
    return [
        name._replace(shape="strange") if _KIND_FOLLOWS.match(text, name.end) else name
        for name in names
        if _INNER_CAPITAL.search(text, name.start, name.end) or _KIND_FOLLOWS.match(text, name.end)
    ]


def _apart(found: list[Match], mentions: Sequence[Match]) -> list[Match]:
    """Return what overlaps no mention of a listed skill and nothing before it."""
    ends = [mention.end for mention in mentions]
    kept: list[Match] = []
    for one in found:
        after = bisect_right(ends, one.start)
        free = after == len(mentions) or mentions[after].start >= one.end
        if free and not (kept and one.start < kept[-1].end):
            kept.append(one)
    return kept


def _names(text: str, found: re.Match[str]) -> list[_Name]:
    """Return the names of a list, without what is none."""
    names = []
    start, stop = found.span("names")
    for separator in _SPLIT.finditer(text, start, stop):
        names.append(_name(text, start, separator.start()))
        start = separator.end()
    names.append(_name(text, start, stop))
    return [name for name in names if name]


def _name(text: str, start: int, end: int) -> _Name | None:
    written = text[start:end]
    first, _, rest = written.partition(" ")
    if rest and first in _LEADS:
        start += len(first) + 1
        written = rest
    if number := _ITEM_NUMBER.search(written):
        written = written[: number.start()]
    version = _VERSION.search(written)
    if version:
        written = written[: version.start()]
    shape = _shape(written)
    if shape == "capital" and version and "." in version[0]:
        shape = "strange"
    return shape and _Name(start, start + len(written), shape)


@lru_cache(maxsize=1 << 16)
def _shape(written: str) -> Shape | None:
    """Return how a name is written; None where the words are none."""
    words = written.casefold().split()
    if sum(map(str.isalpha, written)) < 2 or " ".join(words) in _OTHERS or all(w in _ORDINARY for w in words):
        return None
    if _GLUED.match(written) or _NO_NAME.search(written):
        return None
    if len(words) > 1:
        if not written[0].isupper() or words[-1] in _ENDS or any(word in _OTHERS for word in words):
            return None
        return "words" if any(_STRANGE.search(w) or _CAPITALS.fullmatch(w) for w in written.split()) else None
    if _PLURAL_OF_CAPITALS.fullmatch(written):
        return None
    if _CAPITALS.fullmatch(written):
        return "capitals"
    if _STRANGE.search(written):
        return "strange"
    return "capital" if written[0].isupper() and not _ORDINARY_ENDING.search(written) else None


def slug(name: str) -> str:
    """Return the id of a name. Listed ids hold no hyphen, so the two never meet."""
    spelt = name.casefold().replace("+", " plus").replace("#", " sharp")
    return PREFIX + re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")


def unlisted_skill(name: str) -> Skill:
    """Return the entry of a technology that has none."""
    return Skill.model_construct(id=slug(name), label=name, category=UNLISTED)
