"""Which region does a country belong to? Few regions, so that each holds enough postings to say something."""

REGIONS = {
    "europe": "Europe",
    "north-america": "North America",
    "asia-pacific": "Asia and Pacific",
    "latin-america": "Latin America",
    "africa-middle-east": "Africa and Middle East",
    "unknown": "country not stated",
}
_COUNTRIES = {
    "europe": (
        "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
        "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
    ),
    "north-america": "BM CA GL PM US",
    "asia-pacific": (
        "AF AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN IO JP KG KH KI KP KR KZ LA LK MH MM MN MO MP MV MY NC "
        "NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TJ TK TL TM TO TV TW UZ VN VU WF WS"
    ),
    "latin-america": (
        "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX "
        "NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "africa-middle-east": (
        "AE AM AO AZ BF BH BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GE GH GM GN GQ GW IL IQ IR JO KE KM KW "
        "LB LR LS LY MA MG ML MR MU MW MZ NA NE NG OM PS QA RE RW SA SC SD SH SL SN SO SS ST SY SZ TD TG TN TR TZ "
        "UG YE YT ZA ZM ZW"
    ),
}
OF_COUNTRY = {country: region for region, codes in _COUNTRIES.items() for country in codes.split()}


def region_sql(column: str) -> str:
    """Return the SQL expression for the region of a country in ``column``; any other code is unknown."""
    cases = " ".join(
        f"when {column} in ({', '.join(repr(code) for code in codes.split())}) then '{region}'"
        for region, codes in _COUNTRIES.items()
    )
    return f"case {cases} else 'unknown' end"
