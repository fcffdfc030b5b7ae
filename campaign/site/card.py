"""The card of a chart: headline, drawing, source and method, and the files of the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import (
    FIRST_LIST,
    ListQuery,
    query_activities,
    row_limit_words,
)
from campaign.analysis.view import View
from campaign.charts.chart import Build, Chart, subtitle
from campaign.charts.chart_list import CHARTS, SLIDE_CHARTS, key_in_list, slide_kind
from campaign.charts.spec import Choropleth
from campaign.charts.wording import join_sentences
from campaign.domain.register import RegisterAwayError
from campaign.exports.structured_data import to_script
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_
from campaign.render.animation import day_words, days_of_page
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.typography import LINE, TextStyle, wrap_text
from campaign.site.elements import keep_together
from campaign.site.figure import figure, file_drawing
from campaign.site.notices import NO_FILE, away_notice
from campaign.site.page import (
    STATUS,
    SitePage,
    browser_button,
    button,
    download_link,
    link,
    scope_html,
)
from campaign.site.register import to_table

EMBED_HEIGHT = 800
"""The height in px of a chart with its texts, in a column of usual width on another site."""
NO_MAP = N_("The map cannot be shown: the boundary file cannot be read.")
_LENS = (
    '<svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" '
    'stroke-width="2" aria-hidden="true"><circle cx="6.5" cy="6.5" r="5"/>'
    '<path d="m10.5 10.5 4.5 4.5"/></svg>'
)
MOST_ROWS = 30
"""The most rows of a table that a public page shows below its chart or with other tables."""


def card(page: SitePage, build: Build, controls: str = "") -> str:
    """Return the chart that `build` makes of the page's view, with `controls` below its title."""
    view = page.view
    try:
        chart = page.chart(view, build)
    except RegisterAwayError:
        return f'<section class="card">{away_notice(view.text)}</section>'
    title = headline_html(chart)
    drawing = figure(chart, page.toggle, page.drawings)
    if not drawing:
        controls, drawing = "", missing_boundaries(view)
    drawing += day_bar(page, chart)
    about = page.links.page("about", view.selection)
    menu = explore_button(page, chart, build) + _menu(page, chart, build)
    foot = card_foot(view, chart, menu, about, page.links.version())
    sentence = keep_together(chart.caption)
    summary = f'<p class="summary">{sentence}</p>' if sentence else ""
    return (
        f'<section class="card {chart.key}" id="{chart.key}" data-card="{chart.key}">'
        f"{title}{controls}{drawing}<div>{summary}{foot}</div></section>"
    )


def day_bar(page: SitePage, chart: Chart) -> str:
    """Return the play button of a map with the slider of its days; "" for a chart without days.

    The days are at an address, or else in the bar.
    """
    if not (isinstance(chart.spec, Choropleth) and chart.spec.animation):
        return ""
    addresses = page.links.days(chart.key, page.view.selection)
    if addresses is None:
        return ""
    (days, player), animation = map(escape, addresses), chart.spec.animation
    source, content = f' data-days="{days}"', ""
    if not days:
        source, content = "", to_script(days_of_page(chart, page.view))
        content = f'<script type="application/json">{content}</script>'
    labels = [day_words(animation, index) for index in range(animation["days"])]
    last, text = escape(labels[-1]), page.view.text
    return (
        f'<div class="play-bar"{source} data-player="{player}">'
        f'<button type="button">{escape(text("Play"))}</button>'
        f'<input type="range" autocomplete="off" max="{len(labels) - 1}" value="{len(labels) - 1}" '
        f'aria-label="{escape(text("Day of the campaign"))}" aria-valuetext="{last}">'
        f'<span style="min-width:{max(map(len, labels))}ch" aria-hidden="true">{last}</span>'
        f"{content}</div>"
    )


