"""What a posting says of its employer and asks of nobody: its name, its customers, its market, its products.

Such talk names technologies that are no part of the work. What it says of the stack is, and so is what it asks for.
It stands under a heading, or in paragraphs that a board repeats under most of its positions.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document, Line
from pipelines.normalise.wording import Gate, LineCues
from pipelines.taxonomy.matcher import Match

_WORDS = declared("skill_cues")
CUES = LineCues({name: _WORDS[name] for name in ("examples", "asked_by_name", "companies", "colleagues")})
_STACK, _MAY_BE_STACK = re.compile("|".join(_WORDS["stack"]), re.IGNORECASE), Gate(_WORDS["stack"])
# From the words that announce a list of companies to the last of them, and from words that ask to what they ask for.
LONGEST_LIST, LONGEST_REQUEST = 150, 80
_ASKED = frozenset({"requirements", "preferred", "stack"})
_OF_THE_POSITION = frozenset({"title", "responsibilities", *_ASKED})
# Shorter lines are headings and items of lists.
SHORTEST_PARAGRAPH, FEWEST_POSITIONS = 40, 3
_AFTER_THE_POSITION = re.compile(r"\s*[(\[|,/:]|\s[-–—]\s")
_ROLE = re.compile(
    r"\b(?:engineers?|developers?|architects?|designers?|managers?|analysts?|leads?|remote)\b", re.IGNORECASE
)
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|llc|ltd|limited|gmbh|ag|se|s\.?a|corp|corporation|company|co|labs|technologies|group|holdings?)\.?$"
)
_BEFORE_IN_A_LIST = re.compile(r"[,/、，]\s?(?:(?:and|or)\s)?$")
_AFTER_IN_A_LIST = re.compile(r"\s?[,/、，]|\s(?:and|or)\s")
# Where what one works on begins, after those whom one works with.
_ANOTHER_MATTER = re.compile(r"\b(?:to|on|using|in|for|that|who|which|by|experience|um|pour|para)\b|[(:]")
_PEOPLE = r"(?:developers?|engineers?|teams?|designers?|specialists?|experts?|scientists?|colleagues|architects?|testers?|leads?|managers?|entwickler\w*|développeurs?)"
_PEOPLE_FOLLOW = re.compile(
    rf"(?:/\w+)?(?: \w+)?,? ?(?:(?:and|or|&|,|/) ?[\w-]+(?: [\w-]+)? ?){{0,3}}\s?\b{_PEOPLE}\b", re.IGNORECASE
)
_DEPARTMENT = re.compile(
    rf"\b(?:product|design|marketing|sales|support|qa|operations|finance|legal|stakeholders?|customers?|{_PEOPLE})\b,?",
    re.IGNORECASE,
)
_NOT_IN_A_LIST_OF_NAMES = re.compile(r"\b(?!(?:and|or|the|of|both|e\.g)\b)[a-z]{2,}")
_POSITION_FOLLOWS = re.compile(
    r"[\w/ .+#-]{0,25}\b(?:engineers?|developers?|architects?|programmers?)\b", re.IGNORECASE
)
_ENDS_OF_SENTENCES = (". ", ";", "。", "；")
_CODE_HOSTS = frozenset({"git", "github", "gitlab", "bitbucket"})
_APPLICATION = re.compile(
    r"\b(?:linked-?in|cvs?|profil\w*|accounts?|compte|liens?|links?|portfolio|r[ée]sum[ée]s?|lebenslauf|handle|username)\b|简历|履歷|\]\(|https?:",
    re.IGNORECASE,
)


def employer_names(company: str | None, text: str) -> frozenset[str]:
    """Return the names that a posting's employer bears in its text: whole, without its legal form, its first word."""
    names = _names_of(company) if company else frozenset[str]()
    head = text[:300]
    if head.count(" | ") > 1:  # "Kestrelworks (YC W21) | Backend Engineer | Porto"
        line = next(line for line in head.split("\n") if " | " in line)
        names |= _names_of(line.split(" | ")[0].split(" (")[0])
    return names


@lru_cache(maxsize=4096)
def _names_of(company: str) -> frozenset[str]:
    if _ROLE.search(company):
        return frozenset()
    name = " ".join(company.casefold().split())
    first = name.split(" ")[0].strip(",.:;()")
    names = {name, _LEGAL_FORM.sub("", name)}
    return frozenset(names | {first} if len(first) > 2 else names)


