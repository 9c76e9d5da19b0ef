"""A small fast HTTP server in a process of its own: the same generated Greenhouse board whatever is asked for.

``python -m tests.bench.fast_server`` prints its address and serves until its input ends.
"""

import asyncio
import json
import sys

JOBS = 30
TEXT = (
    "<p>Kestrelworks builds lighthouses.</p><ul>"
    + "<li>Five years of Python and PostgreSQL</li>" * 60
    + "</ul>"
)


def board() -> bytes:
    """Return a listing of postings, about 100 KiB, as Greenhouse writes them."""
    jobs = [
        {
            "id": number,
            "title": "Tech Lead",
            "absolute_url": f"https://kestrelworks.example/jobs/{number}",
            "location": {"name": "Lisbon"},
            "first_published": "2026-01-05T05:00:00-05:00",
            "content": TEXT,
        }
        for number in range(JOBS)
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": JOBS}}).encode()


def _answer(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Board(asyncio.Protocol):
    """Answers each request head; requests have no bodies here."""

    found = _answer(board())
    none = _answer(b"", "404 Not Found")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.heard = transport, b""

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while b"\r\n\r\n" in self.heard:
            head, self.heard = self.heard.split(b"\r\n\r\n", 1)
            self.transport.write(self.none if b" /robots.txt " in head[:40] else self.found)  # type: ignore[attr-defined]


async def main() -> None:
    """Serve until standard input ends."""
    server = await asyncio.get_running_loop().create_server(_Board, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)  # noqa: T201 - for the parent
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
