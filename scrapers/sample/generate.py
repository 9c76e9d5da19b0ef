"""Writes the sample archive: 24 monthly crawls of invented boards, as the spiders would have left them.

The same seed and month give the same bytes. What was planted, and what was drawn of it, lies beside the archive in
``truth.json``.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from scrapers.archive.records import ArchiveWriter, Question
from scrapers.registry.board import Board
from scrapers.sample import answers
from scrapers.sample.jobs import Job, draw_jobs
from scrapers.sample.plan import Employer, employers, plan

_LISTINGS = {
    "greenhouse": (answers.greenhouse, "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true"),
    "lever": (answers.lever, "https://api.lever.co/v0/postings/{}?mode=json&skip=0&limit=100"),
    "ashby": (answers.ashby, "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true"),
}
_HN = "https://hacker-news.firebaseio.com/v0"
_FIRST_THREAD = 90_000_000


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    months: int
    archives: int
    jobs: int
    employers: int

    def __str__(self) -> str:
        return f"{self.jobs:,} invented jobs of {self.employers} employers in {self.archives} archives, {self.months} months"


def write_sample_archive(folder: Path, seed: int, last_month: date) -> SampleSummary:
    """Write the archives under ``folder`` and ``truth.json`` beside it; return what was written."""
    days = run_dates(last_month)
    jobs = draw_jobs(Random(seed), days)  # noqa: S311 - drawn for a sample, not for a secret
    archives = 0
    for month, day in enumerate(days):
        is_open = [job for job in jobs if job.month <= month <= job.last_month]
        archives += sum(
            _write_month(folder, vendor, month, day, is_open) for vendor in (*_LISTINGS, "json_ld")
        )
        archives += _write_thread(folder, month, day, [job for job in jobs if job.month == month])
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "truth.json").write_text(json.dumps(truth(jobs, days), indent=1), encoding="utf-8")
    return SampleSummary(len(days), archives, len(jobs), len(employers()))


def run_dates(last_month: date) -> list[date]:
    """Return the first Monday of each month, the last one in ``last_month``."""
    days = []
    for back in range(plan()["months"] - 1, -1, -1):
        count = last_month.year * 12 + last_month.month - 1 - back
        first = date(count // 12, count % 12 + 1, 1)
        days.append(first + timedelta(days=-first.weekday() % 7))
    return days


def truth(jobs: Sequence[Job], days: Sequence[date]) -> list[dict[str, Any]]:
    """Return, for each month, what the lead postings that it shows first were given: skills by level, years, ways."""
    leads: dict[int, list[Job]] = {}
    for job in jobs:
        shown = [
            month for month in range(job.month, job.last_month + 1) if _fault(job.employer, month) is None
        ]
        if job.is_lead and shown:
            leads.setdefault(shown[0], []).append(job)
    return [_month_of_truth(leads.get(month, []), day) for month, day in enumerate(days)]


def _fault(employer: Employer, month: int) -> int | None:
    """Return the status with which a board fails in a month, or None where it answers."""
    broken = plan()["broken"]
    if employer.token == broken["gone"]["token"] and month >= broken["gone"]["from"]:
        return 404
    if employer.token == broken["failing"]["token"] and month == broken["failing"]["month"]:
        return 500
    return None


def _month_of_truth(jobs: Sequence[Job], day: date) -> dict[str, Any]:
    skills: dict[str, Counter[str]] = {}
    for job in jobs:
        for skill, level in job.skills.items():
            skills.setdefault(skill, Counter())[level] += 1
    return {
        "month": day.strftime("%Y-%m"),
        "postings": len(jobs),
        "skills": {skill: dict(sorted(counts.items())) for skill, counts in sorted(skills.items())},
        "years": {
            str(years): count for years, count in sorted(Counter(j.years for j in jobs if j.years).items())
        },
        "workplaces": dict(sorted(Counter(job.workplace for job in jobs).items())),
    }


class _Session:
    """One crawl of one source: each answer a second after the one before."""

    def __init__(self, folder: Path, source: str, day: date) -> None:
        self.archive = ArchiveWriter(folder, source, day, "Skilltide sample")
        self._clock = datetime.combine(day, time(2), UTC)

    def answer(self, url: str, body: Any, callback: str, status: int = 200, **arguments: Any) -> None:
        self._clock += timedelta(seconds=1)
        is_text = isinstance(body, str)
        raw = body if is_text else json.dumps(body, ensure_ascii=False)
        headers = [("Content-Type", "text/html; charset=utf-8" if is_text else "application/json")]
        question = Question(callback, arguments)
        self.archive.write(url, status, headers, raw.encode(), question, self._clock)


def _write_month(folder: Path, vendor: str, month: int, day: date, jobs: Sequence[Job]) -> bool:
    session = _Session(folder, vendor, day)
    for employer in employers():
        if employer.vendor == vendor:
            own = [job for job in jobs if job.employer == employer]
            if vendor == "json_ld":
                _answer_pages(session, employer, own)
            else:
                _answer_listing(session, employer, month, own)
    return session.archive.close() is not None


def _answer_listing(session: _Session, employer: Employer, month: int, jobs: Sequence[Job]) -> None:
    shape, address = _LISTINGS[employer.vendor]
    board = _board(employer, token=employer.token)
    url = address.format(employer.token)
    fault = _fault(employer, month)
    if fault:
        session.answer(url, f"<h1>{fault}</h1>", "parse_board", fault, board=board)
    else:
        unreadable = employer.token == plan()["broken"]["unreadable"]["token"]
        session.answer(url, shape(jobs, unreadable), "parse_board", board=board)


def _answer_pages(session: _Session, employer: Employer, jobs: Sequence[Job]) -> None:
    address = f"https://{employer.token}.example/sitemap.xml"
    board = _board(employer, sitemap=address)
    rows = "".join(f"<url><loc>{answers.url(job)}</loc></url>" for job in jobs)
    session.answer(address, f"<urlset>{rows}</urlset>", "parse_board", board=board)
    for job in jobs:
        session.answer(answers.url(job), answers.page(job), "parse_page", board=board, page=answers.url(job))


def _write_thread(folder: Path, month: int, day: date, jobs: Sequence[Job]) -> bool:
    session = _Session(folder, "hn_who_is_hiring", day)
    thread = _FIRST_THREAD + month * 10_000
    own = [job for job in jobs if job.employer.vendor == "hn_who_is_hiring"]
    numbers = [thread + 1 + place for place in range(len(own))]
    session.answer(f"{_HN}/user/whoishiring.json", {"id": "whoishiring", "submitted": [thread]}, "parse_user")
    story = {
        "id": thread,
        "type": "story",
        "by": "whoishiring",
        "title": f"Ask HN: Who is hiring? ({day:%B %Y})",
        "time": int(datetime.combine(day, time(), UTC).timestamp()),
        "kids": numbers,
    }
    session.answer(f"{_HN}/item/{thread}.json", story, "parse_thread", thread=thread)
    name = day.strftime("%Y-%m")
    for job, number in zip(own, numbers, strict=True):
        body = answers.comment(job, number, thread, day)
        address = f"{_HN}/item/{number}.json"
        session.answer(address, body, "parse_comment", board=name, thread=thread, external_id=str(number))
    return session.archive.close() is not None


def _board(employer: Employer, **address: str) -> dict[str, Any]:
    board = Board(
        company=employer.company,
        vendor=employer.vendor,
        country=employer.country,
        industry=employer.industry,
        size=employer.size,
        **address,
    )
    return board.model_dump(mode="json", exclude_defaults=True)
