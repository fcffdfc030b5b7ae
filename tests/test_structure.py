"""The rules of the layout: imports between packages, lengths of pages, paths in documents."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.domain.campaign import Campaign
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.site.page_list import PAGES
from docs import draw_architecture
from tests.source_trees import tree

ROOT = Path(__file__).resolve().parent.parent
# Each package imports only from itself and from those before it.
LAYERS = (
    "i18n",
    "schema",
    "domain",
    "theme",
    "ingest",
    "dataset",
    "analysis",
    "charts",
    "render",
    "browser",
    "presentation",
    "exports",
    "site",
    "web",
    "ui",
    "commands",
)
MODULES = sorted((ROOT / "campaign").rglob("*.py"))
IN_PACKAGES = [path for path in MODULES if path.parent.name != "campaign"]


@cache
def imports(path: Path) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def package_of(path: Path) -> str:
    return path.relative_to(ROOT / "campaign").parts[0]


def test_the_package_holds_packages_only() -> None:
    assert {path.name for path in (ROOT / "campaign").glob("*.py")} == {
        "__init__.py",
        "__main__.py",
    }
    assert {package_of(path) for path in IN_PACKAGES} == set(LAYERS)


def test_only_ui_imports_streamlit() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in IN_PACKAGES
        if package_of(path) != "ui"
        and any(name.split(".")[0] == "streamlit" for name in imports(path))
    }
    assert not importers


def test_no_layer_imports_from_a_later_one() -> None:
    wrong = {}
    for path in IN_PACKAGES:
        later = LAYERS[LAYERS.index(package_of(path)) + 1 :]
        packages = {name.split(".")[1] for name in imports(path) if name.startswith("campaign.")}
        if packages & set(later):
            wrong[path.relative_to(ROOT).as_posix()] = packages & set(later)
    assert not wrong


@pytest.mark.parametrize(
    ("package", "order"),
    [
        ("dataset/engines", ("sql", "files", "servers", "checks")),
        (
            "ingest",
            (
                *("readers", "values", "understand", "privacy", "boundaries", "cells"),
                *("normalise", "validate", "versions"),
            ),
        ),
    ],
)
def test_no_part_of_a_package_imports_from_a_later_one(package: str, order: Sequence[str]) -> None:
    folder = ROOT / "campaign" / package
    assert {path.parent.name for path in folder.glob("*/__init__.py")} == set(order)
    first = f"campaign.{package.replace('/', '.')}."
    for at, part in enumerate(order):
        for path in (folder / part).glob("*.py"):
            names = {n.removeprefix(first).split(".")[0] for n in imports(path) if first in n}
            assert not names & set(order[at + 1 :]), path


def test_every_page_is_in_the_menu_and_short() -> None:
    pages = {path.stem: path for path in (ROOT / "pages").glob("*.py")}
    assert set(pages) == set(PAGES)
    for path in pages.values():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 45, path.name


def test_modules_open_with_a_sentence() -> None:
    for path in [*MODULES, *(ROOT / "pages").glob("*.py")]:
        sentence = ast.get_docstring(tree(path))
        assert sentence and sentence.splitlines()[0].endswith((".", ":")), path


def test_every_indicator_has_code_name_formula_and_unit(campaign: Campaign) -> None:
    for code, indicator in INDICATORS.items():
        assert indicator.code == code and indicator.name and indicator.formula and indicator.unit


def test_readme_commands_are_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    readme_targets = set(re.findall(r"^(?:\w+=\S+ )*make ([a-z-]+)", readme, re.MULTILINE))
    assert {"run", "test"} <= readme_targets <= targets


def test_the_tree_of_the_architecture_matches_the_folders() -> None:
    document = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listing = document.split("```text")[1].split("```")[0]
    paths = [line.split()[0] for line in listing.strip().splitlines()]
    for path in paths:
        assert (ROOT / path).exists(), path
    # The tree lists the packages in the order in which they may import each other.
    packages = [name for path in paths for name in LAYERS if path == f"campaign/{name}/"]
    assert packages == list(LAYERS)


@pytest.mark.parametrize("document", ("CONTRIBUTING.md", "docs/architecture.md", "docs/testing.md"))
def test_paths_in_documents_exist(document: str) -> None:
    words = (ROOT / document).read_text(encoding="utf-8")
    paths = {name for name in re.findall(r"`([\w./]+)`", words) if "/" in name or "." in name}
    paths -= {"LC_MESSAGES/messages.po", ".venv", "register.toml"}
    paths = {name for name in paths if not name.startswith("/")}  # addresses of the server
    assert len(paths) > 15
    names = {path.name for path in MODULES}
    assert {name for name in paths if not (ROOT / name).exists() and name not in names} == set()


DOCUMENTS = [
    path
    for folder in (".", "docs", "data", "data/2017", "geo", "bench", "tests")
    for path in sorted((ROOT / folder).glob("*.md"))
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", document.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = document.parent / name if name else document
        assert target.exists(), link
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]
            assert anchor in anchors, link


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 1300


def test_the_drawing_of_the_architecture_is_current() -> None:
    assert draw_architecture.PICTURE.read_text(encoding="utf-8") == draw_architecture.draw(), (
        "run .venv/bin/python docs/draw_architecture.py"
    )


def test_ci_runs_the_readme_s_test_command_and_the_soak_tests() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert {"make test", "make long-browser-tests", "make soak", "make deploy-tests"} <= set(lines)
    assert not [line for line in lines if "skip" in line]
    assert 'tests/soak -k "not short"' in (ROOT / "Makefile").read_text()


def test_the_upload_limit_is_the_limit_of_the_readers() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == MOST_MEGABYTES
