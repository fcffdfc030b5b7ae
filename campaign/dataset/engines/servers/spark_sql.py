"""The translation of statements from DuckDB's SQL to Spark by sqlglot."""

from __future__ import annotations

from functools import lru_cache

import sqlglot
from sqlglot import expressions as exp

from campaign.dataset.engines.servers.dialects import (
    call,
    lists_of,
    name_subqueries,
    parse_statement,
    put_source,
    replace_nodes,
)

COMPOSED = "composed"
"""The name of the value {text: composed text} as JSON, of texts that NFC changes."""
UNUSUAL = "[^\x01-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2116]"
"""A pattern that matches every text that NFC may change, and few others."""
_NODES = (exp.RegexpReplace, exp.TimestampTrunc, exp.Anonymous, exp.Select)


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> str:
    """Return a statement over `register` as one over the rows of a SELECT; values are `:v0`.

    If it composes texts (`needs_composed`), it has the additional value `COMPOSED`, because Spark
    has no function for NFC.
    """
    tree = parse_statement(sql)
    replace_nodes(tree, _NODES, _translate_node)
    put_source(tree, rows, "spark")
    name_subqueries(tree)
    return tree.sql(dialect="spark")


@lru_cache(maxsize=256)
def pattern_names(sql: str) -> tuple[str, ...]:
    """Return the names of values of a statement that are regular expressions."""
    matches = parse_statement(sql).find_all(exp.RegexpLike)
    return tuple(match.expression.name for match in matches)


def needs_composed(sql: str) -> bool:
    """Return True if the translation of a statement has the value `COMPOSED`."""
    return "nfc_normalize(" in sql


def _translate_node(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpReplace):
        # In Spark a group is $1; sqlglot omits the flag, because Spark replaces every match.
        backslash, dollar = exp.Literal.string("\\"), exp.Literal.string("$")
        group = call("replace", node.args["replacement"], backslash, dollar)
        return call("regexp_replace", node.this, node.expression, group)
    if isinstance(node, exp.TimestampTrunc):
        return call("trunc", node.this, exp.Literal.string(node.args["unit"].name))
    if isinstance(node, exp.Select):
        return _translate_lists(node)
    name = node.name.lower()
    if name == "nfc_normalize":
        kind = exp.Literal.string("map<string, string>")
        composed = call("from_json", exp.Placeholder(this=COMPOSED), kind)
        (text,) = node.expressions
        return exp.func("coalesce", call("element_at", composed, text), text.copy())
    if name == "hash":
        return call("xxhash64", *node.expressions)
    return node


def _translate_lists(select: exp.Select) -> exp.Expr:
    """Return lists as rows; each list is bound as JSON, because Spark binds lists cell by cell."""
    lists = lists_of(select)
    if lists is None:
        return select
    arrays = ", ".join(
        f"from_json(:{bound.name}, 'array<{kind.sql(dialect='spark')}>')"
        for _, bound, kind in lists
    )
    aliases = ", ".join(f"`{name}`" for name, _, _ in lists)
    rows = f"SELECT inline(arrays_zip({arrays})) AS ({aliases})"
    return sqlglot.parse_one(rows, read="spark")
