"""What kind of role a posting offers, from its title first and its text second; which roles count as lead.

The rule is published on the site: a title makes a lead, the text only decides where the title says nothing.
"""

import re
from functools import cache

from pipelines.normalise.declarations import declared
from pipelines.normalise.prefilter import Prefilter
from pipelines.normalise.several import header_goes_on, header_of, is_several, offered_in_text
from pipelines.normalise.titles import Title, read_title
from pipelines.normalised_posting import Role, Seniority

LEAD_ROLES: frozenset[Role] = frozenset(
    {"tech_lead", "team_lead", "lead_engineer", "staff_principal", "engineering_manager", "head_director"}
)
# So much of a text is looked at, piece by piece, and so many different words of the trade make it a software posting:
# fewer where the title hints at it. A short text may say nothing of its trade.
# A title that a text begins with anew is the line of a thread, where an employer may list what it offers.
NEAR = 600
PIECES, TELLING, HINTED, SHORT = (1500, 4000), 3, 2, 400
_LEAD_WORD = re.compile(r"\blead\b", re.IGNORECASE)


def find_role(title: str, text: str) -> Role:
    """Return the role of a posting. ``text`` is its plain text, the title its first line."""
    said = read_title(title)
    header = header_of(title, text)
    if is_several(said, bool(header)) or (header and header_goes_on(header, text)):
        return "several"
    if said.role is None and not said.names_anybody and title in text[len(title) : len(title) + NEAR]:
        offered = offered_in_text(title, text)
        if len(offered) > 1:
            return "several"
        said = offered[0] if offered else said
    return said.role or "senior_ic" if _is_of_the_trade(said, text[len(title) :]) else "other"


def is_lead(role: Role, title: str, text: str = "") -> bool:
    """Whether the role leads: by its kind, an architect by the word in the title, several by any one of them."""
    if role == "architect":
        return bool(_LEAD_WORD.search(title))
    if role == "several":
        said = read_title(title)
        roles = [said.role_within(part.start, part.end) for part in said.parts] or [said.role]
        roles += [one.role for one in offered_in_text(title, text)]
        return any(one in LEAD_ROLES - {"head_director"} for one in roles)
    return role in LEAD_ROLES


def find_seniority(title: str, role: Role) -> Seniority | None:
    """Return the rung that the title names, or None."""
    return read_title(title).seniority or (
        "lead" if role in ("tech_lead", "team_lead", "lead_engineer") else None
    )


def _is_of_the_trade(said: Title, body: str) -> bool:
    """Whether the role is one of software or IT: by the head of the title, by its words, else by the text's."""
    if others := said.spans.get("trade other_role"):
        start, end = said.segment
        heads = [stop for _, stop in others if start <= stop <= end]
        builds = said.spans.get("noun build", ())
        if heads and not any(max(heads) <= begin and stop <= end for begin, stop in builds):
            return False
    if "trade software" in said.spans:
        return True
    if "trade other_engineering" in said.spans:
        return False
    if "trade engineer" in said.spans:
        return len(body) < SHORT or _tells_the_trade(body, 1)
    if "trade other_field" in said.spans:
        return False
    return _tells_the_trade(body, HINTED if "trade possible" in said.spans else TELLING)


def _tells_the_trade(body: str, enough: int) -> bool:
    """Whether the beginning of a text has so many different words of the trade."""
    for length in PIECES:
        found = _words_of_the_trade().numbers(f" {body[:length]} ")
        if len(found) >= enough or len(body) <= length:
            return len(found) >= enough
    return False


@cache
def _words_of_the_trade() -> Prefilter:
    return Prefilter([word.replace(" ", "[^a-z0-9]") for word in declared("roles")["text"]["software"]])
