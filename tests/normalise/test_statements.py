"""Soft skills and responsibilities: what counts as one, where, and where its words stand."""

import tomllib
from pathlib import Path

import pytest

from pipelines.extract_contract import contract
from pipelines.normalise import normalise
from pipelines.normalise.addressee import starts_with_verb
from pipelines.normalise.duties import Duties, spaced, verb_forms
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement
from pipelines.taxonomy import FOLDER

CASES = Path(__file__).parents[1] / "cases"
SOFT_SKILLS, RESPONSIBILITIES = (
    tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    for name in ("soft_skills", "responsibilities")
)
DECLARED = tomllib.loads((FOLDER / "responsibilities.toml").read_text(encoding="utf-8"))


def read(text, title="Tech Lead"):
    return normalise(Advertisement(title=title, description=text), shared_taxonomy())


def names(statements):
    return {one.name for one in statements}


@pytest.mark.parametrize("case", SOFT_SKILLS, ids=lambda case: case["why"])
def test_soft_skills(case):
    assert names(read(case["text"]).soft_skills) == set(case["found"])


@pytest.mark.parametrize("case", RESPONSIBILITIES, ids=lambda case: case["why"])
def test_responsibilities(case):
    said = read(case["text"], case.get("title", "Tech Lead"))
    assert names(said.responsibilities) == set(case["found"])
    if "codes" in case:
        assert names(said.responsibility_codes) == set(case["codes"])


def test_statements_point_at_their_words():
    said = read(
        "What you will do\n• Design, build & run “small” services\nRequirements\n• You’re a team player"
    )
    found = [*said.soft_skills, *said.responsibilities, *said.responsibility_codes]
    assert len(found) >= 3
    for one in found:
        assert said.plain_text[one.evidence.start : one.evidence.end] == one.evidence.matched_text
    assert "Design, build & run “small” services" in {one.evidence.matched_text for one in found}
    assert [one.evidence.start for one in said.responsibilities] == sorted(
        one.evidence.start for one in said.responsibilities
    )


def test_a_duty_has_no_level_and_a_trait_that_of_its_section():
    said = read(
        "What you will do\n• Review code\nNice to have\n• Curiosity\nRequirements\n• Communication skills"
    )
    assert {one.level for one in said.responsibilities} == {"unstated"}
    assert {one.name: one.level for one in said.soft_skills} == {
        "continuous_learning": "preferred", "communication": "required",
    }  # fmt: skip


def test_a_finer_code_states_its_family_and_both_are_in_the_contract():
    said = read("What you will do\n• Mentor graduates")
    written = contract("p", said)
    assert (written["responsibilities"], written["responsibility_codes"]) == (
        ["mentoring"],
        ["mentoring_juniors"],
    )


def test_each_finer_code_belongs_to_one_family():
    families = {name: declared for name, declared in DECLARED.items() if name != "groups"}
    codes = [code for declared in families.values() for code in declared.get("codes", {})]
    assert len(families) == 24
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(families)


@pytest.mark.parametrize(
    ("sentence", "verbal"),
    [("• Design services", True), ("2. Leading six people", True), ("Quality: own the tests", True),
     ("• Closely work with sales", True), ("• Design patterns of the trade", True), ("• Understanding of Go", False),
     ("• Managing experience", False), ("• Five years of Go", False), ("", False)],
)  # fmt: skip
def test_a_duty_begins_with_a_verb(sentence, verbal):
    assert starts_with_verb(sentence, 0, len(sentence)) == verbal


def test_both_spellings_of_a_verb_are_known():
    assert {"optimize", "optimises", "optimizing", "optimising"} <= set(verb_forms("optimize"))
    assert {"plan", "plans", "planning"} <= set(verb_forms("plan"))
    assert {"specify", "specifies", "specifying"} <= set(verb_forms("specify"))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("building very small services.", "building very small services"),
        ("you build (or buy) services", "build (or buy) services"),
        ("work, every day, with our clients", "work, every day, with our clients"),
        ("work for clients", None),
        ("build on services", None),
        ("build services on linux", "build services"),
        ("2.build services", "build services"),
        ("we build services", None),
        ("we are building services", None),
        ("build. services", None),
        ("our building services", None),
        ("build dead services", None),
        ("services we build", None),
    ],
)
def test_a_verb_reaches_its_object(sentence, told):
    duties = Duties(["build -> {things}|-dead service", "work with -> client"], {"things": "service|tool"})
    found = [sentence[start:end] for _, start, end in duties.find(spaced(sentence), 0b11)]
    assert found == ([told] if told else [])


def test_a_duty_that_is_not_wanted_is_not_found():
    duties = Duties(["build -> service", "build -> tool"], {})
    assert [number for number, _, _ in duties.find("build tools and services", 0b01)] == [0]
