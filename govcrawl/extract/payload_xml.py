"""Lists that come as XML: hanweb's records with HTML in CDATA, feeds, and records of any other names."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

from govcrawl.extract.text import squeeze

_CDATA = re.compile(r"<record(?:\s[^<>]{0,200})?>\s*<!\[CDATA\[", re.IGNORECASE)
_RECORDS = ("<datastore", "<recordset", "<DATASTORE")
_ISLAND = re.compile(r"<(?:datastore|recordset)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml|\s*<(?:rss|feed|channel)\b")
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:item|entry)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:item|entry)>", re.IGNORECASE)
_LONGEST_ENTRY = 8_000
_FIELD = re.compile(r"<([\w:]+)\b[^>]*?(?:href=\"([^\"]*)\"[^>]*)?(?:/>|>(.*?)</\1>)", re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,1000}>")
_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_DAYS = ("pubdate", "published", "date", "updated")


def is_dataproxy(text: str) -> bool:
    """Whether a text is, or holds, an answer of hanweb's data proxy."""
    return any(mark in text for mark in _RECORDS)


def is_xml(text: str) -> bool:
    """Whether a text is an XML document or a feed."""
    return _XML.match(text) is not None


def dataproxy_records(text: str) -> tuple[list[str], int | None]:
    """The HTML of the records of hanweb's data proxy, one text an island, and the count that the first states."""
    islands = []
    for island in _ISLAND.split(text):
        records = (piece.partition("]]>")[0] for piece in _CDATA.split(island)[1:])
        islands.append("\n".join(record for record in records if record.strip()))
    total = _TOTAL.search(text)
    return [island for island in islands if island], int(total[1]) if total else None


def xml_records(text: str) -> Iterator[dict[str, str]]:
    """The records of an XML document as fields, names in lower case without underscores."""
    entries = _ENTRY.split(text)[1:]
    if not entries:
        yield from _elements(text)
    for piece in entries:
        entry = _ENTRY_END.split(piece[:_LONGEST_ENTRY], maxsplit=1)[0]
        fields = {name.lower().split(":")[-1]: _plain(body) or link for name, link, body in _FIELD.findall(entry)}
        if fields.get("title"):
            fields["date"] = next((fields[name] for name in _DAYS if name in fields), "")
            yield fields


def _elements(text: str) -> Iterator[dict[str, str]]:
    """Every element whose attributes and childless children name a title; declarations of entities are not read."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return
    try:
        root = ElementTree.fromstring(_HEAD.sub("", text.lstrip("\ufeff")))
    except (ElementTree.ParseError, ValueError):
        return
    for element in root.iter():
        fields = {_name(name): value for name, value in element.attrib.items()}
        fields |= {_name(child.tag): squeeze(child.text or "") for child in element if len(child) == 0}
        if any(name.endswith("title") for name in fields):
            yield fields


def _name(tag: str) -> str:
    return tag.rpartition("}")[2].lower().replace("_", "")


def _plain(body: str) -> str:
    return squeeze(unescape(_TAG.sub("", body.replace("<![CDATA[", "").replace("]]>", ""))))
