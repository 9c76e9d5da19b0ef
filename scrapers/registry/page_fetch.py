"""One page, fetched as politely and as warily as a crawl does it.

Under our name, by each host's robots.txt, redirects one by one, public addresses only.
"""

import ipaddress
import socket
import ssl
import urllib.request
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from protego import Protego

from scrapers.manners.addresses import user_agent
from scrapers.manners.robots import PRODUCT
from scrapers.registry.board import RegistryError

TIMEOUT_SECONDS = 20
MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_REDIRECTS = 5
_SAFE = "%/:=&?~#+!$,;'@()*[]"

Fetch = Callable[[str], tuple[str, bytes]]


class PageFault(RegistryError):
    """A page that cannot or may not be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    location: str | None
    body: bytes


class PageFetch:
    """Returns (final address, body) of a page.

    ``named`` is the address that a person typed: its host may be private, since they asked for it. ``enough`` says
    of a redirect's target that it need not be fetched: where it leads was all that was asked.
    """

    def __init__(self, contact: str, named: str, enough: Callable[[str], bool] = lambda url: False) -> None:
        self._agent = user_agent(contact)
        self._allowed = frozenset(filter(None, [urlsplit(named).hostname]))
        self._enough = enough
        self._rules: dict[str, Protego] = {}

    def __call__(self, url: str) -> tuple[str, bytes]:
        """Return where an address leads in the end, and what stands there (at most MAXIMUM_BYTES).

        Raise PageFault for what is forbidden, private, too slow, gone or endless.
        """
        answer = self._follow(url, by_rules=urlsplit(url).path != "/robots.txt")
        if answer.status >= 300:
            raise PageFault(f"{answer.url}: answered {answer.status}; check the address in a browser")
        return answer.url, answer.body

    def _follow(self, url: str, by_rules: bool) -> _Answer:
        start = url
        for _ in range(MAXIMUM_REDIRECTS + 1):
            if by_rules:
                if self._enough(url):
                    return _Answer(url, 200, None, b"")
                self._refuse_forbidden(url)
            answer = self._ask(url)
            if answer.location is None or not 300 <= answer.status < 400:
                return answer
            url = _joined(url, answer.location)
        raise PageFault(
            f"{start}: more than {MAXIMUM_REDIRECTS} redirects; pass the address where they should end"
        )

    def _refuse_forbidden(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            answer = self._follow(f"{origin}/robots.txt", by_rules=False)
            if answer.status >= 500:
                raise PageFault(
                    f"{origin}/robots.txt: answered {answer.status}, which means keep out; try again later"
                )
            readable = 200 <= answer.status < 300
            self._rules[origin] = Protego.parse(answer.body.decode("utf-8", "replace") if readable else "")
        if not self._rules[origin].can_fetch(url, PRODUCT):
            raise PageFault(
                f"{url}: robots.txt of {parts.netloc} forbids it; open the page in a browser and pass the address that "
                "its apply button leads to"
            )

    def _ask(self, url: str) -> _Answer:
        answer: Future[_Answer] = Future()

        def work() -> None:
            try:
                answer.set_result(self._answer(url))
            except Exception as error:
                answer.set_exception(error)

        # A thread of its own: looking a name up knows no time limit, and a server may send a byte at a time.
        Thread(target=work, daemon=True).start()
        try:
            return answer.result(TIMEOUT_SECONDS)
        except TimeoutError:
            raise PageFault(f"{url}: no answer within {TIMEOUT_SECONDS} seconds; try again later") from None
        except (OSError, HTTPException, ValueError, zlib.error, EOFError) as error:
            if isinstance(error, PageFault):
                raise
            reason = getattr(error, "reason", error)
            raise PageFault(f"{url}: cannot be read ({reason}); check the address and the network") from error

    def _answer(self, url: str) -> _Answer:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PageFault(f"{url}: only http and https are fetched")
        self._refuse_private(parts.hostname)
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
            _ascii(url), headers={"User-Agent": self._agent, "Accept": "*/*", "Accept-Language": "en"}
        )
        with self._opener().open(request, timeout=TIMEOUT_SECONDS) as response:
            body = response.read(MAXIMUM_BYTES)
            if response.headers.get("Content-Encoding", "").lower() == "gzip":
                body = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAXIMUM_BYTES)
            return _Answer(url, response.status, response.headers.get("Location"), body)

    def _opener(self) -> urllib.request.OpenerDirector:
        """Return an opener that follows no redirect, raises for no status and knows no schemes but two."""
        allowed = self._allowed | _proxy_hosts()
        opener = urllib.request.OpenerDirector()
        for handler in (urllib.request.ProxyHandler(), _Http(allowed), _Https(allowed)):
            opener.add_handler(handler)
        return opener

    def _refuse_private(self, host: str) -> None:
        if host in self._allowed:
            return
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            if _proxy_hosts():  # then names are the proxy's business
                return
            raise PageFault(f"{host}: no such host ({error}); check the address and the network") from error
        for *_, address in found:
            refuse_private_address(host, str(address[0]))


def _joined(url: str, location: str) -> str:
    try:
        return urlsplit(urljoin(url, location)).geturl()
    except ValueError as error:
        raise PageFault(f"{url}: leads to no address ({error}); check it in a browser") from error


def refuse_private_address(host: str, address: str) -> None:
    """Raise PageFault where an address is not one of the public internet."""
    parsed = ipaddress.ip_address(address)
    public = getattr(parsed, "ipv4_mapped", None) or parsed
    if not public.is_global or public.is_multicast:
        raise PageFault(
            f"{host}: leads to the private address {address}, which is not fetched from a redirect"
        )


class _PublicConnection(HTTPConnection):
    """Looks at whom it is connected to before it says a word: a name may change its address between two looks."""

    allowed: frozenset[str] = frozenset()

    def connect(self) -> None:
        super().connect()
        if self.host not in self.allowed:
            refuse_private_address(self.host, self.sock.getpeername()[0])


class _PublicTlsConnection(HTTPSConnection, _PublicConnection):
    pass


class _Http(urllib.request.HTTPHandler):
    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__()
        self._allowed = allowed

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_guarded(_PublicConnection, self._allowed), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__()
        self._allowed = allowed

    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(
            _guarded(_PublicTlsConnection, self._allowed), req, context=ssl.create_default_context()
        )


def _guarded(kind: type[_PublicConnection], allowed: frozenset[str]) -> Any:
    def connection(host: str, **options: Any) -> _PublicConnection:
        made = kind(host, **options)
        made.allowed = allowed
        return made

    return connection


def _proxy_hosts() -> frozenset[str]:
    proxies = urllib.request.getproxies()
    hosts = (urlsplit(proxies[scheme]).hostname for scheme in ("http", "https") if scheme in proxies)
    return frozenset(filter(None, hosts))


def _ascii(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    return urlunsplit((parts.scheme, netloc, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))
