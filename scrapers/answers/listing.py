"""What a board's answers come to: pages met, faults met, and the outcome that follows from the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scrapers.posting import BoardDay, Outcome

Fate = Literal["gone", "blocked", "failed", "skipped"]
FATES: Mapping[str, Fate] = {"gone": "gone", "blocked": "blocked", "failed": "failed", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a listing: how many entries it held, and how many the source says there are in all.

    ``in_full`` says whether the entries came with their text, or need a page each; of the latter, those ``merged``
    into another entry need none.
    """

    board: str
    listed: int
    advertised: int | None = None
    in_full: bool = True
    company: str | None = None
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A page of a listing that could not be had or read, and why."""

    fate: Fate
    reason: str


def fate_of_status(status: int) -> Fate | None:
    """Return what an HTTP status means for a board; None where it answered."""
    if 200 <= status < 300:
        return None
    if status in (404, 410):
        return "gone"
    return "blocked" if status in (401, 403, 407, 429, 451) else "failed"


@dataclass(slots=True)
class Tally:
    """One board's day, counted while its answers are read."""

    source: str
    board: str
    company: str | None = None
    advertised: int | None = None
    listed: int = 0
    fetched: int = 0
    parsed: int = 0
    rejected: int = 0
    repeated: int = 0
    requests: int = 0
    pages: int = 0
    window: bool = False
    faults: list[Fault] = field(default_factory=list)

    def add_page(self, page: Listing) -> None:
        """Count one readable page of the listing."""
        self.pages += 1
        self.listed += page.listed
        self.fetched += page.listed if page.in_full else page.merged
        self.company = page.company or self.company
        if page.advertised is not None:
            self.advertised = max(page.advertised, self.advertised or 0)

    def outcome(self) -> Outcome:
        """Return how the board answered: complete, or marked, never a silent zero."""
        if not self.pages:
            return self.faults[0].fate if self.faults else "failed"
        if self.faults or self._short or self.fetched < self.listed:
            return "partial"
        return "ok" if self.listed else "empty"

    @property
    def _short(self) -> bool:
        # A page that moved under the reader shows an entry twice and hides another: entries met again do not count.
        return self.advertised is not None and self.advertised != self.listed - self.repeated

    def day(self) -> BoardDay:
        """Return the record of the board's day."""
        return BoardDay(
            source=self.source,
            board=self.board,
            company=self.company,
            outcome=self.outcome(),
            advertised=self.advertised,
            listed=self.listed,
            fetched=self.fetched,
            parsed=self.parsed,
            rejected=self.rejected,
            repeated=self.repeated,
            requests=self.requests,
            window=self.window,
            detail=self._detail(),
        )

    def _detail(self) -> str | None:
        said = [fault.reason for fault in self.faults[:3]]
        if len(self.faults) > 3:
            said.append(f"and {len(self.faults) - 3} more")
        if self.pages and self._short:
            again = f", {self.repeated} of them twice" if self.repeated else ""
            said.append(f"{self.advertised} advertised, {self.listed} listed{again}")
        if self.pages and self.fetched < self.listed:
            said.append(f"{self.listed} listed, {self.fetched} fetched")
        return "; ".join(said)[:500] or None
