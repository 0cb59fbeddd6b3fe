"""The closed word lists of govcrawl. Every word here is part of the public contract (reporting views, JSON, reports)."""

from enum import StrEnum


class SiteKind(StrEnum):
    """What a site is for; one spider a kind."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    COUNTY_AND_BELOW = "county_and_below"
    PLATFORM = "platform"


class SiteLevel(StrEnum):
    """The administrative level of a site's owner."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class SiteState(StrEnum):
    """State in the register; a temporarily offline or closed site leaves the denominator."""

    RUNNING = "running"
    TEMPORARILY_OFFLINE = "temporarily_offline"
    CLOSED = "closed"


class PageKind(StrEnum):
    """What a page is, told from its content and address."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    LETTERS = "letters"
    GUIDE = "guide"
    SEARCH = "search"
    SITE_MAP = "site_map"
    STUB = "stub"
    ERROR = "error"
    OTHER = "other"


class VisitRole(StrEnum):
    """Why the crawler asks a URL. The role decides which facts of the page are kept."""

    HOME = "home"
    COLUMN = "column"
    NEXT_PAGE = "next_page"
    ENDPOINT = "endpoint"
    SITE_MAP = "site_map"
    ARTICLE = "article"
    ASSET = "asset"
    FRAME = "frame"
    LINK = "link"
    ROBOTS = "robots"
    SEARCH = "search"
    CONTROL = "control"
    TWIN = "twin"
    """A front page elsewhere that may be a second address of the site, or a copy of it."""
    BESIDE = "beside"
    """Asked on the way to something else, as a page's own requests in the browser; tells nothing of the address as a page."""


class ColumnKind(StrEnum):
    """What a column publishes; the freshness windows of the checklists hang on it."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY_DOCUMENT = "policy_document"
    POLICY_INTERPRETATION = "policy_interpretation"
    PERSONNEL = "personnel"
    PLAN = "plan"
    PUBLIC_FUNDS = "public_funds"
    SPECIAL_COLUMN = "special_column"
    INTERACTION = "interaction"
    SERVICE = "service"
    OVERVIEW = "overview"
    OTHER = "other"


class ColumnState(StrEnum):
    """What reading a column came to. Facts, no opinion: whether a date is too old is for the checks."""

    DATED = "dated"
    """Items with at least one readable date."""
    UNDATED = "undated"
    """Items, none with a date: neither old nor empty."""
    BLANK = "blank"
    """No item, confirmed by the browser, by the list's own endpoint, or by a static page that holds a list with no row."""
    TEXT = "text"
    """One text (an overview, a leader's page), not a list."""
    UNKNOWN = "unknown"
    """Not told: the fetch failed, or a list that needs a browser was not rendered. Never an accusation."""


class Place(StrEnum):
    """Where on a page a link stands."""

    NAVIGATION = "navigation"
    LIST = "list"
    BODY = "body"
    FOOTER = "footer"
    SCRIPT = "script"
    HIDDEN = "hidden"


class Scope(StrEnum):
    """Whose host a link leads to, seen from the site that carries it."""

    SAME_SITE = "same_site"
    SAME_OWNER = "same_owner"
    OTHER_GOV = "other_gov"
    OTHER = "other"


class Resource(StrEnum):
    """What a link promises to deliver."""

    PAGE = "page"
    IMAGE = "image"
    ATTACHMENT = "attachment"
    SCRIPT = "script"
    STYLE = "style"


class LinkFate(StrEnum):
    """What is known of a link's target. Only `dead`, `broken_image` and `broken_attachment` may accuse, and only confirmed."""

    UNCHECKED = "unchecked"
    ALIVE = "alive"
    DEAD = "dead"
    BROKEN_IMAGE = "broken_image"
    BROKEN_ATTACHMENT = "broken_attachment"
    MISDIRECTED = "misdirected"
    SUSPECTED = "suspected"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    """Not a thing to fetch: mailto, tel, javascript, an anchor of the same page."""


class Mark(StrEnum):
    """The marks a footer must carry (guideline 2017; 2019 list, 网站标识)."""

    PARTY_GOVERNMENT_MARK = "party_government_mark"
    ERROR_REPORT_ENTRY = "error_report_entry"
    SITE_ID_CODE = "site_id_code"
    ICP_FILING = "icp_filing"
    POLICE_FILING = "police_filing"
    HOST_UNIT = "host_unit"
    CONTACT = "contact"
    SITE_MAP = "site_map"


class FetchOutcome(StrEnum):
    """How asking for one URL ended: exactly one a URL asked."""

    OK = "ok"
    OK_REPAIRED = "ok_repaired"
    OK_TRUNCATED = "ok_truncated"
    EMPTY = "empty"
    SOFT_404 = "soft_404"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    HTTP_ODD = "http_odd"
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_BAD = "redirect_bad"
    CHALLENGE = "challenge"
    RATE_LIMITED = "rate_limited"
    TIMEOUT_FIRST_BYTE = "timeout_first_byte"
    TIMEOUT_TOTAL = "timeout_total"
    DNS_NXDOMAIN = "dns_nxdomain"
    DNS_FAILURE = "dns_failure"
    CONNECT_REFUSED = "connect_refused"
    RESET = "reset"
    INCOMPLETE = "incomplete"
    PROTOCOL_ERROR = "protocol_error"
    DECODE_ERROR = "decode_error"
    BOMB = "bomb"
    TOO_LARGE = "too_large"
    TLS_HANDSHAKE = "tls_handshake"
    TLS_EXPIRED = "tls_expired"
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"
    TLS_OLD_PROTOCOL = "tls_old_protocol"
    TLS_WEAK_KEY = "tls_weak_key"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    BLOCKED_ADDRESS = "blocked_address"
    BLOCKED_SCHEME = "blocked_scheme"
    BLOCKED_TRAP = "blocked_trap"
    OWN_TROUBLE = "own_trouble"

    @property
    def is_ok(self) -> bool:
        """Whether the page's content was had and may be read for facts."""
        return self in _READABLE

    @property
    def is_whole(self) -> bool:
        """Whether all of the page was had: only then may be said what it lacks."""
        return self.is_ok and self is not FetchOutcome.OK_TRUNCATED


