"""The A4 brief: one page for the country or a place, and all of them in one file, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import plotly.graph_objects as go
import segno

from campaign.breaks import Classes
from campaign.edition import Campaign
from campaign.exports.headline import Number, finding, numbers
from campaign.exports.imprint import Imprint, imprint
from campaign.exports.outlines import outlines
from campaign.exports.typst_page import printed
from campaign.figures import map as map_figure
from campaign.figures import timeline as timeline_figure
from campaign.figures.breakdown import GROUP_NAMES, value_ticks
from campaign.figures.timeline import Calendar
from campaign.pictures import what, when, where
from campaign.pictures.picture import Picture
from campaign.selection import Selection
from campaign.tables import STATES
from campaign.text import N_, Text
from campaign.theme import GROUPS, LIGHT
from campaign.view import View

TEMPLATE = Path(__file__).with_suffix(".typ")
PATTERNS: Mapping[int, str] = {
    map_figure.NOT_REPORTED: "hatch",
    map_figure.NO_ACTIVITY: "dots",
}
"""What tells the states apart where there is no colour."""

SIGNS: Mapping[str, str] = {
    "missing": N_("attendance not reported"),
    "zero": N_("zero"),
    "reported": timeline_figure.KINDS["reported"],
}
"""What a round mark on the timeline means."""

PUBLISHED: Mapping[str, str] = {
    "reached": N_("People reached"),
    "activities": N_("Activities"),
    "oblasts": N_("Oblasts"),
    "closing_conference_participants": N_("Participants of the closing conference"),
    "youth_leaders": N_("Youth leaders who took part"),
    "youth_organisations": N_("Youth organisations that took part"),
}
QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}
"""Published figures by their indicator, and by their qualifier."""

_MOST_MARKS = 9
_NEAR_MM, _TIMELINE_MM = 3.6, 168.0


def brief(view: View, link: str) -> bytes:
    """One A4 page of the view as PDF/UA-1: the country, or the place that is chosen.

    `link` is the address of the very view, for the QR code; "" leaves the code out. The same view
    and link give the same bytes. A view without activities gives a page that says so. Raises
    `typst_page.Unprintable`.
    """
    view = replace(view, style=LIGHT)
    return _printed([(view, link)], _title(view))


def briefs(
    campaign: Campaign,
    query: Mapping[str, str],
    lang: str,
    link: Callable[[Selection], str],
) -> bytes:
    """A page of contents and ten pages as PDF/UA-1: the country and each of the nine units.

    `query` is a selection as in a link; its oblasts are passed over. `link` gives the address of
    a page's view. Raises `typst_page.Unprintable`.
    """
    chosen = replace(Selection.from_query(query, campaign), lang=lang)
    text = Text.of(lang)
    places: list[tuple[str, ...]] = [(), *((code,) for code in campaign.places.codes)]
    views = [View(campaign, replace(chosen, oblasts=codes), text, LIGHT) for codes in places]
    title = f"{views[0].edition.name(text)} · {text('By oblast and city')}"
    return _printed([(view, link(view.selection)) for view in views], title)


def _printed(pages: Sequence[tuple[View, str]], title: str) -> bytes:
    view = pages[0][0]
    text, style = view.text, view.style
    # One map for all pages: it shows every unit, whatever oblast is chosen.
    anywhere = view.has_register and not view.totals(oblasts=False).empty
    picture = where.choropleth(view) if anywhere else None
    mapped = None if picture is None else _Mapped(picture, _map(view, picture))
    printed_pages = [_page(page, address, mapped) for page, address in pages]
    said = imprint(view, title)
    places = view.campaign.places
    shapes = None if places.boundaries is None else outlines(places)
    data = {
        "title": said.title,
        "description": " ".join(said.lines(with_map=True)),
        "keywords": [view.campaign.fingerprint],
        "lang": text.lang,
        "words": {
            "contents": text("Contents"),
            "sources": text("Sources"),
            "said": text("In brief"),
        },
        "style": {
            name: getattr(style, name)
            for name in (
                "text",
                "muted",
                "line",
                "accent",
                "outline",
                "surface",
                "hatch",
                "not_reported",
                "no_activity",
                "mark",
                "mark_surface",
                "mark_text",
            )
        },
        "map": shapes
        and {
            "width": shapes.width,
            "height": shapes.height,
            "rings": shapes.rings,
            "labels": shapes.labels,
            "insets": [
                {"code": i.code, "frame": i.frame, "rings": i.rings, "label": i.label}
                for i in shapes.insets
            ],
        },
        "cover": _cover(view, printed_pages, said) if len(pages) > 1 else None,
        "pages": printed_pages,
    }
    return printed(TEMPLATE, data, said.dated)


@dataclass(frozen=True)
class _Mapped:
    """The map as it was drawn, and as `brief.typ` reads it."""

    picture: Picture
    data: Mapping[str, Any]


def _cover(view: View, pages: Sequence[Mapping[str, Any]], said: Imprint) -> dict[str, Any]:
    """The page of contents, with the people and the activities of every page."""
    text = view.text
    rows = []
    for page in pages:
        shown = {number["code"]: number["value"] for number in page["numbers"]}
        if view.has_register:
            rows.append([shown["reach"], shown["activities"]])
    return {
        "edition": view.edition.name(text),
        "subject": text("By oblast and city"),
        "filters": said.filters,
        "mark": said.mark,
        "heads": [text("People reached"), text("Activities"), text("Page")] if rows else [],
        "rows": rows,
        "boundaries": said.boundaries,
        "stamp": _stamp(said),
    }


def _stamp(said: Imprint) -> str:
    return " · ".join(line for line in (said.data_line, said.version_line) if line)


def _page(view: View, link: str, mapped: _Mapped | None) -> dict[str, Any]:
    """What stands on one page, as `brief.typ` reads it."""
    text = view.text
    found = view.has_register
    empty = not found or view.is_empty
    timed = typed = None
    if not empty:
        timed = when.timeline(view) if Calendar.of(view.edition) else None
        typed = what.leading_types(view)
    drawn = mapped.picture if mapped else None
    said = imprint(view, _title(view), _sources(view, drawn))
    # Without a register there is none to name.
    sources = [line for line in said.sources if found or line != view.source]
    readings = [p.reading for p in (drawn, timed, typed) if p is not None]
    return {
        "edition": view.edition.name(text),
        "place": _place(view),
        "filters": said.filters,
        "mark": said.mark,
        "notice": _notice(view) if empty else "",
        "numbers": _numbers(view) if found else _published(view),
        "published_note": text("Published figures are of the whole campaign.")
        if found and view.selection.filtered
        else "",
        "said": [finding(view), *readings] if not empty else readings,
        "map": mapped and {**mapped.data, "chosen": view.selection.oblasts},
        "timeline": timed and _timeline(view, timed),
        "types": typed and _types(view, typed),
        "sources": sources,
        "boundaries": said.boundaries if mapped else "",
        "stamp": _stamp(said),
        "qr": _qr(link, text) if link else None,
    }


# Words ----------------------------------------------------------------------------------------


def _place(view: View) -> str:
    names = [view.campaign.places.name(code, view.text) for code in view.selection.oblasts]
    return view.text.list(names) or view.text("Kyrgyzstan")


def _title(view: View) -> str:
    return f"{view.edition.name(view.text)} · {_place(view)}"


def _notice(view: View) -> str:
    text = view.text
    if view.has_register:
        return text("No activities in this selection.")
    if view.edition.status == "published_only":
        return text("No register of activities was published for this campaign.")
    return text("The data cannot be shown")


def _numbers(view: View) -> list[dict[str, str]]:
    """The headline numbers; without an activity nothing was left unreported either.

    One place has its rank where the country has the number of places.
    """
    text = view.text
    found = []
    for number in numbers(view):
        if number.code == "units" and len(view.selection.oblasts) == 1:
            number = _rank(view, number)
        elif view.is_empty and number.code not in ("activities", "units"):
            number = replace(number, value=text("no activity"), note="")
        found.append(
            {
                "code": number.code,
                "label": number.label,
                "value": number.value,
                "published": number.published,
                "note": number.note,
            }
        )
    return found


def _published(view: View) -> list[dict[str, str]]:
    """What was published of a campaign without a register; of no place but the country."""
    text, found = view.text, []
    for row in view.edition.published.to_dict("records") if not view.selection.oblasts else []:
        name, value = PUBLISHED.get(str(row["indicator"])), float(row["value"])
        if name is None:
            continue
        found.append(
            {
                "code": str(row["indicator"]),
                "label": text(name),
                "value": text(QUALIFIED[str(row["qualifier"])], value=value),
                "published": text("Published figures"),
                "note": ", ".join(_hosts(pd.Series([row["source"]]))),
            }
        )
    return found


def _rank(view: View, units: Number) -> Number:
    text, code = view.text, view.selection.oblasts[0]
    rank, part = float(view.units["rank"][code]), float(view.units["share"][code])
    share = ""
    if part == part:
        share = text("Share of the total: {share}", share=text.percent(part, 1))
    value = text(STATES.get(str(view.units["state"][code]), ""))
    if rank == rank:
        ranked = int(view.units["rank"].notna().sum())
        value = text("{n} of {total}", n=int(rank), total=ranked)
    return replace(
        units,
        label=text("Rank by “{measure}”", measure=text(view.measure.name)),
        value=value,
        published=text("not published"),
        note=share,
    )


def _sources(view: View, mapped: Picture | None) -> tuple[str, ...]:
    """Where the figures on the page come from, beside the register."""
    text, edition = view.text, view.edition
    found = list(mapped.sources) if mapped else []
    if view.has_register and edition.residents is not None:
        found.append(
            text(
                "residents: estimates for {year:raw}, rounded (geo/population.csv)",
                year=edition.residents.year,
            )
        )
    for name, rows in (
        (text("Published figures"), edition.published),
        (text("Milestones"), edition.milestones),
    ):
        hosts = _hosts(rows["source"])
        if hosts:
            found.append(f"{name}: {', '.join(hosts)}")
    return tuple(found)


def _hosts(sources: pd.Series) -> list[str]:
    addresses = [part.strip() for cell in sources.astype(str) for part in cell.split(";")]
    hosts = [urlsplit(address).hostname or "" for address in addresses]
    return list(dict.fromkeys(host.removeprefix("www.") for host in hosts if host))


# Pictures -------------------------------------------------------------------------------------


def _map(view: View, picture: Picture) -> dict[str, Any]:
    text, places, measure = view.text, view.campaign.places, view.measure
    classes: Classes = view.classes
    colours = map_figure.palette(measure, classes, view.style)
    slots = {str(code): map_figure.slot(row, classes) for code, row in view.units.iterrows()}
    shown = {
        str(code): map_figure.label(str(row["state"]), float(row["value"]), measure, text)
        for code, row in view.units.iterrows()
    }
    in_words = [
        [places.name(code, text), _in_words(slots[code], shown[code], text)]
        for code in places.codes
    ]
    used = set(slots.values())
    keys = [] if picture.figure is None else _legend_keys(picture.figure)
    return {
        "title": picture.title,
        "alt": f"{picture.title}. {'; '.join(': '.join(pair) for pair in in_words)}.",
        "fills": {code: [colours[s], PATTERNS.get(s, "")] for code, s in slots.items()},
        "labels": {
            code: [places.short(code, text), shown[code], view.style.on(colours[s])]
            for code, s in slots.items()
        },
        "legend_title": text("{measure} (regions in the class)", measure=text(measure.name)),
        "legend": [
            {"fill": colours[slot], "pattern": PATTERNS.get(slot, ""), "label": name}
            for slot, name in keys
            # The unfolding map meets states that the map at rest does not have.
            if slot >= map_figure.FIRST_CLASS or slot in used
        ],
        "heads": [text("Oblast or city"), text(measure.name)],
        "list": in_words,
    }


def _in_words(slot: int, shown: str, text: Text) -> str:
    states = (map_figure.NO_ACTIVITY, map_figure.NOT_REPORTED)
    return text(map_figure.STATE_NAMES[slot]) if slot in states else shown


def _legend_keys(figure: go.Figure) -> list[tuple[int, str]]:
    """(slot, words) of the legend as it was drawn."""
    return [(trace.meta["slot"], trace.name) for trace in figure.data if trace.type == "bar"]


def _timeline(view: View, picture: Picture) -> dict[str, Any]:
    text, style = view.text, view.style
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    rows = picture.table.frame
    present = [group for group in GROUPS if group in rows]
    most = float(rows["reached"].max()) if rows["reached"].notna().any() else 0.0
    total = float(rows["cumulative"].iloc[-1]) if len(rows) else 0.0
    ticks, total_ticks = value_ticks(most, 4), value_ticks(total, 3)
    upper, total_upper = ticks[-1], total_ticks[-1] * 1.12

    def x(day: Any) -> float:
        return round(((pd.Timestamp(day).date() - calendar.first).days + 0.5) / calendar.days, 5)

    columns: list[list[Any]] = []
    signs: list[list[Any]] = []
    line: list[list[float]] = [[0, 0]]
    start, end = view.selection.start, view.selection.end
    for row in rows.to_dict("records"):
        day, at = row["date"].date(), x(row["date"])
        within = (start is None or day >= start) and (end is None or day <= end)
        below = 0.0
        for group in present:
            value = row[group]
            if value > 0:
                columns.append(
                    [
                        at,
                        round(below / upper, 5),
                        round((below + value) / upper, 5),
                        style.groups[group],
                        within,
                    ]
                )
                below += value
        if pd.isna(row["reached"]) or row["reached"] == 0:
            signs.append([at, "missing" if pd.isna(row["reached"]) else "zero"])
        height = round(row["cumulative"] / total_upper, 5)
        line += [[at, line[-1][1]], [at, height]]
    line.append([1, line[-1][1]])
    marks, names = _marks(view, calendar, x)
    keys = [
        {"fill": style.groups[group], "pattern": "", "label": text(GROUP_NAMES[group])}
        for group in present
    ]
    days, words = timeline_figure.day_ticks(calendar, text, 6)
    return {
        "title": picture.title,
        "alt": " ".join(part for part in (picture.title + ".", picture.reading, names) if part),
        "heads": [text("People reached per day"), text("People reached since the start")],
        "columns": columns,
        "bar": min(0.84 / calendar.days, 0.05),
        "signs": signs,
        "sign_names": [
            [sign, text(name)]
            for sign, name in SIGNS.items()
            if sign in {*(sign for _, sign in signs), *(mark["kind"] for mark in marks)}
        ],
        "line": line if total else [],
        "end": "" if start or end or not total else timeline_figure.people(total, text),
        "ticks": [
            [[tick / upper, text.number(tick)] for tick in ticks],
            [[tick / total_upper, text.number(tick)] for tick in total_ticks],
        ],
        "days": [
            [x(day), *(said.split("<br>") + [""])[:2]]
            for day, said in zip(days, words, strict=True)
        ],
        "spans": _spans(start, end, calendar),
        "marks": marks,
        "names": names,
        "keys": keys,
    }


def _spans(start: date | None, end: date | None, calendar: Calendar) -> list[list[float]]:
    """The days that are not chosen, as shares of the axis."""
    found = []
    if start is not None:
        found.append([0.0, (start - calendar.first).days / calendar.days])
    if end is not None:
        found.append([((end - calendar.first).days + 1) / calendar.days, 1.0])
    return [span for span in found if span[1] > span[0]]


def _marks(
    view: View, calendar: Calendar, x: Callable[[Any], float]
) -> tuple[list[dict[str, Any]], str]:
    """The milestones with a number each and the reported events; and what the numbers mean."""
    text = view.text
    known = [
        mark
        for mark in timeline_figure.marks_of(view.edition, text)
        if calendar.first <= mark.date <= calendar.last
    ]
    by_day: dict[date, list[str]] = {}
    for mark in known:
        if mark.kind == "milestone":
            by_day.setdefault(mark.date, []).append(mark.label)
    marks: list[dict[str, Any]] = []
    names, last = [], -_NEAR_MM
    for number, day in enumerate(sorted(by_day)[:_MOST_MARKS], 1):
        at = x(day) * _TIMELINE_MM
        placed = max(at, last + _NEAR_MM)
        marks.append(
            {"x": x(day), "kind": "milestone", "number": number, "shift": round(placed - at, 2)}
        )
        last = placed
        names.append(f"{number} – {text.date_short(day)}: {'; '.join(by_day[day])}")
    for day in sorted({mark.date for mark in known if mark.kind == "reported"}):
        marks.append({"x": x(day), "kind": "reported", "number": 0, "shift": 0})
    return marks, " · ".join(names)


def _types(view: View, picture: Picture) -> dict[str, Any]:
    bars = picture.figure.data[0] if picture.figure is not None and picture.figure.data else None
    if bars is None:
        return {"title": picture.title, "heads": ["", ""], "rows": []}
    heads = {column.key: column.head for column in picture.table.columns}
    most = max([v for v in picture.table.frame["value"] if v == v], default=0.0) or 1.0
    chosen = view.selection.types
    return {
        "title": picture.title,
        "heads": [heads["name"], heads["value"]],
        "rows": [
            {
                "name": row["name"],
                "share": 0.04 if row["state"] == "not_reported" else round(row["value"] / most, 5),
                "shown": shown,
                "colour": colour,
                "hatched": row["state"] == "not_reported",
                "chosen": not chosen or str(code) in chosen,
            }
            for (code, row), shown, colour in zip(
                picture.table.frame.iterrows(), bars.text, bars.marker.color, strict=True
            )
        ],
    }


def _qr(link: str, text: Text) -> dict[str, Any] | None:
    """The address as rows of dark runs (x, y, length); None where it is too long for a code."""
    try:
        code = segno.make(link, micro=False, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    runs = []
    rows = [bytes(row) for row in code.matrix_iter(border=0)]
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append([start, y, x - start])
                start = None
    return {
        "size": len(rows),
        "runs": runs,
        "url": link,
        "host": urlsplit(link).netloc,
        "caption": text("This view online"),
        "alt": text("QR code with the address of this view"),
    }
