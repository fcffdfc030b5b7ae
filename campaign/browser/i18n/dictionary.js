// The translation of Streamlit's English words.

const tidy = (text) => text.trim().replace(/\s+/g, " ");

const escapePattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// "Help for …*" matches any end, "*…MB per file" any beginning, and "File must be … or smaller."
// any words in the middle.
const isOpen = (english) => english.includes("…");

function patternOf(english, translation) {
  const pieces = english.replace(/^\*|\*$/g, "").split("…");
  return {
    match: new RegExp(`^${pieces.map(escapePattern).join("(.*)")}$`, "s"),
    translation: translation.replace(/^\*|\*$/g, ""),
  };
}

// Each "…" of the translation is replaced by the next piece; a translation may have fewer of them.
function fillPattern(patterns, text) {
  for (const { match, translation } of patterns) {
    const pieces = match.exec(text);
    if (!pieces) continue;
    let piece = 0;
    return translation.replace(/…/g, () => pieces[(piece += 1)] ?? "");
  }
  return undefined;
}

// `words` is {English: translation}. Returns a function that translates a text and leaves unknown
// ones and surrounding spaces unchanged.
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
