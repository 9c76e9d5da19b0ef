"""Bundesagentur für Arbeit: the search's entries, and the page of each; ``old_entry`` uses version 4's names."""

import base64
import json
from typing import Any

# What stands on the page of a posting and not in the list.
_ON_PAGE = ("stellenangebotsBeschreibung", "istArbeitnehmerUeberlassung", "allianzpartnerName")


def entry(number: int, **changes: Any) -> dict[str, Any]:
    posting = {
        "referenznummer": f"10000-{number:010}-S",
        "stellenangebotsTitel": "Teamleiter Softwareentwicklung (m/w/d)",
        "stellenangebotsart": "ARBEIT",
        "firma": "Leuchtturmbau GmbH",
        "hauptberuf": "Softwareentwickler/in",
        "alleBerufe": ["Softwareentwickler/in"],
        "stellenlokationen": [
            {
                "adresse": {
                    "plz": "00000",
                    "ort": "Kiel",
                    "region": "SCHLESWIG_HOLSTEIN",
                    "land": "DEUTSCHLAND",
                },
                "breite": 54.3,
                "laenge": 10.1,
            }
        ],
        "arbeitszeitVollzeit": True,
        "arbeitszeitTeilzeitAbend": False,
        "vertragsdauer": "UNBEFRISTET",
        "homeofficemoeglich": True,
        "homeofficetyp": "NACH_VEREINBARUNG",
        "verguetungsangabe": "JAHRESGEHALT",
        "gehaltsspanneVon": 70000.0,
        "gehaltsspanneBis": 90000.0,
        "datumErsteVeroeffentlichung": "2026-01-02",
        "aenderungsdatum": "2026-01-04T13:12:33.913",
        "veroeffentlichungszeitraum": {"von": "2026-01-04", "bis": "2026-03-31"},
        "eintrittszeitraum": {"von": "2026-04-01"},
        "externeURL": "https://leuchtturmbau.example/jobs",
        "stellenangebotsBeschreibung": "Wir bauen Leuchttürme (lighthouses).\n\nAnforderungen:\n- Java und SQL",
        "istArbeitnehmerUeberlassung": False,
        "allianzpartnerName": "arbeitsagentur.de",
    }
    return {**posting, **changes}


def old_entry(number: int, **changes: Any) -> dict[str, Any]:
    posting = {
        "refnr": f"10000-{number:010}-S",
        "titel": "Teamleiter IT (m/w/d)",
        "beruf": "Informatiker/in",
        "arbeitgeber": "Leuchtturmbau GmbH",
        "arbeitsort": {"ort": "Kiel", "region": "Schleswig-Holstein", "land": "Deutschland", "plz": "00000"},
        "aktuelleVeroeffentlichungsdatum": "2026-01-04",
        "eintrittsdatum": "2026-04-01",
        "modifikationsTimestamp": "2026-01-04T13:12:33.913",
        "externeUrl": "https://leuchtturmbau.example/jobs",
    }
    return {**posting, **changes}


def listing(
    *entries: dict[str, Any], total: int | None = None, name: str = "ergebnisliste"
) -> dict[str, Any]:
    listed = [{field: value for field, value in one.items() if field not in _ON_PAGE} for one in entries]
    return {"maxErgebnisse": len(entries) if total is None else total, "page": 1, "size": 100, name: listed}


def path(page: int = 1) -> str:
    query = f"berufsfeld=Informatik&angebotsart=1&veroeffentlichtseit=3&size=100&page={page}"
    return f"/jobboerse/jobsuche-service/pc/v6/jobs?{query}"


def page_path(one: dict[str, Any]) -> str:
    code = base64.b64encode(str(one.get("referenznummer") or one.get("refnr")).encode()).decode()
    return f"/jobboerse/jobsuche-service/pc/v4/jobdetails/{code}"


def answers(*entries: Any) -> dict[str, bytes]:
    pages = {page_path(one): json.dumps(one).encode() for one in entries}
    return {path(): json.dumps(listing(*entries)).encode(), **pages}
