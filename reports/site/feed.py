"""What changed this month? An Atom feed (RFC 4287) that needs no server: links are relative, ids are names."""

from xml.etree import ElementTree

from reports.published import month_name
from reports.site.render import Site

FILE = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"


def feed(site: Site) -> str:
    """Return the feed: one entry for the month of the data, and one for each month that is kept."""
    basis = site.basis
    updated = f"{basis.data_date or '1970-01-01'}T00:00:00Z"
    root = ElementTree.Element("feed", xmlns=_ATOM)
    _add(root, "id", "urn:skilltide:changes")
    _add(
        root,
        "title",
        ("SAMPLE DATA – " if basis.sample else "") + "Skilltide: what tech-lead postings ask for",
    )
    _add(root, "updated", updated)
    ElementTree.SubElement(ElementTree.SubElement(root, "author"), "name").text = "Skilltide"
    ElementTree.SubElement(root, "link", rel="alternate", href="index.html")
    if basis.data_date:
        month = f"{basis.data_date:%Y-%m}"
        _entry(
            root,
            month,
            f"What changed: {month_name(basis.data_date)}",
            updated,
            "skills.html",
            _changes(site),
        )
        for kept in site.archive:
            if kept != month:
                title = f"The site as it was in {kept}"
                _entry(root, kept, title, f"{kept}-01T00:00:00Z", f"archive/{kept}/index.html", title)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _changes(site: Site) -> str:
    moved = {
        word: [f"{report.label} {report.share}" for report in site.skills if report.verdict == word]
        for word in ("rising", "falling")
    }
    said = [f"{word.capitalize()}: {', '.join(names)}." for word, names in moved.items() if names]
    return " ".join(
        [
            site.basis.counted + ".",
            *(said or ["No skill changed clearly over the year."]),
            site.basis.source_line,
        ]
    )


def _entry(root: ElementTree.Element, month: str, title: str, updated: str, address: str, words: str) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "id", f"urn:skilltide:changes:{month}")
    _add(entry, "title", title)
    _add(entry, "updated", updated)
    ElementTree.SubElement(entry, "link", rel="alternate", href=address)
    _add(entry, "summary", words)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    # XML has no place for most control characters, not even as references.
    ElementTree.SubElement(parent, name).text = "".join(sign for sign in text if sign >= " ")
