"""Protective answers are recognised; pages of the site are not taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.challenge import read_challenge

HTML = "<html><head><title>{title}</title></head><body>{body}</body></html>"


def answer(title: str, body: str) -> bytes:
    return HTML.format(title=title, body=body).encode()


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (
            521,
            {"Set-Cookie": "__jsl_clearance_s=1; Max-age=3600"},
            b"<script>document.cookie=('_')+('_')</script>",
            "加速乐",
        ),
        (521, {}, b"<script>var _0x1='a';go({\"bts\":[1]})</script>", "加速乐"),
        (412, {"Set-Cookie": "FSSBBIl1UgzbN7NO=abc"}, b"<html><script>x()</script></html>", "瑞数动态防护"),
        (412, {}, b"<html><head><script>function a(){}</script></head></html>", "动态防护（412）"),
        (202, {}, b"<script>$_ts=window['$_ts'];</script>", "瑞数动态防护"),
        (403, {"cf-mitigated": "challenge"}, b"", "Cloudflare 验证"),
        (503, {}, b"<title>Just a moment...</title>", "Cloudflare 验证"),
        (200, {}, answer("网站防火墙", "您的请求带有不合法参数，已被网站管理员设置拦截！"), "网站安全狗"),
        (200, {}, answer("网站防火墙", "您的请求带有不合法参数").replace(b"utf-8", b"gbk"), "宝塔防火墙"),
        (200, {}, b"<script>YunSuoAutoJump();</script>", "云锁"),
        (200, {}, answer("360网站卫士拦截提示", "您的访问被拦截"), "360网站卫士"),
        (403, {}, answer("403", "当前访问疑似黑客攻击，已被创宇盾拦截"), "知道创宇创宇盾"),
        (405, {}, answer("405", "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"), "阿里云盾"),
        (200, {}, b"<html><script>var arg1='ABC';document.cookie='acw_sc__v2='+x</script></html>", "阿里云盾"),
        (403, {}, answer("", "您的访问请求可能对网站造成安全威胁，请求已被长亭雷池拦截"), "长亭雷池WAF"),
        (403, {}, answer("提示", "您的IP地址已被管理员禁止，请求被系统拦截"), "访问被拦截"),
        (200, {}, answer("访问验证", "请完成安全验证后继续访问"), "人机验证"),
        (403, {}, "您的请求已被防火墙拦截".encode("gb18030"), "访问被拦截"),
        (302, {"Location": "https://zwfw.example.gov.cn/cas/login?service=x"}, b"", "需要登录"),
        (401, {"WWW-Authenticate": "Basic"}, b"", "需要登录"),
    ],
)
def test_known_answers(status: int, headers: dict[str, str], body: bytes, name: str) -> None:
    assert read_challenge(status, headers, body) == name


LONG = "县政府召开网络安全工作会议，要求各单位部署网站防火墙，对可疑请求予以拦截，重要系统接入知道创宇创宇盾。" * 30


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {}, answer("我县部署网站防火墙", f"<p>{LONG}</p>")),
        (200, {"Set-Cookie": "__jsluid_h=abc", "X-Via-JSL": "1"}, answer("某某县人民政府", "<a href=1>新闻</a>")),
        (200, {"Server": "yunjiasu-nginx", "Set-Cookie": "HWWAFSESID=1"}, answer("某某局", "欢迎访问")),
        (404, {}, answer("404 Not Found", "nginx")),
        (500, {}, answer("500", "Internal Server Error")),
        (521, {"Server": "cloudflare"}, answer("Web server is down", "Error 521")),
        (302, {"Location": "http://www.example.gov.cn/index.html"}, b""),
        (403, {}, answer("403 Forbidden", "nginx")),
        (200, {}, b""),
        (200, {}, "<ul>" + "".join(f"<li><a href='{n}'>请求被拦截的通知{n}</a></li>" for n in range(9)) + "</ul>"),
    ],
)
def test_answers_of_the_site(status: int, headers: dict[str, str], body: bytes | str) -> None:
    assert read_challenge(status, headers, body) is None


def test_an_article_is_told_by_its_length_alone() -> None:
    sentence = "您的访问被拦截。"
    assert read_challenge(200, {}, answer("", sentence + "字" * 880)) == "访问被拦截"
    assert read_challenge(200, {}, answer("", sentence + "字" * 900)) is None


@given(
    st.integers(100, 599),
    st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=4),
    st.binary(max_size=3000),
)
def test_never_raises(status: int, headers: dict[str, str], body: bytes) -> None:
    read_challenge(status, headers, body)
