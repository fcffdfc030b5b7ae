"""The order of words in each language's alphabet."""

import unicodedata

_CYRILLIC = "абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def sort_key(s: str, lang: str) -> str:
    """Return a string that sorts as `s` does in the language's alphabet, case and ё aside.

    Ң, Ө and Ү stand after Н, О and У. Spaces, punctuation and digits come before letters; the
    script of the language comes before the other. Words that differ only by case or ё still have
    one fixed order.
    """
    folded = unicodedata.normalize("NFC", s).casefold()
    weights = _WEIGHTS[lang == "en"]
    primary = "".join(weights.get(c) or _other_weight(c, weights) for c in folded)
    return f"{primary}\0{folded}\0{s}"


def _weights(latin_first: bool) -> dict[str, str]:
    scripts = (_LATIN, _CYRILLIC) if latin_first else (_CYRILLIC, _LATIN)
    letters = "0123456789" + "".join(scripts)
    weights = {letter: chr(0x10 + index) for index, letter in enumerate(letters)}
    # CLDR keeps ё apart from е only where words are otherwise the same.
    weights["ё"] = weights["е"]
    return weights


def _other_weight(character: str, weights: dict[str, str]) -> str:
    """Return the weight of a character outside both alphabets: accents aside, else by its kind."""
    if character.isspace():
        return "\x01"
    base = unicodedata.normalize("NFD", character)[0]
    if base in weights:
        return weights[base]
    return ("\uffff" if character.isalpha() else "\x02") + character


_WEIGHTS = (_weights(latin_first=False), _weights(latin_first=True))
