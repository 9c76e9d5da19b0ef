"""Postings that are one role: found whatever board, town, time or name tells them apart, named the same ever after."""

import random
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.identity import employer_id, posting_id
from pipelines.likeness import signature, skeleton, title_key, words_of
from tests.accuracy.duplicates import score
from tests.small_line import MONDAY, board_day, load_day, posting
from warehouse.connection import open_reader, open_writer
from warehouse.derive import derive
from warehouse.duplicates import similar_pairs, similarities
from warehouse.publish import publish

WORDS = [
    f"{start}{end}"
    for start in "klmnprst"
    for end in ("amp", "eam", "ight", "ower", "oast", "ail", "ope", "ull")
]


def text(seed, words=240):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def edited(original, seed, edits):
    chance = random.Random(seed)
    words = original.split()
    for place in chance.sample(range(len(words)), edits):
        words[place] = chance.choice(WORDS)
    return " ".join(words)


def shingles(words):
    parts = words.split()
    return {" ".join(parts[at : at + 2]) for at in range(max(len(parts) - 1, 1))}


def signed(words):
    return np.frombuffer(signature(words)[0], dtype="<u2")[None]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tech Lead", "Tech Leads (m/w/d)", True),
        ("Sr. Backend Engineer - Berlin", "Senior Backend Engineer, Remote (Germany)", True),
        ("Store Manager - Lighthouse Mall", "Store Manager", True),
        ("Kestrelworks | Tech Lead | ONSITE | https://kestrelworks.example", "Tech Lead", True),
        ("Developer BC5749", "Developer BC5750", True),
        ("資深後端工程師 台北", "資深後端工程師", True),
        ("Senior Engineer", "Engineer", False),
        ("Engineer II", "Engineer", False),
        ("C++ Developer", "C# Developer", False),
        ("Sales (Dutch speaking)", "Sales (German speaking)", False),
    ],
)
def test_titles_are_compared_by_the_words_that_name_the_role(one, other, same):
    keys = [title_key(title, "Kestrelworks Ltd", ("Lighthouse Mall", "Porto")) for title in (one, other)]
    assert (keys[0] == keys[1]) is same
    assert keys[0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_signed(written):
    words = words_of(written)
    signed_bytes, count = signature(words)
    assert len(signed_bytes) == 256
    assert (count == 0) == (words == "")
    assert skeleton(words) == skeleton(words_of(f"  {written}… "))


@pytest.mark.parametrize("edits", [0, 4, 12, 40])
def test_signatures_estimate_the_shingles_shared(edits):
    errors = []
    for seed in range(60):
        one = text(seed)
        other = edited(one, seed, edits)
        shared = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
        errors.append(similarities(signed(one), signed(other))[0] - shared)
    # The standard error of one estimate from 128 bins is at most 0.044.
    assert abs(np.mean(errors)) < 4 * 0.044 / len(errors) ** 0.5
    assert np.std(errors) < 0.06


@pytest.mark.parametrize("size", [40, 400])
def test_small_and_large_blocks_find_all_that_was_planted(size):
    signatures = np.concatenate([
        signed(edited(text(number // 2), number, 3 * (number % 2))) for number in range(size)
    ])  # fmt: skip
    block = np.repeat([0, 1], [size, 2])
    strangers = np.concatenate([signatures, signed(text(0)), signed(text("other"))])
    left, right, similarity = similar_pairs(strangers, block)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == {(at, at + 1) for at in range(0, size, 2)}
    assert (similarity > 0.87).all()


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "warehouse.duckdb"


def night(warehouse, number, *postings):
    """Load postings of night ``number``, counted from a Monday on; where none of a board is left, it is empty."""
    load_day(warehouse, MONDAY + timedelta(number), postings, [board_day(listed=len(postings))])


def roles(warehouse):
    """Return which postings (by external id) stand together, in the order of their names, and the role's name."""
    with open_writer(warehouse) as connection:
        derive(connection)
        return connection.execute("""
            select list(external_id order by external_id), list(cluster_id = posting_id order by external_id)
            from core.posting_cluster join core.posting using (posting_id) group by cluster_id order by 1
        """).fetchall()


def ad(number, seed="kestrel", edits=0, **changes):
    given_text = edited(text(seed), number, edits)
    return posting(number, **{"description": given_text, **changes})


def test_what_differs_in_town_board_or_name_only_is_one_role(warehouse):
    night(
        warehouse, 0,
        ad("1"), ad("2", edits=3, title="Tech Lead - Lisbon", locations=["Lisbon"]),
        ad("3", edits=2, board="elsewhere", company="KESTRELWORKS Ltd."),
        ad("4", company="Go-between Recruiting"),  # the very text
        ad("5", title="Senior Tech Lead"),
        ad("6", seed="another"),
        ad("7", edits=3, company="Somebody else"),
    )  # fmt: skip
    together = [names for names, _ in roles(warehouse)]
    assert together == [["1", "2", "3", "4"], ["5"], ["6"], ["7"]]


def test_the_very_text_under_another_name_is_one_role_where_it_is_long(warehouse):
    long, short = text("long", 300), text("short", 60)
    night(
        warehouse, 0,
        posting("1", description=long), posting("2", description=long, company="Go-between Recruiting"),
        posting("3", description=short), posting("4", description=short, company="Go-between Recruiting"),
    )  # fmt: skip
    assert [names for names, _ in roles(warehouse)] == [["1", "2"], ["3"], ["4"]]


def test_a_role_keeps_its_name_while_members_come_and_go(warehouse):
    night(warehouse, 1, ad("2"))
    [(_, [first])] = roles(warehouse)
    night(warehouse, 2, ad("2"), ad("1", edits=2))
    night(warehouse, 3, ad("2", seed="reworded"), ad("1", edits=2), ad("3", edits=1))
    assert first
    assert roles(warehouse) == [(["1", "3"], [True, False]), (["2"], [True])]


def test_of_two_roles_that_grow_together_the_older_name_stays(warehouse):
    base = text("base")
    far = edited(base, "far", 12)
    between = " ".join([*far.split()[:120], *base.split()[120:]])
    old, new, link = (
        posting(name, description=words) for name, words in zip("213", (base, far, between), strict=True)
    )
    night(warehouse, 0, old)
    night(warehouse, 1, old, new)
    assert [names for names, _ in roles(warehouse)] == [["1"], ["2"]]
    night(warehouse, 2, old, new, link)
    assert roles(warehouse) == [(["1", "2", "3"], [False, True, False])]


REPOSTS = "select external_id, posting.repost_of, cluster.reposts, posting.is_stale from posting join cluster using (cluster_id)"


def published(warehouse, sql):
    path = warehouse.parent / "published" / "skilltide.duckdb"
    publish(warehouse, path)
    with open_reader(path) as connection:
        return connection.execute(sql).fetchall()


def test_a_month_later_it_is_the_same_role_and_after_sixty_days_a_repost(warehouse):
    for number, day in enumerate((0, 30, 60, 151, 152)):
        seed = "often" if day < 152 else "fresh"
        item = ad(str(number), seed=seed, posted_at=(MONDAY + timedelta(day)).isoformat() + "T00:00:00Z")
        load_day(warehouse, MONDAY + timedelta(day), [item], origin="import")
    found = published(warehouse, f"{REPOSTS} order by external_id")
    first = published(warehouse, "select posting_id from posting where external_id = '0'")[0][0]
    assert [(name, repost_of) for name, repost_of, _, _ in found] == [
        ("0", None), ("1", None), ("2", None), ("3", first), ("4", None),
    ]  # fmt: skip
    assert [reposts for _, _, reposts, _ in found] == [2, 2, 2, 0, 0]
    assert not any(is_stale for *_, is_stale in found)
    links = "select rule, similarity, count(*), bool_and(is_one_role) from cluster_link group by all"
    assert published(warehouse, links) == [("same employer, same text", 1.0, 3, False)]


@pytest.mark.parametrize(
    ("days", "stale"), [((0, 30, 60, 90), True), ((0, 30, 60), False), ((0, 91), False), ((0, 50, 100), True)]
)
def test_a_role_is_stale_after_ninety_days_or_three_reposts(warehouse, days, stale):
    for number, day in enumerate(days):
        item = ad(str(number), posted_at=(MONDAY + timedelta(day)).isoformat() + "T00:00:00Z")
        load_day(warehouse, MONDAY + timedelta(day), [item], origin="import")
    assert {is_stale for *_, is_stale in published(warehouse, REPOSTS)} == {stale}


def test_looking_again_at_what_changed_equals_looking_at_all(warehouse):
    chance = random.Random(3)
    for number in range(4):
        listed = [
            ad(str(name), seed=f"role {name % 4} {chance.choice('ab')}", edits=chance.choice((0, 2)),
               company=chance.choice(("Kestrelworks", "Lanternfold")), title=chance.choice(("Tech Lead", "Architect")))
            for name in chance.sample(range(14), 10)
        ]  # fmt: skip
        night(warehouse, number, *listed)
        with open_writer(warehouse) as connection:
            derive(connection)
    tables = ("posting_twin", "posting_family", "posting_cluster", "cluster", "posting_life", "posting_spell")
    with open_writer(warehouse) as connection:
        part = {table: connection.execute(f"from core.{table} order by all").fetchall() for table in tables}
        for table in (*tables, "posting_version", "posting_skill_change", "complete_night", "expected_yield"):
            connection.execute(f"delete from core.{table}")
        derive(connection)
        for table in tables:
            assert connection.execute(f"from core.{table} order by all").fetchall() == part[table], table


def test_an_employer_is_one_under_all_its_names(warehouse):
    night(
        warehouse,
        0,
        ad("1"),
        ad("2", company="kestrelworks GmbH"),
        ad("3", company=None),
        ad("4", company="Other"),
    )
    found = published(
        warehouse, "select employer_id, names, postings, roles from employer order by employer_id"
    )
    assert found == [
        ("kestrelworks", ["Kestrelworks", "kestrelworks GmbH"], 3, 1), ("other", ["Other"], 1, 1),
    ]  # fmt: skip
    assert employer_id("Kestrelworks, Inc.") == "kestrelworks"


def test_pairs_are_scored_by_whether_they_are_one_role():
    names = {name: posting_id("ashby", "kestrelworks", name) for name in "abc"}
    role = {names["a"]: "1", names["b"]: "1", names["c"]: "2"}
    pairs = [
        {
            "left": ["ashby", "kestrelworks", one],
            "right": ["ashby", "kestrelworks", other],
            "same": same,
            "set": "x",
        }
        for one, other, same in [("a", "b", True), ("a", "c", True), ("b", "c", False)]
    ]
    assert score(pairs, role)["x"] == {"found": 1, "missed": 1, "apart": 1}
