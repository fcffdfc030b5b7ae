"""The preview picture of links: the numbers and the map of a campaign, 1200 × 630 px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaign.analysis.kpi_words import Kpi, kpi_words
from campaign.analysis.reconciliation import INDICATOR_NAMES, qualified_value
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth, ColorBar
from campaign.charts.wording import add_notes
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_, Text
from campaign.render import typography
from campaign.render.png import to_small_png
from campaign.render.size import Size
from campaign.render.svg.choropleth import draw as draw_map
from campaign.render.svg.drawing import Drawing
from campaign.render.typography import LINE, TextStyle, fit_text, wrap_text
from campaign.theme.style import LIGHT

WIDTH, HEIGHT = 1200, 630
"""In px, as Open Graph recommends; smaller previews have the same proportions."""
RELATED = N_(
    "This was not the “100 Days” campaign but related work. Its numbers were counted "
    "differently and cannot be compared with those of the campaign."
)
_KPIS = ("reach", "activities")
_MOST_KPIS = 3
_EDGE, _BAND, _GAP, _MARK = 48, 12, 32, 48  # px: margin, colour on top, between columns, disclaimer
_COLUMN = 356  # px: the width of the KPIs beside the map
_SIZES = ((68, 26, 20), (40, 22, 18))
"""Font sizes in px of value, label and notes: of the first KPI, and of the others."""
_MAP_SCALE = 1.3


@dataclass(frozen=True)
class _Box:
    """A rectangle of the picture, in px."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Font:
    """The style of a text: the largest and the smallest size in px; colour None is the default."""

    size: float
    least: float
    colour: str | None = None
    bold: bool = False


def link_picture(view: View) -> bytes:
    """Return the picture of the view's campaign in its language as PNG, in light colours.

    It shows the whole campaign, whatever the view selects. The same data give the same bytes.
    """
    return to_small_png(draw_picture(view))


def draw_picture(view: View) -> str:
    """Return the picture as SVG; characters that the typeface lacks are replaced."""
    view = replace(view, selection=Selection(view.selection.edition), style=LIGHT)
    text, edition = view.text, view.edition
    is_published = edition.status == "published_only"
    kpis = _published_kpis(view) if is_published else _kpis(view)
    chart = None if view.absence else _simple_map(by_region.overview_map(view))
    if chart is not None and not chart.has_drawing:
        notes: tuple[str, ...] = (chart.finding, chart.summary)
        chart = None
    else:
        notes = _notes(view, kpis)
    drawing = Drawing("link", Size("link", WIDTH), HEIGHT, LIGHT)
    drawing.rect(0, 0, WIDTH, HEIGHT, LIGHT.background)
    drawing.rect(0, 0, WIDTH, _BAND, LIGHT.accent)
    bottom = HEIGHT - _draw_foot(drawing, view, chart) - 12
    top = _draw_head(
        drawing,
        text,
        edition.name(text) if is_published else text("The campaign in numbers"),
        # The title of related work begins with its name, which is already the title.
        edition.campaign_id if edition.related else view.filters,
    )
    box = _Box(_EDGE, top, WIDTH - 2 * _EDGE, bottom - top)
    if chart is None:
        _draw_words(drawing, kpis, notes, box)
    else:
        _draw_kpis(drawing, kpis, replace(box, width=_COLUMN))
        left = _EDGE + _COLUMN + _GAP
        _draw_chart(drawing, chart, replace(box, left=left, width=WIDTH - _EDGE - left))
    return drawing.to_svg(typography.legible)


def _kpis(view: View) -> tuple[Kpi, ...]:
    if view.absence:
        return ()
    return tuple(kpi for kpi in kpi_words(view) if kpi.code in _KPIS)


def _published_kpis(view: View) -> tuple[Kpi, ...]:
    """Return the published values of a campaign without a register."""
    source = view.text("Published figures")
    rows = view.edition.published.head(_MOST_KPIS)
    return tuple(
        Kpi(
            str(row["indicator"]),
            view.text(INDICATOR_NAMES[str(row["indicator"])]),
            qualified_value(row, view.text),
            source,
        )
        for _, row in rows.iterrows()
    )


def _notes(view: View, kpis: Sequence[Kpi]) -> tuple[str, ...]:
    """Return the sentences in place of a map."""
    text, edition = view.text, view.edition
    is_published = edition.status == "published_only"
    return tuple(
        filter(
            None,
            (
                text(RELATED) if edition.related else "",
                view.absence,
                text("No published figure was found.") if is_published and not kpis else "",
                edition.notes.get(text.lang, "") if is_published else "",
            ),
        )
    )


def _simple_map(chart: Chart) -> Chart:
    """Return the map with a value on each region, and with states but no classes in its legend."""
    spec = chart.spec
    if not isinstance(spec, Choropleth):
        return chart
    data = tuple(replace(datum, note="") for datum in spec.data)
    states = tuple(key for key in spec.legend if key.role.startswith("state:"))
    return replace(
        chart, spec=replace(spec, data=data, legend=states, legend_title="", strip=ColorBar())
    )


