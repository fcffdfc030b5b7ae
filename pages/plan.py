"""Plan: how far ahead or behind, in people and in days, and where it is furthest behind."""

from campaign.charts import plan
from campaign.site import controls
from campaign.site.no_plan import without_plan
from campaign.ui import widgets
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.upload.downloads import show_targets_template

view = current_view()

show_title(view, "plan", plan.answer)
if not view.has_register:
    register_missing(view)
elif not plan.has_plan(view):
    show_fragment(view, without_plan, "without-plan")
    show_targets_template(view)
else:
    with widgets.control_row("plan-controls"):
        show_links(view, controls.people_or_activities, "unit")
        widgets.plan_day(view, view.plan_day)
    show_card(view, plan.pace)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, plan.by_region)
    with right:
        show_card(view, plan.by_type)
