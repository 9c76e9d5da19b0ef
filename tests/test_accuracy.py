"""The labelled cases are sound, the scorer counts as it says, and what is published of it agrees with itself."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from pipelines.extract_contract import contract
from pipelines.normalise import normalise
from pipelines.normalise.text import plain_text
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import EducationLevel, Level, PayPeriod, Role, Workplace, YearsOf
from pipelines.taxonomy import FOLDER
from tests.accuracy import published
from tests.accuracy.evidence import out_of_place, pieces
from tests.accuracy.labelled import NoSet, named_set, own_cases, source_type
from tests.accuracy.results import ALL, interval, measure
from tests.accuracy.scorer import FIELDS, Count, fold, score

CASES = own_cases()
SOFT_SKILLS, RESPONSIBILITIES = (
    set(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    for name in ("soft_skills", "responsibilities")
)


def read(case):
    return contract(case.id, normalise(case.advertisement, shared_taxonomy()))


def levelled(text):
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("–", "-")).casefold()


def test_there_are_enough_cases_of_every_kind():
    assert len(CASES) >= 40
    assert len({case.id for case in CASES}) == len(CASES)
    assert {case.language for case in CASES} == {"en", "zh-Hant", "zh-Hans", "de", "fr", "es"}
    assert {case.source_type for case in CASES} == {"html", "text", "thread"}
    assert sum(case.label["role"] == "other" for case in CASES) >= 5
    assert sum(not case.label["is_lead"] for case in CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_label_is_complete_and_quotes_its_posting(case):
    label = case.label
    ad = case.advertisement
    text = levelled(
        plain_text(ad.title, ad.description, ad.description_format) + " " + " ".join(ad.locations)
    )
    assert label["role"] in get_args(Role)
    assert label["workplace"] in (*get_args(Workplace), None)
    assert set(label["soft_skills"]) <= SOFT_SKILLS
    assert set(label["responsibilities"]) <= RESPONSIBILITIES
    for skill in label["skills"]:
        assert skill["level"] in get_args(Level)
        assert levelled(skill["surface"]) in text, skill
    names = {skill["name"] for skill in label["skills"]}
    assert len(names) == len(label["skills"])
    for group in label["any_of"]:
        assert set(group["names"]) <= names
    for years in label["years"]:
        assert years["of"] in get_args(YearsOf)
        assert levelled(years["quote"]) in text, years
        assert years["of"] != "skill" or set(years["targets"]) <= names
    if label["education"]:
        assert label["education"]["level"] in get_args(EducationLevel)
        assert levelled(label["education"]["quote"]) in text
    if label["salary"]:
        assert label["salary"]["period"] in get_args(PayPeriod)
        assert levelled(label["salary"]["quote"]) in text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_reading_that_says_what_the_label_says_is_right_in_every_field(case):
    told = {
        **case.label,
        "skills": [
            {**one, "label": one["name"], "matched_text": one["surface"]} for one in case.label["skills"]
        ],
    }
    for field, count in score(case.label, told).items():
        assert count[1:] == (0, 0), field


def facts(**changes):
    nothing = {
        "skills": [], "any_of": [], "years": [], "is_lead": False, "role": "other", "people_management": None, "education": None,
        "certifications": [], "soft_skills": [], "responsibilities": [], "human_languages": [], "salary": None, "workplace": None,
    }  # fmt: skip
    return {**nothing, **changes}


def skill(name, level="required", kind="tech", words=None):
    return {"name": name, "surface": words or name, "label": name, "matched_text": words or name, "level": level, "kind": kind}  # fmt: skip


def test_names_are_the_same_through_the_aliases_of_the_taxonomy():
    assert fold("Golang") == fold("Go") == fold(" go ")
    assert fold("Postgres") == fold("PostgreSQL")
    assert fold("Java") != fold("JavaScript")
    assert fold("An unheard-of  Tool") == "an unheard-of tool"


def test_skills_are_paired_by_name_before_words_and_levels_count_apart():
    label = facts(skills=[skill("Go"), skill("Made-up DB", "preferred", words="MUDB"), skill("Rust")])
    told = facts(
        skills=[
            skill("Golang", "preferred"),
            skill("MUDB"),
            skill("Agile", kind="practice", level="unstated"),
        ]
    )
    counts = score(label, told)
    assert counts["skills"] == counts["technologies"]._replace(wrong=1) == Count(2, 1, 1)
    assert counts["practices"] == Count(0, 1, 0)
    assert counts["skill_level"] == Count(0, 2, 2)
    assert counts["skills_required"] == Count(0, 1, 2)


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (["Java", "Go"], Count(1, 0, 0)),
        (["Java", "Go", "Rust"], Count(1, 0, 0)),
        (["Java", "Rust"], Count(0, 1, 1)),
    ],
)
def test_groups_count_from_an_overlap_of_six_tenths(told, count):
    label = facts(any_of=[{"names": ["Java", "Golang"]}])
    assert score(label, facts(any_of=[{"names": told}]))["any_of"] == count


@pytest.mark.parametrize(
    ("change", "years", "amount"),
    [
        ({}, 1, 1), ({"targets": ["Golang"]}, 1, 1), ({"min": 6}, 0, 0), ({"of": "total"}, 0, 1), ({"targets": ["Java"]}, 0, 1),
    ],
)  # fmt: skip
def test_years_need_limits_kind_and_targets(change, years, amount):
    one = {"min": 5, "max": None, "of": "skill", "targets": ["Go"]}
    counts = score(facts(years=[one]), facts(years=[{**one, **change}]))
    assert (counts["years"].right, counts["years_amount"].right) == (years, amount)


def test_the_interval_is_the_same_each_time_and_holds_the_value():
    counts = [Count(3, 1, 0), Count(2, 0, 1), Count(0, 1, 2), Count(5, 0, 0)] * 5
    low, high = interval("skills", counts)
    assert (low, high) == interval("skills", counts)
    assert low < 2 * 50 / (2 * 50 + 10 + 15) < high
    assert interval("skills", [Count()]) == (None, None)


def test_nothing_wrong_in_a_few_is_no_proof_of_perfection():
    low, high = interval("certifications", [Count(1, 0, 0)] * 5)
    assert low < 0.6
    assert high == 1


def test_every_part_of_a_set_has_a_row_for_every_field():
    results = measure("invented", CASES)
    parts = {(one.language, one.source_type) for one in results}
    assert {(ALL, ALL), ("en", ALL), ("zh-Hant", ALL), ("de", ALL), (ALL, "thread")} <= parts
    assert len(results) == len(parts) * len(FIELDS)
    for one in results:
        assert one.f1 is None or one.low <= one.f1 <= one.high


def test_readings_have_not_become_worse_than_published():
    known = {
        (row["field"], row["language"], row["source_type"]): row
        for row in published.read()
        if row["set"] == "invented"
    }
    for one in measure("invented", CASES):
        before = known[one.field, one.language, one.source_type]
        if (one.language, one.source_type) == (ALL, ALL) and before["n"] >= 20:
            assert one.f1 >= before["f1"] - 0.03, (
                f"{one.field}: {one.f1} after {before['f1']}; see `make accuracy`"
            )


def test_the_table_in_the_readme_is_that_of_the_data_file():
    assert published.in_readme() == published.block(published.read())


def test_a_set_that_was_not_measured_keeps_its_rows(tmp_path):
    file = tmp_path / "accuracy.json"
    row = {"set": "invented", "field": "skills", "language": ALL, "source_type": ALL, "taxonomy_version": "1"}
    published.write([row, {**row, "set": "real"}], file)
    rows = published.write([{**row, "taxonomy_version": "2"}], file)
    assert rows == published.read(file)
    assert [(one["set"], one["taxonomy_version"]) for one in rows] == [("real", "1"), ("invented", "2")]


def test_a_readme_without_marks_is_refused(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("nothing")
    with pytest.raises(ValueError, match="no place for the table"):
        published.write_readme([], file)


def test_a_named_set_is_read_or_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.delenv("ACCURACY_SET", raising=False)
    with pytest.raises(NoSet, match="names no folder"):
        named_set()
    monkeypatch.setenv("ACCURACY_SET", str(tmp_path))
    with pytest.raises(NoSet, match=r"has no postings\.jsonl and no labels\.jsonl"):
        named_set()
    (tmp_path / "postings.jsonl").write_text(
        '{"posting_id": "a", "title": "Tech Lead", "company": "A", "description": "<p>Go</p>", "lang": "de"}\n'
    )
    (tmp_path / "labels.jsonl").write_text('{"posting_id": "b"}\n')
    with pytest.raises(NoSet, match="no posting with a label"):
        named_set()
    (tmp_path / "labels.jsonl").write_text('{"posting_id": "a", "role": "tech_lead"}\n')
    [one] = named_set()
    assert (one.language, one.source_type, one.label["role"]) == ("de", "html", "tech_lead")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"source": "monthly_who_is_hiring", "description": "<p>x"}, "thread"),
        ({"source": "board", "description": "<ul><li>x"}, "html"),
        ({"source": None, "description": "a < b"}, "text"),
    ],
)
def test_the_kind_of_a_source_shows(row, kind):
    assert source_type(row) == kind


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_fact_of_a_case_stands_where_it_says(case):
    said = normalise(case.advertisement, shared_taxonomy())
    assert out_of_place(said) == []
    assert len(list(pieces(said))) >= len(said.skills) + len(said.years)


def test_the_cases_are_our_own():
    for file in (Path(__file__).parent / "cases" / "postings").glob("*.toml"):
        hosts = re.findall(r"https?://([\w.-]+)", file.read_text(encoding="utf-8"))
        assert all(host.endswith(".example") for host in hosts), file
