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


def tree(number: int, title: str, *comments: dict[str, Any]) -> dict[str, Any]:
    """A thread as Algolia gives it: whole, its comments below it, answers below these."""
    children = [
        {
            "id": item["id"], "author": item.get("by"), "created_at": "2016-06-01T15:00:00.000Z", "created_at_i": item.get("time"),
            "parent_id": item["parent"], "story_id": number, "text": item.get("text"), "type": "comment", "title": None, "url": None,
            "points": None, "options": [], "children": item.get("answers", []),
        }
        for item in comments
    ]  # fmt: skip
    return {
        "id": number,
        "title": title,
        "author": "whoishiring",
        "created_at": "2016-06-01T15:00:00.000Z",
        "children": children,
    }


def search(**threads: str) -> dict[str, Any]:
    """What Algolia finds of the account: titles by number, written ``t1234``."""
    hits = [
        {"objectID": number[1:], "title": title, "created_at": "2016-06-01T15:00:00Z"}
        for number, title in threads.items()
    ]
    return {"hits": hits, "nbHits": len(hits), "page": 0, "nbPages": 1, "hitsPerPage": 1000}
