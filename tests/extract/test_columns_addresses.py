"""What the shape of an address says."""

import pytest

from govcrawl.extract.address_shape import Shape, shape_of

SHAPES = {
    Shape.ROOT: "/ /index.html /index.jsp /default.aspx /index.html?",
    Shape.FOLDER: "/gzdt/ /zwgk/tzgg/ /xwzx/2018/",
    Shape.COLUMN: "/gzdt/index.html /col/col12/index.html /site/c100028/common_list.shtml /gkmlpt/index#5 /12/list.htm "
    "/info/iList.jsp?cat_id=2&cur_page=1 /list-12-1.html /n8/n28/ /ItemList.html?itemId=926 /plus/list.php?tid=3 "
    "/index.php?m=content&c=index&a=lists&catid=9 /Category_12/Index.aspx /ArticleList.aspx?cid=3&page=1 /zwgk/012001/about.html /012/012003/moreinfo.html "
    "/xwdt/index.jhtml /zmhd/index.shtml#6 /news.html?type=6 /lb.html?category=44&pageNum=1 /pub.action?newstype=17 /Column.shtml?p5=76 /channels/18105.html "
    "/site/channel?siteId=22&channelId=36 /content?catid=3",
    Shape.ARTICLE: "/art/2024/10/21/art_1543973_58942886.html /zwgk/201808/t20180831_6539.html /t18993630.shtml "
    "/art/2020/art_0123456789abcdef0123456789abcdef.html /site/c100003/202403/26813.shtml /109/171/content_1335045.html "
    "/gkmlpt/content/1/post_9360641.html /info/1012/5283.htm /2026/0911/c445a62076/page.htm /fjbm/tzgg/562718.htm "
    "/sc/2020/9/15/0123456789abcdef0123456789abcdef.shtml /Item/52478.aspx /show-12-33-1.html /xwzx/2018-01-02/5285.html "
    "/index.php?m=content&c=index&a=show&catid=9&id=12 /ItemDetail.html?docId=12 "
    "/info/iDetail.jsp?cat_id=10107&tid=5040 /info/iIndex.jsp?node_id=1&cat_id=2&id=7 /show.asp?classid=3&id=12 /n2/n6/c12345/content.html "
    "/zfxxgk/002017/20250610/37a4a394-451b-4792-8eaa-e765193a1ad1.html "
    "/xwdt/3258.jhtml /xwdt/3258_2.jhtml /contents/18287/388334.html /fjbm/tzgg/562718.htm#pl /show.jsp?type=2&id=7 "
    "/site/detail?siteId=22&channelId=36&id=56763 /info?catid=3&infoId=9 /Art_Body/Detail/631cf310-bf83-4ed1-9254-f38bfd50e6a9 /#/detail?channelId=3&id=9 /news/detail?id=12",
    Shape.PAGING: "/gzdt/index_1.html /x.jsp?page=2 /xwdt/index_2.jhtml /channels/18105_2.html /lb.html?category=44&pageNum=2",
    Shape.FILE: "/f/t.doc /f/t.pdf?x=1 /p.PNG",
    Shape.OTHER: "/login.jsp /search/x /english/ /rss.xml /was5/web/search?q=1 /sso/login /webmail/",
    Shape.PLAIN: "/gzdt.htm /gzdt /xwzx/zhxw.htm /mail.action?t=40 /mail/box.asp /lb.html?type=2&name=x",
}


@pytest.mark.parametrize(
    ("local", "shape"), [(local, shape) for shape, group in SHAPES.items() for local in group.split()]
)
def test_shapes(local: str, shape: Shape) -> None:
    assert shape_of("http://www.example.gov.cn" + local) is shape
