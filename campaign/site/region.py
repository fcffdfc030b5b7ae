"""Parts of pages about regions: the page of a region, the list of all, messages to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from campaign.analysis.completeness import ReportRequest, report_requests, request_messages
from campaign.analysis.data_table import DataTable, html
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import Kpi, basis, kpi_words, rank_by_reach, rank_words
from campaign.analysis.region_profile import (
    MOST_ROWS,
    RegionProfile,
    district_table,
    neighbours,
    organiser_table,
    region_table,
    view_of_region,
    wider_table,
    wider_totals,
)
from campaign.analysis.selection import Selection
from campaign.analysis.uncertainty import missing_attendance_words
from campaign.analysis.view import View
from campaign.charts.page_answers import map_answer
from campaign.charts.region_text import letter, profile_text, state_line
from campaign.charts.wording import end_sentence
from campaign.domain.value_states import MISSING_WORDS
from campaign.exports.formats import FORMATS
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGE_NAMES, Text
from campaign.site.elements import copy_button, copy_row, keep_together, tile_list
from campaign.site.filters import region_choice
from campaign.site.links import Links
from campaign.site.notices import unless_away
from campaign.site.page import SitePage, button, link, page_title, scope_html


def region_title(view: View, code: str) -> str:
    """Return the region's name as h1 with days and types, its rate in a sentence, the campaign.

    Where several regions are selected, a line says that this is the first of them.
    """
    text, name = view.text, view.campaign.places.heading(code, view.text)
    of_region = view_of_region(view, code)
    scope = " · ".join(of_region.scope.parts(without=("place",)))
    lead = of_region.edition.title(text)
    if not of_region.scope.dates and of_region.edition.first_day and of_region.edition.last_day:
        lead = f"{lead} · {text.date_range_short(*of_region.days)}"
    hint = ""
    if len(view.selection.oblasts) > 1:
        words = text("Several regions are selected; this page shows the first.")
        hint = f'<p class="source">{escape(words)}</p>'
    sentence = keep_together(profile_text(of_region, RegionProfile.of(of_region, code)))
    return (
        f'<h1>{escape(name)}{scope_html(scope)}</h1><p class="answer">{sentence}</p>'
        f'<p class="lead">{escape(lead)}</p>{hint}'
    )


def has_activities(view: View) -> bool:
    """Return whether there is something to draw for the region of the view."""
    return RegionProfile.of(view, view.selection.oblasts[0]).has_activities


def tiles(view: View) -> str:
    """Return the region's KPIs: people, rate, ranks, the gap to the national average."""
    code = view.selection.oblasts[0]
    profile = RegionProfile.of(view, code)
    notes = f'<p class="source">{escape(basis(view))}</p>' if basis(view) else ""
    return f"{tile_list(_kpis(view, profile), of_region=True)}{notes}"


def _kpis(view: View, profile: RegionProfile) -> list[Kpi]:
    text = view.text
    kpis = {kpi.code: kpi for kpi in kpi_words(view)}
    reach = kpis["reach"]
    if profile.state == "no_activity":
        reach = replace(reach, value=text(MISSING_WORDS["no_activity"]))
    tiles = [reach]
    if profile.population is not None:
        tiles += [
            replace(kpis["rate"], reference=_national(view)),
            _rank(view, profile),
            *_gap(view, profile),
        ]
    else:
        tiles.append(kpis["rank"])
    return [*tiles, kpis["activities"]]


def _national(view: View) -> str:
    rate = INDICATORS["rate"]
    return view.region_rank(rate).national_words(rate, view.text)


def _rank(view: View, profile: RegionProfile) -> Kpi:
    text = view.text
    value, note = text(MISSING_WORDS.get(profile.state, "")), ""
    if profile.rate_rank is not None:
        value = rank_words(profile.rate_rank, profile.ranked, text)
    if profile.reach_rank is not None:
        note = rank_by_reach(profile.reach_rank, profile.ranked, text)
    return Kpi("rank", text("Rank by rate"), value, "", note)


def _gap(view: View, profile: RegionProfile) -> list[Kpi]:
    text = view.text
    if profile.gap is None:
        return []
    label = text("Below the national average, people")
    if profile.gap > 0:
        label = text("Above the national average, people")
    return [Kpi("gap", label, text.number(abs(profile.gap)))]


