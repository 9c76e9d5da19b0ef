"""Ids of other vocabularies: each belongs to one skill, is published with the skill, and its owner is credited."""

import duckdb
import pytest

from pipelines.normalise_postings import shared_taxonomy
from pipelines.taxonomy import TaxonomyError
from pipelines.taxonomy.external_ids import FILE, ExternalIds, read_external_ids
from pipelines.taxonomy.lint import lint_external_ids
from tests.small_line import MONDAY, board_day, load_day, posting
from warehouse.publish import publish

OWNER = {"title": "T", "version": "1", "url": "https://t.example", "licence": "MIT", "attribution": "T"}
IDS = read_external_ids()


def given(**skills):
    return {name: {**OWNER, "skills": skills.get(name, {})} for name in ("linguist", "onet", "esco")}


def test_every_id_belongs_to_one_skill():
    assert lint_external_ids(shared_taxonomy(), IDS) == []
    assert all(vocabulary.skills for vocabulary in IDS.vocabularies().values())


@pytest.mark.parametrize("name", IDS.vocabularies())
def test_a_vocabulary_is_sorted_by_skill(name):
    skills = list(IDS.vocabularies()[name].skills)
    assert skills == sorted(skills)


@pytest.mark.parametrize(
    ("skills", "fault"),
    [
        ({"linguist": {"knitting": 1}}, "linguist: knitting is no skill"),
        ({"linguist": {"python": 1, "ruby": 1}}, "linguist: ruby has the id of python"),
        (
            {"onet": {name: {"code": "43232405", "title": "R"} for name in ("python", "r")}},
            "onet: r has the id of python",
        ),
    ],
)
def test_lint_finds(skills, fault):
    findings = lint_external_ids(shared_taxonomy(), ExternalIds.model_validate(given(**skills)))
    assert [fault in finding for finding in findings] == [True]


def test_two_technologies_may_share_a_commodity():
    ids = {"python": {"code": "43232405", "title": "Python"}, "r": {"code": "43232405", "title": "R"}}
    assert lint_external_ids(shared_taxonomy(), ExternalIds.model_validate(given(onet=ids))) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [(None, "No such file"), ("[linguist\n", "Expected"), ("[linguist]\ntitle = 'L'\n", "linguist.version")],
)
def test_an_unsound_file_is_named(tmp_path, content, fault):
    if content is not None:
        (tmp_path / FILE).write_text(content)
    with pytest.raises(TaxonomyError, match=rf"(?s){FILE}.*{fault}"):
        read_external_ids(tmp_path)


@pytest.mark.parametrize(
    ("vocabulary", "wrong"),
    [
        ("linguist", -1),
        ("onet", {"code": "432", "title": "Go"}),
        ("onet", {"code": "43232402", "title": ""}),
        ("esco", "https://example.org/go"),
    ],
)
def test_an_id_has_the_form_of_its_vocabulary(vocabulary, wrong):
    with pytest.raises(ValueError, match=f"{vocabulary}.skills.go"):
        ExternalIds.model_validate(given(**{vocabulary: {"go": wrong}}))


def test_ids_and_credits_are_published(tmp_path):
    warehouse, file = tmp_path / "warehouse.duckdb", tmp_path / "skilltide.duckdb"
    load_day(warehouse, MONDAY, [posting(1)], [board_day()])
    publish(warehouse, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        counted = connection.execute(
            "select count(linguist_id), count(onet_title), count(esco_uri) from skill"
        ).fetchall()
        credited = connection.execute("select vocabulary, skills, attribution from vocabulary").fetchall()
        python = connection.execute(
            "select linguist_id, onet_code, onet_title, esco_uri from skill where skill_id = 'python'"
        ).fetchall()
    assert counted == [tuple(len(vocabulary.skills) for vocabulary in IDS.vocabularies().values())]
    assert credited == [
        (name, len(vocabulary.skills), vocabulary.attribution)
        for name, vocabulary in sorted(IDS.vocabularies().items())
    ]
    assert python == [tuple(IDS.of("python").values())]
    assert None not in python[0]
