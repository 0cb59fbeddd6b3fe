"""Control addresses: siblings that cannot exist, asked to learn how a host answers for what is not there.

What such an answer tells is compared by `soft_404.matches`; the rules here say which addresses are siblings, which are a
front door, and which answers tell nothing.
"""

import hashlib
import re
from urllib.parse import urlsplit

from govcrawl.extract.page import Page
from govcrawl.extract.soft_404 import Fingerprint
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.extract.wordlist import load_words

_DATA = load_words("control")
_HOME_PATH = re.compile(_DATA["home_paths"], re.IGNORECASE)
_HOME_WORDS = re.compile(_DATA["home_words"], re.IGNORECASE)
_LOGIN_PATH = re.compile(_DATA["login_paths"], re.IGNORECASE)
_LOGIN_PAGE = re.compile(_DATA["login_page"], re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_EXTENSION = re.compile(r"\.[A-Za-z]\w{0,5}$")


def control_key(url: str) -> str:
    """Equal for addresses that one control speaks for: host, shape of the folder (numbers do not count) and extension."""
    origin, folder, extension = _parts(url)
    return f"{origin}{_DIGITS.sub('0', folder)}*{extension}"


def control_address(url: str) -> str:
    """An address beside `url` that cannot exist: the same for all addresses of one folder, so that it is asked once."""
    origin, folder, extension = _parts(url)
    name = hashlib.blake2b(f"{origin}{folder}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{origin}{folder}govcrawl-{name}{extension or '/'}"


def front_door(url: str) -> str:
    """The address of the home page of a URL's host."""
    return f"{_parts(url)[0]}/"


def is_home_address(url: str) -> bool:
    """Whether an address is a site's front door by its path; a query says nothing."""
    return _HOME_PATH.fullmatch(_path(url)) is not None


def means_home(anchor: str, title: str) -> bool:
    """Whether a link is meant for the front door: it says so, or names the site that the page is titled by."""
    if _HOME_WORDS.search(anchor):
        return True
    label, name = anchor.strip(), title.strip()
    return len(label) >= 2 and len(name) >= 2 and (label in name or name in label)


def leads_home(asked: str, final: str) -> bool:
    """Whether a link to one page of a host ended at the host's front door."""
    if same_page_key(asked) == same_page_key(final) or is_home_address(asked) or not is_home_address(final):
        return False
    return _host(asked) == _host(final)


def is_deep(url: str) -> bool:
    """Whether an address means one page: a file, or a folder below a folder. A first folder may be a front door, too."""
    path = _path(url).rstrip("/")
    return path.count("/") > 1 or _EXTENSION.search(path) is not None


def asks_to_log_in(page: Page) -> bool:
    """Whether a page is, or belongs to, a login."""
    split = page.url.split("://", 1)[-1]
    return _LOGIN_PATH.search(split.partition("?")[0]) is not None or _LOGIN_PAGE.search(page.text) is not None


def tells_nothing(page: Page, seen: Fingerprint) -> bool:
    """Whether every address of a host may honestly answer this page: a login, or a shell that scripts fill."""
    if asks_to_log_in(page):
        return True
    return seen.text_length < _DATA["shell_text"] and not seen.links and "<script" in page.text.lower()


def _parts(url: str) -> tuple[str, str, str]:
    path = _path(url)
    origin = url[: url.find("/", 8)] if url.find("/", 8) > 0 else url.split("?", 1)[0]
    folder, _, name = path.rpartition("/")
    extension = _EXTENSION.search(name)
    return origin, f"{folder}/", extension[0].lower() if extension else ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.split(";", 1)[0] or "/"
    except ValueError:
        return "/"


def _host(url: str) -> str:
    return host_of(url).removeprefix("www.")
