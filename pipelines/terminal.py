"""What people see while and after something runs: progress, counts, and the boards that fell short."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.runs import COMPLETE, Staged

if TYPE_CHECKING:
    from warehouse.movement import Movement

SHOWN = 20
LEAST_CHANGE = 0.001
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield what says how far things are: on a terminal one line that is rewritten; elsewhere a line each, as a log wants it."""
    if err.is_terminal:
        with err.status("working") as status:
            yield lambda line: status.update(line)
    else:
        yield lambda line: err.print(line, markup=False)


def print_staged(staged: Staged, folder: Path | None = None) -> None:
    """Print what was staged: postings, rejections by reason, boards by outcome, and which boards fell short.

    Where the staging folder is given, fields that no spider knows are printed too.
    """
    # Reading Parquet takes a third of the start of every command; few of them come here.
    from pipelines.unknown_fields import unknown_field_lines

    out.print(f"{staged.postings:,} postings, {staged.rejected:,} rejected", markup=False)
    for reason, count in staged.reasons.most_common(10):
        out.print(f"  {count:>7,}  {reason}", markup=False)
    if staged.days:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(staged.outcomes.items()))
        out.print(f"boards: {outcomes}", markup=False)
        short = Counter(
            f"{day.outcome:8} {day.source}/{day.board}: {day.detail or 'no reason given'}"
            for day in staged.days
            if day.outcome not in COMPLETE or day.outcome == "skipped"  # complete, but with a reason to read
        )
        for line, days in short.most_common(SHOWN):
            out.print(f"  {line}{f' ({days} days)' if days > 1 else ''}", markup=False)
        if len(short) > SHOWN:
            out.print(
                f"  and {len(short) - SHOWN} more, see `source_day` in the published file", markup=False
            )
    for line in unknown_field_lines(folder) if folder else []:
        out.print(line, markup=False)


def print_movements(moved: "Sequence[Movement]") -> None:
    """Print which skills moved by a tenth of a point or more, the largest change first, with the parts of the change."""
    told = [one for one in moved if abs(one.change) >= LEAST_CHANGE]
    if not told:
        out.print("no skill moved by 0.1 points or more", markup=False)
        return
    table = Table("skill", box=None, pad_edge=False, header_style="")
    for heading in ("before", "after", "points", "rules", "data", "mix"):
        table.add_column(heading, justify="right")
    table.add_column("cause")
    for one in told[:SHOWN]:
        parts = (f"{part * 100:+.1f}" for part in (one.change, one.rules, one.data, one.mix))
        shares = (f"{share:.1%}" for share in (one.share_before, one.share_after))
        table.add_row(Text(one.label), *shares, *parts, one.cause)
    out.print(table)
    if len(told) > SHOWN:
        out.print(f"  and {len(told) - SHOWN} more", markup=False)
