"""Jobsuche of the Bundesagentur für Arbeit, Germany: https://jobsuche.api.bund.dev/ (described by third parties).

The search (version 6; version 4 and 5 answer no more, but their key names are still met) lists without texts; the
text of each posting stands at version 4's ``jobdetails``. A query shows 10,000 postings in pages of 100 and tells
how many there are in all. The whole service holds about a million, and its field Informatik some 10,000, so what is
asked for is paid work (``angebotsart=1``) in Informatik of the last three days: some 800 pages a night, and two
nights may be missed. That is a window: what leaves it is not closed. One that outgrows 10,000 is partial.
Not verified: the terms of use; that ``jobdetails`` outlives version 4's search, on which reports differ; and in which
currency pay is stated, so none is given.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from scrapers.answers.values import UnreadableAnswer, number, several, text, texts
from scrapers.board_spider import Found
from scrapers.listing_spider import DetailSpider, FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

PAGE = 100
LAST_PAGE = 100
DAYS = 3
# Not a secret: the same for everyone, and printed in the interface's description.
PUBLIC_KEY = "jobboerse-jobsuche"
_SERVICE = "/jobboerse/jobsuche-service/pc"
_HOURS = ("Vollzeit", "TeilzeitVormittag", "TeilzeitNachmittag", "TeilzeitAbend", "TeilzeitFlexibel")
_UNSAID = frozenset({"KEINE_ANGABE", "KEINE_ANGABEN"})


class ArbeitsagenturSpider(FeedSpider, DetailSpider):
    """``homeofficemoeglich`` says that working from home is possible, not that the job is remote.

    When a posting was first published is its date; ``aktuelleVeroeffentlichungsdatum`` moves with every renewal.
    """

    name = "arbeitsagentur"
    base_url = "https://rest.arbeitsagentur.de"
    path = (
        f"{_SERVICE}/v6/jobs?berufsfeld=Informatik&angebotsart=1&veroeffentlichtseit={DAYS}"
        f"&size={PAGE}&page={{position}}"
    )
    first_position = 1
    handled = frozenset(
        {
            "referenznummer", "refnr", "stellenangebotsTitel", "titel", "firma", "arbeitgeber", "hauptberuf", "beruf",
            *(f"stellenlokationen.adresse.{part}" for part in ("ort", "region", "land")),
            *(f"arbeitsort.{part}" for part in ("ort", "region", "land")),
            *(f"arbeitsorte.{part}" for part in ("ort", "region", "land")),
            "stellenangebotsBeschreibung", "stellenbeschreibung", "datumErsteVeroeffentlichung",
            "ersteVeroeffentlichungsdatum", "aenderungsdatum", "modifikationsTimestamp",
            "veroeffentlichungszeitraum.bis", "homeofficemoeglich", "homeofficetyp", "vertragsdauer", "befristung",
            *(f"arbeitszeit{hours}" for hours in _HOURS), "arbeitszeitmodelle", "gehaltsspanneVon",
            "gehaltsspanneBis", "festgehalt", "verguetungsangabe", "verguetung", "branche",
        }
    )  # fmt: skip
    ignored = frozenset(
        {
            "alleBerufe", "alternativBeruf1", "alternativBeruf2", "weitereBerufe", "hauptDkz", "stellenangebotsart",
            "angebotsart", "aktuelleVeroeffentlichungsdatum", "veroeffentlichungszeitraum.von", "eintrittszeitraum",
            "eintrittsdatum", "befristetBis", "uebernahme", "anzahlOffeneStellen", "externeURL", "externeUrl",
            "entfernung", "chiffrenummer", "anzeigeAnonym", "hashId", "kundennummerHash", "arbeitgeberHashId",
            "arbeitgeberKundennummerHash", "arbeitgeberAdresse", "arbeitgeberdarstellung", "arbeitgeberdarstellungUrl",
            "betriebsgroesse", "branchengruppe", "allianzpartner", "allianzpartnerName", "allianzpartnerUrl",
            "artDerVerguetung",
            "geforderterBildungsabschluss", "quereinstiegGeeignet", "ausbildungsart", "studienform", "studiengang",
            "fertigkeiten", "mobilitaet", "fuehrungskompetenzen", "fuerFluechtlingeGeeignet",
            "nurFuerSchwerbehinderte", "istArbeitnehmerUeberlassung", "istPrivateArbeitsvermittlung",
            "istBehinderungGefordert", "istBetreut", "istGeringfuegigeBeschaeftigung", "istGoogleJobsRelevant",
            "arbeitszeitSchichtNachtWochenende", "arbeitszeitHeimarbeitTelearbeit",
            "stellenlokationen.breite", "stellenlokationen.laenge",
            *(f"stellenlokationen.adresse.{part}" for part in ("strasse", "hausnummer", "plz", "ortsteil")),
            *(f"{field}.{part}" for field in ("arbeitsort", "arbeitsorte")
              for part in ("entfernung", "koordinaten", "plz", "strasse", "strasseHausnummer")),
        }
    )  # fmt: skip

    def ask(self, url: str, callback: Callable[..., Iterator[Found]], **arguments: Any) -> Request:
        """Return a request with the key that the service expects of everyone."""
        request = super().ask(url, callback, **arguments)
        request.headers["X-API-Key"] = PUBLIC_KEY
        return request

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the entries under either version's name; where there are none, the list may be left out."""
        total = int(answer["maxErgebnisse"])
        found = answer.get("ergebnisliste", answer.get("stellenangebote"))
        if found is None and total:
            raise UnreadableAnswer(f"{total} postings announced, and no list of them")
        return list(found or []), total

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next page, unless the total is reached or the service would refuse it."""
        more = position * PAGE < int(answer["maxErgebnisse"])
        return position + 1 if more and position < LAST_PAGE else None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the reference number, under either version's name."""
        return entry.get("referenznummer") or entry.get("refnr")

    def detail_url(self, entry: dict[str, Any], board: Board) -> str:
        """Return where the text stands. Raise KeyError where the entry has no reference number."""
        reference = self.entry_id(entry)
        if not reference:
            raise KeyError("referenznummer")
        code = base64.b64encode(str(reference).encode()).decode()
        return f"{self.base_url}{_SERVICE}/v4/jobdetails/{quote(code, safe='=')}"

    def completed(self, entry: dict[str, Any], response: Response) -> dict[str, Any]:
        """Return the entry with what its page says over and above."""
        page = self.answer(response)
        if not isinstance(page, dict):
            raise UnreadableAnswer(f"no posting: {str(page)[:40]}")
        return {**entry, **{field: value for field, value in page.items() if value is not None}}

    def posting(self, entry: dict[str, Any], board: Board) -> Posting:
        """Return one posting, whichever version's names it uses."""
        reference = str(self.entry_id(entry))
        published = entry.get("veroeffentlichungszeitraum") or {}
        home = "homeofficemoeglich" if entry.get("homeofficemoeglich") else None
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=reference,
            url=f"https://www.arbeitsagentur.de/jobsuche/jobdetail/{quote(reference, safe='')}",
            title=_first(entry, "stellenangebotsTitel", "titel", "hauptberuf", "beruf") or "",
            company=_first(entry, "firma", "arbeitgeber"),
            locations=_places(entry),
            description=_first(entry, "stellenangebotsBeschreibung", "stellenbeschreibung") or "",
            description_format="text",
            posted_at=self.time_of(entry, "datumErsteVeroeffentlichung")
            or self.time_of(entry, "ersteVeroeffentlichungsdatum"),
            updated_at=self.time_of(entry, "aenderungsdatum")
            or self.time_of(entry, "modifikationsTimestamp"),
            valid_through=self.time_of(published, "bis"),
            employment_type=_hours(entry),
            workplace=text(entry.get("homeofficetyp")) or home,
            salary=_salary(entry),
            department=_first(entry, "hauptberuf", "beruf"),
            employer_industry=text(entry.get("branche")),
        )


