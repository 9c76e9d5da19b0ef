"""Words that look like what they are not: what a posting must and must not be read to say."""

import tomllib
from pathlib import Path

import pytest

from pipelines.normalise import normalise
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement

FILE = Path(__file__).parents[1] / "cases" / "adversarial.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def amount(low, high):
    return "-".join("" if value is None else f"{value:.12g}" for value in (low, high))


def read(case):
    return normalise(
        Advertisement(
            title=case.get("title", "Tech Lead"),
            description=case["text"],
            description_format="html" if case.get("html") else "text",
            locations=(case["location"],) if "location" in case else (),
        ),
        shared_taxonomy(),
    )


# What a key of a case is compared with.
READ = {
    "any_of": lambda said: [list(group.labels) for group in said.any_of],
    "years": lambda said: [f"{amount(one.min, one.max)} {one.of} {', '.join(one.targets)}".strip() for one in said.years],
    "role": lambda said: said.role,
    "lead": lambda said: said.is_lead,
    "education": lambda said: said.education.level if said.education else "",
    "salary": lambda said: f"{amount(said.salary.min, said.salary.max)} {said.salary.currency} {said.salary.period}" if said.salary else "",
    "workplace": lambda said: said.workplace or "",
    "languages": lambda said: [f"{one.name} {one.level}" for one in said.human_languages],
    "soft": lambda said: [one.name for one in said.soft_skills],
    "duties": lambda said: [one.name for one in said.responsibilities],
    "certificates": lambda said: [one.name for one in said.certifications],
    "countries": lambda said: list(said.countries),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_a_text_says_and_what_it_does_not(case):
    said = read(case)
    labels = {skill.label for skill in said.skills}
    named = labels | {f"{skill.label} {skill.level}" for skill in said.skills}
    assert set(case.get("has", ())) <= named
    assert not set(case.get("not", ())) & named
    if "skills" in case:
        # Written with their levels or without.
        assert set(case["skills"]) in ({f"{skill.label} {skill.level}" for skill in said.skills}, labels)
    for key, value in READ.items():
        if key in case:
            assert value(said) == case[key], key


def test_every_key_of_a_case_is_looked_at():
    known = {"why", "title", "text", "html", "location", "has", "not", "skills", *READ}
    assert len(CASES) >= 80
    assert len({case["why"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case) <= known
        assert set(case) & {"has", "not", "skills", *READ}
