"""What is wrong with a taxonomy, in words: twins, loose ends, words that cannot match, words that nobody writes."""

import re
from collections.abc import Iterator, Mapping

from pipelines.taxonomy import Skill, Taxonomy
from pipelines.taxonomy.external_ids import FILE, ExternalIds

# Words this short mean something else too often to count without a rule of case or company.
SHORT = 2
_JOINTS = re.compile(r"[\s_-]+")


def lint(taxonomy: Taxonomy) -> list[str]:
    """Return the faults of a taxonomy; an empty list is a sound one."""
    return [
        *_twins(taxonomy),
        *_labels(taxonomy),
        *_circles(taxonomy),
        *(f for s in taxonomy.skills.values() for f in _entry(s, taxonomy)),
        *_cancelled(taxonomy),
        *(f for s in taxonomy.skills.values() for f in _silent(s, taxonomy)),
    ]


def lint_external_ids(taxonomy: Taxonomy, ids: ExternalIds) -> list[str]:
    """Return the ids of other vocabularies that name no skill, and those that two skills share."""
    findings = []
    for name, vocabulary in ids.vocabularies().items():
        owners: dict[str, str] = {}
        for skill_id, given in vocabulary.skills.items():
            if skill_id not in taxonomy.skills:
                findings.append(f"{FILE}: {name}: {skill_id} is no skill")
            owner = owners.setdefault(str(given), skill_id)
            if owner != skill_id:
                findings.append(f"{FILE}: {name}: {skill_id} has the id of {owner}; keep it with one of them")
    return findings


def unused(taxonomy: Taxonomy, written: Mapping[str, set[str]]) -> list[str]:
    """Return the words by which no posting names its skill, given the words that stand as evidence of each skill.

    They are no faults: rare words stay rare. Hyphens and spaces count as one, and so do letters of both cases.
    """
    findings = []
    for skill in taxonomy.skills.values():
        seen = {_levelled(words) for words in written.get(skill.id, ())}
        never = [phrase.words for phrase in skill.phrases() if _levelled(phrase.words) not in seen]
        if never and seen:
            findings.append(f"{skill.id}: nobody writes {', '.join(map(repr, never))}")
        elif never:
            findings.append(f"{skill.id}: nobody names it")
    return findings


def _levelled(words: str) -> str:
    return _JOINTS.sub(" ", words.casefold())


def _twins(taxonomy: Taxonomy) -> Iterator[str]:
    owners: dict[tuple[str, bool], str] = {}
    for skill in taxonomy.skills.values():
        for phrase in skill.phrases():
            strict = phrase.rule != "alias"
            key = (phrase.words if strict else phrase.words.casefold(), strict)
            owner = owners.setdefault(key, skill.id)
            if owner != skill.id:
                yield f"{skill.id}: {phrase.words!r} names {owner} too; keep it in one of them"


def _labels(taxonomy: Taxonomy) -> Iterator[str]:
    seen: dict[str, str] = {}
    for skill in taxonomy.skills.values():
        other = seen.setdefault(skill.label.casefold(), skill.id)
        if other != skill.id:
            yield f"{skill.id}: {other} has the label {skill.label!r} too"


def _circles(taxonomy: Taxonomy) -> Iterator[str]:
    for skill in taxonomy.skills.values():
        above, seen = skill.parent, {skill.id}
        while above in taxonomy.skills and above not in seen:
            seen.add(above)
            above = taxonomy.skills[above].parent
        if above == skill.id:
            yield f"{skill.id}: it is its own parent, directly or further up"


def _entry(skill: Skill, taxonomy: Taxonomy) -> Iterator[str]:
    if skill.parent is not None and skill.parent not in taxonomy.skills:
        yield f"{skill.id}: its parent {skill.parent} is no skill"
    if not skill.description:
        yield f"{skill.id}: it has no description; say in a line what it is"
    for phrase in skill.phrases():
        if phrase.words != " ".join(phrase.words.split()) or not phrase.words:
            yield f"{skill.id}: {phrase.words!r} has stray spaces"
        if phrase.rule == "alias" and len(phrase.words) <= SHORT and re.fullmatch(r"[A-Za-z]+", phrase.words):
            yield f"{skill.id}: {phrase.words!r} is too short to count in any case; put it under cased or weak"


def _cancelled(taxonomy: Taxonomy) -> Iterator[str]:
    never = {words.casefold() for words in taxonomy.never}
    for skill in taxonomy.skills.values():
        for phrase in skill.phrases():
            if phrase.words.casefold() in never:
                yield f"{skill.id}: {phrase.words!r} stands in never.toml too"


def _silent(skill: Skill, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the words that the matcher does not find: it reads no sign but a few inside of a name."""
    for phrase in skill.phrases():
        if phrase.rule == "loose":
            continue
        # A lone item of a list is company enough for every other rule.
        found = {match.skill_id for match in taxonomy.mentions(f"• {phrase.words}")}
        if skill.id not in found:
            what = f"names {', '.join(sorted(found))} instead" if found else "is never found"
            yield f"{skill.id}: {phrase.words!r} {what}"
