"""Which degree a posting asks for: the lowest that satisfies it, whether it is a must, and whether experience will do."""

import re

from pipelines.normalise.cues import Cues
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalised_posting import Education, EducationLevel, Evidence

_LEVELS: dict[str, str] = {
    "none": r"no (?:college |university |formal )?degree (?:is )?(?:needed|required|necessary)|(?:学历|學歷)不限|不限学历|不限學歷|學歷要求[:：]?\s*不拘",
    "diploma": r"\bassociate(?:'|’)?s? degree|\bdiploma\b|vocational|berufsausbildung|abgeschlossene ausbildung|\bausbildung\b|\bbac ?\+ ?2|専門学校|大专|大專|专科|專科",
    "bachelor": (
        r"\bbachelor(?:'|’)?s?\b|\bbsc\b|\bb\.sc\b|\bb\.s\.|\bbs/|\bbs,|\bbs or |\bbs in |\bbs degree|\bbs computer|\bb\.?tech\b|\bb\.e\.|\bba/bs\b|\bbs/ba\b|\bundergraduate degree|licence\b|"
        r"\bgrado\b|licenciatura|graduação|\bbac ?\+ ?3|laurea|本科|大学以上|大學以上|大学本科|學士|学士|大學|大学毕业"
    ),
    "master": r"\bmaster(?:'|’)?s?(?: degree| of|'s|’s| in)\b|\bmsc\b|\bm\.sc\b|\bm\.s\.|\bms (?:in |or |degree|computer)|\bms/|\bmba\b|\bm\.?tech\b|ingénieur|bac ?\+ ?5|\bmáster\b|硕士|碩士|研究所|修士",
    "phd": r"\bphd\b|\bph\.d\b|\bph\. d\b|\bph d\b|\bdoctorate\b|\bdoctoral\b|promotion in|博士",
    "degree": (
        r"\b(?:university|college|technical|computer science|cs|engineering|relevant|advanced|stem|academic|equivalent) degrees?\b|\bdegree\b(?= (?:in|or|from|preferred|required))|"
        r"\bdegree(?:-level)?\b|\bstudium\b|hochschulabschluss|studienabschluss|\bdiplôme\b|formation supérieure|titulación|título universitario|ensino superior|学历|學歷|大卒"
    ),
}
_NOT_A_DEGREE = (
    r"\bscrum ?master|\bmaster(?:ing|y|ed|piece|class|card| data| branch| plan| service)|degree of|high degree|some degree|"
    r"360[- ]degree|degrees? (?:celsius|fahrenheit)|to a degree|certain degree"
)
_CUES = Cues({**_LEVELS, "not": _NOT_A_DEGREE})
_ORDER: tuple[EducationLevel, ...] = ("none", "diploma", "bachelor", "master", "phd", "degree")
_OR_EQUIVALENT = re.compile(
    r"or (?:an )?(?:equivalent|comparable|similar|related)(?: \w+){0,3} (?:experience|background|training|combination)|equivalent (?:practical |work |professional |"
    r"combination|industry |real)|or (?:relevant |commensurate |related )?(?:work |practical |professional |industry )?experience|in lieu of|"
    r"or equivalent\b|oder (?:eine )?vergleichbar\w*|oder gleichwertig\w*|ou (?:expérience )?équivalent\w*|o (?:experiencia )?equivalente|或(?:同等|相當)|同等学力|同等學歷",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\b(computer science|computer engineering|software engineering|electrical engineering|information (?:systems|technology)|"
    r"mathematics|statistics|physics|data science|engineering|business administration|informatik|wirtschaftsinformatik|informatique)\b|"
    r"资讯|資訊|计算机|計算機|電機|軟體工程|软件工程|資管|資工",
    re.IGNORECASE,
)


def find_education(document: Document) -> Education | None:
    """Return what the first line that speaks of a degree asks for, or None."""
    spans = document.spans(_CUES)
    others = spans.get("not", [])
    found = [
        (document.line_at(start).start, _ORDER.index(level), level, start, end)
        for level in _ORDER
        for start, end in spans.get(level, ())
        if _counts(document, start) and not any(a < end and start < b for a, b in others)
    ]
    if not found:
        return None
    _, _, level, start, end = min(found)
    return _education(document, level, start, end)


def _counts(document: Document, start: int) -> bool:
    line = document.line_at(start)
    return line.section not in ("benefits", "apply") and not (line.heading and line.end - line.start < 12)


def _education(document: Document, level: EducationLevel, start: int, end: int) -> Education:
    line = document.line_at(start)
    written = document.text[line.start : line.end]
    left, right = document.sentence_at(start)
    sentence = Evidence(document.text[left:right], left, right, line.section, f"education.{level}")
    return Education(
        level=level,
        required=level_at(document, start, end) != "preferred" and level != "none",
        or_equivalent=bool(_OR_EQUIVALENT.search(written)),
        fields=tuple(dict.fromkeys(field[0].lower() for field in _FIELD.finditer(written))),
        evidence=sentence,
    )
