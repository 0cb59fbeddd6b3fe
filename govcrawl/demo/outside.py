"""Hosts outside a simulated city: alive, dead, behind a firewall, or moved."""

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.things import PNG

_PAGE = "<html><head><title>{host}</title></head><body><h1>{host}</h1><p>欢迎访问。</p></body></html>"
_WAF = (
    "<html><head><title>访问被拦截</title></head><body><p>您的请求疑似攻击行为，已被网站防火墙拦截。</p></body></html>"
)


def answer_outside(behaviour: str, asked: Asked) -> Answer:
    """How an outside host answers: ok, not_found, gone, waf_403, login_redirect, server_error, or a Proxy-Status error word."""
    match behaviour:
        case "ok":
            return _ok(asked)
        case "not_found":
            return Answer(404, b"<html><head><title>404</title></head><body>Not Found</body></html>")
        case "gone":
            return Answer(410, b"<html><body>Gone</body></html>")
        case "waf_403":
            return Answer(403, _WAF.encode(), headers={"Server": "WAF"})
        case "login_redirect":
            return Answer(302, headers={"Location": f"http://login.{asked.host}/sso"})
        case "server_error":
            return Answer(500, b"<html><body>Internal Server Error</body></html>")
        case _:
            return Answer(502, fault=behaviour)


def _ok(asked: Asked) -> Answer:
    if asked.path.endswith(".js"):
        return Answer(200, b"/* */\n", "application/javascript")
    if asked.path.endswith((".png", ".jpg", ".gif")):
        return Answer(200, PNG, "image/png")
    return Answer(200, _PAGE.format(host=asked.host).encode())
