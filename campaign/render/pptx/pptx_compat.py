"""The undocumented parts of python-pptx that this project uses; no other module uses them.

None is an attribute with an underscore. `docs/upgrading.md` lists the parts, and
`tests/render/pptx/test_pptx_compat.py` fails if an upgrade changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any, Protocol, cast

from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.util import Emu


class ChartSource(Protocol):
    """The methods that python-pptx calls on the data of a chart when it adds it to a slide."""

    def xml_bytes(self, chart_type: object = None) -> bytes:
        """Return the chart as DrawingML."""
        ...

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook with the data of the chart."""
        ...


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


def placeholder_type(shape: Any) -> str | None:
    """Return the type of a placeholder in the file, such as `title` or `sldNum`.

    It is None for the default type.
    """
    kind: str | None = shape.element.find(".//{*}ph").get("type")
    return kind


def describe_shape(shape: Any, name: str, descr: str) -> None:
    """Set the name of a shape and its description for screen readers."""
    shape.name = name
    shape.element.find(".//{*}cNvPr").set("descr", descr)


def notes_body(slide: Any) -> Any:
    """Return the element with the paragraphs of the speaker's notes.

    If the slide has no notes page, one is created.
    """
    return slide.notes_slide.notes_placeholder.element.find("{*}txBody")


def add_chart(slide: Slide, box: tuple[int, int, int, int], chart: ChartSource) -> Any:
    """Add a chart, `box` is left, top, width, height in English metric units; return its frame."""
    left, top, width, height = map(Emu, box)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED  # passed on to `xml_bytes`, which ignores it
    return slide.shapes.add_chart(kind, left, top, width, height, cast(Any, chart))


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
