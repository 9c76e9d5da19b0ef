"""The taxonomy: sound, large enough, and matching what it says it matches and nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

from pipelines.normalise.document import Document
from pipelines.normalise.skills import find_skills
from pipelines.normalise_postings import shared_taxonomy
from pipelines.taxonomy import TaxonomyError, load_taxonomy
from pipelines.taxonomy.lint import lint

CASES = tomllib.loads((Path(__file__).parent / "cases" / "skills.toml").read_text(encoding="utf-8"))["case"]
SKILLS = sorted(shared_taxonomy().skills.values(), key=lambda skill: skill.id)
# Thousands of tests would take longer to hand out than to run; each of these names every skill at fault.
BY_CATEGORY = pytest.mark.parametrize("category", sorted({skill.category for skill in SKILLS}))


def named(text):
    return [(match.skill_id, text[match.start : match.end]) for match in shared_taxonomy().mentions(text)]


def test_the_packaged_taxonomy_is_sound():
    assert lint(shared_taxonomy()) == []
    assert sum(skill.kind == "tech" for skill in SKILLS) >= 400
    assert sum(skill.kind == "practice" for skill in SKILLS) == len(
        {s.label for s in SKILLS if s.kind == "practice"}
    )


def phrases_of(category):
    return [
        (skill.id, phrase) for skill in SKILLS if skill.category == category for phrase in skill.phrases()
    ]


@BY_CATEGORY
def test_every_skill_is_found_by_each_of_its_words(category):
    # In company, and between separators that postings use.
    contexts = ("Requirements: {}, Kubernetes", "(Kubernetes / {})")
    missed = [
        (skill, text)
        for skill, phrase in phrases_of(category)
        for text in (context.format(phrase.words) for context in contexts)
        if skill not in [found for found, _ in named(text)]
    ]
    assert missed == []


@BY_CATEGORY
def test_no_skill_is_found_inside_a_word(category):
    texts = [
        f"xq{phrase.words}qx"
        for _, phrase in phrases_of(category)
        if re.fullmatch(r"[A-Za-z0-9]+", phrase.words)
    ]
    assert [(text, named(text)) for text in texts if named(text)] == []


def test_phrases_of_other_meaning_name_nothing():
    named_by = {
        words: [found for found in named(f"Say {words} now.") if found[1].casefold() in words]
        for words in shared_taxonomy().never
    }
    assert {words: found for words, found in named_by.items() if found} == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_cases(case):
    document = Document(f"Title\n{case['text']}")
    found, any_of = find_skills(document, shared_taxonomy())
    tech = [f"{skill.label} {skill.level}" for skill in found]
    if "found" in case:
        assert tech == case["found"]
    assert not set(case.get("not", [])) & {skill.label for skill in found}
    if "any_of" in case:
        assert [list(group.labels) for group in any_of] == case["any_of"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C/C++", ["C", "C++"]),
        ("(Java)", ["Java"]),
        ("Java17, Angular2+", ["Java", "Angular"]),
        ("C++/Rust", ["C++", "Rust"]),
        ("Spring,\nBoot", []),
        ("ReactJS-based", ["ReactJS"]),
        ("Python's", ["Python"]),
        ("Dockerů", []),
        ("pythonic javanese", []),
        ("node.js.org", []),
    ],
)
def test_boundaries(text, found):
    assert [words for _, words in named(text)] == found


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We go far", False),
        ("written in Go", True),
        ("Go developer", True),
        ("Go!", False),
        ("Go, Python", True),
        ("Chef and Puppet", True),
        ("our chef cooks", False),
    ],
)
def test_weak_words_need_company(text, counts):
    assert bool(named(text)) == counts


def write(folder, **files):
    (folder / "skills").mkdir()
    (folder / "never.toml").write_text("phrases = []\n")
    for name, content in files.items():
        (folder / "skills" / f"{name}.toml").write_text(content)
    return folder


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[a]\nlabel = "Alpha"\n[b]\nlabel = "Beta"\naliases = ["alpha"]\n', "names a too"),
        ('[a]\nlabel = "Alpha"\n[b]\nlabel = "ALPHA"\n', "has the label"),
        ('[a]\nlabel = "Alpha"\nparent = "z"\n', "its parent z is no skill"),
        ('[a]\nlabel = "Alpha"\naliases = ["al  pha"]\n', "stray spaces"),
        ('[a]\nlabel = "Alpha"\naliases = ["al"]\n', "too short"),
    ],
)
def test_lint_finds(tmp_path, content, fault):
    assert any(fault in finding for finding in lint(load_taxonomy(write(tmp_path, language=content))))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[a\n", "not valid TOML"),
        ('[a]\nlabel = ""\n', "label"),
        ('[a]\nlabel = "A"\ncolour = 1\n', "colour"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, content, fault):
    with pytest.raises(TaxonomyError, match=fault):
        load_taxonomy(write(tmp_path, language=content))


def test_the_version_changes_with_any_word(tmp_path):
    first = load_taxonomy(write(tmp_path, language='[a]\nlabel = "Alpha"\n')).version
    (tmp_path / "skills" / "language.toml").write_text('[a]\nlabel = "Alpha"\naliases = ["Alfa"]\n')
    assert load_taxonomy(tmp_path).version != first
