"""The options that commands share, and what their words mean."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="A configuration file (default: skilltide.toml).")
]
DateOption = Annotated[str | None, typer.Option("--date", help="The run's day, YYYY-MM-DD (default: today).")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")
]
BoardOption = Annotated[list[str] | None, typer.Option("--board", help="Only this board; may be repeated.")]
MapOption = Annotated[list[str] | None, typer.Option("--map", help="COLUMN=FIELD; may be repeated.")]


class UsageFault(ValueError):
    """Words of the command line that cannot be meant."""


def day_of(text: str | None) -> date:
    """Return the day that ``--date`` names, today without it. Raise UsageFault for other words."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(f"--date {text}: not a day; write YYYY-MM-DD") from None


def mapping_of(pairs: Sequence[str] | None) -> dict[str, str]:
    """Return the columns that ``--map`` names, by column. Raise UsageFault for a pair without both sides."""
    mapping = {}
    for pair in pairs or ():
        column, separator, name = pair.partition("=")
        if not separator or not column or not name:
            raise UsageFault(f"--map {pair}: write COLUMN=FIELD, e.g. --map job_name=title")
        mapping[column] = name
    return mapping