def state(view: View) -> str:
    """Return why there are no charts of the region; "" if there are some."""
    words = state_line(RegionProfile.of(view, view.selection.oblasts[0]), view.text)
    return f'<div class="empty"><p>{escape(words)}</p></div>' if words else ""


@unless_away
def districts(view: View) -> str:
    """Return districts and places with their activities as a table; "" without any."""
    heading = view.text("Districts and places")
    return _table(view, district_table(view, view.selection.oblasts[0]), heading)


@unless_away
def organisers(view: View) -> str:
    """Return the organizers of the region's activities as a table; "" without any."""
    text, code = view.text, view.selection.oblasts[0]
    table = organiser_table(view, code)
    note = ""
    if table.frame["activities"].sum() > RegionProfile.of(view, code).activities:
        note = text(
            "an activity with several names in this field counts towards each of them, so the "
            "values are not summed"
        )
    return _table(view, table, text("Organizers"), end_sentence(capitalize(note)) if note else "")


@unless_away
def wider(view: View) -> str:
    """Return a table of the activities that the region shares with others; "" without any.

    They are for several regions or the whole country. The note below the heading says that no
    number of the region includes them.
    """
    text, totals = view.text, wider_totals(view, view.selection.oblasts[0])
    if totals.empty:
        return ""
    note = text(
        "Nationwide activities, or activities that cover several regions including this one. "
        "They are counted in the national total only, not in this region."
    )
    table = wider_table(view, totals["oblast"].unique())
    count = int(totals["activities"].sum())
    return _table(view, table, text("Activities shared with other regions"), note, count)


def letter_text(view: View) -> str:
    """Return the region in a few lines, with a button that copies them for a letter."""
    lines = letter(view, RegionProfile.of(view, view.selection.oblasts[0]))
    text = view.text
    button = copy_button("\n".join(lines), text("Copy the text"))
    return (
        f"<h2>{escape(text('Text for a letter'))}</h2>"
        f'<p class="letter">{"<br>".join(map(escape, lines))}</p>{copy_row(button, text)}'
    )


def _table(
    view: View, table: DataTable, heading: str, note: str = "", count: int | None = None
) -> str:
    """Return the first rows of a table with its heading, and how many rows it has; "" for none.

    `count` is their number if the table has only the first of them.
    """
    text, count = view.text, len(table.frame) if count is None else count
    if not count:
        return ""
    lines = [note] if note else []
    if count > MOST_ROWS:
        lines.append(
            text(
                "Rows shown: {n} of {total}. The register lists all rows.", n=MOST_ROWS, total=count
            )
        )
        table = replace(table, frame=table.frame.head(MOST_ROWS))
    notes = "".join(f'<p class="source">{escape(line)}</p>' for line in lines)
    return f"<h2>{escape(heading)}</h2>{notes}{html(table, text, heading, stacked=True)}"


STEM = "region"
BRIEF = "pdf"


def steps(page: SitePage, code: str) -> str:
    """Return the links to the regions before and after, to all of them, and to the map."""
    view, text = page.view, page.view.text
    before, after = neighbours(view, code)
    parts = [
        *(_step(page, other, sign) for other, sign in ((before, "←"), (after, "→"))),
        page.anchor(text("All regions"), page.change(oblasts=())),
        link(text("Map"), page.links.page("map", page.change(oblasts=(code,)))),
    ]
    if page.becomes_live:
        parts.append(button(text(FORMATS[BRIEF].name), "file", BRIEF))
    else:
        parts.append(_brief(page, code))
    return _steps(view, parts)


def _brief(page: SitePage, code: str) -> str:
    """Return the link to the brief of the region as a file; "" if there is none."""
    address = page.links.file(BRIEF, page.change(oblasts=(code,)))
    if address is None:
        return ""
    return link(
        page.view.text(FORMATS[BRIEF].name), address, attributes=' class="download" download'
    )


def step_label(view: View, code: str, sign: str) -> str:
    """Return the name of a neighbour with an arrow."""
    name = view.campaign.places.short(code, view.text)
    return f"{sign} {name}" if sign == "←" else f"{name} {sign}"


def _step(page: SitePage, code: str | None, sign: str) -> str:
    if code is None:
        return ""
    place = ' id="region-before"' if sign == "←" else ' id="region-after"'
    address = page.address(page.change(oblasts=(code,)))
    return link(step_label(page.view, code, sign), address, attributes=place)


