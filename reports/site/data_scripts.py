"""Which data does the browser load later? Classic scripts that hand over one value: they work from a disk too.

A script holds JSON and one call, nothing that was scraped can become code.
"""

import json
from typing import Any

from reports.site.skill_reports import SkillReport


def script(call: str, name: str, value: Any) -> str:
    """Return a script that hands ``value`` over as ``call(name, value)``."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, default=str)
    # Named with its own call, as code of a page it would end no script element either.
    text = text.replace("<", "\\u003c")
    return f"{call}({json.dumps(name)},{text});\n"


def skill_script(report: SkillReport) -> str:
    """Return the script of one skill: what the comparison and the drill-down need."""
    line, share = report.line, report.share
    value = {
        "id": report.slug,
        "label": report.label,
        "note": report.verdict,
        "share": share.value,
        "low": share.low,
        "high": share.high,
        "k": share.hits,
        "n": share.postings,
        "employers": share.employers,
        "required": report.requirement.required_share,
        "points": [
            [str(point.month), point.share, point.low, point.high, point.month_share, point.hits, point.postings,
             point.employers, point.status.split(":")[0]]
            for point in (line.points if line else ())
        ],
        "quotations": [
            {
                "before": one.before, "match": one.match, "after": one.after, "quoted": one.quoted,
                "level": one.level, "employer": one.employer, "day": one.day, "source": one.source,
                "url": one.url, "version": one.version,
            }
            for one in report.quotations
        ],
    }  # fmt: skip
    return script("__skill", report.slug, _rounded(value))


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, 5)
        case list():
            return [_rounded(part) for part in value]
        case dict():
            return {name: _rounded(part) for name, part in value.items()}
    return value
