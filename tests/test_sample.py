"""The sample archive: invented, repeatable, and its planted truth is found again from the bytes."""

import json
from collections import Counter
from datetime import date

import pytest

from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting, Rejection
from scrapers.sample.generate import run_dates, write_sample_archive
from scrapers.sample.plan import employers, plan, share

LAST_MONTH = date(2026, 10, 1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "archive"
    write_sample_archive(folder, seed=1, last_month=LAST_MONTH)
    return folder


@pytest.fixture(scope="module")
def months(archive):
    """Items by month, and what was drawn for each."""
    truth = json.loads((archive.parent / "truth.json").read_text())
    read = [
        list(parse_archive(sorted((archive / day.isoformat()).iterdir()))) for day in run_dates(LAST_MONTH)
    ]
    return list(zip(truth, read, strict=True))


@pytest.fixture(scope="module")
def leads(months):
    """What the normalisers say of each lead posting, by the month in which it first appeared."""
    seen, found = set(), []
    for _, items in months:
        new = [i for i in items if isinstance(i, Posting) and (i.source, i.board, i.external_id) not in seen]
        seen.update((i.source, i.board, i.external_id) for i in new)
        said = (normalise(advertisement(posting), shared_taxonomy()) for posting in new)
        found.append([one for one in said if one.is_lead])
    return found


def test_every_planted_skill_is_in_the_taxonomy():
    labels = {skill.label for skill in shared_taxonomy().skills.values()}
    assert set(plan()["skills"]) - labels == set()
    assert len(plan()["skills"]) >= 30


def test_shares_of_the_plan_are_shares():
    for table in ("titles", "other_titles"):
        assert sum(plan()[table].values()) == pytest.approx(1)
    for ends in plan()["skills"].values():
        assert all(0 <= value <= 1 for value in ends)
    assert sum(share(ends, 5) for ends in plan()["workplaces"].values()) == pytest.approx(1)


def test_employers_are_told_apart():
    tokens = [employer.token for employer in employers()]
    assert len(tokens) == len(set(tokens)) >= 50
    assert {plan()["broken"][fault]["token"] for fault in plan()["broken"]} <= set(tokens)


def test_the_same_seed_gives_the_same_bytes(archive, tmp_path):
    write_sample_archive(tmp_path / "again" / "archive", seed=1, last_month=LAST_MONTH)
    write_sample_archive(tmp_path / "other" / "archive", seed=2, last_month=LAST_MONTH)
    names = sorted(path.relative_to(archive) for path in archive.rglob("*.warc.gz"))
    assert len(names) == 120
    assert all((tmp_path / "again" / "archive" / n).read_bytes() == (archive / n).read_bytes() for n in names)
    assert any((tmp_path / "other" / "archive" / n).read_bytes() != (archive / n).read_bytes() for n in names)


def test_boards_break_as_planned_and_nothing_else_does(months):
    broken = plan()["broken"]
    expected, found = Counter(), Counter()
    for number, (_, items) in enumerate(months):
        for day in (item for item in items if isinstance(item, BoardDay)):
            if day.outcome not in ("ok", "empty"):
                found[number, day.board, day.outcome] += 1
        expected.update(
            [(number, broken["gone"]["token"], "gone")] if number >= broken["gone"]["from"] else []
        )
    expected[broken["failing"]["month"], broken["failing"]["token"], "failed"] += 1
    assert found == expected
    rejected = [item for _, items in months for item in items if isinstance(item, Rejection)]
    assert {item.board for item in rejected} == {broken["unreadable"]["token"]}
    assert len(rejected) == plan()["months"]


def _drawn(truth, skill):
    return sum(truth["skills"].get(skill, {}).values())


def test_planted_shares_are_recovered_from_the_bytes(months, leads):
    labels = {skill_id: skill.label for skill_id, skill in shared_taxonomy().skills.items()}
    for quarter in range(0, 24, 3):
        truths = [truth for truth, _ in months[quarter : quarter + 3]]
        said = [one for month in leads[quarter : quarter + 3] for one in month]
        n = sum(truth["postings"] for truth in truths)
        assert len(said) == pytest.approx(n, rel=0.02)
        counts = Counter(labels[skill.id] for one in said for skill in one.skills)
        for skill in plan()["skills"]:
            drawn = sum(_drawn(truth, skill) for truth in truths) / n
            assert counts[skill] / len(said) == pytest.approx(drawn, abs=0.02), (quarter, skill)


def test_planted_trends_are_recovered(leads):
    labels = {skill_id: skill.label for skill_id, skill in shared_taxonomy().skills.items()}

    def asked(months, label):
        said = [one for month in months for one in month]
        return sum(any(labels[s.id] == label for s in one.skills) for one in said) / len(said)

    for skill, ends in plan()["skills"].items():
        planted = share(ends, 21) - share(ends, 2)
        measured = asked(leads[18:], skill) - asked(leads[:6], skill)
        # Two half-years of some 1,250 postings each: three standard errors of their difference, and some clustering.
        assert measured == pytest.approx(planted, abs=0.07), skill


def test_levels_and_years_are_recovered(months, leads):
    labels = {skill_id: skill.label for skill_id, skill in shared_taxonomy().skills.items()}
    drawn, found = Counter(), Counter()
    years_drawn, years_found = Counter(), Counter()
    for (truth, _), said in zip(months, leads, strict=True):
        for skill, levels in truth["skills"].items():
            for level, count in levels.items():
                drawn[skill, level] += count
        found.update((labels[s.id], s.level) for one in said for s in one.skills)
        years_drawn.update({int(years): count for years, count in truth["years"].items()})
        years_found.update(int(one.years_min) for one in said if one.years_min)
    for key, count in drawn.items():
        assert found[key] == pytest.approx(count, rel=0.05, abs=3), key
    for years, count in years_drawn.items():
        assert years_found[years] == pytest.approx(count, rel=0.05), years


def test_ways_of_working_are_recovered(months, leads):
    for (truth, _), said in zip(months, leads, strict=True):
        found = Counter(one.workplace for one in said)
        for way, count in truth["workplaces"].items():
            assert found[way] == pytest.approx(count, rel=0.05, abs=3), (truth["month"], way)
