"""The table of the comparison with published figures has causes in the column of results."""

from __future__ import annotations

import re

from campaign.domain.campaign import Campaign
from campaign.site.compare import reconciliation
from tests.campaigns import view_of, with_edition


def test_causes_are_beside_the_result(campaign: Campaign) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    few = with_edition(campaign, activities=activities.head(20))
    table = reconciliation(view_of(few, "en"))
    [row] = re.findall(r'<tr><th scope="row">People reached</th>(.*?)</tr>', table)
    cells = dict(re.findall(r'<td data-label="([^"]*)"[^>]*>(.*?)</td>', row))
    assert "verdict-mark" in cells["Result"] and "<br>Likely cause: " in cells["Result"]
    assert len(cells) == 6
