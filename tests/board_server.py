"""A real HTTP server on a free loopback port that answers as job boards do, and fails as they do."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What a path answers. ``cut`` sends only that many bytes of the promised body; ``delay`` is in seconds.

    A reply with an ``ETag`` or ``Last-Modified`` answers 304 to whoever names it.
    """

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0.0
    times: int | None = None

    def unchanged(self, headers: Mapping[str, str]) -> bool:
        given = {name.lower(): value for name, value in headers.items()}
        own = {name.lower(): value for name, value in self.headers.items()}
        return any(
            own.get(mark) is not None and own[mark] == given.get(asked)
            for mark, asked in (("etag", "if-none-match"), ("last-modified", "if-modified-since"))
        )


def as_json(value: Any, **options: Any) -> Reply:
    return Reply(json.dumps(value).encode(), **options)


Played = Reply | list[Reply] | Callable[[str], Reply]


@dataclass
class BoardServer:
    """Replies by path (query included, or without it). A list is played one after the other, a function is asked.

    ``log`` holds each request: when it came (monotonic seconds), for which path, and what was answered.
    """

    replies: dict[str, Played]
    address: str = ""
    hits: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    log: list[tuple[float, str, int]] = field(default_factory=list)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def reply(self, path: str) -> Reply:
        bare = path.split("?")[0]
        found = self.replies.get(path, self.replies.get(bare))
        if callable(found):
            return found(path)
        if isinstance(found, list):
            return found[min(self.hits[bare], len(found)) - 1]
        if found is None and bare == "/robots.txt":
            return Reply(b"", 404)
        return found or Reply(b"Not Found", 404, "text/plain")


@contextmanager
def serve(replies: dict[str, Played]) -> Iterator[BoardServer]:
    board_server = BoardServer(replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            board_server.hits[self.path.split("?")[0]] += 1
            board_server.agents.add(self.headers.get("User-Agent", ""))
            board_server.headers[self.path.split("?")[0]] = dict(self.headers)
            came = time.monotonic()
            reply = board_server.reply(self.path)
            if reply.status == 200 and reply.unchanged(self.headers):
                reply = Reply(status=304, headers=reply.headers, kind=reply.kind, delay=reply.delay)
            board_server.log.append((came, self.path, reply.status))
            time.sleep(reply.delay)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut] if reply.cut is not None else reply.body)
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # clients hang up on purpose here
    board_server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield board_server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
