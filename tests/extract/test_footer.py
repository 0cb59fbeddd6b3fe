"""The eight marks of a footer in all their forms, and when absence may be said."""

import pytest

from govcrawl.extract.footer import footer_assets, read_marks
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.model.items import MarkSeen
from govcrawl.model.vocabulary import Mark

URL = "http://www.example.gov.cn/index.html"
CLOSED = "<div class='footer'><p>版权所有 某某网 技术支持：某某公司</p>{}</div>"


def page(body: str, head: str = "") -> Page:
    return open_page(RawPage(URL, f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()))


def mark(kind: Mark, body: str, assets: dict[str, str] | None = None, **options: bool) -> MarkSeen:
    return next(seen for seen in read_marks(page(body), assets or {}, **options) if seen.mark is kind)


SCRIPT = "CA421234567890123456789"
NUMBER = "0B69694652DE7445E053022819AC2E6C"
FORMS = {
    "escaped script": (
        Mark.PARTY_GOVERNMENT_MARK,
        f"""<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/42/123/4567/89012345/{SCRIPT}.js' type='text/javascript'%3E%3C/script%3E"));</script>""",
        SCRIPT,
    ),
    "element made by a script": (
        Mark.PARTY_GOVERNMENT_MARK,
        f"<script>var s = document.createElement('script'); s.src = '//dcs.conac.cn/js/42/123/4567/89012345/{SCRIPT}.js';</script>",
        SCRIPT,
    ),
    "link and picture": (
        Mark.PARTY_GOVERNMENT_MARK,
        f'<span id="_ideConac"><a href="//bszs.conac.cn/sitename?method=show&amp;id={NUMBER}"><img src="//dcs.conac.cn/image/red.png"></a></span>',
        NUMBER,
    ),
    "blue mark": (
        Mark.PARTY_GOVERNMENT_MARK,
        f'<a href="//bszs.conac.cn/sitename?method=show&amp;id={NUMBER}"><img src="//dcs.conac.cn/image/blue.png"></a>',
        NUMBER,
    ),
    "mark in error state": (
        Mark.PARTY_GOVERNMENT_MARK,
        f'<a href="//bszs.conac.cn/sitename?method=show&amp;id={NUMBER}"><img src="//dcs.conac.cn/image/red_error.png"></a>',
        NUMBER,
    ),
    "link, unescaped": (Mark.PARTY_GOVERNMENT_MARK, f'<a href="http://bszs.conac.cn/sitename?method=show&id={NUMBER}">x</a>', NUMBER),
    "entry script": (
        Mark.ERROR_REPORT_ENTRY,
        "<script id='_jiucuo_' sitecode='4210000001' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>",
        "4210000001",
    ),
    "entry script behind a proxy of addresses": (
        Mark.ERROR_REPORT_ENTRY,
        '<script id="_jiucuo_" sitecode="bm07000001" src="//jl036.ipv6ipv4.com.cn/exposure/jiucuo.js"></script>',
        "bm07000001",
    ),
    "local copy of the entry script": (
        Mark.ERROR_REPORT_ENTRY,
        '<script id="_jiucuo_" sitecode="4210000001" src="/static/js/jiucuo.js"></script>',
        "4210000001",
    ),
    "entry link": (
        Mark.ERROR_REPORT_ENTRY,
        '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4403000002&amp;url=http%3A%2F%2Fx"><img src="/j.png"></a>',
        "4403000002",
    ),
    "entry as the browser shows it": (
        Mark.ERROR_REPORT_ENTRY,
        """<span id="_span_jiucuo"><img onclick="Link('1401070001')" src="http://121.43.68.40/exposure/images/jiucuo.png?v=1401070001"></span>""",
        "1401070001",
    ),
    "site code": (Mark.SITE_ID_CODE, "<p>网站标识码：4210000001</p>", "4210000001"),
    "site code without a colon": (Mark.SITE_ID_CODE, "<p>政府网站标识码5100000062</p>", "5100000062"),
    "site code of a ministry": (Mark.SITE_ID_CODE, "<p>网站标识码 bm07000001</p>", "bm07000001"),
    "site code of the corps": (Mark.SITE_ID_CODE, "<p>网站标识码:&nbsp;BT03000040</p>", "BT03000040"),
    "site code in full width, behind a tag": (Mark.SITE_ID_CODE, "<p>网站标识码：<b>４２１０００</b>０００１</p>", "4210000001"),
    "site code in brackets": (Mark.SITE_ID_CODE, "网站标识码（4210000001）", "4210000001"),
    "site code, blanks in the label": (Mark.SITE_ID_CODE, "网 站 标 识 码：4210000001", "4210000001"),
    "site code, short label": (Mark.SITE_ID_CODE, "<p>标识码：4210000001</p>", "4210000001"),
    "filing in brackets": (Mark.ICP_FILING, "闽ICP备（05000007）号", "闽ICP备(05000007)号"),
    "filing without its province": (Mark.ICP_FILING, "ICP备案编号：05000008号", "ICP备案编号:05000008号"),
    "host unit, blanks in the label": (Mark.HOST_UNIT, "主 办：某某市人民政府办公室", "某某市人民政府办公室"),
    "host unit, other word": (Mark.HOST_UNIT, "主办机关：某某市人民政府", "某某市人民政府"),
    "hotline": (Mark.CONTACT, "政务服务热线：12345", "12345"),
    "site map in English": (Mark.SITE_MAP, '<a href="/sitemap.html">SiteMap</a>', "/sitemap.html"),
    "filing": (Mark.ICP_FILING, "<a>鄂ICP备05000001号-1</a>", "鄂ICP备05000001号-1"),
    "filing, lower case": (Mark.ICP_FILING, "苏icp备10000002号", "苏icp备10000002号"),
    "filing split by a tag": (Mark.ICP_FILING, "沪ICP备<br>11000003号-7", "沪ICP备11000003号-7"),
    "filing without 号": (Mark.ICP_FILING, "浙ICP备05000004", "浙ICP备05000004"),
    "filing with a colon": (Mark.ICP_FILING, "冀ICP备：10000005号", "冀ICP备:10000005号"),
    "filing, old name of the province": (Mark.ICP_FILING, "蜀ICP备 10000006号", "蜀ICP备10000006号"),
    "police": (Mark.POLICE_FILING, "<a>川公网安备 51012402001673号</a>", "川公网安备 51012402001673号"),
    "police, nbsp and tags": (Mark.POLICE_FILING, "川公网安备&nbsp;&nbsp;<span>5101</span>2402001673号", "川公网安备 51012402001673号"),
    "police with a colon": (Mark.POLICE_FILING, "苏公网安备:32010602010331号", "苏公网安备:32010602010331号"),
    "police, other wording": (Mark.POLICE_FILING, "公安机关备案号：43010302000524", "公安机关备案号:43010302000524"),
    "police, in the link only": (
        Mark.POLICE_FILING,
        '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=51012402001673"><img src="/police.png"></a>',
        "51012402001673",
    ),
    "police, old link": (
        Mark.POLICE_FILING,
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=33060202000394"><img src="/p.png"></a>',
        "33060202000394",
    ),
    "host unit": (Mark.HOST_UNIT, "主办单位：某某市人民政府办公室　承办单位：某某市信息中心", "某某市人民政府办公室"),
    "host unit, short label": (Mark.HOST_UNIT, "<span>主办：某某市教育局</span><span>承办：信息科</span>", "某某市教育局"),
    "host unit before the word": (Mark.HOST_UNIT, "<div>某某市商务局主办</div><div>信息中心技术支持</div>", "某某市商务局"),
    "host unit before the word and a partner": (
        Mark.HOST_UNIT,
        "<div>某某市人民政府主办&nbsp;&nbsp;&nbsp;市直各部门协办</div>",
        "某某市人民政府",
    ),
    "phone": (Mark.CONTACT, "联系电话：0716-8278000", "0716-8278000"),
    "phone, site's own label": (Mark.CONTACT, "网站联系电话：0731-58570000（仅受理网站建设维护相关事宜）", "0731-58570000"),
    "phone behind a word of contact": (Mark.CONTACT, "联系我们：0716-8278000", "0716-8278000"),
    "phone with two hyphens": (Mark.CONTACT, "电话：0716--8278000", "0716--8278000"),
    "site map": (Mark.SITE_MAP, '<a href="/wzdt.html">网站地图</a>', "/wzdt.html"),
    "site map, other word": (Mark.SITE_MAP, '<a href="/zddt/"><img src="m.png" alt="站点地图"></a>', "/zddt/"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "html", "value"), FORMS.values(), ids=FORMS)
