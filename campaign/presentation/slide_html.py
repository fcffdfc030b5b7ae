"""A slide of text as HTML, with the same elements as `slide.js` creates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from campaign.analysis.view import View
from campaign.presentation.control_words import control_words
from campaign.presentation.slide_words import slide_words
from campaign.presentation.slides import Slide

_HYPHEN = re.compile(r"(\d-)(?=[а-яёңөү])")


def words_slide(slides: Sequence[Slide], number: int, view: View) -> str:
    """Return the slide with this number, from 0, in the language of the view.

    It must be a slide of text (`Slide.is_words`).
    """
    slide, text = slides[number], view.text
    words = slide_words(slide, view, None)
    lines = "".join(f"<p>{escape(_keep_hyphens(line))}</p>" for line in words["lines"])
    position = control_words(text.lang)["slide"].format(n=number + 1, total=len(slides))
    mark = f'<b class="presentation-mark">{escape(words["disclaimer"])}</b> '
    return (
        f'<section class="presentation-slide presentation-slide--{slide.kind} '
        f'presentation-slide--on" lang="{text.lang}">'
        '<p class="presentation-headline" role="heading" aria-level="1">'
        f"{escape(words['title'])}</p>"
        f'<div class="presentation-body"><div class="presentation-lines">{lines}</div></div>'
        '<footer class="presentation-foot"><div class="presentation-provenance">'
        f"<p>{mark if words['disclaimer'] else ''}{escape(words['source'])}</p></div>"
        f'<p class="presentation-count"><span class="presentation-sr-only">{escape(position)}'
        f'</span><span aria-hidden="true">{number + 1} / {len(slides)}</span></p>'
        "</footer></section>"
    )


def _keep_hyphens(line: str) -> str:
    """Prevent a line break after the hyphen of «31-июль» and «8-е»."""
    return _HYPHEN.sub("\\1\u2060", line)
