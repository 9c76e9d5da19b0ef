"""Which fields a vendor's entries hold: handled, ignored on purpose, or unknown; and how often each is filled.

A leaf names its fields in dotted form: ``location.name`` is the name inside location, also where location is a list
of objects. A name without anything below it is a leaf of the answer, and what it holds is not looked into.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scrapers.posting import FieldDay

Tree = dict[str, "Tree"]
_BLANK: tuple[Any, ...] = (None, "", [], {})


class FieldLedger:
    """Counts the fields of one source's entries."""

    def __init__(self, handled: Iterable[str], ignored: Iterable[str]) -> None:
        handled = frozenset(handled)
        self._tree = _tree(handled | frozenset(ignored))
        self._handled = tuple(sorted({name.split(".", 1)[0] for name in handled}))
        self.entries = 0
        self.filled: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()

    def count(self, entry: Mapping[str, Any]) -> None:
        """Count one entry's fields."""
        self.entries += 1
        self.filled.update([name for name in self._handled if entry.get(name) not in _BLANK])
        for name in _unknown(entry, self._tree):
            self.unknown[name] += 1

    def days(self, source: str) -> Iterator[FieldDay]:
        """Yield how often each handled field was filled, and each unknown one met. Nothing where no entry was read."""
        if not self.entries:
            return
        for name in self._handled:
            yield FieldDay(
                source=source, field=name, known=True, filled=self.filled[name], entries=self.entries
            )
        for name, times in sorted(self.unknown.items()):
            yield FieldDay(source=source, field=name, known=False, filled=times, entries=self.entries)


def _tree(names: Iterable[str]) -> Tree:
    root: Tree = {}
    for name in names:
        branch = root
        for part in name.split("."):
            branch = branch.setdefault(part, {})
    return root


def _unknown(value: Mapping[str, Any], tree: Tree, path: str = "") -> Iterator[str]:
    for name in value.keys() - tree.keys():
        yield f"{path}{name}"[:200]
    for name, branch in tree.items():
        if not branch:
            continue
        inside = value.get(name)
        for part in inside if isinstance(inside, list) else (inside,):
            if isinstance(part, dict):
                yield from _unknown(part, branch, f"{path}{name}.")