def test_every_form_is_read_with_its_value(kind: Mark, html: str, value: str) -> None:
    seen = mark(kind, CLOSED.format(html))
    assert (seen.present, seen.value, seen.where) == (True, value, "html")


ABSENT = {
    "commented entry": (
        Mark.ERROR_REPORT_ENTRY,
        "<!-- <script id='_jiucuo_' sitecode='4210000001' src='x'></script> -->",
    ),
    "own form for errors": (Mark.ERROR_REPORT_ENTRY, '<a href="/wzjc/index.html">网站纠错</a>'),
    "commented party mark": (
        Mark.PARTY_GOVERNMENT_MARK,
        f'<!--a href="http://bszs.conac.cn/sitename?method=show&id={NUMBER}"></a-->',
    ),
    "party mark commented in a script": (
        Mark.PARTY_GOVERNMENT_MARK,
        f'<script>//document.write("dcs.conac.cn/js/{SCRIPT}.js")\n</script>',
    ),
    "label without a code": (Mark.SITE_ID_CODE, "<p>网站标识码：</p>"),
    "ten digits without a label": (Mark.SITE_ID_CODE, "<p>4210000001</p>"),
    "only the owner of rights": (Mark.HOST_UNIT, "<p>版权所有：某某市人民政府</p>"),
    "no filing": (Mark.ICP_FILING, "<p>备案</p>"),
}


