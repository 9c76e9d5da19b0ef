"""``make accuracy``: how well the labelled postings are read; writes reports/accuracy.json and the README's table.

``ACCURACY_SET`` names a further labelled set (a folder with postings.jsonl and labels.jsonl), ``BENCH_CORPUS`` a folder of
Parquet files in which every fact is looked up at its place. Neither is needed.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.accuracy import published
from tests.accuracy.evidence import check_corpus
from tests.accuracy.labelled import NoSet, named_set, own_cases
from tests.accuracy.results import ALL, Result, as_rows, measure


def say(text: str) -> None:
    """Write a line: printing is what this program is for."""
    sys.stdout.write(f"{text}\n")


def main() -> int:
    """Score every set that is there; return 1 where a fact of the corpus does not stand where it says."""
    parser = argparse.ArgumentParser(prog="make accuracy", description=__doc__)
    parser.add_argument("--dry", action="store_true", help="print only; leave the data file and the README")
    dry = parser.parse_args().dry
    results = measure("invented", own_cases())
    _print("invented", results)
    try:
        real = measure("real", named_set())
    except NoSet as reason:
        say(f"real: skipped: {reason}")
    else:
        _print("real", real)
        results += real
    if not dry:
        rows = published.write(as_rows(results))
        published.write_readme(rows)
    return _check_evidence()


def _print(name: str, results: Sequence[Result]) -> None:
    whole = [one for one in results if (one.language, one.source_type) == (ALL, ALL)]
    say(f"\n{published.SETS[name]}: {whole[0].postings}, taxonomy {whole[0].taxonomy_version}")
    say(
        f"{'field':20}{'language':>9}{'source':>8}{'precision':>11}{'recall':>8}{'F1':>7}  {'95 % interval':15}{'n':>6}"
    )
    order = {one.field: number for number, one in enumerate(whole)}
    for one in sorted(
        results, key=lambda one: (order[one.field], one.language != ALL, one.source_type != ALL)
    ):
        if one.f1 is None:
            continue
        numbers = [
            f"{value:.3f}" if value is not None else "–" for value in (one.precision, one.recall, one.f1)
        ]
        first = one.field if (one.language, one.source_type) == (ALL, ALL) else ""
        say(
            f"{first:20}{one.language:>9}{one.source_type:>8}{numbers[0]:>11}{numbers[1]:>8}{numbers[2]:>7}"
            f"  {one.low:.3f} to {one.high:.3f} {one.n:6,}"
        )


def _check_evidence() -> int:
    try:
        found = check_corpus()
    except NoSet as reason:
        say(f"evidence: skipped: {reason}")
        return 0
    say(
        f"evidence: {found['facts']:,} facts in {found['postings']:,} postings, {found['violations']:,} not in their place"
    )
    return 1 if found["violations"] else 0


if __name__ == "__main__":
    sys.exit(main())
