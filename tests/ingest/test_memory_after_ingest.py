"""After a file is read, no text of it stays in the memory of the process."""

from __future__ import annotations

import gc
import io
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from campaign.charts.outlines import outlines
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.i18n.match_key import file_cache, plain
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# `marker` joins the parts, so that the module itself does not contain the marker.
MARKER_PARTS = ("Zq", "vx")


def marker() -> str:
    return "".join(MARKER_PARTS) + "kjw"


def csv() -> bytes:
    mark = marker()
    return (
        f"Дата;Область {mark}h;Вид мероприятия;ФИО;Тема\n"
        f"31.07.2017;Нарын {mark}o;Лекция {mark}t;Примеров {mark};звонить 0555 123456 {mark}n\n"
    ).encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in csv().decode().splitlines():
        sheet.append(line.split(";"))
    book.create_sheet(f"S{marker()}").append([f"0555 123456 {marker()}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refuse(content: bytes, campaign: Campaign) -> None:
    report = ingest_file(content, "file", campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"


def texts_in_memory() -> Iterator[str]:
    """Return every text that an object of the garbage collector refers to, also in arrays.

    The collector does not track dictionaries and tuples of texts only; their owners refer to them.
    """
    waiting = list(gc.get_objects())
    while waiting:
        for item in gc.get_referents(waiting.pop()):
            if isinstance(item, str):
                yield item
            elif isinstance(item, np.ndarray) and item.dtype == object:
                yield from (cell for cell in item.ravel().tolist() if isinstance(cell, str))
            elif isinstance(item, dict | tuple) and not gc.is_tracked(item):
                waiting.append(item)


def texts_with_marker() -> list[str]:
    gc.collect()
    mark = marker().lower()
    return [text for text in texts_in_memory() if mark in text.lower() and text.lower() != mark]


@pytest.mark.sample(1)
@pytest.mark.parametrize("make", [csv, workbook])
def test_no_text_of_a_refused_file_stays(make: Callable[[], bytes], campaign: Campaign) -> None:
    assert texts_with_marker() == []
    refuse(make(), campaign)
    assert texts_with_marker() == []


def test_no_text_of_a_signature_stays(campaign: Campaign) -> None:
    mark = marker()
    content = (
        "Дата;Область;Вид мероприятия;Охвачено\n"
        "31.07.2017;Нарын;Лекция;5\n"
        f"Исполнитель {mark}h:;Примеров {mark};;0555 123456 {mark}n\n"
    ).encode()
    report = ingest_file(content, "file", campaign)
    del content
    assert isinstance(report, ValidationReport)
    assert report.accepted == 1 and len(report.signature_lines) == 1
    assert texts_with_marker() == []


@pytest.mark.long
def test_keys_are_cached_for_one_file_only() -> None:
    with file_cache():
        plain(f"Ош {marker()}")
        assert [text for text in texts_with_marker() if text.startswith("ош")]
        with file_cache():
            plain(f"Ош {marker()}")
        assert texts_with_marker()
    assert texts_with_marker() == []


def test_uploaded_boundaries_are_freed_with_the_session(campaign: Campaign) -> None:
    content = (CORPUS / "boundaries" / "nine_units.geojson").read_bytes()
    report = ingest_file(content, "own.geojson", campaign)
    assert isinstance(report, BoundaryFile) and report.shapes is not None
    own_campaign = overlay_user_data(campaign, UserData(boundaries=report, digest="x"))
    places = own_campaign.places
    assert outlines(places) is outlines(places)
    references = [weakref.ref(value) for value in (places, report.shapes, outlines(places))]
    references.append(weakref.ref(replace(places)))
    del own_campaign, places, report
    gc.collect()
    assert [reference() for reference in references] == [None] * 4
