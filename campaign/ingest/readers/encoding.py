"""The encoding of a text file: told by a mark, by strict UTF-8, or by how Russian is spelt."""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass

from campaign.ingest.options import ENCODINGS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_PAGES = ("windows-1251", "koi8-r")
_SAMPLE = 2**18
# Of the characters beyond ASCII: a code page read as UTF-8 is damaged in nearly all of them, even
# where one cell alone is Cyrillic and the damage is below 1 % of all characters.
_MOST_DAMAGE = 0.1

# Letters in a thousand of Russian text (National Corpus); the rest of a page is rarer than any.
_LETTERS = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16.5, 16)
        + (14.5, 12, 9.7, 9.4, 7.3, 6.4, 4.8, 3.6, 3.2, 2.6, 0.4, 0.4),
        strict=True,
    )
)
_SIGNS = dict.fromkeys("«»„“”’–—…№°§\xa0", 5.0)
_WEIGHTS = {
    **{letter: math.log(share) for letter, share in (_LETTERS | _SIGNS).items()},
    **{letter.upper(): math.log(share) for letter, share in _LETTERS.items()},
}
_STRANGE = math.log(0.01)
_CASE_BROKEN = re.compile("[а-яё][А-ЯЁ]")
_CASE_COSTS = 4.0


@dataclass(frozen=True)
class Encoding:
    """How to turn bytes into text: `name` is one of `ENCODINGS`, `codec` is Python's own.

    `skip` bytes of a mark come first. `damaged` is True where some bytes are no text, to be
    decoded with U+FFFD in their place.
    """

    name: str
    codec: str
    skip: int = 0
    damaged: bool = False

    @property
    def errors(self) -> str:
        """What Python's decoders are to do with bytes that are no text."""
        return "replace" if self.damaged else "strict"


def encoding_of(content: bytes, requested: str | None = None) -> Encoding | None:
    """How the file is encoded; None where it cannot be read in the encoding `requested`."""
    if requested is not None:
        return _wanted(content, requested)
    for mark, name, codec in _MARKS:
        if content.startswith(mark):
            return _maybe_damaged(content, Encoding(name, codec, len(mark)))
    if content.isascii() and b"\0" not in content:
        return Encoding("utf-8", "utf-8")
    if (codec_16 := _unmarked_utf16(content)) is not None:
        return _maybe_damaged(content, Encoding("utf-16", codec_16))
    if _decodes(content, "utf-8"):
        return Encoding("utf-8", "utf-8")
    if _share_damaged(content) < _MOST_DAMAGE:
        return Encoding("utf-8", "utf-8", damaged=True)
    return _maybe_damaged(content, _page(content))


def _wanted(content: bytes, requested: str) -> Encoding | None:
    if requested not in ENCODINGS:
        return None
    found = Encoding(requested, requested)
    if requested == "utf-16":
        found = Encoding(requested, _unmarked_utf16(content) or "utf-16-le")
    for mark, name, codec in _MARKS:
        if name == requested and content.startswith(mark):
            found = Encoding(name, codec, len(mark))
    if requested == "utf-8" and (found.skip or _share_damaged(content) < _MOST_DAMAGE):
        # A damaged byte or two do not make it another encoding, asked for or not.
        return _maybe_damaged(content, found)
    return found if _decodes(content, found.codec) else None


def _maybe_damaged(content: bytes, found: Encoding) -> Encoding:
    if _decodes(content, found.codec):
        return found
    return Encoding(found.name, found.codec, found.skip, damaged=True)


def _decodes(content: bytes, codec: str) -> bool:
    """In pieces: the text itself may be four times as long as the bytes."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for at in range(0, len(content), _SAMPLE):
            decoder.decode(content[at : at + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _share_damaged(content: bytes) -> float:
    """The share of damaged characters among those beyond ASCII, read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damaged = beyond = 0
    for at in range(0, len(content), _SAMPLE):
        piece = decoder.decode(content[at : at + _SAMPLE])
        damaged += piece.count("\ufffd")
        beyond += len(piece) - len(piece.encode("ascii", "ignore"))
    # A last character cut short is damage too.
    cut = len(decoder.decode(b"", final=True))
    return (damaged + cut) / max(beyond + cut, 1)


def _unmarked_utf16(content: bytes) -> str | None:
    """Every other byte is 0 in ASCII text and 4 in Cyrillic text of UTF-16."""
    sample = content[: _SAMPLE & ~1]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and (high.count(0) + high.count(4)) > 0.8 * len(high) and b"\0" in high:
            return codec
    return None


def _page(content: bytes) -> Encoding:
    """The Russian code page in which the bytes are most like Russian."""
    beyond = bytes(sorted(set(content) - set(range(128))))
    sample = re.sub(rb"[\x00-\x40\x5b-\x60\x7b-\x7f]+", b" ", content[: 8 * _SAMPLE])[:_SAMPLE]
    if not any(byte in sample for byte in beyond):  # All of it lies far down the file.
        first = min(content.index(byte) for byte in beyond)
        sample = content[first : first + _SAMPLE]
    name = max(_PAGES, key=lambda page: _likeness(sample.decode(page, "replace")))
    return Encoding(name, name)


def _likeness(text: str) -> float:
    """How much a text is like Russian: the spelling of its letters, and capitals in their place."""
    letters = Counter(text)
    likeness = sum(
        count * _WEIGHTS.get(letter, _STRANGE)
        for letter, count in letters.items()
        if letter > "\x7f"
    )
    return likeness - _CASE_COSTS * len(_CASE_BROKEN.findall(text))
