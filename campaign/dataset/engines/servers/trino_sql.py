"""The translation of statements from DuckDB's SQL to Trino by sqlglot.

The translations are tested as text, because no Trino server runs in the tests.
"""

from __future__ import annotations

import re
from functools import lru_cache

import sqlglot
from sqlglot import expressions as exp

from campaign.dataset.engines.servers.dialects import (
    call,
    lists_of,
    parse_statement,
    put_source,
    replace_nodes,
)

_VALUE = re.compile(r"__(v[0-9]+)__")
_NODES = (exp.RegexpReplace, exp.Contains, exp.Trim, exp.Anonymous, exp.Select)


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> tuple[str, tuple[str, ...]]:
    """Return a statement over `register` as one over the rows of a SELECT, and its value names.

    The names are in the order of the `?`; the name of a value that occurs twice is there twice.
    """
    tree = parse_statement(sql)
    replace_nodes(tree, _NODES, _translate_node)
    put_source(tree, rows, "trino")
    for placeholder in list(tree.find_all(exp.Placeholder)):
        placeholder.replace(exp.var(f"__{placeholder.name}__"))
    # sqlglot may reorder expressions; only the written text has the final order of values.
    words = tree.sql(dialect="trino")
    return _VALUE.sub("?", words), tuple(_VALUE.findall(words))


def _translate_node(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpReplace):
        # In Trino a group is $1, and every match is replaced.
        backslash, dollar = exp.Literal.string("\\"), exp.Literal.string("$")
        group = call("replace", node.args["replacement"], backslash, dollar)
        return call("regexp_replace", node.this, node.expression, group)
    if isinstance(node, exp.Contains):
        place = call("strpos", node.this, node.expression)
        return exp.paren(exp.GT(this=place, expression=exp.Literal.number(0)))
    if isinstance(node, exp.Trim):
        # Without a character, Trino removes every kind of space.
        return exp.Trim(this=node.this, position="BOTH", expression=exp.Literal.string(" "))
    if isinstance(node, exp.Select):
        return _translate_lists(node)
    name = node.name.lower()
    if name == "nfc_normalize":
        return call("normalize", *node.expressions, exp.var("NFC"))
    if name == "hash":
        return call("xxhash64", call("to_utf8", *node.expressions))
    return node


def _translate_lists(select: exp.Select) -> exp.Expr:
    """Return lists as rows; in Trino `unnest` is a table."""
    lists = lists_of(select)
    if lists is None:
        return select
    arrays = ", ".join(
        f"CAST(:{bound.name} AS ARRAY({kind.sql(dialect='trino')}))" for _, bound, kind in lists
    )
    columns = ", ".join(name for name, _, _ in lists)
    rows = f"SELECT {columns} FROM UNNEST({arrays}) AS lists({columns})"
    return sqlglot.parse_one(rows, read="trino")
