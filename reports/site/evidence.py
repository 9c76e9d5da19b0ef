"""In which words do postings ask for a skill? A few short quotations of each, with employer, day and address.

A quotation has at most 25 words around the place where the skill was found. Sources that allow counts and links only
give no words. Newest first, and employers take turns, so that one does not speak for all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.published import IN_PERIOD, Basis, Connection, rows

MOST_WORDS = 25
PER_SKILL = 8
LONGEST_WORD = 40
# A sign of Chinese, Japanese or Korean counts as a word: these write no spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
# Signs that turn the direction of what stands behind them, and those that nobody sees.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")

_CHOSEN = f"""
with found as (
    select skill_id, posting_id, source, company, employer_id, period_on,
        arg_min(struct_pack(found := matched_text, start_at := start_at, end_at := end_at, level := level), start_at)
            as place
    from lead_posting join posting_skill using (posting_id)
    where is_listed
        and {IN_PERIOD}
    group by all
),
allowed as (
    select found.*, coalesce(publishes, 'quotations') like '%quotation%' as quotable
    from found left join source_policy using (source)
),
turns as (
    select *, row_number() over (
        partition by skill_id, employer_id order by quotable desc, period_on desc nulls last, posting_id
    ) as turn
    from allowed
),
chosen as (
    select * from turns
    qualify row_number() over (
        partition by skill_id order by quotable desc, turn, period_on desc nulls last, posting_id
    ) <= $most
)
select skill_id, chosen.posting_id, chosen.source, chosen.company, coalesce(posted_on, chosen.period_on),
    quotable, place.found, place.start_at, place.end_at, place.level, url, title, taxonomy_version, normaliser_version,
    case when quotable then plain_text end
from chosen join posting using (posting_id) left join posting_text using (posting_id)
order by skill_id, quotable desc, turn, chosen.period_on desc nulls last, posting_id
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class Quotation:
    """One place where a posting names a skill. ``before`` and ``after`` are empty where words may not be shown."""

    before: str
    match: str
    after: str
    quoted: bool
    level: str
    employer: str
    title: str
    day: date | None
    source: str
    url: str | None
    version: str

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return sum(len(_WORD.findall(part)) for part in (self.before, self.match, self.after))


def read_quotations(connection: Connection, basis: Basis) -> Mapping[str, tuple[Quotation, ...]]:
    """Return the quotations of every listed skill that postings of the period name."""
    titles = dict(rows(connection, "select source, title from source_policy"))
    found: dict[str, list[Quotation]] = {}
    parameters = {**basis.period.parameters, "most": PER_SKILL}
    for row in rows(connection, _CHOSEN, parameters):
        (
            skill,
            _,
            source,
            company,
            day,
            quotable,
            match,
            start,
            end,
            level,
            url,
            title,
            taxonomy,
            reader,
            text,
        ) = row
        before, middle, after = around(text, start, end) if quotable and text else ("", shown(match), "")
        found.setdefault(skill, []).append(
            Quotation(
                before, middle, after, bool(quotable and text), level, shown(company or "employer not named"),
                shown(title or ""), day, titles.get(source) or f"{source} (imported)", web_address(url),
                f"taxonomy {taxonomy}, normaliser {reader}",
            )
        )  # fmt: skip
    return {skill: tuple(quotations) for skill, quotations in found.items()}


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the words before, the place itself, and the words after, 25 words at most and from one line."""
    first = max(text.rfind("\n", 0, start) + 1, 0)
    last = text.find("\n", end)
    match = shown(text[start:end])
    room = max(MOST_WORDS - len(_WORD.findall(match)), 0)
    before, after = _words(text[first:start]), _words(text[end : last if last >= 0 else len(text)])
    taken_after = min(len(after), max(room - min(len(before), room // 2), 0))
    taken_before = min(len(before), room - taken_after)
    return (
        _joined(text[first:start], before[len(before) - taken_before :], taken_before < len(before), False),
        match,
        _joined(
            text[end : last if last >= 0 else len(text)], after[:taken_after], False, taken_after < len(after)
        ),
    )


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


def _joined(text: str, words: list[re.Match[str]], cut_before: bool, cut_after: bool) -> str:
    if not words:
        return " … " if cut_before or cut_after else ""
    start = words[0].start() if cut_before else 0
    end = words[-1].end() if cut_after else len(text)
    body = shown(text[start:end], keep_ends=True)
    return f"{'… ' if cut_before else ''}{body}{' …' if cut_after else ''}"


def shown(text: str, keep_ends: bool = False) -> str:
    """Return scraped words on one line, without unseen signs, each cut to 40 signs."""
    line = " ".join(_UNSEEN.sub("", text).split())
    line = " ".join(
        word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…" for word in line.split(" ")
    )
    if not keep_ends:
        return line[:200]
    return f"{' ' if text[:1].isspace() else ''}{line}{' ' if text[-1:].isspace() and line else ''}"


def web_address(url: str | None) -> str | None:
    """Return an address that a reader may follow, None for anything but http and https."""
    return url if url and len(url) <= 2000 and _ADDRESS.fullmatch(url) else None
