"""Comparisons as text and tables: campaigns, regions, the register with published values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.reconciliation import (
    ABOUT,
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    format_computed,
    qualified_value,
    reconcile,
)
from campaign.analysis.uncertainty import TotalRange, total_range
from campaign.analysis.view import View
from campaign.charts.by_campaign import comparison_absence
from campaign.charts.two_regions import TwoRegions, indicator_table
from campaign.charts.wording import join_sentences
from campaign.domain.text_entries import EntryCounts
from campaign.i18n.number_format import MINUS
from campaign.i18n.translator import Text
from campaign.site.elements import boxes, keep_together
from campaign.site.notices import unless_away
from campaign.site.page import SitePage, link
from campaign.site.published import source_links


def absence_notice(page: SitePage) -> str:
    """Return a card that says why the campaigns are not compared; "" if they are.

    If the page “Upload” is published, the card also advises what to upload or select.
    """
    view, text = page.view, page.view.text
    words, address = comparison_absence(view), page.links.page("data", view.selection)
    if not words:
        return ""
    advice = uploads = ""
    if address is not None:
        advice = text("Upload the register of another year to compare the two campaigns.")
        if view.other is not None:
            advice = text("Select another campaign, or upload another register.")
        uploads = f"<p>{link(text('Upload and check data'), address)}</p>"
    sentences = keep_together(join_sentences(words, advice))
    title = escape(text("Two campaigns"))
    return boxes(f'<h2>{title}</h2><div class="empty"><p>{sentences}</p>{uploads}</div>')


@unless_away
def organiser_changes(view: View) -> str:
    """Return the organizers of only one campaign; "" if the campaigns are not compared."""
    if comparison_absence(view) or view.other is None:
        return ""
    text, sides = view.text, (view, view.other)
    names = [_organisers(side) for side in sides]
    lists = [
        _names(
            text("Only in {campaign}", campaign=text.quote(side.edition.title(text))),
            [name for code, name in own.items() if code not in others],
            text,
        )
        for side, own, others in zip(sides, names, reversed(names), strict=True)
    ]
    common = len(names[0].keys() & names[1].keys())
    line = text.n("{n} organizer in both campaigns", "{n} organizers in both campaigns", common)
    return (
        f"<h2>{escape(text('Organizers of both campaigns'))}</h2>"
        f'<p class="summary">{keep_together(line)}.</p>{"".join(lists)}'
    )


def _organisers(view: View) -> dict[str, str]:
    """Return the organizers of the selected activities of all days by code, with their names."""
    register = view.edition.register
    assert register is not None
    where = view.selection.row_filter(dates=False)
    groups = register.text_groups(("organiser",), where)
    # On a server there may be organizers that are newer than `edition.organisers`.
    entries = EntryCounts.of_distinct(groups["organiser"], groups["activities"])
    words = view.edition.translations.get(view.text.lang, {})
    return {code: entries.name(code, words) for code in entries.spellings}


def _names(title: str, names: list[str], text: Text) -> str:
    count = f"{title}: {text.number(len(names))}"
    listing = text.list(sorted(names, key=text.sort_key))
    return f"<h3>{escape(count)}</h3><p>{escape(listing)}</p>"


def region_pair(view: View, *, has_filters: bool = True) -> str:
    """Return the names of the two regions, how to select others, and their indicators.

    For a page without filters (`has_filters`) the text only names the regions.
    """
    text, regions = view.text, TwoRegions.of(view)
    title = escape(text("Two regions side by side"))
    advice = ""
    if has_filters and regions is not None and len(view.selection.oblasts) != 2:
        advice = text("To compare others, select two regions in the filter “Regions”.")
    words = join_sentences(_hint(view, regions), advice)
    hint = f'<p class="source">{escape(words)}</p>'
    if regions is None:
        return f"<h2>{title}</h2>{hint}"
    heading = escape(text("{first} and {second}", first=regions.names[0], second=regions.names[1]))
    table = html(indicator_table(view), text, text("Two regions side by side"), stacked=True)
    return f'<div class="pair"><h2>{title}: {heading}</h2>{hint}{table}</div>'


def _hint(view: View, regions: TwoRegions | None) -> str:
    if len(view.selection.oblasts) == 2:
        return view.text("The two selected regions are shown.")
    if regions is None:
        return view.text("Fewer than two regions have values to compare.")
    if len(view.selection.oblasts) == 1:
        return view.text(
            "The selected region is shown beside the other region with the highest value."
        )
    if view.selection.oblasts:
        return view.text("The selected regions with the highest and the lowest value are shown.")
    return view.text("The regions with the highest and the lowest value are shown.")


_END = 0.82
"""The share of the width at the highest value: beyond it there is room for an open end."""

_NUMBER = ' class="number"'
_NUMBER_POSITIONS = (1, 3)
"""Positions of the cells with a number, after the name."""


@unless_away
def reconciliation(view: View) -> str:
    """Return a row for each indicator: published, register, difference, verdict, likely causes."""
    text, edition = view.text, view.edition
    title = text("The register compared with published figures")
    notes = [text("The whole campaign and the whole register: filters do not apply here.")]
    lines = reconcile(edition, view.campaign.types, view.campaign.places.table["kind"])
    if lines:
        notes.append(text("Bar: register; line: published; arrow: published as “more than”"))
    top = f'<h2>{escape(title)}</h2><p class="lead">{escape(edition.title(text))}</p>' + "".join(
        f'<p class="source">{escape(note)}</p>' for note in notes
    )
    if not lines:
        words = text("No published figures can be compared with this register.")
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    unfiltered = replace(view, selection=view.selection.without_filters())
    total = total_range(unfiltered) if view.has_register else None
    published = {str(row["indicator"]): row for _, row in edition.published.iterrows()}
    headers = (
        text("Indicator"),
        text("Published"),
        text("In the register"),
        text("Chart"),
        text("Difference"),
        text("Result"),
        text("Source"),
    )
    rows = "".join(
        _row(
            line,
            qualified_value(published[line.indicator], text),
            published_mark(line, total if line.indicator == "reached" else None),
            headers,
            text,
        )
        for line in lines
    )
    numbers = {position + 1 for position in _NUMBER_POSITIONS}
    cells = "".join(
        f'<th scope="col"{" class=number" if number in numbers else ""}>{escape(name)}</th>'
        for number, name in enumerate(headers)
    )
    return (
        f'{top}<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        '<table class="data-table stacked of-many">'
        f'<caption class="sr-only">{escape(title)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(
    line: ReconciliationLine, published: str, picture: str, headers: Sequence[str], text: Text
) -> str:
    name = (
        text(INDICATOR_NAMES[line.indicator])
        if line.indicator in INDICATOR_NAMES
        else line.indicator
    )
    verdict = (
        f'<span class="verdict-mark {line.verdict}">{escape(text(VERDICTS[line.verdict]))}</span>'
    )
    causes = "; ".join(cause.describe(text) for cause in line.causes)
    if causes:
        causes = f"<br>{escape(text('Likely cause'))}: {escape(causes)}"
    cells = (
        escape(published),
        escape(format_computed(line, text)),
        picture,
        escape(_format_difference(line, text)),
        verdict + causes,
        source_links(line.source),
    )
    cells_html = "".join(
        f'<td data-label="{escape(header)}"{_NUMBER if at in _NUMBER_POSITIONS else ""}>{cell}</td>'
        for at, (header, cell) in enumerate(zip(headers[1:], cells, strict=True))
    )
    return f'<tr><th scope="row">{escape(name)}</th>{cells_html}</tr>'


def _format_difference(line: ReconciliationLine, text: Text) -> str:
    if line.difference is None:
        return "–"
    size = abs(line.difference)
    words = text.number(size)
    if line.share:
        words = text("{n:1} percentage points", n=size * 100)
    sign = "+" if line.difference > 0 else MINUS if line.difference < 0 else ""
    return f"{sign}{words}"


def published_mark(line: ReconciliationLine, total: TotalRange | None = None) -> str:
    """Return the register's value as a bar and the published one as a mark over it, as HTML.

    An exact value is a line, “about” a band of its tolerance, “more than” a line with an arrow to
    higher values. `total` is the range of the bar. "" if the register gives no value. The text
    beside it has both values, so it is hidden from screen readers.
    """
    if line.computed is None:
        return ""
    is_open = total is not None and total.is_open
    tolerance = 1 + ABOUT if line.qualifier == "about" else 1
    highest = max(
        line.computed,
        line.published * tolerance,
        total.high if total is not None and is_open else 0.0,
    )
    if not highest > 0:
        return ""

    def part(name: str, start: float, end: float | None = None) -> str:
        left = start / highest * _END
        right = 1.0 if end is None else end / highest * _END
        style = f"left:{left:.1%};width:{right - left:.1%}"
        return f'<span class="{name}" style="{style}"></span>'

    parts = [part("of-register", 0, line.computed)]
    if total is not None and is_open:
        parts.append(part("of-range", total.low, total.high))
    parts.append(part("of-published", line.published, line.published))
    if line.qualifier == "more_than":
        parts.append(part("of-bound", line.published))
    if line.qualifier == "about":
        ends = (line.published * (1 - ABOUT), line.published * (1 + ABOUT))
        parts.append(part("of-tolerance", *ends))
    return (
        f'<span class="published-mark" aria-hidden="true" data-qualifier="{line.qualifier}">'
        f"{''.join(parts)}</span>"
    )
