"""Whose address, number or name is hidden, and what only looks like one. All persons are invented."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalise.contacts import MASK, count_contacts, mask_contacts
from pipelines.normalise_postings import shared_taxonomy
from warehouse.checks import CHECKS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "contacts.toml").read_text(encoding="utf-8"))
STAYS = CASES.pop("stays")["texts"]
HIDDEN = [(kind, text) for kind, texts in CASES.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), HIDDEN)
def test_contact_data_are_hidden_sign_by_sign(kind, text):
    plain = text.replace("⟦", "").replace("⟧", "")
    expected = re.sub("⟦(.+?)⟧", lambda found: MASK * len(found[1]), text, flags=re.DOTALL)
    assert mask_contacts(plain) == expected
    assert set(count_contacts(plain)) == {kind}


@pytest.mark.parametrize("text", STAYS)
def test_what_only_looks_like_contact_data_stays(text):
    assert mask_contacts(text) == text


def test_a_name_beside_an_address_goes_with_it():
    for text in (
        "send your CV to Ann Lee (ann@kestrelworks.example)",
        "Please contact Ann at ann@kestrelworks.example!",
        "Apply.\nAnn Lee\nann@kestrelworks.example",
        "Ann Lee <ann@kestrelworks.example>",
    ):
        assert "Ann" not in mask_contacts(f"T\n{text}")


def test_no_name_of_a_skill_is_hidden_beside_an_address():
    labels = sorted({skill.label for skill in shared_taxonomy().skills.values()})
    texts = [
        f"Lamp\n• {first}, {second} (ann@kestrelworks.example)\nContact: {first}"
        for first, second in pairwise(labels)
    ]
    hidden = [text for text in texts if text.split(" (")[0] != mask_contacts(text).split(" (")[0]]
    assert hidden == []


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text("aZ9@＠.%+-_ \n()git", max_size=60), min_size=1, max_size=20))
def test_what_the_mask_leaves_passes_the_check_of_the_published_file(texts):
    check = (CHECKS / "contact_data_is_masked.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("create table posting_text (posting_id varchar, plain_text varchar)")
        connection.execute("create table posting (posting_id varchar, title varchar, company varchar)")
        connection.execute("create table rejection (external_id varchar, reason varchar)")
        connection.execute("create table source_day (board varchar, detail varchar)")
        connection.executemany(
            "insert into posting_text values ('x', ?)", [[mask_contacts(text)] for text in texts]
        )
        assert connection.execute(check).fetchall() == []


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_the_mask_keeps_length_and_lines(text):
    masked = mask_contacts(text)
    assert len(masked) == len(text)
    assert mask_contacts("İ" + text)[0] == "İ"
