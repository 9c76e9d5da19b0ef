"""Which spoken languages a posting asks for: a language's name with a word of ability or need near it.

Names that stand side by side ("German and English skills") share what is said of one of them.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalise.sieve import said
from pipelines.normalised_posting import Evidence, NamedStatement

_BEFORE, _AFTER, _CLOSE, _ROUND = 50, 40, 14, 150
# No text that asks for a language names it more often.
MOST = 50
_HAN = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[.;。；•\n!?](?!\S)|[。；\n]")
_JOINT = re.compile(
    r"(?:[\s,/&、，和与與及或()（）:-]|\b(?:and|or|und|oder|et|ou|y|e|both|as well as|als auch|sowie|plus|in|"
    r"[abc][12]|native|fluent|fluently|level|written|spoken|good|the|kenntnisse)\b){0,14}",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"kenntnis|sprach|taal|kiel", re.IGNORECASE)
# "Fluent English, French would be an advantage": the wish is of the last name alone.
_ABLE = re.compile(
    r"(?:fluent|native|excellent|proficient|perfect|business|professional|good|strong|fließend\w*|sehr gut\w*)\s(?:in\s|written\s|spoken\s)*$",
    re.IGNORECASE,
)
_APART = re.compile(r"(?: skills)?[,;] ?$")
# Words that mean something else without a capital: "polish the interface".
_CAPITAL = frozenset({"Polish", "Chinese", "Thai"})


class _Mention(NamedTuple):
    start: int
    end: int
    name: str


def find_human_languages(document: Document) -> tuple[NamedStatement, ...]:
    """Return each spoken language that is asked for, once, in the order of the text."""
    mentions = sorted(
        _Mention(start, end, name)
        for name, spans in said(document, "human_languages").items()
        for start, end in spans[:MOST]
        if document.text[start].isupper() or name not in _CAPITAL or _HAN.match(document.text, start)
    )
    found: dict[str, NamedStatement] = {}
    for group in _groups(document.text, mentions):
        if any(_is_asked_for(document, group[0].start, group[-1].end, one) for one in group):
            for one, following in pairwise([*group, None]):
                if one and one.name not in found:
                    found[one.name] = _statement(document, one, following)
    return tuple(found.values())


def _groups(text: str, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Return the names in groups of neighbours: nothing but commas, "and" or levels between them."""
    groups: list[list[_Mention]] = [mentions[:1]] if mentions else []
    for one, other in pairwise(mentions):
        if other.start < one.end:
            continue
        if other.start - one.end <= 40 and _JOINT.fullmatch(text, one.end, other.start):
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups


def _is_asked_for(document: Document, first: int, last: int, one: _Mention) -> bool:
    """Whether words near a name ask for it; ``first`` and ``last`` bound the names beside it."""
    text, words = document.text, _near()
    before = _STOP.split(text[max(0, first - _BEFORE) : first])[-1]
    after = _STOP.split(text[last : last + _AFTER])[0]
    own = text[one.end : one.end + _AFTER]
    if words["other"].search(own) or words["denied"].search(before) or words["denied_after"].search(after):
        return False
    line = document.line_at(one.start)
    left, right = max(line.start, one.start - _ROUND), min(line.end, one.end + _ROUND)
    if line.section == "apply" and words["papers"].search(text, left, right):
        return False
    written = text[one.start : one.end]
    if _HAN.search(written):
        return bool(words["han"].search(before[-_CLOSE:]) or words["han"].search(after[:_CLOSE]))
    return bool(_ITSELF.search(written) or words["after"].search(after) or words["before"].search(before))


def _statement(document: Document, one: _Mention, following: _Mention | None) -> NamedStatement:
    text = document.text[one.start : one.end]
    section = document.line_at(one.start).section
    evidence = Evidence(text, one.start, one.end, section, f"human_languages.{one.name}")
    # Whatever is asked for and no wish is a must.
    level = level_at(document, one.start, one.end)
    if (
        following
        and section != "preferred"
        and _ABLE.search(document.text, max(0, one.start - 30), one.start)
        and _APART.fullmatch(document.text, one.end, following.start)
    ):
        level = "required"
    return NamedStatement(one.name, "required" if level == "unstated" else level, evidence)


@cache
def _near() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(says if isinstance(says, str) else "|".join(says), re.IGNORECASE)
        for name, says in declared("human_languages")["near"].items()
    }
