"""Postings with labels: the project's own cases, and a set that ``ACCURACY_SET`` names.

A label says what a posting states, in the names of the extract contract. The project's own are written short
(``required = ["Java", "PostgreSQL = Postgre"]``) and become the long form here; a named set is a folder with
``postings.jsonl`` and ``labels.jsonl`` in the long form, matched on ``posting_id``.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.importer import FileReader
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.normalised_posting import Advertisement, Level
from scrapers.posting import Posting

OWN = Path(__file__).parents[1] / "cases" / "postings"
LEVELS: tuple[Level, ...] = ("required", "preferred", "unstated")
Label = dict[str, Any]
# A language with fewer postings than this has no row of its own.
FEWEST = 3


class NoSet(RuntimeError):
    """There is no labelled set to score; the message says why."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One posting, what it states, and where it comes from."""

    id: str
    advertisement: Advertisement
    label: Label
    language: str
    source_type: str


def own_cases(folder: Path = OWN) -> list[Labelled]:
    """Return the project's own labelled postings."""
    return [
        Labelled(
            entry["id"],
            Advertisement(
                title=entry["title"],
                description=entry["description"],
                description_format="text" if entry["source_type"] == "text" else "html",
                company=entry["company"],
                locations=(entry["location"],),
            ),
            full_label(entry["id"], entry["said"]),
            entry["language"],
            entry["source_type"],
        )
        for file in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["posting"]
    ]


def full_label(posting_id: str, said: Label) -> Label:
    """Return a short label in its long form; what it does not name is not stated."""
    practices = {skill.label for skill in shared_taxonomy().skills.values() if skill.kind == "practice"}
    skills = []
    for level in LEVELS:
        for entry in said.get(level, ()):
            name, _, surface = entry.partition(" = ")
            kind = "practice" if name in practices else "tech"
            skills.append({"name": name, "surface": surface or name, "kind": kind, "level": level})
    years = [{"min": None, "max": None, "targets": [], **one} for one in said.get("years", ())]
    pay = said.get("salary")
    return {
        **dict.fromkeys(("people_management", "hands_on", "education", "workplace")),
        **{name: [] for name in ("any_of", "certifications", "soft_skills", "responsibilities", "human_languages")},
        **{name: part for name, part in said.items() if name not in LEVELS},
        "posting_id": posting_id,
        "skills": skills,
        "years": years,
        "salary": {"min": None, "max": None, **pay} if pay else None,
    }  # fmt: skip


def named_set() -> list[Labelled]:
    """Return the postings of the folder that ``ACCURACY_SET`` names. Raise NoSet where there is none."""
    written = os.environ.get("ACCURACY_SET")
    if not written:
        raise NoSet("ACCURACY_SET names no folder with postings.jsonl and labels.jsonl")
    folder = Path(written)
    missing = [name for name in ("postings.jsonl", "labels.jsonl") if not (folder / name).is_file()]
    if missing:
        raise NoSet(f"{folder} has no {' and no '.join(missing)}")
    labels = {row["posting_id"]: row for row in _rows(folder / "labels.jsonl")}
    raw = {row["posting_id"]: row for row in _rows(folder / "postings.jsonl")}
    found = [
        Labelled(
            posting.external_id,
            advertisement(posting),
            labels[posting.external_id],
            raw[posting.external_id].get("lang") or "und",
            source_type(raw[posting.external_id]),
        )
        for posting in FileReader(folder / "postings.jsonl").postings()
        if isinstance(posting, Posting) and posting.external_id in labels
    ]
    if not found:
        raise NoSet(f"{folder} has no posting with a label")
    return found


def source_type(row: dict[str, Any]) -> str:
    """Return what a posting is like: of a monthly thread, HTML of a board, or plain text."""
    if "hiring" in (row.get("source") or ""):
        return "thread"
    return "html" if re.search(r"<(?:p|li|br|div)\b", row.get("description") or "", re.IGNORECASE) else "text"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))
