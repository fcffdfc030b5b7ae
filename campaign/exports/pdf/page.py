"""One page of the brief, as `brief.typ` reads it."""

from __future__ import annotations

from typing import Any

from campaign.analysis.kpis import finding, whole_campaign
from campaign.analysis.provenance import imprint
from campaign.analysis.view import View
from campaign.charts import by_type, over_time
from campaign.charts.calendar import Calendar
from campaign.exports.pdf.map import BriefMap
from campaign.exports.pdf.numbers import numbers_of, published_rows
from campaign.exports.pdf.qr_code import qr_of
from campaign.exports.pdf.sources import sources_of
from campaign.exports.pdf.timeline import timeline_of
from campaign.exports.pdf.types import types_of


def page_of(view: View, link: str, mapped: BriefMap | None) -> dict[str, Any]:
    """What stands on the page of this view; `link` is its address, "" for none."""
    text = view.text
    found = view.has_register
    empty = not found or view.is_empty
    timed = typed = None
    if not empty:
        timed = over_time.timeline(view) if Calendar.of(view.edition) else None
        typed = by_type.leading_types(view)
    drawn = mapped.picture if mapped else None
    said = imprint(view, title_of(view), sources_of(view, drawn))
    # Without a register there is none to name.
    sources = [line for line in said.sources if found or line != view.source]
    # The title of the page names the selection, and so does the first sentence.
    readings = [mapped.reading(view)] if mapped else []
    readings += [picture.reading for picture in (timed, typed) if picture is not None]
    return {
        "edition": view.edition.name(text),
        "place": view.subject,
        "filters": said.filters,
        "mark": said.mark,
        "notice": view.absence if empty else "",
        "numbers": numbers_of(view) if found else published_rows(view),
        "apart": whole_campaign(view) if view.selection.filtered else "",
        "said": [finding(view), *readings] if not empty else readings,
        "map": mapped and mapped.chosen(view),
        "timeline": timed and timeline_of(view, timed),
        "types": typed and types_of(view, typed),
        "sources": sources,
        "boundaries": said.boundaries if mapped else "",
        "stamp": said.stamp,
        "qr": qr_of(link, text) if link else None,
    }


def title_of(view: View) -> str:
    """The title of a file of this page alone."""
    return f"{view.edition.name(view.text)} · {view.subject}"
