"""Whom a sentence is about: what the person will do, what is asked of the person, or neither.

Talk of the employer, of benefits and of the way to apply states nothing of the person. A sentence's own words come
first ("you will", "we are looking for", "we are"), then its first word ("Design ..."), then the section it stands in.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.normalise.document import Document, Line
from pipelines.normalise.duties import verb_forms

DUTY, ASKED = 1, 2
NEITHER, EITHER = 0, DUTY | ASKED

# What tells it, as expressions for the automaton: a letter before or after a word is told by a class, not by \b.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "duty": (
        "[^a-z]you(?:['’]ll| will| would| get to| are going to|['’]d)[^a-z]",
        "responsible for ",
        "responsibilit",
        "[^a-z](?:this|the) (?:role|position|job|person|individual|incumbent)[^a-z]",
        "[^a-z](?:this|the) [a-z-]{1,20} (?:lead|engineer|manager|architect|developer) ",
        "candidate will ",
        "^[^a-z]{0,3}(?:an? |the |good )?(?:team|tech|technical|engineering) (?:lead|leader|manager)s? [a-z]",
        "[^a-z]as (?:an?|our|the|their) (?:senior|sr|lead|staff|principal|tech|technical|team|engineering|software|data|"
        "product|project|head|chief|director|manager|engineer|developer|architect|backend|frontend|full|devops|cloud|it|"
        "security|solutions?|system|systems|qa|machine|ml|ai|key member|member of)[^a-z]",
        "[^a-z]who(?:['’]ll| will) ",
        "expect to ",
        "[^a-z]your (?:[a-z]{1,12} )?(?:work|role|mission|focus|day|tasks?|job|goal|contributions?) "
        "(?:will|is|might|may|involves?|includes?) ",
        "day-to-day",
        "[^a-zäöüß]du [a-zäöüß]{2,20}st[^a-zäöüß]",
        "[^a-zäöüß][a-zäöüß]{2,20}st du[^a-zäöüß]",
        "[^a-z](?:vous|tu) [a-zéèê]{2,20}(?:ez|as|s)[^a-zé]",
        "votre (?:mission|rôle)",
        "[^a-z]serás[^a-z]",
        "você (?:vai|irá|será)",
    ),
    "asked": (
        "[^a-z]you(?:['’]re| are|['’]ve| have| bring| possess| can| should| must| need| enjoy| love| know| want| thrive| like| "
        "take| believe| understand)[^a-z]",
        "[^a-z]you: ",
        "(?:ideal|successful|right|perfect|strong|qualified) (?:candidate|applicant|person|hire)",
        "[^a-z]candidates?[^a-z]",
        "[^a-z]we (?:need|want|expect|require)[^a-z]",
        "[^a-z]we(?:['’]re| are)? (?:value|appreciate|prize|hiring|hire|welcome)[^a-z]",
        "someone (?:who|with) ",
        "(?:must|should) (?:have|be|possess)[^a-z]",
        "needs? to (?:be|have)[^a-z]",
        "ability to ",
        "[^a-z]your (?:skills?|ability|experience|mindset|approach)[^a-z]",
        "this (?:role|position|job) (?:requires|needs|demands)[^a-z]",
        "[^a-z]they (?:will|are|must|should)[^a-z]",
        "[^a-zäöüß]du (?:hast|bist|bringst|kannst)[^a-zäöüß]",
        "wir suchen",
        "vous (?:êtes|avez)",
        "recherch",
        "[^a-z]cherch",
        "buscamos",
        "procuramos",
    ),
    "demanded": (
        "(?:leads?|leaders?|managers?|engineers?|developers?|they|he|she) (?:must|should|needs? to|will need to|has to|have to) "
        "(?:[a-z]{1,12} )?(?:know|learn|master|understand|be able)[^a-z]",
        "[^a-z]skills? (?:must|should)[^a-z]",
    ),
    "needed": ("[^a-z]you['’]?(?:ll | will )(?:need|have to|bring)[^a-z]",),
    "sought": ("(?:looking|searching) for ", "[^a-z]seek(?:ing|s)?[^a-z]", "[^a-z]we need (?:an?|someone) "),
    "employer": (
        "(?:^|[^a-z])we(?:['’]re|['’]ve|['’]ll|['’]d)?[^a-z]",
        "^[^a-z]{0,3}(?:our|the (?:[a-z-]{1,20} )?(?:team|company|platform|product|group|firm|organi[sz]ation))[^a-z]",
        "(?:^|[^a-z])wir[^a-z]",
        "(?:^|[^a-z])no(?:us|tre)[^a-z]",
        "我們|我们|本公司|公司(?:是|为|為|致力|成立)|(?:团队|團隊)(?:是|由)",
    ),
    "given": (
        "[^a-z](?:we|they) (?:[a-z]{1,15} )?(?:offer|provide|give|support|encourage|invest)[^a-z]",
        "[^a-z]we(?:['’]ll| will) (?:[a-z]{1,15} )?(?:help|give|support|provide|offer)[^a-z]",
        "(?:opportunity|chance) to (?:learn|grow)[^a-z]",
        "equal opportunity",
        "discriminat",
        "[^a-z]you(?:['’]ll| will) (?:receive|enjoy|have access)[^a-z]",
    ),
}
_VERBS = (
    "act administer advise advocate align analyse analyze apply architect assess assist audit automate build champion coach code "
    "collaborate communicate conduct configure consult contribute coordinate craft create cultivate debug define deliver "
    "demonstrate deploy design determine develop devise diagnose direct document drive empower enable encourage engage "
    "engineer enhance ensure establish estimate evaluate evangelize evolve execute explore extend facilitate formulate foster "
    "gather grow guide handle help hire identify implement improve influence innovate inspire install instrument integrate "
    "interact interface interview investigate iterate keep launch lead leverage liaise maintain make manage mentor migrate "
    "model moderate modernize monitor negotiate operate optimise optimize orchestrate organise organize oversee own "
    "participate partner perform pioneer plan prepare present prioritise prioritize produce program promote propose protect "
    "prototype provide publish raise recommend recruit reduce refactor refine report represent research resolve review "
    "rewrite run scale scope secure serve set shape share ship simplify solve spearhead standardize stay steer streamline "
    "strengthen supervise support sustain take teach test track train translate transform troubleshoot tune understand update "
    "uphold upgrade use utilise utilize validate verify work write"
)
_VERB_FORMS = frozenset(form for verb in _VERBS.split() for form in verb_forms(verb))
_ADVERBS = frozenset((
    "actively", "help", "helping", "proactively", "continuously", "closely", "effectively", "directly", "strategically",
))  # fmt: skip
_NOT_VERBAL = frozenset(("of", "knowledge", "experience", "skills"))
_FIRST_WORDS = re.compile(r"\W{0,6}(?:\d{1,2}[.)]\s?)?([\w-]{1,30})(?: ([\w-]{1,30}))?")
_WEAKLY_ASKED = re.compile(
    r"\b(?:excellent|strong|good|solid|proven|highly?|willing(?:ness)?|able|required|desired?|important|key|ability|skills?|"
    r"passion\w*|comfort\w*|experience)\b",
    re.IGNORECASE,
)
# The sign comes first, so that the engine passes over all else.
_STOP = re.compile(
    r"[.!?。！？；;•](?:(?<=[.!?])(?=\s+[A-Z•\"'(])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\b[A-Z]\.)|(?<=[。！？；;])(?=.)|(?<= •))"
)
_SAYS_SOMETHING = re.compile(r"\b(?:is|are|was|were|has|have|will|can)\b|\|", re.IGNORECASE)
_NUMBERED = re.compile(r"\\?[-–*]|\d{1,2}[.)、]|o\s")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SILENT = frozenset(("title", "benefits", "apply"))
_ASKING = frozenset(("requirements", "preferred"))
# What a sentence is about that nothing but its section tells.
_PLAIN = {"responsibilities": DUTY, "about": NEITHER}
BITS = {"duty": DUTY, "asked": ASKED, "sought": 4, "needed": 8, "employer": 16, "given": 32, "demanded": 64}
_SHORT, _FRAGMENT, _LONGEST_LABEL = 60, 130, 50


class Sentence(NamedTuple):
    """A sentence of a line, and whom it is about: DUTY, ASKED, EITHER or NEITHER."""

    start: int
    end: int
    stance: int


def may_tell(line: Line) -> bool:
    """Whether a line stands where something may be told of the person."""
    start, end, section, heading, *_ = line
    return start < end and section not in _SILENT and not (heading and section not in _ASKING)


def sentences(line: Line, signs: Sequence[tuple[int, int]], is_after_list: bool) -> list[Sentence]:
    """Return the sentences of a line, with places in it, that may tell something of the person.

    ``signs`` are where signs end, with their bits, in order.
    """
    text = line.wording.text
    found: list[Sentence] = []
    start = 0
    for end in (*(stop.end() for stop in _STOP.finditer(text)), len(text)):
        if start < end:
            told = 0
            for place, bit in signs:
                if start < place <= end + 1:
                    told |= bit
            stance = _stance(text, line, start, end, told, is_after_list)
            if stance:
                found.append(Sentence(start, end, stance))
        start = end
    return found


def _stance(text: str, line: Line, start: int, end: int, signs: int, is_after_list: bool) -> int:
    if signs & BITS["given"]:
        return NEITHER
    if not signs and not is_after_list and line.section in _PLAIN:
        return _PLAIN[line.section]
    if signs & BITS["demanded"]:
        return EITHER
    asks = line.section in _ASKING
    begins = starts_with_verb(text, start, end)
    told = signs & EITHER
    if signs & BITS["needed"]:
        told = ASKED
    if told:
        told |= DUTY if begins or line.section == "responsibilities" else 0
        told = told | ASKED if asks else DUTY if told == EITHER else told
    if signs & BITS["sought"]:
        told |= EITHER if " to " in text[start:end] else ASKED
    if told:
        return told
    if line.section == "about":
        return NEITHER
    if begins:
        return EITHER if asks else DUTY
    if signs & BITS["employer"]:
        return NEITHER
    if is_after_list and not (end - start < _FRAGMENT and _WEAKLY_ASKED.search(text, start, end)):
        return NEITHER
    if line.section == "responsibilities":
        return DUTY
    return ASKED if asks else _by_shape(text, line, start, end)


def _by_shape(text: str, line: Line, start: int, end: int) -> int:
    """Return the stance of a sentence that neither its words nor its section tell."""
    if end - start < _FRAGMENT and not _SAYS_SOMETHING.search(text, start, end):
        return EITHER
    if _WEAKLY_ASKED.search(text, start, end) and "|" not in text[start:end]:
        return ASKED
    listed = line.bullet or _CJK.search(text, start, end) or _NUMBERED.match(text, start, end)
    return EITHER if listed else NEITHER


def starts_with_verb(text: str, start: int, end: int) -> bool:
    """Return whether a sentence begins as duties do: "Design ...", "Leading ...", "Quality: Own ..."."""
    if _begins(text, start):
        return True
    colon = text.find(": ", start, min(end, start + _LONGEST_LABEL))
    return colon >= 0 and _begins(text, colon + 2)


def _begins(text: str, start: int) -> bool:
    found = _FIRST_WORDS.match(text, start)
    if not found:
        return False
    first, second = found[1].lower(), found[2]
    if first in _VERB_FORMS:
        return not second or second.lower() not in _NOT_VERBAL
    return first in _ADVERBS and bool(second) and second.lower() in _VERB_FORMS


def lines_after_lists(document: Document) -> set[int]:
    """Return where lines of prose begin that follow a list under the same heading: there, employers speak of themselves."""
    found: set[int] = set()
    listed = False
    for line in document.lines:
        if line.heading or line.bullet:
            listed = line.bullet
        elif (
            listed and line.end - line.start > _SHORT and not _CJK.search(document.text, line.start, line.end)
        ):
            found.add(line.start)
    return found
