"""A small warehouse with invented postings, published as real ones are: figures and site are tested on it.

Rust is planted to rise and PHP to fall; one employer has a hostile name and one a name that a spreadsheet
would run.
"""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from tests import published_facts
from warehouse.connection import open_writer
from warehouse.migrate import migrate
from warehouse.publish import publish

HOSTILE = '<img src=x onerror="document.title=1">Acme</script><script>alert(1)</script>'
FORMULA = '=HYPERLINK("http://evil.example","pay")'
SKILLS = {
    "python": ("Python", "tech", "language", 0.46),
    "java": ("Java", "tech", "language", 0.4),
    "aws": ("Amazon Web Services", "tech", "cloud", 0.37),
    "kubernetes": ("Kubernetes", "tech", "devops", 0.33),
    "postgresql": ("PostgreSQL", "tech", "database", 0.3),
    "go": ("Go", "tech", "language", 0.24),
    "react": ("React", "tech", "framework", 0.2),
    "kafka": ("Apache Kafka", "tech", "messaging", 0.16),
    "rust": ("Rust", "tech", "language", 0.1),
    "php": ("PHP", "tech", "language", 0.14),
    "cicd": ("Continuous integration and delivery", "practice", "practice", 0.35),
    "cobol": ("COBOL", "tech", "language", 0.004),
}
PLANTED = {"rust": 0.2, "php": -0.11}
SOURCES = {"greenhouse": "Greenhouse job boards", "hn_who_is_hiring": "Hacker News: Who is hiring?"}

CREDITS = {"hn_who_is_hiring": "Hacker News, https://news.ycombinator.com"}
VOCABULARY = {
    "vocabulary": "onet", "title": "O*NET database", "version": "30.2", "url": "https://www.onetcenter.org/database.html",
    "licence": "CC BY 4.0", "attribution": f"Owed to {HOSTILE} under https://licence.example", "skills": 3,
}  # fmt: skip
PUBLISHES = {"greenhouse": "counts and quotations", "hn_who_is_hiring": "counts"}
ROBOTS = {
    "source": "greenhouse", "host": "boards.example", "status": 200, "crawl_delay": 2.0,
    "content_signal": "search=yes, ai-train=no", "disallows_all": False, "observed_on": date(2026, 10, 3),
}  # fmt: skip


