"""Whether the role leads or manages people, and whether it writes code: only where title or text says so."""

import re
from collections.abc import Iterable
from functools import cache

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalise.sieve import said
from pipelines.normalised_posting import NamedStatement, Role

# Titles that name people to lead, and titles of those who build nothing themselves, whatever their teams build.
_LEADERS: frozenset[Role] = frozenset({"engineering_manager", "head_director", "team_lead"})
_NO_BUILDERS: frozenset[Role] = frozenset({"engineering_manager", "head_director", "it_manager", "other"})
_ELSEWHERE = frozenset({"about", "benefits", "apply"})
_LAST_WORD = re.compile(r"[a-z]+$", re.IGNORECASE)
_WORD = r"[\w'’/&+#()-]{1,30}(?:\.\w{1,10})?"


def manages_people(document: Document, role: Role | None = None) -> bool | None:
    """Return True or False where title or text states it, None where they say nothing."""
    found = said(document, "people")
    if "does_not" in found:
        return False
    if role in _LEADERS:
        return True
    if _is_said_of_the_work(document, found.get("manages", ())):
        return True
    return True if _is_said_of_the_work(document, _leads(document.text, found.get("verb", ()))) else None


def is_hands_on(
    document: Document, role: Role | None = None, responsibilities: Iterable[NamedStatement] = ()
) -> bool | None:
    """Return True where the text states that the role writes code, else None. Of builders, their duties say it too."""
    if _is_said_of_the_work(document, said(document, "people").get("codes", ())):
        return True
    duties = role not in _NO_BUILDERS and any(duty.name == "hands_on_coding" for duty in responsibilities)
    return True if duties else None


def _leads(text: str, verbs: Iterable[Span]) -> Iterable[Span]:
    """Yield where a verb of leading has people for its object: "lead and grow a small team"."""
    for end, _ in verbs:
        found = _people().match(text, end)
        if found and not _others().search(text, max(0, end - 30), end):
            verb = _LAST_WORD.search(text, max(0, end - 30), end)
            yield verb.start() if verb else end, found.end()


def _is_said_of_the_work(document: Document, spans: Iterable[Span]) -> bool:
    return any(
        document.line_at(start).section not in _ELSEWHERE
        and not _is_a_title(document.text, start, end)
        and level_at(document, start, end) != "preferred"
        for start, end in spans
    )


def _is_a_title(text: str, start: int, end: int) -> bool:
    """Whether "Lead ..." within a sentence names a role: "a Lead Systems Engineer"."""
    if not text.startswith(("Lead ", "Lead-", "Leads"), start, end):
        return False
    return (
        text[:start].rstrip(" _*")[-1:].isalnum() or text[start - 2 : start] == ", " or text[start - 1] == "/"
    )


@cache
def _people() -> re.Pattern[str]:
    """Return what follows the verb: more verbs, words that are no prepositions, and people."""
    says = declared("people")["leading"]
    gap = (
        rf"(?:, \w+){{0,3}}(?:,? (?:and|&|or) \w+)?(?: (?!(?:{'|'.join(says['between'])})\b){_WORD}){{0,6}} "
    )
    return re.compile(rf"{gap}(?:{'|'.join(says['people'])})\b", re.IGNORECASE)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(declared('people')['leading']['others'])}) \w+$", re.IGNORECASE)
