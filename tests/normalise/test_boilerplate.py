"""What an employer says of itself asks for nothing; its stack and its requests do."""

import io
import json
import tomllib
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.extract import extract
from pipelines.normalise import normalise
from pipelines.normalise.boilerplate import employer_names
from pipelines.normalise_postings import CHUNK, Observed, chunks, normalise_postings, shared_taxonomy
from pipelines.normalised_posting import Advertisement
from scrapers.posting import Posting

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "employer.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_employer(case):
    said = normalise(Advertisement("Tech Lead", case["text"], company=case.get("company")), shared_taxonomy())
    assert [skill.label for skill in said.skills] == case["found"]


@pytest.mark.parametrize(
    ("company", "names"),
    [
        ("Grafana Labs", {"grafana labs", "grafana"}),
        ("Kestrelworks GmbH", {"kestrelworks gmbh", "kestrelworks"}),
        ("Go", {"go"}),
        ("Senior Ruby Developer", set()),
        (None, set()),
    ],
)
def test_names_of_an_employer(company, names):
    assert employer_names(company, "Title\nText") == names


ABOUT = "Kestrelworks keeps lighthouses dry with Kubernetes, Kafka and OpenStack, on every coast of the continent."


def ad(number, title, body="Requirements\n• Go", board="kestrelworks"):
    return Posting(
        source="ashby",
        board=board,
        external_id=str(number),
        title=title,
        company=board,
        description=f"{ABOUT}\n{body}",
        description_format="text",
        url=f"https://{board}.example/{number}",
    )


TITLES = ("Backend Engineer", "Data Engineer", "Frontend Engineer", "Platform Engineer")


def staged(postings, folder, workers=1):
    seen = [Observed(posting, date(2026, 1, 5), "crawl") for posting in postings]
    assert normalise_postings(seen, folder, workers).postings == len(postings)
    rows = pq.read_table(folder / "posting_skill").to_pylist()
    by_posting = {}
    for row in rows:
        by_posting.setdefault(row["posting_id"], []).append(row["skill_id"])
    return by_posting


def test_what_a_board_repeats_asks_for_nothing(tmp_path):
    board = [ad(number, title) for number, title in enumerate(TITLES)]
    found = staged(board, tmp_path / "board")
    assert len(found) == 4
    assert all("kafka" not in skills and "go" in skills for skills in found.values())


def test_one_position_in_many_places_is_no_boilerplate(tmp_path):
    board = [
        ad(number, f"Backend Engineer - {place}") for number, place in enumerate(("Porto", "Braga", "Faro"))
    ]
    found = staged(board, tmp_path / "board")
    assert all("kafka" in skills for skills in found.values())


def test_repeated_requirements_and_stacks_count(tmp_path):
    body = "Our services are written in Go and run on Terraform, we say it in each of our postings.\nRequirements\n• Strong knowledge of Python and of PostgreSQL is expected of everybody"
    found = staged([ad(number, title, body) for number, title in enumerate(TITLES)], tmp_path / "board")
    assert all({"go", "terraform", "python", "postgresql"} <= set(skills) for skills in found.values())


def test_what_a_board_says_does_not_hang_on_other_boards(tmp_path):
    board = [ad(number, title) for number, title in enumerate(TITLES)]
    others = [ad(number, "Go Developer", board=f"heron{number}") for number in range(500)]
    alone, among = staged(board, tmp_path / "alone"), staged([*others, *board], tmp_path / "among", workers=2)
    assert {key: among[key] for key in alone} == alone
    assert len(among) == 504


def test_chunks_hold_boards_together_and_are_bounded():
    items = ["a"] * 1_000 + ["b"] * 3 + list("cdefg")
    parts = list(chunks(items, str))
    assert [item for chunk in parts for group in chunk for item in group] == items
    assert max(len(group) for chunk in parts for group in chunk) == CHUNK
    assert max(sum(map(len, chunk)) for chunk in parts) < 2 * CHUNK
    assert ["b"] * 3 in [group for chunk in parts for group in chunk]


def test_an_extract_reads_boards_as_a_night_does(tmp_path):
    rows = [{"board": "kestrelworks", "company": "kestrelworks", "title": title, "description": f"{ABOUT}\nRequirements\n• Go",
             "posting_id": str(number)} for number, title in enumerate(TITLES)]  # fmt: skip
    file = tmp_path / "postings.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = io.BytesIO()
    count, rejections = extract(file, out, workers=1)
    assert (count, rejections) == (4, [])
    for line in out.getvalue().splitlines():
        assert [skill["id"] for skill in json.loads(line)["skills"] if skill["kind"] == "tech"] == ["go"]
