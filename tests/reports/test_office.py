"""Our documents in a real office program: opened, turned to PDF, and every row found on the pages again."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import Connection

from govcrawl.reports import bundle, bundles
from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content, read_content
from govcrawl.reports.notices import write_notices
from govcrawl.reports.paper import Brought
from govcrawl.reports.self_check import self_check_sheet
from govcrawl.store.rectifications import open_ledger
from govcrawl.store.server import Cluster
from tests.conftest import fresh_database

from .city import NAME, SITES, VERDICTS, fill
from .test_documents import LETTER

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),  # one worker opens them once
    pytest.mark.skipif(not OFFICE, reason="no LibreOffice here (scripts/install_office.sh installs it as root)"),
]
NAMES = [site.name for site in SITES if site.site_id_code in VERDICTS]
FAILED = "监利县人民政府"


def written(connection: Connection, folder: Path) -> None:
    """Every kind of document that a word processor or a spreadsheet program opens."""
    open_ledger(connection, NAME)
    content = read_content(connection, NAME)
    for kind in ("docx", "xlsx"):
        write_circular(content, kind, folder / f"circular_{kind}.{kind}", brought=Brought(LETTER))
        for made, name in (
            (bundles.ledger(content, content), "ledger"),
            (bundles.aggregate(content), "aggregate"),
            (bundles.weekly(content, content), "weekly"),
            (self_check(content), "self_check"),
        ):
            bundle.write_bundle(made, kind, folder / f"{name}_{kind}.{kind}")
    for notice in write_notices(content, LETTER, date(2018, 3, 1), folder):
        notice.path.rename(folder / f"notice_{notice.site_id_code}.docx")


def self_check(content: Content) -> bundle.Bundle:
    site = next(site for site in content.sites() if site.verdict.site_name == FAILED)
    sheet = self_check_sheet(content, site)
    return bundle.Bundle(str(sheet.title), [sheet])


@pytest.fixture(scope="module")
def pages(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], pypdfium2.PdfDocument]:
    """The pages of a document by its name; all documents are opened in one run of the office program."""
    folder = tmp_path_factory.mktemp("documents")
    with fresh_database(server) as database, database.engine.begin() as connection:
        fill(connection)
        written(connection, folder)
    files = sorted(str(path) for path in folder.iterdir())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return lambda name: pypdfium2.PdfDocument(folder / "pdf" / f"{name}.pdf")


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace(" ", "")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_site_stands_in_the_circular(pages: Callable[[str], pypdfium2.PdfDocument], kind: str) -> None:
    text = text_of(pages(f"circular_{kind}"))
    assert [name for name in NAMES if name not in text] == []
    assert "=HYPERLINK" not in text  # waived: told nowhere in a circular
    assert "重点领域栏目更新不及时" in text


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ledger", ["整改台账", "待通知", "整改前", "同一原因"]),
        ("aggregate", ["县级及以下政府网站数", "合计", "本次抽查合格率达到100%", "问题网站名单"]),
        ("weekly", ["总体情况", "66.7%", "仍存在", "待人工核查"]),
        ("self_check", ["是否完成指标", "栏目不更新"]),
    ],
)
def test_every_table_is_shown(
    pages: Callable[[str], pypdfium2.PdfDocument], name: str, kind: str, said: list[str]
) -> None:
    text = text_of(pages(f"{name}_{kind}"))
    assert [words for words in said if words not in text] == []
    assert "附件1" not in text  # tables alone need no cover


def test_a_notice_goes_out_with_its_receipt(pages: Callable[[str], pypdfium2.PdfDocument]) -> None:
    document = pages("notice_4210230004")
    text = text_of(document)
    assert (
        text.count("网站信息更新") + text.count("累计超过（含）5个") <= 1
    )  # the clause is said once, not with each finding
    for words in ("政府网站问题整改通知书", "检查依据", "请于2018年3月5日前完成整改", "整改回执", "责任人"):
        assert words in text
    heights = {page.get_size() for page in document}
    assert len(heights) == 2  # the letter upright, its annexes across


def test_no_page_is_empty(pages: Callable[[str], pypdfium2.PdfDocument]) -> None:
    for name in ("circular_docx", "ledger_docx", "aggregate_docx", "weekly_docx", "notice_4210230004"):
        for number, page in enumerate(pages(name), 1):
            picture = page.render(scale=0.5).to_pil().convert("L").crop((0, 0, 10_000, int(page.get_height() * 0.44)))
            assert picture.getextrema()[0] < 128, f"{name}, page {number}"
