"""The small tables beside the postings: run, skills, boards, policies, as the warehouse takes them."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import NORMALISER_VERSION
from pipelines.runs import Run
from scrapers.policy import SOURCE_POLICY
from scrapers.registry.board import read_registry
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


def skill_table() -> pa.Table:
    """Return the skills of the taxonomy."""
    fields = ("label", "kind", "category", "parent", "description")
    schema = pa.schema([*((name, pa.string()) for name in ("skill_id", *fields)), ("is_listed", pa.bool_())])
    skills = shared_taxonomy().skills
    rows = [
        {"skill_id": skill_id, **{name: getattr(skill, name) for name in fields}, "is_listed": True}
        for skill_id, skill in sorted(skills.items())
    ]
    return pa.Table.from_pylist(rows, schema)


def board_table(registry: Path) -> pa.Table:
    """Return the boards of a registry."""
    texts = ("source", "board", "company", "country", "industry", "size")
    schema = pa.schema(
        [(name, pa.string()) for name in texts]
        + [
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
                "expected_min": fewest,
                "expected_max": most,
            }
        )
    return pa.Table.from_pylist(rows, schema)
