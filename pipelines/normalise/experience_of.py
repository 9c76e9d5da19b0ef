"""What an amount of experience is of: leading, named skills, another field, or the trade as a whole.

The words behind the amount decide, up to the end of their clause; where they say nothing more than "experience", the
words before it do ("Technical Lead, min. 4 years"). The first thing named wins: leading or a skill in a later clause
is another statement.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from pipelines.normalise.amounts import WORDS, Amount
from pipelines.normalise.document import Document
from pipelines.normalise.phrases import Phrases, either, lowered
from pipelines.normalised_posting import YearsOf
from pipelines.taxonomy import Taxonomy
from pipelines.taxonomy.matcher import Match

REACH, SENTENCE, BEFORE, SHORT = 200, 160, 70, 32
_STARTS_ANEW = (
    r"with|including|preferably|ideally|both|plus|who|whose|which|where|while|but|as well as|along with|in addition|"
    r"(?:a |proven |strong ){0,3}track record|proven|strong|solid|excellent|good|great|deep|demonstrat\w+|experience|knowledge|"
    r"familiar\w*|ability|proficien\w+|expertise|comfortable|an?|the|at least|minimum|preferred|required|desired|"
    r"bonnes?|excellente?s?|solides?|ma[iî]trise|connaissances?|expérience|des? (?:notions|bases|connaissances)|autonom\w+|"
    r"gute|sehr gute|fundierte|kenntnisse|experiencia|conocimientos?|buen[oa]?s?|dominio|manejo|conhecimentos?|"
    r"according to|depending (?:up)?on|avec|dont|idealerweise|vorzugsweise|davon|gerne|preferiblemente|idealmente|\d"
)
# The first letter is of one class, so that the engine passes over all others quickly.
_END = re.compile(
    rf"[.;!?。；！\n|•，,\s](?:(?<=[;!?。；！\n|•])|(?<=\.)(?=[\s-]|$)(?<!e\.g\.)(?<!eg\.)(?<!i\.e\.)(?<!z\.b\.)|"
    rf"(?<=，)(?!\s?(?:eg|e\.g|如|例如|包[含括]))|(?<=,)\s?(?:and |or )?(?=(?:{_STARTS_ANEW})\b)|"
    rf"(?:(?<=,)\s|(?<=\s))(?:(?:and|&|plus|or)\s(?=(?:an? |the |at least|minimum|\d|strong |proven |solid |excellent |have |"
    rf"you |bachelor|master|m\.?s\b|ph\.?d|equivalent (?:\w+ )?(?:experience|education|combination|degree)|can |are |is |has |able ))|"
    rf"(?:and|plus)\s(?=(?:experience|knowledge)\b)|prior\s(?=to\b)|(?:with|including|of which|incl\.?)\s(?=(?:at least|an? minimum|\d|the ability|"
    rf"an? (?:proven |strong )?track|(?:high |good |deep |in-depth )(?:proficiency|knowledge|understanding|command)))|"
    rf"[-–—]\s(?=(?:ideally|preferably|must|required|preferred))))"
)
_END_OF_IDEOGRAPHS = re.compile(
    r"(?:[经經][验驗歷历]|経験)者?(?!\s?[，,、(（:：]?\s?(?:eg|e\.g|如|例如|包[含括])|[:：])"
)
_OPENING = re.compile(
    r"['’]?\s?[-–]?\s?(?:of |in |with |using |as |by |von |mit |de |d['’]|en |con |com |di |的)?(?:the )?"
)
_LEAD_HINTS = tuple(WORDS["lead"]["hints"])
_LEAD = Phrases(WORDS["lead"]["words"])
_NO_LEAD = Phrases(
    [*WORDS["lead"]["never"], rf"(?:{either(WORDS['lead']['things'])}) (?:and \w+ )?(?:manag\w+|leads?\b)"]
)
# A noun and a conjunction before a word of leading: the noun is what the years are of.
_OF_ANOTHER = re.compile(
    r"(?:development|engineering|programming|architecture|experience|solutions|science|analytics|systems|consulting|"
    r"design|[开開][发發])\b(?: experience)?\s?(?:,|and\b|&|、|及|和|與|与)[^,]{0,40}$"
)
_WITH_LEADERS = re.compile(r"\b(?:with|alongside|under|to|for|by)\s(?:[\w-]+[ ,]+){0,4}$")
_LEADERS = frozenset(("managers", "leaders", "leads", "manager"))
_APART = re.compile(r"[,&/、及和與与]|\band\b")
# Security is a field of its own where it is not said to be that of applications.
_SECURITY_AS_FIELD = re.compile(
    r"(?:information|it|cyber|network|data)?[- ]?security(?: engineer\w*)?|info-?sec|cyber.*|[信資资][息訊讯]安全|資安|网络安全|網路安全"
)
_ARCHITECTURE_AS_FIELD = re.compile(r"\b(?:solutions?|enterprise|business|data|network) architect\w*")
_BUILDING = re.compile(r"\b(?:develop\w*|engineering|programming|implement\w*|build\w*|cod(?:e|ing))\b")
_IN_SUCH_SURROUNDINGS = re.compile(r"\bin (?:an? |the )?(?:\w+[ ,]+){0,3}$")
_SURROUNDINGS = re.compile(r"\w{0,40}[ ,]{0,2}(?:\w{1,40} ){0,2}(?:environments?|settings?|methodolog\w+)")
_METHODS = frozenset(("agile", "scrum", "kanban", "safe"))
_NAMED_CLOUDS = frozenset(
    ("aws", "azure", "google_cloud", "openstack", "alibaba_cloud", "ibm_cloud", "oracle_cloud")
)
_RELATIVE = frozenset(WORDS["general"]["relative"])
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9_'’+#&/-]*(?:\.[A-Za-z0-9]+)*")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_GENERAL = frozenset(WORDS["general"]["words"])
_TRADE = frozenset(WORDS["general"]["trade"])
_OTHER_TRADES = frozenset(WORDS["general"]["other_trades"])
_NOT_OURS = frozenset(WORDS["general"]["not_ours"])
_EDGES_OF_IDEOGRAPHS = re.compile(
    r"^[\s的之具備备有需在，,、:：]{1,8}|(?:等|之|的)?(?:相[關关])?(?:工作|[实實][务務])?(?:[经經][验驗])?[者之的\s，,。]{0,3}$"
)
_GENERAL_IDEOGRAPHS = re.compile(either(WORDS["general"]["ideographs"]))
_ONLY_EXPERIENCE = re.compile(r"[\s的]{0,2}(?:[经經][验驗]|経験)")
_LEAD_IN = re.compile(
    r"(?:[\s:：\-–—(（~,]|\b(?:at least|atleast|minimum|min|of|for|over|about|around|more than|than|d'au moins|au moins|de|"
    r"mindestens|mind|al menos|mínimo|pelo menos|almeno|a|an?|is|are|the|required)\b\.?|至少|最少|需|須|须|具備?|具备|有){1,12}$"
)
_NO_OBJECT = re.compile(
    r"\b(?:with|have|has|having|possess\w*|need|needs|require[sd]?|requires|bring\w*|hold\w*|and|or|who|mit|avec|con|com)$"
)
_FIELD_BEFORE = re.compile(
    r"(?:experience|background|expérience|experiencia|experiência|erfahrung)\s(?:in|with|of|on|as|working(?: (?:on|in|with|as))?|en|im|mit|dans|com|em)\s(?P<field>.{2,60})$"
)
_FIELD_OF_IDEOGRAPHS = re.compile(
    r"[经經][验驗歷历]|相[关關]|工作|[实實][务務]|[开開研][发發]|管理|[职職][务務位]|操作|[设設][计計]|[维維]"
)
_CLAUSE_BEFORE = re.compile(r"[,;.!?。；，、\n|•](?<!min\.)(?=\s|[^\x00-\x7f]|$)|[)）]\s")
_EXPERIENCE_BEFORE_BRACKET = re.compile(r"(?:experience|expérience|experiencia|erfahrung)\s?[(（]$")
_GOES_ON_WITH = re.compile(
    r"[)）]\s(?:as|in|with|of|on|working|using|building|developing|en|avec|con|im|mit|als)\b"
)
_GOES_ON_BEHIND = re.compile(
    r"[)）]\s?(?:of )?(?:[\w-]+ ){0,2}(?:experience|background|expérience|experiencia)\b"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]{0,80}(?:[)）]|$)")
_EXAMPLES = re.compile(r"[(（,]\s?(?:e\.?g\.?|for example|such as|like)\s")
# "a product role": the trade that a role is of, by its first word and its second.
_ROLES = frozenset(WORDS["general"]["roles"])
_TRADES_OF_ROLES = frozenset(WORDS["general"]["trades_of_roles"])
_BETWEEN_IDEOGRAPHS = re.compile(r"[,/;、&或及和與与]")
_MARKS_BETWEEN_FIELDS, _STOPS_OF_A_FIELD = frozenset(",/;&"), frozenset("(:.")
_CONJUNCTIONS = frozenset(("and/or", "or", "and", "und", "oder", "et", "ou", "y"))
_ENDS_A_FIELD = frozenset(WORDS["general"]["ends_a_field"])
MOST_FIELDS = 6


class Clause:
    """An amount among its words: lower case, from ``offset`` of the text on."""

    def __init__(self, document: Document, amount: Amount) -> None:
        """Take what may belong to the amount of its line."""
        self.amount = amount
        self.offset = max(amount.line.start, amount.start - SENTENCE)
        self.words = lowered(document.text[self.offset : min(amount.line.end, amount.end + REACH)])
        self.start, self.end = amount.start - self.offset, amount.end - self.offset
        self.first = max(0, document.sentence_at(amount.start)[0] - self.offset)

    @property
    def opening(self) -> int:
        """Where the first telling word behind the amount begins."""
        opening = _OPENING.match(self.words, self.end)
        return opening.end() if opening else self.end


@dataclass(frozen=True, slots=True)
class Object:
    """What an amount is of, and where in the text the words that say so end."""

    of: YearsOf
    targets: tuple[str, ...]
    ids: tuple[str, ...]
    end: int


def experience_of(document: Document, taxonomy: Taxonomy, clause: Clause, following: int) -> Object:
    """Return what an amount of experience is of; ``following`` is where the next amount begins."""
    end = _end(clause, following - clause.offset)
    found = _read_after(document, taxonomy, clause, end) or _read_before(document, taxonomy, clause, end)
    of, targets, ids = found or ("total", (), ())
    return Object(of, targets, ids, clause.offset + end)


_Found = tuple[YearsOf, tuple[str, ...], tuple[str, ...]]
_LEADING: _Found = ("lead", (), ())


def _end(clause: Clause, following: int) -> int:
    words, start = clause.words, clause.end
    limit = min(len(words), max(following, start))
    stop = _END.search(words, start, limit)
    end = stop.start() if stop else limit
    if not words.isascii() and (experience := _END_OF_IDEOGRAPHS.search(words, start, end)):
        end = experience.end()
    if ")" in words[start:end] or "）" in words[start:end]:
        goes_on = _GOES_ON_BEHIND.match(words, start) or (
            _GOES_ON_WITH.match(words, start) and _EXPERIENCE_BEFORE_BRACKET.search(words, 0, clause.start)
        )
        end = _before_bracket(words, start, end, depth=int(bool(goes_on)))
    while (end > start and words[end - 1] in " ,(（-–&/、") or words.endswith(" +", start, end):
        end -= 1
    return end


def _before_bracket(words: str, start: int, end: int, depth: int) -> int:
    """Return the place of the bracket that closes one opened before the amount, else ``end``.

    With a ``depth`` of 1, the words go on behind that bracket: "Significant (4+ years) experience in banking".
    """
    for place in range(start, end):
        if words[place] in "(（":
            depth += 1
        elif words[place] in ")）":
            depth -= 1
            if depth < 0:
                return place
    return end


def _read_after(document: Document, taxonomy: Taxonomy, clause: Clause, end: int) -> _Found | None:
    """Return what the words behind the amount name first, None where they name nothing but experience."""
    words, start = clause.words, clause.end
    skills = _skills(document, taxonomy, clause, start, end)
    if _is_lead(clause, start, end, skills):
        return _LEADING
    if skills and _NOT_OURS.isdisjoint(_tokens(words[start : skills[0].start - clause.offset])):
        return _of_skills(taxonomy, skills)
    written = document.text[clause.offset + start : clause.offset + end]
    kind = _kind(words[start:end])
    if kind == "domain":
        return "domain", _fields(written), ()
    if kind == "lead":
        return _LEADING
    return ("total", (), ()) if kind == "total" else None


def _of_skills(taxonomy: Taxonomy, skills: list[Match]) -> _Found:
    labels = {taxonomy.skills[match.skill_id].label: match.skill_id for match in skills}
    return "skill", tuple(labels), tuple(labels.values())


def _is_lead(clause: Clause, start: int, end: int, skills: list[Match]) -> bool:
    words = clause.words
    part = words[start:end]
    for hint in _LEAD_HINTS:
        if hint in part:
            break
    else:
        if part.isascii():
            return False
    others = [found.span() for found in _NO_LEAD.finditer(words, start, end)]
    for lead in _LEAD.finditer(words, start, end):
        before = words[start : lead.start()]
        if any(begin <= lead.start() < stop for begin, stop in others):
            continue
        if lead[0] in _LEADERS and _WITH_LEADERS.search(before):
            continue
        if before.count("(") > before.count(")") or _OF_ANOTHER.search(before):
            return False
        first = [match.end - clause.offset for match in skills if match.start < clause.offset + lead.start()]
        return not (first and _APART.search(words, first[-1], lead.start()))
    return False


def _skills(document: Document, taxonomy: Taxonomy, clause: Clause, start: int, end: int) -> list[Match]:
    """Return the skills that a part of the clause names, without those that only seem to be named."""
    mentions, start, end = document.mentions(taxonomy), clause.offset + start, clause.offset + end
    first = bisect_left(mentions, start, key=lambda match: match.start)
    last = bisect_left(mentions, end, first, key=lambda match: match.start)
    found = [match for match in mentions[first:last] if match.end <= end]
    if not found:
        return found
    ids = {match.skill_id for match in found}
    text = lowered(document.text[start:end])
    if (examples := _EXAMPLES.search(text)) and found[0].end - start <= examples.start():
        found = [match for match in found if match.start - start < examples.start()]
    return [
        match
        for match in found
        if not _only_seems(match.skill_id, ids, text, match.start - start, match.end - start)
    ]


def _only_seems(skill: str, ids: set[str], words: str, start: int, end: int) -> bool:
    if skill == "cloud_computing":
        return bool(ids & _NAMED_CLOUDS)
    if skill == "application_security":
        return bool(_SECURITY_AS_FIELD.fullmatch(words, start, end))
    if skill == "software_architecture":
        if _ARCHITECTURE_AS_FIELD.search(words, max(0, start - 20), end):
            return True
        if len(ids) > 1 and words[start:end].startswith(("architecting", "architected", "architectural")):
            return True
        return len(ids) == 1 and bool(_BUILDING.search(words))
    if skill in _METHODS:
        return bool(
            _IN_SUCH_SURROUNDINGS.search(words, 0, start)
            and _SURROUNDINGS.match(words, end - 1)
            and _BUILDING.search(words, 0, start)
        )
    return False


def _tokens(words: str) -> list[str]:
    return [token.rstrip("'’") for token in _TOKEN.findall(words)]


def _kind(words: str) -> str | None:
    """Return "total", "domain" or "lead" by the first telling word (lower case), None where there is none."""
    if not words.isascii() and _HAN.search(words):
        left = _HAN.findall(_GENERAL_IDEOGRAPHS.sub(" ", words))
        if left == ["管理"]:
            return "lead"
        if any(len(part) > 1 for part in left):
            return "domain"
    tokens = _tokens(_IN_BRACKETS.sub(" ", words) if "(" in words else words)
    for word, after in pairwise([*tokens, ""]):
        if word in _RELATIVE:
            return None
        if word in _TRADES_OF_ROLES and after in _ROLES:
            return "domain"
        if word in _TRADE:
            return "domain" if after in _OTHER_TRADES else "total"
        if word not in _GENERAL and not all(part in _GENERAL or part.isdigit() for part in word.split("/")):
            return "domain"
    return None


def _fields(written: str) -> tuple[str, ...]:
    """Return the field's own words, several fields apart, without the general ones at both ends of each."""
    if _HAN.search(written):
        parts = (_EDGES_OF_IDEOGRAPHS.sub("", part) for part in _BETWEEN_IDEOGRAPHS.split(written))
        return tuple(dict.fromkeys(part for part in parts if part))[:MOST_FIELDS]
    spans: list[tuple[int, int]] = []
    low, reached, first, last = lowered(written), 0, -1, -1
    before, begin = "", 0
    for token in _TOKEN.finditer(low):
        word, gap = token[0], low[reached : token.start()]
        is_apart = word in _CONJUNCTIONS or not _MARKS_BETWEEN_FIELDS.isdisjoint(gap)
        if spans or first >= 0:
            if word in _ENDS_A_FIELD or not _STOPS_OF_A_FIELD.isdisjoint(gap):
                break
            if first >= 0 and is_apart:
                spans.append((first, last))
                first = -1
        of_a_role = not is_apart and before in _TRADES_OF_ROLES
        if word not in _GENERAL or (of_a_role and word in _ROLES):
            first, last = first if first >= 0 else begin if of_a_role else token.start(), token.end()
        before, begin, reached = word, token.start(), token.end()
    if first >= 0:
        spans.append((first, last))
    return tuple(dict.fromkeys(written[left:right] for left, right in spans))[:MOST_FIELDS]


