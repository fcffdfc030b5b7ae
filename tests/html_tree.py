"""A strict HTML parser: each element is closed in its place, no element has an attribute twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"address", "article", "div", "dl", "figure", "footer", "h1", "h2", "h3", "header"} | {
    *("hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul", "details")
}


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len({*names}), f"<{tag}> has an attribute twice: {names}"
        # A browser ends the paragraph where a block begins.
        assert not (tag in BLOCKS and any(e.tag == "p" for e in self.open)), f"<{tag}> in a <p>"
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            assert any(e.tag == "svg" for e in self.open), f"<{tag}/> is not closed in HTML"
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parse(html: str) -> Element:
    """The elements of the HTML under one root. Raises AssertionError where one is not closed."""
    parser = _TreeParser()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root], f"not closed: {[e.tag for e in parser.open[1:]]}"
    return parser.root


def has_class(element: Element, name: str) -> bool:
    """Whether the element has a class."""
    return name in element.get("class", "").split()


def text_of(element: Element) -> str:
    """The text of the element with single, plain spaces."""
    return " ".join("".join(element.itertext()).split())


def lines(element: Element, skip: Callable[[Element], bool]) -> Iterator[str]:
    """Each piece of text in document order, with plain spaces, without elements to `skip`."""
    if skip(element):
        return
    pieces = [element.text]
    for child in element:
        yield from filter(None, (" ".join((piece or "").split()) for piece in pieces))
        yield from lines(child, skip)
        pieces = [child.tail]
    yield from filter(None, (" ".join((piece or "").split()) for piece in pieces))
