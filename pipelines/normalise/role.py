"""What kind of role a posting offers, from its title first and its text second; which roles count as lead.

The rule is published on the site: a title makes a lead, the text only decides where the title says nothing.
"""

import re

from pipelines.normalised_posting import Role, Seniority

LEAD_ROLES: frozenset[Role] = frozenset(
    {"tech_lead", "team_lead", "lead_engineer", "staff_principal", "engineering_manager", "head_director"}
)
_SOFTWARE = re.compile(
    r"\b(?:software|engineer(?:s|ing)?|developers?|development|devs?|programm\w+|web|front[- ]?end|back[- ]?end|full[- ]?stack|mobile|"
    r"ios|android|data|machine learning|ml|ai|mle|cloud|devops|dev ?sec ?ops|sre|platform|infrastructure|security|qa|test\w*|"
    r"architect\w*|technolog\w*|technical|tech|it|ict|system\w*|network\w*|database|dba|java|python|php|ruby|rails|golang|go|"
    r"rust|c\+\+|c#|\.net|node|react|angular|vue|javascript|typescript|kotlin|swift|scala|django|laravel|embedded|firmware|"
    r"hardware|fpga|robotics|blockchain|solidity|web3|r&d|cto|reliability|support engineer|integration|sap|salesforce|erp|"
    r"product engineering|cyber\w*|computer|api|ux|ui|games?|unity|algorithm\w*|computer vision|nlp|llm|analytics|etl|bi|"
    r"entwickl\w*|softwareentwickl\w*|informatik\w*|ingénieur\w*|développeu\w*|développement|logiciel\w*|informatique|"
    r"ingenier\w*|desarrollador\w*|desenvolvedor\w*|programador\w*|sviluppator\w*|"
    r"stack|automation|delivery)\b|软件|軟體|軟件|工程|程式|程序|前端|后端|後端|全栈|全端|开发|開發|研发|研發|技术|技術|系统|系統|資訊|"
    r"信息|資料|数据|數據|架构|架構|测试|測試|運維|运维|網路|网络|韌體|演算法|算法|エンジニア|開発|プログラマ",
    re.IGNORECASE,
)
_NOT_ENGINEERING = re.compile(
    r"\b(?:lead generation|sales|account (?:executive|manager|director|lead)|marketing|recruit\w+|talent|people (?:operations|partner)|"
    r"customer (?:success|support|service|care|experience)|call cent(?:er|re)|nurs\w+|legal|counsel|finance|accountant|accounting|"
    r"payroll|tax|audit\w*|compliance|hr\b|human resources|office manager|community|content|copywriter|editor|brand|growth manager|"
    r"business development|partnerships?|procurement|supply chain|logistics|warehouse|production line|construction|civil|"
    r"mechanical|electrical|chemical|process engineer|manufacturing|quality inspector|clinical|medical|teacher|driver|"
    r"retail|store|hospitality|chef|kitchen|facility|facilities|real estate|insurance|underwrit\w+|operations manager|"
    r"general manager|chief of staff|strategy|policy|executive assistant|assistant|event|social media|seo|copy|"
    r"product manager|product owner|product marketing|program manager|project manager|scrum master|designer|design lead|"
    r"product lead|business analyst|analyst|project lead|crew|shift|floor|beauty|fashion|merchandis\w+)\b|"
    r"销售|銷售|客服|行政|会计|會計|财务|財務|人事|人资|人資|行销|行銷|市场|市場|运营|營運|業務|采购|採購|编辑|編輯|护理|生產|生产|店長|門市|法务|法務|风控|營業|產品經理|产品经理|設計師|设计师|美術|企劃",
    re.IGNORECASE,
)
_STRONG_SOFTWARE = re.compile(
    r"\b(?:software|developer|engineer(?:s|ing)?|programmer|architect|devops|sre|full[- ]?stack|back[- ]?end|front[- ]?end|tech lead|"
    r"technical lead|cto|data (?:scien\w+|engineer\w*|platform)|machine learning|applied scientist)\b|工程師|工程师|软件|軟體|架构师|架構師|程式|研发|研發|前端|后端|後端",
    re.IGNORECASE,
)
_TITLES_WRITTEN: dict[Role, str] = {
    "head_director": (
        r"\b(?:cto|chief (?:technology|technical|information|architect|engineer|data|product and technology)\w*(?: officer)?|cio|"
        r"vp|svp|avp|vice president|head\s+of|director|directeur|directrice|direktor|leiter(?:in)? (?:der )?(?:it|software|technik|"
        r"entwicklung)|it-leiter(?:in)?|bereichsleit\w+|responsable technique|director(?:a)? de|head)\b|技术总监|技術總監|技術長|研发总监|"
        r"研發長|首席技术官|資訊長|总监|總監|處長|开发部门负责人"
    ),
    "engineering_manager": (
        r"\b(?:engineering|development|software|software development|dev|r&d|qa|test|sre|devops|platform|data|data science|"
        r"data engineering|machine learning|ml|ai|mobile|web|front[- ]?end|back[- ]?end|infrastructure|security|application\w*|"
        r"technology|cloud|analytics|firmware|hardware|product engineering|full[- ]?stack|systems?|database|architecture)"
        r"(?: (?:engineering|development|team|delivery|software))*[ -]+manager\b|"
        r"\bmanager,? (?:of )?(?:software|engineering|data|platform|infrastructure|devops|security|machine learning|web|mobile|"
        r"backend|frontend|development|site reliability|cloud|product engineering|full[- ]?stack|\w+ engineering)\b|\bmanag(?:er|ing) "
        r"(?:software|engineering)|\bengineer(?:ing)? manager\b|\bsde?m\b|\bgroup manager\b|\bmanager (?:[-–]|ii|iii|i)? ?engineering|"
        r"entwicklungsleit\w+|\bleiter(?:in)? softwareentwicklung|responsable (?:de )?(?:développement|équipe)|engineering manager|"
        r"gerente de (?:desarrollo|engenharia|ingenier\w+)|jefe de desarrollo|研发经理|研發經理|研發主管|技术经理|技術經理|技術主管|开发经理|開發經理|"
        r"软件经理|軟體經理|軟體主管|軟體研發主管|工程经理|工程經理|工程主管|開發主管|程式主管|研發副理|軟體部經理|部門主管"
    ),
    "it_manager": (
        r"\b(?:it|mis|ict|infrastructure|information (?:technology|systems)|network|systems?|helpdesk|service desk|desktop)"
        r"(?: \w+)? manager\b|\bmanager,? (?:it|mis|information)\b|資訊主管|資訊經理|资讯主管|信息主管|IT主管|IT经理|IT經理|MIS主管|MIS經理|網管主管|資訊部|系統主管"
    ),
    "tech_lead": (
        r"\b(?:tech(?:nical|nology|no)?|technical team|technische\w*|technique)[ -]*(?:team )?(?:lead(?:er|s)?|leitung)\b|\btl\b|\blead tech(?:nique|nical|nology|nologist)?\b|"
        r"\btechlead\w*|líder técnic\w|lider tecnic\w|referent\w* tecnic\w|référent technique|technical leadership|"
        r"\btech[- ]lead|技术负责人|技術負責人|技术主管|技术领导|技術領導|技术组长|技術組長|テックリード|技术带头人|lead,? technical"
    ),
    "team_lead": (
        r"\bteam[ -]*lead(?:er|s|ing)?\b|\bteamlead\w*|\bteamleit\w+|\bteam[- ]?leitung|\b(?:squad|chapter|crew|group|delivery|practice|scrum team|development|dev|"
        r"engineering|software|it|qa|test|devops|data|platform|security|backend|frontend|mobile|project) lead(?:er)?\b|chef(?:fe)? d.équipe|"
        r"jefe de equipo|líder de equipo|líder de time|capo ?team|小组长|小組長|组长|組長|课长|課長|團隊負責人|团队负责人|"
        r"团队主管|開發組長|チームリーダー|項目負責人|项目负责人|leader\b|科長|副理"
    ),
    "staff_principal": (
        r"\b(?:staff|principal|distinguished|sr\.? staff|senior staff|fellow)\b(?! accountant| writer| nurse| attorney)|首席(?!技术官)|资深专家|首席工程师|プリンシパル"
    ),
    "lead_engineer": (
        r"\blead\b|\bleading\b|\blead(?:er)? (?:software|developer|engineer|data|devops)|développeu\w+ lead|leitend\w+ (?:software|entwickl\w*)|"
        r"\bchief (?:programmer|engineer|developer)|lead-entwickler|リードエンジニア|主程|主任工程師|主任工程师|首席开发"
    ),
    "architect": (
        r"\barchitect\w*|architecte|arquitect\w+|arquitet\w+|architetto|架构师|架構師|アーキテクト"
    ),
}
_TITLES = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _TITLES_WRITTEN.items()}
_SPLIT = re.compile(r"\s*(?:,|;|/|\||&|\band\b|\bor\b|、|，)\s*", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:engineers?|developers?|programmers?|architects?|designers?|managers?|scientists?|leads?|analysts?|cto|sre|devops|"
    r"director|marketing|sales|product|qa|researchers?|support|recruiters?|admins?|administrators?|consultants?|swe|head of)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:engineers?|developers?|programmers?|architects?|designers?|managers?|scientists?|leads?|analysts?|directors?|"
    r"researchers?|recruiters?|administrators?|consultants?|swe|cto)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[&/|;]|\b(?:and|or)\b", re.IGNORECASE)
