"""A text packed with a base is small, and can be unpacked only with that base."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.ui.components.packed_text import name_of, pack, pack_whole, unpack


@given(text=st.binary(), base=st.binary())
def test_a_packed_text_is_unpacked_with_its_base(text: bytes, base: bytes) -> None:
    bases: dict[str, bytes] = {}
    assert unpack(pack_whole(base), bases) == base and bases == {name_of(base): base}
    assert unpack(pack(text, base), bases) == text and bases == {name_of(base): base}


def test_a_text_similar_to_its_base_is_small() -> None:
    base = "".join(f'<a href="/map?oblast={i}">Баткен {i}</a>' for i in range(300)).encode()
    text = base.replace(b"?oblast", b"?lang=ky&oblast")
    assert len(pack(text, base)) < len(text) / 8


def test_a_text_is_not_unpacked_with_another_base() -> None:
    message = pack(b"one text", b"one")
    with pytest.raises(KeyError):
        unpack(message, {name_of(b"another"): b"another"})
    with pytest.raises(ValueError, match="checksum"):
        unpack(message, {name_of(b"one"): b"two"})
