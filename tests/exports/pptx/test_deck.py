"""The PowerPoint file: reproducible bytes, unique ids, and its ZIP."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.deterministic_zip import rezip_sorted
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES
from tests.exports.pptx.deck_file import SlidesIn, slide


@pytest.mark.long
def test_the_same_slides_give_the_same_bytes(campaign: Campaign) -> None:
    slides = [slide(figure) for figure in ("map", "timeline", "audience")]
    first = deck(campaign, slides, "ky")
    assert deck(campaign, slides, "ky") == first
    assert deck(campaign, slides, "ru") != first
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [n for n in parts.namelist() if "thumbnail" in n or "printerSettings" in n]
    inner = [n for n in parts.namelist() if n.endswith(".xlsx")]
    assert len(inner) == 2
    for name in inner:
        book = zipfile.ZipFile(io.BytesIO(parts.read(name)))
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml").decode())) == {
            "1980-01-01T"
        }
    day = campaign.editions["2017"].last_day
    dates = re.findall(r"(\d{4}-\d\d-\d\d)T", parts.read("docProps/core.xml").decode())
    assert day is not None and set(dates) == {day.isoformat()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_on_a_slide_are_unique(slides_in: SlidesIn, lang: str) -> None:
    for pptx_slide in slides_in(lang).values():
        ids = [e.get("id") for e in pptx_slide._element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


def test_rezip_sorted_changes_no_content(campaign: Campaign) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as source:
        source.writestr("b.txt", "two")
        source.writestr("[Content_Types].xml", "first")
    content = rezip_sorted(out.getvalue())
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.namelist() == ["[Content_Types].xml", "b.txt"]
    assert archive.read("b.txt") == b"two"
    assert rezip_sorted(content) == content
