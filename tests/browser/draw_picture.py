"""Draws the README's picture anew: the sample's first figure, photographed in the browser."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.install_chromium import chromium

PICTURE = Path(__file__).parents[2] / "docs" / "skills_asked.png"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run(
            [sys.executable, "-m", "pipelines", "sample", "--to", folder], check=True, capture_output=True
        )
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 1200}, device_scale_factor=1.5)
        page.goto((Path(folder) / "site" / "index.html").as_uri())
        page.wait_for_selector("#f03 .plotly .scatterlayer path", state="attached")
        heading, chart = (page.locator(f"#f03 {part}").bounding_box() for part in ("h2", ".chart"))
        assert heading
        assert chart
        clip = {
            "x": 8.0,
            "y": heading["y"] - 8,
            "width": 884.0,
            "height": chart["y"] + chart["height"] - heading["y"] + 8,
        }
        page.screenshot(path=PICTURE, full_page=True, clip=clip)
        browser.close()


if __name__ == "__main__":
    main()
