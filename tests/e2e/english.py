"""English words on a Kyrgyz or Russian page, visible or for a screen reader."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from tests.e2e.conftest import TIMEOUT_MS
from tests.e2e.screen import Screen

# Names and abbreviations that are the same in every language; names of keys of a keyboard.
ALLOWED = {
    "KoboToolbox",
    "ODK",
    "XLSForm",
    "PNG",
    "SVG",
    "CSV",
    "MIT",
    "English",
    "Enter",
    "Esc",
    "Escape",
    "cookie",
}
PIECES = (
    # Complete names: "Open" or "Source" alone would be untranslated.
    r"(?:Made with )?Natural Earth",
    r"Source Sans",
    r"PT Sans",
    r"Material Symbols",
    r"Apache",
    r"SIL Open Font Licen[cs]e",
    r"plotly\.js",
    # Programs and file formats.
    r"\b(?:Excel|LibreOffice|Windows-1251)\b",
    r"\b(?:TSV|TXT|XLSX|ODS|(?:Geo|Topo|GEO|TOPO)?JSON)\b",
    r"\b(?:GPKG|ZIP|UTF|PPTX|DOCX|HTML|PDF|TOML)\b",
    r"https?://\S+",
    r"\b(?:data|geo)/[\w/.-]+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|kg|net|int|gov|js|csv|geojson)\b",  # hosts and files
    r"\b[0-9a-f]{12}\b",  # the fingerprint of the data
    r"\bKG-[A-Z]{1,2}\b",
)
# All texts of a page: visible ones, those for screen readers only, accessible names and tooltips.
ALL_TEXTS = """() => {
  const said = [['title', document.title]];
  const read = '.sr-only';
  const unread = 'script, style, noscript, [data-testid="stIconMaterial"], [data-measuring-span]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: box, data } = walker.currentNode;
    if (!data.trim() || box.closest(unread)) continue;
    const visible = box.checkVisibility({ visibilityProperty: true });
    if (visible || box.closest(read)) said.push([box.localName, data]);
  }
  for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title',
    'placeholder', 'alt']) {
    for (const box of document.body.querySelectorAll(`[${name}]`)) {
      if (box.closest('[hidden], .js-plotly-plot') === null) {
        said.push([`${box.localName}[${name}]`, box.getAttribute(name)]);
      }
    }
  }
  return said;
}"""


def english_words(screen: Screen, where: str) -> list[str]:
    """A line for each element of the page with a Latin word that is not allowed."""
    # Streamlit's own texts are first in English, and a moment later in the reader's language.
    expect(screen.page.locator("body")).to_contain_text(screen.text("Skip to main content"))
    leftovers: list[str] = []
    end = time.monotonic() + TIMEOUT_MS / 1_000
    while True:
        leftovers = [
            f"{where}: {place}: {words.strip()[:120]!r}"
            for place, words in screen.evaluate(ALL_TEXTS)
            if latin_words(words) - ALLOWED
        ]
        if not leftovers or time.monotonic() > end:
            return leftovers
        screen.page.wait_for_timeout(200)


def latin_words(words: str) -> set[str]:
    """The Latin words of three or more letters, without those in names, addresses and codes."""
    for piece in PIECES:
        words = re.sub(piece, " ", words)
    return set(re.findall(r"(?<![A-Za-z])[A-Za-z]{3,}", words))
