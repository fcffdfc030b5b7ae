"""Widgets of the filters: regions, types of activity, organizers and dates."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.organisers import organiser_options
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.ui.cache import cached
from campaign.ui.widget_kinds import Choice, date_slider


def oblasts(view: View, place: str) -> None:
    """Show the regions as buttons, any number of them; `place` tells two such lists apart."""
    Choice(
        f"oblasts:{place}:{view.text.lang}",
        view.text("Regions"),
        view.campaign.places.codes,
        view.selection.oblasts,
        lambda code: view.campaign.places.short(code, view.text),
        lambda selection, toggles: replace(selection, oblasts=toggles.on(selection.oblasts)),
    ).show_pills()


def types(view: View) -> None:
    """Show the activity types that occur in the edition, as buttons."""
    codes = view.edition.occurring_types
    if not codes:
        return
    Choice(
        f"types:{view.text.lang}",
        view.text("Types of activity"),
        [code for code in view.campaign.type_codes if code in codes],
        view.selection.types,
        lambda code: view.campaign.type_name(code, view.text),
        lambda selection, toggles: replace(selection, types=toggles.on(selection.types)),
    ).show_pills()


def organisers(view: View) -> None:
    """Show the organizers of the register in a list with a search, by alphabet."""
    # The names are the same whatever is selected, and may be thousands.
    selection = Selection(view.selection.edition, view.selection.lang)
    names = dict(cached(replace(view, selection=selection), organiser_options))
    if not names:
        return
    Choice(
        f"organisers:{view.text.lang}:{view.edition.campaign_id}",
        view.text("Organizers"),
        list(names),
        view.selection.organisers,
        lambda code: names.get(code, code),
        lambda selection, toggles: replace(selection, organisers=toggles.on(selection.organisers)),
    ).show_search(view.text("Search"))


def dates(view: View) -> None:
    """Show a slider from the first day of the edition to the last."""
    edition = view.edition
    date_slider(
        "dates",
        view,
        view.text("Dates"),
        view.days,
        lambda selection, days: selection.between(days[0], days[1], edition),
    )
