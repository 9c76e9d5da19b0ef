"""A real HTTP server on a free loopback port that answers as job boards do, and fails as they do."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What a path answers. ``cut`` sends only that many bytes of the promised body; ``delay`` is in seconds."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0.0
    times: int | None = None


def as_json(value: Any, **options: Any) -> Reply:
    return Reply(json.dumps(value).encode(), **options)


@dataclass
class BoardServer:
    """Replies by path (query included, or without it). A list of replies is played one after the other."""

    replies: dict[str, Reply | list[Reply]]
    address: str = ""
    hits: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def reply(self, path: str) -> Reply:
        bare = path.split("?")[0]
        found = self.replies.get(path, self.replies.get(bare))
        if isinstance(found, list):
            return found[min(self.hits[bare], len(found)) - 1]
        if found is None and bare == "/robots.txt":
            return Reply(b"", 404)
        return found or Reply(b"Not Found", 404, "text/plain")


@contextmanager
def serve(replies: dict[str, Reply | list[Reply]]) -> Iterator[BoardServer]:
    board_server = BoardServer(replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            board_server.hits[self.path.split("?")[0]] += 1
            board_server.agents.add(self.headers.get("User-Agent", ""))
            board_server.headers[self.path.split("?")[0]] = dict(self.headers)
            reply = board_server.reply(self.path)
            time.sleep(reply.delay)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
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
    board_server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield board_server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
