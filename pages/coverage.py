"""Coverage: where too few people were reached, measured against the population."""

from campaign.charts import by_evidence, coverage
from campaign.site import lists
from campaign.site.report_requests import requests
from campaign.ui import widgets
from campaign.ui.chart_card import show_card
from campaign.ui.columns_layout import two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.page_frame import current_view, register_missing

view = current_view()
text = view.text

show_title(view, text("Reach relative to population"))
if not register_missing(view):
    with widgets.control_row("coverage-controls"):
        widgets.benchmark(view)
        widgets.denominator(view)
    show_card(view, coverage.rates)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, coverage.count_map)
    with right:
        show_card(view, coverage.rate_map)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, coverage.ranks)
    with right:
        show_card(view, coverage.shares)
    if view.campaign.labour_migrants is None:
        show_card(view, coverage.concentration)
    else:
        left, right = two_columns(1, 1)
        with left:
            show_card(view, coverage.concentration)
        with right:
            show_card(view, coverage.labour_migrants)
    left, right = two_columns(2, 3)
    with left:
        show_card(view, by_evidence.certainty)
    with right:
        show_card(view, by_evidence.missing)
    left, right = two_columns(3, 2)
    with left:
        show_card(view, by_evidence.reports)
    with right:
        show_card(view, by_evidence.report_shares)
    show_fragment(view, requests, "report-requests")
    show_fragment(view, lists.boundary_note, "boundary-note", card=False)
