"""The undocumented parts of python-pptx that we use; no other module uses them.

No attribute with an underscore is among it. `docs/upgrading.md` lists the parts, and
`tests/render/pptx/test_pptx_compat.py` fails where an upgrade moves one.
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
    """All that python-pptx asks of the data of a chart that it puts on a slide."""

    def xml_bytes(self, chart_type: object = None) -> bytes:
        """Return the chart as DrawingML."""
        ...

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind it."""
        ...


def parse_element(xml: str) -> Any:
    """Return the element, of the class that python-pptx has for its name."""
    return parse_xml(xml)


def shape_tree(slide: Any) -> Any:
    """The element that holds all shapes of a slide, a layout or a master, in drawing order."""
    return slide.shapes.element


def next_shape_id(slide: Any) -> int:
    """Return an id that no shape of the slide has."""
    return int(shape_tree(slide).max_shape_id) + 1


def remove_shape(shape: Any) -> None:
    """Take the shape from its slide."""
    shape.element.getparent().remove(shape.element)


def placeholder_type(shape: Any) -> str | None:
    """Return the type of a placeholder as the file has it: `title`, `sldNum`.

    It is None for the usual type.
    """
    kind: str | None = shape.element.find(".//{*}ph").get("type")
    return kind


def describe_shape(shape: Any, name: str, descr: str) -> None:
    """Give a shape its name and the words that a screen reader says of it."""
    shape.name = name
    shape.element.find(".//{*}cNvPr").set("descr", descr)


def notes_body(slide: Any) -> Any:
    """Return the element that holds the paragraphs of the speaker's notes.

    A slide without a page of notes gets one.
    """
    return slide.notes_slide.notes_placeholder.element.find("{*}txBody")


def add_chart(slide: Slide, box: tuple[int, int, int, int], chart: ChartSource) -> Any:
    """Return the frame of a new chart: left, top, width and height in English metric units."""
    left, top, width, height = map(Emu, box)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED  # handed on to `xml_bytes`, which knows better
    return slide.shapes.add_chart(kind, left, top, width, height, cast(Any, chart))


def drop_related(show: Any, kinds: Iterable[str]) -> None:
    """Leave out what the presentation, or its package, has by relations of these types."""
    for owner, kind in product((show.part, show.part.package), kinds):
        try:
            target = owner.part_related_by(kind)
        except KeyError:
            continue
        owner.drop_rel(owner.relate_to(target, kind))


def change_themes(show: Any, change: Callable[[Any], None]) -> None:
    """Let `change` work on the root element of every theme: of slides, and of notes.

    One theme is held as bytes, the other as a tree that nobody hands out: a part that holds bytes
    takes the place of each.
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
