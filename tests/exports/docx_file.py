"""Reads a Word document back for tests."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn


class ReadDocument:
    """Headings, texts, tables and pictures of a document in their order."""

    def __init__(self, content: bytes) -> None:
        self.document = Document(io.BytesIO(content))

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Style and text of each heading."""
        return [
            (p.style.name, p.text)
            for p in self.document.paragraphs
            if p.style is not None and p.style.name.startswith(("Heading", "Title"))
        ]

    @property
    def words(self) -> str:
        """The text of all paragraphs, one a line."""
        return "\n".join(p.text for p in self.document.paragraphs)

    @property
    def tables(self) -> list[list[list[str]]]:
        """The cells of each table."""
        return [[[c.text for c in row.cells] for row in t.rows] for t in self.document.tables]

    @property
    def alternative_texts(self) -> list[str]:
        """The alternative text of each picture."""
        names = self.document.element.body.iter(qn("wp:docPr"))
        return [name.get("descr") for name in names]

    @property
    def language(self) -> str:
        """The language of the text."""
        style = self.document.styles["Normal"].element
        return str(next(style.iter(qn("w:lang"))).get(qn("w:val")))

    @property
    def page_header(self) -> str:
        """The header of every page."""
        return "\n".join(p.text for p in self.document.sections[0].header.paragraphs)
