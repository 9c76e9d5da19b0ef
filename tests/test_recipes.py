"""The recipes of CONTRIBUTING.md, followed to the letter."""

import re
import tomllib
from pathlib import Path

import pytest

from pipelines.taxonomy import Skill
from scrapers.board import read_registry

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def example(heading):
    section = GUIDE.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0]
    return re.search(r"```toml\n(.*?)```", section, re.DOTALL)[1]


def test_the_block_of_a_board_is_a_board(tmp_path):
    file = tmp_path / "greenhouse.toml"
    file.write_text(example("A board"))
    [board] = read_registry(file)
    assert (board.company, board.slug) == ("Example", "example")


def test_the_entry_of_a_skill_is_a_skill():
    for skill_id, entry in tomllib.loads(example("A skill")).items():
        skill = Skill(id=skill_id, category="database", **entry)
        assert {phrase.rule for phrase in skill.phrases()} == {"alias", "cased", "weak"}


@pytest.mark.parametrize(
    "path",
    sorted(set(re.findall(r"`((?:scrapers|pipelines|warehouse|reports|tests|\.ci)/[\w./-]*)`", GUIDE))),
)
def test_the_places_that_it_names_are_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"`make ([a-z0-9-]+)`", GUIDE + (ROOT / "README.md").read_text())))
)
def test_the_targets_that_it_names_are_there(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_readme_shows_a_picture_that_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme):
        assert (ROOT / picture).is_file()
        assert (ROOT / picture).stat().st_size < 300_000


def test_no_file_of_ours_is_too_long():
    for room in ("scrapers", "pipelines", "warehouse", "reports"):
        for file in (ROOT / room).rglob("*.py"):
            lines = file.read_text(encoding="utf-8").count("\n")
            assert lines <= 400, f"{file}: {lines} lines"
