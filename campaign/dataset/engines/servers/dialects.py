"""Statements in DuckDB's SQL as trees of sqlglot, for their translation to other engines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import sqlglot
from sqlglot import expressions as exp

_BOUND = re.compile(r"\$(v[0-9]+)\b")


def parse_statement(sql: str) -> exp.Expr:
    """Return the tree of a statement; its values are placeholders such as `:v0`."""
    # The placeholders are changed, because for sqlglot two dollar signs enclose a text.
    return sqlglot.parse_one(_BOUND.sub(r":\1", sql), read="duckdb")


def replace_nodes(
    tree: exp.Expr, kinds: tuple[type[exp.Expr], ...], translate: Callable[[exp.Expr], exp.Expr]
) -> None:
    """Replace each node of these kinds by its translation."""
    # From the inside to the outside, so that translations are not translated again.
    for node in reversed(list(tree.find_all(*kinds))):
        translation = translate(node)
        if translation is not node:
            node.replace(translation)


def quote_table(table: str, dialect: str) -> str:
    """Return the name of a table with each part quoted; a part may be quoted already."""
    return exp.to_table(table, dialect=dialect).sql(dialect=dialect, identify=True)


def select_columns(table: str, columns: Iterable[str], dialect: str) -> str:
    """Return a SELECT of these columns of a table."""
    names = ", ".join(exp.column(name, quoted=True).sql(dialect=dialect) for name in columns)
    return f"SELECT {names} FROM {quote_table(table, dialect)}"


def put_source(tree: exp.Expr, rows: str, dialect: str) -> None:
    """Replace the table `register` by the rows of a SELECT."""
    source = sqlglot.parse_one(rows, read=dialect)
    for table in list(tree.find_all(exp.Table)):
        if table.name == "register":
            table.replace(exp.Subquery(this=source.copy(), alias=exp.to_identifier("register")))


def name_subqueries(tree: exp.Expr) -> None:
    """Name each unnamed subquery in a FROM clause.

    PostgreSQL before 16 requires a name. Without one, Spark reads the word WHERE as a name, and
    `(TRUE)` after it as a list of columns.
    """
    for at, subquery in enumerate(list(tree.find_all(exp.Subquery))):
        is_source = isinstance(subquery.parent, (exp.From, exp.Join))
        if is_source and not subquery.alias:
            subquery.set("alias", exp.TableAlias(this=exp.to_identifier(f"s{at}")))


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    """Return the call of a function that sqlglot does not know, or translates differently."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def lists_of(select: exp.Expr) -> list[tuple[str, exp.Placeholder, exp.DataType]] | None:
    """Return name, placeholder and type of each `unnest(CAST($v AS …[])) AS name` of a SELECT."""
    lists = []
    for item in select.expressions:
        rows = item.unalias()
        cast = rows.this if isinstance(rows, exp.Explode) else None
        if not isinstance(cast, exp.Cast) or not isinstance(cast.this, exp.Placeholder):
            return None
        lists.append((item.alias or "item", cast.this, cast.to.expressions[0]))
    return lists or None


def is_query(sql: str, dialect: str) -> bool:
    """Return True if a text is one statement that only reads."""
    try:
        trees = sqlglot.parse(sql, read=dialect)
    except sqlglot.errors.SqlglotError:
        return False
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return False
    writes = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create, exp.Drop, exp.Command)
    return not any(True for _ in trees[0].find_all(*writes)) and not trees[0].find(exp.Into)
