"""The order of words in each language's alphabet."""

import unicodedata

_CYRILLIC = "абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def sort_key(s: str, lang: str) -> str:
    """Return a string that sorts as `s` does in the language's alphabet, ignoring case and ё.

    Ң, Ө and Ү follow Н, О and У. Spaces, punctuation and digits precede letters; the script of the
    language precedes the other one. Words that differ only by case or ё have a fixed order.
    """
    folded = unicodedata.normalize("NFC", s).casefold()
    weights = _WEIGHTS[lang == "en"]
    primary = "".join(weights.get(c) or _other_weight(c, weights) for c in folded)
    return f"{primary}\0{folded}\0{s}"


def _weights(latin_first: bool) -> dict[str, str]:
    scripts = (_LATIN, _CYRILLIC) if latin_first else (_CYRILLIC, _LATIN)
    letters = "0123456789" + "".join(scripts)
    weights = {letter: chr(0x10 + index) for index, letter in enumerate(letters)}
    # CLDR distinguishes ё from е only in words that are otherwise equal.
    weights["ё"] = weights["е"]
    return weights


def _other_weight(character: str, weights: dict[str, str]) -> str:
    """Return the weight of any other character: its base letter's weight, else one by its kind."""
    if character.isspace():
        return "\x01"
    base = unicodedata.normalize("NFD", character)[0]
    if base in weights:
        return weights[base]
    return ("\uffff" if character.isalpha() else "\x02") + character


_WEIGHTS = (_weights(latin_first=False), _weights(latin_first=True))
