"""Texts packed for a browser that has a similar text: only the differences need many bytes."""

from __future__ import annotations

import zlib
from hashlib import sha256

MOST_BYTES = 2**16 - 1
"""The longest text that others can be packed with: the browser reads it as one stored block."""
_WINDOW = -15  # 32 KB, without header and checksum


def name_of(text: bytes) -> str:
    """Return a short name of a text: equal texts have equal names."""
    return sha256(text).hexdigest()[:12]


def pack_whole(text: bytes) -> bytes:
    """Return a message with a text, which the browser keeps under its name."""
    return b"%b \n%b" % (name_of(text).encode(), text)


def pack(text: bytes, base: bytes) -> bytes:
    """Return a message with a text for a browser that has `base`, sent to it as a whole.

    The text is deflated with the base as its dictionary (RFC 1951). The checksum covers both: the
    browser cannot set a dictionary and inflates both.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, _WINDOW, zdict=base)
    packed = packer.compress(text) + packer.flush()
    checksum = zlib.adler32(text, zlib.adler32(base)).to_bytes(4, "big")
    return b" %b\n%b%b" % (name_of(base).encode(), packed, checksum)


def unpack(message: bytes, bases: dict[str, bytes]) -> bytes:
    """Return the text of a message, and add it to `bases` as {name: text} if it was sent whole.

    Raises KeyError if its base is not in `bases`, ValueError if the text is damaged.
    """
    head, body = message.split(b"\n", 1)
    name, base_name = head.decode().split(" ")
    if name:
        bases[name] = body
        return body
    base = bases[base_name]
    text = zlib.decompressobj(_WINDOW, zdict=base).decompress(body[:-4])
    if zlib.adler32(text, zlib.adler32(base)).to_bytes(4, "big") != body[-4:]:
        raise ValueError("the checksum differs")
    return text
