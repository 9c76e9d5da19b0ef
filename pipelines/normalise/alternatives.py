"""Which of the skills that a text names are alternatives: "Java or Go", "one of", "(e.g. Jenkins, CircleCI)".

A chain is a list of names in one line, with commas, slashes or conjunctions between them. It offers alternatives
where a conjunction says so, where words before it ask for one of them, or where words after it admit others. Examples
and slashes do so only where something is asked of the person and the names are of one kind: "tools such as Jenkins,
CircleCI" will take either, while a stack of "React/Django" has both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.taxonomy import PRACTICES, UNLISTED, Skill
from pipelines.taxonomy.matcher import Match

_OR = r"or|and/or|oder|bzw\.?|ou|o|u|oppure|或者?|或是|または|もしくは"
_AND = r"and|&|und|et|y|e|和|及|與|与|以及|還有|还有"
# Between two names: a sign or a conjunction, and perhaps a name that the taxonomy does not know.
_GAP = re.compile(
    rf"\s*[)）]?\s*(?:語言|语言|languages?)?\s*(?:[,，/|、]+|(?P<word>{_OR}|{_AND})(?!\w))?\s*(?:(?:{_OR}|{_AND})(?!\w))?\s*[(（]?\s*"
    r"(?:(?:even|similar|equivalent|preferably|ideally|better|using|ms|microsoft|apache|amazon|aws|google|oracle|ibm)\s+)?",
    re.IGNORECASE,
)
_UNKNOWN_NAME = re.compile(
    rf"\s*[,，/、]\s*(?!(?:{_OR}|{_AND})\b)[A-Z][\w.+#-]*(?: [A-Z][\w.+#-]*){{0,2}}\s*[,，/、]\s*(?:(?:{_OR}|{_AND})\s+)?"
)
_HOLDS_OR = re.compile(rf"(?<!\w)(?:{_OR})(?!\w)", re.IGNORECASE)
_HOLDS_AND = re.compile(rf"(?<!\w)(?:{_AND})(?!\w)", re.IGNORECASE)
_ONE_OF = re.compile(
    r"(?:\b(?:at least |minimum |any )?(?:one|two|1|2)(?: or more| or two)? (?:of|\w+(?:[ /-]\w+){0,4})|\bany of|\beither|\bmindestens eine\w*|"
    r"\b(?:l'un|une?) des|\b(?:au moins |d'au moins )?une? (?:des |\w+ ){1,4}|任一|其中一|之一|至少(?:熟[悉練练])?[一1]|一種以上|一种以上)[^\n.;。；]{0,40}?[:：(（]?\s*$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"(?:\b(?:such as|like|e\.?\s?g\.?|for (?:example|instance)|z\. ?b\.|wie(?: z\. ?b\.)?|par exemple|comme|tels? que|como|por ejemplo|ex\.?)|"
    r"例如|比如|譬如|諸如|诸如|如|像)[\s:：,，.(（]*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[\s,，、]*(?:\b(?:or|and/or|oder|ou|o) (?:any |an |a |some )?(?:other|similar|equivalent|related|comparable|another|any|the like|more|alike|"
    r"ähnliche\w*|vergleichbare\w*|autres?|équivalent|similar\w*)|或(?:其他|类似|類似|同等)|(?:等)?(?:中的?)?(?:任一|其中|至少))",
    re.IGNORECASE,
)
_AND_SO_ON = re.compile(r"[\s,，、]*(?:\betc\b|\busw\b|…|\.\.\.|等等?(?!級|级|待|候))", re.IGNORECASE)
LONGEST_GAP = 32
# A comma, a name, a comma.
SHORTEST_NAMED = 4
# Written with a slash, and yet meaning both or one thing.
_ONE_THING = tuple(
    map(
        frozenset,
        (
            {"c", "cplusplus"}, {"html", "css"}, {"html", "css", "javascript"}, {"javascript", "typescript"}, {"linux", "unix"},
            {"linux", "solaris"}, {"sql", "nosql"}, {"tcp_ip", "udp"},
        ),
    )
)  # fmt: skip


def alternatives(
    document: Document, matches: Sequence[Match], skills: Mapping[str, Skill]
) -> Iterator[list[Match]]:
    """Yield the matches of each group of alternatives, in the order of the text."""
    for chain in _chains(document.text, matches):
        if len({match.skill_id for match in chain}) > 1 and _are_alternatives(document, chain, skills):
            yield chain


def _chains(text: str, matches: Sequence[Match]) -> Iterator[list[Match]]:
    chain: list[Match] = []
    for match in matches:
        if chain and not _is_list_gap(text, chain[-1].end, match.start):
            yield chain
            chain = []
        chain.append(match)
    if chain:
        yield chain


def _is_list_gap(text: str, start: int, end: int) -> bool:
    if end - start > LONGEST_GAP or start == end or text.find("\n", start, end) >= 0:
        return False
    if _GAP.fullmatch(text, start, end):
        return True
    return end - start > SHORTEST_NAMED and _UNKNOWN_NAME.fullmatch(text, start, end) is not None


def _are_alternatives(document: Document, chain: list[Match], skills: Mapping[str, Skill]) -> bool:
    text = document.text
    gaps = [text[one.end : other.start] for one, other in pairwise(chain)]
    if any(map(_HOLDS_OR.search, gaps)):
        return True
    start, end = chain[0].start, chain[-1].end
    if _OTHERS.match(text, end):
        return True
    line = document.line_at(start).start
    before = text[max(line, start - 70) : start]
    if _ONE_OF.search(before):
        return True
    if any(map(_HOLDS_AND.search, gaps)) or level_at(document, start, chain[0].end) == "unstated":
        return False
    if before.rstrip().endswith(("(", "（")) and _AND_SO_ON.match(text, end):
        return True
    members = {match.skill_id for match in chain}
    kinds = {skills[member].category for member in members} - {UNLISTED}
    if len(kinds) > 1 or PRACTICES in kinds:
        return False
    return bool(_EXAMPLES.search(before)) or (all("/" in gap for gap in gaps) and members not in _ONE_THING)
