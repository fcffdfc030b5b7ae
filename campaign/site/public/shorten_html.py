"""Shortening of the drawings and style sheets of a public page; its words are not changed."""

from __future__ import annotations

import re
from string import ascii_letters

from campaign.browser import bundle
from campaign.site.colour_pairs import PAIRED

_END_OF_SHEET = re.compile(r"</style>")
_FOR_SCRIPTS = re.compile(r' data-(?:limit|line|mark|part|day|selected)="[^"]*"')
_FOR_PLAYING = re.compile(r' data-(?:legend|value|marked|unit)="[^"]*"')
_FOR_LIVE = re.compile(
    r' class="(?:map|city)-(?:part|label)"| transform-origin="[^"]*"| style="--legend:[^"]*"'
)
"""Attributes that keep the labels of a map as large as Plotly's; public pages have no Plotly."""
_GROUP = re.compile(r"</?g>|<g(?= )")
_VARIABLE = re.compile(r"--(?!-)([\w-]+)(?=[:),;])")
"""The CSS variable of a colour or a size."""
_STYLED = re.compile(r'<style.*?</style>| (?:fill|stroke|style|color)="[^"]*"', re.DOTALL)
"""Where a variable is declared or used. In a text, quotation marks are escaped."""
_SELF_CLOSED = re.compile(r'(<\w+ [^<>]*") />')
_SHAPE = re.compile(r"<(rect|circle|line|text) [^>]*>")
_ROW = re.compile(r'<g transform="translate\(0 (\d+\.\d+)\)"')
_PLACE = re.compile(r' (x|y|x1|x2|y1|y2|cx|cy)="(-?\d+\.\d+)"')
_LINE = re.compile(r'<line x1="(-?\d+)" y1="(-?\d+)" x2="(-?\d+)" y2="(-?\d+)"')
_SCROLLER = re.compile(r"@media \(pointer:fine\)\{(?:#first::-webkit-scrollbar[^{}]*\{[^{}]*\})+\}")
"""The rules for the scroll bar of `#first`; a public page scrolls with the window."""
_SIDE = re.compile(r' (x|y|width|height)="([-\d.]+)"')
_LENGTH = re.compile(r"% \+ (-?)([\d.]+)px\)")
_STYLE = re.compile(r' style="[^"]*"')
_SHORT = 5
"""Px: a shorter part of a length keeps its tenths, as a small value does."""
_SHEET = re.compile(r"<style.*?</style>", re.DOTALL)
_WITHIN = re.compile(r"#first (?=[^{}]*\{)")
_TEXT = re.compile(r"<text [^>]*>")
_INK = f' fill="var(--{PAIRED.text[1:]})"'
"""The fill of most text in drawings: the text colour of the page."""
# A pattern that begins with a literal character is found several times faster than another.
_ZERO = re.compile(r"0\.(?<![\d.]0\.)(?=\d)")
_BAR = re.compile(r'(<rect [^>]*? y=")([\d.]+)(%"[^>]*? height=")([\d.]+)(%")')
_THIN = 4
"""Px: a rectangle that is no thicker is a line or a small value, and keeps its tenths."""
# A page of the site fades into the next one: the window is never empty between the two.
STATIC = (
    "@media(prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}"
    "body{margin:0}#first{position:static;overflow:visible;min-height:100vh}"
    "#first .figure,#first .map{margin-bottom:0;min-height:0}"
    "#first .touched{position:fixed;inset:auto 0 0;padding:.6rem .9rem;white-space:pre-line;"
    "background:var(--surface);border-top:2px solid var(--accent)}"
)
# For tables whose headers a script turns into buttons.
SORTING = (
    "#first th>button{all:inherit;display:inline;padding:0;border:0;cursor:pointer}"
    "#first th>button:focus-visible{outline:2px solid}"
    '#first [aria-sort=ascending]>button::after{content:" ↑"}'
    '#first [aria-sort=descending]>button::after{content:" ↓"}'
)
_PLAYS = 'class="play-bar"'


