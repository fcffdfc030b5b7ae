"""Names of regions, of activities of several regions, and of types, as charts write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
import pandas as pd
from campaign.analysis.activity_gaps import gaps_of_view
from campaign.analysis.indicator_frames import by_day, by_day_and_group, by_unit_and_day
from campaign.analysis.register_texts import localize_texts
from campaign.analysis.shared_numbers import once, once_in_country
from campaign.analysis.uncertainty import running_ranges
from campaign.analysis.view import View, once_in_words
from campaign.analysis.wide_activities import WideActivities
from campaign.charts import panels
from campaign.charts import schedule as schedules
from campaign.charts import timeline as timelines
from campaign.charts.body import Timeline
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.event_marks import event_marks
from campaign.charts.gap_summary import gap_summary
from campaign.charts.timeline_days import TimelineData
from campaign.charts.timeline_events import without_events
from campaign.charts.wording import join_sentences
from campaign.domain.register import RegisterAwayError
from campaign.schema.region_codes import group_several



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
    """Return {code: name} of the whole country and several regions, where activities have them."""
    return {code: view.campaign.places.name(code, view.text) for code in wide.codes}


def type_names(view: View) -> Mapping[str, str]:
    """Return {code: name} of the activity types in their order."""
    campaign = view.campaign
    return {code: campaign.type_name(code, view.text) for code in campaign.type_codes}
