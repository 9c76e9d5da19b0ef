"""Technologies that no list knows: found by their company, kept apart, and nothing else taken for one."""

import tomllib
from pathlib import Path

import pytest

from pipelines.extract_contract import contract
from pipelines.normalise import normalise
from pipelines.normalise.unlisted import slug
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement
from pipelines.taxonomy.respelling import is_one_slip

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "unlisted.toml").read_text("utf-8"))["case"]


def said(text, company=None, title="Tech Lead"):
    return normalise(Advertisement(title, text, company=company), shared_taxonomy())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_unlisted(case):
    skills = said(case["text"], case.get("company")).skills
    assert [skill.label for skill in skills if not skill.listed] == case["found"]
    assert set(case.get("listed", ())) <= {skill.label for skill in skills if skill.listed}


def test_an_unlisted_skill_says_so_and_points_at_its_words():
    posting = said("Requirements\n• Kafka, FooBar.js or Redis\nNice to have\n• Go, Foobarium and Rust")
    found = {skill["label"]: skill for skill in contract("1", posting)["skills"]}
    foobar = found["FooBar.js"]
    assert (foobar["listed"], found["Kafka"]["listed"]) == (False, True)
    assert (foobar["id"], foobar["kind"], foobar["category"]) == ("unlisted-foobar-js", "tech", "unlisted")
    assert posting.plain_text[foobar["start"] : foobar["end"]] == foobar["matched_text"] == "FooBar.js"
    assert (foobar["level"], found["Foobarium"]["level"]) == ("required", "preferred")


def test_an_unlisted_name_is_one_of_the_alternatives():
    [group] = said("Requirements\n• Kafka, FooBar or Redis").any_of
    assert group.labels == ("Kafka", "FooBar", "Redis")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("FooBar.js", "unlisted-foobar-js"),
        ("Foo++", "unlisted-foo-plus-plus"),
        ("Foo Bar", "unlisted-foo-bar"),
    ],
)
def test_ids_of_unlisted_names_meet_no_listed_one(name, id):
    assert slug(name) == id
    assert not any("-" in skill_id for skill_id in shared_taxonomy().skills)


@pytest.mark.parametrize(
    ("written", "meant", "is_slip"),
    [
        ("kubernets", "kubernetes", True), ("kuberrnetes", "kubernetes", True), ("kuberentes", "kubernetes", True),
        ("kubernates", "kubernetes", True), ("jupiter", "jupyter", False), ("activeiq", "activemq", False),
        ("filebase", "firebase", False), ("jenkin", "jenkins", True), ("polaris", "polars", False),
        ("zabbbix", "zabbix", True), ("rocket", "racket", False), ("moleculer", "molecule", False),
    ],
)  # fmt: skip
def test_one_slip_leads_to_the_word_that_was_meant(written, meant, is_slip):
    assert is_one_slip(written, meant) is is_slip


@pytest.mark.parametrize("written", ["Flux", "Kafkaesque", "Go", "Rustic"])
def test_what_is_near_no_listed_name_stays_what_it_is(written):
    assert shared_taxonomy().respellings.skill_of(written) in (None, "go")
