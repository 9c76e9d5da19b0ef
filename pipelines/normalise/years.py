"""Amounts of experience: how many years, of what, and how firmly asked.

A number of years counts where its sentence speaks of experience asked of the person. The age of the employer, the
length of a contract, vesting, leave and history do not.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from pipelines.normalise.amounts import WORDS, Amount, find_amounts, part_of
from pipelines.normalise.document import Document
from pipelines.normalise.experience_of import Clause, experience_of
from pipelines.normalise.levels import level_at
from pipelines.normalise.phrases import Phrases, lowered
from pipelines.normalised_posting import Evidence, Section, YearsStatement
from pipelines.taxonomy import Taxonomy

_AFTER = Phrases(WORDS["other"]["after"])
_BEFORE = Phrases(
    WORDS["other"]["before"],
    r"\s?(?:(?:the|over|more than|almost|nearly|approximately|about|a|de|plus de|mehr als)\s|[过過]?[:：]?\s?){0,3}$",
)
_ANYWHERE = Phrases(WORDS["other"]["anywhere"])
_EXPERIENCE = Phrases(WORDS["experience"]["words"])
_DOING = Phrases(WORDS["experience"]["doing"])
_ASKED = frozenset(("requirements", "preferred", "title", "header"))
_NEVER: frozenset[Section] = frozenset(("benefits", "apply"))
_MAY_LEAD_TO_EXPERIENCE = frozenset(("in", "within", "after"))
# "With over 20 years of experience, Example helps ...": its own experience, unless it goes on with "you".
_HISTORY = re.compile(
    r"(?:with|backed by|boasting|drawing on|having|after)\s(?:over|more than|nearly|almost|about|around|a)?\s?"
)
_YOU = re.compile(r"\byou\b|\byour\b")
# What stands before an amount of experience and never before another.
_PLAINLY_BEFORE = ("at least ", "minimum of ", "you have ", "至少", "mindestens ", "au moins ", "al menos ")
_NOTHING = frozenset(("", "• ", "•"))
MOST = 300  # amounts of a posting; more of them are no posting
_FOR_SO_LONG = re.compile(
    r"\b(?:who|you|you've|someone|somebody|anyone|candidates?)\b[^.;\n]{0,60}\bfor (?:at least |over |more than |about )?$"
)
_SIGNS_OF_A_PART = ("of them", "of those", "of these", "of which", "includ", "incl.", "davon", " dont ")
BEFORE, AFTER = 48, 90


def find_years(document: Document, taxonomy: Taxonomy) -> tuple[YearsStatement, ...]:
    """Return each amount of experience asked of the person, in the order of the text."""
    amounts = islice(find_amounts(document, without=_NEVER), MOST)
    clauses = [Clause(document, amount) for amount in amounts]
    asked = [clause for clause in clauses if _is_asked(document, taxonomy, clause)]
    asked += [Clause(document, part) for part in _parts(document, asked)]
    asked.sort(key=lambda clause: clause.amount.start)
    return tuple(
        _statement(document, taxonomy, clause, following.amount.start if following else len(document.text))
        for clause, following in pairwise([*asked, None])
        if clause
    )


def _parts(document: Document, asked: list[Clause]) -> Iterator[Amount]:
    """Yield the amounts that are said to be parts of others: "eight years, two of them in banking"."""
    for clause, following in pairwise([*asked, None]):
        if clause and any(sign in clause.words for sign in _SIGNS_OF_A_PART):
            end = min(document.sentence_at(clause.amount.start)[1], clause.offset + len(clause.words))
            end = min(end, following.amount.start) if following else end
            if part := part_of(document, clause.amount, end):
                yield part


def _is_asked(document: Document, taxonomy: Taxonomy, clause: Clause) -> bool:
    words, start, end, asked = clause.words, clause.start, clause.end, clause.amount.line.section in _ASKED
    if not words.endswith("以上", 0, end) and _AFTER.match(words, clause.opening, len(words)):
        return False
    right = min(len(words), end + AFTER)
    after = _EXPERIENCE.search(words, end, right)
    plain = words[clause.first : start] in _NOTHING or words.endswith(_PLAINLY_BEFORE, 0, start)
    before = None if plain else _BEFORE.search(words, max(clause.first, start - BEFORE), start)
    if before and not (after and before[0].strip() in _MAY_LEAD_TO_EXPERIENCE):
        return False
    if asked and not clause.amount.months:
        return True
    is_experience: object = (
        after
        or _EXPERIENCE.search(words, max(clause.first, start - BEFORE), start)
        or _DOING.match(words, clause.opening, right)
        or _DOING.match(words, end + words.startswith((" ", "'"), end), right)
        or _FOR_SO_LONG.search(words, clause.first, start)
        or any(match.start == clause.offset + clause.opening for match in document.mentions(taxonomy))
    )
    if not is_experience and end - start > len(words) - AFTER // 10:
        is_experience = _EXPERIENCE.search(
            lowered(document.text[max(0, clause.offset - BEFORE) : clause.offset]), 0, BEFORE
        )
    if not is_experience or asked:
        return bool(is_experience)
    of_another = _ANYWHERE.search(words, clause.first, right) or _HISTORY.fullmatch(
        words, clause.first, start
    )
    return not (of_another and not _YOU.search(words, start, end + 60))


def _statement(document: Document, taxonomy: Taxonomy, clause: Clause, following: int) -> YearsStatement:
    amount = clause.amount
    what = experience_of(document, taxonomy, clause, following)
    evidence = Evidence(
        matched_text=document.text[amount.start : what.end],
        start=amount.start,
        end=what.end,
        section=amount.line.section,
        rule=f"years.{what.of}",
    )
    level = level_at(document, amount.start, amount.end)
    if level == "unstated" and evidence.section != "title":
        level = "required"  # an amount of experience is a claim on the person wherever it stands
    return YearsStatement(amount.min, amount.max, what.of, what.targets, what.ids, level, evidence)


def overall_years(statements: Iterable[YearsStatement]) -> tuple[float | None, float | None]:
    """Return the posting's own minimum and maximum: of what it asks in total, else the largest minimum of a skill.

    Wishes and years of leading do not count; several alternatives (by degree, say) give the smallest minimum.
    """
    asked = [one for one in statements if one.level != "preferred" and one.min is not None]
    total = [one for one in asked if one.of == "total"]
    if total:
        first = min(total, key=lambda one: one.min or 0)
        return first.min, first.max
    others = [one for one in asked if one.of in ("skill", "domain")]
    if others:
        first = max(others, key=lambda one: one.min or 0)
        return first.min, first.max
    return None, None
