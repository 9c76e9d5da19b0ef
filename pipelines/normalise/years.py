"""Amounts of experience: how many years, of what, and how firmly asked.

A number of years counts where its sentence speaks of experience asked of the person. The age of the employer, the
length of a contract, vesting, leave and history do not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.normalise.document import Document, Line
from pipelines.normalise.levels import level_at
from pipelines.normalised_posting import Evidence, YearsOf, YearsStatement
from pipelines.taxonomy import Taxonomy

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "a couple of": 2, "ein": 1, "eine": 1, "zwei": 2, "drei": 3,
    "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "dix": 10, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "dois": 2, "três": 3, "quatro": 4, "due": 2, "tre": 3,
    "quattro": 4, "cinque": 5, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10,
}  # fmt: skip
_NUMBER = r"\d{1,2}(?:[.,]5)?|" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_UNIT = r"years?|yrs?|yoe|months?|jahre?n?|monate?n?|ans?|années?|mois|años?|meses|anos?|anni|mesi|年間?|個月|个月|ヶ月"
_AMOUNT = re.compile(
    rf"(?<![\w.,$€£/-])(?P<low>{_NUMBER})(?:\s*\(\s*\d{{1,2}}\s*\))?\s*(?P<open>\+|plus\b|\bor more\b)?"
    rf"(?:\s*(?:-|–|—|~|～|to|bis|à|a|至|到|or|und|and)\s*(?P<high>{_NUMBER})\s*(?P<more>\+)?)?"
    rf"\s*(?:full\s+|or more\s+|plus\s+|solid\s+)?[-\s]?(?P<unit>{_UNIT})(?![a-zà-ÿ])(?P<later>\s*\+|(?:'|’)?\s*\+|\s*以上|\s*(?:or more|plus)\b)?",
    re.IGNORECASE,
)
_MAY_HOLD_YEARS = re.compile(
    r"[yYjJmMaA](?:ear|EAR|rs?\b|oe|OE|onth|ahr|onat|ns?\b|nn[ée]e|ois|ños?\b|nos?\b|es|nni)|[年月]"
)
_AT_MOST = re.compile(
    r"(?:up to|at most|maximum(?: of)?|max\.?|no more than|less than|under|bis zu|maximal|jusqu'à|hasta|不超过|以下)\s*$",
    re.I,
)
_EXPERIENCE = re.compile(
    r"experien\w+|exp\b|exp\.|background|track record|working|worked|\bwork\b|hands[- ]on|building|developing|designing|"
    r"leading|managing|programming|coding|engineering|development|practi[cs]e|proficien\w+|expertise|knowledge|using|"
    r"in (?:a|an) \w+|industry|as an? |in the field|erfahrung|berufserfahrung|expérience|experiencia|experiência|esperienza|"
    r"\brole|經驗|经验|経験|經歷|经历|年资|年資|工作|从事|從事|实务|實務|开发|開發|yoe",
    re.IGNORECASE,
)
_NOT_EXPERIENCE_AFTER = re.compile(
    r"^(?:'|’)?\s*(?:ago\b|old\b|of age\b|in (?:business|operation|the making|a row)|warranty|contract|term\b|visa|vest\w*|"
    r"cliff|of (?:growth|history|service to|innovation|excellence|existence|success|helping|serving|funding|runway|vesting|"
    r"leadership in)|anniversary|from now|later|after|mentorship|since|running|now\b|straight|plan\b|roadmap|consecutive|"
    r"(?:parental|maternity|sabbatical|leave)|free|subscription|degree|program(?:me)?\b|(?:university|college)|"
    r"bachelor|master|technical (?:college|degree)|成立|历史|歷史)",
    re.IGNORECASE,
)
_NOT_EXPERIENCE_BEFORE = re.compile(
    r"(?:(?:for|over|in|during|the|past|last|next|first|within|after|every|since|nearly|almost) (?:the )?(?:last|past|next|"
    r"first|previous|coming|more than|over)?\s*|founded|established|history|celebrat\w+|in just|each|per|"
    r"contract(?: of| for)?|vest\w* over|成立|过去|過去|未来|未來|近)\s*$",
    re.IGNORECASE,
)
_COMPANY_TALK = re.compile(
    r"\b(?:we have been|we've been|our (?:company|clients|history|team has)|has been (?:a|the|in)|founded in|"
    r"we(?:'ve| have) (?:grown|spent|built)|the company|has over|with over|combined|collective(?:ly)?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:lead(?:ing|er|ership|s)?|manag(?:ing|er|ement|erial|ed)|supervis\w+|mentor\w*|coaching|people|direct reports|head of|"
    r"director|team lead|tech lead|architect(?:e)? (?:role|or lead)|leitung|führung\w*|encadrement|management|liderazgo|"
    r"liderando|gestión de equipos|liderança|gestão de equipes?)\b|管理|带领|帶領|領導|领导|主管|團隊|带团队",
    re.IGNORECASE,
)
_NOT_LEAD = re.compile(
    r"\b(?:product|data|database|project|content|package|state|configuration|memory|risk|account|operations?|general|"
    r"strategic|vendor|supply chain|inventory|data|knowledge|dependency|asset|investment|category) manag\w+|"
    r"management consult\w+|management systems?|leading (?:companies|company|tech|cloud|provider|edge)|管理系[统統]|运营管理|經營及?管理",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:software|engineering|engineer|programming|coding|development|developer|professional|industry|relevant|related|work|"
    r"working|technical|technology|tech|it|information (?:systems|technology)|computer|commercial|practical|"
    r"hands[- ]on|product|sw|experience|building|designing|developing|systems?|applications?|similar|role|in a|full[- ]time|"
    r"as an?|individual contributor)\b|软件|軟體|工作|相关|相關|程式|研发|研發|开发|開發|资讯|資訊|\bit\b",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?:experience|work|working|background|经验|background)?\s*(?:in|within|with|of|at|as)\s+(?:an? |the )?"
    r"(?P<field>[A-Za-zÀ-ÿ][\w/& ,'-]{2,60}?)(?=\s*(?:$|[.;:()\n]|, (?:with|including|preferably|and|or)\b| with\b| and \w+ing\b))",
    re.IGNORECASE,
)
_END_OF_OBJECT = re.compile(
    r"[.;:。；，](?:\s|$)|\n|, (?:with|including|preferably|ideally|and (?:a|an|at least|strong|proven|\d)|of which|plus)|"
    r"\bwith (?:at least|a minimum|\d)|\bincluding (?:at least|\d)|，|；|\s\|\s"
)
REACH = 130
LONGEST = 30  # a career; larger numbers are ages and anniversaries


@dataclass(frozen=True, slots=True)
class _Amount:
    min: float | None
    max: float | None
    start: int
    end: int


def find_years(document: Document, taxonomy: Taxonomy) -> tuple[YearsStatement, ...]:
    """Return each amount of experience asked of the person, in the order of the text."""
    statements = []
    amounts = list(_amounts(document, taxonomy))
    for number, amount in enumerate(amounts):
        following = amounts[number + 1].start if number + 1 < len(amounts) else len(document.text)
        statements.append(_statement(document, taxonomy, amount, following))
    return tuple(statements)


def _amounts(document: Document, taxonomy: Taxonomy) -> Iterator[_Amount]:
    for line, found in _written_amounts(document):
        if line.section in ("benefits", "apply") or not _is_asked(document, taxonomy, found):
            continue
        amount = _amount(document.text, found)
        if amount:
            yield amount


def _written_amounts(document: Document) -> Iterator[tuple[Line, re.Match[str]]]:
    starts = {document.line_at(hint.start()).start for hint in _MAY_HOLD_YEARS.finditer(document.text)}
    for line in map(document.line_at, sorted(starts)):
        for found in _AMOUNT.finditer(document.text, line.start, line.end):
            yield line, found


def _amount(text: str, found: re.Match[str]) -> _Amount | None:
    scale = 12 if re.match(r"month|monat|mois|mes|個月|个月|ヶ月", found["unit"], re.IGNORECASE) else 1
    low = _number(found["low"]) / scale
    high = _number(found["high"]) / scale if found["high"] else None
    if high is not None and found["more"]:
        high = None
    if found["later"] or found["open"]:
        high = None if high is None or found["later"] else high
    if high is not None and high < low:
        return None
    if low > LONGEST or (high or 0) > LONGEST or (low == 0 and high is None):
        return None
    start = found.start()
    if high is None and not found["open"] and _AT_MOST.search(text, max(0, start - 20), start):
        return _Amount(None, low, start, found.end())
    return _Amount(round(low, 2), None if high is None else round(high, 2), start, found.end())


def _number(written: str) -> float:
    word = written.lower()
    return float(_WORDS[word]) if word in _WORDS else float(written.replace(",", "."))


def _is_asked(document: Document, taxonomy: Taxonomy, found: re.Match[str]) -> bool:
    text = document.text
    left, right = document.sentence_at(found.start())
    after = text[found.end() : min(right, found.end() + 90)]
    before = text[max(left, found.start() - 60) : found.start()]
    if _NOT_EXPERIENCE_AFTER.match(after):
        return False
    section = document.line_at(found.start()).section
    asked = section in ("requirements", "preferred", "title", "header")
    if not (
        asked or _EXPERIENCE.search(after) or _EXPERIENCE.search(before) or taxonomy.mentions(after[:50])
    ):
        return False
    if _NOT_EXPERIENCE_BEFORE.search(before) and not re.match(
        r"\W*(?:'|’)?\s*(?:of )?(?:\w+[ -]){0,3}exp", after, re.I
    ):
        return False
    return asked or not _COMPANY_TALK.search(text, left, found.start())


def _statement(document: Document, taxonomy: Taxonomy, amount: _Amount, following: int) -> YearsStatement:
    start, end = _object(document, amount, following)
    words = document.text[amount.end : end]
    left, _ = document.sentence_at(amount.start)
    left = max(left, amount.start - 50)
    before = document.text[left : amount.start]
    of, targets, ids = _of_what(taxonomy, words, before)
    evidence = Evidence(
        matched_text=document.text[start:end],
        start=start,
        end=end,
        section=document.line_at(amount.start).section,
        rule=f"years.{of}",
    )
    level = level_at(document, amount.start, amount.end)
    if level == "unstated" and evidence.section != "title":
        level = "required"  # an amount of experience is a claim on the person wherever it stands
    return YearsStatement(amount.min, amount.max, of, targets, ids, level, evidence)


def _object(document: Document, amount: _Amount, following: int) -> tuple[int, int]:
    """Return the clause from the amount to the end of what it is experience of."""
    line = document.line_at(amount.start)
    reach = min(line.end, following, amount.end + REACH)
    stop = _END_OF_OBJECT.search(document.text, amount.end, reach)
    end = stop.start() if stop else reach
    while end > amount.end and document.text[end - 1] in " ,(-–":
        end -= 1
    return amount.start, end


def _of_what(taxonomy: Taxonomy, words: str, before: str) -> tuple[YearsOf, tuple[str, ...], tuple[str, ...]]:
    found = taxonomy.mentions(words)
    if not found and not re.search(r"\w{4}", words):
        found = taxonomy.mentions(before)
    labels = {taxonomy.skills[match.skill_id].label: match.skill_id for match in found}
    is_lead = _LEAD.search(_NOT_LEAD.sub(" ", words)) or (
        not re.search(r"\w{12}", words) and _LEAD.search(_NOT_LEAD.sub(" ", before[-30:]))
    )
    if is_lead:
        return "lead", (), ()
    if labels:
        return "skill", tuple(labels), tuple(labels.values())
    field = _DOMAIN.search(words)
    if field and not _GENERAL.search(field["field"]):
        return "domain", (field["field"].strip(" ,"),), ()
    return "total", (), ()


def overall_years(statements: Iterable[YearsStatement]) -> tuple[float | None, float | None]:
    """Return the posting's own minimum and maximum: of what it asks in total, else the largest minimum of a skill.

    Wishes and years of leading do not count; several alternatives (by degree, say) give the smallest minimum.
    """
    asked = [one for one in statements if one.level != "preferred" and one.min is not None]
    total = [one for one in asked if one.of == "total"]
    if total:
        first = min(total, key=lambda one: one.min or 0)
        return first.min, first.max
    others = [one for one in asked if one.of in ("skill", "domain")]
    if others:
        first = max(others, key=lambda one: one.min or 0)
        return first.min, first.max
    return None, None
