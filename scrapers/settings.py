"""Scrapy's settings for every spider. What a run decides (folder, date, host, contact) comes in as SKILLTIDE_*."""

import os
from datetime import UTC, datetime

from scrapers.board import PACKAGED_REGISTRY
from scrapers.manners import user_agent

BOT_NAME = "skilltide"
SPIDER_MODULES = ["scrapers.spiders"]
NEWSPIDER_MODULE = "scrapers.spiders"

SKILLTIDE_ARCHIVE_DIR = "data/archive"
# For `scrapy crawl` by hand only; the command line always passes the run's date.
SKILLTIDE_RUN_DATE = datetime.now(UTC).date().isoformat()
SKILLTIDE_REGISTRY = str(PACKAGED_REGISTRY)
SKILLTIDE_BASE_URL = ""
SKILLTIDE_SUMMARY = ""
# A secret: it comes by the environment, since every user of the machine can read a command line.
SKILLTIDE_API_KEY = os.environ.get("SKILLTIDE_API_KEY", "")
USER_AGENT = user_agent("https://github.com/skilltide/skilltide")

# Ports that would let others steer the crawler.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "scrapers.manners.PublicResolver"

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Skilltide"
COOKIES_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapers.manners.PublicAddressMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapers.manners.StrictRobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapers.manners.TenantRedirectMiddleware": 600,
}
# Brotli and zstd bodies are larger risks than gains for JSON listings.
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*", "Accept-Language": "en", "Accept-Encoding": "gzip"}

HTTPCACHE_ENABLED = True
HTTPCACHE_STORAGE = "scrapers.archive_storage.ArchiveStorage"
HTTPCACHE_POLICY = "scrapy.extensions.httpcache.DummyPolicy"
HTTPCACHE_IGNORE_HTTP_CODES: list[int] = []

CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 4
CONCURRENT_ITEMS = 4  # Scrapy starts this many tasks per response
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
REDIRECT_MAX_TIMES = 5
DEPTH_LIMIT = 0
LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"
