"""The small tables beside the postings: run, skills, boards, policies, as the warehouse takes them."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.identity import employer_id
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import NORMALISER_VERSION
from pipelines.runs import Run
from pipelines.taxonomy.external_ids import read_external_ids
from pipelines.taxonomy.responsibilities import read_responsibilities
from scrapers.policy import SOURCE_POLICY
from scrapers.registry.board import Board, read_registry
from scrapers.version import SOFTWARE_VERSION


def policy_table(acknowledgements: Mapping[str, str] | None = None) -> pa.Table:
    """Return the ledger of sources, with why an operator lets one run that the ledger holds back."""
    said = acknowledgements or {}
    rows = [{**asdict(policy), "acknowledgement": said.get(policy.source)} for policy in SOURCE_POLICY]
    schema = pa.Table.from_pylist(rows).schema
    at = schema.get_field_index("acknowledgement")
    return pa.Table.from_pylist(rows, schema.set(at, pa.field("acknowledgement", pa.string())))


def run_table(run: Run) -> pa.Table:
    """Return the one row of a run."""
    row = {
        "run_id": run.id,
        "kind": run.kind,
        "run_date": run.date,
        "sample": run.sample,
        "taxonomy_version": shared_taxonomy().version,
        "normaliser_version": NORMALISER_VERSION,
        "software_version": SOFTWARE_VERSION,
    }
    return pa.Table.from_pylist([row])


@cache
def taxonomy_tables() -> Mapping[str, pa.Table]:
    """Return what describes the things that postings name: skills, the vocabularies they are linked to, responsibilities."""
    return {
        "skill": _skill_table(),
        "vocabulary": _vocabulary_table(),
        "responsibility": _responsibility_table(),
    }


def _skill_table() -> pa.Table:
    fields = ("label", "kind", "category", "parent", "description")
    texts = ("skill_id", *fields, "onet_code", "onet_title", "esco_uri")
    schema = pa.schema(
        [*((name, pa.string()) for name in texts), ("linguist_id", pa.int32()), ("is_listed", pa.bool_())]
    )
    skills, ids = shared_taxonomy().skills, read_external_ids()
    rows = [
        {
            "skill_id": skill_id,
            **{name: getattr(skill, name) for name in fields},
            **ids.of(skill_id),
            "is_listed": True,
        }
        for skill_id, skill in sorted(skills.items())
    ]
    return pa.Table.from_pylist(rows, schema)


def _vocabulary_table() -> pa.Table:
    rows = [
        {"vocabulary": name, **vocabulary.model_dump(exclude={"skills"}), "skills": len(vocabulary.skills)}
        for name, vocabulary in read_external_ids().vocabularies().items()
    ]
    return pa.Table.from_pylist(rows)


def _responsibility_table() -> pa.Table:
    return pa.Table.from_pylist([asdict(one) for one in read_responsibilities()])


def _employer(board: Board) -> dict[str, Any]:
    """Return who a board's employer is, and the identities that its name gets where it is written otherwise."""
    identity = employer_id(board.company)
    written = {employer_id(board.token), identity and identity.replace("-", "")} - {None, identity}
    return {"employer_id": identity, "written_ids": sorted(filter(None, written))}


def board_table(registry: Path) -> pa.Table:
    """Return the boards of a registry."""
    texts = ("source", "board", "company", "country", "industry", "size")
    schema = pa.schema(
        [(name, pa.string()) for name in texts]
        + [
            ("employer_id", pa.string()),
            ("written_ids", pa.list_(pa.string())),
            ("expected_min", pa.int32()),
            ("expected_max", pa.int32()),
            ("enabled", pa.bool_()),
            ("note", pa.string()),
        ]
    )
    rows: list[dict[str, Any]] = []
    for board in read_registry(registry):
        fewest, most = board.expected or (None, None)
        rows.append(
            {
                "source": board.vendor,
                "board": board.slug,
                **board.model_dump(include={"company", "country", "industry", "size", "enabled", "note"}),
                **_employer(board),
                "expected_min": fewest,
                "expected_max": most,
            }
        )
    return pa.Table.from_pylist(rows, schema)
