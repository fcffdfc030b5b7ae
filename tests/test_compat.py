"""Undocumented parts of a library are used in its compat module only, and all are listed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit

from tests.source_trees import tree

ROOT = Path(__file__).resolve().parent.parent
UPGRADING = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
SOURCES = sorted([*(ROOT / "campaign").rglob("*.py"), *(ROOT / "pages").glob("*.py")])
COMPAT = [path for path in SOURCES if re.fullmatch(r"\w+_compat\.py", path.name)]
OTHERS = [path for path in SOURCES if path not in COMPAT]
DOCUMENTED = {"streamlit", "streamlit.delta_generator"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def own_names() -> frozenset[str]:
    """Names that our own classes, modules and functions define."""
    names: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            match node:
                case (
                    ast.FunctionDef(name=name)
                    | ast.AsyncFunctionDef(name=name)
                    | ast.ClassDef(name=name)
                ):
                    names.add(name)
                case ast.Attribute(attr=name, ctx=ast.Store(), value=ast.Name(id="self")):
                    names.add(name)
                case ast.Name(id=name, ctx=ast.Store()):
                    names.add(name)
    return frozenset(names)


def foreign_privates(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Attribute(attr=name) if re.match("_[^_]", name) and name not in own_names():
                yield ast.unparse(node)
            case ast.ImportFrom(module=str() as module, names=names):
                parts = [*module.split("."), *(alias.name for alias in names)]
                yield from (part for part in parts if re.match("_[^_]", part))


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.ImportFrom(module=str() as module):
                yield module
            case ast.Import(names=names):
                yield from (alias.name for alias in names)


def test_no_other_module_uses_private_names_of_a_library() -> None:
    documented = {"os._exit"}  # for a child after a fork
    used = {name_of(path): set(foreign_privates(path)) - documented for path in OTHERS}
    assert {name: names for name, names in used.items() if names} == {}


def test_no_other_module_uses_parts_of_streamlit_that_are_not_documented() -> None:
    used = {
        name_of(path): {
            module
            for module in imported_modules(path)
            if module.split(".")[0] == "streamlit" and module not in DOCUMENTED
        }
        for path in OTHERS
    }
    assert {name: modules for name, modules in used.items() if modules} == {}


@pytest.mark.parametrize("path", COMPAT, ids=name_of)
def test_every_compat_module_is_listed_with_its_test(path: Path) -> None:
    test = ROOT / "tests" / path.parent.relative_to(ROOT / "campaign") / f"test_{path.name}"
    for file in (path, test):
        assert file.exists() and f"`{name_of(file)}`" in UPGRADING


def test_every_package_is_listed() -> None:
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^([\w-]+)==", pinned, re.MULTILINE)
    assert len(packages) > 15
    rows = UPGRADING.split("\n## ")[0]
    assert [name for name in packages if not re.search(rf"\b{name}\b", rows)] == []


def test_every_path_in_the_document_exists() -> None:
    paths = {path for path in re.findall(r"`([\w./-]+)`", UPGRADING) if "/" in path}
    assert {path for path in paths if not (ROOT / path).exists()} == set()


# Streamlit in the browser ----------------------------------------------------------------------


def test_streamlit_s_main_script_has_the_address_that_the_first_paint_sets() -> None:
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    entry = "".join(path.read_text(encoding="utf-8") for path in scripts.glob("index.*.js"))
    assert "BACKEND_BASE_URL" in entry and "__streamlit" in entry, "see docs/upgrading.md"
