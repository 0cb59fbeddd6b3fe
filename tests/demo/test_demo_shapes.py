"""Each publishing system serves its lists the way real ones do: in the page, in records, or by its data address."""

import json
from urllib.parse import urlencode, urlsplit

import pytest

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.city import City, load_city
from govcrawl.demo.drawing import SiteDrawing
from govcrawl.demo.records import Column
from govcrawl.demo.shapes import SHAPES, STATIC
from govcrawl.demo.shapes.epoint import BY_FORM, BY_PARAMETER


@pytest.fixture(scope="module")
def every() -> City:
    return load_city("every_system")


def drawing_of(city: City, shape: str) -> SiteDrawing:
    return next(city.drawing(plan) for plan in city.plan.sites if plan.shape == shape)


def ask(drawing: SiteDrawing, target: str, body: str = "") -> Answer:
    parts = urlsplit(target)
    method = "POST" if body else "GET"
    return drawing.answer(Asked(method, drawing.site.plan.host, parts.path, parts.query, body.encode()))


def notices(drawing: SiteDrawing) -> Column:
    return drawing.site.column("通知公告")


@pytest.mark.parametrize("shape", sorted(STATIC))
def test_static_lists_hold_their_rows(every: City, shape: str) -> None:
    drawing = drawing_of(every, shape)
    column = notices(drawing)
    body = ask(drawing, drawing.shape.column_path(column)).body.decode(drawing.charset)
    assert all(drawing.shape.finish(article.title) in body for article in column.page_rows(1))


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - set(STATIC)))
def test_shells_hold_no_row(every: City, shape: str) -> None:
    drawing = drawing_of(every, shape)
    column = notices(drawing)
    body = ask(drawing, drawing.shape.column_path(column)).body.decode()
    assert not any(article.title in body for article in column.articles)


def test_jpaas_unit_is_html_in_json(every: City) -> None:
    drawing = drawing_of(every, "jpaas")
    column = notices(drawing)
    query = urlencode({"pageId": column.number, "pageType": "column", "paramJson": '{"pageNo":1,"pageSize":9}'})
    answer = ask(drawing, f"/api-gateway/jpaas-publish-server/front/page/build/unit?{query}")
    assert json.loads(answer.body)["data"]["html"].count("<li>") == len(column.page_rows(1))


def test_gkmlpt_answers_all_articles(every: City) -> None:
    drawing = drawing_of(every, "gkmlpt")
    column = notices(drawing)
    articles = json.loads(ask(drawing, f"/gkmlpt/api/all/{column.number}?page=1&sid=1").body)["articles"]
    assert articles[0]["created_at"].startswith(f"{column.ordered[0].day}")
    assert len(articles) == len(column.articles)


@pytest.mark.parametrize("service", [BY_FORM, BY_PARAMETER])
def test_epoint_answers_both_generations(every: City, service: str) -> None:
    drawing = drawing_of(every, "epoint")
    column = notices(drawing)
    number = f"{column.number:06d}"
    form = {"categoryNum": number, "pageindex": 0, "pagesize": 5}
    parameter = {"params": json.dumps({"categoryNum": number, "pageIndex": 0, "pageSize": 5})}
    answer = ask(drawing, service, urlencode(form if service == BY_FORM else parameter))
    assert len(json.loads(answer.body)["custom"]["infodata"]) == 5


def test_epoint_never_answers_zero_for_a_wrong_question(every: City) -> None:
    assert ask(drawing_of(every, "epoint"), BY_FORM, "categoryNum=999999").status == 500


def test_second_list_pages_differ_from_the_first(every: City) -> None:
    for shape in STATIC:
        drawing = drawing_of(every, shape)
        column = next(column for column in drawing.site.columns if column.pages > 1 and column.page == "list")
        first, second = (ask(drawing, drawing.shape.page_path(column, page)) for page in (1, 2))
        assert first.status == second.status == 200
        assert first.body != second.body


def test_sites_below_a_path_keep_their_links_below_it() -> None:
    city = load_city("huanggang_2019q1")
    plan = next(plan for plan in city.plan.sites if plan.base)
    body = city.answer(Asked("GET", plan.host, f"{plan.base}/")).body.decode()
    assert f'href="{plan.base}/site/' in body
    assert 'href="/site/' not in body
