"""What does a tech lead do? Duties in groups, with how much more often than in other roles each is stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.asked import Asked, asked
from reports.figures.drawing import Dot, dots
from reports.figures.figure import (
    SHARE_COLUMNS,
    Cell,
    Column,
    Figure,
    FigureKind,
    Kind,
    Names,
    Subjects,
    Table,
    View,
    share_cells,
    too_little,
    weak_note,
    with_data,
    without_data,
)
from reports.published import IN_PERIOD, Basis, Connection, read_basis, rows
from reports.statistics.ratio import Ratio, ratio_of_shares

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Leads people": {
        "technical_leadership": "Leads technically, sets standards",
        "people_management": "Manages people",
        "mentoring": "Mentors and coaches",
        "hiring": "Hires and interviews",
        "onboarding": "Brings new people in",
    },
    "Plans and agrees": {
        "planning_delivery": "Plans the work, owns delivery",
        "roadmap_strategy": "Shapes roadmap and strategy",
        "stakeholder_comm": "Works with product and business",
        "requirements_analysis": "Analyses requirements",
        "process_improvement": "Improves ways of working",
        "documentation": "Writes documentation",
    },
    "Designs and builds": {
        "architecture": "Designs architecture",
        "hands_on_coding": "Writes code",
        "code_review": "Reviews code",
        "tech_selection": "Chooses technologies",
        "performance_scalability": "Makes systems fast and scalable",
        "refactor_legacy": "Replaces old systems",
    },
    "Checks and secures": {
        "quality_testing": "Answers for quality and testing",
        "security_ownership": "Answers for security",
    },
    "Releases and runs": {
        "ci_cd_deployment": "Builds pipelines, deploys",
        "infra_operations": "Runs infrastructure",
        "availability_incident": "Keeps services up",
        "automation_tooling": "Automates, builds tools",
        "cloud_cost": "Keeps cloud costs down",
    },
}
# The twelve duties that the article claims of a tech lead: finer ones of these families, or a family itself.
OF_THE_ARTICLE = frozenset({
    "ci_cd_deployment", "infra_operations", "availability_incident", "hiring", "people_management", "mentoring",
    "cloud_cost", "automation_tooling",
})  # fmt: skip
FINER_OF_THE_ARTICLE = frozenset({
    "deployment_pipeline", "deployment_support", "deployment_automation", "devops_practices", "ci", "infra_maintenance",
    "availability", "mentoring_juniors", "automation", "tooling",
})  # fmt: skip
MARK = " ◆"
OTHERS, DEVOPS = "other software roles", "DevOps leads"
BESIDE = {OTHERS: "other roles", DEVOPS: DEVOPS}

_DUTIES = f"""
select name, source, employer_id, sum(postings)::integer from duty_month_employer
where {IN_PERIOD} and is_lead = $leads and (is_devops or not $devops) group by all order by all
"""  # noqa: S608 - put together from constants
_BASE = f"""
select employer_id, sum(postings)::integer from software_month_employer
where {IN_PERIOD} and is_lead = $leads and (is_devops or not $devops) group by employer_id order by employer_id
"""  # noqa: S608 - put together from constants
Duties = dict[str, Asked]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: its share among tech leads, and how it compares with the two other groups of postings."""

    id: str
    label: str
    group: str
    leads: Asked
    against: Mapping[str, tuple[Asked, Ratio | None]]


def draw(connection: Connection) -> Figure:
    """Return the share of tech-lead postings that state each duty, beside other software roles."""
    return _drawn(connection, OTHERS)


def draw_beside_devops(connection: Connection) -> Figure:
    """Return the same beside DevOps leads."""
    return _drawn(connection, DEVOPS)


def _drawn(connection: Connection, against: str) -> Figure:
    basis = read_basis(connection)
    leads = _duties(connection, basis, leads=True, devops=False)
    others = {
        OTHERS: _duties(connection, basis, leads=False, devops=False),
        DEVOPS: _duties(connection, basis, leads=True, devops=True),
    }
    duties = _compared(leads, others)
    table, finer = _table(duties, basis), _finer(connection, leads, basis)
    reason = too_little(basis)
    if not reason and not any(duty.leads.share.shown for duty in duties):
        reason = "no duty is stated often enough"
    if reason:
        return without_data(FIGURE, basis, reason, table, (finer,))
    entries: list[Dot] = []
    for group in GROUPS:
        entries.append(Dot(group))
        entries.extend(_dot(duty, basis, against) for duty in duties if duty.group == group)
    chart, narrow = dots(entries, "Share of tech-lead postings", aside=f"against<br>{BESIDE[against]}")
    shown = sorted(
        (duty for duty in duties if duty.leads.share.shown), key=lambda duty: -duty.leads.share.hits
    )
    leaders = ", ".join(f"{duty.label.lower()} {duty.leads.share}" for duty in shown[:3])
    return with_data(
        FIGURE,
        basis,
        finding=_finding(shown, basis, against),
        alt=f"Dots with 95 % intervals per duty, in five groups. {basis.counted}. Highest: {leaders}.",
        table=table,
        more_tables=(finer,),
        chart=chart,
        narrow=narrow,
        notes=_notes(duties, against),
    )


def _duties(connection: Connection, basis: Basis, leads: bool, devops: bool) -> Duties:
    wanted = {**basis.period.parameters, "leads": leads, "devops": devops}
    postings: dict[str, int] = dict(rows(connection, _BASE, wanted))
    found = asked(rows(connection, _DUTIES, wanted), postings, basis)
    # A duty that nobody states is a share of nought, not a duty left out.
    nothing = [(name, "", "", 0) for names in GROUPS.values() for name in names if name not in found]
    none = {name: Asked(one.share, 0) for name, one in asked(nothing, postings, basis).items()}
    return {**found, **none}


