"""Print the texts of the catalogues with wording that a native reader has to decide, as CSV.

    .venv/bin/python docs/list_native_reader.py > native_reader.csv

The questions are those of `docs/native_reader.toml`, most important first. The last column is for
the reader's decision. UTF-8 with a byte order mark, so that Excel reads Cyrillic.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from campaign.i18n.translator import catalog  # noqa: E402

QUESTIONS = ROOT / "docs" / "native_reader.toml"
HEADERS = (
    "Question",
    "Language",
    "English",
    "Text",
    "In doubt",
    "Alternative",
    "Where",
    "Decision",
)


class Question(NamedTuple):
    """One question about the words of a language: see the top of `docs/native_reader.toml`."""

    lang: str
    words: str
    question: str
    alternative: str


class DoubtfulText(NamedTuple):
    """A text with the words of a question: the English message, its translation, words, sources."""

    english: str
    text: str
    words: str
    places: str


def read_questions() -> list[Question]:
    """Return the questions in the order of the file."""
    content = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(**question) for question in content["question"]]


def find_texts(question: Question) -> Iterator[DoubtfulText]:
    """Yield the texts of the catalogue with the words in question, each plural form separately."""
    pattern = re.compile(question.words, re.IGNORECASE)
    for message in catalog(question.lang):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        places = ", ".join(sorted({name for name, _ in message.locations}))
        for form in dict.fromkeys(forms):
            if match := pattern.search(form):
                yield DoubtfulText(english, form, match[0], places)


def main() -> None:
    """Write the table to the standard output."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for question in read_questions():
        for text in find_texts(question):
            row = (text.english, text.text, text.words, question.alternative, text.places)
            writer.writerow([question.question, question.lang, *row, ""])
    sys.stdout.buffer.write(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
