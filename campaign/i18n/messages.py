"""Message ids of the sources, and the update of the translation files.

`python -m campaign.i18n.messages` adds new ids without a translation, removes unused ones and keeps
all others; it never guesses, so that no translation is fuzzy.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, LOCALE, catalog

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ("campaign", "pages", "dashboard.py")
CATALOGUES = "campaign/schema"
"""The folder of the TOML files with messages."""
MESSAGE_KEYS = frozenset({"title", "message", "remedy", "label", "help"})
"""The keys of messages in these files."""


def extract_messages() -> Catalog:
    """Return every message id of the sources, with the files that use it."""
    template = Catalog()
    for source in SOURCES:
        for path in _files(ROOT / source):
            name = path.relative_to(ROOT).as_posix()
            for message, context in extract_ids(path.read_text(encoding="utf-8")):
                template.add(message, locations=[(name, 1)], context=context)
    for path in sorted((ROOT / CATALOGUES).rglob("*.toml")):
        name = path.relative_to(ROOT).as_posix()
        for words in extract_toml_ids(tomllib.loads(path.read_text(encoding="utf-8"))):
            template.add(words, locations=[(name, 1)])
    for word in STREAMLIT_WORDS:
        template.add(word, locations=[("campaign/i18n/streamlit_words.py", 1)])
    return template


def update_translations(lang: str) -> Catalog:
    """Return the translations of a language with exactly the ids of the sources."""
    current = catalog(lang)
    template = extract_messages()
    updated = Catalog(
        locale=lang,
        project="campaign-dashboard",
        header_comment=current.header_comment,
        fuzzy=False,
    )
    for message in template:
        if not message.id:
            continue
        translation = current.get(message.id, message.context)
        updated.add(
            message.id,
            translation.string if translation is not None else None,
            locations=[(name, 0) for name in sorted({name for name, _ in message.locations})],
            context=message.context,
        )
    return updated


def main() -> None:
    """Rewrite the translation files in place."""
    for lang in LANGUAGES:
        if lang == "en":
            continue
        path = LOCALE / lang / "LC_MESSAGES" / "messages.po"
        updated = update_translations(lang)
        with path.open("wb") as out:
            write_po(out, updated, width=100, include_lineno=False, sort_by_file=True)
        print(f"{path.relative_to(ROOT)}: {len(updated)} messages")


def _files(source: Path) -> list[Path]:
    return [source] if source.is_file() else sorted(source.rglob("*.py"))


def extract_ids(source: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Yield (message id or pair of plural ids, context) of every call with a message.

    They are read from the syntax tree, because Babel's extractor works on tokens, and before Python
    3.12 a call inside an f-string is not a token.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        strings = [
            a.value
            for a in node.args[:2]
            if isinstance(a, ast.Constant) and isinstance(a.value, str)
        ]
        if name in ("text", "N_") and strings:
            yield strings[0], None
        elif name == "n" and len(strings) == 2:
            yield (strings[0], strings[1]), None
        elif name in ("c", "NC_") and len(strings) == 2:
            yield strings[1], strings[0]


def extract_toml_ids(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of `MESSAGE_KEYS` in a table of TOML and in the tables within it."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from extract_toml_ids(value)
        elif key in MESSAGE_KEYS:
            yield value


if __name__ == "__main__":
    main()
