"""The translation of statements from DuckDB's SQL to PostgreSQL by sqlglot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlglot import expressions as exp

from campaign.dataset.engines.servers.dialects import (
    call,
    name_subqueries,
    parse_statement,
    put_source,
    replace_nodes,
)

BINARY, CASES = '"C"', '"und-x-icu"'
"""The collation by code points, as in DuckDB, and one for letter case in every alphabet."""


def quote_name(name: str) -> str:
    """Return a name, or a schema and a name, in quotation marks."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def source_rows(table: str, columns: Iterable[str], texts: Iterable[str]) -> str:
    """Return a SELECT of these columns, in which texts are compared by code points."""
    in_texts = set(texts)
    parts = [f'"{c}" COLLATE {BINARY} AS "{c}"' if c in in_texts else f'"{c}"' for c in columns]
    return f"SELECT {', '.join(parts)} FROM {quote_name(table)}"


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> str:
    """Return a statement over `register` as one over the rows of a SELECT; values are `%(v0)s`."""
    tree = parse_statement(sql)
    replace_nodes(tree, (exp.Lower, exp.Contains, exp.Anonymous), _translate_node)
    name_subqueries(tree)
    put_source(tree, rows, "postgres")
    return tree.sql(dialect="postgres")


def _translate_node(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Lower):
        cases = exp.Collate(this=exp.paren(node.this), expression=_collation(CASES))
        return exp.paren(exp.Collate(this=call("lower", cases), expression=_collation(BINARY)))
    if isinstance(node, exp.Contains):
        place = call("strpos", node.this, node.expression)
        return exp.paren(exp.GT(this=place, expression=exp.Literal.number(0)))
    name = node.name.lower()
    if name == "nfc_normalize":
        return call("normalize", *node.expressions, exp.var("NFC"))
    if name == "hash":
        return call("hashtextextended", *node.expressions, exp.Literal.number(0))
    return node


def _collation(name: str) -> exp.Expression:
    return exp.to_identifier(name.strip('"'), quoted=True)
