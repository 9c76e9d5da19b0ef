"""Personio."""

from typing import Any
from xml.sax.saxutils import escape

from tests.bodies import TEXT

BOARD = {"company": "Kestrelworks", "token": "kestrelworks"}
PATH = "/xml?language=en"


def section(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    position = {
        "id": str(number),
        "subcompany": "Kestrelworks Iberia",
        "office": "Lisbon",
        "additionalOffices": {"office": ["Porto", "Lisbon"]},
        "department": "Product & Tech",
        "recruitingCategory": "Engineering",
        "name": "Team Lead Backend",
        "jobDescriptions": {"jobDescription": [section("About us", TEXT), section("What you'll bring", "<p>Java</p>")]},
        "employmentType": "permanent",
        "seniority": "experienced",
        "schedule": "full-time",
        "yearsOfExperience": "5-7",
        "keywords": "Java,Remote",
        "occupation": "software_and_web_development",
        "occupationCategory": "it_software",
        "createdAt": "2026-01-14T11:55:13+00:00",
    }
    return {**position, **changes}


def feed(*positions: dict[str, Any]) -> bytes:
    inside = "".join(_element("position", position) for position in positions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>{inside}</workzag-jobs>'.encode()


def answers(*entries: Any) -> dict[str, bytes]:
    return {PATH: feed(*entries)}


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, dict):
        inside = "".join(_element(key, one) for key, one in value.items())
        return f"<{name}>\n    {inside}</{name}>\n"
    # Texts come with their markup, on lines of their own.
    return f"<{name}>\n      <![CDATA[{value}]]>\n  </{name}>" if name == "value" else f"<{name}>{escape(value)}</{name}>"
