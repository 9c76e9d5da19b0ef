"""Which certificates a posting names: those known by name, and "X Certified Y" or "X certification" of any other.

A certificate of the employer or its products is none of the person's; talk of benefits and applying counts for nothing.
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.declarations import declared, latin_words
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalise.sieve import said
from pipelines.normalised_posting import Evidence, NamedStatement


class _Named(NamedTuple):
    start: int
    end: int
    name: str


_ELSEWHERE = frozenset({"benefits", "apply"})
_WORD = r"[A-Z](?:[A-Za-z0-9+/&#]|[.-](?=\w)){0,24}"
_EMPTY = r"(?:A|An|The|Preferred|Preferably|Relevant|Must|Have|Be|Are|Is|Current|Valid|Active|Required|Desired|Optional|You|Or|And|OR|AND) "
# "Acme Certified Engineer", "Certified Harbour Master".
_NAMED = re.compile(rf"(?:(?!{_EMPTY}){_WORD} ){{0,3}}Certified:? {_WORD}(?:[ -](?!{_EMPTY}){_WORD}){{0,4}}")
# "certification in Harbour Management".
_SUBJECT = re.compile(
    rf"f(?:ication|icate)s? (?:in|for|as an?) ((?!{_EMPTY}){_WORD}(?: (?!{_EMPTY}){_WORD}){{1,4}})"
)
# "a certificate of Harbour Pilots": the words before a Chinese word for one.
_HAN_NAMED = re.compile(
    r"「([^」\n]{2,20})」(?:之|的|相關|相关)?(?:認證|认证|證照|证照|證書|证书)|"
    rf"({_WORD}(?: (?:{_WORD}|\d{{1,2}})){{1,4}}) ?(?:認證|认证|證照|证照|證書|证书)(?!課|课|考|機|系|服|流|授|中)|"
    r"(?:領有|持有|取得|擁有|具備|具有|具|有|需|•|\n|^|[、,，/;；:：\s])((?![具領持取擁有需或及並])[一-龥]{2,8}[師士員人])(?:證照|执照|執照|證書|資格證|资格证|证书)"
)
_LEVEL = re.compile(
    r"\s*[-–(]\s*(?:Associate|Professional|Specialty|Expert|Level \d|Foundation)\b.*$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!\betc)[.!?。；](?=\s|$)|\n", re.IGNORECASE)


def find_certifications(document: Document) -> tuple[NamedStatement, ...]:
    """Return each certificate that the text names, once, in the order of the text."""
    found = said(document, "certifications")
    if not found:
        return ()
    frames = [span for span in found.get("frame", ()) if not _is_of_others(document, span)]
    named = [
        _Named(start, end, name)
        for name, spans in found.items()
        if name not in ("frame", "vendor")
        for start, end in spans
    ]
    if not frames and not named:
        return ()
    near = [*frames, *((one.start, one.end) for one in named)]
    for line in dict.fromkeys(document.line_at(start) for start, _ in sorted(near)):
        for name, places in _framed().spans(line.wording.text).items():
            spans = [(line.start + start, line.start + end) for start, end in places]
            named += [_Named(*span, name) for span in spans if _stands_beside(document.text, span, near)]
    named += _others(document, found.get("vendor", []), frames, named)
    return _statements(document, named)


def _statements(document: Document, named: list[_Named]) -> tuple[NamedStatement, ...]:
    statements: dict[str, NamedStatement] = {}
    last = 0
    for start, end, name in sorted(named, key=lambda one: (one[0], -one[1])):
        section = document.line_at(start).section
        if name in statements or section in _ELSEWHERE or end <= last:
            continue
        last = end = _word_end(document.text, end)
        evidence = Evidence(document.text[start:end], start, end, section, f"certifications.{name}")
        statements[name] = NamedStatement(name, level_at(document, start, end), evidence)
    return tuple(statements.values())


def _word_end(text: str, end: int) -> int:
    """Return where the word ends in which a match ends: a certificate is named in whole words."""
    while (
        end < len(text)
        and text[end - 1].isascii()
        and text[end].isascii()
        and text[end - 1].isalnum()
        and text[end].isalnum()
    ):
        end += 1
    return end


def _others(
    document: Document,
    vendors: list[Span],
    frames: list[Span],
    known: list[_Named],
) -> list[_Named]:
    """Return certificates that are not known by name, from the words beside a word of certifying."""
    text, named = document.text, list(known)
    for start, end in frames:
        line = document.line_at(start)
        left, right = max(line.start, start - 60), min(line.end, end + 70)
        latin = text[start].isascii()
        if latin and (subject := _SUBJECT.match(text, start, right)):
            other = _Named(*subject.span(1), f"{subject[1]} certification")
            named += [] if _covered(other, named) else [other]
        if latin and not text.startswith("fied", start):
            continue
        for one in (_NAMED if latin else _HAN_NAMED).finditer(text, left, right):
            if one.start() <= start < one.end() and not _other().search(one[0]):
                place = next((number for number in range(1, (one.lastindex or 0) + 1) if one[number]), 0)
                other = _Named(*one.span(place), _LEVEL.sub("", one[place]).strip())
                told = len(other.name.split()) > (2 if latin else 0)
                named += [other] if told and not _covered(other, named) else []
    for start, end in vendors:
        if any(start <= a < end for a, _ in frames) and not any(
            _same_sentence(text, (start, end), other[:2]) for other in named
        ):
            vendor = re.split(r"[- ]certif", text[start:end], flags=re.IGNORECASE)[0]
            named.append(_Named(start, end, f"{vendor} certification"))
    return named[len(known) :]


def _is_of_others(document: Document, frame: Span) -> bool:
    """Whether an employer, a product or an organisation is certified here."""
    start, end = frame
    return bool(_other().search(document.text, max(0, start - 30), end + 25))


def _stands_beside(text: str, one: Span, frames: list[Span]) -> bool:
    start, end = one
    return any(
        abs(start - a) <= 120 and (b <= start or a >= end) and _same_sentence(text, one, (a, b))
        for a, b in frames
    )


def _same_sentence(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return not _SENTENCE.search(text, first[1], max(first[1], second[0]))


def _covered(one: _Named, named: list[_Named]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in named)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(declared("certifications")["general"]["other"], re.IGNORECASE)


@cache
def _framed() -> Cues:
    framed = declared("certifications")["framed"]
    return Cues({name: list(map(latin_words, says)) for name, says in framed.items()})
