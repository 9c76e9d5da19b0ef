"""Where the work is done: remote, hybrid or on site, as the source's field says, else as title, place and text say."""

import re

from pipelines.normalised_posting import Advertisement, Workplace

_REMOTE = re.compile(
    r"\b(?:fully |100 ?% |100% |completely |work(?:ing)? )?remote(?:ly)?\b(?! (?:teams?|sensing|desktop|access|control|debug|procedure|"
    r"monitoring|method|server|site|repositor|work(?:er|force)|config|system|support of|management|offices?|locations|"
    r"device|area|camera|employees))|work(?:ing)? from (?:home|anywhere)|\bwfh\b|home[- ]?office|télétravail|teletrabajo|"
    r"distributed (?:company|team)|telecommut\w+|home based|远程|遠端|居家|リモート|フルリモート",
    re.IGNORECASE,
)
_HYBRID = re.compile(
    r"\bhybrid(?:e|ly)?\b(?! (?:cloud|app|mobile|and native|application|infrastructure|it\b|environment|architecture|search|"
    r"solution|framework|native|platform|deployment|multi|environments|data|approach))|\d (?:days?|x) (?:a|per|/) ?week (?:in|at|from) (?:the |our )?(?:office|home)|"
    r"days? (?:in|at) (?:the |our )?office|partially remote|partly remote|remote[- ]?(?:/|or|and) ?on-?site flexible|混合办公|混合辦公|ハイブリッド",
    re.IGNORECASE,
)
_ONSITE = re.compile(
    r"\bon-?\s?site\b(?! (?:search|reliability|visits?|gym|interviews?|parking|cafe|amenities|lunch|support))|\bin[- ](?:the )?office\b|\bin[- ]person\b|"
    r"office[- ]based|no remote|not remote|现场办公|坐班|常駐|出社|驻场",
    re.IGNORECASE,
)
_NO_REMOTE = re.compile(
    r"\b(?:no|not|non)[- ](?:a )?remote\b|remote (?:work )?(?:is )?not\b|remote: ?no", re.IGNORECASE
)
_GIVEN: dict[str, Workplace] = {
    "remote": "remote", "fullyremote": "remote", "telecommute": "remote", "wfh": "remote", "hybrid": "hybrid", "onsite": "onsite",
    "inoffice": "onsite", "inperson": "onsite", "office": "onsite",
}  # fmt: skip


def find_workplace(advertisement: Advertisement, text: str) -> Workplace | None:
    """Return the way of working, or None where nothing is stated."""
    given = re.sub(r"[^a-z]", "", (advertisement.workplace or "").lower())
    if given in _GIVEN:
        return _GIVEN[given]
    head = " | ".join((advertisement.title, *advertisement.locations, text.split("\n", 2)[-1][:250]))
    for words in (" | ".join((advertisement.title, *advertisement.locations)), head, text):
        found = _stated(words)
        if found:
            return found
    return None


def _stated(words: str) -> Workplace | None:
    if _HYBRID.search(words):
        return "hybrid"
    if _NO_REMOTE.search(words):
        return "onsite"
    if _REMOTE.search(words):
        return "remote"
    return "onsite" if _ONSITE.search(words) else None
