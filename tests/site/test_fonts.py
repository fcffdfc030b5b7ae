"""Lines of the first paint are as high as those of the live app."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from campaign.site.style_sheet import font_faces
from campaign.web.streamlit_files import FONT_FILES, find_file

_FACE = re.compile(
    r'@font-face\s*{[^}]*"Site Sans"[^}]*size-adjust:\s*(?P<size>[\d.]+)%;'
    r"\s*ascent-override:\s*(?P<ascent>[\d.]+)%;\s*descent-override:\s*(?P<descent>[\d.]+)%"
)


# If a later text is larger, a browser counts it as the largest contentful paint.
def test_lines_are_as_high_as_those_of_the_live_app() -> None:
    font = TTFont(find_file(FONT_FILES["text"]))
    heights = [font["hhea"].ascent, -font["hhea"].descent]
    faces = list(_FACE.finditer(font_faces()))
    assert len(faces) == 2
    for face, most in zip(faces, (0.005, 0.05), strict=True):  # bold lines are a pixel higher
        size = float(face["size"]) / 100
        first = [float(face[name]) * size / 100 for name in ("ascent", "descent")]
        live = [height / font["head"].unitsPerEm for height in heights]
        assert first == pytest.approx(live, abs=most)
        assert sum(first) >= sum(live)
