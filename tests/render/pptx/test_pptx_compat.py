"""The parts of python-pptx that we use outside its public interface still exist."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from campaign.render.pptx import pptx_compat

MOVED = "python-pptx has moved it: see docs/upgrading.md"
TEXT = (
    '<p:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:nvSpPr>'
    '<p:cNvPr id="{id}" name="Box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:p><a:r><a:t>words</a:t></a:r></a:p></p:txBody></p:sp>"
)


@pytest.fixture
def show() -> Any:
    return Presentation()


@pytest.fixture
def slide(show: Any) -> Any:
    return show.slides.add_slide(show.slide_layouts.get_by_name("Title Only"))


def save(show: Any) -> zipfile.ZipFile:
    out = io.BytesIO()
    show.save(out)
    return zipfile.ZipFile(out)


def test_shape_tree_is_the_shapes_element(slide: Any) -> None:
    for holder in (slide, slide.slide_layout, slide.slide_layout.slide_master):
        tree = pptx_compat.shape_tree(holder)
        assert etree.QName(tree).localname == "spTree", MOVED
        assert tree is holder.element.find("{*}cSld/{*}spTree"), MOVED


def test_an_element_that_is_appended_is_a_shape(slide: Any) -> None:
    free = pptx_compat.next_shape_id(slide)
    assert free not in {shape.shape_id for shape in slide.shapes}
    pptx_compat.shape_tree(slide).append(pptx_compat.parse_element(TEXT.format(id=free)))
    shape = slide.shapes[-1]
    assert (shape.shape_id, shape.text_frame.text) == (free, "words"), MOVED
    assert pptx_compat.next_shape_id(slide) == free + 1
    pptx_compat.remove_shape(shape)
    assert all(other.shape_id != free for other in slide.shapes), MOVED


def test_notes_body_holds_the_paragraphs(slide: Any) -> None:
    body = pptx_compat.notes_body(slide)
    slide.notes_slide.notes_text_frame.text = "first\nsecond"
    assert len(body.findall("{*}p")) == 2, MOVED


@pytest.fixture
def chart(slide: Any) -> Any:
    data = CategoryChartData()
    data.categories = ["a", "b"]
    for name in ("bars", "line"):
        data.add_series(name, (1, None))
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = slide.shapes.add_chart(kind, *map(Emu, (0, 0, 100, 100)), data)
    pptx_compat.describe_shape(frame, "People", "in words")
    pptx_compat.fill_chart_placeholder(slide, frame)
    return frame.chart


def test_a_chart_has_a_description_and_fills_the_placeholder(slide: Any, chart: Any) -> None:
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    properties = frame.element.find(".//{*}cNvPr")
    assert (frame.name, properties.get("descr")) == ("People", "in words"), MOVED
    assert frame.placeholder_format.idx == 15, MOVED


def test_series_become_lines_over_the_same_axes(chart: Any) -> None:
    pptx_compat.move_to_lines(chart, 1)
    bars, lines = chart.plots
    assert [s.name for plot in (bars, lines) for s in plot.series] == ["bars", "line"], MOVED
    axes = [[e.get("val") for e in plot._element.findall("{*}axId")] for plot in (bars, lines)]
    assert axes[0] == axes[1], MOVED


def test_the_plot_is_placed_and_the_ids_of_axes_are_not_negative(chart: Any) -> None:
    pptx_compat.place_plot(chart, (0.1, 0.2, 0.7, 0.6))
    xml = chart.part.blob.decode()
    assert "<c:layoutTarget" in xml and '<c:axId val="-' not in xml, MOVED


def test_the_data_sheet_is_replaced(chart: Any) -> None:
    pptx_compat.set_data_sheet(chart, "Data", b"sheet")
    assert chart.part.chart_workbook.xlsx_part.blob == b"sheet", MOVED
    assert "'Data'!$A$2:$A$3" in chart.part.blob.decode(), MOVED


def test_related_parts_are_left_out(show: Any) -> None:
    assert {"docProps/thumbnail.jpeg", "docProps/app.xml"} <= set(save(show).namelist())
    kinds = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    pptx_compat.drop_related(show, kinds)
    parts = save(show).namelist()
    assert not {"docProps/thumbnail.jpeg", "docProps/app.xml"} & set(parts), MOVED


def test_themes_of_slides_and_notes_are_changed(show: Any, slide: Any) -> None:
    pptx_compat.notes_body(slide)
    pptx_compat.change_themes(show, lambda theme: theme.set("name", "Ours"))
    file = save(show)
    themes = [name for name in file.namelist() if name.startswith("ppt/theme/theme")]
    assert len(themes) == len(set(themes)) == 2, MOVED
    assert all(etree.fromstring(file.read(name)).get("name") == "Ours" for name in themes), MOVED
