"""Which of the skills that a text names are alternatives: "Java or Go", "one of", "(e.g. Jenkins, CircleCI)".

A chain is a list of names in one line, with commas, slashes or conjunctions between them. All of it is one choice where
words before it ask for one of them, or words after it admit others. Else its parts may be choices: a conjunction that
says so speaks of the names it closes ("A, B or C") or, within a longer list, of its neighbours ("A or B, C"); examples
and slashes do so only where something is asked of the person and the names are of one kind: "tools such as Jenkins,
CircleCI" will take either, while a stack of "React/Django" has both. A line that asks for "one of the following:" makes
one choice of the list under it.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from pipelines.normalise.cues import Span
from pipelines.normalise.document import Document, Line
from pipelines.normalise.levels import level_at
from pipelines.normalise.wording import Gate
from pipelines.taxonomy import PRACTICES, UNLISTED, Skill
from pipelines.taxonomy.matcher import Match

_OR = r"or|and/or|oder|bzw\.?|ou|o|u|oppure|或者?|或是|または|もしくは"
_AND = r"and|&|und|et|y|e|和|及|與|与|以及|還有|还有"
# Between two names: a sign or a conjunction, and perhaps a name that the taxonomy does not know.
_GAP = re.compile(
    rf"\s*[)）]?\s*(?:語言|语言|languages?)?\s*(?:[,，/|、]+|(?P<word>{_OR}|{_AND})(?!\w))?\s*(?:(?:{_OR}|{_AND})(?!\w))?\s*[(（]?\s*"
    r"(?:(?:any )?(?:even|other|similar|equivalent|preferably|ideally|better|using|ms|microsoft|apache|amazon|aws|google|oracle|ibm)\s+)?",
    re.IGNORECASE,
)
_UNKNOWN_NAME = re.compile(
    rf"\s*[,，/、]\s*(?!(?:{_OR}|{_AND})\b)[A-Z][\w.+#-]*(?: [A-Z][\w.+#-]*){{0,2}}\s*(?:[,，/、]\s*(?:(?:{_OR}|{_AND})\s+)?|(?:{_OR}|{_AND})\s+)"
)
_HOLDS_OR = re.compile(rf"(?<!\w)(?:{_OR})(?!\w)", re.IGNORECASE)
_HOLDS_AND = re.compile(rf"(?<!\w)(?:{_AND})(?!\w)", re.IGNORECASE)
_COUNTED = r"(?:one|two|three|1|2|3|eine[rms]?|une?|un[oa]?)"
_ANY = (
    rf"\b{_COUNTED} (?:(?:or|oder|ou|o) (?:more|several|two|three|2|3|mehrere\w*|plusieurs|más|mais) )?(?:of|der|des|de)\b|"
    r"\b(?:at least|minimum(?: of)?|any|either) (?:one|two|1|2) (?!years?|months?|yrs?)[\w-]+|"
    r"\b(?:one|two|1|2)(?: or more| or two)? (?:\w+[ /-]){0,3}(?:languages?|frameworks?|databases?|clouds?|platforms?|tools?|technolog(?:y|ies)|librar(?:y|ies)|providers?|stacks?|systems?)\b|"
    r"\bany of\b|\beither\b|\bmindestens eine\w*|\bl'une? des\b|\b(?:d')?au moins une?\b|\bal menos un[oa]?\b|\bpelo menos um[a]?\b|"
    r"任一|其中一|之一|至少(?:熟[悉練练])?[一1]|[一1](?:種|种|項|项|個|个)以上"
)
# ... and not much between it and what it speaks of.
_ONE_OF, _MAY_BE_ONE_OF = re.compile(rf"(?:{_ANY})[^\n.;。；]{{0,40}}$", re.IGNORECASE), Gate([_ANY])
_ONE_OF_THE_LIST = re.compile(
    r"(?:\b(?:one|two|three|1|2|3|any|either)(?: or more| or several| or two)? of\b|\bat least (?:one|two|1|2)\b(?! years?)|任一|其中一|之一|至少|[一1](?:種|种|項|项|個|个)以上)[^\n.;。；]{0,60}[:：]$",
    re.IGNORECASE,
)
# What announces such a list; where none of it stands, the lines need not be looked at.
_ANNOUNCED = ("following", "these", "至少", "任一", "其中一", "之一", "以上")
_SEVERAL = re.compile(r"\b(?:multiple|several|various|mehrere\w*|plusieurs)\b", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"(?:\b(?:such as|like|e\.?\s?g\.?|for (?:example|instance)|z\. ?b\.|wie(?: z\. ?b\.)?|par exemple|comme|tels? que|como|por ejemplo|ex\.?)|"
    r"例如|比如|譬如|諸如|诸如|如|像)[\s:：,，.(（]*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[\s,，、]*[(（]?\s*(?:\b(?:or|and/or|oder|ou|o) (?:any |an |a |some )?(?:other|similar|equivalent|related|comparable|another|any|the like|more|alike|"
    r"ähnliche\w*|vergleichbare\w*|autres?|équivalent|similar\w*)|或(?:其他|类似|類似|同等)|等?[^\s,，、。;；]{0,8}?(?:中的?)?(?:任一|其中|至少))",
    re.IGNORECASE,
)
_AND_SO_ON = re.compile(r"[\s,，、]*(?:\betc\b|\busw\b|…|\.\.\.|等等?(?!級|级|待|候))", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"[\s,，、]*(?:and|und|et|y|e) (?:any |many |all )?(?:other|ander|autre|otr|outr)", re.IGNORECASE
)
_OF_A_CLASS = re.compile(r"\b(?:other|similar|equivalent)\b", re.IGNORECASE)
# What belongs to one of these is used together.
_SUITES = frozenset({"microsoft_office", "aws", "azure", "google_cloud", "atlassian"})
# Practices that one may choose between.
_METHODS = frozenset({"agile", "scrum", "kanban", "safe"})
LONGEST_GAP = 32
LONGEST_CAPTION = 14
LONGEST_ANNOUNCEMENT = 120
# A comma, a name, a comma.
SHORTEST_NAMED = 4
# Written with a slash, and yet meaning both or one thing.
_ONE_THING = tuple(
    map(
        frozenset,
        (
            {"c", "cplusplus"}, {"html", "css"}, {"html", "css", "javascript"}, {"javascript", "typescript"}, {"linux", "unix"},
            {"linux", "solaris"}, {"sql", "nosql"}, {"tcp_ip", "udp"}, {"agile", "scrum"},
        ),
    )
)  # fmt: skip


def alternatives(
    document: Document, matches: Sequence[Match], skills: Mapping[str, Skill]
) -> Iterator[list[Match]]:
    """Yield the matches of each group of alternatives, in the order of the text."""
    lists = list(_announced_lists(document))
    places = [match.start for match in matches]
    for start, end in lists:
        listed = matches[bisect_left(places, start) : bisect_left(places, end)]
        yield from _several([match for match in listed if not _is_caption(document.text, match)])
    for chain in _chains(document.text, matches, skills):
        if not _lies_in(lists, chain[0].start):
            yield from _choices(document, chain, skills)


def _lies_in(spans: Sequence[Span], place: int) -> bool:
    number = bisect_right(spans, (place, sys.maxsize)) - 1
    return number >= 0 and place < spans[number][1]


def _several(chain: list[Match]) -> Iterator[list[Match]]:
    if len({match.skill_id for match in chain}) > 1:
        yield chain


def _announced_lists(document: Document) -> Iterator[Span]:
    """Yield start and end of each list under a line that asks for one of what follows, in the order of the text."""
    text = document.text
    if not any(words in text for words in _ANNOUNCED):
        return
    announced, items = False, list[Line]()
    for line in document.lines:
        if announced and _belongs_to_a_list(line):
            items.append(line)
            continue
        if items:
            yield items[0].start, items[-1].end
        announced, items = _announces_a_list(text, line), []
    if items:
        yield items[0].start, items[-1].end


def _announces_a_list(text: str, line: Line) -> bool:
    if text[line.end - 1 : line.end] not in (":", "："):
        return False
    return (
        _ONE_OF_THE_LIST.search(text, max(line.start, line.end - LONGEST_ANNOUNCEMENT), line.end) is not None
    )


def _belongs_to_a_list(line: Line) -> bool:
    return not line.heading and (line.bullet or line.start == line.end)


def _is_caption(text: str, match: Match) -> bool:
    """Whether a name is what an item of a list is about: "Observability tools: Datadog, New Relic"."""
    return ":" in text[match.end : match.end + LONGEST_CAPTION].split("\n")[0]


def _chains(text: str, matches: Sequence[Match], skills: Mapping[str, Skill]) -> Iterator[list[Match]]:
    chain: list[Match] = []
    reach = 0
    for match in matches:
        if (
            chain and match.start < reach
        ):  # "GitLab CI/CD" names the tool, and the practice in its last letters
            reach = max(reach, match.end)
            continue
        if chain and not _goes_on(text, reach, match, skills):
            yield chain
            chain = []
        chain.append(match)
        reach = match.end
    if chain:
        yield chain


def _goes_on(text: str, reach: int, match: Match, skills: Mapping[str, Skill]) -> bool:
    if not _is_list_gap(text, reach, match.start):
        return False
    # "Tableau or other data visualisation": the practice says what kind of thing is meant.
    return skills[match.skill_id].category != PRACTICES or not _OF_A_CLASS.search(text, reach, match.start)


def _is_list_gap(text: str, start: int, end: int) -> bool:
    if end - start > LONGEST_GAP or start == end or text.find("\n", start, end) >= 0:
        return False
    if _GAP.fullmatch(text, start, end):
        return True
    return end - start > SHORTEST_NAMED and _UNKNOWN_NAME.fullmatch(text, start, end) is not None


def _choices(document: Document, chain: list[Match], skills: Mapping[str, Skill]) -> Iterator[list[Match]]:
    """Yield the choices that a chain offers: all of it, or parts of it."""
    text = document.text
    if len(chain) < 2:
        return
    joins = [_join(text[one.end : other.start]) for one, other in pairwise(chain)]
    line = document.line_at(chain[0].start)
    before = text[max(line.start, chain[0].start - 70) : chain[0].start]
    if _OTHERS.match(text, chain[-1].end) or (_MAY_BE_ONE_OF.opens(line.wording) and _ONE_OF.search(before)):
        yield from _several(chain)
    elif "or" in joins:
        for first, last in _around_or(joins):
            yield from _several(chain[first : last + 1])
    elif level_at(document, chain[0].start, chain[0].end) == "unstated":
        return
    elif "and" not in joins and _are_examples(text, before, chain, skills):
        yield from _several(chain)
    else:
        for first, last in _slashed(joins):
            if _are_of_one_kind(chain[first : last + 1], skills):
                yield from _several(chain[first : last + 1])


def _join(gap: str) -> str:
    """Return what joins two names: "or", "and", "/" or ","."""
    if _HOLDS_OR.search(gap):
        return "or"
    if _HOLDS_AND.search(gap):
        return "and"
    return "/" if "/" in gap else ","


def _around_or(joins: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the names that each "or" joins.

    At the end of a list it closes the list ("A, B or C"); within a list it speaks of its neighbours ("A or B, C").
    """
    number = 0
    while number < len(joins):
        first = number
        while number < len(joins) and joins[number] in ("or", "/"):
            number += 1
        if "or" in joins[first:number]:
            if number == len(joins) or joins[number] == "and":
                while first and joins[first - 1] in (",", "/"):
                    first -= 1
            yield first, number
        number += 1


