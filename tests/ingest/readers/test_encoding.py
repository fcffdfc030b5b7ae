"""Every encoding an office saves in is told from the bytes, or they are called damaged."""

from __future__ import annotations

import codecs
import random

import pytest

from campaign.ingest.options import ENCODINGS
from campaign.ingest.readers.encoding import encoding_of

WORDS = (
    "показ", "фильма", "беседа", "лекция", "школа", "село", "акция", "встреча", "молодёжь", "район",
    "обсуждение", "журналисты", "выставка", "студенты", "область", "город", "женщины", "мужчины",
    "подростки", "центр", "библиотека", "семинар",
)  # fmt: skip


def register(rows: int, seed: int, *, capitals: bool = False) -> str:
    drawn = random.Random(seed)
    lines = ["Дата;Область;Мероприятие;Охват"]
    for row in range(rows):
        title = " ".join(drawn.sample(WORDS, 3)).capitalize()
        lines.append(f"{row % 28 + 1:02d}.08.2017;Нарын;{title};{drawn.randint(0, 300)}")
    text = "\r\n".join(lines)
    return text.upper() if capitals else text


def name_of(content: bytes) -> str | None:
    found = encoding_of(content)
    assert found is not None
    assert not found.damaged
    return found.name


@pytest.mark.parametrize("rows", [1, 3, 45])
@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("name", ENCODINGS)
def test_russian_registers(name: str, capitals: bool, rows: int) -> None:
    for seed in range(20):
        content = register(rows, seed, capitals=capitals).encode(name)
        assert name_of(content) == name, seed


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r"])
def test_one_cyrillic_cell(name: str) -> None:
    for word in ("Нарын", "Бишкек", "охват", "Ош и Баткен", "школа"):
        content = ("date,place\n" + "2017-08-01,KG-N\n" * 300 + f"2017-08-01,{word}\n").encode(name)
        assert name_of(content) == name, word


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_utf_16_either_way_round(codec: str, mark: bool) -> None:
    bom = codecs.BOM_UTF16_LE if codec.endswith("le") else codecs.BOM_UTF16_BE
    found = encoding_of((bom if mark else b"") + register(5, 1).encode(codec))
    assert found is not None
    assert (found.name, found.codec, found.skip) == ("utf-16", codec, 2 if mark else 0)


def test_ascii_is_utf_8_and_a_mark_is_skipped() -> None:
    assert name_of(b"date,reached\n2017-08-01,5\n") == "utf-8"
    found = encoding_of(codecs.BOM_UTF8 + "Ысык-Көл".encode())
    assert found is not None and (found.name, found.skip) == ("utf-8", 3)


def test_one_damaged_byte_does_not_make_a_code_page() -> None:
    content = register(40, 3).encode()
    for damaged in (content[:-7] + b"\xd0;12", content[:300] + b"\xff" + content[300:]):
        found = encoding_of(damaged)
        assert found is not None and (found.name, found.damaged) == ("utf-8", True)


def test_what_the_owner_wants_wins() -> None:
    content = register(5, 1).encode("koi8-r")
    found = encoding_of(content, "windows-1251")
    assert found is not None and found.name == "windows-1251"
    assert encoding_of(content, "utf-8") is None
    assert encoding_of(content, "latin-1") is None
    assert encoding_of("Дата".encode("utf-16"), "utf-16") is not None
    assert encoding_of(b"\x98" + content, "windows-1251") is None
