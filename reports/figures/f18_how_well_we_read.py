"""How well do we read postings? Precision, recall and F1 of each field, against labels made by hand.

The results come with the code, in ``reports/accuracy.json``: they are of the rules, not of the postings on the page.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports import theme
from reports.figures.drawing import blank, label, labels_above, legend_on_top, percent
from reports.figures.figure import Cell, Column, Figure, FigureKind, Kind, Table, without_data
from reports.published import Connection, read_basis
from reports.statistics.gates import MAX_WIDTH, MIN_EFFECTIVE_POSTINGS

RESULTS = Path(__file__).parents[1] / "accuracy.json"
# The first set that has results is drawn; the table has all.
SETS = {"real": "postings of real boards", "invented": "invented postings"}
FIELDS = {
    "skills": "All skills", "technologies": "Technologies", "practices": "Practices", "skills_required": "Skills required",
    "skills_preferred": "Skills preferred", "skill_level": "Level of a skill", "any_of": "Alternatives",
    "years": "Years, of what and which", "years_amount": "Years, the amount", "lead": "Lead or not", "role": "Role", "people_management": "People management",
    "education": "Degree", "education_detail": "Degree: must or wish", "certifications": "Certificates", "soft_skills": "Soft skills",
    "responsibilities": "Responsibilities", "human_languages": "Spoken languages", "salary": "Pay", "workplace": "Remote or on site",
}  # fmt: skip
KINDS = {"html": "HTML of boards", "text": "plain text", "thread": "hiring threads"}
Row = dict[str, Any]


def draw(connection: Connection) -> Figure:
    """Return how well each field is read."""
    basis = read_basis(connection)
    rows = _results()
    whole = [row for row in rows if (row["language"], row["source_type"]) == ("all", "all")]
    table = _table("fields", "How well each field is read", whole)
    parts = _table(
        "parts", "The same by language and by kind of source", [row for row in rows if row not in whole]
    )
    drawn = next((name for name in SETS if any(row["set"] == name for row in whole)), None)
    shown = [row for row in whole if row["set"] == drawn and not _lacks(row)]
    if not shown:
        reason = "no labelled postings have been scored; 30 facts of a field are needed"
        return without_data(FIGURE, basis, reason, table, (parts,))
    shown.sort(key=lambda row: (row["f1"], row["precision"]))
    versions = {(row["taxonomy_version"], row["normaliser_version"]) for row in shown}
    [(taxonomy, normaliser)] = versions
    chart, narrow = _chart(shown)
    best, worst = max(shown, key=lambda row: row["f1"]), min(shown, key=lambda row: row["f1"])
    postings = shown[0]["postings"]
    return Figure(
        id=FIGURE.id,
        title=FIGURE.title,
        question=FIGURE.question,
        finding=_finding(shown),
        alt=(
            f"Dots with 95 % intervals: F1, precision and recall of {len(shown)} fields, n = {postings:,} {SETS[drawn or '']}. "
            f"Best: {FIELDS[best['field']]} {_interval(best)}. Weakest: {FIELDS[worst['field']]} {_interval(worst)}."
        ),
        table=table,
        more_tables=(parts,),
        postings=postings,
        employers=0,
        period="",
        source=(
            f"Source: {postings:,} {SETS[drawn or '']}, labelled by hand · taxonomy {taxonomy}, normaliser {normaliser} · "
            "these are results of the rules, not of the postings above"
        ),
        chart=chart,
        narrow=narrow,
        notes=_notes(str(drawn), taxonomy, basis.taxonomy_version),
    )


def _results() -> list[Row]:
    return list(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.is_file() else []


def _lacks(row: Row) -> str | None:
    """Return why a result is not shown, None where it is: as everywhere, too few facts or too wide an interval."""
    if row["n"] < MIN_EFFECTIVE_POSTINGS or row["f1"] is None or row["precision"] is None:
        return f"{row['n']} facts, {MIN_EFFECTIVE_POSTINGS} are needed"
    if row["high"] - row["low"] > MAX_WIDTH:
        return f"the interval is wider than {MAX_WIDTH * 100:.0f} points"
    return None


def _interval(row: Row) -> str:
    return f"{row['f1'] * 100:.0f}\u00a0% ({row['low'] * 100:.0f}–{row['high'] * 100:.0f})"


def _finding(shown: Sequence[Row]) -> str:
    first = next((row for row in shown if row["field"] == "technologies"), shown[-1])
    worst = min(shown, key=lambda row: row["f1"])
    return (
        f"{FIELDS[first['field']]}: {percent(first['precision'])} of what is read is right, and {percent(first['recall'])} of what "
        f"is stated is found (F1 {_interval(first)}, n = {first['n']:,}). "
        f"Weakest: {FIELDS[worst['field']].lower()}, F1 {_interval(worst)}."
    )


def _notes(drawn: str, taxonomy: str, on_page: str) -> tuple[str, ...]:
    notes = [
        "Precision: what part of what is read is right. Recall: what part of what is stated is found. F1 is their mean in which the "
        "smaller weighs more; its 95 % interval comes from drawing postings anew. Fields with too little to say stand in the table only."
    ]
    if drawn == "real":
        notes.append("Rules were improved with these postings in view; unseen ones are read worse.")
    if on_page not in (taxonomy, "none"):
        notes.append(f"The postings above were read with taxonomy {on_page}.")
    return tuple(notes)


def _chart(shown: Sequence[Row]) -> tuple[Any, dict[str, Any]]:
    heights = [-place for place in range(len(shown))]
    chart = blank(height=32 * len(shown) + 110, showlegend=True)
    said = [_hover(row) for row in shown]
    for part, name, colour, symbol in (
        ("precision", "Precision", theme.SERIES[1], "diamond-open"),
        ("recall", "Recall", theme.SERIES[2], "triangle-down-open"),
    ):
        chart.add_scatter(
            x=[row[part] for row in shown], y=heights, mode="markers", name=name, customdata=said,
            hovertemplate="%{customdata}<extra></extra>", marker={"color": colour, "size": 10, "symbol": symbol, "line": {"width": 2}},
        )  # fmt: skip
    chart.add_scatter(
        x=[row["f1"] for row in shown], y=heights, mode="markers", name="F1 with its interval", customdata=said,
        hovertemplate="%{customdata}<extra></extra>", marker={"color": theme.SERIES[0], "size": 10, "symbol": "circle"},
        error_x={
            "type": "data", "symmetric": False, "color": theme.SERIES[0], "thickness": 2, "width": 0,
            "array": [row["high"] - row["f1"] for row in shown],
            "arrayminus": [row["f1"] - row["low"] for row in shown],
        },
    )  # fmt: skip
    lowest = min(min(row["low"], row["precision"], row["recall"]) for row in shown)
    start = max(0.0, int(lowest * 10 - 0.2) / 10)
    chart.update_layout(legend=legend_on_top(), margin={"t": 40})
    chart.update_xaxes(
        range=[start, 1.02], tickformat=".0%", nticks=6,
        title={"text": "Share right or found", "font": {"color": theme.MUTED, "size": 13}},
    )  # fmt: skip
    bottom = -len(shown) + 0.4
    names = [label(FIELDS[row["field"]]) for row in shown]
    chart.update_yaxes(
        range=[bottom, 0.6], tickvals=heights, ticktext=names, tickfont={"color": theme.TEXT, "size": 13}, showgrid=True,
        ticks="outside", ticklen=6, tickcolor=theme.CLEAR,
    )  # fmt: skip
    narrow = {
        "height": 44 * len(shown) + 130, **labels_above(list(zip(heights, names, strict=True)), 8, [bottom, 1.0]),
        "margin": {"l": 4, "r": 8, "t": 64}, "xaxis": {"nticks": 4},
    }  # fmt: skip
    return chart, narrow


def _hover(row: Row) -> str:
    return (
        f"<b>{label(FIELDS[row['field']])}</b>: F1 {_interval(row)}<br>precision {percent(row['precision'])}, "
        f"recall {percent(row['recall'] or 0)}<br>{row['n']:,} facts in {row['postings']:,} postings"
    )


def _table(name: str, caption: str, rows: Sequence[Row]) -> Table:
    return Table(
        name=name,
        caption=f"{caption}, with 95 % intervals of F1; n counts the facts that the labels state",
        columns=(
            Column("field", "Field"),
            Column("set", "Postings labelled"),
            Column("language", "Language"),
            Column("source_type", "Kind of source"),
            Column("precision", "Precision", Kind.SHARE),
            Column("recall", "Recall", Kind.SHARE),
            Column("f1", "F1", Kind.SHARE),
            Column("low", "from", Kind.SHARE),
            Column("high", "to", Kind.SHARE),
            Column("n", "n", Kind.COUNT),
            Column("postings", "Postings", Kind.COUNT),
            Column("status", "Status"),
            Column("taxonomy_version", "Taxonomy"),
            Column("normaliser_version", "Normaliser"),
        ),
        rows=tuple(map(_cells, rows)),
    )


def _cells(row: Row) -> dict[str, Cell]:
    lacks = _lacks(row)
    hidden = dict.fromkeys(("precision", "recall", "f1", "low", "high")) if lacks else {}
    return {
        **row,
        **hidden,
        "field": FIELDS.get(row["field"], row["field"]),
        "set": SETS.get(row["set"], row["set"]),
        "source_type": KINDS.get(row["source_type"], row["source_type"]),
        "status": f"not enough data: {lacks}" if lacks else "ok",
    }


FIGURE = FigureKind(
    id="f18", title="How well we read postings", question="How well do we read postings?", draw=draw
)
