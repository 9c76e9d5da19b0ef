"""What a reading got right, field by field: facts that stand in label and reading, in one only, counted per posting.

A skill is right when its name is that of the label (through the taxonomy's aliases) or its words are the label's; groups
of alternatives are paired from an overlap of 0.6 on; an amount of years needs its limits, its kind and its targets.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any, NamedTuple

from pipelines.normalise_postings import shared_taxonomy

Facts = dict[str, Any]
OVERLAP = 0.6
FIELDS = (
    "skills", "technologies", "practices", "skills_required", "skills_preferred", "skill_level", "any_of", "years", "years_amount",
    "lead", "role", "people_management", "education", "education_detail", "certifications", "soft_skills", "responsibilities",
    "human_languages", "salary", "workplace",
)  # fmt: skip
# One answer for each posting or skill: a share of right answers, not a search for facts.
ANSWERS = frozenset({"role", "skill_level"})


class Count(NamedTuple):
    """Facts found that are stated, found that are not, and stated that were not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def score(label: Facts, read: Facts) -> dict[str, Count]:
    """Return the counts of one posting by field."""
    counts = _skills(label["skills"], read["skills"])
    counts["any_of"] = _groups(label["any_of"], read["any_of"])
    for field, facts in _SETS.items():
        counts[field] = _compared(facts(label), facts(read))
    return counts


def fold(name: str | None) -> str:
    """Return a name in the form in which all its spellings are one."""
    words = re.sub(r"\s+", " ", (name or "").replace("’", "'")).strip(" ,;:()[]\"'").casefold()
    return _aliases().get(words, words)


@cache
def _aliases() -> dict[str, str]:
    known: dict[str, str] = {}
    for rule in ("weak", "cased", "alias"):  # the surer a name is, the later it is written
        for skill in shared_taxonomy().skills.values():
            for phrase in skill.phrases():
                if phrase.rule == rule:
                    known[phrase.words.casefold()] = skill.id
    return known | {skill.label.casefold(): skill.id for skill in shared_taxonomy().skills.values()}


def _skills(stated: list[Facts], read: list[Facts]) -> dict[str, Count]:
    pairs, alone = _paired(stated, read)
    missed = [one for one in stated if not any(one is pair[0] for pair in pairs)]

    def kind(name: str) -> Count:
        return Count(
            sum(one["kind"] == name for one, _ in pairs),
            sum(one["kind"] == name for one in alone),
            sum(one["kind"] == name for one in missed),
        )

    def level(name: str) -> Count:
        both = sum(one["level"] == name == other["level"] for one, other in pairs)
        return Count(
            both,
            sum(one["level"] == name for one in read) - both,
            sum(one["level"] == name for one in stated) - both,
        )

    same = sum(one["level"] == other["level"] for one, other in pairs)
    return {
        "skills": Count(len(pairs), len(alone), len(missed)),
        "technologies": kind("tech"),
        "practices": kind("practice"),
        "skills_required": level("required"),
        "skills_preferred": level("preferred"),
        "skill_level": Count(same, len(pairs) - same, len(pairs) - same),
    }


def _paired(stated: list[Facts], read: list[Facts]) -> tuple[list[tuple[Facts, Facts]], list[Facts]]:
    """Return the pairs of label and reading, one to one, by name before words; and what was read beside them."""
    pairs: list[tuple[Facts, Facts]] = []
    open_labels, alone = list(stated), list(read)
    for names in (lambda one: {fold(one["name"])}, lambda one: {fold(one["name"]), fold(one["surface"])}):
        left = []
        for one in open_labels:
            found = next(
                (
                    other
                    for other in alone
                    if fold(other["label"]) in names(one)
                    or (len(names(one)) > 1 and fold(other["matched_text"]) in names(one))
                ),
                None,
            )
            if found is None:
                left.append(one)
            else:
                alone.remove(found)
                pairs.append((one, found))
        open_labels = left
    return pairs, alone


def _groups(stated: list[Facts], read: list[Facts]) -> Count:
    first, second = ([frozenset(map(fold, group["names"])) for group in side] for side in (stated, read))
    ranked = sorted(
        ((len(a & b) / len(a | b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for overlap, i, j in ranked:
        if overlap >= OVERLAP and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    both = len(taken[0])
    return Count(both, len(second) - both, len(first) - both)


def _compared(stated: Iterable[Hashable], read: Iterable[Hashable]) -> Count:
    first, second = Counter(stated), Counter(read)
    both = (first & second).total()
    return Count(both, second.total() - both, first.total() - both)


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def _years(facts: Facts) -> list[Hashable]:
    return [
        (
            _number(one["min"]), _number(one["max"]), one["of"],
            frozenset(map(fold, one["targets"])) if one["of"] == "skill" else None,
        )
        for one in facts["years"]
    ]  # fmt: skip


def _pay(facts: Facts) -> list[Hashable]:
    pay = facts["salary"]
    # Nothing is paid as 0: an empty limit may be written either way.
    return [(_number(pay["min"] or None), _number(pay["max"] or None), pay["currency"], pay["period"])] if pay else []  # fmt: skip


_SETS: dict[str, Callable[[Facts], Iterable[Hashable]]] = {
    "years": _years,
    "years_amount": lambda facts: {(_number(one["min"]), _number(one["max"])) for one in facts["years"]},
    "lead": lambda facts: ["lead"] if facts["is_lead"] else [],
    "role": lambda facts: [facts["role"]],
    "people_management": lambda facts: ["manages"] if facts["people_management"] else [],
    "education": lambda facts: [facts["education"]["level"]] if facts["education"] else [],
    "education_detail": lambda facts: (
        [(bool(facts["education"]["required"]), bool(facts["education"]["or_equivalent"]))]
        if facts["education"]
        else []
    ),
    "certifications": lambda facts: {fold(one["name"]) for one in facts["certifications"]},
    "soft_skills": lambda facts: set(facts["soft_skills"]),
    "responsibilities": lambda facts: set(facts["responsibilities"]),
    "human_languages": lambda facts: {fold(one["name"]) for one in facts["human_languages"]},
    "salary": _pay,
    "workplace": lambda facts: [facts["workplace"]] if facts["workplace"] else [],
}