@pytest.mark.parametrize(("kind", "html"), ABSENT.values(), ids=ABSENT)
def test_absent_where_the_whole_footer_was_read(kind: Mark, html: str) -> None:
    assert mark(kind, CLOSED.format(html)).present is False


UNTOLD = {
    "no footer at all": "<p>正文</p>",
    "footer loaded by a script": '<div id="footer"></div><script>$("#footer").load("/include/footer.html");</script>',
    "footer script": '<div class="footer"><p>版权所有 某某网 技术支持：某某</p></div><script src="/js/footer.js"></script>',
    "footer frame": '<p>技术支持：某某公司 某某</p><iframe src="/inc/bottom.html"></iframe>',
    "place not filled": '<div class="footer">技术支持：某某公司 <span id="icp_no"></span></div>',
    "template not filled": '<div class="footer"><span>主办单位：{{site.unit}}</span> 网站标识码：{{ site.code }} 技术支持：某某公司</div>',
}


@pytest.mark.parametrize("body", UNTOLD.values(), ids=UNTOLD)
def test_absence_is_not_told_while_something_is_unread(body: str) -> None:
    seen = mark(Mark.ICP_FILING, body)
    assert seen.present is None
    assert seen.detail


def test_a_picture_without_link_proves_nothing() -> None:
    assert mark(Mark.PARTY_GOVERNMENT_MARK, CLOSED.format('<img src="/images/red.png">')).present is None


def test_a_link_to_contacts_lists_no_contact() -> None:
    seen = mark(Mark.CONTACT, CLOSED.format('<a href="/lxwm/">联系我们</a>'))
    assert seen.present is False
    assert seen.detail is not None
    assert "联系我们" in seen.detail