def _compared(leads: Duties, others: Mapping[str, Duties]) -> list[Duty]:
    """Return the duties of each group, the most frequent first."""
    found: list[Duty] = []
    for group, names in GROUPS.items():
        for name in sorted(names, key=lambda name: (-leads[name].share.hits, name)):
            against = {
                other: (own[name], ratio_of_shares(leads[name].share, own[name].share))
                for other, own in others.items()
            }
            found.append(Duty(name, names[name], group, leads[name], against))
    return found


def _dot(duty: Duty, basis: Basis, against: str) -> Dot:
    ratio = duty.against[against][1]
    mark = MARK if duty.id in OF_THE_ARTICLE else ""
    return Dot(
        f"{duty.label}{mark}",
        duty.leads.share,
        "–" if ratio is None else str(ratio),
        rests_on=basis.rests_on(duty.leads.sources),
    )


def _finding(shown: list[Duty], basis: Basis, against: str) -> str:
    first = shown[0]
    told = (
        f"{first.label} is stated most: {first.leads.share} of tech-lead postings (n = {basis.postings:,})."
    )
    apart = [
        (duty.label, ratio)
        for duty in shown
        for ratio in (duty.against[against][1],)
        if ratio is not None and ratio.clear and ratio.value > 1
    ]
    if apart:
        name, ratio = max(apart, key=lambda entry: entry[1].interval.low)
        told += f" What sets tech leads apart most from {against}: “{name.lower()}”, {ratio} as often."
    return told + basis.caveat


def _notes(duties: list[Duty], against: str) -> tuple[str, ...]:
    postings = f"{duties[0].against[against][0].share.postings:,}"
    compared = {
        OTHERS: f"the {postings} postings of other software roles on the same boards",
        DEVOPS: f"the {postings} tech-lead postings whose title names DevOps, reliability, platform or infrastructure",
    }
    return (
        "On the right, or behind the name: how many times as often tech-lead postings state the duty as "
        f"{compared[against]}, with its 95 % interval; a dash where too few state it. The table has both comparisons.",
        "◆ The duties that the career article of February 2022, from which this project starts, says a tech lead has.",
        *weak_note(duty.leads.share for duty in duties),
    )


def _against(name: str, label: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_share", f"Share, {label}", Kind.SHARE),
        Column(f"{name}_n", f"n, {label}", Kind.COUNT),
        Column(f"{name}_times", f"Times as often as {label}", Kind.NUMBER),
        Column(f"{name}_times_low", "from", Kind.NUMBER),
        Column(f"{name}_times_high", "to", Kind.NUMBER),
    )


def _table(duties: list[Duty], basis: Basis) -> Table:
    return Table(
        name="duties",
        caption=f"Duties that tech-lead postings state. {basis.counted}; 95 % intervals",
        columns=(
            Column("group", "Group"),
            Column("duty", "Duty"),
            Column("id", "Id"),
            Column("of_the_article", "Of the article"),
            *SHARE_COLUMNS,
            *_against("others", OTHERS),
            *_against("devops", DEVOPS),
        ),
        rows=tuple(_row(duty, basis) for duty in duties),
    )


def _finer(connection: Connection, leads: Duties, basis: Basis) -> Table:
    """Return the duties below the families, the most frequent first."""
    known = rows(
        connection, "select name, family, label from responsibility where name <> family order by name"
    )
    found = [(label, family, name, leads[name]) for name, family, label in known if name in leads]
    found.sort(key=lambda entry: (-entry[3].share.hits, entry[2]))
    families = {name: label for names in GROUPS.values() for name, label in names.items()}
    return Table(
        name="finer",
        caption=f"Finer duties below these. {basis.counted}; 95 % intervals",
        columns=(
            Column("duty", "Duty"),
            Column("family", "Belongs to"),
            Column("id", "Id"),
            Column("of_the_article", "Of the article"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(
            {
                "duty": label,
                "family": families.get(family, family),
                "id": name,
                "of_the_article": "yes" if name in FINER_OF_THE_ARTICLE else "no",
                **share_cells(one.share, basis.period, one.sources),
            }
            for label, family, name, one in found
        ),
    )


def _row(duty: Duty, basis: Basis) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "group": duty.group,
        "duty": duty.label,
        "id": duty.id,
        "of_the_article": "yes" if duty.id in OF_THE_ARTICLE else "no",
        **share_cells(duty.leads.share, basis.period, duty.leads.sources),
    }
    for name, group in (("others", OTHERS), ("devops", DEVOPS)):
        one, ratio = duty.against[group]
        row |= {
            f"{name}_share": one.share.value,
            f"{name}_n": one.share.postings,
            f"{name}_times": ratio.value if ratio else None,
            f"{name}_times_low": ratio.interval.low if ratio else None,
            f"{name}_times_high": ratio.interval.high if ratio else None,
        }
    return row


def _names(*_: object) -> Names:
    return {
        name: (group, f"{words}{MARK if name in OF_THE_ARTICLE else ''}")
        for group, names in GROUPS.items()
        for name, words in names.items()
    }


FIGURE = FigureKind(
    id="f09",
    title="What a tech lead does",
    question="What does a tech lead do?",
    draw=draw,
    usual=f"beside {OTHERS}",
    views={"devops": View(f"beside {DEVOPS}", draw_beside_devops)},
    subjects=Subjects("select distinct posting_id, name as subject from posting_responsibility", _names),
)
