"""The labels of the controls that the browser draws in a presentation."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.translator import N_, Text

WORDS: Mapping[str, str] = {
    "slide": N_("Slide {n} of {total}"),
    "presentation": N_("Presentation"),
    "keys": N_("Keys"),
    "next": N_("Next slide"),
    "previous": N_("Previous slide"),
    "first": N_("First slide"),
    "last": N_("Last slide"),
    "black": N_("Black screen"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "play_key": N_("Play or pause the map"),
    "table": N_("Table and sources"),
    "full": N_("Full screen"),
    "notes_key": N_("Speaker’s window"),
    "help": N_("Help"),
    "leave": N_("Leave the presentation"),
    "edit": N_("Edit the slides"),
    "second": N_("Second language"),
    "overview": N_("Overview of the slides"),
    "number": N_("Go to a slide by its number"),
    "print": N_("Print, one slide per page"),
    "close": N_("Close"),
    "notes": N_("Notes"),
    "no_notes": N_("No notes for this slide."),
    "now": N_("Current slide"),
    "end": N_("End of the presentation"),
    "elapsed": N_("Elapsed time"),
    "restart": N_("Reset the timer"),
    "touch": N_(
        "On a touch screen: tap the right half for the next slide, the left half for "
        "the previous slide."
    ),
    "space": N_("Space"),
}
"""{name: message id of a label}; the browser gets the labels in every language."""


def control_words(lang: str) -> dict[str, str]:
    text = Text.of(lang)
    return {name: text(words) for name, words in WORDS.items()}
