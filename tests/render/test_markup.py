"""The markup of a drawing is equal to that of ElementTree."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from campaign.render.svg.markup import to_markup
from tests.examples import examples

WORDS = st.text("a&<>\"'\r\n\t ө", max_size=6)
NAMES = st.sampled_from(("g", "text", "data-role", "x"))


def element(parts: tuple[str, dict[str, str], str, list[ElementTree.Element], str]) -> object:
    """The element with this tag, attributes, text, children and tail."""
    tag, attributes, text, children, tail = parts
    node = ElementTree.Element(tag, attributes)
    node.text, node.tail = text, tail
    node.extend(children)
    return node


LEAVES = st.tuples(NAMES, st.dictionaries(NAMES, WORDS), WORDS, st.just([]), WORDS).map(element)
TREES = st.recursive(
    LEAVES,
    lambda children: st.tuples(
        NAMES, st.dictionaries(NAMES, WORDS), WORDS, st.lists(children, max_size=3), WORDS
    ).map(element),
    max_leaves=8,
)


@examples(200)
@given(TREES)
def test_to_markup_is_equal_to_element_tree(root: ElementTree.Element) -> None:
    assert to_markup(root) == ElementTree.tostring(root, encoding="unicode")
    markup = to_markup(root, without=("data-role",))
    for node in root.iter():
        node.attrib.pop("data-role", None)
    assert markup == ElementTree.tostring(root, encoding="unicode")
