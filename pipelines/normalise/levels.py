"""Whether a statement is a must, a wish, or says neither: its own clause first, then the section it stands in.

A wish has a reach: "ideally" speaks of what follows it, "is a plus" of what stands before it, and what stands in
brackets speaks of what is in them or, alone, of the item before them. Vocabulary: ``taxonomy/levels.toml``.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.normalise.wording import Gate, LineCues, Wording
from pipelines.normalised_posting import Level, Section

_WORDS = declared("levels")
# Where a sentence begins to speak of something else.
_BREAKS = (
    ";", "；", "。", r" \| ", " but ", ", while ", r", and (?=(?:a |an )?(?:nice|bonus|plus|preferably|ideally))",
    r"[，,](?=\s?(?:熟[悉練练]|精通|具[備备有]|[了瞭]解|掌握|懂|若有|如有|有.{1,20}[佳先分]))",
)  # fmt: skip
_CUES = LineCues(
    {**{name: _WORDS[name] for name in ("wish_ahead", "wish_behind", "must", "employer")}, "break": _BREAKS}
)
_OPENING = r"(?:•\s*)?(?:\(?\d{1,2}[.)、]\d?\s*)?[-*\s]*"
_OPENS_WITH_A_CLAIM = re.compile(rf"{_OPENING}(?:{'|'.join(_WORDS['claim'])})", re.IGNORECASE)
_MAY_CLAIM = Gate(rf"^{_OPENING}{claim}" for claim in _WORDS["claim"])
_ITEM = re.compile(r"[,，、;；:：(（]|\b(?:and|or|und|et|y)\b", re.IGNORECASE)
_OTHER_WORDS = re.compile(r"\w+")
# "..., Solidity is a bonus" speaks of one thing, "..., Rust would all be an advantage" of everything before it.
_OF_ONE = re.compile(r"[,，]\s*[^,，()（）]{1,40}\s(?:is|ist|est|would be)\s(?:an?\s|ein\s|un\s)(?:\w+\s)?$")
_OF_ALL = re.compile(r"\b(?:all|both|any of (?:these|those|which))\b", re.IGNORECASE)
_CONJUNCTION = re.compile(r"[,，]\s*(?:and|or|und|oder|et|ou|y|o)\b", re.IGNORECASE)
_GOES_ON, _OR = re.compile(r"\b(?:is|are|be|as|considered|a)\s*$"), re.compile(r"\bor\b|/|或")
# Sections in which nobody is asked for anything.
_SILENT = frozenset({"about", "benefits", "apply", "title"})
# A bracket of no more words than these holds the wish and nothing it could be about.
WISH_ALONE = 3


class _Clause(NamedTuple):
    """The part of a sentence that a place belongs to: its line's words, what they say of levels, its start and end."""

    text: str
    spans: Mapping[str, list[Span]]
    left: int
    right: int

    def holds(self, name: str, until: int | None = None) -> bool:
        """Whether words of a kind stand in the clause, or in its beginning."""
        right = self.right if until is None else until
        return any(self.left <= start and end <= right for start, end in self.spans.get(name, ()))


def level_at(document: Document, start: int, end: int) -> Level:
    """Return the level of what stands at ``start:end`` of the text."""
    line = document.line_at(start)
    return level_in(line.wording, line.section, start - line.start, end - line.start)


def level_in(wording: Wording, section: Section, start: int, end: int) -> Level:
    """Return the level of what stands at ``start:end`` of a line of a section. Found out once for all such lines."""
    # Where no word tells of levels, all places of the line are of one.
    place = (section, start, end) if wording.spans(_CUES) else (section, 0, 0)
    level = wording.levels.get(place)
    if level is None:
        level = wording.levels[place] = _level(wording, section, start, end)
    return level


def _level(wording: Wording, section: Section, start: int, end: int) -> Level:
    clause = _clause(wording, start, end)
    if section == "preferred" or (clause.spans and _is_wished(clause, start, end)):
        return "preferred"
    if section == "requirements":
        return "unstated" if _is_employers(clause) else "required"
    if section in _SILENT or _is_employers(clause):
        return "unstated"
    return "required" if clause.holds("must") or _opens_with_a_claim(wording) else "unstated"


def _opens_with_a_claim(wording: Wording) -> bool:
    if wording.claims is None:
        found = _MAY_CLAIM.opens(wording) and _OPENS_WITH_A_CLAIM.match(wording.text)
        wording.claims = bool(found)
    return wording.claims


def _clause(wording: Wording, start: int, end: int) -> _Clause:
    """Return the part of the sentence that the place belongs to: "X is a must, but Y a plus" has two."""
    first, right = wording.sentence_at(start)
    left = first
    spans = wording.spans(_CUES)
    for begin, after in spans.get("break", ()):
        if begin >= right:
            break
        if first <= begin and after <= start:
            left = after
        elif first <= begin and end <= begin:
            right = begin
            break
    return _Clause(wording.text, spans, left, right)


def _is_wished(clause: _Clause, start: int, end: int) -> bool:
    for begin, after in clause.spans.get("wish_ahead", ()):
        if clause.left <= begin and after <= start and not _is_shut_in(clause, begin, start):
            return True
    for begin, after in clause.spans.get("wish_behind", ()):
        if not (clause.left <= begin and after <= clause.right):
            continue
        if (
            begin - clause.left <= 3 and after <= start
        ):  # the clause opens with it, so it speaks of all that follows
            return True
        if end <= begin and _reaches_back(clause, begin, start, end):
            return True
    return False


def _bracket(clause: _Clause, place: int) -> Span | None:
    """Return the inside of the bracket within the clause that holds a place; None where there is none."""
    text, left, right = clause.text, clause.left, clause.right
    opened = max(text.rfind("(", left, place), text.rfind("（", left, place))
    if opened < 0 or max(text.rfind(")", opened, place), text.rfind("）", opened, place)) >= 0:
        return None
    shut = min(
        (at for at in (text.find(")", place, right), text.find("）", place, right)) if at >= 0), default=right
    )
    return opened + 1, shut


def _is_shut_in(clause: _Clause, begin: int, start: int) -> bool:
    inside = _bracket(clause, begin)
    return inside is not None and not inside[0] <= start < inside[1]


def _reaches_back(clause: _Clause, wish: int, start: int, end: int) -> bool:
    """Whether a wish speaks of what stands at ``start:end``, before it."""
    text = clause.text
    inside = _bracket(clause, wish)
    if inside is not None and not inside[0] <= start < inside[1]:
        words = _OTHER_WORDS.findall(text, inside[0], inside[1])
        if len(words) > WISH_ALONE:
            return False
        return not _ITEM.search(text, end, inside[0] - 1)
    if inside is None and _bracket(clause, start) is None:
        comma = max(text.rfind(", ", end, wish), text.rfind("，", end, wish))
        if comma >= 0 and _stands_apart(clause, comma, wish):
            return False
    return True


def _stands_apart(clause: _Clause, comma: int, wish: int) -> bool:
    """Whether what follows a comma is a remark of its own: "experience with Linux, Debian or Ubuntu preferred"."""
    if _CONJUNCTION.match(clause.text[comma : comma + 8]):
        return False
    between = clause.text[comma:wish]
    if _OF_ALL.search(between):
        return False
    if _OF_ONE.match(between):
        return True
    if "," in between[1:] or _GOES_ON.search(between):
        return False
    return clause.holds("must", until=comma) and bool(_OR.search(between))


def _is_employers(clause: _Clause) -> bool:
    return clause.holds("employer") and not clause.holds("must")
