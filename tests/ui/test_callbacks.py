"""Callbacks draw no elements, which in a dialog would replace the first elements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).resolve().parent.parent.parent / "campaign" / "ui"
# Parts of Streamlit that a callback may use: the session, the address, and control of runs.
ALLOWED = {
    "session_state",
    "query_params",
    "secrets",
    "context",
    "rerun",
    "switch_page",
    "login",
    "logout",
    "user",
}


def test_no_callback_draws() -> None:
    drawing = []
    for path in sorted(UI.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {f.name: f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)}
        for callback in _callbacks(tree):
            drawing += [
                f"{path.name}: {name}" for name in _drawing_calls(callback, functions, set())
            ]
    assert not drawing, drawing


def test_a_callback_that_draws_is_found() -> None:
    source = (
        "def tell():\n    show()\ndef show():\n    st.toast('x')\nst.button('a', on_click=tell)\n"
    )
    tree = ast.parse(source)
    functions = {f.name: f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)}
    assert [list(_drawing_calls(c, functions, set())) for c in _callbacks(tree)] == [["st.toast"]]


def _callbacks(tree: ast.Module) -> Iterator[ast.expr]:
    for call in ast.walk(tree):
        for keyword in call.keywords if isinstance(call, ast.Call) else ():
            if keyword.arg and keyword.arg.startswith("on_"):
                yield keyword.value


def _drawing_calls(
    node: ast.AST, functions: dict[str, ast.FunctionDef], visited: set[str]
) -> Iterator[str]:
    """The Streamlit calls of a callback and of the functions of its module that it calls."""
    for part in ast.walk(node):
        match part:
            case ast.Attribute(value=ast.Name("st"), attr=name) if name not in ALLOWED:
                yield f"st.{name}"
            case ast.Name(name) if name in functions and name not in visited:
                visited.add(name)
                yield from _drawing_calls(functions[name], functions, visited)
