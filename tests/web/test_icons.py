"""Each icon address serves a picture of its size in our colour."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from campaign.theme.style import LIGHT
from campaign.web.icons import ICON_SVG, ICONS, SVG_ADDRESS
from tests.web.client import get


@pytest.mark.parametrize("address", ICONS)
def test_each_address_serves_an_icon_of_its_size(address: str) -> None:
    answer = get(address)
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    size = ICONS[address].size
    assert struct.unpack(">II", answer.content[16:24]) == (size, size)
    picture = Image.open(io.BytesIO(answer.content)).convert("RGBA")
    corner, middle = picture.getpixel((0, 0)), picture.getpixel((size // 2, size // 8))
    accent = (*bytes.fromhex(LIGHT.accent[1:]), 255)
    assert middle == accent
    assert corner == (accent if ICONS[address].filled else (0, 0, 0, 0))


def test_the_svg_icon_is_served() -> None:
    answer = get(SVG_ADDRESS)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text == ICON_SVG and LIGHT.accent in ICON_SVG
    assert len(ICON_SVG) < 1_000
