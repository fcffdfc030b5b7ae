"""The table of each chart as a CSV file at an address of its own: a download without a script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from campaign.analysis.data_table import DataTable, csv_bytes
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import SORTS, ListQuery, query_activities
from campaign.analysis.row_limit import row_limit_words
from campaign.analysis.view import View
from campaign.charts.chart_list import CARDS
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.register import RegisterAwayError
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import Text
from campaign.site.notices import NO_FILE
from campaign.site.register import to_table
from campaign.site.register_away_notice import away_words
from campaign.site.view_cache import cached_chart
from campaign.theme.style import LIGHT
from campaign.web.requested_view import bad_query, requested_view

REGISTER = "register"


def table_file(request: Request) -> Response:
    """Return the table and selection that the address names; 404 if there is no such table.

    Return 503 with a sentence while the register is away, and 400 with one for a register that is
    too long or a query that is not understood.
    """
    key = str(request.path_params["key"])
    lang = preferred_language(request.headers.get("accept-language"))
    text = Text.of(lang)
    if key not in (*CARDS, REGISTER):
        return PlainTextResponse(text(NO_FILE), 404)
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    try:
        view, issues = requested_view(request.query_params, campaign, lang, LIGHT, is_page=False)
        text = view.text
        return bad_query(issues, text) if issues else _file(key, view)
    except RegisterAwayError:
        return PlainTextResponse(away_words(text), 503, {"Cache-Control": "no-cache"})


def _file(key: str, view: View) -> Response:
    if not view.has_register or view.is_empty:
        return PlainTextResponse(view.absence, 404)
    if key == REGISTER and (limit_words := row_limit_words(view)):
        return PlainTextResponse(limit_words, 400, {"Cache-Control": "no-cache"})
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        "Content-Disposition": f'attachment; filename="{file_name(view, key, ".csv")}"',
    }
    content = csv_bytes(_table(key, view), view.text, view.disclaimer)
    return Response(content, media_type="text/csv", headers=headers)


def _table(key: str, view: View) -> DataTable:
    if key == REGISTER:
        return to_table(query_activities(view, ListQuery("", SORTS[0], False)), view)
    return cached_chart(view, CARDS[key].build).table
