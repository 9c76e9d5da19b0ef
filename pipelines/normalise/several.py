"""Whether a posting offers several roles: by its title, by the header that the title stands in, else by its text."""

import re
from functools import lru_cache
from itertools import pairwise

from pipelines.normalise.titles import Part, Title, read_title

OPENING = 4000
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_GRADE = re.compile(
    r"\s*(?:资深|資深|高级|高級|主任|助理|初级|初級|中级|中級|副|技術|技术){0,3}(?:工程師|工程师|顧問師|副理|經理|经理|主任|協理|專員|專案經理|"
    r"分析師|程式設計師|副總)?\s*"
)
_CHARGE = re.compile(r"主管|課長|课长")
# A word for people alone, with its rank: "Senior Manager, Platform" has one role.
_GRADE = re.compile(
    r"\s*(?:(?:senior|sr\.?|junior|jr\.?|assistant|deputy|associate|group|staff|principal|vice|lead|technical|i{1,3}|iv|\d) ){0,4}"
    r"(?:managers?|directors?|associates?|analysts?|specialists?|leads?|leaders?|engineers?|developers?|consultants?|"
    r"scientists?|experts?|vp)(?: (?:i{1,3}|iv|\d))?\s*",
    re.IGNORECASE,
)
_APART = frozenset({"manage", "science", "design", "analyse", "trade"})
_JOINED = re.compile(r"[\w ]{0,12}?\s*(?:[,/&+]|\band\b)\s*[\w ]{0,12}?")
_SLASH, _AND = ("/", "／"), ("&", "and", "+")


def is_several(said: Title, listed: bool = False) -> bool:
    """Whether a title offers several roles. In a header that lists them, commas part roles; elsewhere they qualify one."""
    if said.says("several said"):
        return True
    if not said.is_parted:
        return False
    parts = said.parts
    if len(parts) > 1 and all(_HAN.search(said.outside, part.start, part.end) for part in parts):
        return _are_several_in_han(said, parts)
    if not listed and len(parts) > 1:
        parts = [
            part for part in parts if part.plural or not _GRADE.fullmatch(said.text, part.start, part.end)
        ]
    if len(parts) > 2:
        return len({(part.nouns, part.fields) for part in parts}) > 1
    if len(parts) == 2:
        return _are_two(parts[0], parts[1], listed)
    if not parts and listed:
        return said.outside.count(",") > 1 and len({field.name for field in said.fields}) > 2
    return len(parts) == 1 and parts[0].plural and _joins_fields(said)


def _are_two(first: Part, second: Part, listed: bool) -> bool:
    same = first.nouns & second.nouns
    apart = bool(first.fields and second.fields and not first.fields & second.fields)
    if (first.plural or second.plural) and (apart or not same):
        return True
    if second.joint in _SLASH:
        return apart and bool(same)
    if second.joint not in _AND and not listed:
        return False
    if same:
        return apart or second.joint in _AND
    return bool(_APART & (first.nouns ^ second.nouns))


def _are_several_in_han(said: Title, parts: list[Part]) -> bool:
    """Whether Chinese parts name several roles: an engineer's and a manager's place, or more than grades of one."""
    words = [said.outside[part.start : part.end] for part in parts]
    charges = [part for part, word in zip(parts, words, strict=True) if _CHARGE.search(word)]
    if charges and any("build" in part.nouns for part in parts):
        return not any("build" in part.nouns for part in charges)
    own = [part for part, word in zip(parts, words, strict=True) if not _HAN_GRADE.fullmatch(word)]
    if len(own) < 2:
        return False
    first, second = own[:2]
    if len(own) > 2 or second.joint not in (*_SLASH, "|", "｜"):
        return True
    apart = bool(first.fields and second.fields and not first.fields & second.fields)
    return apart and first.nouns == second.nouns


def _joins_fields(said: Title) -> bool:
    """Whether one noun has several fields: "Front and Back End Engineers"."""
    return any(
        one.name != other.name and bool(_JOINED.fullmatch(said.text, one.end, other.start))
        for one, other in pairwise(said.fields)
        if one.end <= other.start
    )


