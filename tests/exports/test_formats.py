"""The registry of exports: each kind has its words, a name in Latin letters, and builds."""

from __future__ import annotations

import subprocess
import sys

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports import formats
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import Slide, default_slides
from tests.campaigns import view_of

OPENS = {
    "xlsx": b"PK",
    "pptx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "pdf": b"%PDF-",
    "docx": b"PK",
    "html": b"<!doctype html>",
    "zip": b"PK",
}


@pytest.mark.sample(3)
@pytest.mark.parametrize("format_", FORMATS)
def test_each_kind_builds_and_is_named(campaign: Campaign, format_: str) -> None:
    kind, view = FORMATS[format_], view_of(campaign, "ky", oblast="KG-T")
    content = kind.build(view, ExportOptions())
    assert content.startswith(OPENS[format_])
    assert kind.file_name(view) == f"{kind.word}-2017-talas-oblast-ky-2017-11-20{kind.ending}"
    assert kind.name and kind.contents and "/" in kind.mime


def test_what_makes_the_files_can_be_imported_ahead() -> None:
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from campaign.exports.formats import import_ahead\n"
            "names = ('typst', 'segno', 'pptx')\n"
            "print([n for n in names if n in sys.modules]); import_ahead()\n"
            "print([n for n in names if n not in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.split() == ["[]", "[]"]


def test_only_a_register_needs_a_register(campaign: Campaign) -> None:
    published = view_of(campaign, "ky", edition="2018")
    assert [f for f, kind in FORMATS.items() if kind.missing(published)] == ["csv"]
    assert not [f for f, kind in FORMATS.items() if kind.missing(view_of(campaign, "ky"))]


def test_a_presentation_follows_the_filters_and_slides_go_first(
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


def test_an_edition_without_slides_of_its_own_has_the_built_in_ones(campaign: Campaign) -> None:
    slides = formats._slides(view_of(campaign, "ky", edition="2018"), ExportOptions())
    assert slides == default_slides()
    assert all(all(slide.title.values()) for slide in slides)
