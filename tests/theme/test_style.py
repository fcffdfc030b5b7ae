"""Colours have enough contrast, also for colour-blind readers, and match Streamlit's theme."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.theme.roles import line_role, paint
from campaign.theme.style import RAMPS, STYLES, Style, contrast

CONFIG = tomllib.loads(
    (Path(__file__).parent.parent.parent / ".streamlit/config.toml").read_text(encoding="utf-8")
)
MODES = list(STYLES)
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab (D65) of linear RGB."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    ratio = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, kind: str) -> float:
    """Colour difference (CIE76) as a reader of this kind sees it."""
    perceived_colours = [lab(np.array(BLINDNESS[kind]) @ linear(c)) for c in (one, other)]
    return float(np.linalg.norm(perceived_colours[0] - perceived_colours[1]))


def test_contrast_is_that_of_wcag() -> None:
    for one, other, ratio in (
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.478),
        ("#0a0a0a", "#000000", 1.0607),
        ("#0b0b0b", "#0a0a0a", 1.0058),
    ):
        assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=1e-3)


@pytest.mark.parametrize("mode", MODES)
def test_text_has_contrast_with_its_background(mode: str) -> None:
    style: Style = STYLES[mode]
    for background in (style.background, style.surface):
        for text_color in (style.text, style.muted, style.accent, style.mark_text, style.error):
            assert contrast(text_color, background) >= 4.5, (text_color, background)
    assert contrast(style.text, style.mark_surface) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_marks_have_contrast_with_the_background(mode: str) -> None:
    style = STYLES[mode]
    for colour in (*style.groups.values(), style.first, style.second, style.outline, style.hatch):
        assert contrast(colour, style.background) >= 3, colour


@pytest.mark.parametrize("style", [*STYLES.values(), PROJECTOR_STYLE], ids=[*MODES, "projector"])
def test_lines_have_contrast_and_differ_for_colour_blind_readers(style: Style) -> None:
    names = ("actual", "plan", "forecast", "first", "second", "equality")
    colours = {name: paint(line_role(name), style).fill for name in names}
    for colour in colours.values():
        assert contrast(colour, style.background) >= 3, colour
    together = ("actual", "plan", "forecast"), ("first", "second", "equality")
    for kind in BLINDNESS:
        for one, other in (pair for group in together for pair in combinations(group, 2)):
            assert distance(colours[one], colours[other], kind) >= 10, (one, other, kind)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", RAMPS)
@pytest.mark.parametrize("count", range(FEWEST, MOST + 1))
def test_classes_differ_for_colour_blind_readers(mode: str, family: str, count: int) -> None:
    style = STYLES[mode]
    ramp = style.ramp(family, count)
    assert len(set(ramp)) == count
    lightness = [float(lab(linear(c))[0]) for c in ramp]
    steps = np.diff(lightness)
    assert (steps < 0).all() if mode == "light" else (steps > 0).all()
    for kind in BLINDNESS:
        for below, above in zip(ramp, ramp[1:], strict=False):
            assert distance(below, above, kind) >= 7, (below, above, kind)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_groups_differ_for_colour_blind_readers(mode: str, kind: str) -> None:
    for one, other in combinations(STYLES[mode].groups.values(), 2):
        assert distance(one, other, kind) >= 10, (one, other)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_two_values_of_a_pair_differ_for_colour_blind_readers(kind: str) -> None:
    for style in (*STYLES.values(), PROJECTOR_STYLE):
        assert distance(style.first, style.second, kind) >= 25
        assert min(contrast(c, style.background) for c in (style.first, style.second)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", RAMPS)
def test_labels_have_contrast_with_every_class(mode: str, family: str) -> None:
    style = STYLES[mode]
    states = [style.no_activity, style.not_reported, style.zero]
    for fill in [*style.ramp(family, MOST), *states]:
        assert contrast(style.on(fill), fill) >= 4.5, fill


@pytest.mark.parametrize("mode", MODES)
def test_streamlit_has_the_same_colours(mode: str) -> None:
    theme, style = CONFIG["theme"][mode], STYLES[mode]
    assert theme["backgroundColor"] == style.background
    assert theme["secondaryBackgroundColor"] == style.surface
    assert theme["textColor"] == style.text
    assert theme["primaryColor"] == theme["linkColor"] == style.accent
    assert theme["borderColor"] == style.line


def test_no_module_loads_plotly_which_takes_a_second() -> None:
    sources = Path("campaign").rglob("*.py")
    imports = re.compile(r"^\s*(import|from) plotly\b", re.MULTILINE)
    assert not [path for path in sources if imports.search(path.read_text(encoding="utf-8"))]
