"""Listed names in a spelling that the lists do not hold: "SumoLogic", "Drupal7", "Promethues".

These are guesses, to be asked only about a word that stands where the name of a technology stands.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from pipelines.taxonomy.matcher import Phrase

_NOT_A_LETTER = re.compile(r"[^a-z0-9+#]+")
_VERSION = re.compile(r"v?\d+\+?$|\+$")
# Shorter words have too many neighbours: "Dart" and "Dark", "Polars" and "Polaris".
SHORTEST_MISSPELT, SHORTEST_WITH_ANY_SLIP = 6, 8
_VOWELS = frozenset("aeiou")


class Respellings:
    """Which skill a word may mean that is written without its spaces, with a version, or with one slip."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(
            phrase for phrase in phrases if phrase.skill_id is not None and phrase.words.isascii()
        )

    def knows(self, written: str) -> bool:
        """Whether the lists hold a word as it is written: then the matcher has decided whether it counts."""
        return written in self._words

    def skill_of(self, written: str) -> str | None:
        """Return the id of the skill, or None where no listed name is near."""
        squeezed = _squeezed(written)
        for form in dict.fromkeys((squeezed, _VERSION.sub("", squeezed))):
            if len(form) > 2 and form in self._by_form:
                return self._by_form[form]
        if len(squeezed) < SHORTEST_MISSPELT or not written.isalpha():
            return None
        near = {
            self._by_form[known]
            for slip in (squeezed, *_with_one_letter_less(squeezed))
            for known in self._by_slip.get(slip, ())
            if is_one_slip(squeezed, known)
        }
        return near.pop() if len(near) == 1 else None

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(phrase.words for phrase in self._phrases)

    @cached_property
    def _by_form(self) -> dict[str, str]:
        forms: dict[str, str] = {}
        for phrase in self._phrases:
            if phrase.skill_id is not None:
                forms.setdefault(_squeezed(phrase.words), phrase.skill_id)
        return forms

    @cached_property
    def _by_slip(self) -> dict[str, list[str]]:
        """The forms by what is left of them without one letter: only words that share such a rest are compared."""
        slips: dict[str, list[str]] = {}
        for form in self._by_form:
            if len(form) >= SHORTEST_MISSPELT and form.isalpha():
                for slip in {form, *_with_one_letter_less(form)}:
                    slips.setdefault(slip, []).append(form)
        return slips


def is_one_slip(written: str, meant: str) -> bool:
    """Whether a letter too few or too many, two letters in each other's place or a wrong vowel lead from one to the other.

    A last letter too many makes another name ("Moleculer"); in a short word, a letter too many repeats the one before
    it, and vowels are right.
    """
    short = len(meant) < SHORTEST_WITH_ANY_SLIP
    if len(written) < len(meant):
        return written in _with_one_letter_less(meant)
    if len(written) > len(meant):
        return any(
            written[:at] + written[at + 1 :] == meant and (not short or written[at] == written[at - 1])
            for at in range(1, len(written) - 1)
        )
    differ = [at for at in range(len(meant)) if written[at] != meant[at]]
    if len(differ) == 1:
        return not short and written[differ[0]] in _VOWELS and meant[differ[0]] in _VOWELS
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and written[differ[0]] == meant[differ[1]]
        and written[differ[1]] == meant[differ[0]]
    )


def _squeezed(words: str) -> str:
    return _NOT_A_LETTER.sub("", words.lower())


def _with_one_letter_less(form: str) -> list[str]:
    """Return the form without each of its letters but the first: nobody slips on that one."""
    return [form[:at] + form[at + 1 :] for at in range(1, len(form))]
