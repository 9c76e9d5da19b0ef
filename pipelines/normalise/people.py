"""Whether the role manages people, and whether it writes code: only where the text says so."""

from pipelines.normalise.cues import Cues
from pipelines.normalise.document import Document

_MANAGES = (
    r"\b(?:people|line|team|personnel|staff) manage\w+|\bmanag(?:e|es|ing) (?:and (?:\w+ ){1,2})?(?:a |an |the |our |your |multiple |"
    r"high[- ]performing )*(?:small |growing |global |distributed |cross[- ]functional )*(?:team|teams|people|engineers|developers|"
    r"direct reports|staff|group of)|direct reports?|performance (?:reviews?|management|evaluations?|appraisals?)|"
    r"\b(?:hire|hiring|recruit(?:ing)?),? (?:and |\w+,? ){0,4}(?:manag|develop|retain|grow|mentor|lead|fir)\w*|"
    r"\b(?:build|grow|lead|leading|building|growing) (?:and \w+ )?(?:a |the |our )?team of (?:\w+ ){0,4}(?:engineers|developers|people|\d)|"
    r"\b(?:lead|leading|supervis\w+|manag\w+) (?:a )?team of\b|supervis(?:e|es|ing|ion of) (?:\w+ ){0,3}(?:team|engineers|developers|staff)|"
    r"\b1[:-]1s?\b|one[- ]on[- ]ones?|career (?:development|growth) (?:of|for|plans)|disziplinarisch\w*|personalverantwortung|"
    r"mitarbeiterführung|manager une équipe|encadre\w*|management d'une? équipe|gestión de equipo|gestionar (?:un )?equipo|"
    r"团队管理|團隊管理|人员管理|人員管理|绩效|績效|带领团队|帶領團隊|管理团队|管理團隊|部門管理|管理責任|メンバー管理"
)
_DOES_NOT = (
    r"\bnot (?:a )?(?:people|line) manage\w+|no (?:direct reports|people management|line management)|without (?:people|line|direct) "
    r"(?:management|reports)|individual contributor (?:role|position)|不需負擔管理責任"
)
_HANDS_ON = (
    r"\bhands[- ]on\b|\b(?:write|writing|writes|ship|shipping) (?:\w+,? ){0,5}code\b|\bcoding\b|\bcode (?:daily|every day)|"
    r"\bdevelop(?:ing|s)? (?:and \w+ )?(?:new )?(?:features|applications|software|services|systems)\b|\bprogramming\b|"
    r"\bbuild(?:ing)? (?:and \w+ )?(?:new )?features\b|\bimplement(?:ing|s)? (?:\w+ ){0,3}(?:features|services|solutions|components)|"
    r"\bcode reviews?\b|programmier\w*|entwickeln|coder\b|développer|desarrollar|programar|sviluppare|"
    r"编码|編碼|写代码|撰寫程式|程式撰寫|程式開發|代码编写|核心代码|开发工作|開發工作|コーディング|実装"
)
_CUES = Cues({"manages": _MANAGES, "does_not": _DOES_NOT, "hands_on": _HANDS_ON})
# Words that are asked for in roles without a line of code, too.
_NOT_ENOUGH = frozenset({"code review", "code reviews", "programming"})


def manages_people(document: Document) -> bool | None:
    """Return True or False where the text states it, None where it says nothing."""
    found = document.spans(_CUES)
    if "does_not" in found:
        return False
    return True if "manages" in found else None


def is_hands_on(document: Document) -> bool | None:
    """Return True where the text states that the role writes code, else None."""
    spans = document.spans(_CUES).get("hands_on", ())
    return True if any(document.text[a:b].lower() not in _NOT_ENOUGH for a, b in spans) else None
