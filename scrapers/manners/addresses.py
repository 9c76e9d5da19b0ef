"""How a crawl behaves: an honest name, no way into private networks, and words for what is not sent."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from scrapers.answers.listing import Fate
from scrapers.version import SOFTWARE_VERSION


def user_agent(contact: str) -> str:
    """Return the name under which the crawler asks, with where to complain."""
    return f"Skilltide/{SOFTWARE_VERSION} (+{contact})"


def is_loopback(url: str) -> bool:
    """Whether an address names this machine."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or bool((address := _literal(host)) and address.is_loopback)


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:  # the short and numeric spellings that resolvers take too: 127.1, 2130706433, 0x7f000001
        return ipaddress.ip_address(socket.inet_aton(host))
    except OSError:
        return None


class NotSent(IgnoreRequest):
    """A request that we do not send. ``fate`` is what that makes of its board."""

    def __init__(self, fate: Fate, reason: str) -> None:
        super().__init__(reason)
        self.fate = fate


class PublicAddressMiddleware:
    """Refuses requests to private addresses, unless the operator's own base_url or registry names that host."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Any) -> "PublicAddressMiddleware":
        """Take the host that the operator named."""
        return cls(named_hosts(crawler.settings.get("SKILLTIDE_BASE_URL") or ""))

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for an address that is not public."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https"):
            raise NotSent("failed", f"only http and https are fetched, not {parts.scheme}")
        address = _literal(host)
        private = host == "localhost" or (address is not None and not address.is_global)
        if private and host not in self._allowed:
            raise NotSent("failed", f"{host} is a private address and no base_url names it")


class TenantRedirectMiddleware(RedirectMiddleware):
    """Follows redirects, but not to where a vendor sends those who ask for a tenant that it does not have.

    An employer's own domain answers at the same path, and so does another ending of the vendor's; whoever is led to
    another path is led away.
    """

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        spider: Any = self.crawler.spider
        led_away = (
            getattr(spider, "gone_when_redirected", False)  # `scrapy shell` may have a spider of its own
            and getattr(request.callback, "__name__", "") in spider.listing_callbacks
            and _path(redirected.url) != _path(request.url)
        )
        if led_away:
            raise NotSent("gone", f"HTTP {reason}: sent away to {redirected.url}")
        return super()._redirect(redirected, request, reason)


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


def named_hosts(base_url: str) -> frozenset[str]:
    """Return the host of an operator's base_url, if any."""
    host = urlsplit(base_url).hostname
    return frozenset({host}) if host else frozenset()


class PublicResolver(CachingThreadedResolver):
    """Resolves names, but not to private addresses: a public name may not lead into the operator's network."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicResolver":
        """Take the host that the operator named."""
        resolver: PublicResolver = super().from_crawler(crawler, reactor)
        resolver.allowed = named_hosts(crawler.settings.get("SKILLTIDE_BASE_URL") or "")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Any:  # noqa: N802 - Twisted's name
        """Return the address of a name. Fail with DNSLookupError where it is private."""
        found = super().getHostByName(name, timeout)
        return found if name in self.allowed else found.addCallback(_public, name)


def _public(address: str, name: str) -> str:
    if not ipaddress.ip_address(address).is_global:
        raise DNSLookupError(f"{name} leads to the private address {address}")
    return address
