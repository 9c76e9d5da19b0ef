"""What is wrong with a taxonomy, in words: twins, loose ends, words that cannot match."""

import re
from collections.abc import Iterator

from pipelines.taxonomy import Skill, Taxonomy

# Words this short mean something else too often to count without a rule of case or company.
SHORT = 2


def lint(taxonomy: Taxonomy) -> list[str]:
    """Return the faults of a taxonomy; an empty list is a sound one."""
    return [
        *_twins(taxonomy),
        *_labels(taxonomy),
        *(f for s in taxonomy.skills.values() for f in _entry(s, taxonomy)),
    ]


def _twins(taxonomy: Taxonomy) -> Iterator[str]:
    owners: dict[tuple[str, bool], str] = {}
    for skill in taxonomy.skills.values():
        for phrase in skill.phrases():
            strict = phrase.rule in ("cased", "weak")
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


def _entry(skill: Skill, taxonomy: Taxonomy) -> Iterator[str]:
    if skill.parent is not None and skill.parent not in taxonomy.skills:
        yield f"{skill.id}: its parent {skill.parent} is no skill"
    for phrase in skill.phrases():
        if phrase.words != " ".join(phrase.words.split()) or not phrase.words:
            yield f"{skill.id}: {phrase.words!r} has stray spaces"
        if phrase.rule == "alias" and len(phrase.words) <= SHORT and re.fullmatch(r"[A-Za-z]+", phrase.words):
            yield f"{skill.id}: {phrase.words!r} is too short to count in any case; put it under cased or weak"
