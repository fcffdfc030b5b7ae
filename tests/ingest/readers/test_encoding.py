"""The encodings that offices use are detected, also with damaged bytes."""

from __future__ import annotations

import codecs
import random

import pytest

from campaign.ingest.options import ENCODINGS
from campaign.ingest.readers.encoding import detect_encoding

WORDS = (
    "показ", "фильма", "беседа", "лекция", "школа", "село", "акция", "встреча", "молодёжь", "район",
    "обсуждение", "журналисты", "выставка", "студенты", "область", "город", "женщины", "мужчины",
    "подростки", "центр", "библиотека", "семинар",
)  # fmt: skip


def register(rows: int, seed: int, *, capitals: bool = False) -> str:
    generator = random.Random(seed)
    lines = ["Дата;Область;Мероприятие;Охват"]
    for row in range(rows):
        title = " ".join(generator.sample(WORDS, 3)).capitalize()
        lines.append(f"{row % 28 + 1:02d}.08.2017;Нарын;{title};{generator.randint(0, 300)}")
    text = "\r\n".join(lines)
    return text.upper() if capitals else text


def name_of(content: bytes) -> str | None:
    encoding = detect_encoding(content)
    assert encoding is not None
    assert not encoding.is_damaged
    return encoding.name


@pytest.mark.parametrize("rows", [1, 3, 45])
@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoding_of_russian_registers_is_detected(
    name: str, capitals: bool, rows: int
) -> None:
    for seed in range(20):
        content = register(rows, seed, capitals=capitals).encode(name)
        assert name_of(content) == name, seed


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r"])
def test_one_cyrillic_cell_is_enough_to_detect_the_encoding(name: str) -> None:
    for word in ("Нарын", "Бишкек", "охват", "Ош и Баткен", "школа"):
        content = ("date,place\n" + "2017-08-01,KG-N\n" * 300 + f"2017-08-01,{word}\n").encode(name)
        assert name_of(content) == name, word


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_utf_16_is_detected_in_either_byte_order(codec: str, mark: bool) -> None:
    bom = codecs.BOM_UTF16_LE if codec.endswith("le") else codecs.BOM_UTF16_BE
    encoding = detect_encoding((bom if mark else b"") + register(5, 1).encode(codec))
    assert encoding is not None
    assert (encoding.name, encoding.codec, encoding.skip) == ("utf-16", codec, 2 if mark else 0)


def test_ascii_is_utf_8_and_a_mark_is_skipped() -> None:
    assert name_of(b"date,reached\n2017-08-01,5\n") == "utf-8"
    encoding = detect_encoding(codecs.BOM_UTF8 + "Ысык-Көл".encode())
    assert encoding is not None and (encoding.name, encoding.skip) == ("utf-8", 3)


def test_utf_8_with_one_damaged_byte_is_detected() -> None:
    content = register(40, 3).encode()
    for is_damaged in (content[:-7] + b"\xd0;12", content[:300] + b"\xff" + content[300:]):
        encoding = detect_encoding(is_damaged)
        assert encoding is not None and (encoding.name, encoding.is_damaged) == ("utf-8", True)


def test_the_requested_encoding_is_used() -> None:
    content = register(5, 1).encode("koi8-r")
    encoding = detect_encoding(content, "windows-1251")
    assert encoding is not None and encoding.name == "windows-1251"
    assert detect_encoding(content, "utf-8") is None
    assert detect_encoding(content, "latin-1") is None
    assert detect_encoding("Дата".encode("utf-16"), "utf-16") is not None
    assert detect_encoding(b"\x98" + content, "windows-1251") is None
