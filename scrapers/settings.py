"""Scrapy's settings for every spider. What a run decides (folder, date, host, contact) comes in as SKILLTIDE_*."""

import os
from datetime import UTC, datetime
from pathlib import Path

from scrapers.manners.addresses import user_agent
from scrapers.registry.board import PACKAGED_REGISTRY

BOT_NAME = "skilltide"
SPIDER_MODULES = ["scrapers.spiders"]
NEWSPIDER_MODULE = "scrapers.spiders"
# For `scrapy genspider -t listing`; `skilltide spider new` writes tests and the entry of the ledger besides.
TEMPLATES_DIR = str(Path(__file__).with_name("templates"))
SPIDER_CONTRACTS = {"scrapers.contracts.BoardContract": 10, "scrapers.contracts.PostingsContract": 20}
SPIDER_MIDDLEWARES = {"scrapers.feed_items.PostingsOnlyMiddleware": 900}

SKILLTIDE_ARCHIVE_DIR = "data/archive"
# For `scrapy crawl` by hand only; the command line always passes the run's date.
SKILLTIDE_RUN_DATE = datetime.now(UTC).date().isoformat()
SKILLTIDE_REGISTRY = str(PACKAGED_REGISTRY)
SKILLTIDE_BASE_URL = ""
SKILLTIDE_SUMMARY = ""
# A secret: it comes by the environment, since every user of the machine can read a command line.
SKILLTIDE_API_KEY = os.environ.get("SKILLTIDE_API_KEY", "")
SKILLTIDE_ACKNOWLEDGED = ""  # sources that the ledger holds back and the operator lets run nevertheless
SKILLTIDE_REQUEST_BUDGET = 0  # requests per host and day; 0 is what the ledger says
SKILLTIDE_PARENT = 0  # the process without which the crawl ends
USER_AGENT = user_agent("https://github.com/skilltide/skilltide")

# Ports that would let others steer the crawler.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "scrapers.manners.addresses.PublicResolver"

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Skilltide"
COOKIES_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapers.manners.addresses.PublicAddressMiddleware": 50,
    "scrapers.manners.held_back.HeldBackMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapers.manners.robots_middleware.StrictRobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapers.manners.retry_after.RetryAfterMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapers.manners.addresses.TenantRedirectMiddleware": 600,
    # Next to the network, the archive outside: what it holds needs no leave and costs no request.
    "scrapers.archive.middleware.ArchiveMiddleware": 900,
    "scrapers.manners.circuit_breaker.CircuitBreakerMiddleware": 950,
    "scrapers.manners.request_budget.RequestBudgetMiddleware": 960,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapers.manners.host_delay.HostThrottle": 0,
    "scrapers.manners.orphan.OrphanWatch": 0,
}
# Brotli and zstd bodies are larger risks than gains for JSON listings.
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*", "Accept-Language": "en", "Accept-Encoding": "gzip"}

WARN_ON_GENERATOR_RETURN_VALUE = (
    False  # our callbacks are generators, type-checked; the look at their sources costs
)

CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_DELAY_JITTER = 0.0  # a rate limit is a limit, not a mean
AUTOTHROTTLE_START_DELAY = 0.0  # the source's own delay is where it starts and what it never goes below
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
RETRY_AFTER_MAXIMUM = 120.0  # seconds; who wants to be left alone for longer is asked on another day
CIRCUIT_BREAKER_REFUSALS = 5  # of one host, in a row
CONCURRENT_ITEMS = 4  # Scrapy starts this many tasks per response
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # also of what a body unpacks to
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
RETRY_TIMES = 2
# 429 is asked again only where the host says when.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
REDIRECT_MAX_TIMES = 5
DEPTH_LIMIT = 0
LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"
