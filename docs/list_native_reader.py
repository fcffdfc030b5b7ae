"""Print the words that a native reader has to decide, each with three samples, as CSV.

    .venv/bin/python docs/list_native_reader.py > native_reader.csv

The questions are those of `docs/native_reader.toml`, one row each, most important first. Samples
are messages, names in CSV files, slides and dates. The last column is for the reader's decision.
UTF-8 with a byte order mark, so that Excel reads Cyrillic.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from campaign.i18n.date_format import DATE_STYLES  # noqa: E402
from campaign.i18n.translator import Text, catalog  # noqa: E402

QUESTIONS = ROOT / "docs" / "native_reader.toml"
SAMPLES = 3
HEADERS = (
    "Question",
    "Language",
    "Words",
    *(f"Sample {number}" for number in range(1, SAMPLES + 1)),
    "Texts",
    "Alternative",
    "Decision",
)


class Question(NamedTuple):
    """One question about the words of a language: see the top of `docs/native_reader.toml`."""

    lang: str
    words: str
    question: str
    alternative: str


class DoubtfulText(NamedTuple):
    """A text with the words of a question, and these words as the text has them."""

    text: str
    words: str


def read_questions() -> list[Question]:
    """Return the questions in the order of the file."""
    content = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(**question) for question in content["question"]]


def find_texts(question: Question) -> list[DoubtfulText]:
    """Return the texts with the words in question, each plural form separately."""
    pattern = re.compile(question.words, re.IGNORECASE)
    texts = dict.fromkeys(text.replace("\xa0", " ") for text in _texts(question.lang))
    return [DoubtfulText(text, m[0]) for text in texts if (m := pattern.search(text))]


def _texts(lang: str) -> Iterator[str]:
    """Yield the messages, the names in CSV files, the words of slides, and dates."""
    for message in catalog(lang):
        if message.id:
            yield from [message.string] if isinstance(message.string, str) else message.string or ()
    for file in sorted([*ROOT.glob("data/**/*.csv"), *ROOT.glob("geo/*.csv")]):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield from (row[column] for column in row if column.endswith(f"_{lang}"))
    for file in sorted(ROOT.glob("data/*/slides.toml")):
        for slide in tomllib.loads(file.read_text(encoding="utf-8"))["slide"]:
            yield from (part[lang] for part in slide.values() if isinstance(part, dict))
    text, first, last = Text.of(lang), dt.date(2017, 7, 31), dt.date(2017, 11, 20)
    yield from (text.date(first, style) for style in ("", *DATE_STYLES))
    yield from (text.date_range(first, last), text.date_range_short(first, last))


def main() -> None:
    """Write the table to the standard output."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for question in read_questions():
        texts = find_texts(question)
        # The shortest texts show the words with the least around them.
        samples = sorted((text.text for text in texts), key=len)[:SAMPLES]
        samples += [""] * (SAMPLES - len(samples))
        row = (texts[0].words, *samples, len(texts), question.alternative, "")
        writer.writerow([question.question, question.lang, *row])
    sys.stdout.buffer.write(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
