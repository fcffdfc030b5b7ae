// Wraps words into lines of a given width.

const SPACES = /[^\S\u00a0\u202f]+/; // not the no-break spaces of «10 000»

// `measure(text)` returns the width of a text.
export function wrapText(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(SPACES).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    while (measure(line) > width && line.length > 1) {
      // A word that is wider than the line, such as an address, is divided.
      let cut = line.length - 1;
      while (cut > 1 && measure(line.slice(0, cut)) > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line ? [...lines, line] : lines;
}
