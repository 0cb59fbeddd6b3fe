"""The source list that re-posting is held against."""

from sqlalchemy import Table

from govcrawl.store.tables.base import flag, instant, metadata, url_key, words

source_items = Table(
    "source_items",
    metadata,
    url_key("md5(title || E'\\n' || url)::uuid"),
    words("title", "Title as the source printed it"),
    words("url", "Address at the source; empty where the list gave none"),
    instant(
        "published_at", "When the source published it; the start of the day where only that is known", nullable=False
    ),
    flag("has_time", "Whether the hour is known"),
    comment="Items of the State Council's site that others must re-post",
)
