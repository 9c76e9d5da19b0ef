"""What did the site say last month? One copy per month, kept for ever in ``archive/2026-11/``.

The copy of a month is replaced until the month is over. Files are linked where the file system can, so a copy costs
little room until the site changes.
"""

import os
import re
import shutil
from datetime import date
from pathlib import Path

FOLDER = "archive"
_MONTH = re.compile(r"\d{4}-\d{2}")


def all_months(out: Path, data_date: date | None) -> tuple[str, ...]:
    """Return the months that the next site keeps, such as "2026-11", the latest first: its own and the old ones."""
    own = {f"{data_date:%Y-%m}"} if data_date else set()
    return tuple(sorted({*kept_months(out), *own}, reverse=True))


def kept_months(out: Path) -> tuple[str, ...]:
    """Return the months that a site keeps, the latest first."""
    folder = out / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(
        sorted((entry.name for entry in folder.iterdir() if _MONTH.fullmatch(entry.name)), reverse=True)
    )


def keep_month(building: Path, out: Path, data_date: date | None) -> None:
    """Take over the months kept in the old site ``out``, and keep the new site as the copy of its own month."""
    if data_date is None:
        return
    month = f"{data_date:%Y-%m}"
    new = building.with_name(f"{building.name}-{month}")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(building, new, copy_function=_link)
    for kept in kept_months(out):
        if kept != month:
            shutil.copytree(out / FOLDER / kept, building / FOLDER / kept, copy_function=_link)
    (building / FOLDER).mkdir(exist_ok=True)
    new.rename(building / FOLDER / month)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
