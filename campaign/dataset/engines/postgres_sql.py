"""The statements of a register in the SQL of PostgreSQL, made from those of DuckDB by sqlglot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import sqlglot
from sqlglot import expressions as exp

_BOUND = re.compile(r"\$(v[0-9]+)\b")
BINARY, CASES = '"C"', '"und-x-icu"'
"""The collations by code points, as DuckDB compares, and of letters of every alphabet."""


def quote_name(name: str) -> str:
    """A name, or a schema and a name, in quotation marks."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def source_rows(table: str, columns: Iterable[str], texts: Iterable[str]) -> str:
    """A SELECT of these columns, in which texts are compared by code points."""
    in_texts = set(texts)
    parts = [f'"{c}" COLLATE {BINARY} AS "{c}"' if c in in_texts else f'"{c}"' for c in columns]
    return f"SELECT {', '.join(parts)} FROM {quote_name(table)}"


@lru_cache(maxsize=256)
def translate(sql: str, rows: str) -> str:
    """A statement over `register` as one over the rows of a SELECT; values stay `%(names)s`."""
    # Placeholders of another form: two dollars enclose a text for sqlglot.
    tree = sqlglot.parse_one(_BOUND.sub(r":\1", sql), read="duckdb")
    # From the inside to the outside, so that nothing is replaced within what was replaced.
    for node in reversed(list(tree.find_all(exp.Lower, exp.Contains, exp.Anonymous))):
        node.replace(_translate_node(node))
    for at, subquery in enumerate(list(tree.find_all(exp.Subquery))):
        is_source = isinstance(subquery.parent, (exp.From, exp.Join))
        if is_source and not subquery.alias:
            subquery.set("alias", exp.TableAlias(this=exp.to_identifier(f"s{at}")))
    source = sqlglot.parse_one(rows, read="postgres")
    for found in list(tree.find_all(exp.Table)):
        if found.name == "register":
            found.replace(exp.Subquery(this=source.copy(), alias=exp.to_identifier("register")))
    return tree.sql(dialect="postgres")


def _translate_node(node: exp.Func) -> exp.Expr:
    if isinstance(node, exp.Lower):
        cases = exp.Collate(this=exp.paren(node.this), expression=_collation(CASES))
        lower = exp.Anonymous(this="lower", expressions=[cases])
        return exp.paren(exp.Collate(this=lower, expression=_collation(BINARY)))
    if isinstance(node, exp.Contains):
        place = exp.Anonymous(this="strpos", expressions=[node.this, node.expression])
        return exp.paren(exp.GT(this=place, expression=exp.Literal.number(0)))
    name = node.name.lower()
    if name == "nfc_normalize":
        return exp.Anonymous(this="normalize", expressions=[*node.expressions, exp.var("NFC")])
    if name == "hash":
        arguments = [*node.expressions, exp.Literal.number(0)]
        return exp.Anonymous(this="hashtextextended", expressions=arguments)
    return node


def _collation(name: str) -> exp.Expression:
    return exp.to_identifier(name.strip('"'), quoted=True)
