"""Which degree a posting asks for: the lowest that satisfies it, whether it is a must, and whether experience will do.

Levels are read sentence by sentence, with the alternatives in the lines below ("Master's ... or", "OR Bachelor's ...").
The first sentence that asks counts before any that only wishes.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalise.phrases import Phrases, lowered
from pipelines.normalise.wording import LineCues
from pipelines.normalised_posting import Education, EducationLevel, Evidence

_WORDS = declared("degrees")
_ORDER: tuple[EducationLevel, ...] = ("none", "diploma", "bachelor", "master", "phd", "degree")
_CUES = LineCues({**_WORDS["levels"], "never": _WORDS["talk"]["never"]})
_OTHERS = re.compile("|".join(_WORDS["talk"]["others"]), re.IGNORECASE)
_EQUIVALENT = Phrases(_WORDS["talk"]["equivalent"])
_ALTERNATIVE = re.compile(r"[•\s]*(?:or\b|oder\b|ou\b|或)", re.IGNORECASE)
_ENDS_IN_OR = re.compile(r"\b(?:or|oder|ou|and/or)[\s,:]*$", re.IGNORECASE)
# "BSC" in capitals alone is a chain of blocks as often as a degree.
_CAPITALS_THAT_MISLEAD = re.compile(r"BSC(?! (?:in|or|degree)\b|\s?[/,(])|BS(?= detector| meter)")
_WISHED_IN_BRACKETS = re.compile(
    r"[(（](?:strongly |highly |is )?(?:preferred|desired|desirable|a plus|optional|nice to have|[优優]先|尤佳)\W?[)）]",
    re.IGNORECASE,
)
_STUDIES = Phrases(_WORDS["studies"]["names"])
_SILENT = frozenset(("benefits", "apply", "title"))
_SHORT_HEADING, REACH = 12, 240
MOST = 50  # times that a posting names a level; more of them are no posting
_COMMA = re.compile("[，,；;]")
_WISH = re.compile("[優优]先|尤?佳|加分|歓迎")
_COLON = re.compile("[:：]")


@dataclass(frozen=True, slots=True)
class _Named:
    level: EducationLevel
    start: int
    end: int


def find_education(document: Document) -> Education | None:
    """Return what the first sentence that asks for a degree asks for, else the first that wishes for one, or None."""
    named = _named(document)
    if not named:
        return None
    groups = _groups(document, named)
    asked = [group for group in groups if _is_required(document, group)]
    clear = [group for group in asked or groups if any(one.level != "degree" for one in group)]
    chosen = asked[0] if asked else groups[0]
    if (
        clear
        and all(one.level == "degree" for one in chosen)
        and _line(document, clear[0]) == _line(document, chosen)
    ):
        chosen = clear[0]
    return _education(document, chosen)


def _named(document: Document) -> list[_Named]:
    spans = document.spans(_CUES)
    never = spans.get("never", [])
    found = [
        _Named(level, start, end)
        for level in _ORDER
        for start, end in spans.get(level, ())[:MOST]
        if _counts(document, start, end) and not _overlaps(never, start, end)
    ]
    if not found:
        found = [
            _Named("degree", start, end)
            for start, end in spans.get("field", ())
            if _counts(document, start, end)
        ]
    return sorted(found, key=lambda one: one.start)


def _overlaps(spans: list[Span], start: int, end: int) -> bool:
    """Whether one of the spans (in order) shares a letter with ``start:end``."""
    place = bisect_left(spans, (end, 0))
    return any(start < last for _, last in spans[max(0, place - 3) : place])


def _counts(document: Document, start: int, end: int) -> bool:
    line = document.line_at(start)
    if line.section in _SILENT:
        return False
    if (
        line.heading
        and line.end - line.start < _SHORT_HEADING
        and not _COLON.search(document.text, line.start, start)
    ):
        return False
    text = document.text
    if _CAPITALS_THAT_MISLEAD.match(text, start) or (text[start - 1 : start] == "/" == text[end : end + 1]):
        return False
    if line.section in ("requirements", "preferred"):
        return True
    left = max(document.sentence_at(start)[0], start - REACH)
    return not _OTHERS.search(text, left, end)


def _groups(document: Document, named: list[_Named]) -> list[list[_Named]]:
    """Return what is named, by sentence; sentences of alternatives that stand in lines of their own make one."""
    groups: list[list[_Named]] = []
    for one in named:
        if groups and _belongs(document, groups[-1][-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _belongs(document: Document, before: _Named, one: _Named) -> bool:
    if document.sentence_at(before.start) == document.sentence_at(one.start):
        return True
    upper, lower = document.line_at(before.start), document.line_at(one.start)
    if upper == lower or one.start - before.end > 400 or document.text[upper.end : lower.start].strip():
        return False
    return bool(
        _ALTERNATIVE.match(document.text, lower.start)
        or _ENDS_IN_OR.search(document.text, upper.start, upper.end)
    )


def _line(document: Document, group: list[_Named]) -> int:
    return document.line_at(group[0].start).start


def _is_required(document: Document, group: list[_Named]) -> bool:
    lowest = _lowest(group)
    if lowest.level == "none":
        return False
    if level_at(document, lowest.start, lowest.end) == "preferred" and not _wish_is_of_the_field(
        document, lowest
    ):
        return False
    return not _WISHED_IN_BRACKETS.search(document.text, lowest.end, document.sentence_at(lowest.start)[1])


def _wish_is_of_the_field(document: Document, one: _Named) -> bool:
    """Whether what is wished for stands in a clause behind the degree: "大學以上學歷，資訊相關科系佳"."""
    text = document.text
    if text.isascii() or document.line_at(one.start).section == "preferred":
        return False
    right = document.sentence_at(one.start)[1]
    stop = _COMMA.search(text, one.end, right)
    return bool(
        stop and _WISH.search(text, stop.end(), right) and not _WISH.search(text, one.start, stop.start())
    )


def _lowest(group: list[_Named]) -> _Named:
    return min(group, key=lambda one: _ORDER.index(one.level))


def _education(document: Document, group: list[_Named]) -> Education:
    lowest = _lowest(group)
    line = document.line_at(lowest.start)
    left, right = document.sentence_at(lowest.start)
    last = document.line_at(group[-1].start)
    until = min(_end_of_alternatives(document, last.end), lowest.end + 2 * REACH)
    written = lowered(document.text[max(left, lowest.start - REACH) : until])
    return Education(
        level=lowest.level,
        required=_is_required(document, group),
        or_equivalent=_EQUIVALENT.search(written, 0, len(written)) is not None,
        fields=tuple(dict.fromkeys(found[0] for found in _STUDIES.finditer(written, 0, len(written)))),
        evidence=Evidence(document.text[left:right], left, right, line.section, f"education.{lowest.level}"),
    )


def _end_of_alternatives(document: Document, end: int) -> int:
    """Return the end of the next line with words where it goes on with "or", else ``end``."""
    starts = [line.start for line in document.lines]
    for line in document.lines[bisect_right(starts, end) :][:2]:
        if line.end > line.start:
            return line.end if _ALTERNATIVE.match(document.text, line.start, line.end) else end
    return end
