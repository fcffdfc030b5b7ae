"""The register as a list: one page of rows with the totals of all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

import pandas as pd

from campaign.analysis.data_table import DataTable, html
from campaign.analysis.register_table import (
    SORTS,
    ListQuery,
    ListRequest,
    columns,
    list_line,
    list_page,
    row_limit_words,
    totals_line,
    with_names,
)
from campaign.analysis.view import View
from campaign.charts.wording import join_sentences
from campaign.domain.register import PagePlace, RegisterAwayError
from campaign.site.elements import drop_down, keep_together, source_line
from campaign.site.filters import search_field
from campaign.site.notices import away_notice
from campaign.site.page import PAGE_ROWS, STATUS, SitePage, button, download_link, scope_html


@dataclass(frozen=True)
class RegisterPage:
    """One page of the list: its number, the number of pages, totals in words, table as HTML.

    `former` and `next` are the pages before and after it, None at the ends.
    """

    number: int
    pages: int
    line: str
    table: str
    former: ListRequest | None
    next: ListRequest | None


def register_page(view: View, request: ListRequest, most: int = PAGE_ROWS) -> RegisterPage:
    """Return a page of the activities that match a query, `most` rows a page."""
    query, text = request.query, view.text
    totals = list_line(view, query)
    pages, number = count_pages(totals.activities, most), request.number
    listed = list_page(view, query, most, request.place)
    table = html(to_table(listed.rows, view), text, text("Register of activities"), cards=True)
    line = view.scope.sentence(totals_line(totals, text))
    if view.selection.oblasts:
        line = join_sentences(line, view.wide_line)
    former = ListRequest(query)
    if number > 2:
        former = ListRequest(query, number - 1, PagePlace(listed.first, backwards=True))
    following = ListRequest(query, number + 1, PagePlace(listed.last))
    return RegisterPage(
        number,
        pages,
        line,
        table,
        former if number > 1 else None,
        following if number < pages else None,
    )


def to_table(rows: pd.DataFrame, view: View) -> DataTable:
    """Return activities as a table with names in the reader's language."""
    return DataTable(with_names(rows, view), columns(view.text))


def register(page: SitePage) -> str:
    """Return a page of the activities of the selection in a card, and all of them as CSV.

    The live app searches and sorts them, and turns the pages.
    """
    view, text = page.view, page.view.text
    title = f"<h2>{escape(text('Register of activities'))}{scope_html(view.scope.line)}</h2>"
    try:
        shown = register_page(view, page.listed, page.register_rows)
        # A published site has the file, however long it is.
        is_app = page.links.page("data", view.selection) is not None
        limit_words = row_limit_words(view) if is_app else ""
    except RegisterAwayError:
        content = f"{title}{away_notice(text)}"
    else:
        status = STATUS if page.becomes_live else ""
        content = (
            f'{title}{_choices(page)}<p class="summary">{keep_together(shown.line)}</p>'
            f'{shown.table}<div class="tools">{_pages(page, shown)}{_file(page, limit_words)}</div>'
            f"{status}"
        )
    return f'<section class="card register" data-card="register">{content}</section>'


def _choices(page: SitePage) -> str:
    """Return the search field, and the choice of the column to sort by; "" without the app."""
    text, query = page.view.text, page.listed.query
    if not page.becomes_live:
        return ""
    field = search_field("register", query.words, text("Search"), text("Title, place, organizer…"))
    headers = {column.key: column.header for column in columns(text)}
    marks = {query.sort: ' aria-current="true"'}
    sorts = [button(headers[name], "sort", name, marks.get(name, "")) for name in SORTS]
    pressed = f' class="button" aria-pressed="{str(query.descending).lower()}"'
    return (
        f'<div class="choices needs-app"><div class="labelled">{field}</div>'
        f"{drop_down(text('Sort by'), headers[query.sort], sorts)}"
        f"{button(text('Descending'), 'descending', attributes=pressed)}</div>"
    )


def _pages(page: SitePage, shown: RegisterPage) -> str:
    """Return the number of the page, and in the live app the buttons to the others."""
    text = page.view.text
    if shown.pages == 1:
        return ""
    number = source_line(text("Page {n} of {total}", n=shown.number, total=shown.pages))
    if not page.becomes_live:
        return number
    former, following = (
        button(words, "turn", name, f' class="button"{"" if request else " disabled"}')
        for words, name, request in (
            (text("Previous"), "former", shown.former),
            (text("Next"), "next", shown.next),
        )
    )
    return f"{former}{number}{following}"


def _file(page: SitePage, limit_words: str) -> str:
    """Return the link to the activities as CSV, or why there is no file."""
    if limit_words:
        return source_line(limit_words)
    if page.listed.query == ListQuery():
        return download_link(page, "register")
    return button(page.view.text("Download CSV"), "csv", "register", ' class="button"')


def count_pages(count: int, rows: int) -> int:
    """Return how many pages `count` items fill, `rows` a page; 1 if there are none."""
    return max(1, math.ceil(count / rows))