def months_before(last: date, count: int) -> list[date]:
    numbers = [last.year * 12 + last.month - 1 - back for back in range(count)]
    return [date(number // 12, number % 12 + 1, 1) for number in reversed(numbers)]


def published_file(
    folder: Path,
    months: int = 14,
    per_month: int = 90,
    sources: Sequence[str] = ("hn_who_is_hiring", "greenhouse"),
    sample: bool = True,
    dated: bool = True,
    last: date = date(2026, 10, 1),
) -> Path:
    """Return a published file of ``months`` months up to ``last``; with 0 months an empty one."""
    chance, told = random.Random(7), random.Random(11)
    postings, skills, days = [], [], []
    facts: dict[str, list[dict]] = {}
    span = months_before(last, months)
    for number, month in enumerate(span):
        for source in sources:
            # Only a part of the source's boards answers badly; each board is collected once a month.
            days += [_day(source, f"board{board}", month) for board in range(12)]
            for _ in range(per_month):
                later = number / max(len(span) - 1, 1)
                posting = _posting(chance, len(postings), source, month, dated)
                postings.append(posting)
                named = _skills(chance, posting, later)
                skills += named
                _tell(told, posting, named, facts)
            # Other roles, to compare with: they have the same employers and no skills.
            for extra in range(per_month // 3):
                other = _posting(told, extra, source, month, dated)
                other |= {"posting_id": f"{source[0]}{month:%y%m}{extra:011x}", "is_lead": False}
                other |= {"text_skeleton": f"other {month} {extra}", "plain_text": "We ask"}
                postings.append(other)
                _tell(told, other, [], facts)
    warehouse = folder / "warehouse.duckdb"
    _write(warehouse, postings, skills, facts, days, span, sample, taxonomy="2026.10")
    published = folder / "published" / "skilltide.duckdb"
    publish(warehouse, published)
    return published


def _tell(chance: random.Random, posting: dict, skills: list[dict], facts: dict[str, list[dict]]) -> None:
    published_facts.describe(chance, posting)
    published_facts.pay(posting, {skill["skill_id"] for skill in skills})
    for table, rows in published_facts.stated(chance, posting, skills).items():
        facts.setdefault(table, []).extend(rows)


def _posting(chance: random.Random, number: int, source: str, month: date, dated: bool) -> dict:
    board = min(int(chance.paretovariate(0.9)) - 1, 11) if source == "greenhouse" else number % 12
    employer = board if source == "greenhouse" else 12 + int(chance.random() ** 2 * 90)
    company = {0: HOSTILE, 13: FORMULA}.get(employer, f"Employer {employer} & Söhne")
    years = chance.choice([None, None, 3, 4, 5, 5, 5, 6, 7, 8, 10, 10, 15])
    day = month.replace(day=3)
    return {
        "posting_id": f"{number:016x}", "source": source, "board": f"board{board}",
        "external_id": str(number),
        "url": f"https://jobs.example/{number}", "title": "Tech Lead", "company": company,
        "employer_id": f"employer-{employer}", "posted_on": day if dated else None, "role": "tech_lead",
        "is_lead": True,
        "country": chance.choice(["DE", "DE", "US", "US", "US", "GB", "SG", "PL", None]),
        "workplace": chance.choice(["remote", "hybrid", "onsite", None]),
        "employer_size": published_facts.SIZES[employer % 5],
        "industry": [None, "Software", "Finance", "Retail & Logistics"][employer % 4],
        "years_min": years, "years_max": None, "language": "en", "text_sha256": f"{number:064x}",
        "text_skeleton": f"text {number}", "taxonomy_version": "2026.10", "normaliser_version": "1",
        "plain_text": "",
        "observed_on": day, "origin": "crawl" if dated else "import",
    }  # fmt: skip


def _skills(chance: random.Random, posting: dict, later: float) -> list[dict]:
    found, text = [], "We ask for"
    lean = 0.12 if int(posting["employer_id"].split("-")[1]) % 3 == 0 else -0.06
    for skill_id, (label, _, _, share) in SKILLS.items():
        planted = PLANTED.get(skill_id, 0.0)
        if chance.random() < max(share + planted * later + lean * share, 0.002):
            start = len(text) + 1
            text = f"{text} {label}"
            levels = (
                ["required"] * 5 + ["preferred"] * (4 if skill_id in ("go", "rust") else 1) + ["unstated"]
            )
            if skill_id == "kafka":
                levels = ["unstated"] * 3 + ["required"]
            found.append({
                "posting_id": posting["posting_id"], "skill_id": skill_id, "level": chance.choice(levels),
                "matched_text": label, "start_at": start, "end_at": len(text), "section": "requirements",
                "rule": "alias",
            })  # fmt: skip
    posting["plain_text"] = text
    return found


def _day(source: str, board: str, month: date) -> dict:
    return {
        "source": source, "board": board, "company": None, "observed_on": month.replace(day=3),
        "outcome": "ok",
        "listed": 30, "fetched": 30, "parsed": 30, "rejected": 0, "requests": 31,
    }  # fmt: skip


def _write(
    warehouse: Path,
    postings: list[dict],
    skills: list[dict],
    facts: dict[str, list[dict]],
    days: list[dict],
    span: list[date],
    sample: bool,
    taxonomy: str,
) -> None:
    versions = {"taxonomy_version": taxonomy, "normaliser_version": "1", "software_version": "0.1.0"}
    runs = [
        {
            "run_id": f"run-{month}",
            "kind": "sample",
            "run_date": month.replace(day=28),
            "sample": sample,
            **versions,
        }
        for month in span
    ]
    if span:  # so that the last month is complete
        runs[-1]["run_date"] = span[-1].replace(day=31)
    observations = [
        {"run_id": f"run-{span[0]}"} | {name: posting[name] for name in _OBSERVED} for posting in postings
    ]
    policies = [
        {
            "source": name,
            "status": "ON",
            "title": title,
            "terms_url": "https://example.org/terms",
            "attribution": CREDITS.get(name),
            "robots": f"/embed/ is disallowed {HOSTILE}",
            "rate_limit_per_second": 1.0,
            "request_budget": 100,
            "publishes": PUBLISHES[name],
            "publishes_text": True,
        }
        for name, title in SOURCES.items()
    ]
    dimension = [
        {"skill_id": skill_id, "label": label, "kind": kind, "category": category}
        for skill_id, (label, kind, category, _) in SKILLS.items()
    ]
    tables = {
        "posting": postings, "posting_skill": skills, "observation": observations, "board_day": days,
        "run": runs,
        "source_policy": policies, "skill": dimension, "robots_day": [ROBOTS],
        "vocabulary": [VOCABULARY], **facts,
    }  # fmt: skip
    with open_writer(warehouse) as connection:
        migrate(connection)
        for table, rows in tables.items():
            if rows:
                connection.register("incoming", pa.Table.from_pylist(rows))
                connection.execute(f"insert into core.{table} by name select * from incoming")
                connection.unregister("incoming")


_OBSERVED = ("posting_id", "source", "board", "observed_on", "text_sha256")