def shorten_html(html: str) -> str:
    """Return the document with the style of a standalone page and shorter drawings.

    Attributes that only the live app reads are removed, lengths are rounded to whole px, and CSS
    variables have one or two letters. Texts are unchanged.
    """
    html = _SELF_CLOSED.sub(r"\1/>", _FOR_LIVE.sub("", _FOR_SCRIPTS.sub("", html)))
    if _PLAYS not in html:
        html = _FOR_PLAYING.sub("", html)
    html = _LINE.sub(_shorten_line, _SHAPE.sub(_round_shape, _without_plain_groups(html)))
    html = _ROW.sub(lambda row: row[0].replace(row[1], str(round(float(row[1])))), html)
    html = _BAR.sub(_round_bar, _STYLE.sub(_shorten_lengths, html))
    return shorten_variables(_shorten_styles(_add_static(_share_text_fill(html))))


def _without_plain_groups(html: str) -> str:
    """Return the document without groups that have neither attributes nor a title."""
    is_plain: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[0] == "</g>":
            return "" if is_plain.pop() else tag[0]
        is_plain.append(tag[0] == "<g>" and not tag.string.startswith("<title>", tag.end()))
        return "" if is_plain[-1] else tag[0]

    return _GROUP.sub(keep, html)


def _round_shape(shape: re.Match[str]) -> str:
    """Return a shape in whole px: half a px is not visible. Each edge of a rectangle is rounded."""
    if shape[1] != "rect":
        return _PLACE.sub(lambda place: f' {place[1]}="{round(float(place[2]))}"', shape[0])
    rect = shape[0]
    sides = dict(_SIDE.findall(rect))
    for start, side in (("x", "width"), ("y", "height")):
        first, length = sides.get(start), sides.get(side)
        if first and length and float(length) > _THIN:
            edge, end = round(float(first)), round(float(first) + float(length))
            rect = rect.replace(f' {start}="{first}"', f' {start}="{edge}"')
            rect = rect.replace(f' {side}="{length}"', f' {side}="{end - edge}"')
    return rect


def _shorten_line(line: re.Match[str]) -> str:
    """Return the start tag of a path for the line: fewer attributes, only changing coordinates."""
    x, y, right, bottom = map(int, line.groups())
    step = f"v{bottom - y}" if x == right else f"h{right - x}" if y == bottom else ""
    return f'<path d="M{x} {y}{step or f"l{right - x} {bottom - y}"}"'


def _round_bar(bar: re.Match[str]) -> str:
    """Return the bar of a day with its edges in whole per cent, which are about a px each."""
    top, end = float(bar[2]), float(bar[2]) + float(bar[4])
    if end - top < _THIN:
        return bar[0]
    return f"{bar[1]}{round(top)}{bar[3]}{round(end) - round(top)}{bar[5]}"


def _shorten_lengths(style: re.Match[str]) -> str:
    return _LENGTH.sub(_shorten_length, style[0])


def _shorten_length(length: re.Match[str]) -> str:
    """Return the px part of a length beside its percentage, rounded from `_SHORT` px on."""
    px = float(length[2])
    return f"% {length[1] or '+'} {round(px) if px >= _SHORT else length[2]}px)"


def _share_text_fill(html: str) -> str:
    """Return the document with the fill of most text in drawings moved to the style sheet."""
    if _INK not in html:
        return html
    html = _TEXT.sub(lambda text: text[0].replace(_INK, ""), html)
    rule = "#first text:not([fill]){fill:var(--text)}"
    return _END_OF_SHEET.sub(lambda end: f"{rule}{end[0]}", html, count=1)


def _add_static(html: str) -> str:
    static = STATIC + (SORTING if "<table" in html else "")
    return _END_OF_SHEET.sub(lambda end: f"{static}{end[0]}", html, count=1)


def _shorten_styles(html: str) -> str:
    """Return the document with shorter style sheets: rules without the prefix `#first`."""

    def shorten(sheet: re.Match[str]) -> str:
        rules = _WITHIN.sub("", _SCROLLER.sub("", sheet[0]).replace(";}", "}"))
        return _ZERO.sub(".", rules)

    return _SHEET.sub(shorten, html)


def shorten_variables(html: str) -> str:
    """Return the document with a letter or two for each CSS variable, in order.

    Those that the player of a map names stay.
    """
    places = "".join(_STYLED.findall(html))
    player_names = {name: name for name in _VARIABLE.findall(bundle("figure/playback.js"))}
    letters = (f"{first}{second}" for first in ("", *ascii_letters) for second in ascii_letters)
    short = (
        dict(zip(dict.fromkeys(_VARIABLE.findall(places)), letters, strict=False)) | player_names
    )

    def rename(place: re.Match[str]) -> str:
        return _VARIABLE.sub(lambda name: f"--{short[name[1]]}", place[0])

    return _STYLED.sub(rename, html)
