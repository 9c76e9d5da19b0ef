"""A site with schema.org JobPosting in its pages."""

import json
from typing import Any

from tests.bodies import TEXT

PAGE = """<html><head><title>Job</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
 {"@type": ["JobPosting"], "title": "Lead Developer", "description": "<p>PHP and\ta tab</p>", "datePosted": "2026-01-05",
 "hiringOrganization": {"@type": "Organization", "name": "Kestrelworks"},
 "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Taipei", "addressCountry": {"name": "TW"}}}],
 "baseSalary": {"@type": "MonetaryAmount", "currency": "TWD",
   "value": {"@type": "QuantitativeValue", "minValue": "90000", "maxValue": 120000, "unitText": "MONTH"}},
 "employmentType": ["FULL_TIME", "CONTRACTOR"], "identifier": {"@type": "PropertyValue", "value": 77},
 "skills": ["Laravel", "MySQL"]}]}</script></head><body>x</body></html>"""


def sitemap(*urls: str) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


BOARD = {"company": "Kestrelworks", "sitemap": "/sitemap.xml"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    job = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": f"/jobs/{number}",
        "title": "Tech Lead",
        "description": TEXT,
        "datePosted": "2026-01-05",
        "hiringOrganization": {"@type": "Organization", "name": "Kestrelworks"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Lisbon", "addressCountry": "PT"}},
    }
    return {**job, **changes}


def page(job: Any) -> bytes:
    return f'<html><script type="application/ld+json">{json.dumps(job)}</script></html>'.encode()


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {entry["url"]: page(entry) for entry in entries}
    return {"/sitemap.xml": sitemap(*(f"https://board.example{path}" for path in pages)), **pages}
