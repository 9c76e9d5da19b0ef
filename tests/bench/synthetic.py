"""Any number of invented postings as staging files: a few thousand texts read by the real normalisers, then multiplied.

Each posting has a text of its own: one of the texts read, with paragraphs drawn behind it that name no skill, so that
the places of the evidence stay right while hashes and compression are those of real postings. The same seed gives
the same rows. Postings stand on boards that are listed once a month; a night brings new postings, changed ones, and
ones that were there before.

One posting in twenty is the one before it once more, on the same board: by turns word for word and with a sentence
added. No other two are one role, so that what the search for duplicates finds can be counted (``planted_pairs``).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.dimensions import policy_table, taxonomy_tables
from pipelines.identity import posting_id
from pipelines.likeness import signature, words_of
from pipelines.normalise import normalise
from pipelines.normalise_postings import advertisement, shared_taxonomy
from pipelines.staging import SCHEMAS, merged, posting_rows
from scrapers.posting import Posting
from scrapers.sample.generate import run_dates
from scrapers.sample.jobs import Job, description, draw_jobs
from scrapers.sample.plan import sentences

LAST_MONTH = date(2026, 10, 1)
MONTHS = 24
TEXTS = 1500
BOARDS = 2000
PART = 50_000
# Of so many postings one repeats the one before it.
REPEATED, AT = 20, 7
CHILDREN = [
    table
    for table, schema in SCHEMAS.items()
    if table.startswith("posting_") and "posting_id" in schema.names
]


@dataclass(slots=True)
class Texts:
    """The texts read: one row of ``posting`` each, and for every child table its rows and where each text's begin."""

    posting: pa.Table
    children: dict[str, pa.Table]
    starts: dict[str, np.ndarray]
    tails: "Tails"
    added: "Tails"


@dataclass(slots=True)
class Tails:
    """Paragraphs to stand behind a text, with the signature and the number of the shingles of each."""

    lines: pa.Array
    signatures: np.ndarray
    shingles: np.ndarray

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Tails":
        """Return paragraphs with their signatures."""
        signed = [signature(words_of(line)) for line in lines]
        return cls(pa.array(lines), _signatures([one for one, _ in signed]), np.array([n for _, n in signed]))


