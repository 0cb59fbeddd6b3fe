"""Finding the page that `extract` is asked for: a file, a folder with its manifest, or an address; and what lies beside it."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from govcrawl.cli.console import CommandError, ExitCode
from govcrawl.cli.options import read_date
from govcrawl.extract.page import RawPage

MAX_BYTES = 10 * 1024 * 1024
"""The largest page that is read; the crawl has the same limit."""
UNKNOWN_ADDRESS = "http://unknown.invalid/"
"""Stands for the address of a saved page that does not tell its own."""
_HOST = re.compile(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d+)?(?![^\s(（,;])")
_PAGE_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".xml", ".json"}
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_CANONICAL = re.compile(rb"""<link[^>]+rel=["']?canonical["']?[^>]+href=["']?(https?://[^"'\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page on disk. `file` is its path as the manifest or the folder names it."""

    file: str
    path: Path
    url: str | None = None
    as_of: date | None = None


def saved_pages(folder: Path, manifest: Path | None) -> Iterator[SavedPage]:
    """The pages of a folder: the manifest's rows in their order, else every file that looks like a page.

    The manifest is a tab-separated table with a header; `file` is needed. `url` is the page's address, else the host in
    `original_site` and the path in `source_path` stand for it; `as_of` is the day on which the page was saved.
    """
    if manifest is None:
        for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PAGE_SUFFIXES):
            yield SavedPage(path.relative_to(folder).as_posix(), path)
        return
    with manifest.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if "file" not in (rows.fieldnames or ()):
            raise CommandError(
                f"{manifest}：第 1 行没有 file 列；清单应为制表符分隔并带表头",
                f"{manifest}: line 1 has no column 'file'; the manifest is tab-separated with a header",
            )
        for row in rows:
            path = folder / row["file"]
            if not path.is_file():
                raise CommandError(
                    f"{manifest}：第 {rows.line_num} 行的文件 {row['file']} 不在 {folder} 中",
                    f"{manifest}: line {rows.line_num}: {row['file']} is not in {folder}",
                )
            day = read_date(row.get("as_of") or None, f"{manifest}：第 {rows.line_num} 行 as_of")
            yield SavedPage(row["file"], path, row.get("url") or _likely_address(row), day)


def _likely_address(row: Mapping[str, str]) -> str | None:
    """An address on the host that the manifest names (remarks may follow it); None where it names none."""
    host = _HOST.match((row.get("original_site") or "").strip())
    return f"http://{host[0]}/{row.get('source_path') or row['file']}" if host else None


def read_saved(page: SavedPage, url: str | None) -> RawPage:
    """The bytes of a saved page with the best address known: told, in the manifest, or written in the page itself."""
    body = page.path.read_bytes()[:MAX_BYTES]
    return RawPage(
        url=url or page.url or _own_address(body) or UNKNOWN_ADDRESS + page.path.name, body=body, headers={}, status=200
    )


def _own_address(body: bytes) -> str | None:
    head = body[:8192]
    found = _SAVED_FROM.search(head) or _CANONICAL.search(head)
    return found[1].decode("ascii", "ignore") if found else None


def fetch(url: str) -> RawPage:
    """Ask for one address, once. Raises CommandError (the work failed) where no answer comes.

    A certificate is not checked: what the page says is wanted here, also where the certificate has run out.
    """
    import http.client
    import os
    import ssl
    import urllib.error
    import urllib.request

    from govcrawl import __version__
    from govcrawl.extract.urls import join

    agent = os.environ.get("GOVCRAWL_USER_AGENT") or f"govcrawl/{__version__}"
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Language": "zh-CN,zh;q=0.9"}
    request = urllib.request.Request(join(url, url) or url, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=30, context=ssl._create_unverified_context())
    except urllib.error.HTTPError as error:
        answer = error  # a page all the same, with its status
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise CommandError(f"无法访问 {url}：{reason}", f"cannot reach {url}: {reason}", ExitCode.FAILED) from error
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return RawPage(url=answer.geturl(), body=answer.read(MAX_BYTES), headers=headers, status=answer.status)


def assets_beside(urls: tuple[str, ...], folder: Path, page_name: str) -> Mapping[str, str]:
    """The texts of a page's scripts and includes that were saved in `folder`, by address.

    A file serves an address with the same last part, also where the file's name puts the site's name before it
    (`somewhere-foot.js` for `/js/foot.js`): then the page's own name must begin with the same word.
    """
    from govcrawl.extract.page import open_page

    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    first_word = PurePosixPath(page_name).name.split("-")[0]
    found: dict[str, str] = {}
    for url in urls:
        name = PurePosixPath(urlsplit(url).path).name
        path = files.get(name) or files.get(f"{first_word}-{name}")
        if name and path is not None:
            found[url] = open_page(RawPage(url=url, body=path.read_bytes()[:MAX_BYTES], headers={}, status=200)).text
    return found
