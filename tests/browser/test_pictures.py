"""Pictures explain themselves, are the same each time, and a site without Chrome stands without them."""

import re

import plotly.io
import pytest

from reports.build import build_site
from reports.figures import FIGURES
from reports.published import read_basis
from reports.site.pictures import write_pictures
from tests.browser.install_chromium import chromium
from warehouse.connection import open_reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_picture_says_what_it_shows_and_comes_out_the_same(published, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", chromium() or "")
    with open_reader(published) as connection:
        basis = read_basis(connection)
        figures = [kind.draw(connection) for kind in FIGURES if kind.id in ("f03", "f14")]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert write_pictures(tmp_path / name, figures, basis) is None
    for figure in figures:
        stem = figure.id.upper()
        svg = (tmp_path / "one" / f"{stem}.svg").read_text(encoding="utf-8")
        text = " ".join(re.sub(r"<[^>]+>", " ", svg).replace("\u00a0", " ").split())
        for part in (figure.question, "n = ", "Source:", "data of 2026-10-31", "CC BY 4.0", "SAMPLE DATA"):
            assert part in text
        assert f'aria-labelledby="{stem}-t {stem}-d"' in svg
        assert "<img" not in svg
        for kind in ("svg", "png"):
            one, two = ((tmp_path / name / f"{stem}.{kind}").read_bytes() for name in ("one", "two"))
            assert one == two
        assert (tmp_path / "one" / f"{stem}.png").read_bytes().startswith(b"\x89PNG")


def test_without_chrome_the_site_stands_and_says_what_lacks(published, tmp_path, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("Kaleido requires Google Chrome to be installed.\n\nmore")

    monkeypatch.setattr(plotly.io, "write_images", fails)
    summary = build_site(published, tmp_path / "site", images=True)
    assert summary.no_pictures.startswith(
        "no pictures: Kaleido requires Google Chrome to be installed.; they need"
    )
    assert "\n" not in summary.no_pictures
    assert (tmp_path / "site" / "fig" / "F03.csv").is_file()
    assert not list((tmp_path / "site").rglob("*.png"))
