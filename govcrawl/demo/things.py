"""The files of a simulated site that are no pages: styles, scripts, images, attachments, robots.txt."""

import base64
import json
from functools import cache

from govcrawl.demo.plan import DATA
from govcrawl.demo.records import Article
from govcrawl.demo.site import DemoSite

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_GIF = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=")
_DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4088)
IMAGES = ("logo.png", "banner.png", "search.gif", "line.gif", "dot.gif", "police.png", "top.png")


def image_path(article: Article) -> str:
    """Path of the picture of an article; articles without one have an empty path. A site reuses six pictures."""
    if article.image is not None:
        return article.image
    wanted = article.number % 8 == 0 or article.column.name in {"图片新闻", "首页幻灯片"}
    return f"/upload/pictures/pic{article.number % 6}.png" if wanted else ""


def attachment_path(article: Article) -> str:
    """Path of the attachment of an article; empty where it has none."""
    return f"/upload/{article.day:%Y%m}/file{article.number}.doc" if article.number % 11 == 0 else ""


@cache
def style() -> str:
    """The style sheet that all sites share."""
    return (DATA / "templates" / "common" / "style.css").read_text(encoding="utf-8")


@cache
def script(name: str) -> bytes:
    """A script among the templates, such as `common/site.js` (tabs, paging)."""
    return (DATA / "templates" / name).read_bytes()


def files(site: DemoSite, footer_html: str) -> dict[str, tuple[str, bytes]]:
    """Path -> (content type, body) of every file of the site."""
    found = {
        "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /admin/\n"),
        "/css/style.css": ("text/css", style().encode()),
        "/js/site.js": ("application/javascript", script("common/site.js")),
        "/js/jquery.min.js": ("application/javascript", script("common/jquery.js")),
        "/js/footer.js": ("application/javascript; charset=utf-8", _footer_script(footer_html)),
        "/include/footer.html": ("text/html; charset=utf-8", footer_html.encode()),
        "/favicon.ico": ("image/gif", _GIF),
    }
    for name in IMAGES:
        found[f"/images/{name}"] = ("image/png", PNG) if name.endswith("png") else ("image/gif", _GIF)
    for column in site.columns:
        for article in column.articles:
            if path := image_path(article):
                found[path] = ("image/png", PNG)
            if path := attachment_path(article):
                found[path] = ("application/msword", _DOC)
        for guide in column.guides:
            if guide.form:
                found[form_path(guide.number)] = ("application/msword", _DOC)
    return found


def form_path(number: int) -> str:
    """Path of the form that belongs to service guide `number`."""
    return f"/upload/forms/form{number}.doc"


def _footer_script(footer_html: str) -> bytes:
    lines = [line for line in footer_html.splitlines() if line.strip()]
    written = "\n".join(f"document.write({_quoted(line)});" for line in lines)
    return written.encode()


def _quoted(line: str) -> str:
    return json.dumps(line, ensure_ascii=False).replace("</", "<\\/")
