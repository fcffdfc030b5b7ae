"""Coverage: where too few people were reached, measured against the population."""

from campaign.charts import by_evidence, coverage
from campaign.site import controls
from campaign.site.notices import boundary_note
from campaign.site.report_requests import requests
from campaign.ui import widgets
from campaign.ui.chart_card import show_card, show_cards
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing

view = current_view()

show_title(view, "coverage", coverage.coverage_answer)
if not register_missing(view):
    with widgets.control_row("coverage-controls"):
        widgets.benchmark(view)
        show_links(view, controls.denominator, "denominator")
    show_card(view, coverage.rates)
    show_cards(view, coverage.count_map, coverage.rate_map)
    show_cards(view, coverage.ranks, coverage.shares)
    if view.campaign.labour_migrants is None:
        show_card(view, coverage.concentration)
    else:
        show_cards(view, coverage.concentration, coverage.labour_migrants)
    show_cards(view, by_evidence.certainty, by_evidence.missing)
    show_cards(view, by_evidence.reports, by_evidence.report_shares, (3, 2))
    show_fragment(view, requests, "report-requests")
    show_fragment(view, boundary_note)
