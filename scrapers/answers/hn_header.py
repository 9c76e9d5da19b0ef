"""The first line of a "Who is hiring?" comment: who, which roles, where, how, for how much.

The line is a custom, not a format: parts between bars, in any order but the employer first. Each part is sorted by
what it looks like, its words kept as they stand.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from turbohtml import unescape

_TAG = re.compile(r"<[^>]{0,2000}>")
_PARAGRAPH = re.compile(r"<p\b[^>]*>|\n", re.IGNORECASE)
_BAR = re.compile(r"\s*[|｜¦]\s*|\s+[•·‖]\s+|\s+//\s+")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+")
_WORKPLACE = re.compile(
    r"\b(?:fully |100% |partially )?(remote|hybrid|on-?site|in[- ]office|in[- ]person|wfh)\b", re.I
)
_TYPE = re.compile(
    r"\b(full[- ]?time|part[- ]?time|contract(?:or)?|freelance|intern(?:ship)?s?|permanent|FTE)\b", re.I
)
_PAY = re.compile(
    r"(?:[$€£₹¥]|\b(?:USD|EUR|GBP|CAD|AUD|CHF|SGD)\b)\s*\d|\d\s*k?\s*(?:[$€£]|\b(?:USD|EUR|GBP|CAD|CHF)\b)|\b\d{2,3}k\b",
    re.I,
)
_URL = re.compile(
    r"https?://|\bwww\.|\b[\w-]+\.(?:com|io|ai|co|org|net|dev|app|jobs|tech|health|so)\b(?!\w)", re.I
)
_ROLE = re.compile(
    r"\b(engineer(?:s|ing)?|developers?|devs?|programmers?|architects?|lead(?:s|er)?|cto|scientists?|designers?|sre|"
    r"devops|swe|sde|researchers?|managers?|analysts?|admin(?:istrator)?s?|head of|director|vp|principal|founding|"
    r"full[- ]?stack|front[- ]?end|back[- ]?end|roles?|positions?|qa|testers?|consultants?|product|sales|marketing|"
    r"security|data|mobile|ios|android|software|staff|senior|junior|hiring|interns?)\b",
    re.I,
)  # fmt: skip
# "Kestrelworks (YC S09) is hiring ..." and "Company: Kestrelworks"
_SENTENCE = re.compile(
    r"(?:Company:\s*(\S.{0,60})$|(?!We\b|They\b|Our\b|I\b)([\w.&'’-]+(?: [\w.&'’-]+){0,3}?)\s*(?:\([^)]*\))?,? (?:is|are) (?:hiring|looking|seeking)\b)"
)
_PLACE = re.compile(r"^[A-ZÀ-Ý][\w.'’À-ÿ-]*(?:[ ,/&()+-]+(?:or |and |in )?[A-ZÀ-Ýa-z][\w.'’À-ÿ-]*){0,9}\)?$")


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of the line, as written; None or empty where the line has none of the kind."""

    line: str
    company: str | None
    roles: str | None
    locations: tuple[str, ...]
    workplace: str | None
    employment_type: str | None
    pay: str | None
    is_advertisement: bool


@lru_cache(maxsize=64)
def read_header(comment: str) -> Header:
    """Return what the first line of a comment (HTML) says."""
    line = _first_line(comment)
    parts = [part.strip() for part in _BAR.split(line) if part.strip()]
    if len(parts) < 2:
        parts = [part.strip() for part in _DASH.split(line) if part.strip()]
    if len(parts) < 2:
        said = _SENTENCE.match(line)
        company = (said[1] or said[2]).strip() if said else None
        workplace = _first(_WORKPLACE, [line])
        return Header(line, company, None, (), workplace, None, None, _reads_like_one(comment))
    company, rest = _company(parts[0]), parts[1:]
    pay = next((part for part in rest if _PAY.search(part) and len(part) < 120), None)
    roles = [part for part in rest if part != pay and _ROLE.search(part) and not _only_workplace(part)]
    roles = [part for part in roles if not _URL.search(part)] or roles
    places = [
        part for part in rest if part not in (*roles, pay) and not _URL.search(part) and _is_place(part)
    ]
    return Header(
        line=line,
        company=company,
        roles=", ".join(roles) or None,
        locations=tuple(dict.fromkeys(places)),
        workplace=_first(_WORKPLACE, rest),
        employment_type=_first(_TYPE, rest),
        pay=pay,
        is_advertisement=len(parts) >= 3 or bool(roles) or _reads_like_one(comment),
    )


def _first_line(comment: str) -> str:
    first = next((part for part in _PARAGRAPH.split(comment) if _TAG.sub("", part).strip()), "")
    return " ".join(unescape(_TAG.sub(" ", first)).split())[:500]


def _company(part: str) -> str | None:
    name = re.sub(r"\((?:https?:|www\.|YC\b|[\w.-]+\.\w{2,6}[/)])[^)]*\)?|https?://\S+", "", part).strip(
        " -–,:;"
    )
    return name[:120] or None


def _only_workplace(part: str) -> bool:
    return not _ROLE.search(_WORKPLACE.sub("", _TYPE.sub("", part)))


def _is_place(part: str) -> bool:
    if _WORKPLACE.search(part):
        return True
    return not _TYPE.fullmatch(part) and len(part) < 90 and bool(_PLACE.match(part))


def _first(pattern: re.Pattern[str], parts: list[str]) -> str | None:
    for part in parts:
        if found := pattern.search(part):
            return found[0]
    return None


def _reads_like_one(comment: str) -> bool:
    """Whether a comment without bars in its first line still offers work: several signs of it, and no small talk."""
    words = _TAG.sub(" ", comment)
    return not _SMALL_TALK.search(words) and sum(bool(sign.search(words)) for sign in _SIGNS) >= ENOUGH_SIGNS


_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _ROLE.pattern,
        r"\b(?:hiring|looking for|seeking|join (?:us|our)|we need|apply|careers?|open (?:roles|positions)|正在寻找|招聘)\b|寻找|招聘",
        r"\b(?:full[- ]?time|part[- ]?time|contract|freelance|internship|visa|equity|salary|compensation)\b|全职|实习",
        r"\b(?:remote|on-?site|hybrid|in-?office|in[- ]person|location)\b|远程",
        r"https?:|\b[\w-]+\.(?:com|io|ai|co|org|dev)\b|@| at \w+ dot ",
    )
)
_SMALL_TALK = re.compile(
    r"\bI (?:applied|don't work|didn't|haven't|hope|wonder|think)\b|\baggregat\w+|\bsearch tools?\b|good luck|what about|\bthis thread\b|"
    r"\bplease don't\b|\b(?:your|their) recruiter|\bREQUEST\b|\[flagged\]|\bwow\b|startup (?:tech )?jobs for",
    re.IGNORECASE,
)
ENOUGH_SIGNS = 3
