"""Breezy: a listing, and a page for each position with its text as JSON-LD."""

import json
from typing import Any

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    position = {
        "id": f"ab12cd{number}",
        "friendly_id": f"ab12cd{number}-tech-lead",
        "name": "Tech Lead",
        "url": f"https://kestrelworks.breezy.example/p/ab12cd{number}-tech-lead",
        "published_date": "2026-01-04T10:20:30.123Z",
        "type": {"id": "fullTime", "name": "Full-Time"},
        "location": {"country": {"id": "PT", "name": "Portugal"}, "city": "Faro", "is_remote": False, "name": "Faro, PT"},
        "department": "Platform",
        "salary": "",
        "company": {"name": "Kestrelworks", "logo_url": None, "friendly_id": "kestrelworks"},
    }  # fmt: skip
    return {**position, **changes}


def posting(position: dict[str, Any], **changes: Any) -> dict[str, Any]:
    job = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": position["name"],
        "description": TEXT,
        "datePosted": "2026-01-02",
        "employmentType": "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": "Kestrelworks Lda"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Faro"}},
    }
    return {**job, **changes}


def page(job: Any) -> bytes:
    site = {"@context": "https://schema.org", "@type": "WebSite", "name": "Kestrelworks Careers"}
    blocks = "".join(
        f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in (site, job)
    )
    return f"<!doctype html><html><head>{blocks}</head><body></body></html>".encode()


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {f"/p/{entry['friendly_id']}": page(posting(entry)) for entry in entries}
    return {"/json": json.dumps(entries).encode(), **pages}