_LEAD_IN_TEXT = re.compile(
    r"\b(?:looking for|seeking|hiring|recruiting|join (?:us|\w+) as|role of|position of|as (?:a|our|the))\s+(?:an? |our |the |\w+ ){0,4}?"
    r"(?P<role>tech(?:nical)? lead|team lead(?:er)?|lead (?:\w+ ){0,2}(?:engineer|developer)|engineering manager|"
    r"(?:staff|principal) (?:\w+ ){0,2}engineer)\b",
    re.IGNORECASE,
)
_SENIORITY_WRITTEN: dict[Seniority, str] = {
    "intern": (
        r"\bintern(?:ship)?\b|\bpraktik\w+|\bstag(?:e|iaire)\b|werkstudent\w*|trainee|apprentice|实习|實習|インターン"
    ),
    "director": r"\bdirector\b|\bvp\b|vice president|\bhead of\b|\bcto\b|\bchief\b|总监|總監",
    "staff": r"\bstaff\b|\bprincipal\b|\bdistinguished\b|首席",
    "manager": r"\bmanager\b|经理|經理|主管",
    "lead": r"\blead(?:er|ing)?\b|teamlead|techlead|teamleit\w+|负责人|負責人|组长|組長|リード",
    "senior": r"\bsenior\b|\bsr\.?\b|\bsnr\b|\bexpert\b|confirmé|experienced|资深|資深|高级|高級|シニア",
    "junior": r"\bjunior\b|\bjr\.?\b|\bgraduate\b|entry[- ]level|new grad|débutant|初级|初級|ジュニア",
    "mid": r"\bmid(?:[- ]level|-senior)?\b|\bintermediate\b|中级|中級",
}
_SENIORITY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SENIORITY_WRITTEN.items()}


