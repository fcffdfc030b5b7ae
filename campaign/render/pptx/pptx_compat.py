"""The undocumented parts of python-pptx that this project uses; no other module uses them.

None is an attribute with an underscore. `docs/upgrading.md` lists the parts, and
`tests/render/pptx/test_pptx_compat.py` fails if an upgrade changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def parse_element(xml: str) -> Any:
    """Return the element as an instance of the class that python-pptx has for its name."""
    return parse_xml(xml)


def shape_tree(slide: Any) -> Any:
    """Return the element with all shapes of a slide, a layout or a master, in drawing order."""
    return slide.shapes.element


def next_shape_id(slide: Any) -> int:
    """Return an id that no shape of the slide has."""
    return int(shape_tree(slide).max_shape_id) + 1


def remove_shape(shape: Any) -> None:
    """Remove the shape from its slide."""
    shape.element.getparent().remove(shape.element)


def describe_shape(shape: Any, name: str, descr: str) -> None:
    """Set the name of a shape and its description for screen readers."""
    shape.name = name
    shape.element.find(".//{*}cNvPr").set("descr", descr)


def notes_body(slide: Any) -> Any:
    """Return the element with the paragraphs of the speaker's notes.

    If the slide has no notes page, one is created.
    """
    return slide.notes_slide.notes_placeholder.element.find("{*}txBody")


def _chart_element(name: str, value: object | None = None, inside: str = "") -> Any:
    attribute = "" if value is None else f' val="{value}"'
    return parse_xml(f'<c:{name} xmlns:c="{_CHART}"{attribute}>{inside}</c:{name}>')


def place_plot(chart: Any, shares: tuple[float, float, float, float]) -> None:
    """Place the axes of a chart: left, top, width and height as shares of the chart.

    Also mask the ids of the axes, which python-pptx makes negative and the schema forbids.
    """
    area = chart.element.find("{*}chart/{*}plotArea")
    for layout in area.findall("{*}layout"):
        area.remove(layout)
    numbers = "".join(f'<c:{n} val="{v:.4f}"/>' for n, v in zip("xywh", shares, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    manual = f"<c:manualLayout>{modes}{numbers}</c:manualLayout>"
    area.insert(0, _chart_element("layout", inside=manual))
    for axis in area.iter(f"{{{_CHART}}}axId", f"{{{_CHART}}}crossAx"):
        axis.set("val", str(int(axis.get("val")) & 0x7FFFFFFF))
    if chart.element.find("{*}roundedCorners") is None:
        has_date_system = chart.element.find("{*}date1904") is not None
        chart.element.insert(int(has_date_system), _chart_element("roundedCorners", 0))


def move_to_lines(chart: Any, count: int) -> None:
    """Make the last series of a column chart lines over the same axes."""
    bars = chart.element.find("{*}chart/{*}plotArea/{*}barChart")
    lines = _chart_element("lineChart")
    lines.extend([_chart_element("grouping", "standard"), _chart_element("varyColors", 0)])
    for series in bars.findall("{*}ser")[-count:]:
        for flag in series.findall("{*}invertIfNegative"):
            series.remove(flag)
        lines.append(series)
    lines.append(_chart_element("marker", 1))
    lines.extend(_chart_element("axId", axis.get("val")) for axis in bars.findall("{*}axId"))
    bars.addnext(lines)


def set_data_sheet(chart: Any, name: str, content: bytes) -> None:
    """Replace the data sheet of a chart by a workbook with a sheet of this name."""
    chart.part.chart_workbook.update_from_xlsx_blob(content)
    for reference in chart.element.iter(f"{{{_CHART}}}f"):
        reference.text = reference.text.replace("Sheet1!", f"'{name}'!")


def set_xy_points(
    chart: Any, at: int, references: Iterable[str], rows: int, gaps: Iterable[int]
) -> None:
    """Set the cells of a line (name, places, values), its number of rows, and its gaps."""
    element = list(chart.element.iter(f"{{{_CHART}}}ser"))[at]
    for reference, words in zip(element.iter(f"{{{_CHART}}}f"), references, strict=True):
        reference.text = words
    for count in element.iterfind(".//{*}numCache/{*}ptCount"):
        count.set("val", str(rows))
    values = element.find("{*}yVal/{*}numRef/{*}numCache")
    for at in gaps:
        values.remove(values.find(f"{{*}}pt[@idx='{at}']"))


def label_every_category(chart: Any) -> None:
    """Label every category of bars, on horizontal lines."""
    (element,) = chart.element.iter(f"{{{_CHART}}}catAx")
    for body in element.iterfind("{*}txPr/{*}bodyPr"):
        body.set("rot", "0")
        body.set("vert", "horz")
    offset = element.find("{*}lblOffset")
    offset.addnext(_chart_element("tickLblSkip", 1))
    offset.getnext().addnext(_chart_element("tickMarkSkip", 1))


def keep_labels_on_one_line(chart: Any) -> None:
    """Keep the labels of bars on one line: LibreOffice wraps the end of a number."""
    for body in chart.element.iterfind(".//{*}dLbls//{*}txPr/{*}bodyPr"):
        body.set("wrap", "none")


def fill_chart_placeholder(slide: Any, frame: Any) -> None:
    """Make the frame the chart of the slide's layout, if it is the first one."""
    if not any(shape.is_placeholder and shape.has_chart for shape in slide.shapes):
        space = "http://schemas.openxmlformats.org/presentationml/2006/main"
        holder = frame.element.find("{*}nvGraphicFramePr/{*}nvPr")
        holder.append(parse_xml(f'<p:ph xmlns:p="{space}" type="chart" idx="15"/>'))


def drop_related(show: Any, kinds: Iterable[str]) -> None:
    """Remove the relations of these types from the presentation and its package, with the parts."""
    for owner, kind in product((show.part, show.part.package), kinds):
        try:
            target = owner.part_related_by(kind)
        except KeyError:
            continue
        owner.drop_rel(owner.relate_to(target, kind))


def change_themes(show: Any, change: Callable[[Any], None]) -> None:
    """Call `change` with the root element of every theme: of slides and of notes.

    python-pptx keeps one theme as bytes, the other as a tree that is not accessible; each is
    replaced by a part of bytes.
    """
    changed: dict[Part, Part] = {}
    for owner in list(show.part.package.iter_parts()):
        for key, relation in list(owner.rels.items()):
            if relation.reltype != RELATIONSHIP_TYPE.THEME:
                continue
            theme = relation.target_part
            if theme not in changed:
                root = parse_xml(theme.blob)
                change(root)
                blob = serialize_part_xml(root)
                changed[theme] = Part(theme.partname, theme.content_type, theme.package, blob)
            owner.drop_rel(key)
            owner.relate_to(changed[theme], RELATIONSHIP_TYPE.THEME)
