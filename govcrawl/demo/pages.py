"""The pages of a simulated site and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import LIST_PAGES, Article, Column, Guide, Letter, Survey
from govcrawl.demo.rows import list_rows
from govcrawl.demo.things import attachment_path, form_path, image_path

if TYPE_CHECKING:
    from govcrawl.demo.drawing import SiteDrawing

_HOME_BLOCKS = ("news", "notice", "policy_document", "policy_interpretation", "special", "other")


class PageMaker:
    """Makes every page of one site."""

    def __init__(self, drawing: SiteDrawing) -> None:
        self._drawing = drawing
        self._site = drawing.site
        self._shape = drawing.shape
        self.search_form = {"action": self._shape.search_path, "field": self._shape.search_field}

    def routes(self) -> dict[str, Callable[[Asked], Answer]]:
        """Path (with query where it matters) -> what answers it."""
        found: dict[str, Callable[[Asked], Answer]] = {
            "/": self._home,
            "/index.html": self._home,
            "/wzdt.html": self._site_map,
            self._shape.search_path: self._search,
            "/zt/fwzn.html": self._note,
        }
        for column in self._site.columns:
            self._column_routes(column, found)
        return found

    def _column_routes(self, column: Column, found: dict[str, Callable[[Asked], Answer]]) -> None:
        for page in range(1, column.pages + 1):
            found[self._shape.page_path(column, page).partition("#")[0]] = partial(self._column, column, page)
        for article in column.articles:
            found[self._shape.article_path(article)] = partial(self._article, article)
        for letter in column.letters:
            found[self._shape.part_path(column, "letter", letter.number)] = partial(self._letter, letter)
        if column.page == "letters":
            found[self._shape.part_path(column, "write", column.number)] = partial(self._write, column)
        for survey in column.surveys:
            found[self._shape.part_path(column, "survey", survey.number)] = partial(self._survey, survey)
            if survey.has_result:
                found[self._shape.part_path(column, "result", survey.number)] = partial(self._result, survey)
        for guide in column.guides:
            found[self._shape.part_path(column, "guide", guide.number)] = partial(self._guide, guide)

    def _page(self, template: str, asked: Asked, **context: object) -> Answer:
        return self._drawing.page(self._drawing.draw(template, asked.path, **context))

    def _home(self, asked: Asked) -> Answer:
        lists = [column for column in self._site.columns if column.page == "list" and column.articles]
        slides = next((column for column in lists if column.name == "首页幻灯片"), None)
        pictures = slides or next((column for column in lists if column.name == "图片新闻"), lists[0])
        blocks = [column for column in lists if column is not slides]
        blocks.sort(key=lambda column: _HOME_BLOCKS.index(column.kind) if column.kind in _HOME_BLOCKS else 9)
        shown = blocks[: 14 if self._site.plan.portal else 8]
        return self._page(
            "common/home.html",
            asked,
            slides=slides,
            pictures=self._rows(pictures.ordered[:5], asked.path),
            blocks=[(column, self._rows(column.ordered[: self._home_rows(column)], asked.path)) for column in shown],
            yearly=self._yearly(asked.path),
        )

    def _home_rows(self, column: Column) -> int:
        return 10 if column.kind == "news" else 6

    def _yearly(self, path: str) -> list[dict[str, object]]:
        reports = next((column for column in self._site.columns if column.kind == "report"), None)
        return self._rows(reports.ordered[:2], path) if reports else []

    def _column(self, column: Column, page: int, asked: Asked) -> Answer:
        rows = self._drawing.rows(column, page, asked.path)
        if column.page in LIST_PAGES:
            return self._page(self._shape.list_template(column), asked, column=column, rows=rows, page=page)
        context: dict[str, object] = {"column": column}
        if column.page == "text":
            context["paragraphs"] = self._site.writer.overview(column.number)
        elif column.page == "blocks":
            context["blocks"] = [(child, self._rows(child.ordered[:5], asked.path)) for child in column.children]
        elif column.page == "forms":
            guides = [guide for other in self._site.columns for guide in other.guides if guide.form]
            context["forms"] = [(guide.form, form_path(guide.number)) for guide in guides]
        return self._page(f"common/{column.page}.html", asked, **context)

    def _article(self, article: Article, asked: Asked) -> Answer:
        site = self._site
        return self._page(
            f"{self._shape.name}/article.html",
            asked,
            column=article.column,
            article=article,
            paragraphs=site.writer.paragraphs(article.text_of or article.number),
            image=image_path(article),
            attachment=attachment_path(article),
        )

    def _letter(self, letter: Letter, asked: Asked) -> Answer:
        text = self._site.writer.paragraphs(letter.number, 4)
        return self._page("common/letter.html", asked, column=letter.column, letter=letter, paragraphs=text)

    def _write(self, column: Column, asked: Asked) -> Answer:
        return self._page("common/write.html", asked, column=column)

    def _survey(self, survey: Survey, asked: Asked) -> Answer:
        return self._page("common/survey.html", asked, column=survey.column, survey=survey)

    def _result(self, survey: Survey, asked: Asked) -> Answer:
        return self._page("common/result.html", asked, column=survey.column, survey=survey)

    def _guide(self, guide: Guide, asked: Asked) -> Answer:
        form = form_path(guide.number) if guide.form else ""
        return self._page("common/guide.html", asked, column=guide.column, guide=guide, form=form)

    def _site_map(self, asked: Asked) -> Answer:
        return self._page("common/site_map.html", asked)

    def _note(self, asked: Asked) -> Answer:
        return self._page("common/note.html", asked, paragraphs=self._site.writer.overview(1, 4))

    def _search(self, asked: Asked) -> Answer:
        wanted = asked.value(self._shape.search_field, self._drawing.charset).strip()
        articles = [article for column in self._site.columns for article in column.articles if wanted in article.title]
        hits = self._rows(articles[:10], asked.path) if wanted else []
        return self._page("common/search.html", asked, wanted=wanted, hits=hits, total=len(articles) if wanted else 0)

    def _rows(self, articles: list[Article], path: str) -> list[dict[str, object]]:
        return list_rows(self._site, self._shape, articles, path)