def headline_html(chart: Chart) -> str:
    """Return the headline of a card: the finding above the chart's title, or the title alone."""
    title = f"{escape(chart.title)}{scope_html(chart.scope)}"
    if not chart.finding:
        return f'<div class="headline"><h2>{title}</h2></div>'
    finding = keep_together(chart.finding)
    return f'<div class="headline"><h2>{finding}</h2><p class="drawn">{title}</p></div>'


def missing_boundaries(view: View) -> str:
    """Return why a map is not drawn."""
    return f'<div class="empty"><p>{escape(view.text(NO_MAP))}</p></div>'


def explore_button(page: SitePage, chart: Chart, build: Build) -> str:
    """Return the button that opens a chart in a dialog (`campaign/ui/explore.py`); "" without."""
    key = key_in_list(build, chart.key)
    if not page.becomes_live or key not in CHARTS:
        return ""
    attributes = f' class="explore" id="explore-{escape(key)}"'
    return button(page.view.text("Explore"), "explore", key, attributes, icon=_LENS)


def _menu(page: SitePage, chart: Chart, build: Build) -> str:
    """Return the menu of a chart: its table, its files, and on a page that becomes live its link.

    What needs a script is a button: `campaign/browser/page/card_menu.js` does what has no
    `data-chart`, the server the rest.
    """
    table, csv, embed = _table(page, chart), download_link(page, chart.key), _embed(page, chart)
    if not page.becomes_live:
        return card_menu(page.view, (table, csv, embed))
    text, key = page.view.text, key_in_list(build, chart.key)
    link = browser_button(
        text("Copy the link"),
        "link",
        done=text("Link copied"),
        failed=text("The link was not copied. Copy it from the address bar."),
    )
    slide = slide_kind(key) in SLIDE_CHARTS
    menu = card_menu(
        page.view,
        (
            table,
            csv,
            *(_pictures(page, key) if chart.has_drawing else ()),
            link,
            button(text("Add to the presentation"), "slide", key) if slide else "",
            embed,
        ),
    )
    return menu + STATUS


def _pictures(page: SitePage, key: str) -> tuple[str, str]:
    """Return the chart as PNG and as SVG: the browser makes the PNG file of the SVG file."""
    text, address = page.view.text, page.links.picture(key, page.view.selection)
    failed, svg = text("The file was not created. Try again later."), text("Download SVG")
    if address is None:
        return (
            button(text("Download PNG"), "png", key, failed=failed),
            button(svg, "svg", key, failed=failed),
        )
    return (
        browser_button(text("Download PNG"), "png", failed=failed),
        f'<a href="{escape(address)}" type="image/svg+xml" download>{escape(svg)}</a>',
    )


def _table(page: SitePage, chart: Chart) -> str:
    text = page.view.text
    words = escape(text("Show as table"))
    apart = page.links.table_page(chart.key, page.view.selection, is_long=is_long(chart))
    if apart is not None:
        return f'<a class="download" href="{apart}">{words}</a>'
    table = html(chart.table, text, chart.heading)
    return f'<details class="table"><summary>{words}</summary>{table}</details>'


def _embed(page: SitePage, chart: Chart) -> str:
    """Return the embed code for a page of another site; "" if the chart has no address."""
    text, view = page.view.text, page.view
    address = page.links.embed(chart.key, replace(view.selection, lang=text.lang))
    if address is None:
        return ""
    code = embed_code(address, chart.heading, EMBED_HEIGHT)
    copy = browser_button(
        text("Copy the code"),
        "code",
        done=text("Code copied"),
        failed=text("The code was not copied. Select it and copy it."),
    )
    return (
        f'<details class="embed"><summary>{escape(text("Embed"))}</summary>'
        f'<textarea readonly rows="3" aria-label="{escape(text("Code for your website"))}">'
        f"{escape(code)}</textarea>{copy if page.becomes_live else ''}</details>"
    )


def is_long(chart: Chart) -> bool:
    """Return whether the table of a chart is too long for the page of the chart."""
    return len(chart.table.frame) > MOST_ROWS


