"""Subsets of Streamlit's two large fonts: the characters and icons that the dashboard shows.

`make fonts` writes them to `campaign/browser/fonts/`, which is under version control.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from campaign.web.streamlit_files import (
    ELEMENTS,
    FONT_FILES,
    SUBSETS,
    element_scripts,
    find_file,
    icon_names,
    page_scripts,
)

ICONS = frozenset(
    {
        "arrow_downward",
        "arrow_upward",
        "close",
        "delete",
        "download",
        "format_color_fill",
        "login",
        "logout",
        "map",
        "publish",
        "slideshow",
        "undo",
    }
)
"""The icons that our own code refers to, such as `:material/close:`."""

# The first and the last character of each range, and single ones.
_RANGES = (
    ("\u0020", "\u007e"),
    ("\u00a0", "\u017f"),  # Latin-1, Latin Extended-A
    ("\u0218", "\u021b"),
    ("\u02bb", "\u02bc"),  # apostrophes that are letters
    ("\u0300", "\u0304"),  # accents on the letter before them
    ("\u0306", "\u0308"),
    ("\u0400", "\u04ff"),  # Cyrillic, with Kyrgyz, Kazakh, Uzbek and Tajik letters
    ("\u2009", "\u203a"),  # spaces, dashes, quotation marks
    ("\u2190", "\u2193"),
)
_SINGLE = "\u2044€₸₽№™−√Σ₁₋≈≠≤≥⌘■□▲▶▼◀●○✓✗"
# Digits of equal width are the font's default.
_FEATURES = ["kern", "liga", "mark"]
# Copyright, version, licence, address of the licence; and the names that are replaced.
_KEPT_NAMES, _NEW_NAMES = (0, 5, 13, 14), (1, 3, 4, 6, 16, 25)
_ENGLISH = 0x409
# The licence reserves the name "Source" for the unchanged font.
_FAMILY = "CampaignText"


def characters() -> frozenset[int]:
    """Return the code points of the text font's subset; the font itself lacks some of them."""
    codes = {code for first, last in _RANGES for code in range(ord(first), ord(last) + 1)}
    return frozenset(codes | set(map(ord, _SINGLE)))


def icons() -> frozenset[str]:
    """Return the names of the icons that we and the scripts of Streamlit on our pages show."""
    return ICONS | icon_names([*page_scripts(), *element_scripts(ELEMENTS.values())])


def subset_text(path: Path) -> bytes:
    """Return the subset of the text font in a file as WOFF 2; all weights, renamed inside."""
    font = _open(path)
    font["fvar"].instances = []  # their names contain the reserved name
    _reduce(font, _options(_FEATURES), unicodes=characters())
    for number in _NEW_NAMES:
        font["name"].setName(_FAMILY, number, 3, 1, _ENGLISH)
    return _to_woff2(font)


def subset_icons(path: Path) -> bytes:
    """Return the subset of the icon font in a file as WOFF 2.

    An icon is a ligature of the letters of its name: these letters are kept, and the ligatures of
    the wanted icons. Without `layout_closure`, the letters add no further ligatures. Raises
    KeyError for an icon that the font does not have.
    """
    font = _open(path)
    glyphs = ligatures(font)
    letters = {ord(letter) for name in icons() for letter in name}
    options = _options(["rlig"])
    options.layout_closure = False
    _reduce(font, options, unicodes=letters, glyphs=[glyphs[name] for name in icons()])
    return _to_woff2(font)


def ligatures(font: TTFont) -> dict[str, str]:
    """Return {name of an icon, as it is typed: name of its glyph} of an icon font."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    glyphs = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            for first, group in table.ligatures.items():
                for ligature in group:
                    typed = (letters.get(glyph, "?") for glyph in (first, *ligature.Component))
                    glyphs["".join(typed)] = ligature.LigGlyph
    return glyphs


def _open(path: Path) -> TTFont:
    """Return a font with the names that the licence requires, and those of its axes."""
    font = TTFont(path, lazy=True, recalcTimestamp=False)
    axes = font["fvar"].axes if "fvar" in font else ()
    name_ids = {*_KEPT_NAMES, *(axis.axisNameID for axis in axes)}
    names = font["name"].names
    font["name"].names = [n for n in names if n.nameID in name_ids and n.langID == _ENGLISH]
    return font


def _options(features: list[str]) -> Options:
    options = Options(layout_features=features, hinting=False)
    options.drop_tables += ["BASE", "STAT", "gasp"]
    return options


def _reduce(font: TTFont, options: Options, **wanted: Iterable[int] | Iterable[str]) -> None:
    subsetter = Subsetter(options)
    subsetter.populate(**wanted)
    # Otherwise all tables are searched for names in use, which takes a quarter of the time.
    names = font["name"]
    del font["name"]
    subsetter.subset(font)
    font["name"] = names


def _to_woff2(font: TTFont) -> bytes:
    output = BytesIO()
    font.flavor = "woff2"
    font.save(output)
    return output.getvalue()


def subsets() -> dict[str, bytes]:
    """Return {name of Streamlit's file: subset}. Raises LookupError where there is no such file."""
    makers = {"text": subset_text, "icons": subset_icons}
    paths = {name: find_file(pattern) for name, pattern in FONT_FILES.items()}
    return {path.name: makers[name](path) for name, path in paths.items()}


def main() -> None:
    """Write the subsets and delete those of a former version of Streamlit."""
    SUBSETS.mkdir(exist_ok=True)
    for path in SUBSETS.glob("*.woff2"):
        path.unlink()
    for name, font in subsets().items():
        (SUBSETS / name).write_bytes(font)


if __name__ == "__main__":
    main()
