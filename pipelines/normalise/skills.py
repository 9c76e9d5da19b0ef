"""Which skills a posting names, at which level, and which of them are alternatives."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalised_posting import Evidence, Level, SkillMention
from pipelines.taxonomy import Taxonomy
from pipelines.taxonomy.matcher import Match

_STRENGTH: dict[Level, int] = {"required": 2, "preferred": 1, "unstated": 0}
# Where a name is talk about the employer, the law or the way to apply, and not about the work.
_NOT_ABOUT_WORK = frozenset({"benefits", "apply"})
_NEGATED = re.compile(
    r"\b(?:no|not|without|don't|do not|never|neither|rather than|instead of|isn't|aren't|no need (?:for|of|to know)|"
    r"kein\w*|ohne|sans|sin|无需|無需|不需要?|不要求)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|necessarily)\b|\bnot required\b", re.IGNORECASE)
_OR = r"or|and/or|oder|bzw\.?|ou|o|u|oppure|或者?|或是|または|もしくは"
_GAP = re.compile(
    rf"\s*(?P<sign>,|/|\||、|\bor\b)?\s*(?:(?P<or>{_OR})\b)?\s*(?:(?:even|similar|equivalent|preferably|ideally|better)\s+)?$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:(?:at least )?one (?:or more )?of|any of|either|one (?:or more )?(?:\w+ ){0,3}(?:such as|like)|"
    r"mindestens eine\w*|l'un des|une? des|任一|其中一|之一|至少一)\W*(?:the )?(?:following)?\W*(?:\w+\s*){0,4}[:(]?\s*$",
    re.IGNORECASE,
)
# Pairs written with a slash that mean both.
_BOTH = frozenset({frozenset({"html", "css"}), frozenset({"ux_ui_design", "frontend_development"})})


def find_skills(document: Document, taxonomy: Taxonomy) -> tuple[SkillMention, ...]:
    """Return each distinct skill once, at its strongest level, in the order of the text; alternatives share a group."""
    matches = [match for match in document.mentions(taxonomy) if _counts(document, match)]
    groups = _groups(document.text, matches)
    best: dict[str, tuple[int, SkillMention]] = {}
    for number, match in enumerate(matches):
        level = level_at(document, match.start, match.end)
        known = best.get(match.skill_id)
        strength = _STRENGTH[level] * 2 + (number in groups)
        if known and known[0] >= strength:
            continue
        best[match.skill_id] = (strength, _mention(document, taxonomy, match, level, groups.get(number)))
    found = sorted((mention for _, mention in best.values()), key=lambda mention: mention.evidence.start)
    return _without_broken_groups(found)


def _mention(
    document: Document, taxonomy: Taxonomy, match: Match, level: Level, group: int | None
) -> SkillMention:
    skill = taxonomy.skills[match.skill_id]
    evidence = Evidence(
        matched_text=document.text[match.start : match.end],
        start=match.start,
        end=match.end,
        section=document.line_at(match.start).section,
        rule=f"skill.{match.rule}",
    )
    return SkillMention(skill.id, skill.label, skill.kind, skill.category, level, evidence, group)


def _counts(document: Document, match: Match) -> bool:
    line = document.line_at(match.start)
    if line.heading and line.section in ("benefits", "apply", "about"):
        return False
    if line.section in _NOT_ABOUT_WORK:
        return False
    before = document.text[max(line.start, match.start - 40) : match.start]
    return not (_NEGATED.search(before) and not _NOT_ONLY.search(document.text, line.start, line.end))


def _groups(text: str, matches: list[Match]) -> dict[int, int]:
    """Return the group number of each match that is one of several alternatives."""
    found: dict[int, int] = {}
    for number, chain in enumerate(_chains(text, matches)):
        members = {matches[index].skill_id for index in chain}
        if len(members) > 1 and members not in _BOTH and _are_alternatives(text, matches, chain):
            found.update(dict.fromkeys(chain, number))
    return found


def _chains(text: str, matches: list[Match]) -> Iterator[list[int]]:
    chain: list[int] = []
    for index, match in enumerate(matches):
        if chain:
            gap = text[matches[chain[-1]].end : match.start]
            if len(gap) > 24 or "\n" in gap or not _GAP.match(gap.replace("(", " ").replace(")", " ")):
                yield chain
                chain = []
        chain.append(index)
    yield chain


def _are_alternatives(text: str, matches: list[Match], chain: list[int]) -> bool:
    gaps = [text[matches[a].end : matches[b].start] for a, b in pairwise(chain)]
    if any(re.search(rf"(?<!\w)(?:{_OR})(?!\w)", gap, re.IGNORECASE) for gap in gaps):
        return True
    if all(gap.strip() == "/" for gap in gaps):
        return True
    first = matches[chain[0]].start
    return bool(_ONE_OF.search(text, max(0, first - 70), first))


def _without_broken_groups(found: list[SkillMention]) -> tuple[SkillMention, ...]:
    """Drop the number of a group of which only one member is left, and number the others from one."""
    sizes: dict[int, int] = {}
    for mention in found:
        if mention.group is not None:
            sizes[mention.group] = sizes.get(mention.group, 0) + 1
    numbers = {group: number for number, group in enumerate((g for g in sizes if sizes[g] > 1), start=1)}
    return tuple(
        mention
        if mention.group is None
        else SkillMention(
            mention.id,
            mention.label,
            mention.kind,
            mention.category,
            mention.level,
            mention.evidence,
            numbers.get(mention.group),
        )
        for mention in found
    )
