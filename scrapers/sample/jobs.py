"""Invented jobs drawn from the plan: what each one asks for, and the text that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from markupsafe import escape

from scrapers.sample.plan import Employer, employers, plan, sentences, share

LEVELS = ("required", "preferred", "unstated")


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``skills`` maps each planted skill to its level; ``years`` is the least number asked for, or None."""

    number: int
    employer: Employer
    title: str
    is_lead: bool
    month: int
    last_month: int
    posted_on: date
    workplace: str
    language: str
    skills: dict[str, str]
    years: int | None
    pay: tuple[int, int] | None

    @property
    def is_software(self) -> bool:
        """Whether the job is one of those whose text counts."""
        return bool(self.skills) or self.is_lead or self.title.startswith("Senior")


def draw_jobs(random: Random, run_dates: Sequence[date]) -> list[Job]:
    """Return the jobs of all months, in the order in which they were posted."""
    planned = plan()
    weights = [employer.weight for employer in employers()]
    jobs: list[Job] = []
    for month, day in enumerate(run_dates):
        for kind, count in (
            ("titles", "leads_a_month"),
            ("other_titles", "others_a_month"),
            ("", "sales_a_month"),
        ):
            for _ in range(_about(random, planned[count])):
                employer = random.choices(employers(), weights)[0]
                jobs.append(_draw(random, len(jobs), employer, kind, month, day))
    return jobs


def _about(random: Random, count: int) -> int:
    return round(count * random.uniform(0.93, 1.07))


def _draw(random: Random, number: int, employer: Employer, kind: str, month: int, day: date) -> Job:
    planned = plan()
    software = bool(kind)
    title = _one_of(random, planned[kind]) if software else "Account Executive"
    low = random.randrange(60, 130) * 1000
    return Job(
        number=number,
        employer=employer,
        title=title,
        is_lead=kind == "titles",
        month=month,
        last_month=month if employer.vendor == "hn_who_is_hiring" else month + random.choice(planned["open_months"]) - 1,
        posted_on=day,
        workplace=_one_of(random, {name: share(ends, month) for name, ends in planned["workplaces"].items()}),
        language=_one_of(random, {name: words["share"] for name, words in sentences().items()}),
        skills=_skills(random, month) if software else {},
        years=_years(random) if software else None,
        pay=(low, low + random.randrange(8, 40) * 1000) if random.random() < planned["pay_stated"] else None,
    )  # fmt: skip


def _skills(random: Random, month: int) -> dict[str, str]:
    planned = plan()
    return {
        skill: random.choices(LEVELS, planned["levels"])[0]
        for skill, ends in planned["skills"].items()
        if random.random() < share(ends, month)
    }


def _years(random: Random) -> int | None:
    stated: dict[str, float] = plan()["years"]
    drawn = _one_of(random, {**stated, "": 1 - sum(stated.values())})
    return int(drawn) if drawn else None


def _one_of(random: Random, shares: dict[str, float]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def description(job: Job) -> str:
    """Return the job's text as HTML: blocks, headings and lists as employers write them."""
    words = sentences()[job.language]
    random = Random(job.number)  # noqa: S311 - the same job reads the same in every month
    blocks = [f"<p>{escape(random.choice(words['about']).format(company=job.employer.company))}</p>"]
    blocks.append(_list(words["duties_heading"], random.sample(words["duties"], k=2)))
    blocks += [_list(heading, lines) for heading, lines in requirement_lists(job)]
    stack = _named(job, "unstated")
    if stack:
        blocks.append(
            f"<h3>{words['stack_heading']}</h3><p>{escape(words['stack'][0].format(skills=stack))}</p>"
        )
    blocks.append(f"<p>{escape(words[f'workplace_{job.workplace}'])}</p>")
    blocks.append(_list(words["benefits_heading"], words["benefits"]))
    return "\n".join(blocks)


def requirement_lists(job: Job) -> list[tuple[str, list[str]]]:
    """Return the lists of what is required and what is welcome, each with its heading."""
    words = sentences()[job.language]
    random = Random(-job.number - 1)  # noqa: S311 - the same job reads the same in every month
    required = [words["years"].format(years=job.years)] if job.years else []
    if named := _named(job, "required"):
        required.append(random.choice(words["required"]).format(skills=named))
    required.append(random.choice(words["other_requirements"]))
    lists = [(words["requirements_heading"], required)]
    if named := _named(job, "preferred"):
        lists.append((words["preferred_heading"], [random.choice(words["preferred"]).format(skills=named)]))
    return lists


def _named(job: Job, level: str) -> str:
    return ", ".join(skill for skill, its_level in job.skills.items() if its_level == level)


def _list(heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul>"
