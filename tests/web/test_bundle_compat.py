"""The undocumented parts of Streamlit's bundle that we use still exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaign.web import bundle_compat
from campaign.web.bundle_compat import (
    ELEMENTS,
    FONT_FILES,
    STATIC,
    element_scripts,
    find_file,
    icon_names,
    page_scripts,
)

MOVED = "Streamlit has moved it: see docs/upgrading.md"
ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    ROOT / "dashboard.py",
    *(ROOT / "pages").glob("*.py"),
    *(ROOT / "campaign").rglob("*.py"),
]
# Elements that the main script draws, or that draw nothing.
WITHOUT_SCRIPT = {
    *("columns", "container", "dialog", "expander", "popover"),
    *("form", "form_submit_button", "cache_resource"),
    *("get_option", "navigation", "rerun", "set_page_config", "switch_page"),
    # of other classes
    *("App", "Page", "fragment"),
}


def static(script: str) -> Path:
    return STATIC / script.removeprefix("/")


@pytest.mark.parametrize("pattern", FONT_FILES.values())
def test_file_of_a_font(pattern: str) -> None:
    try:
        path = find_file(pattern)
    except LookupError as error:
        raise AssertionError(MOVED) from error
    styles = find_file("static/css/index.*.css").read_text(encoding="utf-8")
    # The browser requests exactly this address, and no other weight of the font.
    rules = [rule for rule in re.findall(r"@font-face{[^}]*}", styles) if path.name in rule]
    assert len(rules) == 1 and f"url(../media/{path.name})" in rules[0], MOVED


def test_the_style_sheet_names_the_font_of_texts() -> None:
    """`campaign/browser/first_paint/app_font.js` requests it by this name."""
    sheet = find_file("static/css/index.*.css").read_text(encoding="utf-8")
    name = find_file(FONT_FILES["text"]).name
    faces = re.findall(r"@font-face\{[^}]*\}", sheet)
    assert any("font-family:Source Sans;" in f and name in f for f in faces), MOVED


def test_a_pattern_of_several_files_raises_an_error() -> None:
    with pytest.raises(LookupError, match="SourceSans"):
        find_file("static/media/SourceSansVF-*.woff2")


def test_scripts_of_index_html() -> None:
    scripts = page_scripts()
    assert len(scripts) > 20, MOVED
    assert [script for script in scripts if not static(script).exists()] == []
    assert any(script.startswith("/static/js/index.") for script in scripts), MOVED


@pytest.mark.parametrize("name", sorted(set(ELEMENTS.values())))
def test_script_of_an_element(name: str) -> None:
    try:
        scripts = element_scripts([name])
    except LookupError as error:
        raise AssertionError(MOVED) from error
    assert scripts[0].startswith(f"/static/js/{name}."), MOVED
    assert not set(scripts) & page_scripts()
    # The imports of a script are in the list, or already in the page.
    for script in scripts:
        imports = re.findall(r'\bfrom"\./([^"]+)"', static(script).read_text(encoding="utf-8"))
        missing = {f"/static/js/{file}" for file in imports} - set(scripts) - page_scripts()
        assert missing == set(), MOVED


def test_every_element_of_our_pages_has_its_script() -> None:
    call = re.compile(r"\bst\.(?:sidebar\.)?([A-Za-z_]+)\(")
    used = {name for path in SOURCES for name in call.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 20
    assert used - set(ELEMENTS) - WITHOUT_SCRIPT == set(), "say in ELEMENTS which script draws it"


def test_icons_of_the_scripts_have_their_whole_names_there() -> None:
    scripts = [*page_scripts(), *element_scripts(ELEMENTS.values())]
    assert {"expand_more", "keyboard_double_arrow_right", "upload"} <= icon_names(scripts), MOVED
    sources = "\n".join(static(script).read_text(encoding="utf-8") for script in scripts)
    # A composed name could be that of any icon.
    assert re.findall(r":material/\w*\${.{0,20}", sources) == [], MOVED


def test_an_element_that_streamlit_does_not_have_is_named() -> None:
    with pytest.raises(LookupError, match="Carousel of Streamlit: 0 scripts"):
        bundle_compat.element_scripts(["Carousel"])
