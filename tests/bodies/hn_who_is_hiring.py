"""Hacker News, as its Firebase interface answers."""

import json
from typing import Any


def comment(number: int, thread: int, line: str, **changes: Any) -> dict[str, Any]:
    written = {
        "id": number,
        "type": "comment",
        "by": "a_person",
        "parent": thread,
        "time": 1767312000,
        "text": f"{line}<p>We build lighthouses with Python and Go. Apply by mail: crew at kestrelworks dot example",
    }
    return {**written, **changes}


def thread(number: int, title: str, comments: list[int]) -> dict[str, Any]:
    return {
        "id": number, "type": "story", "by": "whoishiring", "time": 1767225600, "title": title, "kids": comments,
        "descendants": len(comments),
    }  # fmt: skip


THREAD = 1000000


def entry(number: int, **changes: Any) -> dict[str, Any]:
    return comment(number, THREAD, "Kestrelworks | Tech Lead | Lisbon, Portugal | REMOTE", **changes)


def answers(*entries: Any) -> dict[str, bytes]:
    numbers = [entry["id"] for entry in entries]
    title = "Ask HN: Who is hiring? (January 2026)"
    pages: dict[str, Any] = {
        "/v0/user/whoishiring.json": {"id": "whoishiring", "submitted": [THREAD]},
        f"/v0/item/{THREAD}.json": thread(THREAD, title, numbers),
        **{f"/v0/item/{entry['id']}.json": entry for entry in entries},
    }
    return {path: json.dumps(page).encode() for path, page in pages.items()}
