// Streamlit's own English and the reader's words for it.

const tidy = (text) => text.trim().replace(/\s+/g, " ");

const escapePattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// "Help for …*" stands for whatever follows, "*…MB per file" for whatever comes before, "File must
// be … or smaller." for whatever stands between.
const isOpen = (english) => english.includes("…");

function patternOf(english, translation) {
  const pieces = english.replace(/^\*|\*$/g, "").split("…");
  return {
    match: new RegExp(`^${pieces.map(escapePattern).join("(.*)")}$`, "s"),
    translation: translation.replace(/^\*|\*$/g, ""),
  };
}

// Each "…" of the translation takes the next piece; a missing piece is a translation that needs no
// "…" at its end.
function fillPattern(patterns, text) {
  for (const { match, translation } of patterns) {
    const pieces = match.exec(text);
    if (!pieces) continue;
    let piece = 0;
    return translation.replace(/…/g, () => pieces[(piece += 1)] ?? "");
  }
  return undefined;
}

// `words` is {English: translation}. Gives a function that puts a text into the reader's words and
// leaves what it does not know; the space around a text stays.
export function createDictionary(words) {
  const entries = Object.entries(words);
  const exact = new Map(
    entries
      .filter(([english]) => !isOpen(english))
      .map(([english, translation]) => [tidy(english), translation]),
  );
  const patterns = entries
    .filter(([english]) => isOpen(english))
    .map(([english, translation]) => patternOf(english, translation));
  return function translate(text) {
    const key = tidy(text);
    const translation = exact.get(key) ?? fillPattern(patterns, key);
    if (!key || translation === undefined) return text;
    const [before] = /^\s*/.exec(text);
    const [after] = /\s*$/.exec(text);
    return before + translation + after;
  };
}
