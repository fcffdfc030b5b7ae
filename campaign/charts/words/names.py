"""Names of regions, of activities of several regions, and of types, for charts."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.view import View
from campaign.analysis.wide_activities import WideActivities


def short_names(view: View) -> Mapping[str, str]:
    """Return {code: short name} of the regions in their order."""
    return {
        code: view.campaign.places.short(code, view.text) for code in view.campaign.places.codes
    }


def full_names(view: View) -> Mapping[str, str]:
    """Return {code: full name} of the regions in their order, for sentences and tables."""
    places = view.campaign.places
    return {code: places.name(code, view.text) for code in places.codes}


def wide_names(view: View, wide: WideActivities) -> Mapping[str, str]:
    """Return {code: name} of the codes of no single region that have activities."""
    return {code: view.campaign.places.name(code, view.text) for code in wide.codes}


def names_with_wide(view: View) -> Mapping[str, str]:
    """Return `full_names`, then `wide_names` of the activities of the view."""
    return {**full_names(view), **wide_names(view, view.wide)}


def selected_names(view: View) -> Mapping[str, str]:
    """Return `full_names` of the selected regions; of all regions if none is selected."""
    selected = view.selection.oblasts
    return {c: name for c, name in full_names(view).items() if not selected or c in selected}


def type_names(view: View) -> Mapping[str, str]:
    """Return {code: name} of the activity types in their order."""
    campaign = view.campaign
    return {code: campaign.type_name(code, view.text) for code in campaign.type_codes}
