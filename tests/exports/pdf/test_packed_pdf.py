"""A packed PDF says and holds all that it did before, in less room."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.pdf import brief as document
from campaign.exports.pdf.brief import briefs
from campaign.exports.pdf.packed_pdf import pack_pdf
from campaign.i18n.translator import LANGUAGES

LIMIT = 300_000
"""Bytes of a file that still goes by mail."""


@pytest.fixture(scope="module")
def plain(campaign: Campaign) -> dict[str, bytes]:
    """All oblasts in each language, as typst wrote them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "pack_pdf", lambda pdf: pdf)
        return {
            lang: briefs(campaign, {}, lang, lambda s: "https://x.example") for lang in LANGUAGES
        }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_oblasts_go_by_mail(plain: dict[str, bytes], lang: str) -> None:
    assert len(pack_pdf(plain[lang])) < LIMIT < len(plain[lang])


def test_the_same_bytes_at_another_time(plain: dict[str, bytes]) -> None:
    now = pack_pdf(plain["en"])
    time.sleep(1.1)  # the name of a file is otherwise made from the second
    assert pack_pdf(plain["en"]) == now


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_was_in_it_is_in_it(plain: dict[str, bytes], lang: str) -> None:
    before, after = (
        pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (plain[lang], pack_pdf(plain[lang]))
    )
    assert len(after.pages) == len(before.pages) == 11
    for old, new in zip(before.pages, after.pages, strict=True):
        assert new.get_contents().get_data() == old.get_contents().get_data()  # type: ignore[union-attr]
        assert new["/StructParents"] == old["/StructParents"]
        assert new.extract_text() == old.extract_text()
    assert list(tags(after)) == list(tags(before))
    assert sum("/Alt" in tag for tag in tags(after)) == 30
    assert after.metadata == before.metadata
    for found in (before, after):
        assert found.trailer["/Root"]["/Lang"].split("-")[0] == lang
    old, new = before.trailer["/Root"], after.trailer["/Root"]
    assert new["/Metadata"].get_data() == old["/Metadata"].get_data()
    assert set(new) == set(old) and new["/MarkInfo"] == old["/MarkInfo"]
    assert new["/ViewerPreferences"] == old["/ViewerPreferences"]
    assert [entry.title for entry in after.outline] == [entry.title for entry in before.outline]
    assert set(after.named_destinations) == set(before.named_destinations)


def tags(reader: pypdf.PdfReader) -> Iterator[tuple[str, ...]]:
    """The structure tree from the front: each element's type, its words and how deep it is."""

    def walk(element: Any, depth: int) -> Iterator[tuple[str, ...]]:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                yield from walk(child, depth)
        elif isinstance(element, int):
            yield (str(depth), "content", str(element))
        elif "/S" in element:
            words = [f"{key}={element[key]}" for key in ("/T", "/Alt", "/ID") if key in element]
            layout = [sorted(map(str, a.get_object().items())) for a in element.get("/A", [])]
            yield (str(depth), element["/S"], *sorted(element), *words, str(layout))
            yield from walk(element.get("/K", pypdf.generic.ArrayObject()), depth + 1)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], 0)