def embed_code(address: str, title: str, height: int) -> str:
    """Return the HTML that shows a chart in a page of another site, `height` px high."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0" loading="lazy"></iframe>'
    )


_BY_REGION, _BY_TYPE = ("map", "ranking"), ("breakdown", "heatmap")
"""The charts of one indicator: its formula is their method."""


def card_foot(
    view: View, chart: Chart, menu: str, about: str | None, version: str | None = None
) -> str:
    """Return the small tag of an illustrative register, the source and method, and the menu.

    `menu` is the list of `card_menu`, `about` the address of the page on the method, `version` the
    permanent address of the page with this version of the data; None for no link.
    """
    tag = ""
    if view.disclaimer:
        words = escape(view.text("illustrative (invented)"))
        tag = f'<span class="tag" title="{escape(view.disclaimer)}">{words}</span>'
    # By its id the live app finds the line again in another view: what is open in it stays open.
    return (
        f'<div class="card-foot" id="{chart.key}-foot">'
        f"{tag}{_source_and_method(view, chart, about, version)}{menu}</div>"
    )


def card_menu(view: View, items: Iterable[str]) -> str:
    """Return the button that opens the list of `items`, HTML each; "" if all are ""."""
    items = [item for item in items if item]
    if not items:
        return ""
    rows = "".join(f"<li>{item}</li>" for item in items)
    words = escape(view.text("Download and share"))
    return (
        '<details class="card-menu"><summary><span class="dots" aria-hidden="true">•••</span>'
        f'<span class="words">{words}</span></summary><ul>{rows}</ul></details>'
    )


def source_line(view: View, chart: Chart) -> str:
    """Return where the numbers come from, with the fingerprint of the data, then the notes."""
    words = view.text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources="; ".join(chart.sources),
        fingerprint=view.campaign.fingerprint,
    )
    return " ".join(filter(None, (words, chart.note_sentences)))


def _source_and_method(view: View, chart: Chart, about: str | None, version: str | None) -> str:
    text = view.text
    line = escape(source_line(view, chart))
    if version is not None:
        before, fingerprint, after = line.rpartition(view.campaign.fingerprint)
        line = f"{before}{link(fingerprint, version)}{after}"
    lines = [line]
    if chart.key in (*_BY_REGION, *_BY_TYPE):
        indicator = view.indicator if chart.key in _BY_REGION else view.count_indicator
        formula = uncapitalize(text(indicator.formula))
        lines.append(escape(text("{name} – {value}", name=text(indicator.name), value=formula)))
    if about is not None:
        lines.append(link(text("Method"), about))
    notes = "".join(f'<p class="source">{line}</p>' for line in lines)
    return (
        '<details class="source-note"><summary><span class="i" aria-hidden="true">i</span>'
        f"{escape(text('About this chart'))}</summary><div>{notes}</div></details>"
    )


REGISTER = "register"
"""The key of the list of activities, which has a CSV file like a chart."""
_WIDTH, _EDGE, _GAP, _PAD, _BAND = 1000, 32, 10, 10, 6  # px; the texts of a chart stay readable
_FONT = "Arial,'Liberation Sans','DejaVu Sans',sans-serif"
"""Typefaces that every computer has: a file cannot load those of a page."""


class NoFileError(Exception):
    """There is no such file: `words` say why in the reader's language, `status` is that of HTTP."""

    def __init__(self, words: str, status: int = 404) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def make_file(
    view: View,
    key: str,
    ending: str,
    chart_of: Callable[[View, Build], Chart],
    query: ListQuery = FIRST_LIST.query,
) -> tuple[str, bytes]:
    """Return the name and the content of the file of a chart, or of the register, by its key.

    `ending` is ".csv", ".svg" or ".days.json" for the days of a map; `chart_of` builds a chart of
    the view, or returns it from a cache; `query` searches and sorts the register. Raises
    NoFileError for an unknown key, for a selection without activities, for a register that is too
    long, and for a map that cannot be drawn.
    """
    if key not in CHARTS and (key, ending) != (REGISTER, ".csv"):
        raise NoFileError(view.text(NO_FILE))
    if not view.has_register or view.is_empty:
        raise NoFileError(view.absence)
    if key == REGISTER:
        if limit_words := row_limit_words(view):
            raise NoFileError(limit_words, 400)
        name, table = key, to_table(query_activities(view, query), view)
    else:
        chart = chart_of(view, CHARTS[key].build)
        name, table = chart.key, chart.table
        if ending == ".days.json":
            if not (days := days_of_page(chart, view)):
                raise NoFileError(view.text(NO_FILE))
            return file_name(view, name, ending), to_script(days).encode()
        if ending == ".svg":
            if not chart.has_drawing:
                raise NoFileError(view.text(NO_FILE if table.frame.empty else NO_MAP))
            return file_name(view, name, ending), _chart_svg(view, chart).encode()
    return file_name(view, name, ending), csv_bytes(table, view.text, view.disclaimer)