def is_employers_name(document: Document, match: Match, names: frozenset[str]) -> bool:
    """Whether a name is the employer's, or its product's, and is not asked for besides."""
    text = document.text
    written = text[match.start : match.end].casefold()
    if written not in names and written.split(" ")[0] not in names:
        return False
    line = document.line_at(match.start)
    if line.section == "title":
        return True
    if line.section in _ASKED and (
        _BEFORE_IN_A_LIST.search(text, max(0, match.start - 8), match.start)
        or _AFTER_IN_A_LIST.match(text, match.end)
    ):
        return False
    return not is_asked_by_name(line, match.start)


def is_asked_by_name(line: Line, start: int) -> bool:
    """Whether words before a name that stands in a line ask for it: "experience with", "knowledge of"."""
    place = start - line.start
    ends = [end for begin, end in line.wording.spans(CUES).get("asked_by_name", ()) if begin < place]
    return bool(ends) and _leads_to(line, ends[-1], place, LONGEST_REQUEST)


def lists_companies(line: Line, start: int) -> bool:
    """Whether a name that stands in a line is one of a list of companies: customers, investors, former employers."""
    text, place = line.wording.text, start - line.start
    return any(
        _leads_to(line, end, place, LONGEST_LIST)
        and text[place].isupper()
        and text[end].isupper()
        and not _NOT_IN_A_LIST_OF_NAMES.search(text, end, place)
        for _, end in line.wording.spans(CUES).get("companies", ())
    )


def names_colleagues(line: Line, match: Match) -> bool:
    """Whether a name says which other people one works with: "together with iOS developers", "with Product, UX and QA"."""
    text, place = line.wording.text, match.start - line.start
    for _, end in line.wording.spans(CUES).get("colleagues", ()):
        if _leads_to(line, end, place, LONGEST_LIST):
            before = text[end:place]
            if not _ANOTHER_MATTER.search(before):
                after = _PEOPLE_FOLLOW.match(text, match.end - line.start)
                return bool(after or _DEPARTMENT.search(before))
    return False


def repeated_lines(postings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the long lines that stand under most positions of one board, given as titles and plain texts.

    One position in many places, or published again, is one position: what all of it says may well be asked for.
    """
    positions: set[str] = set()
    under: dict[str, set[str]] = {}
    for title, text in postings:
        position = _AFTER_THE_POSITION.split(title, maxsplit=1)[0].strip().casefold()
        positions.add(position)
        for line in text.split("\n"):
            if len(line) >= SHORTEST_PARAGRAPH:
                under.setdefault(line, set()).add(position)
    fewest = max(FEWEST_POSITIONS, len(positions) / 2)
    return frozenset(line for line, found in under.items() if len(found) >= fewest)


def is_employer_talk(document: Document, match: Match, line: Line, repeated: frozenset[str]) -> bool:
    """Whether a name belongs to what a posting tells of its employer: neither its stack nor a request."""
    told = (line.section == "about" and not line.bullet) or (
        bool(repeated) and line.section not in _OF_THE_POSITION and line.wording.text in repeated
    )
    if not told or _POSITION_FOLLOWS.match(document.text, match.end):
        return False
    sentence = document.sentence_at(match.start)
    of_the_stack = _MAY_BE_STACK.opens(line.wording) and _STACK.search(document.text, *sentence)
    return not (of_the_stack or is_asked_by_name(line, match.start))


def is_application_material(document: Document, match: Match, line: Line) -> bool:
    """Whether a place where code is kept is named as something to send with an application: "your GitHub profile"."""
    if match.skill_id not in _CODE_HOSTS:
        return False
    left, right = max(line.start, match.start - 40), min(line.end, match.end + 50)
    return bool(_APPLICATION.search(document.text, left, right))


def _leads_to(line: Line, end: int, place: int, reach: int) -> bool:
    """Whether words that end in a line speak of a place of the same sentence behind them."""
    return end <= place <= end + reach and not any(
        line.wording.text.find(sign, end, place) >= 0 for sign in _ENDS_OF_SENTENCES
    )