def _first(entry: dict[str, Any], *fields: str) -> str | None:
    """Return the first of some fields that says anything; "no answer given" says nothing."""
    said = (text(entry.get(field)) for field in fields)
    return next((words for words in said if words and words not in _UNSAID), None)


def _places(entry: dict[str, Any]) -> tuple[str, ...]:
    places = [place.get("adresse") or {} for place in several(entry.get("stellenlokationen"))]
    places = places or several(entry.get("arbeitsorte")) or several(entry.get("arbeitsort"))
    return texts(
        [", ".join(texts([place.get(part) for part in ("ort", "region", "land")])) for place in places]
    )


def _hours(entry: dict[str, Any]) -> str | None:
    hours = [name for name in _HOURS if entry.get(f"arbeitszeit{name}") is True]
    models = texts(entry.get("arbeitszeitmodelle"))
    return ", ".join(filter(None, [*hours, *models, _first(entry, "vertragsdauer", "befristung")])) or None


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    """Return the bounds, or the fixed pay as both, with the period that they are stated for: by the hour, mostly."""
    fixed = number(entry.get("festgehalt"))
    low, high = (
        number(entry.get(field)) or fixed or None for field in ("gehaltsspanneVon", "gehaltsspanneBis")
    )
    words = _first(entry, "verguetung")
    if low is None and high is None:
        return PublishedSalary(text=words) if words else None
    return PublishedSalary(min=low, max=high, period=_first(entry, "verguetungsangabe"), text=words)
