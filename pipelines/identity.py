"""Who is who: the identity of a posting and of an employer, each made by one function and nowhere else."""

import hashlib
import re
import unicodedata

_LEGAL_FORMS = (
    "inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "gmbh", "ag",
    "se", "kg", "ug", "ohg", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "aps", "oy", "oyj", "pte",
    "pty", "sdn bhd", "bhd", "kk", "sro", "zrt", "kft", "sp z o o", "gmbh co kg",
)  # fmt: skip
_CHINESE_LEGAL_FORMS = re.compile(r"(股份有限公司|有限責任公司|有限责任公司|有限公司|分公司|股份公司)")
_NOT_A_WORD = re.compile(r"[^\w]+")


def posting_id(source: str, board: str, external_id: str) -> str:
    """Return sixteen hex digits that stand for one posting of one board of one source."""
    return hashlib.sha256("\0".join((source, board, external_id)).encode()).hexdigest()[:16]


def employer_id(company: str | None) -> str | None:
    """Return the company's name as a slug without its legal form, or None where nothing is left of it."""
    if not company:
        return None
    name = unicodedata.normalize(
        "NFKD", _CHINESE_LEGAL_FORMS.sub(" ", unicodedata.normalize("NFKC", company))
    )
    name = "".join(letter for letter in name if not unicodedata.combining(letter)).casefold()
    words = _NOT_A_WORD.sub(" ", name.replace("&", " and ").replace(".", "").replace("'", "")).split()
    while words:
        tail = next((form for form in _LEGAL_FORMS if words[-len(form.split()) :] == form.split()), None)
        if tail is None or len(words) == len(tail.split()):
            break
        words = words[: -len(tail.split())]
    return "-".join(words) or None
