"""How much contact data outlives the mask? ``python -m tests.contact_audit FOLDER [EXAMPLES]`` over Parquet files of postings.

What is looked for here is wider than what the mask knows and written apart from it, so survivors hold false alarms: the
examples are to be read. Skills that the mask took with it are counted too.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.normalise import contacts, text
from pipelines.normalise_postings import shared_taxonomy

CAPITAL = r"(?-i:[A-ZÀ-Þ][a-zà-ÿ’'-]+)"
SUSPECTS = {
    "e-mail address": r"[\w.+-]+\s?[@＠]\s?[\w-]+\.[a-z]{2}|[\[({<]\s?(?:at|@)\s?[\])}>]|\w+ at \w[\w.]* dot \w+",
    "telephone number": r"\+\d[\d ().-]{8,}\d|(?:\btel|phone|mobile|call|handy|電話|电话|手機|手机)\W{0,9}\d[\d ().-]{6,}\d|"
    r"\b\d{3}[ .-]\d{3}[ .-]\d{4}\b",
    "messenger": r"(?:telegram|whatsapp|wechat|微信|line id|\btg|\bvx)\s?(?:id|号|號)?\s?[:：@]\s?@?[a-z0-9][\w.-]{3,}|"
    r"\bt\.me/\w|wa\.me/\w",
    "personal page": r"linkedin\.com/in/\w|calendly\.com/\w",
    "contact person": rf"\b(?-i:Frau|Herr|Mrs?\.?) {CAPITAL}|"
    rf"(?:contact|recruiter|ansprechpartner(?:in)?|kontakt|hiring manager)\s?[:：]\s*{CAPITAL} {CAPITAL}|"
    rf"\b(?:contact|reach out to|write to|email) {CAPITAL} {CAPITAL}|"
    r"(?:聯絡人|联系人|連絡人)\s?[:：]\s?[^\s•]{2}|[\u4e00-\u9fff](?:小姐|先生)",
}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each posting's text before and after the mask."""
    for file in sorted(folder.glob("*.parquet")):
        columns = ["title", "description", "description_format"]
        for row in pq.read_table(file, columns=columns).to_pylist():
            before = text.laid_out(
                row["title"] or "", row["description"] or "", row["description_format"] or "text"
            )
            yield before, contacts.mask_contacts(before)


def main(folder: Path, examples: int = 0) -> None:
    suspects = {kind: re.compile(words, re.IGNORECASE) for kind, words in SUSPECTS.items()}
    postings, masked, before, after, lost = 0, Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    shown: dict[str, list[str]] = defaultdict(list)
    for plain, hidden in texts(folder):
        postings += 1
        if hidden != plain:
            masked += contacts.count_contacts(plain)
            lost += Counter(_skills(plain)) - Counter(_skills(hidden))
        for kind, words in suspects.items():
            found = list(words.finditer(hidden))
            after[kind] += len(found)
            before[kind] += len(found) if hidden == plain else sum(1 for _ in words.finditer(plain))
            shown[kind] += [
                hidden[max(0, one.start() - 40) : one.end() + 40].replace("\n", "⏎") for one in found
            ]
        if postings % 10_000 == 0:
            print(f"read {postings:,} postings", file=sys.stderr)  # noqa: T201
    print(f"{postings:,} postings")  # noqa: T201
    for kind in suspects:
        print(  # noqa: T201
            f"{kind:18} masked {masked[kind]:>7,}   suspects {before[kind]:>7,}   survivors {after[kind]:>6,}"
        )
        for line in shown[kind][:: max(1, len(shown[kind]) // examples)][:examples] if examples else []:
            print(f"    {line}")  # noqa: T201
    print(f"mentions of skills lost: {sum(lost.values()):,} {lost.most_common(20)}")  # noqa: T201


def _skills(plain: str) -> list[str]:
    return [match.skill_id for match in shared_taxonomy().mentions(plain)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
