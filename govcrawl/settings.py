"""Scrapy settings of govcrawl. Each number says why; figures without a source were measured on loopback sites."""

import os

from govcrawl import __version__

BOT_NAME = "govcrawl"
SPIDER_MODULES = ["govcrawl.spiders"]
COMMANDS_MODULE = "govcrawl.spiders.commands"
USER_AGENT = f"Mozilla/5.0 (compatible; govcrawl/{__version__}; government website inspection)"
"""Names itself; some servers answer 403 to anything without "Mozilla" (seen on 10 of 10 such test hosts)."""
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# asyncio's own loop, not uvloop: under resets and refused handshakes uvloop kept transports on descriptors that were closed
# ("File descriptor is used by transport"), which turned later answers of other sites into trouble of ours.
ASYNCIO_EVENT_LOOP = None
SCHEDULER = "govcrawl.middlewares.scheduler.SiteScheduler"
DOWNLOADER = "govcrawl.middlewares.downloader.SlotlessDownloader"

# Politeness: one request at a time and this pause (seconds) between two requests to one host. The frontier keeps it, so
# Scrapy's own delay slots are not used.
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0
HOST_TURNS_SHARED = False
"""Whether all processes on the database take turns at a host (up to two statements a request); workers do."""
CONCURRENT_REQUESTS = 1024
"""Not a politeness limit: 400 sites at one request each must not wait for a few slow ones."""
SITES_AT_ONCE = 400
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 256 * 1024 * 1024
"""Bytes of answers being read above which nothing more is asked. The last page of a site counts while the site's links are
checked: with Scrapy's 5 MB a few dozen such sites would make all others wait."""

# Every response starts this many asyncio tasks for its items; a page gives one item, so one is enough (100 cost half of
# all CPU).
CONCURRENT_ITEMS = 1

FIRST_BYTE_TIMEOUT = 15
"""Seconds; the checklists' rule: a page that does not open within 15 seconds counts as one failure (2015, 2019)."""
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
"""A body shorter than declared is read as far as it came and marked, not lost."""
REDIRECT_MAX_TIMES = 10
RETRY_TIMES = 1
RETRY_AFTER_MAX = 60
"""Seconds that Retry-After may keep a host unasked; a server may ask for years."""
GUARD_ALLOW_NETWORKS: list[str] = []
"""CIDR blocks that may be asked although they are not public (government intranets); default none."""

NAME_SERVERS: list[str] = []
"""Name servers (`address` or `address:port`) that all clients ask; empty for the system's resolver, which tells less of
what went wrong."""
TWISTED_DNS_RESOLVER = "govcrawl.middlewares.bounded.GuardedNames"

ROBOTS_POLICY = "record"
"""`record`: an inspection under mandate reads what robots.txt would forbid, and says so; `obey`: such pages are not asked."""

WORDING_FILE = ""
"""An office's own list of wrong words: CSV with the columns wrong, right, severity, unless; empty for the shipped list."""

# Budgets of one site. A site that spends one is judged on what is known, and the record says so.
SITE_MAX_PAGES = 800
SITE_MAX_SECONDS = 3600
SITE_MAX_BYTES = 512 * 1024 * 1024
SITE_MAX_DEPTH = 4
SITE_MAX_ARTICLES = 20
SITE_MAX_LINK_CHECKS = 400
BROWSER_ENABLED = True
BROWSER_MAX_PAGES_PER_SITE = 150
"""A portal whose every list comes by script has up to 120 columns, and each costs some seconds."""
PLAYWRIGHT_MAX_CONTEXTS = 2
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 4
"""Four pages at a time: more gave no gain on two cores."""
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 20_000
BROWSER_TIMEOUT = 60
"""Seconds for a page in all, counted from its turn; a page whose script never rests is given up."""
STORE_PATIENCE = 300
"""Seconds that a crawl waits for a database that is away before it closes; it can be resumed."""
LINE_PATIENCE = 3600
"""Seconds that a crawl waits while our own line (network, proxy, name servers) is down, before it closes; it can be resumed."""
LINK_CONFIRM_SECONDS = 60
"""Pause before a negative link answer is asked again by a second client."""
LINK_CHECKS_AT_ONCE = 64
"""Targets under way at once in all; one host is asked one at a time, with the delay between."""
LINK_MAX_CHECKS_PER_HOST = 500
"""What one host outside is asked in an inspection, whoever links to it; what comes after is not told."""
LINK_SECOND_RESOLVERS = ["223.5.5.5", "119.29.29.29"]
"""Name servers that must agree, as far as they answer, before a name is said not to exist (public ones of two operators);
not used behind a proxy."""

EVIDENCE = "findings"
"""What of a site's answers is kept as WARC when it is finished: `all`, `findings` (the home page, and every page and link
that a finding names), `none`."""
EVIDENCE_MAX_SITE_BYTES = 512 * 1024 * 1024
"""Disk for one site under way; what comes after is read, not kept."""

# The week of probes (scrapy crawl reachability). FIRST_BYTE_TIMEOUT is its 15 seconds.
PROBE_ROUNDS_PER_DAY = 24
"""Rounds a day; the clauses ask for 20 and more, so that a few void rounds leave enough."""
PROBE_ROUNDS = 0
"""Rounds to run at once, for schedulers that start each round themselves; 0 runs until the week is over."""
PROBE_ROUND_SECONDS = 600
"""Over how many seconds such a round is spread."""
PROBES_AT_ONCE = 200
PROBE_CANARIES: list[str] = []
"""Addresses that are known to answer, on networks of several operators: a round in which they do not is void."""

# The client itself sets headers and proxy and undoes Content-Encoding; the outcome middleware follows redirects.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "govcrawl.middlewares.outcome.OutcomeMiddleware": 100,
    "govcrawl.middlewares.guard.GuardMiddleware": 899,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES: dict[str, int] = {}
ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.store.StorePipeline": 500,
    "pipelines.judge.JudgePipeline": 900,
}
EXTENSIONS_BASE = {
    "govcrawl.middlewares.quiet.HeardSignals": 0,
    "govcrawl.middlewares.quiet.EndStats": 0,
    "govcrawl.middlewares.memory.MemoryNow": 0,
}
EXTENSIONS = {
    "govcrawl.middlewares.metrics.Metrics": 0,
    "govcrawl.middlewares.collector.SparingCollector": 0,
    "govcrawl.middlewares.memory.BlocksGivenBack": 0,
}
MEMUSAGE_LIMIT_MB = 2048

METRICS_PORT = int(os.environ.get("GOVCRAWL_METRICS_PORT", "0"))
"""Port on which a process shows its figures to Prometheus; 0 opens none."""
METRICS_HOST = os.environ.get("GOVCRAWL_METRICS_HOST", "127.0.0.1")

DOWNLOAD_HANDLERS = {
    "http": "govcrawl.middlewares.replaying.DownloadHandler",
    "https": "govcrawl.middlewares.replaying.DownloadHandler",
    "file": None,
    "ftp": None,
    "data": None,
    "s3": None,
}
COOKIES_ENABLED = False
"""Cookies are carried along a redirect chain only; a jar would need the public suffix list from the network."""
ROBOTSTXT_OBEY = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
LOG_FORMATTER = "govcrawl.middlewares.quiet.QuietLogFormatter"
