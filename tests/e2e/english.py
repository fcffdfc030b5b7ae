"""The English that is left on a Kyrgyz or a Russian page, in sight or read out."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from tests.e2e.conftest import WAIT
from tests.e2e.screen import Screen

# Names and signs that are the same in every language; keys as they stand on a keyboard.
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
    # Names, as a whole: "Open" or "Source" alone would be English left behind.
    r"(?:Made with )?Natural Earth",
    r"Source Sans",
    r"PT Sans",
    r"Material Symbols",
    r"Apache",
    r"SIL Open Font Licen[cs]e",
    r"plotly\.js",
    # Programs and formats of files, as the world writes them.
    r"\b(?:Excel|LibreOffice|Windows-1251)\b",
    r"\b(?:TSV|TXT|XLSX|ODS|(?:Geo|Topo|GEO|TOPO)?JSON)\b",
    r"\b(?:GPKG|ZIP|UTF|PPTX|DOCX|HTML|PDF|TOML)\b",
    r"https?://\S+",
    r"\b(?:data|geo)/[\w/.-]+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|kg|net|int|gov|js|csv|geojson)\b",  # hosts and files
    r"\b[0-9a-f]{12}\b",  # the fingerprint of the data
    r"\bKG-[A-Z]{1,2}\b",
)
# Everything a reader meets: text in sight, text that is only read out, names and tips.
SAID = """() => {
  const said = [['title', document.title]];
  const read = '.cf-list, .cf-summary, .cf-hint, .sr-only';
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


def english(screen: Screen, where: str) -> list[str]:
    """The places of the page at which a Latin word stands that is not allowed."""
    # Streamlit's own words come in English first, and a moment later in the reader's language.
    expect(screen.page.locator("body")).to_contain_text(screen.text("Skip to main content"))
    leftovers: list[str] = []
    end = time.monotonic() + WAIT / 1_000
    while True:
        leftovers = [
            f"{where}: {place}: {words.strip()[:120]!r}"
            for place, words in screen.evaluate(SAID)
            if latin_words(words) - ALLOWED
        ]
        if not leftovers or time.monotonic() > end:
            return leftovers
        screen.page.wait_for_timeout(200)


def latin_words(words: str) -> set[str]:
    """Its Latin words of three letters and more, addresses and codes aside."""
    for piece in PIECES:
        words = re.sub(piece, " ", words)
    return set(re.findall(r"(?<![A-Za-z])[A-Za-z]{3,}", words))
