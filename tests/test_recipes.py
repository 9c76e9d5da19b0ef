"""The recipes of CONTRIBUTING.md, followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipelines.arguments import UsageFault
from pipelines.new_spider import SpiderKind, write_spider
from pipelines.taxonomy import Skill
from scrapers.policy import SOURCE_POLICY
from scrapers.registry.board import read_registry

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


def run(checkout, *words):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SKILLTIDE_")}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the checkout that files may be written into."""
    copy = tmp_path_factory.mktemp("recipes") / "skilltide"
    copy.mkdir()
    for room in ("scrapers", "pipelines", "warehouse", "reports", "tests"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "scrapy.cfg", "README.md"):
        shutil.copy(ROOT / file, copy)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["listing", "detail", "feed"])
def test_a_new_vendor_is_one_command_away(copied, kind):
    name, host = f"acme_{kind}", "feed.acme.example" if kind == "feed" else "{token}.acme.example"
    code, said = run(copied, "pipelines", "spider", "new", name, "--host", host, "--kind", kind)
    assert code == 0, said
    written = [f"scrapers/spiders/{name}.py", f"tests/bodies/{name}.py", f"tests/spiders/test_{name}.py"]
    assert all(f"wrote {file}" in said for file in written)
    code, said = run(copied, "ruff", "check", "--no-cache", *written)
    assert code == 0, said
    tests = ("pytest", "-q", "-p", "no:cacheprovider", "tests/spiders", "-k", name)
    code, said = run(copied, *tests)
    assert code == 1
    failed = set(re.findall(r"^FAILED (\S+)", said, re.MULTILINE))
    assert failed == {
        f"tests/spiders/test_{name}.py::test_{name}_is_read_as_its_vendor_means_it",
        f"tests/spiders/test_every_spider.py::test_every_spider_has_a_policy_that_lets_it_run[{name}]",
    }
    assert "What to do next" in said
    assert "set the status" in said
    code, said = run(copied, "pipelines", "crawl", "--source", name)
    assert code == 2
    assert "under review" in said

    ledger = copied / "scrapers" / "policy.toml"
    entry = f'source = "{name}"\nstatus = "REVIEW"'
    reviewed = ledger.read_text(encoding="utf-8").replace(entry, entry.replace("REVIEW", "OPTIONAL"))
    ledger.write_text(reviewed, encoding="utf-8")
    own = copied / "tests" / "spiders" / f"test_{name}.py"
    own.write_text(own.read_text(encoding="utf-8").replace("    pytest.fail(NEXT)\n", ""), encoding="utf-8")
    code, said = run(copied, *tests)
    assert code == 0, said


def test_a_new_vendor_overwrites_nothing(copied):
    code, said = run(copied, "pipelines", "spider", "new", "lever", "--host", "lever.example")
    assert code == 2
    assert (
        "scrapers/spiders/lever.py, tests/bodies/lever.py, tests/spiders/test_lever.py: there already" in said
    )
    spider = Path("scrapers/spiders/lever.py")
    assert (copied / spider).read_bytes() == (ROOT / spider).read_bytes()


def test_a_new_spider_of_a_source_in_the_ledger_keeps_its_entry(copied):
    before = (copied / "scrapers" / "policy.toml").read_bytes()
    code, said = run(copied, "pipelines", "spider", "new", "talentvis", "--host", "www.talentvis.com")
    assert code == 0, said
    assert "has talentvis already" in said
    assert (copied / "scrapers" / "policy.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "host"), [("Acme", "a.example"), ("class", "a.example"), ("../x", "a.example")]
)
def test_an_unfit_name_is_refused(tmp_path, name, host):
    with pytest.raises(UsageFault, match="no name for a source"):
        write_spider(tmp_path, name, host, SpiderKind.LISTING)


@pytest.mark.parametrize("host", ["https://a.example/x", "a", "a.example/x", '"; import os', ""])
def test_an_unfit_host_is_refused(tmp_path, host):
    with pytest.raises(UsageFault, match="no host"):
        write_spider(tmp_path, "acme", host, SpiderKind.LISTING)


def test_without_a_checkout_nothing_is_written(tmp_path):
    with pytest.raises(UsageFault, match="no checkout"):
        write_spider(tmp_path, "acme", "a.example", SpiderKind.LISTING)
    assert list(tmp_path.iterdir()) == []


def test_genspider_knows_the_same_kinds(copied):
    code, said = run(copied, "scrapy", "genspider", "--list")
    assert code == 0
    assert said.split()[2:] == ["detail", "feed", "listing"]
    code, said = run(copied, "scrapy", "genspider", "-t", "feed", "acme_rss", "rss.acme.example")
    assert code == 0, said
    written = (copied / "scrapers" / "spiders" / "acme_rss.py").read_text(encoding="utf-8")
    assert "class AcmeRssSpider(FeedSpider)" in written
    assert 'base_url = "https://rss.acme.example"' in written


def test_the_readme_shows_a_picture_that_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme):
        assert (ROOT / picture).is_file()
        assert (ROOT / picture).stat().st_size < 300_000


def sources_in_readme():
    """The README's list of sources, as the ledger has it."""
    runs = {"ON": "by default", "OPTIONAL": "where enabled"}
    rows = [
        f"| `{policy.source}` | [{policy.title}]({policy.terms_url}) | {runs[policy.status]} |"
        for policy in SOURCE_POLICY
        if policy.status in runs
    ]
    under_review, off = (
        ", ".join(f"`{policy.source}`" for policy in SOURCE_POLICY if policy.status == status)
        for status in ("REVIEW", "OFF")
    )
    table = "\n".join(["| source | what | runs |", "|---|---|---|", *rows])
    return f"{table}\n\nUnder review: {under_review}. Off: {off}.\n"


def test_the_readme_names_the_sources_of_the_ledger():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Sources\n\n", 1)[1].split("\nTerms, robots rules", 1)[0]
    assert section == sources_in_readme()


def test_no_file_of_ours_is_too_long():
    for room in ("scrapers", "pipelines", "warehouse", "reports"):
        for file in (ROOT / room).rglob("*.py"):
            lines = file.read_text(encoding="utf-8").count("\n")
            assert lines <= 400, f"{file}: {lines} lines"