def _draw_head(drawing: Drawing, text: Text, title: str, subtitle: str) -> float:
    """Draw the campaign's name, the title and the subtitle; return where the contents begin."""
    brand = TextStyle(size=26, bold=True, colour=LIGHT.accent)
    drawing.words(text("100 Days Against Human Trafficking"), (_EDGE, 42), brand)
    country = TextStyle(anchor="end", size=26, colour=LIGHT.muted)
    drawing.words(text("Kyrgyzstan"), (WIDTH - _EDGE, 42), country)
    width = WIDTH - 2 * _EDGE
    _write(drawing, title, _Box(_EDGE, 62, width, 60), _Font(48, 30, bold=True))
    under = _Box(_EDGE, 122, width, 54)
    return under.top + _write(drawing, subtitle, under, _Font(28, 20, LIGHT.muted)) + 20


def _draw_foot(drawing: Drawing, view: View, chart: Chart | None) -> float:
    """Draw the sources, and the disclaimer on a band above them; return their height in px."""
    width, height = WIDTH - 2 * _EDGE, 0.0
    sources = (view.source,) if chart is None else chart.sources
    if view.edition.status == "published_only":
        sources = tuple(sites([view.edition.source]))
    if any(sources):
        words = f"{view.text('Sources')}: {'; '.join(sources)}"
        fit = fit_text(
            add_notes(words, "" if chart is None else chart.note_sentences),
            width,
            2 * 18 * LINE,
            20,
            16,
        )
        height += fit.height + 14
        box = _Box(_EDGE, HEIGHT - height + 6, width, fit.height)
        _write(drawing, fit.words, box, _Font(fit.size, fit.size, LIGHT.muted))
    if view.disclaimer:
        height += _MARK
        drawing.rect(0, HEIGHT - height, WIDTH, _MARK, LIGHT.mark_surface)
        drawing.rect(0, HEIGHT - height, _BAND, _MARK, LIGHT.mark)
        box = _Box(_EDGE, HEIGHT - height + 7, width, _MARK - 12)
        _write(drawing, view.disclaimer, box, _Font(27, 20, LIGHT.mark_text, bold=True))
    return height


def _draw_kpis(drawing: Drawing, kpis: Sequence[Kpi], box: _Box) -> float:
    """Draw the KPIs in a column, the first in large type; return their height in px."""
    for scale in (1.0, 0.9, 0.8, 0.7):
        sketch = Drawing("sketch", Size("link", WIDTH), HEIGHT, LIGHT)
        if _draw_column(sketch, kpis, box, scale) <= box.height:
            break
    return _draw_column(drawing, kpis, box, scale)


def _draw_column(drawing: Drawing, kpis: Sequence[Kpi], box: _Box, scale: float) -> float:
    top = box.top
    for at, kpi in enumerate(kpis):
        value, label, small = (size * scale for size in _SIZES[min(at, 1)])
        top += 16 * scale if at else 0
        for words, size, colour in (
            (kpi.value, value, LIGHT.accent),
            (kpi.label, label, LIGHT.text),
            (kpi.reference, small, LIGHT.muted),
            (kpi.note, small, LIGHT.muted),
        ):
            if words:
                place = replace(box, top=top, height=3 * size * LINE)
                font = _Font(size, size * 0.8, colour, bold=words is kpi.value)
                top += _write(drawing, words, place, font)
    return top - box.top


def _draw_words(drawing: Drawing, kpis: Sequence[Kpi], notes: Sequence[str], box: _Box) -> None:
    """Draw the KPIs side by side, and the notes below them over the whole width."""
    top, column = box.top, (box.width + _GAP) / max(len(kpis), 1)
    heights = [
        _draw_kpis(drawing, [kpi], replace(box, left=box.left + at * column, width=column - _GAP))
        for at, kpi in enumerate(kpis)
    ]
    top += max(heights) + _GAP if heights else 0
    for words in notes:
        room = box.top + box.height - top
        if room < 24 * LINE:
            break
        size = 28 if kpis else 34
        place = replace(box, top=top, height=min(room, 4 * size * LINE))
        top += _write(drawing, words, place, _Font(size, 22)) + 14


def _draw_chart(drawing: Drawing, chart: Chart, box: _Box) -> None:
    """Draw the map below its finding and its title, as large as the box allows."""
    top = box.top
    for words, bold in ((chart.finding, True), (chart.title, not chart.finding)):
        if words:
            place = replace(box, top=top, height=50)
            top += _write(drawing, words, place, _Font(22, 17, bold=bold)) + 2
    height = box.top + box.height - top - 6
    picture = draw_map(chart, LIGHT, Size("link", round(box.width), _MAP_SCALE))
    if picture.height > height:
        share = height / picture.height
        picture = draw_map(chart, LIGHT, Size("link", int(box.width * share), _MAP_SCALE * share))
    drawing.place(picture, (box.left + (box.width - picture.width) / 2, top + 6))


def _write(drawing: Drawing, words: str, box: _Box, font: _Font) -> float:
    """Write the text from the top of the box; return its height in px."""
    fit = fit_text(words, box.width, box.height, font.size, font.least, font.bold)
    step = fit.size * LINE
    style = TextStyle(size=fit.size, bold=font.bold, colour=font.colour)
    for row, line in enumerate(wrap_text(fit.words, box.width, fit.size, font.bold)):
        drawing.words(line, (box.left, box.top + (row + 0.5) * step), style)
    return fit.height