def _names_more(words: str) -> bool:
    return _kind(words) == "domain" and sum(map(len, _HAN.findall(words))) not in range(1, 7)


def _read_before(document: Document, taxonomy: Taxonomy, clause: Clause, end: int) -> _Found | None:
    """Return what the words before the amount name, where they lead up to it."""
    words = clause.words
    left = max(clause.first, clause.start - BEFORE)
    stops = [found.end() for found in _CLAUSE_BEFORE.finditer(words, left, clause.start)]
    if len(stops) and words[stops[-1] - 1] in "，," and _ONLY_EXPERIENCE.match(words, clause.end, end):
        # "熟悉 C 語言，2 年以上經驗": with the clause before it.
        stops.pop()
    lead_in = _LEAD_IN.search(words, left, clause.start)
    right = lead_in.start() if lead_in else clause.start
    if stops and stops[-1] > right and right - clause.first <= SHORT:
        stops.pop()  # "Technical Lead, min. 4 years": only such words stand between the comma and the amount
    left = stops[-1] if stops else left
    if right <= left or _NO_OBJECT.search(words, left, right):
        return None
    skills = _skills(document, taxonomy, clause, left, right)
    if _is_lead(clause, left, right, []):
        return _LEADING
    if skills and not _names_more(words[skills[-1].end - clause.offset : right]):
        return _of_skills(taxonomy, skills)
    field = _FIELD_BEFORE.search(words, left, right)
    if field:
        left = field.start("field")
    elif not _FIELD_OF_IDEOGRAPHS.search(words, left, right):
        return None
    written = document.text[clause.offset + left : clause.offset + right]
    return ("domain", _fields(written), ()) if _kind(words[left:right]) == "domain" else None
