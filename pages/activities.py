"""Activities: by what kind of activity people were reached, and the register itself."""

from campaign.charts import by_text, by_type
from campaign.charts.words import page_answers
from campaign.site import controls
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_section_title, show_title
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.register_list import show_register

view = current_view()

show_title(view, "activities", page_answers.activities_answer)
if not register_missing(view):
    show_links(view, controls.people_or_activities, "unit")
    show_card(view, by_type.breakdown)
    show_card(view, by_type.heatmap)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, by_type.audience)
    with right:
        show_card(view, by_type.media)
    show_section_title(view)
    show_card(view, by_text.organisers)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, by_text.audience_groups)
    with right:
        show_card(view, by_text.partners)
    show_card(view, by_text.districts)
    show_register(view)
