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


def index(*urls: str) -> bytes:
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def document(*blocks: str, body: str = "<h1>Job</h1>") -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<!doctype html><html><head><title>Job</title>{scripts}</head><body>{body}</body></html>".encode()


def page(*jobs: Any) -> bytes:
    return document(*map(json.dumps, jobs))


MICRODATA = """<!doctype html><html><head><title>Job</title></head><body>
<nav itemscope itemtype="https://schema.org/BreadcrumbList"><a itemprop="name" href="/">Careers</a></nav>
<main itemscope itemtype="https://schema.org/JobPosting">
 <h1 itemprop="title">Tech  Lead</h1>
 <meta itemprop="datePosted" content="2026-01-05"><time itemprop="validThrough" datetime="2026-02-05">soon</time>
 <a itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization" href="/about">
  <span itemprop="name">Kestrelworks</span></a>
 <p itemprop="jobLocation" itemscope itemtype="https://schema.org/Place"><span itemprop="address" itemscope>
  <span itemprop="addressLocality">Porto</span>, <span itemprop="addressCountry">PT</span></span></p>
 <p itemprop="jobLocation" itemscope itemtype="https://schema.org/Place"><span itemprop="address">Faro</span></p>
 <span itemprop="baseSalary" itemscope itemtype="https://schema.org/MonetaryAmount"><meta itemprop="currency" content="EUR">
  <span itemprop="value" itemscope><meta itemprop="minValue" content="70000"><meta itemprop="unitText" content="YEAR"></span></span>
 <div itemprop="description"><p>Builds lighthouses.</p><ul><li>Go &amp; Rust</li></ul></div>
</main></body></html>"""


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {entry["url"]: page(entry) for entry in entries}
    return {"/sitemap.xml": sitemap(*(f"https://board.example{path}" for path in pages)), **pages}
