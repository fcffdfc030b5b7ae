"""A link on a printed page has no language, so that the language of the reader is used."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.theme.style import LIGHT
from campaign.ui import export_dialog


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_address_on_a_printed_page_has_no_language(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    context = SimpleNamespace(url=f"https://days.example.kg/map?lang={lang}&oblast=KG-N")
    monkeypatch.setattr(export_dialog.st, "context", context)
    selection = Selection.from_query({"lang": lang, "oblast": "KG-N"}, campaign)
    link = export_dialog.site_link(View(campaign, selection, Text.of(lang), LIGHT))
    assert link(selection) == "https://days.example.kg/?oblast=KG-N"
    assert link(replace(selection, oblasts=())) == "https://days.example.kg/"
