"""PNG pictures have the requested size, and their text needs no installed font."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from campaign.render.png import to_png, to_small_png
from campaign.render.typography import FONT_NAME, legible


def picture(words: str = "", **root: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in root.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"{attributes}>'
        f'<text x="5" y="30" font-size="24" font-family="{FONT_NAME}">{words}</text></svg>'
    )


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_picture_has_the_requested_width_and_its_proportions() -> None:
    assert size_of(to_png(picture())) == (60, 40)
    assert size_of(to_png(picture(), 180)) == (180, 120)


def test_letters_of_all_three_languages_are_drawn() -> None:
    missing, blank = to_png(picture("中")), to_png(picture())
    letters = "ҢӨҮңөүЖщЭэWw№«—"
    pictures = {to_png(picture(letter)) for letter in letters}
    assert len(pictures) == len(letters), "two letters look the same"
    assert not {missing, blank} & pictures
    # Characters that the typeface lacks are replaced before they are drawn.
    assert legible("中") == "?" and legible("Ａ ө") == "A ө"


def test_no_installed_font_is_used() -> None:
    own, other = picture("Өнөктүк"), "'Liberation Sans','DejaVu Sans'"
    assert to_png(own.replace(FONT_NAME, f"{other},'{FONT_NAME}'")) == to_png(own)
    assert to_png(own.replace(FONT_NAME, other)) == to_png(picture()), "no text"


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert to_png(picture("Ош"), 120) == to_png(picture("Ош"), 120)
    assert to_png(picture("Ош"), 120, "#ffffff") != to_png(picture("Ош"), 120)


def test_invalid_svg_raises_an_error() -> None:
    with pytest.raises(ValueError):
        to_png("<svg")


def test_a_small_picture_keeps_the_colours_of_areas() -> None:
    shades = "".join(
        f'<rect x="{x}" width="1" height="9" fill="rgb({x},{x},{x})"/>' for x in range(0, 240, 2)
    )
    areas = '<rect y="9" width="300" height="90" fill="#0b5c8a"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="99">{shades}{areas}</svg>'
    small = to_small_png(svg)
    assert small == to_small_png(svg), "the same bytes"
    with Image.open(BytesIO(small)) as picture:
        assert picture.mode == "P" and picture.size == (300, 99)
        assert picture.convert("RGB").getpixel((150, 50)) == (0x0B, 0x5C, 0x8A)