_READABLE = frozenset({FetchOutcome.OK, FetchOutcome.OK_REPAIRED, FetchOutcome.OK_TRUNCATED})


class TlsState(StrEnum):
    """What the certificate looked like, even where the content was read all the same."""

    VALID = "valid"
    EXPIRED = "expired"
    WRONG_HOST = "wrong_host"
    SELF_SIGNED = "self_signed"
    UNTRUSTED = "untrusted"
    NOT_YET_VALID = "not_yet_valid"
    OLD_PROTOCOL = "old_protocol"
    WEAK_KEY = "weak_key"
    NONE = "none"


class Outcome(StrEnum):
    """What a check says of one subject."""

    MET = "met"
    BREACHED = "breached"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Confidence(StrEnum):
    """Only confirmed (or person-confirmed) findings veto or deduct."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"


class Review(StrEnum):
    """A person's decision on a finding."""

    NONE = "none"
    CONFIRMED = "confirmed"
    WAIVED = "waived"


class Verdict(StrEnum):
    """The result of a site in an inspection (合格, 不合格, 待定, 未检查)."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    UNDETERMINED = "undetermined"
    NOT_INSPECTED = "not_inspected"


class IndicatorKind(StrEnum):
    """What a breach of an indicator does to the score."""

    VETO = "veto"
    DEDUCTION = "deduction"
    BONUS = "bonus"
    FINDING = "finding"


class Automation(StrEnum):
    """Who can judge an indicator."""

    MACHINE = "machine"
    MACHINE_THEN_PERSON = "machine_then_person"
    PERSON = "person"


class Problem(StrEnum):
    """What circulars complain of: the closed list of `problem` words."""

    SITE_UNREACHABLE = "site_unreachable"
    SLOW_SITE = "slow_site"
    HOME_NOT_UPDATED = "home_not_updated"
    STALE_COLUMN = "stale_column"
    BLANK_COLUMN = "blank_column"
    LATE_RELAY = "late_relay"
    TOO_FEW_UPDATES = "too_few_updates"
    MISSING_REQUIRED_COLUMN = "missing_required_column"
    REQUIRED_COLUMN_NOT_REPORTED = "required_column_not_reported"
    DEAD_LINK = "dead_link"
    MISDIRECTED_LINK = "misdirected_link"
    BROKEN_IMAGE = "broken_image"
    BROKEN_ATTACHMENT = "broken_attachment"
    HIDDEN_LINK = "hidden_link"
    EXTERNAL_LINK_IN_ARTICLE = "external_link_in_article"
    MISSING_PARTY_GOVERNMENT_MARK = "missing_party_government_mark"
    MISSING_ERROR_REPORT_ENTRY = "missing_error_report_entry"
    MISSING_SITE_ID_CODE = "missing_site_id_code"
    WRONG_SITE_ID_CODE = "wrong_site_id_code"
    MISSING_ICP_FILING = "missing_icp_filing"
    MISSING_POLICE_FILING = "missing_police_filing"
    MISSING_HOST_UNIT = "missing_host_unit"
    MISSING_CONTACT = "missing_contact"
    MISSING_SITE_MAP = "missing_site_map"
    IRREGULAR_DOMAIN = "irregular_domain"
    IRREGULAR_NAME = "irregular_name"
    MISSING_PAGE_TAGS = "missing_page_tags"
    NO_CONSULTATION_CHANNEL = "no_consultation_channel"
    UNANSWERED_MESSAGE = "unanswered_message"
    SURVEY_WITHOUT_RESULT = "survey_without_result"
    EMPTY_LETTERBOX_WITHOUT_NOTICE = "empty_letterbox_without_notice"
    MESSAGE_FIELDS_MISSING = "message_fields_missing"
    NO_SERVICE = "no_service"
    INCOMPLETE_SERVICE_GUIDE = "incomplete_service_guide"
    MISSING_FORM_DOWNLOAD = "missing_form_download"
    NO_SITE_SEARCH = "no_site_search"
    BROKEN_SITE_SEARCH = "broken_site_search"
    FORGED_DATE = "forged_date"
    DUPLICATE_RELEASE = "duplicate_release"
    GARBLED_TEXT = "garbled_text"
    TAMPERED_PAGE = "tampered_page"
    SUSPECT_WORDING = "suspect_wording"
    MISSING_ANNUAL_REPORT = "missing_annual_report"
    UNREPORTED_SITE = "unreported_site"
    IMPOSTOR_SITE = "impostor_site"
    OFFLINE_WITHOUT_APPROVAL = "offline_without_approval"