# So many words of the trade, so early, make a software posting of one whose title does not say.
OPENING, TELLING = 6000, 3


def find_role(title: str, text: str) -> Role:
    """Return the role of a posting. ``text`` is its plain text, the title its first line."""
    if _is_several(title):
        return "several"
    role = _role_of(title)
    if role in (
        "team_lead",
        "lead_engineer",
        "staff_principal",
        "head_director",
        "tech_lead",
    ) and not _is_software(title, text):
        return "other"
    if role is not None:
        return role
    if _NOT_ENGINEERING.search(title) and not _STRONG_SOFTWARE.search(title):
        return "other"
    if _STRONG_SOFTWARE.search(title):
        return "senior_ic"
    said = _LEAD_IN_TEXT.search(text, len(title), len(title) + 1500)
    if said:
        return _role_of(said["role"]) or "senior_ic"
    # A title without a trade (an employer's name, a slogan) says nothing: the text does.
    is_software = _SOFTWARE.search(title) or len(_STRONG_SOFTWARE.findall(text[:OPENING])) >= TELLING
    return "senior_ic" if is_software else "other"


def is_lead(role: Role, title: str) -> bool:
    """Whether the role leads: by its kind, an architect by the word in the title, several by any one of them."""
    if role == "architect":
        return bool(re.search(r"\blead\b", title, re.IGNORECASE))
    if role == "several":
        return any(_role_of(part) in LEAD_ROLES - {"head_director"} for part in [*_SPLIT.split(title), title])
    return role in LEAD_ROLES


def find_seniority(title: str, role: Role) -> Seniority | None:
    """Return the rung that the title names, or None."""
    for name, pattern in _SENIORITY.items():
        if pattern.search(title):
            return name
    return "lead" if role in ("tech_lead", "team_lead", "lead_engineer") else None


def _role_of(title: str) -> Role | None:
    for role, pattern in _TITLES.items():
        if pattern.search(title):
            return role
    return None


def _is_several(title: str) -> bool:
    bare = re.sub(r"\([^)]*\)", " ", title)
    parts = [part for part in _SPLIT.split(bare) if _KIND.search(part)]
    if len(parts) != 2:
        return len(parts) > 2
    # "Team Lead, Backend" and "Team Lead, Customer Support" are one title with its field behind a comma.
    if _role_of(parts[0]) in LEAD_ROLES and "," in bare and not _JOINED.search(bare):
        return False
    return all(_NOUN.search(part) and len(part.split()) >= 2 for part in parts)


def _is_software(title: str, text: str) -> bool:
    if _NOT_ENGINEERING.search(title) and not _STRONG_SOFTWARE.search(title):
        return False
    if _SOFTWARE.search(title):
        return True
    return len(_STRONG_SOFTWARE.findall(text[:OPENING])) >= TELLING
