"""Whether a statement is a must, a wish, or says neither: its own sentence first, then the section it stands in."""

import re
from bisect import bisect_left

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.document import Document
from pipelines.normalised_posting import Level

_WISH = (
    r"nice[- ]to[- ]haves?|\b(?:is|are|be|as|considered|a|big|huge|strong|definite)?\s*(?:an? )?(?:big |huge |strong |definite |"
    r"real )?(?:plus(?:es)?|bonus|advantage(?:ous)?|asset)\b|\bprefer(?:red|ably|ence|able)?\b|\bideally\b|\bdesir(?:ed|able)\b|"
    r"\boptional(?:ly)?\b|good to have|would be (?:great|nice|good|helpful|beneficial)|\bbeneficial\b|\bhelpful\b|"
    r"not (?:required|necessary|a must|mandatory)|bonus points|\bextra points|even better|not essential|"
    r"von vorteil|wünschenswert|idealerweise|gerne|optimal|un plus\b|un atout|appréciée?s?|souhaitée?s?|idéalement|serait|"
    r"deseable|valorable|se valora|se valorará|idealmente|desejável|diferencial|gradit[oa]|costituisce titolo|"
    r"加分|优先|優先|尤佳|更佳|为佳|為佳|佳\b|者佳|尚佳|歓迎|望ましい|尚可"
)
_MUST = (
    r"\b(?:must|required?|requires|requirement|mandatory|essential|minimum|at least|need(?:s|ed)? to|you have|you've|you bring|"
    r"you(?:'re| are)|you(?:'ll| will) need|proficien\w+|expert(?:ise)?|strong|solid|deep|proven|extensive|in-depth|"
    r"excellent|advanced|fluen\w+|hands-on experience|(?:\w+ )?experience (?:in|with|of|using|building|working)|"
    r"years?(?:'|’)? (?:of )?|knowledge of|understanding of|familiar\w*|ability to|comfortable|we (?:are|re) looking for|"
    r"looking for|should have|skills? in|background in|track record)\b|"
    r"mindestens|vorausgesetzt|erforderlich|sehr gute|fundierte|erfahrung|kenntnisse|maîtris\w+|expérience|connaissances?|"
    r"indispensable|obligatoire|experiencia|imprescindible|conocimientos|esperienza|conoscenza|experiência|conhecimento|"
    r"必须|必須|必备|必備|需|熟悉|精通|掌握|了解|具备|具備|具有|熟练|熟練|至少|以上|經驗|经验|経験"
)
_CUES = Cues({"wish": _WISH, "must": _MUST})
_DEFAULT: dict[str, Level] = {"requirements": "required", "preferred": "preferred"}


_BREAK = re.compile(
    r";|；|。|, but | but |, while |, and (?=(?:a |an )?(?:nice|bonus|plus|preferably|ideally))|\bbut\b"
)


def level_at(document: Document, start: int, end: int) -> Level:
    """Return the level of what stands at ``start:end`` of the text."""
    left, right = _clause(document, start, end)
    if _holds(document, "wish", left, right):
        return "preferred"
    section = document.line_at(start).section
    default = _DEFAULT.get(section, "unstated")
    if (
        default == "unstated"
        and section in ("other", "stack", "header")
        and _holds(document, "must", left, right)
    ):
        return "required"
    return default


def _clause(document: Document, start: int, end: int) -> Span:
    """Return the part of the sentence that the place belongs to: "X is a must, but Y a plus" has two."""
    left, right = document.sentence_at(start)
    breaks = document.matches(_BREAK)
    for begin, after in breaks[bisect_left(breaks, (left, left)) :]:
        if begin >= right:
            break
        if after <= start:
            left = after
        elif end <= begin:
            return left, begin
    return left, right


def _holds(document: Document, name: str, left: int, right: int) -> bool:
    return any(left <= start and end <= right for start, end in document.spans(_CUES).get(name, ()))
