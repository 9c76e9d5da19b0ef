"""Whether a statement is a must, a wish, or says neither: its own clause first, then the section it stands in.

A wish has a reach: "ideally" speaks of what follows it, "is a plus" of what stands before it, and what stands in
brackets speaks of what is in them or, alone, of the item before them. Vocabulary: ``taxonomy/levels.toml``.
"""

import re
from bisect import bisect_left

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document, Line
from pipelines.normalised_posting import Level

_WORDS = declared("levels")
# Where a sentence begins to speak of something else.
_BREAKS = (
    ";", "；", "。", r" \| ", " but ", ", while ", r", and (?=(?:a |an )?(?:nice|bonus|plus|preferably|ideally))",
    r"[，,](?=\s?(?:熟[悉練练]|精通|具[備备有]|[了瞭]解|掌握|懂|若有|如有|有.{1,20}[佳先分]))",
)  # fmt: skip
_CUES = Cues(
    {**{name: _WORDS[name] for name in ("wish_ahead", "wish_behind", "must", "employer")}, "break": _BREAKS}
)
_OPENS_WITH_A_CLAIM = re.compile(
    rf"(?:•\s*)?(?:\(?\d{{1,2}}[.)、]\d?\s*)?[-*\s]*(?:{'|'.join(_WORDS['claim'])})", re.IGNORECASE
)
_ITEM = re.compile(r"[,，、;；:：(（]|\b(?:and|or|und|et|y)\b", re.IGNORECASE)
_OTHER_WORDS = re.compile(r"\w+")
# "..., Solidity is a bonus" speaks of one thing, "..., Rust would all be an advantage" of everything before it.
_OF_ONE = re.compile(r"[,，]\s*[^,，()（）]{1,40}\s(?:is|ist|est|would be)\s(?:an?\s|ein\s|un\s)(?:\w+\s)?$")
_OF_ALL = re.compile(r"\b(?:all|both|any of (?:these|those|which))\b", re.IGNORECASE)
# Sections in which nobody is asked for anything.
_SILENT = frozenset({"about", "benefits", "apply", "title"})
# A bracket of no more words than these holds the wish and nothing it could be about.
WISH_ALONE = 3


def level_at(document: Document, start: int, end: int) -> Level:
    """Return the level of what stands at ``start:end`` of the text. Found out once per document."""
    place = start, end
    if place not in document.levels:
        document.levels[place] = _level(document, start, end)
    return document.levels[place]


def _level(document: Document, start: int, end: int) -> Level:
    clause = _clause(document, start, end)
    if _is_wished(document, clause, start, end):
        return "preferred"
    line = document.line_at(start)
    if line.section == "preferred":
        return "preferred"
    if line.section == "requirements":
        return "unstated" if _is_employers(document, clause) else "required"
    if line.section in _SILENT or _is_employers(document, clause):
        return "unstated"
    asked = _holds(document, "must", clause) or _opens_with_a_claim(document, line)
    return "required" if asked else "unstated"


def _clause(document: Document, start: int, end: int) -> Span:
    """Return the part of the sentence that the place belongs to: "X is a must, but Y a plus" has two."""
    left, right = document.sentence_at(start)
    breaks = document.spans(_CUES).get("break", [])
    for begin, after in breaks[bisect_left(breaks, (left, left)) :]:
        if begin >= right:
            break
        if after <= start:
            left = after
        elif end <= begin:
            return left, begin
    return left, right


def _is_wished(document: Document, clause: Span, start: int, end: int) -> bool:
    left, right = clause
    spans = document.spans(_CUES)
    for begin, after in spans.get("wish_ahead", ()):
        if left <= begin and after <= start and not _is_shut_in(document.text, clause, begin, after, start):
            return True
    for begin, after in spans.get("wish_behind", ()):
        if not (left <= begin and after <= right):
            continue
        if begin - left <= 3 and after <= start:  # the clause opens with it, so it speaks of all that follows
            return True
        if end <= begin and _reaches_back(document, clause, (begin, after), (start, end)):
            return True
    return False


def _bracket(text: str, clause: Span, place: int) -> Span | None:
    """Return the inside of the bracket within the clause that holds a place; None where there is none."""
    left, right = clause
    opened = max(text.rfind("(", left, place), text.rfind("（", left, place))
    if opened < 0 or max(text.rfind(")", opened, place), text.rfind("）", opened, place)) >= 0:
        return None
    shut = min(
        (at for at in (text.find(")", place, right), text.find("）", place, right)) if at >= 0), default=right
    )
    return opened + 1, shut


def _is_shut_in(text: str, clause: Span, begin: int, after: int, start: int) -> bool:
    inside = _bracket(text, clause, begin)
    return inside is not None and not inside[0] <= start < inside[1]


def _reaches_back(document: Document, clause: Span, wish: Span, place: Span) -> bool:
    """Whether a wish speaks of a place before it."""
    text = document.text
    inside = _bracket(text, clause, wish[0])
    if inside is not None and not inside[0] <= place[0] < inside[1]:
        words = _OTHER_WORDS.findall(text, inside[0], inside[1])
        if len(words) > WISH_ALONE:
            return False
        return not _ITEM.search(text, place[1], inside[0] - 1)
    if inside is None and _bracket(text, clause, place[0]) is None:
        comma = max(text.rfind(", ", place[1], wish[0]), text.rfind("，", place[1], wish[0]))
        if comma >= 0 and _stands_apart(document, clause, comma, wish):
            return False
    return True


def _stands_apart(document: Document, clause: Span, comma: int, wish: Span) -> bool:
    """Whether what follows a comma is a remark of its own: "experience with Linux, Debian or Ubuntu preferred"."""
    text = document.text
    if re.match(r"[,，]\s*(?:and|or|und|oder|et|ou|y|o)\b", text[comma : comma + 8], re.IGNORECASE):
        return False
    between = text[comma : wish[0]]
    if _OF_ALL.search(between):
        return False
    if _OF_ONE.match(between):
        return True
    if "," in between[1:] or re.search(r"\b(?:is|are|be|as|considered|a)\s*$", between):
        return False
    asked = any(
        clause[0] <= begin and after <= comma for begin, after in document.spans(_CUES).get("must", ())
    )
    return asked and bool(re.search(r"\bor\b|/|或", between))


def _is_employers(document: Document, clause: Span) -> bool:
    return _holds(document, "employer", clause) and not _holds(document, "must", clause)


def _holds(document: Document, name: str, clause: Span) -> bool:
    left, right = clause
    for start, end in document.spans(_CUES).get(name, ()):
        if start >= right:
            return False
        if left <= start and end <= right:
            return True
    return False


def _opens_with_a_claim(document: Document, line: Line) -> bool:
    if line.start not in document.claims:
        found = _OPENS_WITH_A_CLAIM.match(document.text, line.start, line.end)
        document.claims[line.start] = found is not None
    return document.claims[line.start]
