"""A subset of plotly.js, a third of its size: without traces that no chart of ours has.

A program of its own, because it takes two seconds and 300 MB: `python -m
campaign.browser.plotly_subset` writes the script, compressed by Brotli, to its output. The
library is one function whose modules are variables, and its last module registers the traces. Only
what the wanted traces refer to is kept; no statement is changed except the list of traces.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import brotli
import tree_sitter_javascript
from plotly.offline import get_plotlyjs
from tree_sitter import Language, Node, Parser, Query, QueryCursor

TRACES = ("bar", "choropleth", "scattergeo")
"""The types of traces to keep, beside "scatter", which is in the core of the library."""

_COMPILE_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"
"""Browsers with V8 compile all functions of such a script while it arrives, in another thread.
Without this line, each is compiled at its first call, and the page waits for it
(https://v8.dev/blog/explicit-compile-hints).
"""
_QUALITY = 11  # of Brotli: 3 s
_JAVASCRIPT = Language(tree_sitter_javascript.language())
_NAMES = Query(_JAVASCRIPT, "[(identifier) (shorthand_property_identifier)] @name")
_REGISTER = re.compile(rb"\.register\(\[((?:[\w$]+\(\),?)+)\]\)")
_CALL = re.compile(rb"([\w$]+)\(\)")
_ALIAS = re.compile(rb"\.exports=([\w$]+)\(\)")
_TRACE = re.compile(rb'moduleType:"trace",name:"(\w+)"')


class BundleError(ValueError):
    """A library that is not built as expected; the message says what was not found."""


@dataclass(frozen=True)
class _Part:
    """A variable or another statement of the library; `name` is b"" if it is always kept."""

    name: bytes
    node: Node
    keyword: bytes = b""

    @property
    def text(self) -> bytes:
        return b"%b %b;" % (self.keyword, _text(self.node)) if self.keyword else _text(self.node)


_Parts: TypeAlias = Mapping[bytes, list[_Part]]


def subset(source: bytes, traces: tuple[str, ...] = TRACES) -> bytes:
    """Return the library with these types of traces. Raises BundleError.

    Its first line asks the browser to compile it at once.
    """
    body = _body(Parser(_JAVASCRIPT).parse(source).root_node)
    parts = defaultdict(list)
    for part in _split(body):
        parts[part.name].append(part)
    modules = _trace_modules(source, parts)
    if missing := [trace for trace in traces if trace not in modules]:
        raise BundleError(f"no trace {', '.join(missing)}")
    wanted = [modules[trace] for trace in traces]
    names = _needed_names(parts, unwanted=set(modules.values()) - set(wanted))
    needed = sorted((part for name in names for part in parts[name]), key=_position)
    calls = b",".join(module + b"()" for module in wanted)
    text = _REGISTER.sub(b".register([" + calls + b"])", b"".join(part.text for part in needed))
    if lost := set(traces) - {name.decode() for name in _TRACE.findall(text)}:
        raise BundleError(f"lost {', '.join(sorted(lost))}")
    start, end = source[: body.start_byte + 1], source[body.end_byte - 1 :]
    return _COMPILE_AT_ONCE + start + text + end


def _body(root: Node) -> Node:
    """Return the body of the function that holds all modules: the innermost large block."""
    blocks, nodes = [], [root]
    while nodes:
        node = nodes.pop()
        if len(_text(node)) > 0.9 * len(_text(root)):
            blocks += [node] if node.type == "statement_block" else []
            nodes += node.children
    if root.has_error or not blocks:
        raise BundleError("it is not one function")
    return blocks[-1]


def _split(body: Node) -> Iterator[_Part]:
    """Yield the statements of a function, one for each variable."""
    for statement in body.named_children:
        match statement.type:
            case "variable_declaration":
                keyword = _text(statement.children[0])
                for variable in statement.named_children:
                    yield _Part(_text(variable.child_by_field_name("name")), variable, keyword)
            case "function_declaration":
                yield _Part(_text(statement.child_by_field_name("name")), statement)
            case "expression_statement":
                yield _Part(_first_argument(statement), statement)
            case _:
                yield _Part(b"", statement)


def _first_argument(statement: Node) -> bytes:
    """Return `module` of `set(module, {name: () => value})`, which names what a module exports."""
    call = statement.named_children[0]
    arguments = call.child_by_field_name("arguments")
    return _text(arguments.named_children[0]) if arguments is not None else b""


def _trace_modules(source: bytes, parts: _Parts) -> dict[str, bytes]:
    """Return {type of trace: name of the module} in the order in which they are registered.

    A registered module exports another one, which names the type. A registered module that is not a
    trace has its own name as the key.
    """
    registered = _REGISTER.findall(source)
    if len(registered) != 1:
        raise BundleError(f"{len(registered)} lists of traces")
    modules = {}
    for name in _CALL.findall(registered[0]):
        alias = _ALIAS.search(parts[name][0].text)
        trace = _TRACE.search(parts[alias[1]][0].text) if alias is not None else None
        modules[(trace[1] if trace is not None else name).decode()] = name
    return modules


def _needed_names(parts: _Parts, unwanted: set[bytes]) -> set[bytes]:
    """Return the names that the statements to keep refer to, directly or not, without `unwanted`.

    A local variable of the same name counts as a reference: the subset may be too large, but
    never lacks a name.
    """
    needed: set[bytes] = set()
    names = {b""}
    while names:
        needed |= names
        nodes = [part.node for name in names for part in parts[name]]
        captures = (QueryCursor(_NAMES).captures(node).get("name", []) for node in nodes)
        references = {_text(node) for nodes in captures for node in nodes}
        names = (references & parts.keys()) - needed - unwanted
    return needed


def _position(part: _Part) -> int:
    return part.node.start_byte


def _text(node: Node | None) -> bytes:
    return (node.text or b"") if node is not None else b""


if __name__ == "__main__":
    packed = brotli.compress(subset(get_plotlyjs().encode()), quality=_QUALITY, lgwin=24)
    sys.stdout.buffer.write(packed)
