"""Texts with personal data, one for each word of the lists, and texts without any."""

from __future__ import annotations

from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.vocabulary import load_vocabulary
from tests.ingest.privacy.test_homes_and_births import BIRTHS, HOMES, VENUES
from tests.ingest.privacy.test_identifiers import NOTHING, OTHERS, PHONES
from tests.ingest.privacy.test_person_names import NOBODY, PERSONS, read_texts
from tests.ingest.privacy.test_prefilters import LISTS, spellings


def personal_texts() -> list[str]:
    """Return texts with personal data, recognizable by words, numbers or unusual characters."""
    texts = [*PHONES, *HOMES, *BIRTHS, *PERSONS, *(cell for cell, _ in OTHERS)]
    for name in ("notes", "notes_held_out"):
        texts += read_texts(name)
    for name, key, cell, _ in LISTS:
        for word in load_vocabulary("privacy", name).words(key):
            texts += [cell.format(spelling) for spelling in spellings(word)]
    cells = sorted({text.strip(" ") for text in texts if "\0" not in text})
    return [cells[at] for at in find_kinds(cells, is_text=True)]


def other_texts() -> list[str]:
    """Return texts without personal data, some of which match the prefilters."""
    cells = sorted({text.strip(" ") for text in (*VENUES, *NOTHING, *NOBODY) if "\0" not in text})
    kinds = find_kinds(cells, is_text=True)
    return [cell for at, cell in enumerate(cells) if cell and at not in kinds]