def test_marks_of_a_footer_script_and_an_include() -> None:
    body = '<script src="/js/foot.js"></script><div id="bottom"></div><script>$("#bottom").load("/inc/bottom.html")</script>'
    assert footer_assets(page(body)) == (
        "http://www.example.gov.cn/js/foot.js",
        "http://www.example.gov.cn/inc/bottom.html",
    )
    assets = {
        "http://www.example.gov.cn/js/foot.js": """document.write('<p>主办单位：某某市水利局</p>');
            document.write('<!--script id="_jiucuo_" sitecode="4210000001"></script-->');""",
        "http://www.example.gov.cn/inc/bottom.html": "<div>鄂ICP备05000001号</div>",
    }
    seen = {one.mark: one for one in read_marks(page(body), assets)}
    assert (seen[Mark.HOST_UNIT].value, seen[Mark.HOST_UNIT].where) == ("某某市水利局", "script")
    assert (seen[Mark.ICP_FILING].value, seen[Mark.ICP_FILING].where) == ("鄂ICP备05000001号", "include")
    assert seen[Mark.ERROR_REPORT_ENTRY].present is False


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ('<iframe src="/foot/index.html"></iframe>', "/foot/index.html"),
        (
            "<div id=a></div><script>$.ajax({url:'/inc/footer.html',success:d=>$('#a').html(d)})</script>",
            "/inc/footer.html",
        ),
        ("<script>var x=new XMLHttpRequest();x.open('GET','/footer.html',true);x.send()</script>", "/footer.html"),
        ("<script>document.write('<script src=\"/js/footer.js\"><\\/script>')</script>", "/js/footer.js"),
        ("<script>$.ajax({url:'/inc/news.html'})</script>", None),
    ],
)
def test_ways_in_which_a_footer_is_fetched(body: str, path: str | None) -> None:
    assert footer_assets(page(body)) == ((f"http://www.example.gov.cn{path}",) if path else ())


@pytest.mark.parametrize("image", ['src="/i/dzjg.png"', 'src="/i/a1.png" alt="党政机关"'])
def test_other_pictures_of_the_party_mark_prove_nothing_either_way(image: str) -> None:
    assert mark(Mark.PARTY_GOVERNMENT_MARK, CLOSED.format(f"<img {image}>")).present is None


def test_scripts_of_other_hosts_and_libraries_are_no_footer_assets() -> None:
    body = (
        '<script src="http://cdn.example.com/footer.js"></script><script src="/js/jquery.min.js"></script><p>正文</p>'
    )
    assert footer_assets(page(body)) == ()


def test_a_rendered_page_tells_absence() -> None:
    body = '<div id="footer"><p>主办单位：某某市水利局</p></div><script src="/js/footer.js"></script>'
    assert mark(Mark.HOST_UNIT, body, rendered=True).where == "browser"
    assert mark(Mark.ICP_FILING, body, rendered=True).present is False


@pytest.mark.parametrize("code", ["310000000044", "bm236554412", "942100001", "421000000"])
def test_a_malformed_site_code_is_present_and_said_to_be_malformed(code: str) -> None:
    seen = mark(Mark.SITE_ID_CODE, CLOSED.format(f"<p>网站标识码：{code}</p>"))
    assert (seen.present, seen.value) == (True, code)
    assert seen.detail is not None
    assert code in seen.detail


def test_a_code_in_the_tag_only_says_so() -> None:
    marks = read_marks(page(CLOSED.format(""), '<meta name="SiteIDCode" content="4210000001">'), {})
    seen = next(one for one in marks if one.mark is Mark.SITE_ID_CODE)
    assert (seen.present, seen.value, seen.where) == (True, "4210000001", "tag")


def test_error_state_and_institution_mark_are_told_apart() -> None:
    link = f'<a href="//bszs.conac.cn/sitename?method=show&id={NUMBER}"><img src="//dcs.conac.cn/image/{{}}.png"></a>'
    assert "red_error" in (mark(Mark.PARTY_GOVERNMENT_MARK, CLOSED.format(link.format("red_error"))).detail or "")
    assert "blue" in (mark(Mark.PARTY_GOVERNMENT_MARK, CLOSED.format(link.format("blue"))).detail or "")


def test_an_organiser_in_an_article_is_no_host_unit() -> None:
    article = f"<div class='article'><p>主办单位：中国某某协会</p>{'<p>正文段落正文段落</p>' * 300}</div>"
    assert mark(Mark.HOST_UNIT, article + CLOSED.format("")).present is False
