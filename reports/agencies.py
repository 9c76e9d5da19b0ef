"""Which postings are an agency's, which hires for others? Those whose employer's name says so; it is never guessed."""

# RE2. Words with which agencies name themselves, in the languages of the boards.
NAMES = (
    r"(?i)\b(recruit(ing|ment|ers?|s)?|staffing|head\s?hunt(ers?|ing)?|executive search|personnel (services|solutions)|"
    r"talent (acquisition|partners?|solutions?|search)|search (partners|consultants)|personal(vermittlung|beratung|dienstleist\w*)|"
    r"zeitarbeit|werving|uitzend\w*|recrutement|int[eé]rim)\b|人力资源|人力資源|獵頭|猎头|派遣|人材紹介"
)


def agency_sql(column: str) -> str:
    """Return the SQL condition that the employer named in ``column`` is an agency; no name, no agency."""
    return f"coalesce(regexp_matches({column}, '{NAMES}'), false)"
