"""The overview as one file, which can be sent by mail and opened anywhere: what a page loads stands in it."""

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from reports.site.render import Site

FILE = "report.html"
AT_ONCE = "theme.js"
# What draws and saves charts; what loads further files of the site would find none.
SCRIPTS = (
    "plotly-basic.min.js", "stats.js", "margins.js", "drawings.js", "panels.js", "figures.js", "state.js", "downloads.js",
)  # fmt: skip


def single_file(site: Site, assets: Path) -> str:
    """Return the HTML of the overview with the style and scripts that lie in ``assets``.

    Its policy names the scripts by their SHA-256, so that no other one runs.
    """
    at_once, *scripts = (_script(assets / name) for name in (AT_ONCE, *SCRIPTS))
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in (at_once, *scripts))
    style = Markup((assets / "style.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return site.single(hashes, style, at_once, scripts)


def _script(file: Path) -> Markup:
    text = file.read_text(encoding="utf-8")
    if "</script" in text.lower():
        raise ValueError(f"{file.name}: ends the element it is to stand in; write <\\/script in its strings")
    return Markup(text)  # noqa: S704 - our own files, and the vendored library


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
