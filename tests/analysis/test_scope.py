"""The description of the selection as text."""

from __future__ import annotations

from campaign.domain.campaign import Campaign
from tests.campaigns import view_of


def test_several_types_are_in_quotation_marks(campaign: Campaign) -> None:
    scope = view_of(campaign, "ru", type="lecture,training").scope
    assert scope.types == "«Лекция или урок» и «Тренинг или семинар»"
    assert scope.full == scope.types
    assert view_of(campaign, "ru", type="lecture").scope.types == "Лекция или урок"
