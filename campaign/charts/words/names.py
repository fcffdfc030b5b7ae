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


def type_names(view: View) -> Mapping[str, str]:
    """Return {code: name} of the activity types in their order."""
    campaign = view.campaign
    return {code: campaign.type_name(code, view.text) for code in campaign.type_codes}