def header_of(title: str, text: str) -> str:
    """Return what a text's first line, a header with bars, says from the title on; "" where there is no such line."""
    start = text.find("\n") + 1
    end = text.find("\n", start)
    line = text[start : min(start + 400, end if end > 0 else len(text))] if start else ""
    place = line.find(title) if "|" in line else -1
    if place < 0:
        return ""
    return title if "|" in title else line[place:].split("|", 1)[0].strip()


def header_goes_on(header: str, text: str) -> bool:
    """Whether a header names more roles beside the title, or another header of the employer follows."""
    if is_several(read_title(header), listed=True):
        return True
    start = text.find("\n") + 1
    employer = text[start : start + 60].split("|", 1)[0]
    if not employer.strip() or "\n" in employer:
        return False
    again = text.find(f"\n{employer}|", start)
    return again >= 0 and read_title(text[again : again + 200].split("|")[1]).names_anybody


# In a text, the titles on offer are written with capitals and stand where an item begins, or follow a call.
_NOUNS = (
    r"(?:Engineer|Developer|Designer|Manager|Scientist|Architect|Lead|Analyst|Director|Executive|Recruiter|Administrator|"
    r"Consultant|Researcher|Programmer|Marketer|Specialist|Representative|Hacker)s?"
)
_OPENS = r"(?:(?<=\n)|(?<=[-*•|:>)\]] )|(?<= a )|(?<= an )|(?<= and )|(?<= or )|(?<=[,/] ))"
_WRITTEN = re.compile(
    rf"{_OPENS}((?:[A-Z0-9.][\w.+#/&-]{{0,24}} (?:\(\w{{1,12}}\) )?|of |and |& ){{0,5}}{_NOUNS})\b"
    r"(?:(?:, | - | \()([A-Z][\w/ -]{1,30}))?|\b((?:Head|Director|VP) of [A-Z]\w+)"
)
_CALLS = re.compile(
    r"\b(?:hiring|looking for|seeking|recruiting|in search of|openings? for|positions? for)\b(?! manager)[: ]"
    r"([^.!?\n]{5,300}?)(?=$|[.!?\n]|\s(?:who|that|to|which|with|well|willing|able|capable)\s)",
    re.IGNORECASE,
)
_CALLED = re.compile(rf"((?:[\w+#./-]{{1,24}} ){{0,3}}{_NOUNS.lower()})\b", re.IGNORECASE)
_RANKS = frozenset(
    {
        "senior", "sr", "junior", "jr", "mid", "level", "lead", "staff", "principal", "a",
        "an", "the", "our", "or", "and", "experienced", "great", "talented", "skilled", "strong",
        "several", "more", "some", "for", "to", "of", "as", "is", "are", "we",
        "also",
    }
)  # fmt: skip


def offered_in_text(title: str, text: str) -> tuple[Title, ...]:
    """Return the titles that the beginning of a text offers, each kind once."""
    return _offered(text[len(title) : len(title) + OPENING])


@lru_cache(maxsize=8)
def _offered(body: str) -> tuple[Title, ...]:
    written = [(found[1] or found[3], found[2] or "") for found in _WRITTEN.finditer(body)]
    for call in _CALLS.finditer(body):
        written += [(one, "") for one in _CALLED.findall(call[1])]
    kinds: dict[tuple[str, frozenset[str]], str] = {}
    for one, behind in written:
        words = [word.strip(".,").lower() for word in one.replace("/", " ").split()]
        fields = {field.name for field in read_title(behind).fields} if behind else set()
        noun, rest = words[-1].rstrip("s"), frozenset({*words[:-1], *fields} - _RANKS)
        if len(words) < 2 or any(noun == other and rest <= more for other, more in kinds):
            continue
        for less in [kind for kind in kinds if kind[0] == noun and kind[1] < rest]:
            del kinds[less]
        kinds[noun, rest] = one
    return tuple(read_title(one) for one in kinds.values())
