"""The indicators that a reader can choose."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.domain.clock import today
from campaign.ui.cache import cached


def indicator_codes(view: View) -> list[str]:
    """Return the codes of the indicators that the view has the numbers for."""
    # They do not depend on the selected regions, but plans depend on the day.
    return cached(view.country_view, _indicator_codes, str(today()))


def _indicator_codes(view: View) -> list[str]:
    return view.indicator_codes
