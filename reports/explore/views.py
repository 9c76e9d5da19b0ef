"""How does a selection look? The site's charts and gates, over the postings that are chosen at the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports import theme
from reports.explore.selection import MonthShare, Selected
from reports.figures.drawing import Dot, blank, dots
from reports.figures.f05_must_or_nice import judged_of, strengths
from reports.figures.figure import too_little
from reports.figures.multiples import Line, LinePoint, multiples
from reports.figures.skills import SkillCount

ON_RANKING = 20
ON_SPLIT = 12
LINES_WITHOUT_CHOICE = 3
# Two charts stand side by side: the columns of numbers beside the bars need a larger part of each.
HALF_PAGE = [0, 0.68]


@dataclass(frozen=True, slots=True)
class View:
    """The charts of a selection; ``ranked`` and ``split_by`` are the skills of their rows, from the top."""

    summary: str
    over_time: Any
    ranking: Any
    ranked: tuple[str, ...]
    split: Any
    split_by: tuple[str, ...]


def view_of(selected: Selected) -> View:
    """Return the charts of what is selected; each says "not enough data" where the gates do."""
    basis, chosen = selected.basis, selected.selection.skills
    counts = selected.counts()
    # Each posting here names the chosen skills: a ranking of them would say 100 %.
    others = [count for count in counts if count.skill_id not in chosen]
    reason = too_little(basis) or (None if others else "no other skill is named")
    shown = [count for count in others if count.share.shown][:ON_RANKING]
    ranking, ranked = _ranking(others[:ON_RANKING], reason)
    split, split_by = _split(selected, shown[:ON_SPLIT], reason)
    return View(
        summary=f"{basis.counted}.{basis.caveat}",
        over_time=_over_time(selected, counts),
        ranking=ranking,
        ranked=ranked,
        split=split,
        split_by=split_by,
    )


def _ranking(counts: Sequence[SkillCount], reason: str | None) -> tuple[Any, tuple[str, ...]]:
    if reason:
        return _nothing(reason), ()
    entries = [
        Dot(count.label, count.share, f"{count.share.hits:,} of {count.share.postings:,}") for count in counts
    ]
    chart, _ = dots(entries, "Share of the postings selected", "postings", bars=True)
    chart.update_xaxes(domain=HALF_PAGE)
    return chart, tuple(count.skill_id for count in counts)


def _split(
    selected: Selected, counts: Sequence[SkillCount], reason: str | None
) -> tuple[Any, tuple[str, ...]]:
    if reason or not counts:
        return _nothing(reason or "no skill is named often enough"), ()
    chart, _ = strengths([judged_of(count, selected.basis) for count in counts])
    chart.update_xaxes(title={"text": "Share of the postings selected"}, domain=HALF_PAGE)
    chart.update_layout(
        height=chart.layout.height + 28, margin={"t": 76},
        legend={"xref": "container", "x": 0, "yref": "container", "y": 1, "yanchor": "top"},
    )  # fmt: skip
    return chart, tuple(count.skill_id for count in counts)


def _over_time(selected: Selected, counts: Sequence[SkillCount]) -> Any:
    """Return a panel for each chosen skill; without a choice for the ones named most."""
    labels = {count.skill_id: count.label for count in counts}
    skills = list(dict.fromkeys(selected.selection.skills)) or list(labels)[:LINES_WITHOUT_CHOICE]
    found = selected.over_time(skills)
    lines = [Line(labels.get(skill, skill), "-", tuple(map(_point, found[skill]))) for skill in skills]
    if not any(point.share is not None for line in lines for point in line.points):
        return _nothing("no three months have enough postings of enough employers")
    return multiples(lines)[0]


def _point(found: MonthShare) -> LinePoint:
    share = found.share
    return LinePoint(
        month=found.month,
        share=share.value,
        low=share.low,
        high=share.high,
        month_share=None,
        hits=share.hits,
        postings=share.postings,
        employers=share.employers,
        status=share.status.value,
    )


def _nothing(reason: str) -> Any:
    chart = blank(height=120)
    chart.update_xaxes(visible=False)
    chart.update_yaxes(visible=False)
    chart.add_annotation(
        text=f"Not enough data: {reason}.", showarrow=False, x=0, xref="paper", xanchor="left", y=0.5,
        yref="paper", font={"size": 14, "color": theme.MUTED},
    )  # fmt: skip
    return chart
