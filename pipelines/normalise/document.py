"""A posting's plain text cut into lines, each with its section: what every other normaliser reads.

A line is a heading by its words (the lexicon below, in the languages that postings use) and by its shape (short, no
bullet, no sentence). What follows it belongs to its section until the next heading.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import NamedTuple

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.prefilter import Prefilter, Searchable
from pipelines.normalised_posting import Section

_HEADINGS: tuple[tuple[Section, str], ...] = (
    (
        "preferred",
        r"nice[- ]to[- ]have|preferred|preferable|bonus(?: points?| skills?)?|pluses|(?:a |big |huge )?plus\b|desir(?:able|ed)|"
        r"optional|good[- ]to[- ]have|extra (?:credit|points)|would be (?:great|nice|good)|even better|icing|"
        r"what (?:would|will) (?:make you )?stand out|stand out|von vorteil|wünschenswert|idealerweise|pluspunkte|un plus|"
        r"atouts?|souhait|deseable|valorable|se valora|diferencia(?:l|is)|desejável|加分|优先|優先|尚佳|尤佳|歓迎|あると望ましい",
    ),
    (
        "benefits",
        r"benefits?|perks?|what(?:'s| is) in it for you|what we(?:'ll)? (?:offer|provide)|we offer|our offer|why you(?:'ll| will)|"
        r"compensation|salary|pay (?:range|transparency)|total rewards|remuneration|what you(?:'ll| will)? (?:get|receive)|"
        r"why (?:join|work)|wir bieten|das bieten wir|unser angebot|benefits|nous (?:offrons|proposons)|avantages|"
        r"ce que nous|ofrecemos|qué ofrecemos|beneficios|benefícios|oferecemos|offriamo|福利|薪资|薪資|待遇|我们提供|我們提供|"
        r"我們期待|給与|福利厚生",
    ),
    (
        "apply",
        r"how to apply|to apply|apply|application process|interview(?:ing)? process|hiring process|recruit\w* process|"
        r"selection process|next steps|equal (?:employment )?opportunit|eeo|diversity|privacy|disclaimer|accommodations?|"
        r"contact|note to|additional information|legal|bewerb\w*|kontakt|postuler|candidature|cómo aplicar|"
        r"应聘|應徵方式|联系|聯絡|聯繫|投递|面試|応募方法|選考",
    ),
    (
        "stack",
        r"(?:our |the |your |tech(?:nical|nology)? |current |engineering )*stack|technolog(?:y|ies)(?: we use| used)?|"
        r"tools(?: we use)?|tech(?:nologies)? you(?:'ll| will)?|environnement technique|stack technique|技术栈|技術棧|技術スタック|"
        r"開発環境|使用技術|工具技能|擅長工具",
    ),
    (
        "requirements",
        r"requirements?|required|qualifications?|what you(?:'ll| will)? (?:need|bring|have)|you(?:'ll| will)? (?:need|have|bring)|"
        r"who you are|who we(?:'re| are) looking for|about you|(?:your|desired|candidate|ideal) (?:profile|background|skills?|"
        r"experience|expertise)|must[- ]haves?|what we(?:'re| are)? (?:look|need|expect|require|seek|want)\w*|we(?:'re| are) "
        r"looking for|(?:key |core |technical |essential |minimum |basic |hard |soft |professional )*(?:skills|competenc\w+|"
        r"abilities|knowledge|experience|expertise)|ideal candidate|you (?:are|might|may|could|should)|"
        r"is this you|what it takes|prerequisites?|education|profil\w*|anforderung\w*|qualifikation\w*|"
        r"(?:das )?(?:bringst|bringen) (?:du|sie)|was (?:du|sie) mitbring\w*|kenntnisse|erfahrung\w*|votre profil|"
        r"compétences|expérience|qualifications requises|requisitos|perfil|conocimientos|experiencia|requisiti|competenze|"
        r"que buscamos|職務需求|職務要求|任职要求|任職要求|任职资格|任職資格|岗位要求|崗位要求|职位要求|職位要求|應徵條件|應聘要求|"
        r"其他條件|工作條件|招募條件|技能要求|資格條件|條件|条件|要求|必备|必備|需求條件|応募資格|必須|求めるスキル|スキル",
    ),
    (
        "responsibilities",
        r"responsibilit\w*|what you(?:'ll| will)? (?:do|be doing|work on|own|deliver|achieve)|what you do|your (?:role|tasks?|"
        r"mission|impact|day|responsibilities|job|work|opportunity|challenge)|(?:about )?the (?:role|job|position|opportunity|"
        r"mission|work|challenge)|duties|day[- ]to[- ]day|you(?:'ll| will) (?:do|be|work)?|(?:role|job|position) "
        r"(?:overview|description|summary|purpose)|in this role|overview|summary|description|how you(?:'ll| will)|"
        r"deine aufgaben|ihre aufgaben|aufgaben\w*|tätigkeit\w*|(?:vos |tes )?missions?|tâches|le poste|rôle|"
        r"funciones|responsabilidades|tareas|el puesto|atividades|mansioni|attività|岗位职责|崗位職責|工作内容|工作內容|"
        r"職務內容|职位描述|職位描述|職責|职责|工作职责|工作說明|職務說明|仕事内容|業務内容|職務内容",
    ),
    (
        "about",
        r"about|who (?:we are|is)|our (?:company|story|mission|team|vision|values|culture|product)|(?:the )?company|the team|"
        r"meet the team|what we do|why \w+|introduction|background|über uns|wir sind|das sind wir|à propos|"
        r"qui sommes|l'entreprise|sobre|quiénes somos|chi siamo|公司介绍|公司簡介|公司介紹|關於|关于|团队介绍|團隊介紹|会社概要",
    ),
)
_BY_WORDS = tuple((name, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)) for name, words in _HEADINGS)
_HEADING_WORDS = Prefilter([words.pattern for _, words in _BY_WORDS])
_ALL_HEADINGS = frozenset(range(len(_BY_WORDS)))
_DECORATION = re.compile(r"^[\s#>*_=~•【\[(（「〔《◆■●▍|｜:：-]+|[\s#*_=~】\])）」〕》|｜:：?？!.,-]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]|[a-hA-H]|[ivx]{1,4})[.)、．:：]\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LONGEST_HEADING = 120
_PROSE = re.compile(r"[.。;；]\s|[.。;；]$|, .*, ")


class Line(NamedTuple):
    """One line of the text, without its line break, and the section that it stands in."""

    start: int
    end: int
    section: Section
    heading: bool
    bullet: bool


class Document:
    """The text and its lines. ``text[line.start:line.end]`` is the line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.searchable = Searchable(text)
        self.lines = tuple(_lines(self.searchable))
        self._starts = [line.start for line in self.lines]
        self._line_spans = [(line.start, line.end) for line in self.lines if line.end > line.start]
        self._spans: dict[int, dict[str, list[Span]]] = {}
        self._matches: dict[int, list[Span]] = {}
        self._firsts: dict[int, dict[str, Span]] = {}
        self._stops: dict[int, list[Span]] = {}

    def line_at(self, offset: int) -> Line:
        """Return the line that holds an offset."""
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def spans(self, cues: Cues) -> dict[str, list[Span]]:
        """Return where the expressions of ``cues`` match, by name. Searched once per document."""
        key = id(cues)
        if key not in self._spans:
            self._spans[key] = cues.spans(self.searchable, self._line_spans)
        return self._spans[key]

    def matches(self, pattern: re.Pattern[str]) -> list[Span]:
        """Return where a pattern matches, in order. Searched once per document."""
        key = id(pattern)
        if key not in self._matches:
            self._matches[key] = [found.span() for found in pattern.finditer(self.text)]
        return self._matches[key]

    def first_in_work(self, cues: Cues) -> dict[str, Span]:
        """Return where each expression matches first, headings and talk of benefits and applying left out."""
        key = id(cues)
        if key not in self._firsts:
            work = [
                (line.start, line.end)
                for line in self.lines
                if line.end > line.start and not line.heading and line.section not in ("benefits", "apply")
            ]
            self._firsts[key] = cues.first(self.searchable, work)
        return self._firsts[key]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence that holds an offset; a sentence never leaves its line."""
        line = self.line_at(offset)
        if line.start not in self._stops:
            found = _STOP.finditer(self.text, line.start, line.end)
            self._stops[line.start] = [stop.span() for stop in found]
        start, end = line.start, line.end
        for begin, after in self._stops[line.start]:
            if after <= offset:
                start = after
            elif begin >= offset:
                end = begin + 1
                break
        return start, end


# The sign comes first, so that the engine looks for it before it looks back at what it may belong to.
_STOP = re.compile(
    r"[.!?](?=\s+[A-Z•\"'(])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bmin\.)(?<!\b[A-Z]\.)|[。！？；;](?=.)"
)


def _lines(searchable: Searchable) -> Iterator[Line]:
    written = searchable.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in written), initial=0))[:-1]
    may_open: dict[int, set[int]] = {}
    for number, end in _HEADING_WORDS.candidates(searchable):
        may_open.setdefault(bisect_right(starts, end - 1) - 1, set()).add(number)
    section: Section = "title"
    for number, (start, line) in enumerate(zip(starts, written, strict=True)):
        if number == 1:
            section = "other"
        found = heading_section(line, may_open[number]) if number and number in may_open else None
        section = found or section
        yield Line(start, start + len(line), section, found is not None, line.startswith("•"))


def heading_section(written: str, sections: Collection[int] = _ALL_HEADINGS) -> Section | None:
    """Return the section that a line opens, or None where it is no heading. ``sections`` are those worth trying."""
    bare = _heading(written)
    if bare is None:
        return None
    marked = _is_marked(written)
    best: tuple[int, int, Section] | None = None
    for rank in sections:
        name, words = _BY_WORDS[rank]
        if found := words.search(bare):
            # The heading's own words must carry it: near its beginning, or most of it, unless it is marked as one.
            covers = (found.end() - found.start()) / len(bare)
            if found.start() <= 2 or covers > 0.4 or (marked and len(bare) < 60) or len(bare.split()) <= 5:
                key = (0 if name == "preferred" else min(found.start(), 8) // 3 + 1, rank, name)
                best = min(best, key) if best else key
    if best is None:
        return None
    words_in_it = len(bare.split())
    titled = bare[:1].isupper() or not bare[:1].isalpha() or bool(_CJK.search(bare))
    if marked and words_in_it <= 14:
        return best[2]
    return best[2] if titled and words_in_it <= 8 else None


def _heading(written: str) -> str | None:
    """Return the words of a line that has the shape of a heading, without what decorates them."""
    if len(written) > LONGEST_HEADING or (
        written.startswith("•") and not written.rstrip().endswith((":", "："))
    ):
        return None
    bare = _DECORATION.sub("", _NUMBERING.sub("", _DECORATION.sub("", written))).replace("’", "'").strip()
    if not bare or len(bare) > (24 if _CJK.search(bare) else 80):
        return None
    return None if _PROSE.search(bare) and not _is_marked(written) else bare


def _is_marked(written: str) -> bool:
    return written.startswith(("#", "【", "■", "◆")) or written.rstrip().endswith((":", "：", "】"))