def list_title(view: View) -> str:
    """Return the title of the list of regions, and the most and the least reached of them."""
    return page_title(view, STEM, map_answer(view))


def region_list(view: View, links: Links) -> str:
    """Return all regions as links to their pages, with rate and rank."""
    text = view.text

    def address(code: str) -> str | None:
        return links.page(STEM, replace(view.selection, oblasts=(code,)))

    hint = text("Choose a region to open its page.")
    table = html(region_table(view, address), text, text("Regions"), stacked=True)
    return f'<p class="summary">{escape(hint)}</p>{table}'


def map_regions(page: SitePage) -> str:
    """Return the regions to select beside the map, and links to the pages of the selected ones."""
    return f'<div class="regions">{region_choice(page)}</div>{region_links(page)}'


def region_links(page: SitePage) -> str:
    """Return links to the pages of the selected regions, or to the list of all."""
    view = page.view
    links = [
        link(words, page.links.page(STEM, selection))
        for words, selection in region_page_links(view)
    ]
    return _steps(view, links)


def _steps(view: View, links: Iterable[str]) -> str:
    label = escape(view.text("Regions"))
    return f'<nav class="steps" aria-label="{label}">{"".join(links)}</nav>'


def region_page_links(view: View) -> list[tuple[str, Selection]]:
    """Return words and selection of the links to the pages of regions, for a page with a map."""
    text, selection = view.text, view.selection
    codes = [code for code in view.campaign.places.codes if code in selection.oblasts]
    if not codes:
        return [(f"{text('Pages of the regions')} →", selection)]
    name = view.campaign.places.name
    words = {code: text("Region page: {region}", region=name(code, text)) for code in codes}
    return [(f"{words[code]} →", replace(selection, oblasts=(code,))) for code in codes]


def requests(view: View) -> str:
    """Return the messages by region behind one line that counts them; a single one is open."""
    text = view.text
    top = f"<h2>{escape(text('Data requests to regions'))}</h2>"
    if view.edition.illustrative:
        words = text("The data are invented. Requests appear here with a real register.")
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    requests_of_regions = report_requests(view)
    if not requests_of_regions:
        words = text(
            "Every region reported activities in each week, and attendance for all of them."
        )
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    lead = text(
        "Ready to send: each message names the longest period without activities, and the "
        "activities with attendance not reported. Filters by date, type and organizer do not "
        "apply here."
    )
    items = "".join(_region(request, view) for request in requests_of_regions)
    count = len(requests_of_regions)
    line = escape(text.n("{n} message", "{n} messages", count))
    return (
        f'{top}<p class="source">{escape(lead)}</p>'
        f'<details class="request-list"{" open" if count == 1 else ""}><summary>{line}</summary>'
        f'<div class="requests">{items}</div></details>'
    )


def _region(request: ReportRequest, view: View) -> str:
    """Return the message in the reader's language, with a button for each language."""
    text = view.text
    name = view.campaign.places.heading(request.code, text)
    languages = [text.lang, *(lang for lang in LANGUAGE_NAMES if lang != text.lang)]
    buttons = "".join(
        copy_button(
            request_messages(view, lang)[request.code],
            LANGUAGE_NAMES[lang],
            f'lang="{lang}" aria-label="{_label(lang, text)}"',
        )
        for lang in languages
    )
    row = copy_row(f"<span>{escape(text('Copy:'))}</span>{buttons}", text)
    return (
        f'<div class="request" data-region="{request.code}">'
        f"<h3>{escape(name)}{_facts(request, text)}</h3>"
        f"<p>{escape(request_messages(view, text.lang)[request.code])}</p>{row}</div>"
    )


def _facts(request: ReportRequest, text: Text) -> str:
    facts = []
    if request.silence is not None:
        days = text.n("{n} day", "{n} days", request.silence.days)
        facts.append(text("without activities: {days}", days=days))
    if request.missing:
        facts.append(missing_attendance_words(request.missing, text))
    return f' <span class="source">{escape(" · ".join(facts))}</span>'


def _label(lang: str, text: Text) -> str:
    return escape(text("Copy: {language}", language=LANGUAGE_NAMES[lang]))