@dataclass(slots=True)
class Synthetic:
    """A world of ``postings`` on ``boards``; ``staged`` and ``night`` write what a run would leave.

    ``extra_skills`` is the number of skills that a text names beside those of the sample.
    """

    postings: int
    boards: int = BOARDS
    seed: int = 1
    extra_skills: int = 8
    texts: Texts = field(init=False)
    days: list[date] = field(init=False)

    def __post_init__(self) -> None:
        """Read the texts."""
        self.days = run_dates(LAST_MONTH)[-MONTHS:]
        self.texts = _read_texts(Random(self.seed), self.extra_skills)

    @classmethod
    def without_texts(cls, postings: int) -> "Synthetic":
        """Return a world that knows its days and tables, and cannot write."""
        world = cls.__new__(cls)
        world.postings, world.boards, world.days = postings, BOARDS, run_dates(LAST_MONTH)[-MONTHS:]
        return world

    def staged(self, folder: Path) -> Path:
        """Write all postings, each on its month's day, and the days of all boards."""
        numbers = np.arange(self.postings)
        for part, start in enumerate(range(0, self.postings, PART)):
            some = numbers[start : start + PART]
            self._write(folder, part, some, some * MONTHS // self.postings, changed=np.zeros(len(some), bool))
        self._write_days(
            folder, np.bincount(self._board(numbers), minlength=self.boards) // MONTHS, self.days
        )
        return folder

    def night(self, folder: Path, size: int = 10_000) -> Path:
        """Write the night after: six tenths of ``size`` seen before, one tenth with another text, the rest new."""
        old, new = size * 7 // 10, size - size * 7 // 10
        seen = np.arange(self.postings - old, self.postings)
        numbers = np.concatenate([seen, np.arange(self.postings, self.postings + new)])
        changed = (numbers < self.postings) & (numbers % 7 == 0)
        day = [self.night_day]
        self._write(folder, 0, numbers, np.zeros(len(numbers), int), changed, days=day)
        listed = np.bincount(self._board(numbers), minlength=self.boards)
        self._write_days(folder, listed, day, only=np.flatnonzero(listed))
        return folder

    @property
    def night_day(self) -> date:
        """The day of ``night``: the one after the last listing."""
        return self.days[-1] + timedelta(days=1)

    def dimensions(self) -> dict[str, Any]:
        """Return the tables that a load takes beside the staging files, but for the run."""
        schema = pa.schema(
            [
                (name, pa.string())
                for name in ("source", "board", "company", "country", "industry", "size", "note")
            ]
            + [("expected_min", pa.int32()), ("expected_max", pa.int32()), ("enabled", pa.bool_())]
        )
        rows: list[dict[str, Any]] = [
            {"source": "greenhouse", "board": f"board-{n}", "company": f"Employer {n}", "enabled": True}
            for n in range(self.boards)
        ]
        return {
            "taxonomy": taxonomy_tables(),
            "board": pa.Table.from_pylist(rows, schema),
            "source_policy": policy_table(),
        }

    def run_table(self, day: date) -> pa.Table:
        """Return the run of a day."""
        return pa.Table.from_pylist(
            [
                {
                    "run_id": f"{day}-crawl", "kind": "crawl", "run_date": day, "sample": True,
                    "taxonomy_version": "1", "normaliser_version": "1", "software_version": "1",
                }
            ]
        )  # fmt: skip

    def _board(self, numbers: np.ndarray) -> np.ndarray:
        return numbers * 7919 % self.boards

    def _write(
        self,
        folder: Path,
        part: int,
        numbers: np.ndarray,
        months: np.ndarray,
        changed: np.ndarray,
        days: Sequence[date] | None = None,
    ) -> None:
        texts, count = self.texts, self.texts.posting.num_rows
        repeats = numbers % REPEATED == AT
        own = numbers - repeats
        # Every second repetition is not word for word.
        added = np.where(repeats & (numbers // REPEATED % 2 == 1), 1 + own % (len(texts.added.lines) - 1), 0)
        which = (own * 2_654_435_761 + changed * 97) % 1_000_003 % count
        behind = [
            (texts.tails, own * 31 % len(texts.tails.lines)),
            (texts.tails, own * 17 % 997),
            (texts.added, added),
        ]
        boards = self._board(own).tolist()
        ids = pa.array(
            [
                posting_id("greenhouse", f"board-{b}", str(n))
                for b, n in zip(boards, numbers.tolist(), strict=True)
            ]
        )
        observed = pa.array([(days or self.days)[month] for month in months.tolist()], pa.date32())
        posting = texts.posting.take(pa.array(which))
        # The number ends the text, so that no two are the same but those that are to be.
        hashes = [
            hashlib.sha256(f"{t} {n} {a}".encode()).hexdigest()
            for t, n, a in zip(which.tolist(), own.tolist(), added.tolist(), strict=True)
        ]
        text = pc.binary_join_element_wise(
            posting["plain_text"], *(tails.lines.take(pa.array(at)) for tails, at in behind),
            pc.cast(pa.array(own), pa.string()), "\n",
        )  # fmt: skip
        replaced = {
            "posting_id": ids,
            "external_id": pc.cast(pa.array(numbers), pa.string()),
            "board": pa.array([f"board-{b}" for b in boards]),
            "company": pa.array([f"Employer {b}" for b in boards]),
            "employer_id": pa.array([f"employer-{b}" for b in boards]),
            "text_sha256": pa.array(hashes),
            "text_skeleton": pc.utf8_slice_codeunits(pa.array(hashes), 0, 16),
            "plain_text": pc.if_else(pc.is_null(posting["plain_text"]), None, text),
            "observed_on": observed,
            "posted_on": observed,
        }  # fmt: skip
        for name, values in replaced.items():
            posting = posting.set_column(
                posting.schema.get_field_index(name), SCHEMAS["posting"].field(name), values
            )
        _put(folder, "posting", part, posting)
        for table in CHILDREN:
            rows = texts.children[table]
            first, last = texts.starts[table][which], texts.starts[table][which + 1]
            counts = last - first
            ends = np.cumsum(counts)
            indices = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - counts), counts)
            owners = pa.array(np.repeat(np.arange(len(which)), counts))
            child = rows.take(pa.array(indices))
            child = child.set_column(0, SCHEMAS[table].field("posting_id"), ids.take(owners))
            child = child.set_column(1, SCHEMAS[table].field("observed_on"), observed.take(owners))
            _put(folder, table, part, _signed(child, behind) if table == "posting_likeness" else child)

    def _write_days(
        self, folder: Path, listed: np.ndarray, days: Sequence[date], only: np.ndarray | None = None
    ) -> None:
        boards = np.arange(self.boards) if only is None else only
        count = len(boards)
        columns: dict[str, Any] = {
            "source": pa.array(["greenhouse"] * count * len(days)),
            "board": pa.array([f"board-{n}" for n in boards.tolist()] * len(days)),
            "observed_on": pa.array(np.repeat(np.array(days, "datetime64[D]"), count)),
            "outcome": pa.array(["ok"] * count * len(days)),
            "is_window": pa.array([False] * count * len(days)),
        }
        for name in ("listed", "fetched", "parsed"):
            columns[name] = pa.array(np.tile(listed[boards], len(days)), pa.int32())
        for name in ("rejected", "repeated", "requests"):
            columns[name] = pa.array(np.zeros(count * len(days)), pa.int32())
        schema = SCHEMAS["board_day"]
        full = [
            columns.get(name, pa.nulls(count * len(days), schema.field(name).type)) for name in schema.names
        ]
        _put(folder, "board_day", 0, pa.Table.from_arrays(full, schema=schema))


def planted_pairs(postings: int) -> str:
    """Return a query for the external ids, as numbers, of the postings that are one role: the later and the earlier."""
    return (
        f"select range as later, range - 1 as earlier from range({postings}) where range % {REPEATED} = {AT}"
    )


def _signatures(signed: Sequence[bytes]) -> np.ndarray:
    return np.frombuffer(b"".join(signed), dtype="<u2").reshape(len(signed), -1)


def _signed(likeness: pa.Table, behind: Sequence[tuple[Tails, np.ndarray]]) -> pa.Table:
    """Return the likeness of texts with paragraphs behind them: of each bin of two texts' signatures the smaller one."""
    smallest = _signatures(likeness["signature"].to_pylist())
    shingles = likeness["shingles"].to_numpy()
    for tails, at in behind:
        smallest = np.minimum(smallest, tails.signatures[at])
        shingles = shingles + tails.shingles[at]
    columns = {
        "signature": pa.array([row.tobytes() for row in smallest.astype("<u2")], pa.binary()),
        "shingles": pa.array(shingles, pa.int32()),
    }
    for name, values in columns.items():
        likeness = likeness.set_column(
            likeness.schema.get_field_index(name), SCHEMAS["posting_likeness"].field(name), values
        )
    return likeness


def _put(folder: Path, table: str, part: int, rows: pa.Table) -> None:
    (folder / table).mkdir(parents=True, exist_ok=True)
    # Frequent here, where texts are multiplied: the level that writes fastest.
    pq.write_table(rows, folder / table / f"part-{part:05}.parquet", compression="zstd", compression_level=1)


def _read_texts(random: Random, extra_skills: int) -> Texts:
    taxonomy = shared_taxonomy()
    labels = [skill.label for skill in taxonomy.skills.values() if len(skill.label) > 3]
    day = LAST_MONTH
    rows = []
    for job in draw_jobs(random, run_dates(LAST_MONTH))[:TEXTS]:
        posting = _posting(job, random.sample(labels, extra_skills))
        said = normalise(advertisement(posting), taxonomy)
        rows.append(posting_rows(posting, said, day, "crawl", taxonomy.version))
    posting = pa.Table.from_pylist(merged(rows)["posting"], SCHEMAS["posting"])
    children, starts = {}, {}
    for table in CHILDREN:
        children[table] = pa.Table.from_pylist([row for part in rows for row in part[table]], SCHEMAS[table])
        starts[table] = np.cumsum([0, *(len(part[table]) for part in rows)])
    added = ["", *_tails(random, count=40, length=1)]
    return Texts(posting, children, starts, Tails.of(_tails(random)), Tails.of(added))


def _posting(job: Job, more: Sequence[str]) -> Posting:
    return Posting(
        source="greenhouse",
        board=job.employer.token,
        external_id=str(job.number),
        url=f"https://{job.employer.token}.example/jobs/{job.number}",
        title=job.title,
        company=job.employer.company,
        locations=(job.employer.place,),
        description=f"{description(job)}\n<h3>Requirements</h3><ul><li>Experience with {', '.join(more)}</li></ul>",
        description_format="html",
    )


def _tails(random: Random, count: int = 4000, length: int = 8) -> list[str]:
    """Return paragraphs of words that name no skill, about half a kilobyte each."""
    words = sentences()["en"]
    lines = [
        line.replace("{company}", "the firm")
        for line in (*words["about"], *words["benefits"], *words["duties"])
    ]
    syllables = ["lo", "ren", "tak", "mi", "vor", "sel", "pan", "dru", "hal", "ine", "os", "urt"]

    def line() -> str:
        chosen = random.choice(lines).split()
        names = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(3)]
        return " ".join([*chosen, *names])

    return ["\n".join(line() for _ in range(length)) for _ in range(count)]
