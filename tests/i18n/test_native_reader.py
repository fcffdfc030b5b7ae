"""Questions to native readers are about words that the product still uses."""

from __future__ import annotations

import csv
import io
import sys

import pytest

from docs import list_native_reader
from docs.list_native_reader import Question, find_texts, read_questions


@pytest.mark.parametrize("question", read_questions(), ids=lambda q: f"{q.lang}: {q.words}")
def test_the_words_of_each_question_are_in_texts(question: Question) -> None:
    texts = find_texts(question)
    assert texts and question.question.endswith((".", "?"))
    assert all(text.words in text.text for text in texts)
    # The alternative differs from the words of the question.
    assert question.alternative.casefold() not in {text.words.casefold() for text in texts}


def test_every_question_is_a_row_with_samples_and_an_empty_decision(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    list_native_reader.main()
    sys.stdout.flush()
    headers, *rows = csv.reader(
        io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"), newline="")
    )
    assert tuple(headers) == list_native_reader.HEADERS
    assert [row[0] for row in rows] == [question.question for question in read_questions()]
    assert all(len(row) == len(headers) and row[3] and row[-1] == "" for row in rows)


def test_names_in_files_slides_and_dates_are_asked_about() -> None:
    found = {text.text for question in read_questions() for text in find_texts(question)}
    assert "Бүткүл дүйнөлүк адам сатууга каршы күрөшүү күнү" in found
    assert "2017-ж. 31-июль" in found
