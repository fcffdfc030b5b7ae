"""The layout's own rules: who may import whom, how long a page is, what the documents promise."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from campaign.analysis.indicators import MEASURES
from campaign.domain.campaign import Campaign
from campaign.ui.page_frame import PAGES

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = [p for p in (ROOT / "campaign").rglob("*.py") if "ui" not in p.parts]
# A file for taking home may hold the talk, and the talk says of itself what a file says.
LAYERS = (("charts",), ("exports", "presentation"), ("ui",))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", DOMAIN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_domain_knows_no_streamlit(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("path", DOMAIN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_layer_looks_up(path: Path) -> None:
    inside = [i for i, layer in enumerate(LAYERS) if not {*layer}.isdisjoint(path.parts)]
    level = inside[0] if inside else -1
    # The server hands out, and the reader of messages collects, what the components ask for.
    last = len(LAYERS) - 1
    named = {"routes.py": last, "messages.py": last, "view.py": -1}
    allowed = 1 if "commands" in path.parts else named.get(path.name, level)
    above = [name for i, layer in enumerate(LAYERS) if i > allowed for name in layer]
    assert not [n for n in imports(path) for layer in above if n.startswith(f"campaign.{layer}")]


def test_every_page_is_in_the_menu_and_short() -> None:
    pages = {path.stem: path for path in (ROOT / "pages").glob("*.py")}
    assert set(pages) == set(PAGES)
    for path in pages.values():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 45, path.name


def test_modules_open_with_a_sentence() -> None:
    for path in [*(ROOT / "campaign").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert sentence and sentence.splitlines()[0].endswith((".", ":")), path


def test_every_measure_has_name_formula_and_a_place(campaign: Campaign) -> None:
    for code, measure in MEASURES.items():
        assert measure.code == code and measure.name and measure.formula and measure.unit


def test_readme_commands_are_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = set(re.findall(r"^(?:\w+=\S+ )*make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test"} <= asked <= targets


def test_readme_tree_is_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = readme.split("```text")[1].split("```")[0]
    for line in tree.strip().splitlines():
        path = line.split()[0]
        assert (ROOT / path).exists(), path


def test_ci_runs_the_readme_s_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert "skip" not in (ROOT / ".ci" / "run").read_text()
