"""Which skills a posting names, at which level, and which of them are alternatives."""

import re
from collections import ChainMap
from collections.abc import Mapping

from pipelines.normalise.alternatives import alternatives
from pipelines.normalise.boilerplate import (
    employer_names,
    is_application_material,
    is_asked_by_name,
    is_employer_talk,
    is_employers_name,
    lists_companies,
    names_colleagues,
)
from pipelines.normalise.document import Document, Line
from pipelines.normalise.levels import level_at
from pipelines.normalise.unlisted import find_unlisted, unlisted_skill
from pipelines.normalise.wording import Gate
from pipelines.normalised_posting import Alternatives, Evidence, Level, SkillMention
from pipelines.taxonomy import UNLISTED, Skill, Taxonomy
from pipelines.taxonomy.matcher import Match

_STRENGTH: dict[Level, int] = {"required": 2, "preferred": 1, "unstated": 0}
# Where a name is talk about the employer, the law or the way to apply, and not about the work.
_NOT_ABOUT_WORK = frozenset({"benefits", "apply"})
_ASKED = frozenset({"requirements", "preferred", "stack"})
_NEGATED = re.compile(
    r"\b(?:no|not|without|don't|do not|never|neither|rather than|instead of|isn't|aren't|no need (?:for|of|to know|to be an?)|"
    r"kein\w*|ohne|sans|sin|无需|無需|不需要?|不要求)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_MAY_BE_NEGATED = Gate(
    [
        "[^a-z](?:no|not|never|neither|without|rather|instead|ohne|sans|sin|kein[a-z]{0,3})[^a-z]",
        "n['’]t[^a-z]", "需", "不",
    ]
)  # fmt: skip
_NOT_ONLY = re.compile(r"\bnot (?:only|just|necessarily)\b|\bnot required\b", re.IGNORECASE)


def find_skills(
    document: Document,
    taxonomy: Taxonomy,
    company: str | None = None,
    repeated: frozenset[str] = frozenset(),
) -> tuple[tuple[SkillMention, ...], tuple[Alternatives, ...]]:
    """Return each distinct skill once, at its strongest level, in the order of the text; and the alternatives.

    ``company`` is the employer: its own name is no skill, unless it is asked for. ``repeated`` are the lines that its
    board repeats.
    """
    matches = [match for match in document.mentions(taxonomy) if _counts(document, match, repeated)]
    matches, skills = _with_unlisted(document, taxonomy, matches)
    names = employer_names(company, document.text)
    if names:
        matches = [match for match in matches if not is_employers_name(document, match, names)]
    any_of, group_of = _any_of(document, skills, matches)
    best: dict[str, tuple[int, SkillMention]] = {}
    for match in matches:
        known = best.get(match.skill_id)
        if known and known[0] == _STRENGTH["required"]:
            continue
        level = level_at(document, match.start, match.end)
        if known is None or known[0] < _STRENGTH[level]:
            group = group_of.get(match.skill_id)
            best[match.skill_id] = (_STRENGTH[level], _mention(document, skills, match, level, group))
    found = (mention for _, mention in best.values())
    return tuple(sorted(found, key=lambda mention: mention.evidence.start)), any_of


def _with_unlisted(
    document: Document, taxonomy: Taxonomy, matches: list[Match]
) -> tuple[list[Match], Mapping[str, Skill]]:
    """Return the matches with those that no list knows, or not in that spelling; and the entries of all of them."""
    added = find_unlisted(document, taxonomy, matches)
    if not added:
        return matches, taxonomy.skills
    unlisted: dict[str, Skill] = {}
    for match in added:
        if match.rule == "unlisted":
            unlisted.setdefault(match.skill_id, unlisted_skill(document.text[match.start : match.end]))
    return sorted([*matches, *added], key=lambda match: match.start), ChainMap(unlisted, taxonomy.skills)


def _any_of(
    document: Document, skills: Mapping[str, Skill], matches: list[Match]
) -> tuple[tuple[Alternatives, ...], dict[str, int]]:
    """Return the alternatives, each set of skills once, and the number of the first group of each skill."""
    found: dict[frozenset[str], Alternatives] = {}
    group_of: dict[str, int] = {}
    for chain in alternatives(document, matches, skills):
        ids = tuple(dict.fromkeys(match.skill_id for match in chain))
        if frozenset(ids) in found:
            continue
        start, end = chain[0].start, chain[-1].end
        section = document.line_at(start).section
        evidence = Evidence(document.text[start:end], start, end, section, "skill.any_of")
        labels = tuple(skills[skill_id].label for skill_id in ids)
        found[frozenset(ids)] = Alternatives(ids, labels, level_at(document, start, chain[0].end), evidence)
        if not any(skill_id in group_of for skill_id in ids):
            group_of.update(dict.fromkeys(ids, len(found)))
    return tuple(found.values()), group_of


def _mention(
    document: Document, skills: Mapping[str, Skill], match: Match, level: Level, group: int | None
) -> SkillMention:
    skill = skills[match.skill_id]
    evidence = Evidence(
        matched_text=document.text[match.start : match.end],
        start=match.start,
        end=match.end,
        section=document.line_at(match.start).section,
        rule=f"skill.{match.rule}",
    )
    return SkillMention(
        skill.id, skill.label, skill.kind, skill.category, level, evidence, group, skill.category != UNLISTED
    )


def _counts(document: Document, match: Match, repeated: frozenset[str]) -> bool:
    line = document.line_at(match.start)
    if line.heading and line.section in ("benefits", "apply", "about"):
        return False
    if line.section in _NOT_ABOUT_WORK and not is_asked_by_name(line, match.start):
        return False
    if is_employer_talk(document, match, line, repeated) or names_colleagues(line, match):
        return False
    if line.section not in _ASKED and lists_companies(line, match.start):
        return False
    if is_application_material(document, match, line):
        return False
    return not _is_negated(line, match.start)


def _is_negated(line: Line, start: int) -> bool:
    if not _MAY_BE_NEGATED.opens(line.wording):
        return False
    text, place = line.wording.text, start - line.start
    return _NEGATED.search(f" {text[max(0, place - 40) : place]}") is not None and not _NOT_ONLY.search(text)
