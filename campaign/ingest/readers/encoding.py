"""The encoding of a text file, by its byte order mark, valid UTF-8 or Russian spelling."""

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
# The share is that of the non-ASCII characters: a code page decoded as UTF-8 damages nearly all of
# them, even if only one cell is Cyrillic and they are less than 1 % of all characters.
_MOST_DAMAGE = 0.1

# Letters per thousand of Russian text (National Corpus); all other characters are rarer.
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
_RARE = math.log(0.01)
_MIXED_CASE = re.compile("[а-яё][А-ЯЁ]")
_CASE_PENALTY = 4.0


@dataclass(frozen=True)
class Encoding:
    """An encoding: `name` is one of `ENCODINGS`, `codec` the name in Python.

    `skip` is the length of the byte order mark, in bytes. `is_damaged` is True if some bytes are
    not text and are decoded as U+FFFD.
    """

    name: str
    codec: str
    skip: int = 0
    is_damaged: bool = False

    @property
    def errors(self) -> str:
        """The error handler of Python's decoders."""
        return "replace" if self.is_damaged else "strict"


def detect_encoding(content: bytes, requested: str | None = None) -> Encoding | None:
    """Return the encoding of the file; None if it cannot be decoded as `requested`."""
    if requested is not None:
        return _requested_encoding(content, requested)
    for mark, name, codec in _MARKS:
        if content.startswith(mark):
            return _mark_damage(content, Encoding(name, codec, len(mark)))
    if content.isascii() and b"\0" not in content:
        return Encoding("utf-8", "utf-8")
    if (codec_16 := _unmarked_utf16(content)) is not None:
        return _mark_damage(content, Encoding("utf-16", codec_16))
    if _decodes(content, "utf-8"):
        return Encoding("utf-8", "utf-8")
    if _share_damaged(content) < _MOST_DAMAGE:
        return Encoding("utf-8", "utf-8", is_damaged=True)
    return _mark_damage(content, _page(content))


def _requested_encoding(content: bytes, requested: str) -> Encoding | None:
    if requested not in ENCODINGS:
        return None
    encoding = Encoding(requested, requested)
    if requested == "utf-16":
        encoding = Encoding(requested, _unmarked_utf16(content) or "utf-16-le")
    for mark, name, codec in _MARKS:
        if name == requested and content.startswith(mark):
            encoding = Encoding(name, codec, len(mark))
    if requested == "utf-8" and (encoding.skip or _share_damaged(content) < _MOST_DAMAGE):
        # A few damaged bytes do not mean another encoding.
        return _mark_damage(content, encoding)
    return encoding if _decodes(content, encoding.codec) else None


def _mark_damage(content: bytes, encoding: Encoding) -> Encoding:
    """Return the encoding, marked as damaged if not all bytes can be decoded."""
    if _decodes(content, encoding.codec):
        return encoding
    return Encoding(encoding.name, encoding.codec, encoding.skip, is_damaged=True)


def _decodes(content: bytes, codec: str) -> bool:
    # Decoded in pieces, because the text may need four times the memory of the bytes.
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for at in range(0, len(content), _SAMPLE):
            decoder.decode(content[at : at + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _share_damaged(content: bytes) -> float:
    """Return the share of damaged characters among the non-ASCII ones, read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damage_count = non_ascii = 0
    for at in range(0, len(content), _SAMPLE):
        piece = decoder.decode(content[at : at + _SAMPLE])
        damage_count += piece.count("\ufffd")
        non_ascii += len(piece) - len(piece.encode("ascii", "ignore"))
    # An incomplete last character is damage too.
    incomplete = len(decoder.decode(b"", final=True))
    return (damage_count + incomplete) / max(non_ascii + incomplete, 1)


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the codec of UTF-16 without a byte order mark; None if it is not UTF-16."""
    # Every other byte is 0 in ASCII text and 4 in Cyrillic text.
    sample = content[: _SAMPLE & ~1]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and (high.count(0) + high.count(4)) > 0.8 * len(high) and b"\0" in high:
            return codec
    return None


def _page(content: bytes) -> Encoding:
    """Return the code page in which the bytes are most like Russian text."""
    beyond = bytes(sorted(set(content) - set(range(128))))
    sample = re.sub(rb"[\x00-\x40\x5b-\x60\x7b-\x7f]+", b" ", content[: 8 * _SAMPLE])[:_SAMPLE]
    # The start of the file may have only ASCII text.
    if not any(byte in sample for byte in beyond):
        first = min(content.index(byte) for byte in beyond)
        sample = content[first : first + _SAMPLE]
    name = max(_PAGES, key=lambda page: _likeness(sample.decode(page, "replace")))
    return Encoding(name, name)


def _likeness(text: str) -> float:
    """Return a score of Russian text: the frequency of its letters, less misplaced capitals."""
    letters = Counter(text)
    likeness = sum(
        count * _WEIGHTS.get(letter, _RARE) for letter, count in letters.items() if letter > "\x7f"
    )
    return likeness - _CASE_PENALTY * len(_MIXED_CASE.findall(text))
