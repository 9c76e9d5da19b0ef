"""The language that a posting is written in: as its source states it, else as its words show."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CODE = re.compile(r"^([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
# What postings are written in; a short text in another language would otherwise be taken for a rare one.
LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "no", "fi", "zh", "ja", "ko", "ru", "uk", "tr", "hu",
    "ro", "id", "vi", "th", "he", "ar", "el",
)  # fmt: skip
ENOUGH = 40
# So many of its own small words in so few letters are English; the model, which costs more, need not be asked.
_ENGLISH = re.compile(r"\b(?:the|and|of|our|with|you|your|are|we're|to)\b", re.IGNORECASE)
SURELY = 8
SAMPLE = 300


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def find_language(given: str | None, text: str) -> str | None:
    """Return a two-letter code (ISO 639-1), or None where the text is too short to tell."""
    if given and (code := _CODE.match(given.strip())):
        return code[1].lower()
    body = text.split("\n", 1)[-1][:SAMPLE] or text
    if sum(letter.isalpha() for letter in body) < ENOUGH and not re.search(r"[\u3040-\u9fff]{8}", text):
        return None
    if len(_ENGLISH.findall(body)) >= SURELY and body.isascii():
        return "en"
    return str(_identifier().classify(body)[0])
