"""What the overview shows: rates of like inspections only, ages of columns, regions; a chart without figures is no chart."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection

from govcrawl.reports.charts import Point, line_chart
from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content, read_content
from govcrawl.reports.overview import charts_of, heat_maps, region_table
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.reporting_overview import pass_rates
from govcrawl.store.reporting_register import region_rows

from .city import EDITION, NAME, judge
from .overview_facts import EARLIER, OFFLINE, fill_overview


@pytest.fixture
def full(city: Connection) -> Content:
    fill_overview(city)
    return read_content(city, NAME)


def test_the_trend_is_of_the_same_scope_and_edition(full: Content) -> None:
    rates = pass_rates(full.connection, NAME, EDITION)
    assert [(row.inspection, row.qualified, row.judged) for row in rates] == [(EARLIER, 2, 2), (NAME, 2, 3)]
    assert [row.inspection for row in pass_rates(full.connection, EARLIER, EDITION)] == [EARLIER]


def test_every_chart_has_its_figures(full: Content) -> None:
    charts = {chart.title: str(chart.svg) for chart in charts_of(full, {"栏目更新不及时": 3}, 1, "zh")}
    assert list(charts) == ["检查结果（网站数）", "问题类型（个）", "历次检查合格率", "首页响应最慢的网站（毫秒）"]
    assert "历次检查合格率：2017年第四季度 100%，2018年第一季度 66.7%" in charts["历次检查合格率"]
    assert "首页响应最慢的网站（毫秒）：监利县人民政府 2500<" in charts["首页响应最慢的网站（毫秒）"]
    assert not any("style=" in svg for svg in charts.values())


def test_a_chart_without_figures_is_left_out(content: Content) -> None:
    assert [chart.title for chart in charts_of(content, {}, 1, "en")] == ["results (sites)"]
    assert list(heat_maps(content, "en")) == []


def test_heat_maps_count_columns_by_age(full: Content) -> None:
    kinds, sites = heat_maps(full, "zh")
    assert kinds.headers == ["栏目类别", "两周内更新", "半年内更新", "一年内更新", "超过一年", "空白"]
    assert [(name, [cell.text for cell in cells]) for name, cells in kinds.rows] == [
        ("动态要闻", ["1", "1", "", "", ""]),
        ("互动交流", ["", "", "1", "", ""]),
        ("其他栏目", ["", "", "", "1", "1"]),
    ]
    assert [name for name, _ in sites.rows] == ["监利县人民政府", "荆州区人民政府"]
    assert sites.rows[0][1][0].shade == "heat two_weeks shade1"


def test_regions_add_up_and_shade_what_failed(full: Content) -> None:
    table = region_table(full, 1, "zh")
    assert table is not None
    rows = {name: [cell.text for cell in cells] for name, cells in table.rows}
    assert rows["监利县"] == ["1", "1", "0", "1", "0", "0%"]
    assert rows["市本级"] == ["2", "2", "1", "0", "1", "100%"]
    assert dict(table.rows)["监利县"][3].shade == "heat older shade4"


def test_a_site_that_went_offline_runs_in_no_region(city: Connection) -> None:
    judge(city, stored_inspection(city, NAME).number, OFFLINE, "not_inspected", [])
    running = {row.code: row.running for row in region_rows(city, NAME, EDITION, 6)}
    assert running == {"421000": 2, "421003": 1, "421023": 1}


def test_the_report_counts_as_many_problems_as_it_lists(content: Content, tmp_path: Path) -> None:
    write_circular(content, "html", tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text("utf-8")
    counted = re.search(r"问题类型（个）：([^<]+)<", text)
    assert counted is not None
    assert "栏目更新不及时 3" in counted[1]
    assert "栏目不更新 1" in counted[1]
    total = sum(int(part.rsplit(" ", 1)[1]) for part in counted[1].split("，"))
    assert total == sum(map(int, re.findall(r"问题 (\d+)", text))) == 7
    assert "<strong>栏目不更新</strong>：应更新但长期未更新的栏目10个" in text


def test_a_flat_line_and_a_single_point_are_drawn() -> None:
    for points in ([Point("一", 1.0, "100%")], [Point("一", 0.5, "50%"), Point("二", 0.5, "50%")]):
        svg = str(line_chart("t", points).svg)
        assert svg.count("<circle") == len(points)
        assert "nan" not in svg
