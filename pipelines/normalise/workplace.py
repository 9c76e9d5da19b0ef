"""Where the work is done: remote, hybrid or on site, as the source's field says, else as title, place and text say."""

import re
from collections.abc import Collection

from pipelines.normalise.cues import Cues
from pipelines.normalise.document import Document
from pipelines.normalise.prefilter import Searchable
from pipelines.normalised_posting import Advertisement, Workplace

_REMOTE = (
    r"\b(?:fully |100 ?% |100% |completely |work(?:ing)? )?remote(?:ly)?\b(?! (?:teams?|sensing|desktop|access|control|debug|procedure|"
    r"monitoring|method|server|site|repositor|work(?:er|force)|config|system|support of|management|offices?|locations|"
    r"device|area|camera|employees))|work(?:ing)? from (?:home|anywhere)|\bwfh\b|home[- ]?office|télétravail|teletrabajo|"
    r"distributed (?:company|team)|telecommut\w+|home based|远程|遠端|居家|リモート|フルリモート"
)
_HYBRID = (
    r"\bhybrid(?:e|ly)?\b(?! (?:cloud|app|mobile|and native|application|infrastructure|it\b|environment|architecture|search|"
    r"solution|framework|native|platform|deployment|multi|environments|data|approach))|\d (?:days?|x) (?:a|per|/) ?week (?:in|at|from) (?:the |our )?(?:office|home)|"
    r"days? (?:in|at) (?:the |our )?office|partially remote|partly remote|remote[- ]?(?:/|or|and) ?on-?site flexible|混合办公|混合辦公|ハイブリッド"
)
_ONSITE = (
    r"\bon-?\s?site\b(?! (?:search|reliability|visits?|gym|interviews?|parking|cafe|amenities|lunch|support))|\bin[- ](?:the )?office\b|\bin[- ]person\b|"
    r"office[- ]based|no remote|not remote|现场办公|坐班|常駐|出社|驻场"
)
_NO_REMOTE = r"\b(?:no|not|non)[- ](?:a )?remote\b|remote (?:work )?(?:is )?not\b|remote: ?no"
_GIVEN: dict[str, Workplace] = {
    "remote": "remote", "fully": "remote", "fullyremote": "remote", "telecommute": "remote", "wfh": "remote", "hybrid": "hybrid", "onsite": "onsite",
    "inoffice": "onsite", "inperson": "onsite", "office": "onsite",
}  # fmt: skip


_CUES = Cues({"hybrid": _HYBRID, "no_remote": _NO_REMOTE, "remote": _REMOTE, "onsite": _ONSITE})
# A posting that opens with the way of working means it, whatever is said of offices further down.
OPENING = 250


def find_workplace(advertisement: Advertisement, document: Document) -> Workplace | None:
    """Return the way of working, or None where nothing is stated."""
    given = re.sub(r"[^a-z]", "", (advertisement.workplace or "").lower())
    if given in _GIVEN:
        return _GIVEN[given]
    fields = " | ".join((advertisement.title, *advertisement.locations)).replace("\n", " ")
    in_text = document.spans(_CUES)
    body = document.lines[0].end
    opening = {name for name, spans in in_text.items() if spans[0][0] < body + OPENING}
    return _way(_CUES.spans(Searchable(fields), [(0, len(fields))])) or _way(opening) or _way(in_text)


def _way(stated: Collection[str]) -> Workplace | None:
    if "hybrid" in stated:
        return "hybrid"
    if "no_remote" in stated:
        return "onsite"
    if "remote" in stated:
        return "remote"
    return "onsite" if "onsite" in stated else None
