"""The campaigns that another one can be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Literal
import pandas as pd
from campaign.analysis.attendance_ranges import ranges
from campaign.analysis.indicator_frames import by_unit
from campaign.analysis.indicators import Indicator
from campaign.domain import clock
from campaign.domain.campaign import OWN, Campaign, Edition
from campaign.domain.places import Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of



def other_campaigns(edition: str, campaign: Campaign) -> list[str]:
    """Return the other editions with a register, oldest first, a reader's own first of all."""
    ids = [name for name in campaign.editions if campaign.editions[name].totals is not None]
    return sorted((name for name in ids if name != edition), key=lambda name: (name != OWN, name))


def default_other(edition: str, campaign: Campaign) -> str:
    """Return the newest other edition with a register, a reader's own last; "" without one."""
    return (other_campaigns(edition, campaign) or [""])[-1]
