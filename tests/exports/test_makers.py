"""Libraries of the exports are imported on demand or ahead; slides have the view's filters."""

from __future__ import annotations

import subprocess
import sys

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS, ExportOptions, filtered_slides
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import Slide, default_slides
from tests.campaigns import view_of


@pytest.mark.long
def test_libraries_of_the_exports_can_be_imported_ahead() -> None:
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from campaign.exports import formats\n"
            "from campaign.exports.formats import import_ahead\n"
            "names = ('typst', 'segno', 'pptx')\n"
            "print([n for n in names if n in sys.modules]); import_ahead()\n"
            "print([n for n in names if n not in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.split() == ["[]", "[]"]


def test_slides_have_the_view_s_filters_unless_they_set_their_own(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck_slides: list[Slide] = []
    monkeypatch.setattr(
        "campaign.exports.pptx.deck.deck", lambda c, s, *a, **k: deck_slides.extend(s) or b""
    )
    title = dict.fromkeys(LANGUAGES, "x")
    slides = (Slide("map", title), Slide("map", title, query={"oblast": "KG-O"}))
    view = view_of(campaign, "ky", oblast="KG-T", indicator="rate", **{"from": "2017-09-01"})
    FORMATS["pptx"].build(view, ExportOptions(slides=slides))
    assert [dict(slide.query) for slide in deck_slides] == [
        {"from": "2017-09-01", "oblast": "KG-T"},
        {"from": "2017-09-01", "oblast": "KG-O"},
    ]


def test_an_edition_without_slides_has_the_default_slides(campaign: Campaign) -> None:
    slides = filtered_slides(view_of(campaign, "ky", edition="2018"), ExportOptions())
    assert slides == default_slides()
    assert all(all(slide.title.values()) for slide in slides)