@dataclass(frozen=True)
class _Paragraph:
    """A text with its font size in px; `is_mark` puts it on the surface of a disclaimer."""

    words: str
    size: float
    bold: bool = False
    is_mark: bool = False

    @property
    def lines(self) -> list[str]:
        """The text in lines of the file's width; [] for ""."""
        room = _WIDTH - 2 * (_EDGE + (_PAD if self.is_mark else 0))
        return wrap_text(self.words, room, self.size, self.bold) if self.words else []

    @property
    def height(self) -> float:
        """The height of the lines with the gap below them in px; 0 for ""."""
        text = len(self.lines) * self.size * LINE
        return text + _GAP + (2 * _PAD if self.is_mark else 0) if text else 0.0

    def draw(self, drawing: Drawing, top: float) -> None:
        """Write the text into a drawing."""
        style, left = drawing.style, float(_EDGE)
        colour = style.text
        if self.is_mark and self.words:
            drawing.rect(_EDGE, top, _WIDTH - 2 * _EDGE, self.height - _GAP, style.mark_surface)
            drawing.rect(_EDGE, top, _BAND, self.height - _GAP, style.mark)
            colour, left, top = style.mark_text, left + _PAD + _BAND, top + _PAD
        looks = TextStyle(size=self.size, bold=self.bold, colour=colour)
        for row, line in enumerate(self.lines):
            drawing.words(line, (left, top + (row + 0.5) * self.size * LINE), looks)


def _chart_svg(view: View, chart: Chart) -> str:
    """Return an SVG document, 1,000 px wide, in the style of the view.

    It has the finding, the title, the campaign with the selection, the disclaimer, the chart, and
    the sources with the version of the data. Raises KeyError for a chart without a drawing.
    """
    picture = file_drawing(chart, view.style)
    picture.root.set("font-family", _FONT)
    title = " · ".join(filter(None, (chart.finding and chart.title, subtitle(view, chart))))
    above = (
        _Paragraph(chart.finding or chart.title, 26, bold=True),
        _Paragraph(title, 17),
        _Paragraph(view.disclaimer, 17, bold=True, is_mark=True),
    )
    source = _Paragraph(join_sentences(chart.wide_line, source_line(view, chart)), 14)
    top = _EDGE + sum(part.height for part in above)
    height = round(top + picture.height + _GAP + source.height + _EDGE - _GAP)
    drawing = Drawing("file", Size("file", _WIDTH), height, view.style)
    drawing.root.set("font-family", _FONT)
    drawing.describe(chart.heading, chart.description)
    drawing.rect(0, 0, _WIDTH, height, view.style.background)
    drawing.place(picture, (_EDGE, top))
    source.draw(drawing, top + picture.height + _GAP)
    top = _EDGE
    for part in above:
        part.draw(drawing, top)
        top += part.height
    return drawing.to_svg()