def _slashed(joins: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the names of each run of slashes."""
    for join, run in groupby(range(len(joins)), key=joins.__getitem__):
        if join == "/":
            numbers = list(run)
            yield numbers[0], numbers[-1] + 1


def _are_examples(text: str, before: str, chain: Sequence[Match], skills: Mapping[str, Skill]) -> bool:
    goes_on = _AND_SO_ON.match(text, chain[-1].end) is not None
    if goes_on and before.rstrip().endswith(("(", "（")):
        return not _go_together(chain, skills)
    if not _EXAMPLES.search(before) or _SEVERAL.search(before) or _AND_OTHERS.match(text, chain[-1].end):
        return False
    return _are_of_one_kind(chain, skills) or (goes_on and not _go_together(chain, skills))


def _are_of_one_kind(chain: Sequence[Match], skills: Mapping[str, Skill]) -> bool:
    kinds = {skills[match.skill_id].category for match in chain} - {UNLISTED}
    return len(kinds) <= 1 and not _go_together(chain, skills)


def _go_together(chain: Sequence[Match], skills: Mapping[str, Skill]) -> bool:
    """Whether names are used together: the parts of one suite, practices of several kinds, two words for one thing."""
    members = {match.skill_id for match in chain}
    entries = [skills[member] for member in members]
    suites = {entry.id if entry.id in _SUITES else entry.parent for entry in entries}
    makers = {entry.label.split()[0] for entry in entries}
    practices = {entry.id for entry in entries if entry.category == PRACTICES}
    return (
        members in _ONE_THING
        or len(makers) == 1
        or not practices <= _METHODS
        or (len(suites) == 1 and suites <= _SUITES)
    )
