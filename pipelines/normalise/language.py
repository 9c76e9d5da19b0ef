"""The language that a posting is written in: as its source states it, else as its script and its small words show.

Small words settle nearly every posting; a statistical model, which costs a hundred times as much, decides the rest.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_CODE = re.compile(r"^([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
# What postings are written in; a short text in another language would otherwise be taken for a rare one.
LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "no", "fi", "zh", "ja", "ko", "ru", "uk", "tr", "hu",
    "ro", "id", "vi", "th", "he", "ar", "el",
)  # fmt: skip
_SMALL_WORDS_WRITTEN = {
    "en": "the and of to our with you your are will we have this that from be or is as by an on at who their",
    "de": "und der die das mit für wir sie du dich ist bei den von unser unsere deine ihre eine einen oder sowie zu",
    "fr": "et les des vous nous une est pour dans avec sur votre vos notre nos du au aux sont chez plus ou",
    "es": "y los las del una para con por que es en tu nuestro nuestra más como sus su al nos",
    "pt": "e os das dos uma para com por que em você nosso nossa mais como seu ao não são na no",
    "it": "e il gli della delle una per con che di sono nel nella alla più come nostro nostra tuo",
    "nl": "en het een van voor met je ons onze bij wij zijn jij naar ook als aan binnen",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _SMALL_WORDS_WRITTEN.items() if word in words.split())
    for words in _SMALL_WORDS_WRITTEN.values()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
ENOUGH = 40
SAMPLE = 600
# So many small words of one language, and so many times those of any other, settle it.
SURELY, CLEARLY = 6, 2.5
# A Chinese posting holds more Latin letters than ideographs: a word of one is a letter or two of the other.
LETTERS_OF_AN_IDEOGRAPH = 3


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def find_language(given: str | None, text: str) -> str | None:
    """Return a two-letter code (ISO 639-1), or None where the text is too short to tell."""
    if given and (code := _CODE.match(given.strip())):
        return code[1].lower()
    body = text.split("\n", 1)[-1][:SAMPLE] or text
    words = _WORD.findall(body.lower())
    if not body.isascii() and (found := _by_script(body, words)):
        return found
    if sum(map(len, words)) < ENOUGH:
        return None
    return _by_small_words(words) or str(_identifier().classify(body)[0])


def _by_script(body: str, words: list[str]) -> str | None:
    kana, han, hangul = (len(script.findall(body)) for script in (_KANA, _HAN, _HANGUL))
    if max(kana + han, hangul) * LETTERS_OF_AN_IDEOGRAPH < sum(map(len, words)) or max(han, kana, hangul) < 8:
        return None
    if hangul > han + kana:
        return "ko"
    return "ja" if kana * 5 > han else "zh"


def _by_small_words(words: list[str]) -> str | None:
    counts = dict.fromkeys(_SMALL_WORDS_WRITTEN, 0)
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            counts[language] += 1
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return first if counts[first] >= SURELY and counts[first] >= CLEARLY * counts[second] else None
