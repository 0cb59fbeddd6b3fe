"""Spool, WARC and archive: what goes in comes out, byte for byte."""

import gzip
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govcrawl.evidence.archive import ArchiveError, open_archive, read_at
from govcrawl.evidence.exchange import Exchange, Lane
from govcrawl.evidence.names import safe_name
from govcrawl.evidence.recorder import Keep, _batches, make_recorder
from govcrawl.evidence.spool import Spool
from govcrawl.evidence.warc import WarcFile
from govcrawl.model.vocabulary import FetchOutcome, TlsState, VisitRole

WHEN = datetime(2018, 2, 28, 1, 2, 3, 456789, tzinfo=UTC)
PAGE = Exchange(
    "4210000030",
    Lane.PAGE,
    "http://a.gov.cn/x?y=1",
    "http://a.gov.cn/",
    WHEN,
    sent=((b"User-Agent", b"govcrawl"),),
    role=VisitRole.HOME,
    client="aiohttp",
    tls=TlsState.EXPIRED,
    first_byte_seconds=0.25,
    seconds=0.5,
    status=200,
    received=((b"Content-Type", b"text/html"), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2")),
)
EXCHANGES = {
    "page": (PAGE, b"\xff\x00\r\n\r\nbody"),
    "no body": (replace(PAGE, status=404), b""),
    "raw Chinese in a header": (
        replace(PAGE, status=302, received=((b"Location", "http://a.gov.cn/通知".encode("gb18030")),)),
        b"",
    ),
    "chunked": (replace(PAGE, received=((b"Transfer-Encoding", b"chunked"),)), b"whole"),
    "cut short": (replace(PAGE, is_whole=False), b"half"),
    "form": (replace(PAGE, method="POST", form="标题=年".encode()), b"{}"),
    "built by a browser": (replace(PAGE, lane=Lane.BROWSER, client="browser"), "<p>新闻".encode("gb18030")),
    "no answer": (
        replace(PAGE, status=None, received=(), outcome=FetchOutcome.RESET, detail="断开\r\nHTTP/1.1 200 OK"),
        b"",
    ),
}


@pytest.mark.parametrize("case", EXCHANGES)
def test_an_exchange_comes_back_as_it_was(case: str, tmp_path: Path) -> None:
    exchange, body = EXCHANGES[case]
    (place,) = WarcFile(tmp_path / "a.warc.gz").append([(exchange, body)], {"as_of": "2018-02-28"})
    archive = open_archive(tmp_path)
    found = archive.answer(exchange.lane, exchange.site_id_code, exchange.url, exchange.method, exchange.form)
    assert found is not None
    assert (replace(found[0], sent=exchange.sent), found[1]) == (exchange, body)
    assert read_at(tmp_path / place.file, place.offset) == found
    assert archive.infos == [{"as_of": "2018-02-28"}]


def test_each_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    file = WarcFile(tmp_path / "a.warc.gz")
    places = file.append([EXCHANGES["page"], EXCHANGES["form"]], {}) + file.append([EXCHANGES["chunked"]], {})
    whole = (tmp_path / "a.warc.gz").read_bytes()
    for place in places:
        record = gzip.decompress(whole[place.offset : place.offset + place.length])
        assert record.startswith(b"WARC/1.1\r\n")
        assert record.count(b"WARC-Type: response") == 1


def test_answers_come_in_the_order_of_asking_and_the_last_is_repeated(tmp_path: Path) -> None:
    refused = EXCHANGES["no answer"]
    other = replace(PAGE, site_id_code="4210000040", sent=()), b"other site"
    WarcFile(tmp_path / "a.warc.gz").append([other, refused, EXCHANGES["page"]], {})
    archive = open_archive(tmp_path)
    said = [archive.answer(Lane.PAGE, PAGE.site_id_code, PAGE.url) for _ in range(4)]
    assert [answer and answer[0].status for answer in said] == [None, 200, 200, 200]
    assert archive.answer(Lane.PAGE, "4210000040", PAGE.url) == other
    assert archive.answer(Lane.PAGE, "1100000001", PAGE.url) in {said[0], other, said[3]}
    assert archive.answer(Lane.PAGE, PAGE.site_id_code, "http://a.gov.cn/never") is None


def test_no_page_is_made_of_what_the_link_pool_read(tmp_path: Path) -> None:
    WarcFile(tmp_path / "a.warc.gz").append([(replace(PAGE, lane=Lane.POOL), b"start")], {})
    archive = open_archive(tmp_path)
    assert archive.answer(Lane.PAGE, PAGE.site_id_code, PAGE.url) is None
    assert archive.answer(Lane.POOL, PAGE.site_id_code, PAGE.url) is not None


def test_an_archive_of_another_program_is_read(tmp_path: Path) -> None:
    packed = gzip.compress("<p>新闻</p>".encode())
    head = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    with (tmp_path / "theirs.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        status = StatusAndHeaders("200 OK", head, "HTTP/1.1")
        record = writer.create_warc_record("http://a.gov.cn/", "response", io.BytesIO(chunked), http_headers=status)
        writer.write_record(record)
    found = open_archive(tmp_path).answer(Lane.PAGE, "4210000030", "http://a.gov.cn/")
    assert found is not None
    assert (found[0].status, found[0].received, found[1]) == (
        200,
        ((b"Content-Type", b"text/html"),),
        "<p>新闻</p>".encode(),
    )


def test_an_archive_cut_off_by_a_kill_is_read_up_to_there(tmp_path: Path) -> None:
    file = WarcFile(tmp_path / "a.warc.gz")
    file.append([EXCHANGES["page"], EXCHANGES["form"]], {})
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[:-7])
    assert open_archive(tmp_path).answer(Lane.PAGE, PAGE.site_id_code, PAGE.url) is not None


@pytest.mark.parametrize("content", [None, b"", b"no archive at all"])
def test_a_folder_without_an_archive_is_refused(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "a.warc.gz").write_bytes(content)
    with pytest.raises(ArchiveError):
        open_archive(tmp_path)


def test_the_spool_gives_back_whole_frames_only(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", 1000)
    for body in (b"first", b"second"):
        assert spool.add(PAGE, body)
    (file,) = (tmp_path / "spool").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    ((head, offset, length),) = spool.heads(PAGE.site_id_code)
    assert (head, spool.body(PAGE.site_id_code, offset, length)) == (PAGE, b"first")
    spool.drop(PAGE.site_id_code)
    assert list(spool.heads(PAGE.site_id_code)) == []


def test_the_spool_of_a_site_is_bounded(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", 1000)
    assert not spool.add(PAGE, b"x" * 1001)
    assert spool.add(PAGE, b"x" * 999)
    assert not spool.add(PAGE, b"x" * 999)


def test_a_disk_without_room_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    recorder = make_recorder(tmp_path, "一季度", Keep.ALL, 1000, {})
    assert recorder is not None
    recorder.add(PAGE, b"")


@pytest.mark.parametrize(
    ("words", "name"),
    [("2018年一季度", "2018年一季度"), ("a/b", "a%2Fb"), ("..", "%2E."), ("a b", "a%20b"), ("a%20b", "a%2520b")],
)
def test_names_of_files(words: str, name: str) -> None:
    assert safe_name(words) == name


def test_long_names_stay_apart() -> None:
    one, other = safe_name("季" * 200 + "一"), safe_name("季" * 200 + "二")
    assert one != other
    assert len(one.encode()) < 200
    assert safe_name("") != ""


def test_what_is_written_together_is_bounded() -> None:
    answers = [(Exchange("1", Lane.PAGE, "http://a/", "http://a/", datetime(2018, 2, 28, tzinfo=UTC)), 0, size)
               for size in (*[10] * 60, 900_000, 200_000, 5_000_000, 10)]  # fmt: skip
    batches = [[length for _, _, length in batch] for batch in _batches(answers)]
    assert batches == [[10] * 50, [*[10] * 10, 900_000], [200_000], [5_000_000], [10]]
